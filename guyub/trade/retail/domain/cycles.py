"""A cycle of pay-first orders (*setor beli*): what is offered, the steps it takes, when it takes them.

Source: docs/algorithms/buyer_orders.md; the practice of buying groups.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING, ClassVar

from guyub.foundation.kernel.errors import DomainError

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import date
    from uuid import UUID

MOST_GOODS = 30
MOST_CASE = 100_000
MOST_PRICE_RP = 10**9
LONGEST_NOTE = 200


class CycleRefusedError(DomainError):
    """A cycle is not opened, changed or moved on; ``wrong`` says why.

    By what was typed: ``goods`` (none, or more than 30), ``unknown`` (a text that names no product), ``twice``,
    ``unit`` (not one of the product's), ``case`` (less than one), ``price`` (zero or less; for members, others or of
    the supplier); fact ``product`` where one good is meant. ``closes`` (a day that is over), ``expected`` (before it
    closes), ``note``, ``why``. By what is kept: ``partner``, ``location``, ``product``, ``gone``, ``step`` (it stands
    elsewhere by now), ``ordered`` (somebody has paid already), ``nothing`` (no case is filled), ``changed`` (another
    sum would be ordered than was shown; facts ``shown_rp``, ``order_rp``), ``come`` (goods came of its order),
    ``waiting`` (nothing came yet), ``less`` (more was handed over than came; facts ``product``, ``handed``).
    """

    code: ClassVar[str] = "retail.cycle.refused"


class CycleState(StrEnum):
    """Where a cycle stands."""

    BUKA = "BUKA"  # buyers order and pay
    TUTUP = "TUTUP"  # ordered of the supplier
    DATANG = "DATANG"  # what came is shared, handed over, given back
    SELESAI = "SELESAI"  # nothing of what buyers paid is held any more
    BATAL = "BATAL"  # everything is given back


STATE_WORDS: Mapping[CycleState, str] = {
    CycleState.BUKA: "Menerima pesanan",
    CycleState.TUTUP: "Dipesan ke pemasok",
    CycleState.DATANG: "Dibagikan",
    CycleState.SELESAI: "Selesai",
    CycleState.BATAL: "Batal",
}


class CycleStep(StrEnum):
    """What is done with a cycle."""

    ORDER = "ORDER"
    CHANGE = "CHANGE"
    EXTEND = "EXTEND"
    CLOSE = "CLOSE"
    CANCEL = "CANCEL"
    SHARE = "SHARE"
    HAND = "HAND"


_S = CycleState
STEPS: Mapping[CycleStep, frozenset[CycleState]] = {
    CycleStep.ORDER: frozenset({_S.BUKA}),
    CycleStep.CHANGE: frozenset({_S.BUKA}),
    CycleStep.EXTEND: frozenset({_S.BUKA}),
    CycleStep.CLOSE: frozenset({_S.BUKA}),
    CycleStep.CANCEL: frozenset({_S.BUKA, _S.TUTUP}),
    CycleStep.SHARE: frozenset({_S.TUTUP, _S.DATANG}),
    CycleStep.HAND: frozenset({_S.DATANG}),
}


def refuse_step(state: CycleState, step: CycleStep) -> None:
    """Refuse a step that a cycle does not take from where it stands.

    Raises:
        CycleRefusedError: ``step``.
    """
    if state not in STEPS[step]:
        raise CycleRefusedError(wrong="step")


@dataclass(frozen=True, slots=True, kw_only=True)
class GoodTyped:
    """One good that a cycle offers.

    Args:
        product_id: Which product.
        unit_id: In which unit it is ordered.
        case_size: How many of that unit the supplier packs together.
        member_rp: What a member pays for one unit, whole rupiah.
        other_rp: What others pay.
        buying_rp: What the supplier asks for one unit.
    """

    product_id: UUID
    unit_id: UUID
    case_size: int
    member_rp: int
    other_rp: int
    buying_rp: int


@dataclass(frozen=True, slots=True, kw_only=True)
class CycleTyped:
    """A cycle as it is opened.

    Args:
        partner_id: From whom it is ordered.
        location_id: Where the goods shall come; its unit of business keeps the money.
        closes_on: The last day on which buyers order, inside.
        expected_on: When the goods shall come.
        goods: What is offered, at most 30.
        note: For buyers, at most 200 letters.
    """

    partner_id: UUID
    location_id: UUID
    closes_on: date
    expected_on: date
    goods: Sequence[GoodTyped]
    note: str = ""


def checked_cycle(typed: CycleTyped, *, names: Mapping[UUID, str], today: date) -> str:
    """Refuse a cycle that says nothing or too much; give its note without spare spaces.

    Args:
        typed: As typed.
        names: Of the products that are there and open.
        today: The business date.

    Raises:
        CycleRefusedError: ``goods``, then good by good ``product case price twice``, then ``closes expected note``.
    """
    if not 0 < len(typed.goods) <= MOST_GOODS:
        raise CycleRefusedError(wrong="goods")
    seen = set()
    for good in typed.goods:
        name = names.get(good.product_id)
        if name is None:
            raise CycleRefusedError(wrong="product")
        if not 0 < good.case_size <= MOST_CASE:
            raise CycleRefusedError(wrong="case", product=name)
        if not all(0 < rp <= MOST_PRICE_RP for rp in (good.member_rp, good.other_rp, good.buying_rp)):
            raise CycleRefusedError(wrong="price", product=name)
        if good.product_id in seen:
            raise CycleRefusedError(wrong="twice", product=name)
        seen.add(good.product_id)
    refuse_days(closes_on=typed.closes_on, expected_on=typed.expected_on, today=today)
    note = " ".join(typed.note.split())
    if len(note) > LONGEST_NOTE:
        raise CycleRefusedError(wrong="note")
    return note


def refuse_days(*, closes_on: date, expected_on: date, today: date) -> None:
    """Refuse a closing day that is over, and goods that would come before it.

    Raises:
        CycleRefusedError: ``closes``, ``expected``.
    """
    if closes_on < today:
        raise CycleRefusedError(wrong="closes")
    if expected_on < closes_on:
        raise CycleRefusedError(wrong="expected")
