"""What the pengawas should look at in buying: dearer than ordered, without an order, to a new account, taken back."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from django.db.models import F

from guyub.community.partners.domain.partners import PartnerKind
from guyub.foundation.kernel.selectors.exceptions import MOST_FOUND, ExceptionFound
from guyub.trade.procurement.models import Bill, GoodsReceipt, MarketPurchase, SupplierPayment

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from guyub.foundation.kernel.selectors.exceptions import Watched, Watcher

LARGE = "pengawasan.bukti_ambang"  # from this amount on one looks
NEW_ACCOUNT_DAYS = 7


def bills_above_orders(watched: Watched) -> Iterator[ExceptionFound]:
    """Find bills that differed to the cooperative's loss and were agreed to by a second person. One query."""
    rows = Bill.objects.filter(
        cooperative_id=watched.cooperative_id,
        approval__isnull=False,
        undone_on__isnull=True,
        billed_on__range=(watched.since, watched.until),
    )
    for row in rows.select_related("partner").order_by("-billed_on", "-id")[:MOST_FOUND]:
        yield ExceptionFound(
            kind="procurement.bill_above",
            on=row.billed_on,
            said=f"{row.partner.name}, {row.paper_no}: {row.differences}"[:300],
            about="entry",
            about_id=row.entry_id,
            amount_rp=row.total_rp,
        )


def received_without_orders(watched: Watched) -> Iterator[ExceptionFound]:
    """Find goods that came without an order, from an amount on. One query.

    What an agent brings is allotted to the outlet and held against its contract, not against an order.
    """
    rows = GoodsReceipt.objects.filter(
        cooperative_id=watched.cooperative_id,
        order__isnull=True,
        undone_on__isnull=True,
        total_rp__gte=watched.limits[LARGE],
        received_on__range=(watched.since, watched.until),
    ).exclude(partner__kind=PartnerKind.AGEN.value)
    for row in rows.select_related("partner").order_by("-received_on", "-id")[:MOST_FOUND]:
        yield ExceptionFound(
            kind="procurement.no_order",
            on=row.received_on,
            said=f"{row.name} dari {row.partner.name} datang tanpa pesanan",
            about="entry" if row.entry_id else "",
            about_id=row.entry_id,
            amount_rp=row.total_rp,
        )


def paid_to_new_accounts(watched: Watched) -> Iterator[ExceptionFound]:
    """Find payments to an account that had been agreed to less than a week before. One query."""
    rows = SupplierPayment.objects.filter(
        cooperative_id=watched.cooperative_id,
        undone_on__isnull=True,
        account__from_on__gt=F("paid_on") - timedelta(days=NEW_ACCOUNT_DAYS),
        paid_on__range=(watched.since, watched.until),
    )
    for row in rows.select_related("partner").order_by("-paid_on", "-id")[:MOST_FOUND]:
        yield ExceptionFound(
            kind="procurement.new_account",
            on=row.paid_on,
            said=f"{row.partner.name} dibayar ke rekening yang baru disetujui",
            about="entry",
            about_id=row.entry_id,
            amount_rp=row.amount_rp,
        )


def taken_back(watched: Watched) -> Iterator[ExceptionFound]:
    """Find payments and purchases at the market that were taken back. Two queries."""
    span = (watched.since, watched.until)
    payments = SupplierPayment.objects.filter(cooperative_id=watched.cooperative_id, undone_on__range=span)
    for row in payments.select_related("partner").order_by("-undone_on", "-id")[:MOST_FOUND]:
        yield ExceptionFound(
            kind="procurement.taken_back",
            on=row.undone_on or watched.until,
            said=f"Bayaran kepada {row.partner.name}: {row.undone_why}",
            about="entry",
            about_id=row.entry_id,
            amount_rp=row.amount_rp,
        )
    bought = MarketPurchase.objects.filter(cooperative_id=watched.cooperative_id, undone_on__range=span)
    for one in bought.order_by("-undone_on", "-id")[:MOST_FOUND]:
        yield ExceptionFound(
            kind="procurement.taken_back",
            on=one.undone_on or watched.until,
            said=f"{one.name}, {one.seller}: {one.undone_why}",
            about="entry",
            about_id=one.entry_id,
            amount_rp=one.total_rp,
        )


EXCEPTIONS: Iterable[Watcher] = (
    bills_above_orders,
    received_without_orders,
    paid_to_new_accounts,
    taken_back,
)
