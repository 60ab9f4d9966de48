"""The journal: entries, one of them, a new one, taking back, putting right."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from guyub.books.ledger.domain.chart import Mark
from guyub.books.ledger.domain.entries import Phase
from guyub.books.ledger.selectors.books import accounts_of
from guyub.books.ledger.selectors.chart import chart
from guyub.books.ledger.selectors.journal import Search, document_of, entry_page, journal_page
from guyub.books.ledger.selectors.movements import heads_of
from guyub.books.ledger.selectors.waiting import waiting_document, waiting_entries
from guyub.books.ledger.services.journal import (
    CONTEXT,
    JournalDone,
    correct_entry,
    post_journal,
    reverse_entry,
)
from guyub.books.ledger.web.covers import anchor_of, cover_of
from guyub.books.ledger.web.forms import (
    LineTyped,
    amount_in,
    choices,
    journal_of,
    lines_of,
    rows_of,
    typed_of,
)
from guyub.books.ledger.web.journal_files import MOST_PRINTED, journal_answer
from guyub.books.ledger.web.pages import about_entry, page, shared_of, to
from guyub.books.ledger.web.questions import day_in, query_without, span_of
from guyub.books.ledger.web.statement_files import shape_of
from guyub.books.ledger.web.words import CONTEXT_WORDS
from guyub.community.cooperatives.selectors.profiles import units_of
from guyub.foundation.identity.domain.roles import Action
from guyub.foundation.identity.web.doors import actor_of, acts, place_of, today_of, tried
from guyub.foundation.identity.web.photos import photo_in
from guyub.foundation.kernel.dates import utc_now
from guyub.foundation.kernel.formats import number
from guyub.foundation.kernel.tenancy.scope import scope
from guyub.foundation.kernel.web.downloads import file_answer

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from datetime import date
    from uuid import UUID

    from django.http import HttpRequest

    from guyub.books.ledger.selectors.journal import EntryPage
    from guyub.foundation.kernel.models import Cooperative

TAB = "ledger:journal"


@require_safe
@acts(Action.VIEW_JOURNAL)
def journal(request: HttpRequest, code: str) -> HttpResponse:
    """Show the newest entries and what waits; search by number, words, amount, days, account; also as a file."""
    place, asked = place_of(request, code, Action.VIEW_JOURNAL), request.GET
    search = Search(
        words=asked.get("cari", "")[:100],
        amount_rp=amount_in(asked.get("jumlah", "")),
        since=day_in(request, "dari"),
        until=day_in(request, "sampai"),
        account=asked.get("akun", "").partition(" ")[0][:12],
    )
    with scope(place.id):
        if shape_of(request):
            found = journal_page(cooperative_id=place.id, search=search, most=MOST_PRINTED, most_lines=None)
            cover = cover_of(request, place, span_of(request), stem=f"jurnal-{place.code}")
            return journal_answer(request, found, search, cover, anchor=anchor_of(place))
        found = journal_page(cooperative_id=place.id, search=search, after=asked.get("halaman", ""))
        if not found.entries and not heads_of(cooperative_ids=[place.id]):
            return page(request, place, "start", {}, tab=TAB)
        waiting = waiting_entries(actor=actor_of(request), now=utc_now()) if not asked else []
    context = {
        "entries": found.entries,
        "after": found.after,
        "waiting": waiting,
        "asked": asked,
        "is_searching": search != Search(),
        "query": query_without(request, "bentuk", "kertas", "halaman"),
    }
    return page(request, place, "journal", context, tab=TAB)


@require_http_methods(["GET", "HEAD", "POST"])
@acts(Action.POST_JOURNAL)
def journal_new(request: HttpRequest, code: str) -> HttpResponse:
    """Type an entry."""
    place = place_of(request, code, Action.POST_JOURNAL)

    def post() -> JournalDone:
        return post_journal(
            typed=journal_of(request),
            document=photo_in(request),
            today=today_of(request),
            **shared_of(request, place),
        )

    return _typing(request, place, post, "journal_new", {})


@require_safe
@acts(Action.VIEW_JOURNAL)
def entry(request: HttpRequest, code: str, entry_id: UUID) -> HttpResponse:
    """Show one entry with its lines, its document, and what it takes back or what took it back."""
    return _entry(request, place_of(request, code, Action.VIEW_JOURNAL), entry_id)


@require_POST
@acts(Action.POST_JOURNAL)
def entry_reverse(request: HttpRequest, code: str, entry_id: UUID) -> HttpResponse:
    """Take an entry back."""
    place = place_of(request, code, Action.POST_JOURNAL)
    done, refusal = tried(
        lambda: reverse_entry(
            entry_id=entry_id,
            reason=typed_of(request, "reason"),
            today=today_of(request),
            **shared_of(request, place),
        )
    )
    return _after(place, done) if done else _entry(request, place, entry_id, refusal=refusal)


@require_http_methods(["GET", "HEAD", "POST"])
@acts(Action.POST_JOURNAL)
def entry_correct(request: HttpRequest, code: str, entry_id: UUID) -> HttpResponse:
    """Take an entry back and type the right one, which begins as the wrong one."""
    place = place_of(request, code, Action.POST_JOURNAL)
    with scope(place.id):
        wrong = entry_page(cooperative_id=place.id, entry_id=entry_id)
    if wrong is None or not _is_reversible(wrong):
        raise Http404

    def post() -> JournalDone:
        return correct_entry(
            entry_id=entry_id,
            reason=typed_of(request, "reason"),
            typed=journal_of(request),
            document=photo_in(request),
            today=today_of(request),
            **shared_of(request, place),
        )

    return _typing(request, place, post, "entry_correct", {"wrong": wrong}, wrong)


@require_safe
@acts(Action.VIEW_JOURNAL)
def entry_file(request: HttpRequest, code: str, entry_id: UUID) -> HttpResponse:
    """Send the document of an entry."""
    place = place_of(request, code, Action.VIEW_JOURNAL)
    with scope(place.id):
        file = document_of(cooperative_id=place.id, entry_id=entry_id)
    if file is None:
        raise Http404
    return file_answer(file)


@require_safe
@acts(Action.VIEW_JOURNAL)
def waiting_file(request: HttpRequest, code: str, approval_id: UUID) -> HttpResponse:
    """Send the document of an entry that waits for a second person."""
    place = place_of(request, code, Action.VIEW_JOURNAL)
    with scope(place.id):
        file = waiting_document(actor=actor_of(request), approval_id=approval_id, now=utc_now())
    if file is None:
        raise Http404
    return file_answer(file)


def _is_reversible(shown: EntryPage) -> bool:
    """Tell whether the free journal may take an entry back; the use-case decides again."""
    one = shown.entry
    is_free = one.context == CONTEXT and one.phase != Phase.CLOSING
    return is_free and one.reverses_id is None and one.reversed_by_id is None


def _after(place: Cooperative, done: JournalDone) -> HttpResponse:
    if done.approval_id:
        return redirect("approvals:request", approval_id=done.approval_id)
    return to("entry", place, entry_id=done.entry_id)


def _entry(request: HttpRequest, place: Cooperative, entry_id: UUID, *, refusal: str = "") -> HttpResponse:
    with scope(place.id):
        shown = entry_page(cooperative_id=place.id, entry_id=entry_id)
    if shown is None:
        raise Http404
    context = {
        "shown": shown,
        "entry": shown.entry,
        "by": CONTEXT_WORDS.get(shown.entry.context, shown.entry.context),
        "is_reversible": _is_reversible(shown),
        "about": list(about_entry(request, place, entry_id)),
    }
    return page(request, place, "entry", context, tab=TAB, refusal=refusal)


def _typing(
    request: HttpRequest,
    place: Cooperative,
    post: Callable[[], JournalDone],
    name: str,
    context: dict[str, Any],
    wrong: EntryPage | None = None,
) -> HttpResponse:
    """Show the form of an entry, or take what was typed in it."""
    is_adding, refusal = "add" in request.POST, ""
    if request.method == "POST" and not is_adding:
        done, refusal = tried(post)
        if done:
            return _after(place, done)
    with scope(place.id):
        if not heads_of(cooperative_ids=[place.id]):
            return page(request, place, "start", {}, tab=TAB)
        nodes = accounts_of(cooperative_id=place.id)
        units = {str(unit.id): unit.name for unit in units_of(cooperative_id=place.id) if not unit.closed_on}
    names = {unit: unit_id for unit_id, unit in units.items()}
    typed = request.POST if request.method == "POST" else _begun(wrong, today_of(request))
    lines = lines_of(request) if request.method == "POST" else _lines(wrong, names)
    rows = rows_of(lines, more=is_adding)
    context |= {
        "rows": [(row, choices(units, row.unit, empty="koperasi bersama")) for row in rows],
        "has_units": bool(units),
        "accounts": [
            node
            for whole in nodes
            for node in (whole, *whole.own)
            if node.owner in {"", CONTEXT}
            and not node.closed_on
            and chart().above(node.code).mark is not Mark.ANTAR_UNIT
        ],
        "typed": typed,
    }
    return page(request, place, name, context, tab=TAB, refusal=refusal)


def _begun(wrong: EntryPage | None, today: date) -> dict[str, str]:
    """Fill the head of the form: most of what is typed happened today."""
    if wrong is None:
        return {"occurred_on": today.isoformat()}
    return {
        "occurred_on": wrong.entry.occurred_on.isoformat(),
        "memo": wrong.entry.memo,
        "is_adjustment": "1" if wrong.entry.phase == Phase.ADJUSTMENT else "",
    }


def _lines(wrong: EntryPage | None, units: dict[str, str]) -> Sequence[LineTyped]:
    """Fill the lines of the form; those that posting adds are left out, and split ones stay as they are."""
    if wrong is None:
        return []
    return [
        LineTyped(
            f"{line.code} {line.account_name}",
            number(line.debit_rp) if line.debit_rp else "",
            number(line.credit_rp) if line.credit_rp else "",
            units.get(line.unit, ""),
            line.note,
        )
        for line in wrong.entry.lines
        if chart().above(line.code).mark is not Mark.ANTAR_UNIT
    ]
