"""Tags at the shelves and the board of prices: what must be printed, printing it, what was taken down."""

from __future__ import annotations

from itertools import groupby
from typing import TYPE_CHECKING, Any
from urllib.parse import urlencode

from django.http import Http404
from django.shortcuts import redirect
from django.urls import reverse
from django.views.decorators.http import require_POST, require_safe

from guyub.books.ledger.web.forms import choices, typed_of
from guyub.community.members.web.views.books import here
from guyub.foundation.identity.domain.roles import Action
from guyub.foundation.identity.web.doors import actor_of, acts, own_rows, today_of, tried
from guyub.foundation.kernel.dates import Zone, business_date
from guyub.foundation.kernel.ids import id_in
from guyub.foundation.kernel.web.downloads import pdf_answer
from guyub.trade.inventory.domain.regulated import REGULATED
from guyub.trade.inventory.selectors.tags import codes_of, sheet_of, shelf_tags
from guyub.trade.inventory.services.tags import MOST_TAGS, print_tags, take_down_tags
from guyub.trade.inventory.web.goods_files import PAPERS, board_pdf, tags_pdf
from guyub.trade.inventory.web.goods_pages import (
    CATEGORY_WORDS,
    done_of,
    outlet_asked,
    outlet_choices,
    page,
)

if TYPE_CHECKING:
    from uuid import UUID

    from django.http import HttpRequest, HttpResponse

    from guyub.trade.inventory.selectors.tags import ShelfTag

MOST_SHOWN = 200
RULED = "DIATUR"  # on the board: goods under a rule of price alone


@require_safe
@acts(Action.VIEW_GOODS)
def tags(request: HttpRequest) -> HttpResponse:
    """Show which tags must be printed or taken down, and those that hang as they should."""
    return _tags(request, outlet_asked(request))


@require_POST
@acts(Action.KEEP_GOODS)
def tags_print(request: HttpRequest) -> HttpResponse:
    """Print the chosen tags; what they say is remembered."""
    outlet_id = id_in(typed_of(request, "outlet"))
    sheet_id, refusal = tried(
        lambda: print_tags(
            unit_ids=_chosen(request), outlet_id=outlet_id, today=today_of(request), **done_of(request)
        )
    )
    if sheet_id is None:
        return _tags(request, outlet_id, refusal=refusal)
    return redirect("goods:tags_sheet", sheet_id=sheet_id)


@require_POST
@acts(Action.KEEP_GOODS)
def tags_down(request: HttpRequest) -> HttpResponse:
    """Note that tags of what is sold no longer were taken down."""
    outlet_id = id_in(typed_of(request, "outlet"))

    def take_down() -> bool:
        take_down_tags(
            unit_ids=_chosen(request), outlet_id=outlet_id, today=today_of(request), **done_of(request)
        )
        return True

    _, refusal = tried(take_down)
    if refusal:
        return _tags(request, outlet_id, refusal=refusal)
    asked = f"?{urlencode({'gerai': outlet_id})}" if outlet_id else ""
    return redirect(reverse("goods:tags") + asked)


@require_safe
@acts(Action.VIEW_GOODS)
def tags_sheet(request: HttpRequest, sheet_id: UUID) -> HttpResponse:
    """Hand over tags that were printed together, as they read then."""
    place = here(request)
    with own_rows(request):
        printed, at = sheet_of(cooperative_id=place.id, sheet_id=sheet_id)
        if at is None:
            raise Http404
        codes = codes_of(cooperative_id=place.id, unit_ids=[one.unit_id for one in printed])
    on = business_date(at, Zone(place.zone))
    return pdf_answer(tags_pdf(printed, codes, who=place.name, on=on), stem="label-rak")


@require_safe
@acts(Action.VIEW_GOODS)
def board(request: HttpRequest) -> HttpResponse:
    """Show what the board of prices says."""
    groups, category = _board(request)
    context = {
        "groups": groups,
        "count": sum(len(rows) for _, rows in groups),
        "categories": choices(
            {RULED: "Yang diatur harganya", **CATEGORY_WORDS}, category, empty="Semua jenis"
        ),
        "outlets": outlet_choices(request, request.GET.get("gerai", "")),
        "asked": urlencode({"jenis": category, "gerai": request.GET.get("gerai", "")}),
    }
    return page(request, "board", context, tab="goods:board")


@require_safe
@acts(Action.VIEW_GOODS)
def board_print(request: HttpRequest) -> HttpResponse:
    """Hand the board over as a poster."""
    groups, _ = _board(request)
    place, paper = here(request), request.GET.get("kertas", "")
    content = board_pdf(
        [(name, [row for row in rows if not row.barred]) for name, rows in groups],
        head={"who": place.name, "where": ""},
        on=today_of(request),
        paper=paper if paper in PAPERS else PAPERS[0],
    )
    return pdf_answer(content, stem="papan-harga")


def _board(request: HttpRequest) -> tuple[list[tuple[str, list[ShelfTag]]], str]:
    """Give what stands on the board by category, and which of them was asked for."""
    category = request.GET.get("jenis", "")
    with own_rows(request):
        shown = shelf_tags(place=here(request), on=today_of(request), outlet_id=outlet_asked(request))
    rows = [one for one in shown if not one.is_gone]
    if category == RULED:
        rows = [one for one in rows if one.good in REGULATED]
    elif category in CATEGORY_WORDS:
        rows = [one for one in rows if one.category == category]
    else:
        category = ""
    order = list(CATEGORY_WORDS)
    rows.sort(key=lambda one: (order.index(one.category), one.tag.name))
    return [
        (CATEGORY_WORDS[code], list(members)) for code, members in groupby(rows, key=lambda one: one.category)
    ], category


def _chosen(request: HttpRequest) -> list[UUID]:
    return [id_ for written in request.POST.getlist("unit") if (id_ := id_in(written))]


def _tags(request: HttpRequest, outlet_id: UUID | None, *, refusal: str = "") -> HttpResponse:
    with own_rows(request):
        shown = shelf_tags(place=here(request), on=today_of(request), outlet_id=outlet_id)
    gone = [one for one in shown if one.is_gone]
    changed = [one for one in shown if one.why and not one.is_gone]
    same = [one for one in shown if not one.why]
    ticked = set(request.POST.getlist("unit"))
    context: dict[str, Any] = {
        "gone": gone[:MOST_SHOWN],
        "changed": changed[:MOST_TAGS],
        "changed_count": len(changed),
        "same": same[:MOST_SHOWN],
        "same_count": len(same),
        "ticked": ticked,
        "outlet_id": outlet_id or "",
        "outlets": outlet_choices(request, str(outlet_id or "")),
        "cooperative_id": actor_of(request).cooperative_id,
        "title": f"{len(changed)} label perlu dicetak" if changed else "Semua label sudah sesuai",
    }
    return page(request, "tags", context, tab="goods:tags", refusal=refusal)
