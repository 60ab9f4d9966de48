"""What the pengawas should look at in loans: taken back, agreed to those who decide, near a limit, forgiven, lost."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.db.models import F, OuterRef, Q, Subquery

from guyub.books.treasury.selectors.events import events_of_kind
from guyub.finance.loans.domain.applications import ApplicationState
from guyub.finance.loans.domain.events import Kind
from guyub.finance.loans.domain.kolektibilitas_schemes import Kolektibilitas
from guyub.finance.loans.domain.lifecycle import loan_name
from guyub.finance.loans.models import (
    InstalmentList,
    LoanApplication,
    LoanDay,
    LoanEvent,
    LoanForgiven,
    LoanWriteOff,
)
from guyub.finance.savings.selectors.exceptions import differed, staying_out
from guyub.foundation.kernel.formats import day
from guyub.foundation.kernel.selectors.exceptions import MOST_FOUND, ExceptionFound

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from guyub.foundation.kernel.selectors.exceptions import Watched, Watcher

LARGE = "pengawasan.bukti_ambang"  # what is forgiven from this amount on is looked at
FULL_PERCENT = 90
PAID_OUT = "pinjaman.cair"  # the event of the treasury
_MACET = Kolektibilitas.MACET.value


def payments_taken_back(watched: Watched) -> Iterator[ExceptionFound]:
    """Find payments of loans that were taken back on another day. One query."""
    rows = LoanEvent.objects.filter(
        cooperative_id=watched.cooperative_id, undoes__isnull=False, on__range=(watched.since, watched.until)
    ).exclude(undoes__on=F("on"))
    for row in rows.select_related("loan", "undoes").order_by("-on", "-id")[:MOST_FOUND]:
        yield ExceptionFound(
            kind="loans.taken_back",
            on=row.on,
            said=f"{row.loan.name}, {day(row.undoes.on) if row.undoes else ''}: {row.note}",
            about="entry" if row.entry_id else "",
            about_id=row.entry_id,
            amount_rp=row.amount_rp,
        )


def agreed_with_care(watched: Watched) -> Iterator[ExceptionFound]:
    """Find loans agreed to a related party, and those that use nearly all that a limit lets. One query."""
    rows = LoanApplication.objects.filter(
        cooperative_id=watched.cooperative_id,
        state=ApplicationState.DIPUTUS_SETUJU.value,
        decided_on__range=(watched.since, watched.until),
    )
    told = rows.order_by("-decided_on", "-id").values_list(
        "decided_on", "loan__year", "loan__no", "loan__principal_rp", "approval__facts"
    )
    for on, year, no, principal_rp, facts in told[:MOST_FOUND]:
        said: dict[str, Any] = facts or {}
        if said.get("related"):
            yield ExceptionFound(
                kind="loans.related",
                on=on or watched.until,
                said=f"{loan_name(year, no)}, {said['related']}",
                amount_rp=principal_rp,
            )
        if said.get("limit_percent", 0) > FULL_PERCENT:
            yield ExceptionFound(
                kind="loans.limit_nearly_used",
                on=on or watched.until,
                said=f"{loan_name(year, no)}, batas terpakai {said['limit_percent']}%",
                amount_rp=principal_rp,
            )


def written_off(watched: Watched) -> Iterator[ExceptionFound]:
    """Find loans that were written off. One query."""
    rows = LoanWriteOff.objects.filter(
        cooperative_id=watched.cooperative_id,
        booked_on__range=(watched.since, watched.until),
        undone_on__isnull=True,
    )
    for row in rows.select_related("loan", "decision").order_by("-booked_on", "-id")[:MOST_FOUND]:
        yield ExceptionFound(
            kind="loans.written_off",
            on=row.booked_on,
            said=f"{row.loan.name}, keputusan {row.decision.number}: {row.reason}",
            about="entry",
            about_id=row.entry_id,
            amount_rp=row.principal_rp,
        )


def claims_ended(watched: Watched) -> Iterator[ExceptionFound]:
    """Find loans that the members' meeting forgave. One query."""
    rows = LoanForgiven.objects.filter(
        cooperative_id=watched.cooperative_id,
        forgiven_on__range=(watched.since, watched.until),
        undone_on__isnull=True,
    )
    for row in rows.select_related("loan", "decision").order_by("-forgiven_on", "-id")[:MOST_FOUND]:
        yield ExceptionFound(
            kind="loans.claim_ended",
            on=row.forgiven_on,
            said=f"{row.loan.name}, keputusan {row.decision.number}: {row.reason}",
            amount_rp=row.principal_rp,
        )


def much_forgiven(watched: Watched) -> Iterator[ExceptionFound]:
    """Find penalties, jasa or fees that were forgiven, from an amount on. One query."""
    rows = LoanEvent.objects.filter(
        cooperative_id=watched.cooperative_id,
        kind=Kind.WAIVE.value,
        on__range=(watched.since, watched.until),
        amount_rp__gte=watched.limits[LARGE],
    )
    for row in rows.select_related("loan").order_by("-on", "-id")[:MOST_FOUND]:
        yield ExceptionFound(
            kind="loans.waived",
            on=row.on,
            said=f"{row.loan.name}: {row.note}",
            about="entry" if row.adjusting_id else "",
            about_id=row.adjusting_id,
            amount_rp=row.amount_rp,
        )


def paid_to_sellers(watched: Watched) -> Iterator[ExceptionFound]:
    """Find loans whose money went to who sells the goods. One query."""
    for row in events_of_kind(
        cooperative_id=watched.cooperative_id,
        kind=PAID_OUT,
        since=watched.since,
        until=watched.until,
        most=MOST_FOUND,
    ):
        name, _, goods = row.note.partition(" ")
        if goods:
            yield ExceptionFound(
                kind="loans.paid_to_seller",
                on=row.happened_on,
                said=f"{name}, {goods}, kepada {row.who}",
                about="entry",
                about_id=row.entry_id,
                amount_rp=row.amount_rp,
            )


def newly_macet(watched: Watched) -> Iterator[ExceptionFound]:
    """Find loans that the end of a day put among those that are lost. One query."""
    before = LoanDay.objects.filter(
        cooperative_id=watched.cooperative_id, loan_id=OuterRef("loan_id"), on__lt=OuterRef("on")
    )
    rows = LoanDay.objects.filter(
        cooperative_id=watched.cooperative_id,
        kolektibilitas=_MACET,
        on__range=(watched.since, watched.until),
    ).annotate(was=Subquery(before.order_by("-on").values("kolektibilitas")[:1]))
    rows = rows.filter(Q(was__isnull=True) | ~Q(was=_MACET)).order_by("-on", "-id")
    for on, year, no, left_rp, since in rows.values_list(
        "on", "loan__year", "loan__no", "left_rp", "overdue_since"
    )[:MOST_FOUND]:
        late = f", menunggak sejak {day(since)}" if since else ""
        yield ExceptionFound(
            kind="loans.macet", on=on, said=f"{loan_name(year, no)}{late}", amount_rp=left_rp
        )


def instalment_lists(watched: Watched) -> Iterator[ExceptionFound]:
    """Find lists of instalments whose cash differed, and those that stay out. Two queries."""
    yield from differed(InstalmentList, watched)
    yield from staying_out(InstalmentList, watched)


EXCEPTIONS: Iterable[Watcher] = (
    payments_taken_back,
    agreed_with_care,
    written_off,
    claims_ended,
    much_forgiven,
    paid_to_sellers,
    newly_macet,
    instalment_lists,
)
