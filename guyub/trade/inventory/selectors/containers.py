"""Containers as pages show them: kinds with their five numbers, where they lie, who has them since when, what moved."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.db.models import F, Q, Sum

from guyub.community.members.domain.register import member_number
from guyub.foundation.kernel.rows import Row
from guyub.foundation.kernel.selectors.together import Inquiry, asked
from guyub.trade.inventory.domain.containers import ContainerState, Counts, Why
from guyub.trade.inventory.domain.locations import LocationKind
from guyub.trade.inventory.models import (
    ContainerBook,
    ContainerHolding,
    ContainerMove,
    ContainerProduct,
    ContainerRate,
    ContainerStock,
    Location,
    Product,
)

if TYPE_CHECKING:
    from datetime import date
    from uuid import UUID

ACCOUNT = "2.1.13"  # what is left as deposits for containers
MOST_HELD, MOST_MOVED, MOST_MOVED_TABLE, MOST_PRODUCTS = 300, 30, 10_000, 300
_OPEN = Q(loan_qty__gt=0) | Q(deposit_qty__gt=0)
_COUNTS = (
    "brought_qty", "gone_qty", "full_qty", "empty_qty", "quarantine_qty", "loan_qty", "deposit_qty",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class KindRow(Row):
    """One kind: its book, what is held for those on deposit and what is left for one today, in whole rupiah."""

    kind_id: UUID
    name: str
    counts: Counts
    deposit_rp: int
    rate_rp: int | None


@dataclass(frozen=True, slots=True)
class StockRow(Row):
    """What of one kind lies in one location; ``apart_on``: in quarantine since."""

    kind_id: UUID
    location_id: UUID
    location: str
    full: int
    empty: int
    quarantine: int
    apart_on: date | None


@dataclass(frozen=True, slots=True)
class HoldingRow(Row):
    """What somebody took on one day and still has; the deposit for each and for all in whole rupiah (0: on loan).

    ``number`` is a member's, "" of a buyer.
    """

    holding_id: UUID
    kind_id: UUID
    kind: str
    member_id: UUID | None
    person_id: UUID | None
    number: str
    name: str
    since: date
    qty: int
    each_rp: int
    deposit_rp: int
    days: int

    @property
    def is_deposit(self) -> bool:
        """A deposit was left for it."""
        return self.each_rp > 0


@dataclass(frozen=True, slots=True)
class MoveRow(Row):
    """One move as a list shows it; ``amount_rp`` above zero is a deposit that came, below zero one given back."""

    move_id: UUID
    seq: int
    on: date
    why: Why
    before: ContainerState
    after: ContainerState
    qty: int
    places: str
    holder: str
    amount_rp: int
    entry_id: UUID | None
    note: str
    person: str
    person_id: UUID | None
    is_back: bool
    is_undone: bool
    source_kind: str


@dataclass(frozen=True, slots=True)
class KindsPage(Row):
    """All kinds with where they lie."""

    kinds: list[KindRow]
    stocks: list[StockRow]


@dataclass(frozen=True, slots=True)
class KindPage(Row):
    """One kind with where it lies, its deposits by day, its products, what can be chosen, what moved lately."""

    row: KindRow
    stocks: list[StockRow]
    rates: list[tuple[date, int]]
    products: list[tuple[UUID, str]]
    others: list[tuple[UUID, str]]  # products that are in no kind
    locations: list[tuple[UUID, str]]
    moves: list[MoveRow]


def kinds_page(*, cooperative_id: int, today: date) -> KindsPage:
    """List all kinds with their numbers, by name, and where they lie. One trip."""
    kinds, stocks = asked(_kinds(cooperative_id, today), _stocks(cooperative_id))
    return KindsPage(kinds, stocks)


def kind_page(*, cooperative_id: int, kind_id: UUID, today: date) -> KindPage | None:
    """Read one kind; None: not here. One trip."""
    mine: dict[str, Any] = {"cooperative_id": cooperative_id}
    rates = ContainerRate.objects.filter(**mine, kind_id=kind_id).order_by("-from_on", "id")
    linked = ContainerProduct.objects.filter(**mine, kind_id=kind_id).order_by("product__name", "id")
    taken = ContainerProduct.objects.filter(**mine).values("product_id")
    others = Product.objects.filter(**mine, closed_on__isnull=True).exclude(id__in=taken)
    kinds, stocks, dated, products, free, locations, moves = asked(
        _kinds(cooperative_id, today, kind_id),
        _stocks(cooperative_id, kind_id),
        Inquiry.of(rates.values_list("from_on", "deposit_rp"), read=list),
        Inquiry.of(linked.values_list("product_id", "product__name"), read=list),
        Inquiry.of(others.order_by("name", "id").values_list("id", "name")[:MOST_PRODUCTS], read=list),
        locations_inquiry(cooperative_id),
        _moves(cooperative_id, kind_id, MOST_MOVED),
    )
    if not kinds:
        return None
    return KindPage(kinds[0], stocks, dated, products, free, locations, moves)


def holdings_of(
    *, cooperative_id: int, today: date, kind_id: UUID | None = None, member_id: UUID | None = None
) -> list[HoldingRow]:
    """List who has containers, the longest first, at most three hundred. One query.

    Args:
        cooperative_id: Whose.
        today: The day that age is counted to.
        kind_id: Of this kind alone.
        member_id: Of this member alone.
    """
    (rows,) = asked(holdings_inquiry(cooperative_id, today, kind_id=kind_id, member_id=member_id))
    held: list[HoldingRow] = rows
    return held


def one_holding(*, cooperative_id: int, holding_id: UUID, today: date) -> HoldingRow | None:
    """Read one holding of which something is left; None: not here, or nothing is. One query."""
    (rows,) = asked(holdings_inquiry(cooperative_id, today, holding_id=holding_id))
    return rows[0] if rows else None


def holdings_inquiry(
    cooperative_id: int,
    today: date,
    *,
    kind_id: UUID | None = None,
    member_id: UUID | None = None,
    holding_id: UUID | None = None,
) -> Inquiry[list[HoldingRow]]:
    """Ask who has containers, the longest first."""
    told = {"kind_id": kind_id, "member_id": member_id, "id": holding_id}
    rows = ContainerHolding.objects.filter(_OPEN, cooperative_id=cooperative_id).filter(
        **{name: value for name, value in told.items() if value is not None}
    )
    values = rows.order_by("since", "id").values_list(
        "id", "kind_id", "kind__name", "member_id", "member__person_id", "member__number", "member__file__name",
        "buyer", "since", "loan_qty", "deposit_qty", "each_rp", "deposit_rp",
    )[:MOST_HELD]  # fmt: skip

    def read(found: list[tuple[Any, ...]]) -> list[HoldingRow]:
        return [_holding(row, today) for row in found]

    return Inquiry.of(values, read=read)


def moves_of(*, cooperative_id: int, kind_id: UUID, most: int = MOST_MOVED_TABLE) -> list[MoveRow]:
    """List the moves of a kind, the last one first. One query."""
    (rows,) = asked(_moves(cooperative_id, kind_id, most))
    found: list[MoveRow] = rows
    return found


def deposits_held(*, cooperative_id: int) -> int:
    """Sum what is held as deposits for containers, whole rupiah. One query."""
    rows = ContainerHolding.objects.filter(cooperative_id=cooperative_id)
    return int(rows.aggregate(held=Sum("deposit_rp"))["held"] or 0)


def has_kinds(*, cooperative_id: int) -> bool:
    """Tell whether containers are counted here at all. One query."""
    return ContainerBook.objects.filter(cooperative_id=cooperative_id).exists()


def lying_of_good(*, cooperative_id: int, good: str) -> tuple[int, int] | None:
    """Count full and empty containers of the kinds in which a good is sold; None: it is sold in none. One query."""
    linked = ContainerProduct.objects.filter(cooperative_id=cooperative_id, product__good=good)
    books = ContainerBook.objects.filter(cooperative_id=cooperative_id, kind_id__in=linked.values("kind_id"))
    sums = books.aggregate(full=Sum("full_qty"), empty=Sum("empty_qty"))
    return None if sums["full"] is None else (int(sums["full"]), int(sums["empty"]))


def locations_inquiry(cooperative_id: int) -> Inquiry[list[tuple[UUID, str]]]:
    """Ask for the open locations, by name; what is on its way is none that people choose."""
    rows = Location.objects.filter(cooperative_id=cooperative_id, closed_on__isnull=True)
    rows = rows.exclude(kind=LocationKind.JALAN.value).order_by("name", "id")
    return Inquiry.of(rows.values_list("id", "name"), read=list)


def _kinds(cooperative_id: int, today: date, kind_id: UUID | None = None) -> Inquiry[list[KindRow]]:
    books = ContainerBook.objects.filter(cooperative_id=cooperative_id)
    rates = ContainerRate.objects.filter(cooperative_id=cooperative_id, from_on__lte=today)
    if kind_id is not None:
        books, rates = books.filter(kind_id=kind_id), rates.filter(kind_id=kind_id)

    def read(rows: list[tuple[Any, ...]], dated: list[tuple[Any, int]]) -> list[KindRow]:
        in_force = dict(dated)  # the last day stands last
        return [
            KindRow(id_, name, Counts(*counts), deposit_rp, in_force.get(id_))
            for id_, name, deposit_rp, *counts in rows
        ]

    named = books.order_by("kind__name", "kind_id").values_list(
        "kind_id", "kind__name", "deposit_rp", *_COUNTS
    )
    return Inquiry.of(named, rates.order_by("from_on", "id").values_list("kind_id", "deposit_rp"), read=read)


def _stocks(cooperative_id: int, kind_id: UUID | None = None) -> Inquiry[list[StockRow]]:
    rows = ContainerStock.objects.filter(cooperative_id=cooperative_id).filter(
        Q(full_qty__gt=0) | Q(empty_qty__gt=0) | Q(quarantine_qty__gt=0)
    )
    if kind_id is not None:
        rows = rows.filter(kind_id=kind_id)
    told = rows.order_by("location__name", "id").values_list(
        "kind_id", "location_id", "location__name", "full_qty", "empty_qty", "quarantine_qty", "quarantine_on"
    )
    return Inquiry.of(told, read=lambda found: [StockRow(*row) for row in found])


def _moves(cooperative_id: int, kind_id: UUID, most: int) -> Inquiry[list[MoveRow]]:
    rows = ContainerMove.objects.filter(cooperative_id=cooperative_id, kind_id=kind_id)
    undone = ContainerMove.objects.filter(
        cooperative_id=cooperative_id, kind_id=kind_id, undoes__isnull=False
    )
    told = rows.order_by("-seq", "id").annotate(
        to_name=F("to_holding__member__file__name"), from_name=F("from_holding__member__file__name")
    )
    values = told.values_list(
        "id", "seq", "on", "why", "before", "after", "qty", "from_location__name", "to_location__name",
        "from_name", "from_holding__buyer", "to_name", "to_holding__buyer", "amount_rp", "entry_id", "note",
        "person__name", "person_id", "undoes_id", "source_kind",
    )[:most]  # fmt: skip

    def read(found: list[tuple[Any, ...]], taken_back: list[tuple[UUID]]) -> list[MoveRow]:
        backs = {id_ for (id_,) in taken_back}
        return [_move(row, backs) for row in found]

    return Inquiry.of(values, undone.values_list("undoes_id"), read=read)


def _holding(row: tuple[Any, ...], today: date) -> HoldingRow:
    (
        id_, kind_id, kind, member_id, person_id, number, name, buyer, since, loan, deposit, each_rp, deposit_rp,
    ) = row  # fmt: skip
    return HoldingRow(
        id_, kind_id, kind, member_id, person_id, member_number(number) if number else "", name or buyer, since,
        loan + deposit, each_rp, deposit_rp, (today - since).days,
    )  # fmt: skip


def _move(row: tuple[Any, ...], backs: set[UUID]) -> MoveRow:
    (
        id_, seq, on, why, before, after, qty, giver, taker, from_name, from_buyer, to_name, to_buyer, amount_rp,
        entry_id, note, person, person_id, undoes_id, source_kind,
    ) = row  # fmt: skip
    places = " ke ".join(dict.fromkeys(name for name in (giver, taker) if name))
    holder = to_name or to_buyer or from_name or from_buyer or ""
    return MoveRow(
        id_, seq, on, Why(why), ContainerState(before), ContainerState(after), qty, places, holder, amount_rp,
        entry_id, note, person or "", person_id, undoes_id is not None, id_ in backs, source_kind,
    )  # fmt: skip
