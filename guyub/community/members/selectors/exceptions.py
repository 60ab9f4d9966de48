"""What the pengawas should look at among members: dismissals, large settlements, unsigned sheets, late answers."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from guyub.community.members.domain.cases import ExitKind, ExitState, exit_number
from guyub.community.members.models import ExitCase
from guyub.community.members.selectors.own_requests import late_requests
from guyub.foundation.kernel.formats import day, rupiah
from guyub.foundation.kernel.selectors.exceptions import MOST_FOUND, ExceptionFound
from guyub.foundation.parameters.selectors.values import value_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from guyub.foundation.kernel.selectors.exceptions import Watched, Watcher

LARGE = "otorisasi.ambang"
UNSIGNED_DAYS = 7  # the sheet is signed at the counter; a week later it should lie in the drawer
_PAID = "KEPADA"  # the lines of a settlement that say who got how much


def members_dismissed(watched: Watched) -> Iterator[ExceptionFound]:
    """Find dismissals that were agreed to. One query."""
    rows = _cases(watched).filter(
        kind=ExitKind.DIBERHENTIKAN.value,
        state__in=(ExitState.DISETUJUI.value, ExitState.SELESAI.value),
        happened_on__range=(watched.since, watched.until),
    )
    for row in rows.order_by("-happened_on", "-id")[:MOST_FOUND]:
        yield ExceptionFound(
            kind="members.dismissed",
            on=row.happened_on,
            said=f"{_said(row)} diberhentikan: {row.reason}",
            about="exit",
            about_id=row.id,
        )


def large_settlements(watched: Watched) -> Iterator[ExceptionFound]:
    """Find leavings for which more was paid than one person may authorize elsewhere. Two queries."""
    threshold_rp = int(value_of(LARGE, cooperative_id=watched.cooperative_id, on=watched.until))
    rows = _cases(watched).filter(settled_on__range=(watched.since, watched.until))
    for row in rows.order_by("-settled_on", "-id")[:MOST_FOUND]:
        paid_rp = sum(line["amount_rp"] for line in row.settlement if line["side"] == _PAID)
        if paid_rp > threshold_rp:
            yield ExceptionFound(
                kind="members.large_settlement",
                on=row.settled_on,
                said=f"{_said(row)} keluar, dibayar {rupiah(paid_rp)}",
                about="exit",
                about_id=row.id,
                amount_rp=paid_rp,
            )


def sheets_unsigned(watched: Watched) -> Iterator[ExceptionFound]:
    """Find settlements whose signed sheet nobody kept within a week. One query."""
    last = min(watched.until, watched.today) - timedelta(days=UNSIGNED_DAYS)
    rows = _cases(watched).filter(settled_on__range=(watched.since, last), signed__isnull=True)
    for row in rows.order_by("-settled_on", "-id")[:MOST_FOUND]:
        yield ExceptionFound(
            kind="members.unsigned",
            on=row.settled_on,
            said=f"{_said(row)} keluar {day(row.settled_on)}, lembar bertanda tangan belum disimpan",
            about="exit",
            about_id=row.id,
        )


def _cases(watched: Watched):  # type: ignore[no-untyped-def]  # a queryset
    return ExitCase.objects.filter(cooperative_id=watched.cooperative_id).select_related("member")


def _said(row: ExitCase) -> str:
    who = f"anggota {row.member}" if row.member.number else "calon anggota"
    return f"{exit_number(row.year, row.number)}: {who}"


def requests_answered_late(watched: Watched) -> Iterator[ExceptionFound]:
    """Find requests of members that are past their day without an answer. One query; names of members stay out."""
    rows = late_requests(
        cooperative_id=watched.cooperative_id,
        since=watched.since,
        until=watched.until,
        today=watched.today,
        most=MOST_FOUND,
    )
    for row in rows:
        if row.is_open:
            said = f"{row.kind_words} anggota nomor {row.number} belum dijawab, batasnya {day(row.due_on)}"
            yield ExceptionFound(
                kind="members.late_answer",
                on=row.due_on,
                said=said,
                about="own_request",
                about_id=row.own_request_id,
            )


EXCEPTIONS: Iterable[Watcher] = (
    members_dismissed,
    large_settlements,
    sheets_unsigned,
    requests_answered_late,
)
