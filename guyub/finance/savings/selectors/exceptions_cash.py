"""What the pengawas should look at when money leaves or comes: sleepers that woke, large sums, much cash in a day."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import TYPE_CHECKING

from django.db.models import Count, Exists, F, OuterRef, Subquery, Sum
from django.db.models.functions import Abs, Coalesce

from guyub.books.treasury.domain.places import COUNTED
from guyub.books.treasury.models import Event
from guyub.community.members.domain.register import member_number
from guyub.finance.savings.domain.counter import is_asleep
from guyub.finance.savings.domain.kinds import Cause
from guyub.finance.savings.models import SavingsMovement
from guyub.finance.savings.selectors.free import ASLEEP
from guyub.foundation.kernel.formats import day, rupiah
from guyub.foundation.kernel.selectors.exceptions import MOST_FOUND, ExceptionFound
from guyub.foundation.kernel.selectors.together import Inquiry, asked

if TYPE_CHECKING:
    from collections.abc import Iterator
    from typing import Any

    from django.db.models import QuerySet

    from guyub.foundation.kernel.selectors.exceptions import Watched

LARGE = "otorisasi.ambang"
REPORT, WATCH = "pmpj.ltkt_tunai", "pmpj.perhatian"


def cash_and_sleepers(watched: Watched) -> Iterator[ExceptionFound]:
    """Find what was taken from accounts that slept, large sums taken, and much cash of a member in a day. One query.

    Source of the cash: Permenkop UKM 8/2023 article 88 (report to PPATK above ``pmpj.ltkt_tunai``; that a day is summed
    up is not verified); from ``pmpj.perhatian`` on the pengurus look. Only savings are counted.
    """
    limits = watched.limits
    woken, taken, notes = asked(_woken(watched), _taken(watched), _notes(watched))
    for number, product, on, before_on, entry_id, amount_rp in woken:
        if is_asleep(last_on=before_on, today=on, months=limits[ASLEEP]):
            said = f"{_number(number)}, {product}, diam sejak {day(before_on)}"
            yield ExceptionFound(
                kind="savings.sleeper",
                on=on,
                said=said,
                about="entry",
                about_id=entry_id,
                amount_rp=-amount_rp,
            )
    for number, on, times, sum_rp in taken:
        said = f"{_number(number)}, {times} kali ambil" if times > 1 else _number(number)
        yield ExceptionFound(kind="savings.large_taken", on=on, said=said, amount_rp=int(sum_rp))
    for number, on, _, sum_rp in notes:
        said = f"{_number(number)}, tunai {rupiah(int(sum_rp))} sehari"
        one = ExceptionFound(kind="savings.cash_watch", on=on, said=said, amount_rp=int(sum_rp))
        yield replace(one, kind="savings.cash_report") if sum_rp > limits[REPORT] else one


def _woken(watched: Watched) -> Inquiry[list[Any]]:
    """Ask for what was taken long after the member moved the account, or it was opened: a month is at least 28 days."""
    own = SavingsMovement.objects.filter(
        cooperative_id=watched.cooperative_id,
        account_id=OuterRef("account_id"),
        no__lt=OuterRef("no"),
        cause__in=(Cause.SETOR, Cause.TARIK),
    )
    before = Coalesce(Subquery(own.order_by("-no").values("on")[:1]), F("account__opened_on"))
    rows = _standing(watched).filter(cause=Cause.TARIK).annotate(before_on=before, gap=F("on") - before)
    rows = rows.filter(gap__gte=timedelta(days=28 * watched.limits[ASLEEP])).order_by("-on", "-id")
    told = rows.values_list(
        "account__member__number", "account__product__name", "on", "before_on", "entry_id", "amount_rp"
    )
    return Inquiry.of(told[:MOST_FOUND], read=list)


def _taken(watched: Watched) -> Inquiry[list[Any]]:
    return _by_day(_standing(watched).filter(cause=Cause.TARIK), from_rp=watched.limits[LARGE] + 1)


def _notes(watched: Watched) -> Inquiry[list[Any]]:
    notes = Event.objects.filter(
        cooperative_id=watched.cooperative_id, entry_id=OuterRef("entry_id"), cash_place__kind__in=COUNTED
    )
    moved = _standing(watched).filter(Exists(notes), cause__in=(Cause.SETOR, Cause.TARIK))
    return _by_day(moved, from_rp=watched.limits[WATCH])


def _standing(watched: Watched) -> QuerySet[SavingsMovement]:
    """Give what moved in the span and was not taken back."""
    back = SavingsMovement.objects.filter(cooperative_id=watched.cooperative_id, undoes_id=OuterRef("id"))
    return SavingsMovement.objects.filter(
        ~Exists(back), cooperative_id=watched.cooperative_id, on__range=(watched.since, watched.until)
    )


def _by_day(rows: QuerySet[SavingsMovement], *, from_rp: int) -> Inquiry[list[Any]]:
    """Ask for the sums by member and day: number, day, vouchers, rupiah; the newest days first."""
    days = rows.values("account__member_id", "account__member__number", "on")
    days = days.annotate(times=Count("entry_id", distinct=True), sum_rp=Sum(Abs("amount_rp")))
    days = days.filter(sum_rp__gte=from_rp).order_by("-on", "-sum_rp")
    told = days.values_list("account__member__number", "on", "times", "sum_rp")
    return Inquiry.of(told[:MOST_FOUND], read=list)


def _number(number: int | None) -> str:
    return member_number(number) if number else "calon anggota"
