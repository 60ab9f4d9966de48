"""What the pengawas should look at among receipts: above a ceiling, at another price than the list's, taken back."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from django.db.models import Exists, F, OuterRef, Q, Sum
from django.db.models.functions import Coalesce

from guyub.foundation.kernel.formats import rupiah
from guyub.foundation.kernel.selectors.exceptions import MOST_FOUND, ExceptionFound
from guyub.foundation.parameters.selectors.values import over_time
from guyub.trade.inventory.domain.regulated import REGULATED
from guyub.trade.retail.domain.baskets import TenderKind
from guyub.trade.retail.domain.guards import RATION_CREDIT, Lack, may_lend_rations
from guyub.trade.retail.models import Sale, SaleKind, SaleLine, SaleTender

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from guyub.foundation.kernel.selectors.exceptions import Watched, Watcher

QRIS_DAYS = "qris.tanya_hari"
_WITHOUT = {SaleKind.RETUR: "retur", SaleKind.BATAL: "dibatalkan", SaleKind.GANTI: "cara bayar diganti"}
_LACKS = {Lack.PIN: "PIN kasir", Lack.SECOND: "persetujuan orang kedua"}
BON_DAYS = "bon.lama_hari"
_RATIONED = sorted(key for key, good in REGULATED.items() if good.is_rationed)


def above_the_ceiling(watched: Watched) -> Iterator[ExceptionFound]:
    """Find what was sold above the ceiling of its day: the buyer is due the difference. One query."""
    rows = SaleLine.objects.filter(
        cooperative_id=watched.cooperative_id,
        over_rp__gt=0,
        sale__sold_on__range=(watched.since, watched.until),
    ).select_related("sale", "product")
    for row in rows.order_by("-sale__sold_on", "-id")[:MOST_FOUND]:
        yield ExceptionFound(
            kind="retail.above_ceiling",
            on=row.sale.sold_on,
            said=f"Nota {row.sale.till_name}: {row.product.name} dijual {rupiah(row.over_rp)} di atas HET",
            about="entry",
            about_id=row.sale.entry_id,
            amount_rp=row.over_rp,
        )


def rationed_on_bon(watched: Watched) -> Iterator[ExceptionFound]:
    """Find rationed goods that went on bon on a day whose rule forbids it. One query, two where there are any.

    Such a sale is entered, since the goods are gone; so is cash that a till later told to be bon.
    """
    sold = SaleLine.objects.filter(
        cooperative_id=watched.cooperative_id,
        sale_id=Coalesce(OuterRef("sale__of_id"), OuterRef("sale_id")),
        product__good__in=_RATIONED,
    )
    rows = SaleTender.objects.filter(
        Exists(sold),
        cooperative_id=watched.cooperative_id,
        kind=TenderKind.CREDIT.value,
        amount_rp__gt=0,
        sale__sold_on__range=(watched.since, watched.until),
    ).select_related("sale__of")
    found = list(rows.order_by("-sale__sold_on", "-id")[:MOST_FOUND])
    if not found:
        return
    rules = over_time(RATION_CREDIT, cooperative_id=watched.cooperative_id)
    for row in found:
        on = (row.sale.of or row.sale).sold_on
        if not may_lend_rations(rules.written(RATION_CREDIT, on=on)):
            yield ExceptionFound(
                kind="retail.rationed_on_bon",
                on=row.sale.sold_on,
                said=f"Nota {(row.sale.of or row.sale).till_name}: barang bersubsidi dibayar bon"
                f" {rupiah(row.amount_rp)}",
                about="entry",
                about_id=row.sale.entry_id,
                amount_rp=row.amount_rp,
            )


def at_another_price(watched: Watched) -> Iterator[ExceptionFound]:
    """Find what a till sold at another price than the list of the day said. One query."""
    rows = (
        SaleLine.objects.filter(
            cooperative_id=watched.cooperative_id,
            of__isnull=True,
            listed_rp__isnull=False,
            sale__sold_on__range=(watched.since, watched.until),
        )
        .exclude(listed_rp=F("price_rp"))
        .select_related("sale", "product")
    )
    for row in rows.order_by("-sale__sold_on", "-id")[:MOST_FOUND]:
        yield ExceptionFound(
            kind="retail.other_price",
            on=row.sale.sold_on,
            said=f"Nota {row.sale.till_name}: {row.product.name} dijual {rupiah(row.price_rp)},"
            f" di daftar {rupiah(row.listed_rp or 0)}",
            about="entry",
            about_id=row.sale.entry_id,
            amount_rp=row.net_rp,
        )


def receipts_taken_back(watched: Watched) -> Iterator[ExceptionFound]:
    """Find sales that were taken back whole. One query."""
    rows = Sale.objects.filter(
        cooperative_id=watched.cooperative_id,
        kind=SaleKind.BATAL.value,
        sold_on__range=(watched.since, watched.until),
    ).select_related("of")
    for row in rows.order_by("-sold_on", "-id")[:MOST_FOUND]:
        yield ExceptionFound(
            kind="retail.voided",
            on=row.sold_on,
            said=f"Nota {row.of.till_name if row.of else ''} dibatalkan: {row.reason}",
            about="entry",
            about_id=row.entry_id,
            amount_rp=-row.paid_rp,
        )


def paid_otherwise(watched: Watched) -> Iterator[ExceptionFound]:
    """Find sales whose way of paying was changed later: cash that became something else left the drawer. One query."""
    rows = Sale.objects.filter(
        cooperative_id=watched.cooperative_id,
        kind=SaleKind.GANTI.value,
        sold_on__range=(watched.since, watched.until),
    ).annotate(
        moved_rp=Sum("tenders__amount_rp", filter=Q(tenders__amount_rp__gt=0)),
        cash_rp=Sum("tenders__amount_rp", filter=Q(tenders__kind=TenderKind.CASH.value)),
    )
    for row in rows.select_related("of").order_by("-sold_on", "-id")[:MOST_FOUND]:
        gone = f", tunai berkurang {rupiah(-row.cash_rp)}" if (row.cash_rp or 0) < 0 else ""
        yield ExceptionFound(
            kind="retail.paid_otherwise",
            on=row.sold_on,
            said=f"Cara bayar nota {row.of.till_name if row.of else ''} diganti{gone}: {row.reason}",
            about="entry",
            about_id=row.entry_id,
            amount_rp=row.moved_rp,
        )


def qris_not_come(watched: Watched) -> Iterator[ExceptionFound]:
    """Find QRIS payments of the span that no bank account has shown within the days allowed. One query."""
    days = watched.limits[QRIS_DAYS]
    due = min(watched.until, watched.today - timedelta(days=days + 1))
    rows = SaleTender.objects.filter(
        cooperative_id=watched.cooperative_id,
        kind=TenderKind.QRIS.value,
        left_rp__gt=0,
        sale__sold_on__range=(watched.since, due),
    ).select_related("sale__of")
    for row in rows.order_by("-sale__sold_on", "-id")[:MOST_FOUND]:
        late = (watched.today - row.sale.sold_on).days
        yield ExceptionFound(
            kind="retail.qris_not_come",
            on=row.sale.sold_on,
            said=f"QRIS nota {(row.sale.of or row.sale).till_name} sudah {late} hari belum masuk rekening",
            about="entry",
            about_id=row.sale.entry_id,
            amount_rp=row.left_rp,
        )


def without_agreement(watched: Watched) -> Iterator[ExceptionFound]:
    """Find receipts that somebody should have agreed to by the rules of their day, and nobody did. One query."""
    rows = Sale.objects.filter(
        cooperative_id=watched.cooperative_id, sold_on__range=(watched.since, watched.until)
    ).exclude(lacks="")
    for row in rows.select_related("of").order_by("-sold_on", "-id")[:MOST_FOUND]:
        sold = row.kind == SaleKind.JUAL.value
        amount_rp = row.discount_rp if sold else abs(row.paid_rp)
        what = f"potongan {rupiah(amount_rp)}" if sold else _WITHOUT[SaleKind(row.kind)]
        yield ExceptionFound(
            kind="retail.without_agreement",
            on=row.sold_on,
            said=f"Nota {(row.of or row).till_name}: {what} tanpa {_LACKS[Lack(row.lacks)]}",
            about="entry",
            about_id=row.entry_id,
            amount_rp=amount_rp,
        )


def bon_long_due(watched: Watched) -> Iterator[ExceptionFound]:
    """Find bon that grew as old in the span as the pengawas look at it, and is open still. One query."""
    days = timedelta(days=watched.limits[BON_DAYS])
    rows = SaleTender.objects.filter(
        cooperative_id=watched.cooperative_id,
        kind=TenderKind.CREDIT.value,
        left_rp__gt=0,
        sale__sold_on__range=(watched.since - days, min(watched.until, watched.today) - days),
    ).select_related("sale__of")
    for row in rows.order_by("-sale__sold_on", "-id")[:MOST_FOUND]:
        age = (watched.today - row.sale.sold_on).days
        yield ExceptionFound(
            kind="retail.bon_long_due",
            on=row.sale.sold_on + days,
            said=f"Bon nota {(row.sale.of or row.sale).till_name} sudah {age} hari belum dibayar",
            about="entry",
            about_id=row.sale.entry_id,
            amount_rp=row.left_rp,
        )


SALE_EXCEPTIONS: Iterable[Watcher] = (
    without_agreement,
    above_the_ceiling,
    rationed_on_bon,
    at_another_price,
    receipts_taken_back,
    paid_otherwise,
    qris_not_come,
    bon_long_due,
)
