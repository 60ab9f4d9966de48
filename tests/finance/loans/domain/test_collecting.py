"""What the money of a line pays: the table of docs/algorithms/collecting.md."""

from datetime import date

import pytest

from guyub.finance.loans.domain.collecting import SURPLUS_WORDS, Settled, asked_words, list_name, settle
from guyub.finance.savings.domain.collecting import Surplus

MUKA, BALIK = Surplus.MUKA, Surplus.BALIK
CASES = (
    ("nothing", 0, 112_000, None, Settled(0, 0)),
    ("as asked", 112_000, 112_000, None, Settled(112_000, 0)),
    ("a part", 50_000, 112_000, None, Settled(50_000, 0)),
    ("more is the borrower's will", 224_000, 112_000, None, Settled(224_000, 0)),
    ("all that is owed", 336_000, 112_000, None, Settled(336_000, 0)),
    ("above all, nobody said", 336_001, 112_000, None, None),
    ("above all cannot be ahead", 336_001, 112_000, MUKA, None),
    ("above all goes back", 340_000, 112_000, BALIK, Settled(336_000, 4_000)),
    ("paid meanwhile, nobody said", 112_000, 0, None, None),
    ("paid meanwhile, ahead", 112_000, 0, MUKA, Settled(112_000, 0)),
    ("paid meanwhile, back", 112_000, 0, BALIK, Settled(0, 112_000)),
    ("paid in part meanwhile, back", 112_000, 62_000, BALIK, Settled(62_000, 50_000)),
    ("paid in part meanwhile, and no more given", 62_000, 62_000, None, Settled(62_000, 0)),
    ("a penalty came on top", 112_000, 113_000, None, Settled(112_000, 0)),
)


@pytest.mark.parametrize(
    ("got", "due", "surplus", "settled"), [case[1:] for case in CASES], ids=[case[0] for case in CASES]
)
def test_what_the_money_of_a_line_pays(got, due, surplus, settled):
    """112,000 was asked; 336,000 is all that is owed."""
    assert settle(got_rp=got, asked_rp=112_000, due_rp=due, most_rp=336_000, surplus=surplus) == settled


def test_a_loan_settled_meanwhile_takes_nothing():
    told = {"got_rp": 112_000, "asked_rp": 112_000, "due_rp": 0, "most_rp": 0}
    assert settle(**told, surplus=None) is None
    assert settle(**told, surplus=MUKA) is None
    assert settle(**told, surplus=BALIK) == Settled(0, 112_000)


def test_numbers_and_words():
    assert list_name(2026, 7) == "DA-2026-0007"
    assert (
        asked_words("PJ-2026-0012", 1, date(2026, 11, 1)) == "PJ-2026-0012, jatuh tempo 1\u00a0Nov\u00a02026"
    )
    assert (
        asked_words("PJ-2026-0012", 2, date(2026, 10, 1))
        == "PJ-2026-0012, 2 angsuran sejak 1\u00a0Okt\u00a02026"
    )
    assert set(SURPLUS_WORDS) == set(Surplus)
