"""Questions on entries: the list, one of them, those of one entry."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from guyub.books.ledger.selectors.reviewing import picked_entries
from guyub.books.ledger.web.forms import typed_of
from guyub.books.oversight.domain.words import QuestionState
from guyub.books.oversight.selectors.questions import questions_of, reply_file
from guyub.books.oversight.services.questions import ask_question, reply_question, settle_question
from guyub.books.oversight.web.pages import page, shared_of, to
from guyub.books.oversight.web.words import STATES
from guyub.foundation.identity.domain.roles import Action
from guyub.foundation.identity.web.doors import acts, may_here, place_of, tried
from guyub.foundation.identity.web.photos import photo_in
from guyub.foundation.kernel.tenancy.scope import scope
from guyub.foundation.kernel.web.downloads import file_answer

if TYPE_CHECKING:
    from uuid import UUID

    from django.http import HttpRequest, HttpResponse

    from guyub.books.oversight.selectors.questions import QuestionRow
    from guyub.foundation.kernel.models import Cooperative

TAB = "oversight:questions"


@require_safe
@acts(Action.VIEW_JOURNAL)
def questions(request: HttpRequest, code: str) -> HttpResponse:
    """List the questions, those that wait first."""
    place = place_of(request, code, Action.VIEW_JOURNAL)
    with scope(place.id):
        rows = questions_of(cooperative_id=place.id)
    waiting = sum(one.is_open for one in rows)
    context = {
        "title": f"{waiting} pertanyaan belum selesai" if waiting else "Tidak ada pertanyaan yang menunggu",
        "questions": [(one, *STATES[one.state]) for one in rows],
    }
    return page(request, place, "questions", context, tab=TAB)


@require_http_methods(["GET", "HEAD", "POST"])
@acts(Action.VIEW_JOURNAL)
def question(request: HttpRequest, code: str, question_id: UUID) -> HttpResponse:
    """Show a question with all that was said; the pengurus answer, the pengawas ask on."""
    place = place_of(request, code, Action.VIEW_JOURNAL)
    refusal = ""
    if request.method == "POST":
        _, refusal = tried(
            lambda: reply_question(
                question_id=question_id,
                text=typed_of(request, "text"),
                document=photo_in(request),
                **shared_of(request, place),
            )
        )
        if not refusal:
            return to("question", place, question_id=question_id)
    return _question(request, place, question_id, refusal=refusal)


@require_POST
@acts(Action.REVIEW_BOOKS)
def question_settle(request: HttpRequest, code: str, question_id: UUID) -> HttpResponse:
    """Say that a question is answered well enough."""
    place = place_of(request, code, Action.REVIEW_BOOKS)
    _, refusal = tried(
        lambda: settle_question(
            question_id=question_id, text=typed_of(request, "text"), **shared_of(request, place)
        )
    )
    if refusal:
        return _question(request, place, question_id, refusal=refusal)
    return to("questions", place)


@require_safe
@acts(Action.VIEW_JOURNAL)
def reply_attached(request: HttpRequest, code: str, reply_id: UUID) -> HttpResponse:
    """Send what came with an answer."""
    place = place_of(request, code, Action.VIEW_JOURNAL)
    with scope(place.id):
        file = reply_file(cooperative_id=place.id, reply_id=reply_id)
    if file is None:
        raise Http404
    return file_answer(file)


@require_http_methods(["GET", "HEAD", "POST"])
@acts(Action.VIEW_JOURNAL)
def entry(request: HttpRequest, code: str, entry_id: UUID) -> HttpResponse:
    """Show what was asked about one entry; a pengawas asks here."""
    place = place_of(request, code, Action.VIEW_JOURNAL)
    refusal = ""
    if request.method == "POST":
        if not may_here(request, Action.REVIEW_BOOKS, place):
            raise PermissionDenied
        _, refusal = tried(
            lambda: ask_question(
                entry_id=entry_id, text=typed_of(request, "text"), **shared_of(request, place)
            )
        )
        if not refusal:
            return to("entry", place, entry_id=entry_id)
    with scope(place.id):
        row = picked_entries(cooperative_id=place.id, entry_ids=[entry_id]).get(entry_id)
        asked = questions_of(cooperative_id=place.id, entry_id=entry_id)
    if row is None:
        raise Http404
    waiting = sum(one.is_open for one in asked)
    words = f"{waiting} pertanyaan menunggu" if waiting else "tidak ada pertanyaan yang menunggu"
    context = {
        "title": f"{row.name}, {words}",
        "entry": row,
        "questions": [(one, *STATES[one.state]) for one in asked],
    }
    return page(request, place, "entry", context, tab=TAB, refusal=refusal)


def _question(
    request: HttpRequest, place: Cooperative, question_id: UUID, *, refusal: str = ""
) -> HttpResponse:
    with scope(place.id):
        rows = questions_of(cooperative_id=place.id, question_id=question_id)
    if not rows:
        raise Http404
    context: dict[str, Any] = {"question": rows[0], "state": STATES[rows[0].state], "title": _title(rows[0])}
    return page(request, place, "question", context, tab=TAB, refusal=refusal)


def _title(row: QuestionRow) -> str:
    match row.state:
        case QuestionState.TERBUKA:
            return f"{row.entry.name} menunggu jawaban pengurus"
        case QuestionState.DIJAWAB:
            return f"{row.entry.name} sudah dijawab"
        case _:
            return f"{row.entry.name} selesai"
