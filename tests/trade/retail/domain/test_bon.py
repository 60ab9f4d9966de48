"""Which receipts a payment settles, and how long they are due."""

from datetime import date
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from guyub.trade.retail.domain.bon import BonRefusedError, OpenBon, bon_text, bucket_of, settled_by

ON = date(2026, 11, 2)


def bon(at, left_rp, on=ON):
    return OpenBon(UUID(int=at), None, on, left_rp)


def test_the_oldest_is_settled_first():
    first, second, third = bon(1, 30_000), bon(2, 20_000), bon(3, 50_000)

    assert settled_by(40_000, [first, second, third]) == [(first, 30_000), (second, 10_000)]
    assert settled_by(30_000, [first, second]) == [(first, 30_000)]


@given(st.lists(st.integers(1, 10**9), min_size=1, max_size=8), st.data())
def test_a_payment_is_shared_whole_and_leaves_at_most_one_in_part(amounts, draw):
    open_bon = [bon(at, rp) for at, rp in enumerate(amounts)]
    paid_rp = draw.draw(st.integers(1, sum(amounts)))
    settled = settled_by(paid_rp, open_bon)

    assert sum(rp for _, rp in settled) == paid_rp
    assert [one for one, _ in settled] == open_bon[: len(settled)]
    assert all(rp == one.left_rp for one, rp in settled[:-1])
    assert 0 < settled[-1][1] <= settled[-1][0].left_rp


@pytest.mark.parametrize(
    ("_case", "amount_rp", "facts"),
    [
        ("nothing", 0, {"wrong": "amount"}),
        ("below nothing", -1, {"wrong": "amount"}),
        ("more than all", 50_001, {"wrong": "over", "left_rp": 50_000}),
    ],
)
def test_what_is_no_payment(_case, amount_rp, facts):
    with pytest.raises(BonRefusedError) as refusal:
        settled_by(amount_rp, [bon(1, 30_000), bon(2, 20_000)])
    assert refusal.value.facts == facts


@pytest.mark.parametrize(
    ("days", "key"),
    [
        (-5, "belum"),
        (0, "belum"),
        (1, "30"),
        (30, "30"),
        (31, "60"),
        (90, "90"),
        (91, "lama"),
        (4000, "lama"),
    ],
)
def test_how_long_it_is_due(days, key):
    assert bucket_of(days).key == key


def test_a_reminder_is_kind_and_names_nobody_else():
    told = {
        "name": "Siti (contoh)",
        "sex": "P",
        "owed_rp": 62_000,
        "due_on": ON,
        "cooperative": "KKMP Bumiayu",
    }
    late = bon_text(**told, is_late=True).replace("\u00a0", " ")
    assert "Yth. Ibu Siti (contoh)." in late
    assert "masih Rp 62.000; yang paling lama jatuh tempo 2 November 2026. Mungkin terlewat." in late
    assert "Bila sedang sulit, kabari kami" in late
    assert "terlewat" not in bon_text(**told, is_late=False)
