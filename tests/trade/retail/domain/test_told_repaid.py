"""A mended payment is read strictly: the sums tie, and something changes."""

from uuid import UUID

import pytest

from guyub.trade.retail.domain.baskets import TenderKind
from guyub.trade.retail.domain.told import TillEventUnreadError
from guyub.trade.retail.domain.told_repaid import read_repaid

ME, SALE, SHIFT = (str(UUID(int=no)) for no in (1, 2, 3))


def body(before, after, **more):
    paid = {
        name: [{"kind": kind, "amount_rp": rp} for kind, rp in one.items()]
        for name, one in (("before", before), ("tenders", after))
    }
    return {"cashier_id": ME, "shift_id": SHIFT, "sale_id": SALE, "reason": "salah pilih"} | paid | more


def test_what_changes():
    told = read_repaid(body({"CASH": 10, "QRIS": 20}, {"CASH": 10, "CREDIT": 20}, agreed_by=ME))
    assert told.changes == {TenderKind.QRIS: -20, TenderKind.CREDIT: 20}
    assert told.agreed_by is None


@pytest.mark.parametrize(
    ("_case", "before", "after", "wrong"),
    [
        ("the sum moved", {"CASH": 10}, {"QRIS": 11}, "ties"),
        ("nothing changes", {"CASH": 10}, {"CASH": 10}, "ties"),
        ("a kind that is none", {"GOLD": 10}, {"CASH": 10}, "field"),
    ],
)
def test_what_cannot_be_read(_case, before, after, wrong):
    with pytest.raises(TillEventUnreadError) as refusal:
        read_repaid(body(before, after))
    assert refusal.value.facts["wrong"] == wrong
