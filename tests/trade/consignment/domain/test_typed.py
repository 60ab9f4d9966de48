"""What is told of agreements, papers and payouts is brought to one form or refused by name."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from guyub.foundation.kernel.ids import uuid7
from guyub.trade.consignment.domain.agreements import (
    AgreementRefusedError,
    AgreementTyped,
    GoodTerms,
    checked_agreement,
)
from guyub.trade.consignment.domain.settling import Reckoned, SettlementRefusedError, checked_payout
from guyub.trade.consignment.domain.slips import (
    Brought,
    SlipKind,
    SlipRefusedError,
    SlipTyped,
    checked_slip,
    moved_qty,
    overdue_qty,
)

DAY = date(2026, 11, 25)
TEMPE, OTHER = uuid7(), uuid7()
GOOD = GoodTerms(product_id=TEMPE, unit_id=uuid7(), basis="PERSEN", share_rate=Decimal("0.2"))
TYPED = AgreementTyped(partner_id=uuid7(), location_id=uuid7(), from_on=DAY, goods=(GOOD,))
SLIP = SlipTyped(agreement_id=uuid7(), kind="BAWA", on=DAY, quantities={TEMPE: 3})


def told(**more):
    return replace(TYPED, **more)


def good(**more):
    return replace(GOOD, **more)


@pytest.mark.parametrize(
    ("wrong", "typed"),
    [
        ("goods", told(goods=())),
        ("goods", told(goods=(GOOD,) * 31)),
        ("days", told(until_on=date(2026, 11, 24))),
        ("name", told(shown_name="x" * 61)),
        ("note", told(note="x" * 201)),
        ("unknown", told(goods=(good(product_id=OTHER),))),
        ("twice", told(goods=(GOOD, GOOD))),
        ("rate", told(goods=(good(share_rate=Decimal(0)),))),
        ("rate", told(goods=(good(share_rate=Decimal("0.91")),))),
        ("setor", told(goods=(good(basis="SETOR"),))),
    ],
)
def test_agreements_are_refused(wrong, typed):
    with pytest.raises(AgreementRefusedError) as refused:
        checked_agreement(typed, names={TEMPE: "Tempe"})
    assert refused.value.facts["wrong"] == wrong


def test_an_agreement_keeps_one_basis():
    setor = good(basis="SETOR", setor_rp=4_000)
    kept = checked_agreement(told(goods=(setor,), note=" a  b ", until_on=DAY), names={TEMPE: "Tempe"})
    assert (kept.goods[0].share_rate, kept.goods[0].setor_rp, kept.note) == (0, 4_000, "a b")


@pytest.mark.parametrize(
    ("wrong", "more"),
    [
        ("kind", {"kind": "LAIN"}),
        ("day", {"on": date(2026, 11, 26)}),
        ("day", {"on": date(2026, 10, 31)}),
        ("day", {"fetch_by": date(2026, 11, 24)}),
        ("note", {"note": "x" * 121}),
        ("note", {"kind": "RUSAK"}),
        ("goods", {"quantities": {}}),
        ("qty", {"quantities": {TEMPE: 0}}),
    ],
)
def test_papers_are_refused(wrong, more):
    with pytest.raises(SlipRefusedError) as refused:
        checked_slip(replace(SLIP, **more), today=DAY, from_on=date(2026, 11, 1))
    assert refused.value.facts["wrong"] == wrong


def test_a_count_may_find_nothing():
    counted = replace(SLIP, kind="HITUNG", quantities={TEMPE: 0}, fetch_by=DAY)
    assert checked_slip(counted, today=DAY, from_on=DAY) == (SlipKind.HITUNG, "")
    assert [moved_qty(kind, qty=3, there_qty=5) for kind in SlipKind] == [3, -3, -3, -2]


@pytest.mark.parametrize(
    ("_case", "there", "today", "late"),
    [
        ("on the day itself", 12, DAY, 0),
        ("a day later the rest of the first", 12, date(2026, 11, 26), 2),
        ("all of it", 12, date(2026, 11, 27), 12),
        ("nothing lies there", 0, date(2026, 11, 27), 0),
        ("found by a count", 40, date(2026, 11, 27), 30),
    ],
)
def test_what_lies_too_long(_case, there, today, late):
    brought = [Brought(10, date(2026, 11, 26)), Brought(20, DAY), Brought(5, None)]
    assert overdue_qty(there_qty=there, brought=brought, today=today) == late


def test_a_payout_is_no_more_than_is_owed():
    reckoned = Reckoned(carried_rp=-500, sold_rp=9_000, back_rp=1_000, share_rp=1_600, lost_rp=100)
    assert (reckoned.due_rp, reckoned.to_pay_rp) == (6_500, 6_000)
    assert checked_payout(6_000, open_rp=reckoned.to_pay_rp) == 6_000
    for wrong, amount_rp, open_rp in (("paid", 1, 0), ("amount", 6_001, 6_000), ("amount", 0, 6_000)):
        with pytest.raises(SettlementRefusedError) as refused:
            checked_payout(amount_rp, open_rp=open_rp)
        assert refused.value.facts["wrong"] == wrong
