"""A member's money is read strictly: one way of paying, for the whole."""

from uuid import UUID

import pytest

from guyub.trade.retail.domain.baskets import TenderKind
from guyub.trade.retail.domain.told import TillEventUnreadError
from guyub.trade.retail.domain.told_dues import Purpose, read_dues

ID = str(UUID(int=1))
BODY = {
    "number": "K2-0007",
    "shift_id": ID,
    "cashier_id": ID,
    "member_id": ID,
    "purpose": "DUES",
    "amount_rp": 10_000,
    "tenders": [{"kind": "CASH", "amount_rp": 10_000}],
}


def test_what_was_taken():
    told = read_dues(BODY)
    assert (told.series, told.number, told.purpose, told.amount_rp, told.way) == (
        2,
        7,
        Purpose.DUES,
        10_000,
        TenderKind.CASH,
    )


@pytest.mark.parametrize(
    ("_case", "more", "wrong"),
    [
        ("for nothing known", {"purpose": "GIFT"}, "field"),
        ("nothing", {"amount_rp": 0}, "field"),
        ("paid otherwise than it comes to", {"amount_rp": 9_000}, "ties"),
        ("not paid", {"tenders": []}, "ties"),
    ],
)
def test_what_cannot_be_read(_case, more, wrong):
    with pytest.raises(TillEventUnreadError) as refusal:
        read_dues(BODY | more)
    assert refusal.value.facts["wrong"] == wrong
