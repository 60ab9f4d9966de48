"""Repackings: all of them, a new one, one of them, taken back."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal
from typing import TYPE_CHECKING

from django.shortcuts import redirect
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from guyub.books.ledger.web.forms import typed_of
from guyub.community.members.web.views.books import here
from guyub.foundation.identity.domain.roles import Action
from guyub.foundation.identity.web.doors import acts, own_rows, today_of, tried
from guyub.foundation.kernel.formats import number, percent
from guyub.foundation.parameters.selectors.values import value_of
from guyub.trade.inventory.domain.documents import STATE_WORDS, PaperRefusedError
from guyub.trade.inventory.selectors.papers import recipes_of, repacks_page
from guyub.trade.inventory.selectors.unit_words import has_batches, offered
from guyub.trade.inventory.services.repacking import NORMAL, undo_repack
from guyub.trade.inventory.services.repacking import repack as repack_goods
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

TAB = "stock_repacks:repacks"
A_YEAR = timedelta(days=365)


@require_safe
@acts(Action.VIEW_GOODS)
def repacks(request: HttpRequest) -> HttpResponse:
    """List repackings, and how much each kind of goods lost over a year."""
    place, today = here(request), today_of(request)
    with own_rows(request):
        rows = repacks_page(cooperative_id=place.id)
        recipes = recipes_of(cooperative_id=place.id, since=today - A_YEAR)
        normal = _normal(request)
    context = {
        "title": f"{number(len(rows))} kemas ulang terakhir" if rows else "Belum ada kemas ulang",
        "rows": [(row, STATE_WORDS[row.state], STATE_TONES.get(row.state, "")) for row in rows],
        "recipes": recipes,
        "normal": normal,
    }
    return page(request, "stock_repacks", context, tab=TAB)


@require_http_methods(["GET", "HEAD", "POST"])
@acts(Action.MOVE_STOCK)
def repack_new(request: HttpRequest) -> HttpResponse:
    """Make packs of a sack."""
    place, today, refusal = here(request), today_of(request), ""
    if request.method == "POST":
        done, refusal = tried(
            lambda: repack_goods(
                location_id=location_typed(request, "location"),
                given=goods_typed(request, "given-"),
                made=goods_typed(request, "made-"),
                on=day_typed(request, "on", today),
                note=typed_of(request, "note"),
                expires_on=_expiry(request),
                **done_today(request),
            )
        )
        if done:
            return redirect("stock_repacks:repack", repack_id=done)
    with own_rows(request):
        context = {
            "places": location_choices(request, typed_of(request, "location")),
            "names": offered(cooperative_id=place.id),
            "given": goods_rows(request, "given-")[:6],
            "made": goods_rows(request, "made-")[:6],
            "has_batches": has_batches(cooperative_id=here(request).id),
            "on": typed_of(request, "on") or today.isoformat(),
            "recipes": recipes_of(cooperative_id=place.id, since=today - A_YEAR),
            "normal": _normal(request),
        }
    return page(request, "stock_repack_new", context, tab=TAB, refusal=refusal)


@require_safe
@acts(Action.VIEW_GOODS)
def repack(request: HttpRequest, repack_id: UUID) -> HttpResponse:
    """Show one repacking."""
    return _repack(request, repack_id)


@require_POST
@acts(Action.MOVE_STOCK)
def repack_undo(request: HttpRequest, repack_id: UUID) -> HttpResponse:
    """Take a repacking back that was written down wrongly."""
    _, refusal = tried(
        lambda: undo_repack(repack_id=repack_id, reason=typed_of(request, "reason"), **done_today(request))
    )
    if refusal:
        return _repack(request, repack_id, refusal=refusal)
    return redirect("stock_repacks:repack", repack_id=repack_id)


def _repack(request: HttpRequest, repack_id: UUID, *, refusal: str = "") -> HttpResponse:
    with own_rows(request):
        (row,) = found_or_404(repacks_page(cooperative_id=here(request).id, repack_id=repack_id))
    context = {
        "row": row,
        "state": STATE_WORDS[row.state],
        "tone": STATE_TONES.get(row.state, ""),
        "is_booked": row.state == "DIBUKUKAN",
    }
    return page(request, "stock_repack", context, tab=TAB, refusal=refusal)


def _expiry(request: HttpRequest) -> date | None:
    written = typed_of(request, "expires_on").strip()
    try:
        return date.fromisoformat(written) if written else None
    except ValueError as error:
        raise PaperRefusedError(wrong="day") from error


def _normal(request: HttpRequest) -> str:
    share = Decimal(value_of(NORMAL, cooperative_id=here(request).id, on=today_of(request)))
    return percent(share, digits=2)
