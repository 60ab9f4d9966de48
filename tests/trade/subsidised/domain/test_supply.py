"""What a contract and an arrival may say; numbers of docs/algorithms/supply.md."""

from dataclasses import replace
from datetime import date
from uuid import UUID

import pytest

from guyub.foundation.kernel.errors import DomainError
from guyub.trade.subsidised.domain.supply import (
    ArrivalTyped,
    ContractTyped,
    checked_arrival,
    checked_contract,
    checked_plan,
    checked_request,
    light_count,
    wanted_qty,
)

ID, TODAY = UUID(int=1), date(2026, 11, 25)
CONTRACT = ContractTyped(partner_id=ID, programme="LPG_3KG", role="SUB", from_on=TODAY)
CAME = ArrivalTyped(
    on=TODAY, location_id=ID, came_qty=25, empties_qty=25, price_rp=16_000, second="Pak Sopir"
)


@pytest.mark.parametrize(
    ("wrong", "changed"),
    [
        ("role", {"role": "AGEN"}),
        ("number", {"contract_no": "9" * 41}),
        ("days", {"until_on": date(2026, 11, 24)}),
        ("qty", {"weekly_qty": -1}),
        ("qty", {"cap_qty": 0}),
        ("hours", {"hours": "j" * 81}),
        ("note", {"note": "n" * 201}),
    ],
)
def test_a_contract_that_cannot_be(wrong, changed):
    checked_contract(CONTRACT)
    with pytest.raises(DomainError) as refused:
        checked_contract(replace(CONTRACT, **changed))

    assert refused.value.facts["wrong"] == wrong


@pytest.mark.parametrize(
    ("wrong", "changed"),
    [
        ("day", {"on": date(2026, 11, 26)}),
        ("qty", {"came_qty": 0}),
        ("counts", {"leaking_qty": 20, "returned_qty": 6}),
        ("counts", {"returned_qty": -1}),
        ("nothing", {"leaking_qty": 25}),
        ("empties", {"empties_qty": 24}),
        ("empties", {"empties_qty": None}),
        ("price", {"price_rp": 0}),
        ("samples", {"samples_g": (8,)}),
        ("samples", {"samples_g": (8_000,) * 61}),
        ("number", {"do_no": "9" * 41}),
        ("payment", {"payment_ref": "9" * 41}),
        ("second", {"second": "dewi lestari"}),
        ("second", {"second": "x"}),
        ("site", {"site_after": -1}),
        ("note", {"note": "n" * 201}),
    ],
)
def test_an_arrival_that_cannot_be(wrong, changed):
    given = {"counted_by": "Dewi Lestari", "today": TODAY, "has_containers": True}
    checked_arrival(CAME, **given)
    checked_arrival(replace(CAME, empties_qty=None), **given | {"has_containers": False})
    with pytest.raises(DomainError) as refused:
        checked_arrival(replace(CAME, **changed), **given)

    assert refused.value.facts["wrong"] == wrong


def test_a_plan_and_a_request_that_cannot_be():
    plan = {"planned_on": TODAY, "qty": 25, "do_no": " DO  7 ", "today": TODAY}
    ask = {"wanted_on": TODAY, "qty": 25, "words": " lekas  ya ", "today": TODAY}
    assert (checked_plan(**plan), checked_request(**ask)) == ("DO 7", "lekas ya")
    for check, given, wrong, changed in (
        (checked_plan, plan, "day", {"planned_on": date(2026, 11, 24)}),
        (checked_plan, plan, "qty", {"qty": 0}),
        (checked_plan, plan, "number", {"do_no": "9" * 41}),
        (checked_request, ask, "days", {"wanted_on": date(2026, 11, 24)}),
        (checked_request, ask, "qty", {"qty": 0}),
        (checked_request, ask, "note", {"words": "n" * 201}),
    ):
        with pytest.raises(DomainError) as refused:
            check(**given | changed)
        assert refused.value.facts["wrong"] == wrong


def test_light_ones_and_what_to_ask_for():
    assert light_count((8_000, 7_999, 8_100, 7_000), least_g=8_000) == 2
    asked = {"weekly_sold": 25, "unmet": 8, "stock": 4, "coming": 10}
    assert wanted_qty(**asked, cap_qty=100) == 19
    assert wanted_qty(**asked, cap_qty=15) == 15
    assert wanted_qty(**asked | {"stock": -3}, cap_qty=None) == 23
    assert wanted_qty(**asked | {"stock": 50}, cap_qty=None) == 0
