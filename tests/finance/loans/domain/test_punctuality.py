"""Instalments that were due, and those that were whole in time."""

from datetime import date
from fractions import Fraction

import pytest

from guyub.finance.loans.domain.events import Event, Kind
from guyub.finance.loans.domain.punctuality import Kept, kept_of
from guyub.finance.loans.domain.servicing import Penalty, PenaltyPer, Servicing
from guyub.finance.loans.domain.states import state_of
from guyub.finance.loans.domain.terms import Method, Terms

TERMS = Terms(
    method=Method.FLAT,
    annual_rate=Fraction(12, 100),
    principal=1_200_000,
    instalments=12,
    disbursed_on=date(2026, 1, 1),
)
ON = date(2026, 5, 1)  # three fell due before it: February, March and April


def kept(*paid, on=ON, unknown=(), servicing=Servicing()):  # noqa: B008  frozen
    events = [
        Event(on=day, kind=Kind.REPAYMENT, amount=amount, place=place)
        for place, (day, amount) in enumerate(paid)
    ]
    return kept_of(state_of(TERMS, servicing, events, on), on=on, unknown=unknown)


@pytest.mark.parametrize(
    ("_case", "paid", "expected"),
    [
        ("nothing paid", [], Kept(3, 0)),
        ("each on its day", [(date(2026, month, 1), 112_000) for month in (2, 3, 4)], Kept(3, 3)),
        ("three days late", [(date(2026, 2, 4), 112_000)], Kept(3, 1)),
        ("four days late", [(date(2026, 2, 5), 112_000)], Kept(3, 0)),
        ("all ahead", [(date(2026, 1, 5), 336_000)], Kept(3, 3)),
        (
            "a part in time, the rest late",
            [(date(2026, 2, 1), 100_000), (date(2026, 2, 9), 12_000)],
            Kept(3, 0),
        ),
        ("a rupiah short", [(date(2026, 2, 1), 111_999)], Kept(3, 0)),
    ],
)
def test_what_was_kept(_case, paid, expected):
    assert kept(*paid) == expected


def test_what_is_due_today_is_not_counted_yet():
    assert kept(on=date(2026, 2, 1)) == Kept(0, 0)
    assert kept(on=date(2026, 2, 2)) == Kept(1, 0)


def test_what_was_paid_on_an_unknown_day_says_nothing():
    paid = [(date(2026, 4, 20), 224_000), (date(2026, 4, 21), 112_000)]

    assert kept(*paid) == Kept(3, 0)
    assert kept(*paid, unknown=(0,)) == Kept(1, 0)


def test_a_penalty_that_is_paid_makes_nobody_late():
    """A thousandth of the principal a day: 200 for two days, paid with the instalment."""
    penalty = Servicing(penalty=Penalty(rate=Fraction(1, 1000), per=PenaltyPer.DAY))

    assert kept((date(2026, 2, 3), 112_200), servicing=penalty) == Kept(3, 1)
    assert kept((date(2026, 2, 3), 112_199), servicing=penalty) == Kept(3, 0)


def test_loans_together():
    assert Kept(3, 2).plus(Kept(4, 4)) == Kept(7, 6)
