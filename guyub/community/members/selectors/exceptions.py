"""What the pengawas should look at among members: dismissals, large settlements, unsigned sheets, late answers."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import TYPE_CHECKING

from django.db.models import Q

from guyub.community.members.domain.cases import ExitKind, ExitState, exit_number
from guyub.community.members.models import ExitCase
from guyub.community.members.selectors.own_requests import late_requests
from guyub.foundation.kernel.formats import day, rupiah
from guyub.foundation.kernel.selectors.exceptions import MOST_FOUND, ExceptionFound

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from datetime import date

    from guyub.foundation.kernel.selectors.exceptions import Watched, Watcher

LARGE = "otorisasi.ambang"
UNSIGNED_DAYS = 7  # the sheet is signed at the counter; a week later it should lie in the drawer
_PAID = "KEPADA"  # the lines of a settlement that say who got how much


def leavings(watched: Watched) -> Iterator[ExceptionFound]:
    """Find dismissals, settlements above what one person may authorize elsewhere, sheets nobody signed. One query."""
    settled = Q(settled_on__range=(watched.since, watched.until))
    dismissed = Q(
        kind=ExitKind.DIBERHENTIKAN.value,
        state__in=(ExitState.DISETUJUI.value, ExitState.SELESAI.value),
        happened_on__range=(watched.since, watched.until),
    )
    rows = ExitCase.objects.filter(settled | dismissed, cooperative_id=watched.cooperative_id)
    for row in rows.select_related("member").order_by("-happened_on", "-id")[:MOST_FOUND]:
        if row.kind == ExitKind.DIBERHENTIKAN.value and watched.since <= row.happened_on <= watched.until:
            said = f"{_said(row)} diberhentikan: {row.reason}"
            yield _case(row, kind="members.dismissed", on=row.happened_on, said=said)
        if row.settled_on and watched.since <= row.settled_on <= watched.until:
            yield from _settled(row, row.settled_on, watched)


def _settled(row: ExitCase, on: date, watched: Watched) -> Iterator[ExceptionFound]:
    paid_rp = sum(line["amount_rp"] for line in row.settlement if line["side"] == _PAID)
    if paid_rp > watched.limits[LARGE]:
        said = f"{_said(row)} keluar, dibayar {rupiah(paid_rp)}"
        yield replace(_case(row, kind="members.large_settlement", on=on, said=said), amount_rp=paid_rp)
    last = min(watched.until, watched.today) - timedelta(days=UNSIGNED_DAYS)
    if row.signed_id is None and on <= last:
        said = f"{_said(row)} keluar {day(on)}, lembar bertanda tangan belum disimpan"
        yield _case(row, kind="members.unsigned", on=on, said=said)


def _case(row: ExitCase, *, kind: str, on: date, said: str) -> ExceptionFound:
    return ExceptionFound(kind=kind, on=on, said=said, about="exit", about_id=row.id)


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
    leavings,
    requests_answered_late,
)
