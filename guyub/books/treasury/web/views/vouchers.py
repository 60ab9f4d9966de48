"""Vouchers of every event, as a list for the archive and on paper."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.http import Http404
from django.views.decorators.http import require_safe

from guyub.books.ledger.web.covers import cover_of
from guyub.books.ledger.web.forms import choices
from guyub.books.ledger.web.questions import Span, query_without, span_of
from guyub.books.ledger.web.statement_files import paper_of, shape_of
from guyub.books.treasury.domain.events import Direction
from guyub.books.treasury.domain.terbilang import terbilang
from guyub.books.treasury.selectors.vouchers import SERIES_WORDS, VOUCHERS, voucher_of, vouchers_of
from guyub.books.treasury.web.cash_pages import WORKING, page
from guyub.books.treasury.web.voucher_files import TO_A_SHEET, vouchers_pdf
from guyub.foundation.identity.domain.roles import Action
from guyub.foundation.identity.web.doors import actor_of, acts, may_here, place_of, today_of
from guyub.foundation.kernel.dates import add_months
from guyub.foundation.kernel.documents.spreadsheets import Column, Kind, Sheet
from guyub.foundation.kernel.formats import MONTHS, day
from guyub.foundation.kernel.tenancy.scope import scope
from guyub.foundation.kernel.web.downloads import pdf_answer, table_answer

if TYPE_CHECKING:
    from uuid import UUID

    from django.http import HttpRequest, HttpResponse

    from guyub.books.treasury.selectors.vouchers import Voucher
    from guyub.foundation.kernel.models import Cooperative

MOST_PRINTED = 400  # in one file; a busier month is printed by kind
_MONTHS_SHOWN = 13


@require_safe
@acts(Action.VIEW_JOURNAL)
def vouchers(request: HttpRequest, code: str) -> HttpResponse:
    """List the vouchers of a month by kind; ``?bentuk=`` hands them over, as they are filed."""
    place = place_of(request, code, Action.VIEW_JOURNAL)
    span, series = _month(request), request.GET.get("seri", "")
    series = series if series in SERIES_WORDS else ""
    asked: dict[str, Any] = {"since": span.since, "until": span.until, "series": series}
    shape = shape_of(request)
    with scope(place.id):
        if shape:
            asked |= {"most": MOST_PRINTED, "is_oldest_first": True}
            found = vouchers_of(cooperative_id=place.id, **asked)
            return _handed(request, place, found, span, shape)
        found = vouchers_of(cooperative_id=place.id, **asked)
    count = f"{VOUCHERS} bukti terbaru" if len(found) == VOUCHERS else f"{len(found)} bukti"
    context = {
        "finding": count if found else "Belum ada bukti",
        "vouchers": found,
        "span_words": span.words,
        "months": _months(request, span),
        "series": choices(SERIES_WORDS, series, empty="Semua jenis"),
        "query": query_without(request, "bentuk", "muat", "kertas"),
    }
    return page(request, place, "vouchers", context)


@require_safe
@acts(*WORKING)
def voucher(request: HttpRequest, code: str, event_id: UUID) -> HttpResponse:
    """Show one voucher; ``?bentuk=pdf`` and ``?bentuk=kwitansi`` print it. Who reads no journal sees the own alone."""
    place = place_of(request, code, *WORKING)
    with scope(place.id):
        found = voucher_of(cooperative_id=place.id, event_id=event_id)
        is_open = found and (
            may_here(request, Action.VIEW_JOURNAL, place) or found.made_by_id == actor_of(request).person_id
        )
        if found is None or not is_open:
            raise Http404
        is_in = found.direction is Direction.MASUK and not found.takes_back
        is_receipt = request.GET.get("bentuk") == "kwitansi" and is_in
        if is_receipt or shape_of(request) == "pdf":
            stem = f"{'kwitansi' if is_receipt else 'bukti'}-{found.name}-{place.code}"
            cover = cover_of(request, place, span_of(request), stem=stem)
            made = vouchers_pdf(
                [found],
                cover,
                paper=paper_of(request),
                to_a_sheet=_to_a_sheet(request),
                is_receipt=is_receipt,
            )
            return pdf_answer(made, stem=stem)
    return page(
        request, place, "voucher", {"voucher": found, "said": terbilang(found.amount_rp), "is_in": is_in}
    )


def _handed(
    request: HttpRequest, place: Cooperative, found: list[Voucher], span: Span, shape: str
) -> HttpResponse:
    stem = f"bukti-{place.code}-{span.until}"
    cover = cover_of(request, place, span, stem=stem)
    if shape == "pdf":
        made = vouchers_pdf(found, cover, paper=paper_of(request), to_a_sheet=_to_a_sheet(request))
        return pdf_answer(made, stem=stem)
    return table_answer(
        request,
        Sheet(
            name="Bukti",
            title=f"Bukti kas dan bank {place.name}",
            source=f"Guyub, {cover.period}",
            columns=(
                Column("Nomor", width=16),
                Column("Tanggal", Kind.DATE, 12),
                Column("Jenis", width=20),
                Column("Keperluan", width=44),
                Column("Pihak", width=24),
                Column("Dari", width=20),
                Column("Ke", width=20),
                Column("Jumlah", Kind.RUPIAH),
                Column("Dibuat oleh", width=24),
            ),
            rows=[
                (one.name, one.dated_on, one.words, one.memo, one.who, one.from_place, one.to_place,
                 one.amount_rp, one.made_by)
                for one in found
            ],
        ),
        stem=stem,
    )  # fmt: skip


def _to_a_sheet(request: HttpRequest) -> int:
    asked = request.GET.get("muat", "")
    return int(asked) if asked in {str(one) for one in TO_A_SHEET} else 1


def _month(request: HttpRequest) -> Span:
    """Read a month or a span of days; without one, this month."""
    span, today = span_of(request), today_of(request)
    if span.chosen:
        return span
    words = f"{MONTHS[today.month - 1]} {today.year}"
    return Span(chosen=f"{today:%Y-%m}", since=today.replace(day=1), until=today, words=words)


def _months(request: HttpRequest, span: Span) -> list[dict[str, object]]:
    first = today_of(request).replace(day=1)
    months = [add_months(first, -back) for back in range(_MONTHS_SHOWN)]
    words = {f"{one:%Y-%m}": f"{MONTHS[one.month - 1]} {one.year}" for one in months}
    if span.chosen not in words:
        words[span.chosen] = f"{day(span.since)} sampai {day(span.until)}"
    return choices(words, span.chosen)
