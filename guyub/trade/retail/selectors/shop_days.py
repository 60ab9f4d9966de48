"""A day of the shop, or one shift: added up, the drawers of its tills, and what its entries say in the books."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, time, timedelta
from typing import TYPE_CHECKING, Any

from django.db.models import Count, Sum

from guyub.books.ledger.selectors.sums import sums_of_entries
from guyub.books.treasury.selectors.shifts import drawer_shifts
from guyub.foundation.kernel.dates import Zone
from guyub.foundation.kernel.rows import Row
from guyub.foundation.kernel.selectors.together import Inquiry
from guyub.trade.retail.domain.accounts import sale_name
from guyub.trade.retail.domain.baskets import TenderKind
from guyub.trade.retail.domain.day_sheets import DayLine, DayPayment, day_sheet, taken_off_rp
from guyub.trade.retail.models import Sale, SaleKind, SaleLine, SaleTender, Till

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import date
    from uuid import UUID

    from guyub.books.treasury.selectors.shifts import ShiftRow
    from guyub.foundation.kernel.models import Cooperative
    from guyub.trade.retail.domain.day_sheets import DaySheet

NO_UNIT = "Tanpa unit"
# What is left of an entry of a receipt without money, debts, goods and their cost: what was earned, or is another's.
_OTHER_SIDES = ("1.", "5.")
_LINE = (
    *("sale__year", "sale__no", "sale__sold_at", "sale__cashier__name", "sale__unit__name", "product__name"),
    *("sale__member_id", "qty", "net_rp", "move__sold_rp", "move__value_rp"),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class DrawerDay(Row):
    """One shift at a till's drawer; whole rupiah.

    Args:
        shift: As the treasury has it: who, when, what was counted, what the books said.
        sales_rp: Cash of its receipts, what was given back taken off.
    """

    shift: ShiftRow
    sales_rp: int

    @property
    def other_rp(self) -> int | None:
        """What else went in (above zero) or out: safe, dues, small change; None while it runs."""
        if self.shift.expected_rp is None:
            return None
        return self.shift.expected_rp - self.shift.opening_rp - self.sales_rp


@dataclass(frozen=True, slots=True, kw_only=True)
class KindSums(Row):
    """Receipts of one kind: how many, and what was paid, whole rupiah."""

    count: int
    paid_rp: int


@dataclass(frozen=True, slots=True, kw_only=True)
class ShopDay(Row):
    """A day of the shop, or one shift of it.

    Args:
        on: The day.
        sheet: It added up.
        kinds: By what the receipts are.
        drawers: The shifts at the tills' drawers that began on it.
        open_rp: Of its QRIS what no account has shown, of its bon what is owed still.
        books_rp: What its entries say was earned, whole rupiah.
        discount_rp: What was taken off prices.
    """

    on: date
    sheet: DaySheet
    kinds: Mapping[SaleKind, KindSums]
    drawers: Sequence[DrawerDay]
    open_rp: Mapping[TenderKind, int]
    books_rp: int
    discount_rp: int

    @property
    def difference_rp(self) -> int:
        """What the receipts say beyond the books; there should be nothing."""
        return self.sheet.total.net_rp - self.books_rp

    @property
    def runs(self) -> bool:
        """A drawer of it is not counted yet."""
        return any(one.shift.closed_at is None for one in self.drawers)


def shop_day(*, place: Cooperative, on: date, shift_id: UUID | None = None) -> ShopDay:
    """Add a day of the shop up. Seven queries.

    Args:
        place: Whose.
        on: The day, in the cooperative's own zone.
        shift_id: One shift of it alone.
    """
    zone = Zone(place.zone).info
    mine: dict[str, Any] = {"cooperative_id": place.id, "sale__sold_on": on}
    sales = Sale.objects.filter(cooperative_id=place.id, sold_on=on)
    if shift_id is not None:
        mine["sale__shift_id"] = shift_id
        sales = sales.filter(shift_id=shift_id)
    lines = [_line(values, zone) for values in SaleLine.objects.filter(**mine).values_list(*_LINE)]
    payments, open_rp, cash_rp = _payments(mine)
    kinds = {
        SaleKind(kind): KindSums(count=count, paid_rp=paid_rp or 0)
        for kind, count, paid_rp in sales.values_list("kind").annotate(Count("id"), Sum("paid_rp"))
    }
    told = list(sales.values_list("entry_id", "discount_rp"))
    sums = sums_of_entries(cooperative_id=place.id, entry_ids=[entry_id for entry_id, _ in told])
    began = datetime.combine(on, time(), zone)
    drawers = Till.objects.filter(cooperative_id=place.id).values_list("drawer_id", flat=True)
    shifts = drawer_shifts(
        cooperative_id=place.id, drawer_ids=list(drawers), since=began, before=began + timedelta(days=1)
    )
    return ShopDay(
        on=on,
        sheet=day_sheet(lines=lines, payments=payments),
        kinds=kinds,
        drawers=[
            DrawerDay(shift=one, sales_rp=cash_rp.get(one.shift_id, 0))
            for one in shifts
            if shift_id in {None, one.shift_id}
        ],
        open_rp=open_rp,
        books_rp=-sum(rp for code, rp in sums.items() if not code.startswith(_OTHER_SIDES)),
        discount_rp=sum(rp for _, rp in told),
    )


def shop_today_inquiry(cooperative_id: int, *, on: date) -> Inquiry[tuple[int, int]]:
    """Ask how many receipts a day has so far, and what was sold less what went back, whole rupiah."""
    rows = Sale.objects.filter(cooperative_id=cooperative_id, sold_on=on).values("cooperative_id")
    return Inquiry.of(
        rows.annotate(counted=Count("id"), paid=Sum("paid_rp")).values_list("counted", "paid"),
        read=lambda found: (int(found[0][0]), int(found[0][1])) if found else (0, 0),
    )


def _line(values: Sequence[Any], zone: Any) -> DayLine:
    year, no, at, cashier, unit, product, member_id, qty, net_rp, sold_rp, value_rp = values
    return DayLine(
        receipt=sale_name(year, no),
        at=at.astimezone(zone),
        cashier=cashier,
        unit=unit or NO_UNIT,
        product=product,
        is_member=member_id is not None,
        base_qty=qty,
        net_rp=net_rp,
        cost_rp=taken_off_rp(net_rp=net_rp, sold_rp=sold_rp, value_rp=value_rp),
    )


def _payments(
    mine: Mapping[str, Any],
) -> tuple[list[DayPayment], dict[TenderKind, int], dict[UUID | None, int]]:
    """Give the payments of receipts, what is open of them by way of paying, and cash by shift. One query."""
    payments, open_rp, cash_rp = [], dict[TenderKind, int](), dict["UUID | None", int]()
    rows = SaleTender.objects.filter(**mine).values_list(
        "sale__year", "sale__no", "sale__shift_id", "kind", "amount_rp", "left_rp"
    )
    for year, no, shift_id, kind, amount_rp, left_rp in rows:
        way = TenderKind(kind)
        payments.append(DayPayment(receipt=sale_name(year, no), kind=way, amount_rp=amount_rp))
        open_rp[way] = open_rp.get(way, 0) + left_rp
        if way is TenderKind.CASH:
            cash_rp[shift_id] = cash_rp.get(shift_id, 0) + amount_rp
    return payments, open_rp, cash_rp
