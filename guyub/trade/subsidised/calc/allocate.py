"""`guyub calc allocate`."""

from __future__ import annotations

import re
from fractions import Fraction
from typing import TYPE_CHECKING

from guyub.foundation.kernel.calculation import Rule, choice, nullable, record, strings
from guyub.foundation.kernel.money import Rounding, rounded
from guyub.trade.subsidised.domain.allocating import AllocationRefusedError, Claim, Method, allocate

if TYPE_CHECKING:
    from guyub.foundation.kernel.calculation import Json
    from guyub.trade.subsidised.domain.allocating import Step

WHOLE = {"type": "integer"}
ZERO = WHOLE | {"default": 0}
PLACES = 4
_WEIGHT = re.compile(r"\d{1,9}(\.\d{1,12})?", re.ASCII)


def _allocate(given: dict[str, Json]) -> dict[str, Json]:
    claims = [
        Claim(**one | {"id": str(one["id"]), "weight": _weight(place, one["weight"])})
        for place, one in enumerate(given["claims"])
    ]
    found = allocate(
        given["supply"], method=Method(given["method"]), claims=claims, lot=given["lot"], turn=given["turn"]
    )
    return {
        "shares": [
            {"id": one["id"], "amount": amount}
            for one, amount in zip(given["claims"], found.amounts, strict=True)
        ],
        "left": found.left,
        "jain_index": None if found.jain_index is None else _text(found.jain_index),
        "steps": [_step(step) for step in found.steps],
    }


def _weight(place: int, written: Json) -> Fraction:
    if not _WEIGHT.fullmatch(str(written)):
        raise AllocationRefusedError(
            field=f"claims[{place}].weight",
            wrong="weight",
            message='Tulis bobot sebagai angka desimal, seperti "1.5".',
        )
    return Fraction(str(written))


def _step(step: Step) -> dict[str, Json]:
    return {
        "kind": step.kind,
        "claims": step.claims,
        "amount": _text(step.amount),
        "level": None if step.level is None else _text(step.level),
        "full": step.full,
    }


def _text(exact: Fraction) -> str:
    """Write an exact number of zero or more with four decimals, half up."""
    whole, rest = divmod(rounded(exact * 10**PLACES, Rounding.NEAREST), 10**PLACES)
    return f"{whole}.{rest:0{PLACES}}"


RULES = (
    Rule(
        name="allocate",
        title="Membagi barang yang kurang: rata, sebanding, naik bersama, jatah dasar dulu, atau utang jatah dulu.",
        given=record(
            supply=WHOLE,
            method=choice([one.value for one in Method]),
            claims={
                "type": "array",
                "items": record(
                    id={"type": ["string", "integer"]},
                    demand=WHOLE,
                    weight={"type": ["string", "number"], "default": "1"},
                    floor=ZERO,
                    cap=nullable(WHOLE) | {"default": None},
                    credit=ZERO,
                ),
            },
            lot=WHOLE | {"default": 1},
            turn=ZERO,
        ),
        answer=record(
            shares={"type": "array", "items": record(id={"type": ["string", "integer"]}, amount=WHOLE)},
            left=WHOLE,
            jain_index=nullable(strings()),
            steps={
                "type": "array",
                "items": record(
                    kind=strings(), claims=WHOLE, amount=strings(), level=nullable(strings()), full=WHOLE
                ),
            },
        ),
        calculate=_allocate,
    ),
)
