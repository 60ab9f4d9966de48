"""What outlets ask for in a round, and the inputs as anybody can count them; docs/algorithms/allocation.md."""

from dataclasses import replace
from hashlib import sha256

from guyub.trade.subsidised.domain.allocating import Claim, Method
from guyub.trade.subsidised.domain.rounds import (
    Basis,
    Figures,
    asked_by,
    inputs_hash,
    inputs_of,
    inputs_text,
    shortfalls,
)

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
    nothing = replace(FIGURES, monthly_qty=0, sold_qty=0, unmet_qty=0)
    assert asked_by(nothing, basis=Basis.TERBESAR, **week).claim == Claim(id="A", demand=0, cap=100)


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
