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
from guyub.trade.subsidised.domain.allocating import Claim, Method
from guyub.trade.subsidised.domain.programmes import Counts, Period, Scope

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import date
    from uuid import UUID

    from guyub.trade.subsidised.domain.programmes import BuyerCategory, LimitRule

ROUNDS = "PJ"
SALES_DAYS = 28
WEEK_DAYS = 7
MONTH_DAYS = 30  # of a usual month's need
SALES_A_MONTH = 4  # of a category that no monthly limit speaks of
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
    KONTRAK = "KONTRAK"  # what agents promised
    RUMAH_TANGGA = "RUMAH_TANGGA"  # what the city estimates; where it told nothing, the greater of both


BASIS_WORDS: Mapping[Basis, str] = {
    Basis.TERBESAR: "Yang lebih besar: pembeli terdaftar atau penjualan",
    Basis.TERDAFTAR: "Pembeli terdaftar",
    Basis.PENJUALAN: "Penjualan dan yang tidak terlayani",
    Basis.KONTRAK: "Jatah menurut kontrak",
    Basis.RUMAH_TANGGA: "Rumah tangga yang ditulis kota (perkiraan)",
}


class RoundRefusedError(DomainError):
    """A proposal is not made; ``wrong`` says why.

    ``programme``, ``days`` (they end before they begin, or last too long), ``supply`` (nothing, or too much),
    ``method``, ``basis``, ``lot``, ``floor``, ``note``, ``nobody`` (no outlet asks for any), ``why``.
    """

    code: ClassVar[str] = "subsidised.round.refused"


@dataclass(frozen=True, slots=True, kw_only=True)
class RoundTyped(Row):
    """A proposal as typed.

    Args:
        programme: Its key.
        from_on: The first day of the span.
        to_on: The last one, inside.
        supply_qty: What there is to share, in the good's smallest unit.
        method: A name of ``Method``.
        basis: A code of ``Basis``.
        lot: What comes together only.
        floor_qty: What every outlet that asks is to get first (``floor_proportional``).
        note: A few words for the public page.
    """

    programme: str
    from_on: date
    to_on: date
    supply_qty: int
    method: str
    basis: str
    lot: int = 1
    floor_qty: int = 0
    note: str = ""

    @property
    def days(self) -> int:
        """How long the span is."""
        return (self.to_on - self.from_on).days + 1


def checked_round(typed: RoundTyped) -> None:
    """Refuse a proposal that cannot be.

    Raises:
        RoundRefusedError: ``days supply method basis lot floor note``.
    """
    wrongs = {
        "days": not 0 < typed.days <= MOST_DAYS,
        "supply": not 0 < typed.supply_qty <= MOST_SUPPLY,
        "method": typed.method not in set(Method),
        "basis": typed.basis not in set(Basis),
        "lot": not 0 < typed.lot <= typed.supply_qty,
        "floor": not 0 <= typed.floor_qty <= typed.supply_qty,
        "note": len(typed.note) > LONGEST_NOTE,
    }
    for wrong, is_wrong in wrongs.items():
        if is_wrong:
            raise RoundRefusedError(wrong=wrong)


METHOD_WORDS: Mapping[Method, str] = {
    Method.MAX_MIN: "Naik bersama sampai terpenuhi",
    Method.PROPORTIONAL: "Sebanding kebutuhan",
    Method.FLOOR_PROPORTIONAL: "Jatah dasar, sisanya sebanding",
    Method.DEFICIT_CREDIT: "Yang kurang di putaran lalu dulu, sisanya sebanding",
    Method.EQUAL: "Sama rata",
}


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
        weekly_qty: What its agents promise a week.
        cap_qty: The most that the outlet can take in the span; None: no cap.
        credit_qty: What it was short in the round before.
        estimate_id: What the city told of the households of the ward; None: nothing.
        households: How many of them it estimates; None: it told nothing, which is not zero.
        household_qty: What they need a month; None as well.
    """

    code: str
    name: str
    registered: int
    monthly_qty: int
    sold_qty: int
    unmet_qty: int
    weekly_qty: int = 0
    cap_qty: int | None = None
    credit_qty: int = 0
    estimate_id: UUID | None = None
    households: int | None = None
    household_qty: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked(Row):
    """What one outlet asks for in the span of a round: needs, sales and requests in vain brought to its days.

    ``household_qty`` is None where the city told nothing of the ward's households.
    """

    figures: Figures
    need_qty: int
    household_qty: int | None
    sold_qty: int
    unmet_qty: int
    claim: Claim


def usual_of(category: BuyerCategory, *, limits: Sequence[LimitRule]) -> int:
    """Say what a buyer of a category usually takes a month, in the smallest unit; 0: it sells on.

    The softest monthly limit of its own where there is one, since it says what is reasonable; else four usual sales.

    Args:
        category: The category.
        limits: Those of the programme that hold on the day.

    Source: docs/algorithms/allocation.md.
    """
    own = [one for one in limits if one.category == category.code]
    if any(one.scope is Scope.SHARE for one in own):
        return 0
    monthly = [one.max_qty for one in own if one.period is Period.MONTH and one.counts is Counts.QTY]
    return min(monthly, default=SALES_A_MONTH * category.usual_qty)


def monthly_of(registered: Mapping[str, int], *, usual: Mapping[str, int]) -> int:
    """Say what the registered buyers of a ward usually take a month.

    Args:
        registered: How many of each category; of one that is not known any more none count.
        usual: What one of each category takes a month.
    """
    return sum(count * usual.get(code, 0) for code, count in registered.items())


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
    told = figures.household_qty
    households = None if told is None else _spanned(told, days, MONTH_DAYS)
    greater = max(need, by_sales)
    demand = {
        Basis.TERDAFTAR: need,
        Basis.PENJUALAN: by_sales,
        Basis.TERBESAR: greater,
        Basis.KONTRAK: _spanned(figures.weekly_qty, days, WEEK_DAYS),
        Basis.RUMAH_TANGGA: greater if households is None else households,
    }[basis]
    claim = Claim(
        id=figures.code,
        demand=demand,
        floor=min(floor_qty, demand),
        cap=figures.cap_qty,
        credit=figures.credit_qty,
    )
    return Asked(
        figures=figures,
        need_qty=need,
        household_qty=households,
        sold_qty=sold,
        unmet_qty=unmet,
        claim=claim,
    )


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
