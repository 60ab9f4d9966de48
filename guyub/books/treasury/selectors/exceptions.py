"""What the pengawas should look at in the treasury: counts that differed or are due, claims and funds off their way."""

from __future__ import annotations

from datetime import datetime, time, timedelta
from typing import TYPE_CHECKING

from django.db.models import F, Max, Q

from guyub.books.treasury.domain.places import CashKind
from guyub.books.treasury.models import BankLine, CashCount, Claim, FundPayout
from guyub.books.treasury.selectors.banks import unmatched
from guyub.books.treasury.selectors.exceptions_shifts import shifts_watched
from guyub.books.treasury.selectors.places import places_of
from guyub.foundation.kernel.dates import business_date
from guyub.foundation.kernel.formats import day, rupiah
from guyub.foundation.kernel.selectors.exceptions import MOST_FOUND, ExceptionFound

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from guyub.foundation.kernel.selectors.exceptions import Watched, Watcher

COUNTED, UNMATCHED = "pengawasan.hitung_hari", "pengawasan.bank_hari"


def drawers_not_counted(watched: Watched) -> Iterator[ExceptionFound]:
    """Find open drawers that nobody counted for too many days before the last one of the span. Two queries."""
    last, days = min(watched.until, watched.today), watched.limits[COUNTED]
    counted = dict(
        CashCount.objects.filter(cooperative_id=watched.cooperative_id, at__lt=_end(watched))
        .values("drawer_id")
        .annotate(last_at=Max("at"))
        .values_list("drawer_id", "last_at")
    )
    for row in places_of(cooperative_id=watched.cooperative_id):
        at = counted.get(row.id)
        since = business_date(at, watched.zone) if at else None
        if row.kind is not CashKind.LACI or (since and (last - since).days <= days):
            continue
        words = f"terakhir dihitung {day(since)}" if since else "belum pernah dihitung"
        yield ExceptionFound(
            kind="treasury.uncounted",
            on=last,
            said=f"{row.name} {words}",
            about="cash",
            amount_rp=row.balance_rp,
        )


def claims_paid_to_oneself(watched: Watched) -> Iterator[ExceptionFound]:
    """Find claims whose money was handed out by the one who got it. One query."""
    rows = Claim.objects.filter(
        cooperative_id=watched.cooperative_id,
        paid__person_id=F("person_id"),
        paid__happened_on__range=(watched.since, watched.until),
    )
    for row in rows.select_related("paid", "person").order_by("-paid__happened_on", "-id")[:MOST_FOUND]:
        paid = row.paid
        said = f"{row}, {rupiah(row.amount_rp)}: {row.person.name} membayar klaimnya sendiri"
        yield ExceptionFound(
            kind="treasury.own_claim",
            on=paid.happened_on,
            said=said,
            about="entry",
            about_id=paid.entry_id,
            amount_rp=row.amount_rp,
        )


def funds_paid_otherwise(watched: Watched) -> Iterator[ExceptionFound]:
    """Find payments of funds that a decision allowed and not the rule, or without proof; nobody is named. One query."""
    rows = FundPayout.objects.filter(
        Q(decision__isnull=False) | ~Q(no_proof_why=""),
        cooperative_id=watched.cooperative_id,
        undone__isnull=True,
        movement__happened_on__range=(watched.since, watched.until),
    )
    for row in rows.select_related("fund", "movement").order_by("-movement__happened_on", "-id")[:MOST_FOUND]:
        words = "dengan keputusan, di luar aturannya" if row.decision_id else "tanpa bukti"
        amount_rp = -row.movement.amount_rp
        yield ExceptionFound(
            kind="treasury.fund_otherwise",
            on=row.movement.happened_on,
            said=f"{row.fund.name}, {rupiah(amount_rp)} {words}",
            about="entry" if row.movement.entry_id else "",
            about_id=row.movement.entry_id,
            amount_rp=amount_rp,
        )


def bank_lines_unmatched(watched: Watched) -> Iterator[ExceptionFound]:
    """Find lines of banks that no entry tells of for too many days; what the bank wrote is not repeated. One query."""
    due = min(watched.until, watched.today - timedelta(days=watched.limits[UNMATCHED] + 1))
    rows = BankLine.objects.filter(
        unmatched(watched.cooperative_id),
        cooperative_id=watched.cooperative_id,
        happened_on__range=(watched.since, due),
    )
    for row in rows.select_related("bank").order_by("-happened_on", "-rank")[:MOST_FOUND]:
        words = "masuk" if row.amount_rp > 0 else "keluar"
        amount_rp = abs(row.amount_rp)
        yield ExceptionFound(
            kind="treasury.unmatched",
            on=row.happened_on,
            said=f"{row.bank.name}, {rupiah(amount_rp)} {words} {day(row.happened_on)}, belum ada di buku",
            about="bank",
            amount_rp=amount_rp,
        )


def _start(watched: Watched) -> datetime:
    return datetime.combine(watched.since, time(), watched.zone.info)


def _end(watched: Watched) -> datetime:
    return datetime.combine(watched.until + timedelta(days=1), time(), watched.zone.info)


EXCEPTIONS: Iterable[Watcher] = (
    shifts_watched,
    drawers_not_counted,
    claims_paid_to_oneself,
    funds_paid_otherwise,
    bank_lines_unmatched,
)
