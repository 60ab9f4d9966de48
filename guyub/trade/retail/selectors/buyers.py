"""Buyers' orders with their lines: what each paid, gets, got, and is due back."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from guyub.community.members.domain.register import member_number
from guyub.foundation.kernel.formats import number
from guyub.foundation.kernel.rows import Row
from guyub.foundation.kernel.selectors.together import Inquiry
from guyub.trade.retail.domain.accounts import order_name
from guyub.trade.retail.domain.claims import Claim, due_rp
from guyub.trade.retail.domain.cycles import CycleState
from guyub.trade.retail.models import BuyerLine, BuyerOrder

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date
    from uuid import UUID

    from django.db.models import QuerySet

MOST_BUYERS = 1_000
SHARED = frozenset({CycleState.DATANG, CycleState.SELESAI})
_ORDER = (
    *("id", "cycle_id", "cycle__year", "cycle__no", "cycle__state", "no", "member_id", "member__number"),
    *("member__file__name", "buyer", "ordered_on", "paid_rp", "handed_rp", "refunded_rp", "held_rp"),
    *("event_id", "withdrawn_on", "person__name"),
)
_LINE = (
    *("order_id", "id", "good_id", "good__product__name", "good__unit__name", "qty", "tolerance_qty"),
    *("price_rp", "granted_qty", "handed_qty", "released_qty"),
)


@dataclass(frozen=True, slots=True)
class LineRow(Row):
    """One good of a buyer's order; quantities count its unit."""

    line_id: UUID
    good_id: UUID
    title: str
    unit: str
    claim: Claim

    @property
    def words(self) -> str:
        """What is wished for."""
        more = f", boleh lebih {number(self.claim.tolerance_qty)}" if self.claim.tolerance_qty else ""
        return f"{number(self.claim.qty)} {self.unit}{more}"

    @property
    def granted_words(self) -> str:
        """What is set aside, handed over or not."""
        return f"{number(self.claim.granted_qty)} {self.unit}"

    @property
    def handed_words(self) -> str:
        """What was handed over."""
        return f"{number(self.claim.handed_qty)} {self.unit}"

    @property
    def ready_words(self) -> str:
        """What waits to be fetched."""
        return f"{number(self.claim.ready_qty)} {self.unit}"

    @property
    def amount_rp(self) -> int:
        """What was paid for it first."""
        return (self.claim.qty + self.claim.tolerance_qty) * self.claim.price_rp


@dataclass(frozen=True, slots=True)
class BuyerRow(Row):
    """One order of one buyer; rupiah whole."""

    order_id: UUID
    cycle_id: UUID
    name: str
    state: CycleState
    member_id: UUID | None
    number: str
    who: str
    ordered_on: date
    paid_rp: int
    handed_rp: int
    refunded_rp: int
    held_rp: int
    event_id: UUID
    withdrawn_on: date | None
    person: str
    lines: tuple[LineRow, ...]

    @property
    def due_rp(self) -> int:
        """What is due back."""
        return due_rp(
            held_rp=self.held_rp,
            claims=[line.claim for line in self.lines],
            is_sharing=self.state in SHARED,
            is_cancelled=self.state is CycleState.BATAL,
        )

    @property
    def ready(self) -> list[LineRow]:
        """The lines of which something waits to be fetched."""
        return [line for line in self.lines if line.claim.ready_qty and self.state in SHARED]

    @property
    def wished(self) -> str:
        """Everything that was ordered, in words."""
        return "; ".join(f"{line.title} {line.words}" for line in self.lines)

    @property
    def standing(self) -> str:
        """Where it stands, in words."""
        if self.withdrawn_on:
            return "Ditarik kembali"
        if self.state in {CycleState.BUKA, CycleState.TUTUP}:
            return "Lunas, menunggu barang"
        if self.ready:
            return "Siap diambil"
        if self.due_rp:
            return "Uang kembali belum diambil"
        return "Selesai"


@dataclass(frozen=True, slots=True)
class BuyerFacts:
    """Rows of orders and of their lines as they were read."""

    orders: Sequence[Any]
    lines: Sequence[Any]


def buyer_inquiries(
    rows: QuerySet[BuyerOrder], *, most: int = MOST_BUYERS
) -> tuple[Inquiry[Any], Inquiry[Any]]:
    """Ask for some orders, in the order of their numbers, and for their lines.

    Args:
        rows: Of one cooperative.
        most: How many.
    """
    chosen = rows.order_by("cycle__year", "cycle__no", "no", "id")[:most]
    lines = BuyerLine.objects.filter(cooperative_id__in=rows.values("cooperative_id"), order__in=rows)
    return (
        Inquiry.of(chosen.values_list(*_ORDER), read=list),
        Inquiry.of(lines.order_by("good__line_no", "id").values_list(*_LINE), read=list),
    )


def buyers_read(orders: Sequence[Any], lines: Sequence[Any]) -> list[BuyerRow]:
    """Put orders and their lines together."""
    of_order: dict[UUID, list[LineRow]] = {}
    for order_id, id_, good_id, title, unit, qty, tolerance, price_rp, granted, handed, released in lines:
        claim = Claim(
            key=str(id_),
            qty=qty,
            tolerance_qty=tolerance,
            price_rp=price_rp,
            granted_qty=granted,
            handed_qty=handed,
            released_qty=released,
        )
        of_order.setdefault(order_id, []).append(LineRow(id_, good_id, title, unit, claim))
    return [_row(row, tuple(of_order.get(row[0], ()))) for row in orders]


def _row(row: Sequence[Any], lines: tuple[LineRow, ...]) -> BuyerRow:
    id_, cycle_id, year, no, state, at, member_id, its_number, its_name, buyer, *more = row
    on, paid, handed, refunded, held, event_id, withdrawn_on, person = more
    return BuyerRow(
        id_,
        cycle_id,
        order_name(year, no, at),
        CycleState(state),
        member_id,
        member_number(its_number) if its_number else "",
        its_name or buyer,
        on,
        paid,
        handed,
        refunded,
        held,
        event_id,
        withdrawn_on,
        person,
        lines,
    )
