"""A proposal of a city: what each of its outlets asks for, and the inputs as anybody can count them again.

Source: docs/algorithms/allocation.md.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from enum import StrEnum
from hashlib import sha256
from typing import TYPE_CHECKING, Any, ClassVar

from guyub.foundation.kernel.errors import DomainError
from guyub.foundation.kernel.rows import Row
from guyub.trade.subsidised.domain.allocating import Claim

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from guyub.trade.subsidised.domain.allocating import Method

ROUNDS = "PJ"
SALES_DAYS = 28
MONTH_DAYS = 30  # of a usual month's need
MOST_DAYS = 92
MOST_SUPPLY = 10_000_000_000
LONGEST_NOTE = 200


class RoundState(StrEnum):
    """How far a proposal is."""

    MENUNGGU = "MENUNGGU"  # for the second person
    TERBIT = "TERBIT"
    DITOLAK = "DITOLAK"


class Basis(StrEnum):
    """What an outlet's demand is taken from."""

    TERBESAR = "TERBESAR"  # the greater of both
    TERDAFTAR = "TERDAFTAR"  # what registered buyers usually take
    PENJUALAN = "PENJUALAN"  # what was sold and asked for in vain


BASIS_WORDS: Mapping[Basis, str] = {
    Basis.TERBESAR: "Yang lebih besar: pembeli terdaftar atau penjualan",
    Basis.TERDAFTAR: "Pembeli terdaftar",
    Basis.PENJUALAN: "Penjualan dan yang tidak terlayani",
}


class RoundRefusedError(DomainError):
    """A proposal is not made; ``wrong`` says why.

    ``programme``, ``days`` (they end before they begin, or last too long), ``supply`` (nothing, or too much),
    ``method``, ``basis``, ``lot``, ``floor``, ``note``, ``nobody`` (no outlet asks for any), ``reason``.
    """

    code: ClassVar[str] = "subsidised.round.refused"


@dataclass(frozen=True, slots=True, kw_only=True)
class Figures(Row):
    """What is known of one outlet, in the good's smallest unit.

    Args:
        code: Of the ward.
        name: Of the cooperative.
        registered: How many consumers of the ward are registered.
        monthly_qty: What they usually take a month.
        sold_qty: What was sold in 28 days.
        unmet_qty: What was asked for in vain in them.
        cap_qty: The most that the outlet can take in the span; None: no cap.
        credit_qty: What it was short in the round before.
    """

    code: str
    name: str
    registered: int
    monthly_qty: int
    sold_qty: int
    unmet_qty: int
    cap_qty: int | None = None
    credit_qty: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked(Row):
    """What one outlet asks for in the span of a round: need, sales and requests in vain brought to its days."""

    figures: Figures
    need_qty: int
    sold_qty: int
    unmet_qty: int
    claim: Claim


def asked_by(figures: Figures, *, days: int, basis: Basis, floor_qty: int) -> Asked:
    """Say what an outlet asks for in so many days, rounded up.

    Args:
        figures: What is known.
        days: How long the span is.
        basis: What counts.
        floor_qty: What every outlet that asks at all is to get first.

    Source: docs/algorithms/allocation.md.
    """
    need = _spanned(figures.monthly_qty, days, MONTH_DAYS)
    sold = _spanned(figures.sold_qty, days, SALES_DAYS)
    unmet = _spanned(figures.unmet_qty, days, SALES_DAYS)
    by_sales = _spanned(figures.sold_qty + figures.unmet_qty, days, SALES_DAYS)
    demand = {
        Basis.TERDAFTAR: need,
        Basis.PENJUALAN: by_sales,
        Basis.TERBESAR: max(need, by_sales),
    }[basis]
    claim = Claim(
        id=figures.code,
        demand=demand,
        floor=min(floor_qty, demand),
        cap=figures.cap_qty,
        credit=figures.credit_qty,
    )
    return Asked(figures=figures, need_qty=need, sold_qty=sold, unmet_qty=unmet, claim=claim)


def shortfalls(demands: Sequence[int], amounts: Sequence[int]) -> list[int]:
    """Say what each was short in a round: its demand at the mean part of all demands, less what it got.

    Returns:
        Whole units, rounded down, in their order; zero where somebody got the mean part or more.
    """
    asked, given = sum(demands), sum(amounts)
    return [
        max(demand * given // asked - amount, 0) if asked else 0
        for demand, amount in zip(demands, amounts, strict=True)
    ]


def inputs_of(*, supply: int, method: Method, claims: Sequence[Claim], lot: int, turn: int) -> dict[str, Any]:
    """Give the inputs as ``guyub calc allocate`` takes them."""
    return {
        "supply": supply,
        "method": method.value,
        "claims": [
            {"id": one.id, "demand": one.demand, "floor": one.floor, "cap": one.cap, "credit": one.credit}
            for one in claims
        ],
        "lot": lot,
        "turn": turn,
    }


def inputs_text(inputs: Mapping[str, Any]) -> str:
    """Write inputs in one way only: keys sorted, no spaces."""
    return json.dumps(inputs, sort_keys=True, separators=(",", ":"), ensure_ascii=True)


def inputs_hash(inputs: Mapping[str, Any]) -> str:
    """Give the SHA-256 of the inputs' text, in hex."""
    return sha256(inputs_text(inputs).encode()).hexdigest()


def _spanned(qty: int, days: int, of: int) -> int:
    return -(-qty * days // of)
