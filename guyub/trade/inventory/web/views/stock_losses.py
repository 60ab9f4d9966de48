"""Goods that leave without being sold: all papers, a new one, one of them with its picture, taken back."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.shortcuts import redirect
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from guyub.books.ledger.web.forms import choices, typed_of
from guyub.community.members.web.views.books import here
from guyub.foundation.identity.domain.roles import Action
from guyub.foundation.identity.web.doors import acts, own_rows, today_of, tried
from guyub.foundation.identity.web.photos import photo_in
from guyub.foundation.kernel.formats import number
from guyub.foundation.kernel.ids import id_in
from guyub.foundation.kernel.web.downloads import file_answer
from guyub.trade.inventory.domain.documents import LOSS_WORDS, PURPOSE_WORDS, STATE_WORDS, LossKind, Purpose
from guyub.trade.inventory.selectors.papers import loss_photo as stored_photo
from guyub.trade.inventory.selectors.papers import losses_page, lost_since
from guyub.trade.inventory.selectors.unit_words import has_batches, offered
from guyub.trade.inventory.services.losses import undo_loss, write_off
from guyub.trade.inventory.web.stock_pages import (
    day_typed,
    done_today,
    found_or_404,
    goods_rows,
    goods_typed,
    location_choices,
    location_typed,
    page,
)
from guyub.trade.inventory.web.stock_words import STATE_TONES

if TYPE_CHECKING:
    from uuid import UUID

    from django.http import HttpRequest, HttpResponse

    from guyub.foundation.kernel.models import StoredFile
    from guyub.trade.inventory.selectors.papers import LossRow

TAB = "stock_losses:losses"


@require_safe
@acts(Action.VIEW_GOODS)
def losses(request: HttpRequest) -> HttpResponse:
    """List what was lost or used, and what it came to this year."""
    place, today = here(request), today_of(request)
    with own_rows(request):
        rows = losses_page(cooperative_id=place.id)
        sums = lost_since(cooperative_id=place.id, since=today.replace(month=1, day=1))
    waiting = sum(row.state == "MENUNGGU" for row in rows)
    context = {
        "title": f"{number(waiting)} menunggu orang kedua"
        if waiting
        else "Rusak, hilang, dan dipakai sendiri",
        "rows": [(row, _words(row), STATE_WORDS[row.state], STATE_TONES.get(row.state, "")) for row in rows],
        "sums": [(LOSS_WORDS[kind], sums.get(kind, 0)) for kind in LossKind],
        "year_words": str(today.year),
    }
    return page(request, "stock_losses", context, tab=TAB)


@require_http_methods(["GET", "HEAD", "POST"])
@acts(Action.MOVE_STOCK)
def loss_new(request: HttpRequest) -> HttpResponse:
    """Take goods out that were spoilt, lost or used."""
    today, refusal = today_of(request), ""
    if request.method == "POST":
        done, refusal = tried(
            lambda: write_off(
                kind=typed_of(request, "kind"),
                purpose=typed_of(request, "purpose"),
                location_id=location_typed(request, "location"),
                goods=goods_typed(request),
                reason=typed_of(request, "reason"),
                on=day_typed(request, "on", today),
                photo=photo_in(request),
                **done_today(request),
            )
        )
        if done:
            return redirect("stock_losses:loss", loss_id=done)
    chosen = typed_of(request, "location")
    with own_rows(request):
        context = {
            "kinds": choices({kind.value: LOSS_WORDS[kind] for kind in LossKind}, typed_of(request, "kind")),
            "purposes": choices(
                {one.value: PURPOSE_WORDS[one] for one in Purpose},
                typed_of(request, "purpose"),
                empty="pilih",
            ),
            "places": location_choices(request, chosen),
            "names": offered(cooperative_id=here(request).id, location_id=id_in(chosen)),
            "rows": goods_rows(request),
            "has_batches": has_batches(cooperative_id=here(request).id),
            "on": typed_of(request, "on") or today.isoformat(),
        }
    return page(request, "stock_loss_new", context, tab=TAB, refusal=refusal)


@require_safe
@acts(Action.VIEW_GOODS)
def loss(request: HttpRequest, loss_id: UUID) -> HttpResponse:
    """Show one paper of goods that were lost or used."""
    return _loss(request, loss_id)


@require_safe
@acts(Action.VIEW_GOODS)
def loss_photo(request: HttpRequest, loss_id: UUID) -> HttpResponse:
    """Show the picture of what was lost."""
    place = here(request)
    with own_rows(request):
        file: StoredFile = found_or_404(stored_photo(cooperative_id=place.id, loss_id=loss_id))
    return file_answer(file)


@require_POST
@acts(Action.MOVE_STOCK)
def loss_undo(request: HttpRequest, loss_id: UUID) -> HttpResponse:
    """Take a paper back that was written down wrongly, or that waits."""
    _, refusal = tried(
        lambda: undo_loss(loss_id=loss_id, reason=typed_of(request, "reason"), **done_today(request))
    )
    return (
        _loss(request, loss_id, refusal=refusal)
        if refusal
        else redirect("stock_losses:loss", loss_id=loss_id)
    )


def _loss(request: HttpRequest, loss_id: UUID, *, refusal: str = "") -> HttpResponse:
    with own_rows(request):
        (row,) = found_or_404(losses_page(cooperative_id=here(request).id, loss_id=loss_id))
    context = {
        "row": row,
        "kind": _words(row),
        "state": STATE_WORDS[row.state],
        "tone": STATE_TONES.get(row.state, ""),
        "is_waiting": row.state == "MENUNGGU",
        "is_open": row.state in {"MENUNGGU", "DIBUKUKAN"},
    }
    return page(request, "stock_loss", context, tab=TAB, refusal=refusal)


def _words(row: LossRow) -> str:
    words = LOSS_WORDS[LossKind(row.kind)]
    return f"{words}: {PURPOSE_WORDS[Purpose(row.purpose)].lower()}" if row.purpose else words
