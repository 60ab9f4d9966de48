"""The report of the pengawas for a span, and their book of notes: pages and paper."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.core.exceptions import PermissionDenied
from django.views.decorators.http import require_http_methods, require_safe

from guyub.books.ledger.web.forms import typed_of
from guyub.books.ledger.web.questions import query_without, span_choices, span_of
from guyub.books.ledger.web.statement_files import paper_of, shape_of
from guyub.books.oversight.domain.words import LONGEST_FINDINGS
from guyub.books.oversight.selectors.exceptions import exceptions_of, watched_span
from guyub.books.oversight.selectors.questions import questions_of
from guyub.books.oversight.selectors.reviews import months_of, notes_of
from guyub.books.oversight.services.reviews import write_note
from guyub.books.oversight.web.pages import month_words, page, shared_of, to
from guyub.books.oversight.web.papers import Facts, book_pdf, report_pdf
from guyub.books.oversight.web.words import OPINIONS, STATES
from guyub.foundation.identity.domain.roles import Action
from guyub.foundation.identity.web.doors import acts, may_here, place_of, today_of, tried
from guyub.foundation.kernel.tenancy.scope import scope
from guyub.foundation.kernel.web.downloads import pdf_answer

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse

MOST_ANSWERED = 300  # on paper
MOST_NOTES = 300
NOTES_SHOWN = 50


@require_safe
@acts(Action.VIEW_JOURNAL)
def report(request: HttpRequest, code: str) -> HttpResponse:
    """Say what the pengawas looked at in a span, and what they found; as PDF with the exceptions and signatures."""
    place, span, today = place_of(request, code, Action.VIEW_JOURNAL), span_of(request), today_of(request)
    months = (span.since.replace(day=1), span.until.replace(day=1))
    with scope(place.id):
        rows = months_of(cooperative_id=place.id, since=span.since, until=span.until)
        asked = questions_of(cooperative_id=place.id, months=months, most=MOST_ANSWERED)
        if shape_of(request) == "pdf":
            watched = watched_span(place=place, since=span.since, until=span.until, today=today)
            facts = Facts(place, span.in_full, rows, asked, exceptions_of(watched))
            return pdf_answer(
                report_pdf(request, facts, paper=paper_of(request)), stem=f"pengawas-{place.code}"
            )
    closed = [row for row in rows if row.is_closed]
    signed = sum(row.is_signed for row in closed)
    context: dict[str, Any] = {
        "title": f"{signed} dari {len(closed)} bulan disahkan pengawas"
        if closed
        else "Belum ada bulan yang ditutup",
        "span": span,
        "spans": span_choices(request, span),
        "query": query_without(request, "bentuk", "kertas"),
        "months": [(row, month_words(row.month)) for row in rows],
        "reviews": [
            (one, month_words(one.month), *OPINIONS[one.opinion]) for row in rows for one in row.standing
        ],
        "questions": [(one, *STATES[one.state]) for one in asked],
    }
    return page(request, place, "report", context, tab="oversight:report")


@require_http_methods(["GET", "HEAD", "POST"])
@acts(Action.VIEW_JOURNAL)
def notes(request: HttpRequest, code: str) -> HttpResponse:
    """Show the book of the pengawas, numbered from its first note on; one of them writes in it; as PDF."""
    place = place_of(request, code, Action.VIEW_JOURNAL)
    refusal = ""
    if request.method == "POST":
        if not may_here(request, Action.REVIEW_BOOKS, place):
            raise PermissionDenied
        _, refusal = tried(lambda: write_note(text=typed_of(request, "text"), **shared_of(request, place)))
        if not refusal:
            return to("notes", place)
    with scope(place.id):
        written = notes_of(cooperative_id=place.id)
        if shape_of(request) == "pdf":
            content = book_pdf(request, place, written[-MOST_NOTES:], paper=paper_of(request))
            return pdf_answer(content, stem=f"catatan-pengawas-{place.code}")
    context = {
        "title": f"{len(written)} catatan pengawas" if written else "Buku catatan masih kosong",
        "notes": written[: -NOTES_SHOWN - 1 : -1],
        "count": len(written),
        "longest": LONGEST_FINDINGS,
    }
    return page(request, place, "notes", context, tab="oversight:notes", refusal=refusal)
