"""All cash and bank go from one officer to another."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any
from uuid import UUID

from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from guyub.books.ledger.web.covers import cover_of
from guyub.books.ledger.web.forms import choices, typed_of
from guyub.books.ledger.web.questions import span_of
from guyub.books.ledger.web.statement_files import paper_of, shape_of
from guyub.books.treasury.domain.places import COUNTED
from guyub.books.treasury.selectors.cash_handovers import cash_handover_of, cash_handovers_of
from guyub.books.treasury.selectors.places import places_of
from guyub.books.treasury.selectors.shifts import shifts_of
from guyub.books.treasury.services.cash_handovers import (
    HandoverRefusedError,
    confirm_over,
    give_over,
    receivers,
    withdraw_over,
)
from guyub.books.treasury.web.cash_pages import id_in, page, shared_of, to
from guyub.books.treasury.web.handover_files import handover_pdf
from guyub.community.cooperatives.domain.officers import HandoverItem
from guyub.community.cooperatives.selectors.officers import handovers_of, officers_of
from guyub.community.cooperatives.web.forms import maybe_id_of
from guyub.foundation.identity.domain.roles import Action
from guyub.foundation.identity.web.doors import actor_of, acts, may_here, place_of, tried
from guyub.foundation.kernel.dates import utc_now
from guyub.foundation.kernel.money import parse_rp
from guyub.foundation.kernel.tenancy.scope import scope
from guyub.foundation.kernel.web.downloads import pdf_answer

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse

    from guyub.foundation.kernel.models import Cooperative

_COUNTED = "counted-"


@require_http_methods(["GET", "HEAD", "POST"])
@acts(Action.VIEW_JOURNAL)
def handovers(request: HttpRequest, code: str) -> HttpResponse:
    """List hand-overs; give everything to another officer."""
    place = place_of(request, code, Action.VIEW_JOURNAL)
    if request.method != "POST":
        return _handovers(request, place)
    if not may_here(request, Action.KEEP_TREASURY, place):
        raise PermissionDenied
    made, refusal = tried(
        lambda: give_over(
            receiver_id=id_in(request, "receiver_id", HandoverRefusedError, "receiver"),
            counted_rp=_counted(request),
            reason=typed_of(request, "reason"),
            item_id=maybe_id_of(request, "item", HandoverRefusedError, "item"),
            **shared_of(request, place),
        )
    )
    return _handovers(request, place, refusal=refusal) if refusal else to("handover", place, handover_id=made)


@require_safe
@acts(Action.VIEW_JOURNAL)
def handover(request: HttpRequest, code: str, handover_id: UUID) -> HttpResponse:
    """Show one hand-over; ``?bentuk=pdf`` prints the record that both sign."""
    return _handover(request, place_of(request, code, Action.VIEW_JOURNAL), handover_id)


@require_POST
@acts(Action.VIEW_JOURNAL)
def handover_confirm(request: HttpRequest, code: str, handover_id: UUID) -> HttpResponse:
    """Receive what was given."""
    place = place_of(request, code, Action.VIEW_JOURNAL)
    _, refusal = tried(lambda: confirm_over(handover_id=handover_id, **shared_of(request, place)))
    return _after(request, place, handover_id, refusal)


@require_POST
@acts(Action.KEEP_TREASURY)
def handover_withdraw(request: HttpRequest, code: str, handover_id: UUID) -> HttpResponse:
    """Take back what nobody received yet."""
    place = place_of(request, code, Action.KEEP_TREASURY)
    shared = shared_of(request, place)
    shared.pop("today")
    _, refusal = tried(lambda: withdraw_over(handover_id=handover_id, **shared))
    return _after(request, place, handover_id, refusal)


def _after(request: HttpRequest, place: Cooperative, handover_id: UUID, refusal: str) -> HttpResponse:
    if not refusal:
        return to("handover", place, handover_id=handover_id)
    return _handover(request, place, handover_id, refusal=refusal)


def _handover(
    request: HttpRequest, place: Cooperative, handover_id: UUID, *, refusal: str = ""
) -> HttpResponse:
    with scope(place.id):
        row = cash_handover_of(cooperative_id=place.id, handover_id=handover_id)
        if row is None:
            raise Http404
        if shape_of(request) == "pdf":
            stem = f"serah-terima-kas-{place.code}-{row.given_at:%Y-%m-%d}"
            cover = cover_of(request, place, span_of(request), stem=stem)
            return pdf_answer(handover_pdf(row, cover, zone=place.zone, paper=paper_of(request)), stem=stem)
    context = {"row": row, "is_receiver": row.receiver_id == actor_of(request).person_id}
    return page(request, place, "handover", context, refusal=refusal)


def _counted(request: HttpRequest) -> dict[UUID, int]:
    """Read what was counted in each place; a field that is left empty was not counted."""
    counted = {}
    for field, written in request.POST.items():
        if field.startswith(_COUNTED) and str(written).strip():
            try:
                counted[UUID(field.removeprefix(_COUNTED))] = parse_rp(str(written))
            except ValueError as error:
                raise HandoverRefusedError(wrong="amount") from error
    return counted


def _handovers(request: HttpRequest, place: Cooperative, *, refusal: str = "") -> HttpResponse:
    with scope(place.id):
        rows = cash_handovers_of(cooperative_id=place.id)
        context: dict[str, Any] = {"rows": rows}
        if may_here(request, Action.KEEP_TREASURY, place):
            context |= _form(request, place)
    pending = next((row for row in rows if row.is_pending), None)
    context["finding"] = f"Menunggu {pending.receiver} menerima kas" if pending else "Serah terima kas"
    return page(request, place, "handovers", context, refusal=refusal)


def _form(request: HttpRequest, place: Cooperative) -> dict[str, object]:
    shifts = {row.drawer_id: row for row in shifts_of(cooperative_id=place.id, only_open=True)}
    people = receivers(place_id=place.id, now=utc_now())
    people.pop(actor_of(request).person_id, None)
    open_items = [
        row
        for row in handovers_of(cooperative_id=place.id)
        if row.item == HandoverItem.KAS and row.done_on is None
    ]
    names = {one.officer_id: one.name for one in officers_of(cooperative_id=place.id)} if open_items else {}
    items = {str(row.id): names[row.officer_id] for row in open_items}
    return {
        "people": choices({str(id_): name for id_, name in people.items()}, typed_of(request, "receiver_id")),
        "items": choices(items, typed_of(request, "item"), empty="Tidak dipilih") if items else [],
        "places": [
            {
                "row": row,
                "field": f"{_COUNTED}{row.id}",
                "typed": typed_of(request, f"{_COUNTED}{row.id}"),
                "is_counted": row.kind in COUNTED,
                "holder": shifts[row.id].person if row.id in shifts else "",
            }
            for row in places_of(cooperative_id=place.id)
        ],
    }
