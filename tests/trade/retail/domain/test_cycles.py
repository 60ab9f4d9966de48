"""What a cycle says, and the steps it takes."""

from datetime import date

import pytest

from guyub.foundation.kernel.ids import uuid7
from guyub.trade.retail.domain.accounts import (
    cost_of,
    cycle_name,
    order_name,
    returned_to,
    revenue_of,
    sale_name,
    till_name,
)
from guyub.trade.retail.domain.cycles import (
    STEPS,
    CycleRefusedError,
    CycleState,
    CycleStep,
    CycleTyped,
    GoodTyped,
    checked_cycle,
    refuse_step,
)

TODAY = date(2026, 11, 25)
RICE, SOAP = uuid7(), uuid7()
NAMES = {RICE: "Beras", SOAP: "Sabun"}


def good(**more):
    fields = {"product_id": RICE, "unit_id": uuid7(), "case_size": 2}
    return GoodTyped(**fields | {"member_rp": 310_000, "other_rp": 320_000, "buying_rp": 300_000} | more)


def cycle(*goods, **more):
    fields = {"partner_id": uuid7(), "location_id": uuid7(), "closes_on": TODAY, "expected_on": TODAY}
    return CycleTyped(**fields | {"goods": goods or (good(),)} | more)


@pytest.mark.parametrize(
    ("typed", "wrong"),
    [
        (cycle(goods=()), "goods"),
        (cycle(*[good()] * 31), "goods"),
        (cycle(good(product_id=uuid7())), "product"),
        (cycle(good(case_size=0)), "case"),
        (cycle(good(case_size=100_001)), "case"),
        (cycle(good(member_rp=0)), "price"),
        (cycle(good(other_rp=10**9 + 1)), "price"),
        (cycle(good(buying_rp=-1)), "price"),
        (cycle(good(), good()), "twice"),
        (cycle(closes_on=date(2026, 11, 24)), "closes"),
        (cycle(expected_on=date(2026, 11, 24)), "expected"),
        (cycle(note="x" * 201), "note"),
    ],
)
def test_what_a_cycle_may_not_say(typed, wrong):
    with pytest.raises(CycleRefusedError) as refused:
        checked_cycle(typed, names=NAMES, today=TODAY)
    assert refused.value.facts["wrong"] == wrong


def test_a_note_loses_its_spare_spaces():
    typed = cycle(good(), good(product_id=SOAP, case_size=100_000), note=" ambil  sore ")
    assert checked_cycle(typed, names=NAMES, today=TODAY) == "ambil sore"


def test_each_step_is_taken_where_it_makes_sense():
    allowed = {(step, state) for step in CycleStep for state in STEPS[step]}
    for step in CycleStep:
        for state in CycleState:
            if (step, state) in allowed:
                refuse_step(state, step)
            else:
                with pytest.raises(CycleRefusedError):
                    refuse_step(state, step)
    assert STEPS[CycleStep.HAND] == {CycleState.DATANG}
    assert STEPS[CycleStep.CANCEL] == {CycleState.BUKA, CycleState.TUTUP}


def test_names_and_accounts():
    assert cycle_name(2026, 3) == "SB-2026-0003"
    assert order_name(2026, 3, 7) == "SB-2026-0003/07"
    assert (sale_name(2026, 12), till_name(1, 318)) == ("PJ-2026-0012", "K1-0318")
    assert (revenue_of(is_member=True), cost_of(is_member=True)) == ("4.1.01", "5.1.01")
    assert (revenue_of(is_member=False), cost_of(is_member=False)) == ("4.2.01", "5.2.01")
    assert (returned_to(is_member=True), returned_to(is_member=False)) == (
        "4.1.09",
        "4.2.09",
    )
