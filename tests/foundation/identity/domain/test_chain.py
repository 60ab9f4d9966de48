from datetime import UTC, datetime, timedelta, timezone
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from guyub.foundation.identity.domain.chain import START, first_break, link, sealed_facts

FACTS = st.lists(st.binary(min_size=32, max_size=32), min_size=1, max_size=12)


def chained(facts):
    entries, previous = [], START
    for position, one in enumerate(facts, 1):
        previous = link(previous, position, one)
        entries.append((position, one, previous))
    return entries


@pytest.mark.watched
@given(FACTS)
def test_a_chain_holds(facts):
    assert first_break(chained(facts)) is None


@pytest.mark.watched
@given(FACTS, st.data())
def test_one_changed_fact_is_found_where_it_is(facts, data):
    entries = chained(facts)
    place = data.draw(st.integers(0, len(entries) - 1))
    position, one, seal = entries[place]
    entries[place] = (position, bytes([one[0] ^ 1]) + one[1:], seal)

    assert first_break(entries) == position


@pytest.mark.watched
@given(FACTS.filter(lambda facts: len(facts) > 1), st.data())
def test_a_missing_or_exchanged_entry_is_found(facts, data):
    entries = chained(facts)
    place = data.draw(st.integers(0, len(entries) - 2))

    assert first_break(entries[:place] + entries[place + 1 :]) == place + 1
    entries[place], entries[place + 1] = entries[place + 1], entries[place]
    assert first_break(entries) == place + 1


def test_the_first_link_as_another_program_computes_it():
    # sha256sum of 32 zero bytes, the number 1 in eight bytes, and 32 bytes of 0xff
    assert (
        link(START, 1, b"\xff" * 32).hex()
        == "4c48ddc6243fa09efdc6d3b6bee269f4c7e3c1206da86880e22a5faaa837c912"
    )


def test_the_moment_is_sealed_in_utc_wherever_it_was_read():
    here = datetime(2026, 11, 25, 10, 24, tzinfo=timezone(timedelta(hours=7)))
    person = UUID("0193a1b2-1234-7abc-8def-0123456789ab")

    sealed = sealed_facts(7, 1, here, person, "Sri", "BENDAHARA", "a.b", {})

    assert sealed["at"] == here
    assert sealed["at"].tzinfo is UTC
