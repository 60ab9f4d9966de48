"""Lists of instalments for collectors: all of them, a new one, one of them, its paper, what a collector notes."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from django.conf import settings
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from guyub.books.ledger.web.forms import choices, typed_of
from guyub.community.members.web.book_tables import letterhead_of, written_day
from guyub.community.members.web.views.books import here
from guyub.finance.loans.domain.collecting import AHEAD_DAYS
from guyub.finance.loans.selectors.collecting import asking, lists_of, round_words
from guyub.finance.loans.services.collecting import call_off_list, make_list, note_list
from guyub.finance.loans.web.collection_pages import aim_choices, aim_hidden, aim_in, page, seen_list
from guyub.finance.loans.web.group_pages import NOTING, SEEING
from guyub.finance.savings.domain.collecting import MOST_LINES, ListState
from guyub.finance.savings.selectors.collecting import collectors
from guyub.finance.savings.web.collection_pages import collector_in, done_of, line_forms, notes_in
from guyub.foundation.approvals.domain.requests import State
from guyub.foundation.approvals.selectors.requests import one_request
from guyub.foundation.identity.domain.roles import Action, can
from guyub.foundation.identity.web.doors import actor_of, acts, own_rows, today_of, tried
from guyub.foundation.kernel.dates import utc_now
from guyub.foundation.kernel.documents.pdf import render_pdf
from guyub.foundation.kernel.formats import number
from guyub.foundation.kernel.web.downloads import pdf_answer

if TYPE_CHECKING:
    from uuid import UUID

    from django.http import HttpRequest


@require_safe
@never_cache
@acts(*SEEING)
def lists(request: HttpRequest) -> HttpResponse:
    """Show what is out and what came back; a collector sees the own alone."""
    actor, place = actor_of(request), here(request)
    sees_all = can(actor, Action.VIEW_LOANS, place.id)
    only = None if sees_all else actor.person_id
    with own_rows(request):
        out = lists_of(cooperative_id=place.id, is_open=True, collector_id=only)
        closed = lists_of(cooperative_id=place.id, is_open=False, collector_id=only)
    title = f"{number(len(out))} daftar belum kembali" if out else "Tidak ada daftar di luar"
    return page(request, "collections", {"title": title, "out": out, "closed": closed})


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
@acts(Action.TAKE_LOANS)
def list_new(request: HttpRequest) -> HttpResponse:
    """Choose whom, see how many loans they are and what is due, and give the list to a collector."""
    place, today, is_post = here(request), today_of(request), request.method == "POST"
    aim, refusal = aim_in(request.POST if is_post else request.GET), ""
    if is_post:
        done, refusal = tried(
            lambda: make_list(aim=aim, collector_id=collector_in(request), today=today, **done_of(request))
        )
        if done:
            return redirect("instalment_lists:one", list_id=done)
    with own_rows(request):
        until = today + timedelta(days=AHEAD_DAYS)
        found = asking(cooperative_id=place.id, aim=aim, until=until, today=today)
        people = collectors(cooperative_id=place.id, now=utc_now())
        words, _ = tried(lambda: round_words(cooperative_id=place.id, aim=aim))
        aims = aim_choices(place, aim)
    first = found.people[:MOST_LINES]
    context = {
        "aims": aims,
        "words": words or "",
        "found": found,
        "first": first,
        "first_rp": sum(one.asked_rp for one in first),
        "left_over": max(len(found.people) - MOST_LINES, 0),
        "most": MOST_LINES,
        "hidden": aim_hidden(aim),
        "collectors": choices(
            {str(id_): name for id_, name in people.items()}, typed_of(request, "collector"), empty="pilih"
        ),
    }
    return page(request, "collection_new", context, refusal=refusal)


@require_safe
@never_cache
@acts(*SEEING)
def one(request: HttpRequest, list_id: UUID) -> HttpResponse:
    """Show one list: where it is, whom it asks, what came of it."""
    return _one(request, list_id)


@require_POST
@acts(Action.TAKE_LOANS)
def call_off(request: HttpRequest, list_id: UUID) -> HttpResponse:
    """Call a list off with which nothing came."""
    _, refusal = tried(
        lambda: call_off_list(list_id=list_id, reason=typed_of(request, "reason"), **done_of(request))
    )
    if refusal:
        return _one(request, list_id, refusal=refusal)
    return redirect("instalment_lists:one", list_id=list_id)


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
@acts(*NOTING)
def field(request: HttpRequest, list_id: UUID) -> HttpResponse:
    """Note at the door what each borrower gives; the phone keeps it until it is sent."""
    found, lines = seen_list(request, list_id)
    if found.collector_id != actor_of(request).person_id:
        raise Http404
    refusal = ""
    if request.method == "POST":
        done, refusal = tried(
            lambda: note_list(list_id=list_id, notes=notes_in(request, lines), **done_of(request))
        )
        if done is not None:
            return redirect("instalment_lists:field", list_id=list_id)
    context = {
        "list": found,
        "rows": line_forms(lines, request.POST if refusal else None),
        "is_out": found.state is ListState.KELUAR,
        "noted_count": found.noted,
        "noted_rp": sum(line.noted_rp or 0 for line in lines),
    }
    return page(request, "collection_field", context, refusal=refusal)


@require_safe
@never_cache
@acts(*SEEING)
def sheet(request: HttpRequest, list_id: UUID) -> HttpResponse:
    """Print the sheet of a list: who, where, what is asked, columns for what was got and for the signature."""
    found, lines = seen_list(request, list_id)
    place = here(request)
    with own_rows(request):
        head = letterhead_of(request, place)
    payload = head | {
        "paper": "f4" if request.GET.get("kertas") == "f4" else "a4",
        "title": "Daftar tagih angsuran",
        "asked": "Angsuran",
        "name": found.name,
        "facts": [
            ["Penagih", found.collector],
            ["Wilayah", found.whom],
            ["Jatuh tempo sampai", written_day(found.until)],
            ["Dibuat", f"{written_day(found.made_on)}, {found.made_by}"],
        ],
        "rows": [
            [str(line.rank), line.name, line.number, line.home, line.months, number(line.asked_rp)]
            for line in lines
        ],
        "total": number(found.expected_rp),
        "signers": [["Penagih", found.collector], ["Penerima uang", ""]],
    }
    made = render_pdf(template="savings/collection_sheet.typ", payload=payload, is_example=settings.IS_DEMO)
    return pdf_answer(made, stem=f"daftar-tagih-{found.name}")


def _one(request: HttpRequest, list_id: UUID, *, refusal: str = "") -> HttpResponse:
    actor = actor_of(request)
    found, lines = seen_list(request, list_id)
    asked = None
    if found.approval_id and found.is_open:
        with own_rows(request):
            asked = one_request(actor=actor, request_id=found.approval_id, now=utc_now())
    context = {
        "list": found,
        "lines": lines,
        "is_mine": found.collector_id == actor.person_id,
        "slips_words": f"nomor bukti {found.name}/01 dan seterusnya",
        "is_waiting": asked is not None and asked.state is State.PENDING,
        "is_booked": found.state is ListState.DIBUKUKAN,
        "is_out": found.state is ListState.KELUAR,
        "is_back": found.state is ListState.KEMBALI,
        "corrected": sum(line.was_corrected for line in lines),
        "paid_count": sum(line.booked_rp > 0 for line in lines),
    }
    return page(request, "collection", context, refusal=refusal)
