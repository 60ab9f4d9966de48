"""The sample of a month: one entry beside its receipt, a verdict, the next one."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.shortcuts import redirect
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST

from guyub.books.ledger.selectors.journal import document_of, entry_page
from guyub.books.ledger.web.forms import typed_of
from guyub.books.oversight.domain.words import LONGEST_QUESTION
from guyub.books.oversight.selectors.samples import samples_of
from guyub.books.oversight.services.samples import draw_sample, judge_entry
from guyub.books.oversight.web.pages import month_in, month_words, page, shared_of
from guyub.books.oversight.web.words import VERDICTS, WHYS
from guyub.foundation.identity.domain.roles import Action
from guyub.foundation.identity.web.doors import acts, place_of, today_of, tried
from guyub.foundation.kernel.tenancy.scope import scope

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date
    from uuid import UUID

    from django.http import HttpRequest, HttpResponse

    from guyub.books.oversight.selectors.samples import SampledRow
    from guyub.foundation.kernel.models import Cooperative

PICTURES = "image/"


@require_http_methods(["GET", "HEAD", "POST"])
@acts(Action.REVIEW_BOOKS)
def sample(request: HttpRequest, code: str, year: int, month: int) -> HttpResponse:
    """Work through the sample of a month; draw it first, or the next one."""
    place, first = place_of(request, code, Action.REVIEW_BOOKS), month_in(year, month)
    refusal = ""
    if request.method == "POST":
        _, refusal = tried(
            lambda: draw_sample(month=first, today=today_of(request), **shared_of(request, place))
        )
        if not refusal:
            return redirect(_address(place, first))
    return _sample(request, place, first, refusal=refusal)


@require_POST
@acts(Action.REVIEW_BOOKS)
def sample_judge(request: HttpRequest, code: str, year: int, month: int, sampled_id: UUID) -> HttpResponse:
    """Take a verdict on one sampled entry, then go on to the next."""
    place, first = place_of(request, code, Action.REVIEW_BOOKS), month_in(year, month)
    _, refusal = tried(
        lambda: judge_entry(
            sampled_id=sampled_id,
            verdict=typed_of(request, "verdict"),
            text=typed_of(request, "text"),
            **shared_of(request, place),
        )
    )
    if refusal:
        return _sample(request, place, first, refusal=refusal, shown=sampled_id)
    return redirect(_address(place, first))


def _address(place: Cooperative, first: date) -> str:
    return reverse("oversight:sample", args=[place.code, first.year, first.month])


def _sample(
    request: HttpRequest, place: Cooperative, first: date, *, refusal: str = "", shown: UUID | None = None
) -> HttpResponse:
    asked = request.GET.get("ke", "")
    with scope(place.id):
        drawn = samples_of(cooperative_id=place.id, month=first)
        rows = [row for one in drawn for row in one.entries]
        current = _current(rows, asked, shown)
        whole = entry_page(cooperative_id=place.id, entry_id=current.entry.entry_id) if current else None
        file = (
            document_of(cooperative_id=place.id, entry_id=current.entry.entry_id)
            if current and current.entry.file_id
            else None
        )
    context: dict[str, Any] = {
        "title": _title(first, rows),
        "month": first,
        "samples": [(one, [_told(row) for row in one.entries]) for one in drawn],
        "done": sum(bool(row.verdict) for row in rows),
        "total": len(rows),
        "current": current,
        "why": WHYS[current.why] if current else "",
        "verdict": VERDICTS[current.verdict] if current else None,
        "lines": whole.entry.lines if whole else [],
        "file": file,
        "is_picture": bool(file and file.media_type.startswith(PICTURES)),
        "longest": LONGEST_QUESTION,
        "may_draw": all(row.verdict for row in rows),
    }
    return page(request, place, "sample", context, tab="oversight:desk", refusal=refusal)


def _current(rows: Sequence[SampledRow], asked: str, shown: UUID | None) -> SampledRow | None:
    """Choose the entry that is looked at: the one refused, the one asked for, the next without a verdict."""
    wanted = [row for row in rows if str(row.sampled_id) in {str(shown), asked}]
    return next(iter(wanted or [row for row in rows if not row.verdict]), None)


def _told(row: SampledRow) -> tuple[SampledRow, str, str, str]:
    return row, WHYS[row.why], *VERDICTS[row.verdict]


def _title(first: date, rows: Sequence[SampledRow]) -> str:
    left = sum(not row.verdict for row in rows)
    words = month_words(first)
    if not rows:
        return f"Sampel {words} belum diambil"
    return f"{left} jurnal {words} belum diperiksa" if left else f"Sampel {words} selesai diperiksa"
