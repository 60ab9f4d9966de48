"""Seals: bytes written by hand and hashed by another program give what the ledger stores."""

import datetime as dt
import shutil
import subprocess
from uuid import UUID

import pytest

from guyub.books.ledger.domain.entries import EntryDraft, LineDraft
from guyub.books.ledger.domain.seal import START, Link, facts_hash, facts_of, first_break

ENTRY, PERSON = UUID("01936f00-0000-7000-8000-000000000001"), UUID("01936f00-0000-7000-8000-0000000000aa")
REQUEST = UUID("01936f00-0000-7000-8000-0000000000bb")
# The worked example of docs/algorithms/posting.md.
TEXT = (
    '{"actor":"01936f00-0000-7000-8000-0000000000aa","context":"ledger","cooperative":"35.73.03.1003",'
    '"corrects":null,"file":null,"lines":[["6.1.02",null,200000,"",null,null,""],'
    '["1.1.02",null,-200000,"BEBAN",null,null,""]],"memo":"Bayar listrik","occurred_on":"2026-11-25","part":0,'
    '"phase":0,"request":"01936f00-0000-7000-8000-0000000000bb","reverses":null,"series":"JU","source":null,'
    '"source_kind":"","v":1}'
)
FACTS = "bde683dba48fb23b63748a10b31235ecd4458a0bc8c058a0cd3596b0c5f5cd4f"
# previous, chain no. 1, id, number 1, day 9825 (2026-11-25), moment 2026-11-25 03:00 UTC, facts.
LINK_HEX = (
    "00" * 32
    + "0000000000000001"
    + "01936f00000070008000000000000001"
    + "00000001"
    + "00002661"
    + "0006611105ce2c00"
    + FACTS
)
SEAL = "4b6425bdae49deec815864f7ffe5fb79b88890b2f3c30a976a88accf4796bce6"
MOMENT = dt.datetime(2026, 11, 25, 3, tzinfo=dt.UTC)


def sha256sum(content):
    """Ask another program."""
    program = shutil.which("sha256sum")
    if program is None:
        pytest.skip("no sha256sum on this machine")
    done = subprocess.run([program], input=content, capture_output=True, check=True)
    return done.stdout.split()[0].decode()


def example():
    return EntryDraft(
        occurred_on=dt.date(2026, 11, 25),
        memo="Bayar listrik",
        request_id=REQUEST,
        lines=(LineDraft("6.1.02", 200_000), LineDraft("1.1.02", -200_000, flow="BEBAN")),
    )


def test_the_facts_are_this_text_and_this_hash():
    assert facts_of(example(), place="35.73.03.1003", context="ledger", actor_id=PERSON) == TEXT
    assert facts_hash(TEXT).hex() == FACTS


def test_the_link_is_these_bytes_and_this_hash():
    link = Link(chain_no=1, entry_id=ENTRY, number=1, dated_on=dt.date(2026, 11, 25), posted_at=MOMENT)

    assert link.hash(START, bytes.fromhex(FACTS)).hex() == SEAL


def test_another_program_finds_the_same():
    assert sha256sum(TEXT.encode()) == FACTS
    assert sha256sum(bytes.fromhex(LINK_HEX)) == SEAL


def test_a_person_is_not_needed_and_letters_stay_as_they_are():
    text = facts_of(example(), place="35.73.03.1003", context="ledger", actor_id=None)

    assert '"actor":null' in text
    assert facts_hash("é").hex() == "4a99557e4033c3539de2eb65472017cad5f9557f7a0625a09f1c3f6e2ba69c4c"


def chain():
    made, previous = [], START
    for no in range(1, 4):
        link = Link(no, UUID(int=no), no, dt.date(2026, 1, no), MOMENT)
        previous = link.hash(previous, facts_hash(str(no)))
        made.append((link, facts_hash(str(no)), previous))
    return made


def test_a_whole_chain_holds():
    assert first_break(chain()) is None
    assert first_break([]) is None


@pytest.mark.parametrize("no", [1, 2, 3])
def test_what_is_changed_or_missing_is_found_where_it_is(no):
    changed = chain()
    link, _, stored = changed[no - 1]
    changed[no - 1] = (link, facts_hash("other"), stored)
    assert first_break(changed) == no

    missing = chain()
    del missing[no - 1]
    assert first_break(missing) == (no if no < 3 else None)


def test_days_before_the_year_2000_have_their_bytes():
    link = Link(1, ENTRY, 1, dt.date(1999, 12, 31), MOMENT)

    assert len(link.hash(START, START)) == 32
