"""What the tills sold, as people look at it: the receipts of a day, and one of them with all that hangs on it."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.db.models import Count, Exists, F, OuterRef, Q, Sum

from guyub.foundation.kernel.rows import Row
from guyub.trade.retail.domain.baskets import TenderKind
from guyub.trade.retail.domain.day_sheets import taken_off_rp
from guyub.trade.retail.models import ReceiptCopy, Sale, SaleKind, SaleLine, SaleTender, Till

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import date, datetime
    from uuid import UUID

    from django.db.models import QuerySet

PAGE = 50


@dataclass(frozen=True, slots=True, kw_only=True)
class SalesAsked(Row):
    """Which receipts: of days from ``since`` to ``until``, both inside; what is empty asks for nothing.

    Args:
        since: The first day.
        until: The last day.
        series: Of one till.
        cashier_id: Of one cashier.
        paid: In which some was paid, a TenderKind.
        is_member: Of members, or of others.
        kind: A SaleKind.
        is_marked: Those with something to look at: another price than the list's, above a ceiling.
    """

    since: date
    until: date
    series: int | None = None
    cashier_id: UUID | None = None
    paid: str = ""
    is_member: bool | None = None
    kind: str = ""
    is_marked: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class SaleRow(Row):
    """One receipt in a list; amounts in whole rupiah, below zero: given back.

    Args:
        sale_id: Its id.
        name: The cooperative's number.
        till_name: The till's own.
        kind: What it is.
        at: When, aware.
        cashier: Who sold.
        member: Who bought, a member; empty: somebody else.
        goods: What, by name.
        paid_rp: What was paid.
        paid: By way of paying.
        is_marked: Something of it is to be looked at.
        is_voided: It was taken back whole.
        reason: Of its discount, or why it went back.
    """

    sale_id: UUID
    name: str
    till_name: str
    kind: SaleKind
    at: datetime
    cashier: str
    member: str
    goods: Sequence[str]
    paid_rp: int
    paid: Mapping[TenderKind, int]
    is_marked: bool
    is_voided: bool
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class SalesPage(Row):
    """A page of receipts, how many there are in all, what was sold and given back; who and what may be chosen."""

    rows: Sequence[SaleRow]
    total: int
    sold_rp: int
    back_rp: int
    tills: Mapping[int, str]
    cashiers: Mapping[UUID, str]


def sales_page(*, cooperative_id: int, asked_for: SalesAsked, first: int = 0, most: int = PAGE) -> SalesPage:
    """List receipts, the newest first. Six queries.

    Args:
        cooperative_id: Whose.
        asked_for: Which.
        first: How many are passed over.
        most: How many a page shows.
    """
    rows = _asked(cooperative_id, asked_for)
    sums = rows.aggregate(
        counted=Count("id"),
        sold=Sum("paid_rp", filter=Q(paid_rp__gt=0)),
        back=Sum("paid_rp", filter=Q(paid_rp__lt=0)),
    )
    shown = _shown(rows)[first : first + most]
    days = Sale.objects.filter(
        cooperative_id=cooperative_id, sold_on__range=(asked_for.since, asked_for.until)
    )
    tills = Till.objects.filter(cooperative_id=cooperative_id).order_by("series")
    return SalesPage(
        rows=_rows(cooperative_id, list(shown)),
        total=sums["counted"],
        sold_rp=sums["sold"] or 0,
        back_rp=sums["back"] or 0,
        tills=dict(tills.values_list("series", "device__name")),
        cashiers=dict(days.order_by("cashier__name").values_list("cashier_id", "cashier__name").distinct()),
    )


def sales_after(*, cooperative_id: int, after: UUID | None, since: date, most: int) -> list[SaleRow]:
    """List receipts in the order of their numbers, for programs that read on from the last one. Four queries.

    Numbers follow the order of admission, so what a till sends late comes behind what was read before.

    Args:
        cooperative_id: Whose.
        after: The id of the last one that was read; None: from the first.
        since: The first day, inside.
        most: How many.
    """
    rows = Sale.objects.filter(cooperative_id=cooperative_id, sold_on__gte=since)
    last = (
        Sale.objects.filter(cooperative_id=cooperative_id, id=after).values_list("year", "no").first()
        if after
        else None
    )
    if last is not None:
        rows = rows.filter(Q(year__gt=last[0]) | Q(year=last[0], no__gt=last[1]))
    return _rows(cooperative_id, list(_shown(rows).order_by("year", "no")[:most]))


@dataclass(frozen=True, slots=True, kw_only=True)
class SoldLine(Row):
    """One line of a receipt with what it cost, or its owner gets; amounts as ``SaleLine``, signed."""

    product_id: UUID
    product: str
    unit: str
    factor: int
    base_unit: str
    good: str
    qty: int
    price_rp: int
    price_qty: int
    listed_rp: int | None
    gross_rp: int
    discount_rp: int
    own_discount_rp: int
    reason: str
    rounding_rp: int
    net_rp: int
    over_rp: int
    is_consigned: bool
    cost_rp: int

    @property
    def is_off_list(self) -> bool:
        """It was sold at another price than the list of the day said."""
        return self.listed_rp is not None and self.listed_rp != self.price_rp


@dataclass(frozen=True, slots=True, kw_only=True)
class SoldTender(Row):
    """One way of paying; ``left_rp`` is what is still open of it."""

    kind: TenderKind
    amount_rp: int
    left_rp: int
    reference: str
    confirmed_on: date | None


@dataclass(frozen=True, slots=True, kw_only=True)
class SaleFound(Row):
    """One receipt with all that hangs on it.

    Args:
        sale: It, with its till, cashier, second person, member, unit, location, entry and the sale it belongs to.
        lines: Its lines.
        tenders: How it was paid.
        back: What came of it later: returns, a void, another way of paying.
        copies: How many copies were made.
    """

    sale: Sale
    lines: Sequence[SoldLine]
    tenders: Sequence[SoldTender]
    back: Sequence[SaleRow]
    copies: int

    @property
    def row_void(self) -> SaleRow | None:
        """The receipt that took it back whole; None: it stands."""
        return next((one for one in self.back if one.kind is SaleKind.BATAL), None)


def sale_found(*, cooperative_id: int, sale_id: UUID) -> SaleFound | None:
    """Give one receipt; None: there is none. Seven queries."""
    mine = {"cooperative_id": cooperative_id}
    rows = Sale.objects.filter(**mine, id=sale_id)
    sale = rows.select_related(
        "till__device",
        "cashier",
        "agreed_by",
        "member__file",
        "unit",
        "location__outlet",
        "entry",
        "of__till",
    ).first()
    if sale is None:
        return None
    told = SaleLine.objects.filter(**mine, sale=sale).order_by("line_no")
    fields = (
        *("product_id", "product__name", "unit__name", "unit__factor", "product__base_unit", "product__good"),
        *(
            "qty",
            "price_rp",
            "price_qty",
            "listed_rp",
            "gross_rp",
            "discount_rp",
            "own_discount_rp",
            "reason",
        ),
        *("rounding_rp", "net_rp", "over_rp", "product__is_consigned"),
        *("move__sold_rp", "move__value_rp"),
    )
    lines = [
        SoldLine(
            **dict(zip(_LINE, values, strict=True)),
            cost_rp=taken_off_rp(net_rp=values[_LINE.index("net_rp")], sold_rp=sold_rp, value_rp=value_rp),
        )
        for *values, sold_rp, value_rp in told.values_list(*fields)
    ]
    tenders = SaleTender.objects.filter(**mine, sale=sale)
    return SaleFound(
        sale=sale,
        lines=lines,
        tenders=[
            SoldTender(
                kind=TenderKind(one.kind),
                amount_rp=one.amount_rp,
                left_rp=one.left_rp,
                reference=one.reference,
                confirmed_on=one.confirmed_on,
            )
            for one in sorted(tenders, key=lambda one: list(TenderKind).index(TenderKind(one.kind)))
        ],
        back=_rows(cooperative_id, list(_shown(Sale.objects.filter(**mine, of=sale)))),
        copies=ReceiptCopy.objects.filter(**mine, sale=sale).count(),
    )


_LINE = (
    *("product_id", "product", "unit", "factor", "base_unit", "good"),
    *("qty", "price_rp", "price_qty", "listed_rp", "gross_rp", "discount_rp", "own_discount_rp", "reason"),
    *("rounding_rp", "net_rp", "over_rp", "is_consigned"),
)


def _asked(cooperative_id: int, asked_for: SalesAsked) -> QuerySet[Sale]:
    rows = Sale.objects.filter(
        cooperative_id=cooperative_id, sold_on__range=(asked_for.since, asked_for.until)
    )
    if asked_for.series:
        rows = rows.filter(series=asked_for.series)
    if asked_for.cashier_id:
        rows = rows.filter(cashier_id=asked_for.cashier_id)
    if asked_for.paid:
        rows = rows.filter(
            Exists(
                SaleTender.objects.filter(
                    cooperative_id=cooperative_id, sale_id=OuterRef("id"), kind=asked_for.paid
                )
            )
        )
    if asked_for.is_member is not None:
        rows = rows.filter(member__isnull=not asked_for.is_member)
    if asked_for.kind:
        rows = rows.filter(kind=asked_for.kind)
    if asked_for.is_marked:
        rows = rows.filter(_marks())
    return rows


def _marks() -> Exists:
    """Ask whether a line of a sale is above a ceiling, or of another price than the list's."""
    lines = SaleLine.objects.filter(
        cooperative_id=OuterRef("cooperative_id"), sale_id=OuterRef("id"), of__isnull=True
    )
    return Exists(lines.filter(Q(over_rp__gt=0) | Q(listed_rp__isnull=False) & ~Q(listed_rp=F("price_rp"))))


def _shown(rows: QuerySet[Sale]) -> QuerySet[Sale, Any]:
    voids = Sale.objects.filter(
        cooperative_id=OuterRef("cooperative_id"), of_id=OuterRef("id"), kind=SaleKind.BATAL.value
    )
    return (
        rows.annotate(is_marked=_marks(), is_voided=Exists(voids))
        .select_related("cashier", "member__file")
        .order_by("-sold_at", "-id")
    )


def _rows(cooperative_id: int, sales: Sequence[Any]) -> list[SaleRow]:
    mine = {"cooperative_id": cooperative_id, "sale__in": [one.id for one in sales]}
    goods: dict[UUID, list[str]] = defaultdict(list)
    paid: dict[UUID, dict[TenderKind, int]] = defaultdict(dict)
    if sales:
        told = SaleLine.objects.filter(**mine).order_by("sale_id", "line_no")
        for sale_id, name in told.values_list("sale_id", "product__name"):
            goods[sale_id].append(name)
        for sale_id, kind, amount_rp in SaleTender.objects.filter(**mine).values_list(
            "sale_id", "kind", "amount_rp"
        ):
            paid[sale_id][TenderKind(kind)] = amount_rp
    return [
        SaleRow(
            sale_id=one.id,
            name=one.name,
            till_name=one.till_name,
            kind=SaleKind(one.kind),
            at=one.sold_at,
            cashier=one.cashier.name,
            member=one.member.file.name if one.member else "",
            goods=goods[one.id],
            paid_rp=one.paid_rp,
            paid={kind: paid[one.id][kind] for kind in TenderKind if kind in paid[one.id]},
            is_marked=one.is_marked,
            is_voided=one.is_voided,
            reason=one.reason,
        )
        for one in sales
    ]
