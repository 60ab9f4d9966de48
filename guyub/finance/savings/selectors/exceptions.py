"""What the pengawas should look at in savings: collectors' cash, what was taken back, late, large or set free."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Any

from django.db.models import F, Sum
from django.utils.timezone import localtime

from guyub.finance.savings.domain.collecting import OPEN_STATES, ListState
from guyub.finance.savings.domain.kinds import Cause
from guyub.finance.savings.models import (
    CollectionList,
    Hold,
    JasaRun,
    RunKind,
    SavingsMovement,
    SavingsTerms,
    UnitOverride,
    Waiver,
)
from guyub.finance.savings.selectors.exceptions_cash import cash_and_sleepers
from guyub.foundation.kernel.formats import day, rupiah
from guyub.foundation.kernel.selectors.exceptions import MOST_FOUND, ExceptionFound
from guyub.foundation.kernel.selectors.together import Inquiry, asked, rows_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from guyub.foundation.kernel.selectors.exceptions import Watched, Watcher

OUT = "pengawasan.tagih_hari"


def lists_that_differed(watched: Watched) -> Iterator[ExceptionFound]:
    """Find lists of simpanan wajib whose cash was more or less than what members gave. One query."""
    yield from differed(CollectionList, watched)


def lists_that_stay_out(watched: Watched) -> Iterator[ExceptionFound]:
    """Find lists of simpanan wajib that are not booked after too many days. One query."""
    yield from staying_out(CollectionList, watched)


def differed(lists: Any, watched: Watched) -> Iterator[ExceptionFound]:
    """Find lists of one kind, ``lists`` its model, whose cash was more or less than what was given. One query."""
    rows = lists.objects.filter(
        cooperative_id=watched.cooperative_id,
        state=ListState.DIBUKUKAN.value,
        booked_on__range=(watched.since, watched.until),
    ).exclude(counted_rp=F("booked_rp") + F("back_rp"))
    for row in rows.select_related("collector", "difference").order_by("-booked_on", "-id")[:MOST_FOUND]:
        over_rp = (row.counted_rp or 0) - (row.booked_rp or 0) - row.back_rp
        words = "lebih" if over_rp > 0 else "kurang"
        yield ExceptionFound(
            kind="savings.collection_variance",
            on=row.booked_on or watched.until,
            said=f"{row}, {row.collector.name}, {words} {rupiah(abs(over_rp))}: {row.reason}",
            about="entry" if row.difference else "",
            about_id=row.difference.entry_id if row.difference else None,
            amount_rp=abs(over_rp),
        )


def staying_out(lists: Any, watched: Watched) -> Iterator[ExceptionFound]:
    """Find lists of one kind that went out in the span and are not booked after too many days. One query."""
    due = min(watched.until, watched.today - timedelta(days=watched.limits[OUT] + 1))
    rows = lists.objects.filter(
        cooperative_id=watched.cooperative_id, state__in=OPEN_STATES, made_on__range=(watched.since, due)
    )
    for row in rows.select_related("collector").order_by("-made_on", "-id")[:MOST_FOUND]:
        days = (watched.today - row.made_on).days
        yield ExceptionFound(
            kind="savings.collection_out",
            on=row.made_on,
            said=f"{row}, {row.collector.name}, {row.whom}, {days} hari belum kembali",
            amount_rp=row.expected_rp,
        )


def movements_taken_back(watched: Watched) -> Iterator[ExceptionFound]:
    """Find what was paid, taken or moved between accounts and was taken back another day. One query."""
    rows = SavingsMovement.objects.filter(
        cooperative_id=watched.cooperative_id, undoes__isnull=False, on__range=(watched.since, watched.until)
    ).exclude(undoes__on=F("on"))
    rows = rows.exclude(
        undoes__cause=Cause.PINDAH, undoes__amount_rp__gt=0
    )  # the side that gave tells of both
    for row in rows.select_related("account__product", "undoes").order_by("-on", "-id")[:MOST_FOUND]:
        yield ExceptionFound(
            kind="savings.taken_back",
            on=row.on,
            said=f"{row.account.product.name}, {day(row.undoes.on) if row.undoes else ''}: {row.note}",
            about="entry",
            about_id=row.entry_id,
            amount_rp=abs(row.amount_rp),
        )


def counted_anew_or_waived(watched: Watched) -> Iterator[ExceptionFound]:
    """Find months whose jasa was counted anew: somebody changed the past; and simpanan wajib waived. One query."""
    span = (watched.since, watched.until)
    anew = JasaRun.objects.filter(
        cooperative_id=watched.cooperative_id, kind=RunKind.KOREKSI.value, on__range=span
    ).order_by("-on", "-no")
    waived = Waiver.objects.filter(cooperative_id=watched.cooperative_id, on__range=span)
    waived = waived.annotate(sum_rp=Sum("parts__amount_rp")).order_by("-on", "-id")
    told: Inquiry[list[Any]] = Inquiry.of(
        waived.values_list("on", "reason", "sum_rp")[:MOST_FOUND], read=list
    )
    runs, waivers = asked(rows_of(anew[:MOST_FOUND]), told)
    for run in runs:
        yield ExceptionFound(
            kind="savings.recounted",
            on=run.on,
            said=f"jasa {run.month:%m-%Y}, {run.accounts} rekening: {run.reason}",
            about="entry" if run.entry_id else "",
            about_id=run.entry_id,
            amount_rp=abs(run.jasa_rp),
        )
    for on, reason, sum_rp in waivers:
        yield ExceptionFound(kind="savings.waived", on=on, said=reason, amount_rp=int(sum_rp or 0))


def what_was_set_free(watched: Watched) -> Iterator[ExceptionFound]:
    """Find what an officer held and let go, and what the city let the unit do without its papers. One query."""
    span = (watched.since, watched.until)
    held = Hold.objects.filter(
        cooperative_id=watched.cooperative_id, source_kind="", released_on__range=span
    ).order_by("-released_on", "-id")
    words = UnitOverride.objects.filter(
        cooperative_id=watched.cooperative_id, until_on__gte=watched.since, on__lte=watched.until
    ).order_by("-no")
    holds, overrides = asked(rows_of(held[:MOST_FOUND]), rows_of(words[:MOST_FOUND]))
    for hold in holds:
        yield ExceptionFound(
            kind="savings.hold_released", on=hold.released_on, said=hold.reason, amount_rp=hold.amount_rp
        )
    for word in overrides:
        yield ExceptionFound(
            kind="savings.unit_allowed",
            on=max(word.on, watched.since),
            said=f"{word.person_name}, sampai {day(word.until_on)}: {word.reason}",
        )


def terms_of_the_past(watched: Watched) -> Iterator[ExceptionFound]:
    """Find terms of products that were written down after the day from which they hold. One query."""
    rows = SavingsTerms.objects.filter(
        cooperative_id=watched.cooperative_id,
        recorded_at__date__range=(watched.since, watched.until),
        from_on__lt=F("recorded_at__date"),
    )
    for row in rows.select_related("product", "decision").order_by("-recorded_at", "-id")[:MOST_FOUND]:
        yield ExceptionFound(
            kind="savings.terms_past",
            on=localtime(row.recorded_at).date(),
            said=f"{row.product.name}, berlaku sejak {day(row.from_on)}, keputusan {row.decision.number}",
        )


EXCEPTIONS: Iterable[Watcher] = (
    lists_that_differed,
    lists_that_stay_out,
    movements_taken_back,
    counted_anew_or_waived,
    what_was_set_free,
    terms_of_the_past,
    cash_and_sleepers,
)
