"""Queues for a good that is short: opening one, entering a household by NIK, drawing, the slip with a number."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.http import Http404
from django.shortcuts import redirect
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from guyub.community.cooperatives.web.forms import choices, day_of, maybe_whole_of, typed_of
from guyub.foundation.identity.domain.roles import Action
from guyub.foundation.identity.domain.vault import SecretKind
from guyub.foundation.identity.services.vault import checked_number
from guyub.foundation.identity.web.doors import actor_of, acts, own_rows, today_of, tried
from guyub.foundation.kernel.documents.spreadsheets import Column, Kind, Sheet
from guyub.foundation.kernel.formats import day
from guyub.foundation.kernel.web.downloads import table_answer
from guyub.trade.subsidised.domain.quantities import qty_words, read_qty
from guyub.trade.subsidised.domain.queues import (
    OFF_TURN_WORDS,
    ORDER_WORDS,
    QueueRefusedError,
    QueueTyped,
)
from guyub.trade.subsidised.selectors.consumers import consumer_by_nik
from guyub.trade.subsidised.selectors.programmes import rationing_of
from guyub.trade.subsidised.selectors.queues import queue_page, queues_of
from guyub.trade.subsidised.services.queues import cancel_queue, draw_queue, enter_queue, open_queue
from guyub.trade.subsidised.web.frame import done_of, shown
from guyub.trade.subsidised.web.queue_words import QUEUE_STATES, queue_context

if TYPE_CHECKING:
    from uuid import UUID

    from django.http import HttpRequest, HttpResponse

    from guyub.trade.subsidised.selectors.queues import QueuePage


@require_safe
@never_cache
@acts(Action.VIEW_GOODS)
def queues(request: HttpRequest) -> HttpResponse:
    """List queues, the latest first."""
    with own_rows(request):
        found = queues_of(cooperative_id=actor_of(request).cooperative_id)
    context = {
        "rows": [
            (
                one,
                qty_words(one.supply_qty, one.unit),
                QUEUE_STATES[one.state],
            )
            for one in found
        ],
        "may_open": request.allows(Action.BUY_GOODS),  # type: ignore[attr-defined]  # identity.web.middleware
    }
    return shown(request, "queues", context)


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
@acts(Action.BUY_GOODS)
def queue_new(request: HttpRequest) -> HttpResponse:
    """Open a queue."""
    refusal = ""
    if request.method == "POST":
        made, refusal = tried(lambda: open_queue(typed=_typed(request), **done_of(request)))
        if made:
            return redirect("queues:queue", queue_id=made)
    goods = {one.key: one.title for one in _rationing(request).programmes}
    today = today_of(request).isoformat()
    context = {
        "goods": choices(goods, typed_of(request, "barang")),
        "orders": choices(ORDER_WORDS, typed_of(request, "urutan")),
        "kept": {
            "mulai": typed_of(request, "mulai") or today,
            "sampai": typed_of(request, "sampai") or today,
            "giliran": typed_of(request, "giliran") or "1",
            "banyak": typed_of(request, "banyak"),
            "tiap": typed_of(request, "tiap") or "1",
        },
        "is_estimate": bool(request.POST.get("perkiraan")),
        "off_turns": choices(OFF_TURN_WORDS, typed_of(request, "luar")),
        "by_members": bool(request.POST.get("mandiri")),
    }
    return shown(request, "queue_new", context, refusal=refusal)


@require_safe
@never_cache
@acts(Action.VIEW_BUYERS)
def queue(request: HttpRequest, queue_id: UUID) -> HttpResponse:
    """Show one queue with its tickets."""
    return _page(request, queue_id)


@require_POST
@never_cache
@acts(Action.SERVE_BUYERS)
def queue_enter(request: HttpRequest, queue_id: UUID) -> HttpResponse:
    """Give a household its number, by the NIK on the KTP of one of it."""
    _, refusal = tried(lambda: _entered(request, queue_id))
    return _page(request, queue_id, refusal) if refusal else redirect("queues:queue", queue_id=queue_id)


@require_POST
@never_cache
@acts(Action.BUY_GOODS)
def queue_draw(request: HttpRequest, queue_id: UUID) -> HttpResponse:
    """Close a queue and give its tickets their turns."""
    told = done_of(request)
    told.pop("today")
    _, refusal = tried(lambda: draw_queue(queue_id=queue_id, **told))
    return _page(request, queue_id, refusal) if refusal else redirect("queues:queue", queue_id=queue_id)


@require_POST
@never_cache
@acts(Action.BUY_GOODS)
def queue_cancel(request: HttpRequest, queue_id: UUID) -> HttpResponse:
    """Take a queue back that was opened by mistake."""
    told = done_of(request)
    told.pop("today")
    _, refusal = tried(lambda: cancel_queue(queue_id=queue_id, why=typed_of(request, "alasan"), **told))
    return _page(request, queue_id, refusal) if refusal else redirect("queues:queue", queue_id=queue_id)


@require_safe
@never_cache
@acts(Action.VIEW_BUYERS)
def queue_export(request: HttpRequest, queue_id: UUID) -> HttpResponse:
    """Hand the numbers of a queue over as a table: their order and state, nobody's name."""
    context = queue_context(_found(request, queue_id))
    row = context["row"]
    sheet = Sheet(
        name="Antrean",
        title=f"Antrean {row.title}, {day(row.hands_on)} sampai {day(row.until_on)}",
        source=f"Guyub; {context['order']}",
        columns=(
            Column("Giliran", Kind.QUANTITY),
            Column("Nomor", Kind.QUANTITY),
            Column("Terakhir membeli", Kind.DATE),
            Column("Pernah menunggu", Kind.QUANTITY),
            Column("Undian", width=14),
            Column("Keadaan", width=18),
        ),
        rows=[
            (one.turn_no, one.no, one.last_on, one.waited, lot, words)
            for one, words, _, lot in context["lines"]
        ],
    )
    return table_answer(request, sheet, stem=f"antrean-{row.hands_on.isoformat()}")


@require_safe
@never_cache
@acts(Action.VIEW_BUYERS)
def ticket(request: HttpRequest, queue_id: UUID, number: int) -> HttpResponse:
    """Show the slip of one ticket, to be printed: a number and no name."""
    page = _found(request, queue_id)
    one = next((one for one in page.tickets if one.no == number), None)
    if one is None:
        raise Http404
    context = queue_context(page) | {"ticket": one, "public": _public(request, queue_id)}
    return shown(request, "queue_ticket", context)


def _page(request: HttpRequest, queue_id: UUID, refusal: str = "") -> HttpResponse:
    context = queue_context(_found(request, queue_id)) | {
        "why": typed_of(request, "alasan"),
        "may_draw": request.allows(Action.BUY_GOODS),  # type: ignore[attr-defined]  # identity.web.middleware
        "public": _public(request, queue_id),
    }
    return shown(request, "queue", context, refusal=refusal)


def _found(request: HttpRequest, queue_id: UUID) -> QueuePage:
    with own_rows(request):
        page = queue_page(
            cooperative_id=actor_of(request).cooperative_id,
            queue_id=queue_id,
            today=today_of(request),
            is_public=False,
        )
    if page is None:
        raise Http404
    return page


def _public(request: HttpRequest, queue_id: UUID) -> str:
    where = {"cooperative_id": actor_of(request).cooperative_id, "queue_id": queue_id}
    return request.build_absolute_uri(reverse("public_site:queue", kwargs=where))


def _entered(request: HttpRequest, queue_id: UUID) -> int:
    nik = checked_number(SecretKind.NIK, typed_of(request, "nik"), today=today_of(request))
    buyer = consumer_by_nik(nik)
    if buyer is None:
        raise QueueRefusedError(wrong="buyer")
    return enter_queue(queue_id=queue_id, consumer_id=buyer.id, **done_of(request))


def _rationing(request: HttpRequest) -> Any:
    return rationing_of(cooperative_id=actor_of(request).cooperative_id)


def _typed(request: HttpRequest) -> QueueTyped:
    key = typed_of(request, "barang")
    unit = next((one.unit.value for one in _rationing(request).programmes if one.key == key), None)
    if unit is None:
        raise QueueRefusedError(wrong="programme")
    return QueueTyped(
        programme=key,
        drawn_by=typed_of(request, "urutan"),
        supply_qty=read_qty(typed_of(request, "banyak"), unit) or 0,
        is_estimate=bool(request.POST.get("perkiraan")),
        each_qty=read_qty(typed_of(request, "tiap"), unit) or 0,
        hands_on=day_of(request, "mulai", QueueRefusedError, "days"),
        until_on=day_of(request, "sampai", QueueRefusedError, "days"),
        turn_days=maybe_whole_of(request, "giliran", QueueRefusedError, "days") or 0,
        off_turn=typed_of(request, "luar"),
        by_members=bool(request.POST.get("mandiri")),
    )
