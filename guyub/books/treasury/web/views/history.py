"""What was recorded: the history, one event with its posting, taking it back, letting it come again."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.http import Http404
from django.views.decorators.http import require_POST, require_safe

from guyub.books.ledger.selectors.journal import entry_page
from guyub.books.ledger.web.forms import amount_in, choices, day_of, typed_of
from guyub.books.ledger.web.questions import day_in, query_without
from guyub.books.treasury.domain.recurring import EVERY_WORDS, RecurringRefusedError
from guyub.books.treasury.selectors.events import EventSearch, event_page, one_event
from guyub.books.treasury.selectors.kinds import kinds
from guyub.books.treasury.selectors.places import places_of
from guyub.books.treasury.selectors.waiting import waiting_events, waiting_paper
from guyub.books.treasury.services.events import RECURRING, undo_event
from guyub.books.treasury.services.recurring import keep_recurring
from guyub.books.treasury.web.event_files import history_sheet
from guyub.books.treasury.web.event_pages import address_of, page, said, shared_of, to
from guyub.foundation.identity.domain.roles import Action
from guyub.foundation.identity.web.doors import actor_of, acts, place_of, today_of, tried
from guyub.foundation.kernel.dates import add_months, utc_now
from guyub.foundation.kernel.ids import id_in
from guyub.foundation.kernel.tenancy.scope import scope
from guyub.foundation.kernel.web.downloads import file_answer, table_answer

if TYPE_CHECKING:
    from uuid import UUID

    from django.http import HttpRequest, HttpResponse

    from guyub.foundation.kernel.models import Cooperative

TAB = "events:history"
MOST_HANDED = 5_000  # events of a file


@require_safe
@acts(Action.VIEW_JOURNAL)
def history(request: HttpRequest, code: str) -> HttpResponse:
    """Show what was recorded, the last first, and what waits; search by number, words, amount, days, place."""
    place, asked = place_of(request, code, Action.VIEW_JOURNAL), request.GET
    search = EventSearch(
        words=asked.get("cari", "")[:100],
        amount_rp=amount_in(asked.get("jumlah", "")),
        since=day_in(request, "dari"),
        until=day_in(request, "sampai"),
        cash_place_id=id_in(asked.get("tempat", "")),
    )
    with scope(place.id):
        if asked.get("bentuk") in {"csv", "xlsx"}:
            found = event_page(cooperative_id=place.id, search=search, most=MOST_HANDED)
            return table_answer(request, history_sheet(found, place.name), stem=f"peristiwa-{place.code}")
        found = event_page(cooperative_id=place.id, search=search, after=asked.get("halaman", ""))
        places = places_of(cooperative_id=place.id, with_closed=True)
        waiting = waiting_events(actor=actor_of(request), now=utc_now()) if not asked else []
    context = {
        "events": found.events,
        "after": found.after,
        "waiting": waiting,
        "asked": asked,
        "is_searching": search != EventSearch(),
        "places": choices(
            {str(row.id): row.name for row in places}, asked.get("tempat", ""), empty="Semua tempat"
        ),
        "query": query_without(request, "bentuk", "halaman"),
    }
    return page(request, place, "history", context, tab=TAB)


@require_safe
@acts(Action.VIEW_JOURNAL)
def event(request: HttpRequest, code: str, event_id: UUID) -> HttpResponse:
    """Show one event: in everyday words, as debit and credit, with its paper and what took it back."""
    return _event(request, place_of(request, code, Action.VIEW_JOURNAL), event_id)


@require_POST
@acts(Action.RECORD_EVENT)
def event_undo(request: HttpRequest, code: str, event_id: UUID) -> HttpResponse:
    """Take an event back."""
    place = place_of(request, code, Action.RECORD_EVENT)
    done, refusal = tried(
        lambda: undo_event(
            event_id=event_id,
            reason=typed_of(request, "reason"),
            today=today_of(request),
            **shared_of(request, place),
        )
    )
    if done is None:
        return _event(request, place, event_id, refusal=refusal)
    if done.approval_id:
        return to("history", place)
    return to("event", place, event_id=done.event_id)


@require_POST
@acts(Action.RECORD_EVENT)
def recurring_keep(request: HttpRequest, code: str, event_id: UUID) -> HttpResponse:
    """Let an event come again, with a reminder on its day."""
    place = place_of(request, code, Action.RECORD_EVENT)

    def keep() -> UUID:
        until = typed_of(request, "until").strip()
        return keep_recurring(
            event_id=event_id,
            every=typed_of(request, "every"),
            first_on=day_of(request, "first_on", RecurringRefusedError, "first"),
            until=day_of(request, "until", RecurringRefusedError, "until") if until else None,
            today=today_of(request),
            **shared_of(request, place),
        )

    done, refusal = tried(keep)
    return to("recurring", place) if done else _event(request, place, event_id, refusal=refusal)


@require_safe
@acts(Action.VIEW_JOURNAL)
def waiting_file(request: HttpRequest, code: str, approval_id: UUID) -> HttpResponse:
    """Send the paper of an event that waits for a second person."""
    place = place_of(request, code, Action.VIEW_JOURNAL)
    with scope(place.id):
        file = waiting_paper(actor=actor_of(request), approval_id=approval_id, now=utc_now())
    if file is None:
        raise Http404
    return file_answer(file)


def _event(request: HttpRequest, place: Cooperative, event_id: UUID, *, refusal: str = "") -> HttpResponse:
    with scope(place.id):
        shown = one_event(cooperative_id=place.id, event_id=event_id)
        if shown is None:
            raise Http404
        entry = entry_page(cooperative_id=place.id, entry_id=shown.entry_id)
        places = places_of(cooperative_id=place.id, with_closed=True)
    lines = entry.entry.lines if entry else ()
    kind = kinds()[shown.kind]
    is_daily = not kind.is_hidden and shown.source_kind in {"", RECURRING} and not shown.undoes_id
    context = {
        "event": shown,
        "kind": kind,
        "said": said(
            [(line.code, 1 if line.debit_rp else -1, line.debit_rp or line.credit_rp) for line in lines],
            places,
            {line.code: line.account_name for line in lines},
        ),
        "is_new": request.GET.get("baru") == "1",
        "is_daily": is_daily,
        "is_undoable": is_daily and shown.undone_by_id is None,
        "voucher": address_of("cash:voucher", place, event_id=event_id),
        "every": choices(EVERY_WORDS, request.POST.get("every", "BULAN")),
        "next_month": add_months(max(shown.happened_on, today_of(request)), 1),
    }
    return page(request, place, "event", context, tab=TAB, refusal=refusal)
