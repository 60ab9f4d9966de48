"""What outlets ask for in a round, and the inputs as anybody can count them; docs/algorithms/allocation.md."""

from dataclasses import replace
from datetime import date
from hashlib import sha256

import pytest

from guyub.foundation.parameters.domain.definitions import Confidence
from guyub.trade.subsidised.domain.allocating import Claim, Method
from guyub.trade.subsidised.domain.programmes import (
    BuyerCategory,
    LimitRule,
    Mode,
    Period,
    Registers,
    Scope,
)
from guyub.trade.subsidised.domain.rounds import (
    Basis,
    Figures,
    RoundRefusedError,
    RoundTyped,
    asked_by,
    checked_round,
    inputs_hash,
    inputs_of,
    inputs_text,
    monthly_of,
    shortfalls,
    usual_of,
)

DAY = date(2026, 11, 25)

FIGURES = Figures(
    code="A", name="Bumiayu", registered=40, monthly_qty=160, sold_qty=90, unmet_qty=30, cap_qty=100
)


def test_need_sales_and_requests_in_vain_are_brought_to_the_span():
    week = {"days": 7, "floor_qty": 10}
    asked = asked_by(FIGURES, basis=Basis.TERDAFTAR, **week)

    assert (asked.need_qty, asked.sold_qty, asked.unmet_qty) == (38, 23, 8)
    assert asked.claim == Claim(id="A", demand=38, floor=10, cap=100)
    assert asked_by(FIGURES, basis=Basis.PENJUALAN, **week).claim.demand == 30
    assert asked_by(FIGURES, basis=Basis.TERBESAR, **week).claim.demand == 38
    assert asked_by(replace(FIGURES, weekly_qty=25), basis=Basis.KONTRAK, **week).claim.demand == 25
    nothing = replace(FIGURES, monthly_qty=0, sold_qty=0, unmet_qty=0)
    assert asked_by(nothing, basis=Basis.TERBESAR, **week).claim == Claim(id="A", demand=0, cap=100)


def test_households_are_brought_to_the_span_and_what_was_not_told_is_not_zero():
    """2,310 of 3 a month are 1,617 a week; a ward that the city told nothing of asks for the greater of both."""
    week = {"days": 7, "floor_qty": 0}
    told = replace(FIGURES, households=2_310, household_qty=6_930)

    asked = asked_by(told, basis=Basis.RUMAH_TANGGA, **week)
    assert (asked.household_qty, asked.claim.demand) == (1_617, 1_617)
    assert asked_by(told, basis=Basis.TERDAFTAR, **week).claim.demand == 38  # shown, and not what counts
    untold = asked_by(FIGURES, basis=Basis.RUMAH_TANGGA, **week)
    assert (untold.household_qty, untold.claim.demand) == (None, 38)
    by_sales = asked_by(replace(FIGURES, monthly_qty=0), basis=Basis.RUMAH_TANGGA, **week)
    assert by_sales.claim.demand == 30
    none = asked_by(replace(FIGURES, households=0, household_qty=0), basis=Basis.RUMAH_TANGGA, **week)
    assert (none.household_qty, none.claim.demand) == (0, 0)


def test_who_was_short_is_owed():
    assert shortfalls([40, 40, 20], [10, 30, 10]) == [10, 0, 0]
    assert shortfalls([0, 0], [0, 0]) == [0, 0]


def test_inputs_are_written_in_one_way():
    claims = [Claim(id="35.73.03.1003", demand=38, cap=100)]
    inputs = inputs_of(supply=25, method=Method.MAX_MIN, claims=claims, lot=1, turn=2)
    text = (
        '{"claims":[{"cap":100,"credit":0,"demand":38,"floor":0,"id":"35.73.03.1003"}],"lot":1,"method":"max_min",'
        '"supply":25,"turn":2}'
    )

    assert inputs_text(inputs) == text
    assert inputs_hash(inputs) == sha256(text.encode()).hexdigest()


def test_what_a_buyer_usually_takes_a_month():
    def category(code):
        return BuyerCategory(
            programme="LPG_3KG", code=code, title=code, registers=Registers.COUNTER, proofs=("KTP",), usual_qty=2,
            valid_from=DAY, valid_to=None, legal_basis="x", source="x", confidence=Confidence.C,
        )  # fmt: skip

    def limit(code, scope, period, most):
        return LimitRule(
            id=code, programme="LPG_3KG", scope=scope, period=period, max_qty=most, mode=Mode.INFO, category=code,
            valid_from=DAY, legal_basis="x", source="x", confidence=Confidence.C,
        )  # fmt: skip

    limits = [
        limit("RT", Scope.KK, Period.MONTH, 4),
        limit("RT", Scope.NIK, Period.DAY, 1),
        limit("PENGECER", Scope.SHARE, Period.ALLOCATION, 1_000),
    ]
    usual = {code: usual_of(category(code), limits=limits) for code in ("RT", "UM", "PENGECER")}

    assert usual == {"RT": 4, "UM": 8, "PENGECER": 0}
    assert monthly_of({"RT": 10, "UM": 3, "PENGECER": 2, "LAMA": 9}, usual=usual) == 64


def test_a_proposal_that_can_be():
    typed = RoundTyped(
        programme="LPG_3KG", from_on=DAY, to_on=DAY, supply_qty=25, method="max_min", basis="TERBESAR"
    )
    checked_round(typed)
    with pytest.raises(RoundRefusedError):
        checked_round(replace(typed, lot=26))
    assert typed.days == 1
