"""Cycles of pay-first orders: the list, a new one, one of them, and the steps it takes."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.http import Http404
from django.shortcuts import redirect
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from guyub.community.cooperatives.web.forms import day_of, id_of, maybe_whole_of, typed_of
from guyub.foundation.identity.domain.roles import Action
from guyub.foundation.identity.web.doors import actor_of, acts, own_rows, today_of, tried
from guyub.foundation.kernel.formats import number
from guyub.foundation.kernel.money import parse_rp
from guyub.foundation.kernel.selectors.together import asked
from guyub.trade.inventory.selectors.bought import offered_inquiry
from guyub.trade.procurement.web.frame import (
    Cells,
    cells_of,
    done_here,
    done_of,
    goods_in,
    locations_of,
    partners_of,
)
from guyub.trade.retail.domain.cycles import CycleRefusedError, CycleState, CycleTyped, GoodTyped
from guyub.trade.retail.selectors.cycles import cycle_page, cycles_inquiry
from guyub.trade.retail.services.closing import close_cycle
from guyub.trade.retail.services.cycles import cancel_cycle, change_cycle, extend_cycle, open_cycle
from guyub.trade.retail.services.sharing import share_cycle
from guyub.trade.retail.web.frame import shown

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from uuid import UUID

    from django.http import HttpRequest, HttpResponse

    from guyub.trade.inventory.selectors.bought import Good
    from guyub.trade.retail.selectors.buyers import BuyerRow
    from guyub.trade.retail.selectors.cycles import CyclePage

FIELDS = ("product", "case", "buying", "member", "other")
LEAST_ROWS, MORE_ROWS = 2, 3
LONGEST_SEARCH = 80


@require_safe
@never_cache
@acts(Action.VIEW_GOODS)
def cycles(request: HttpRequest) -> HttpResponse:
    """List the cycles, those that run first."""
    with own_rows(request):
        (rows,) = asked(cycles_inquiry(cooperative_id=actor_of(request).cooperative_id))
    today = today_of(request)
    running = [row for row in rows if row.state not in {CycleState.SELESAI, CycleState.BATAL} or row.held_rp]
    ended = [row for row in rows if row not in running]
    context = {
        "running": [(row, row.is_late(today)) for row in running],
        "ended": ended,
        "held_rp": sum(row.held_rp for row in rows),
        "title": f"{number(len(running))} putaran berjalan" if running else "Setor beli",
    }
    return shown(request, "cycles", context)


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
@acts(Action.BUY_GOODS)
def cycle_new(request: HttpRequest) -> HttpResponse:
    """Open a cycle."""
    refusal = ""
    if request.method == "POST" and "add" not in request.POST:
        made, refusal = tried(lambda: open_cycle(typed=_typed(request), **done_here(request)))
        if made:
            return redirect("buyer_orders:cycle", cycle_id=made)
    return _form(request, "cycle_new", refusal=refusal)


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
@acts(Action.BUY_GOODS)
def cycle_change(request: HttpRequest, cycle_id: UUID) -> HttpResponse:
    """Write a cycle anew that nobody has paid for yet."""
    found, refusal = cycle_found(request, cycle_id), ""
    if request.method == "POST" and "add" not in request.POST:
        _, refusal = tried(
            lambda: change_cycle(cycle_id=cycle_id, typed=_typed(request), **done_here(request))
        )
        if not refusal:
            return redirect("buyer_orders:cycle", cycle_id=cycle_id)
    return _form(request, "cycle_change", refusal=refusal, kept=found)


@require_safe
@never_cache
@acts(Action.VIEW_GOODS)
def cycle(request: HttpRequest, cycle_id: UUID) -> HttpResponse:
    """Show one cycle: how far its cases are filled, who ordered, what comes next."""
    return _page(request, cycle_id)


@require_POST
@never_cache
@acts(Action.BUY_GOODS)
def cycle_extend(request: HttpRequest, cycle_id: UUID) -> HttpResponse:
    """Move the last day, and the day of the goods."""
    return _after(
        request,
        cycle_id,
        lambda: extend_cycle(
            cycle_id=cycle_id,
            closes_on=day_of(request, "closes", CycleRefusedError, "closes"),
            expected_on=day_of(request, "expected", CycleRefusedError, "expected"),
            **done_of(request),
        ),
    )


@require_POST
@never_cache
@acts(Action.BUY_GOODS)
def cycle_close(request: HttpRequest, cycle_id: UUID) -> HttpResponse:
    """Order whole cases of the supplier."""
    shown_rp = maybe_whole_of(request, "shown", CycleRefusedError, "step") or 0
    return _after(
        request, cycle_id, lambda: close_cycle(cycle_id=cycle_id, shown_rp=shown_rp, **done_of(request))
    )


@require_POST
@never_cache
@acts(Action.BUY_GOODS)
def cycle_cancel(request: HttpRequest, cycle_id: UUID) -> HttpResponse:
    """Cancel a cycle; all its money is due back."""
    why = typed_of(request, "why")
    return _after(request, cycle_id, lambda: cancel_cycle(cycle_id=cycle_id, why=why, **done_of(request)))


@require_POST
@never_cache
@acts(Action.BUY_GOODS)
def cycle_share(request: HttpRequest, cycle_id: UUID) -> HttpResponse:
    """Set aside what came."""
    return _after(request, cycle_id, lambda: share_cycle(cycle_id=cycle_id, **done_of(request)))


def cycle_found(request: HttpRequest, cycle_id: UUID) -> CyclePage:
    """Read a cycle of the own cooperative, or answer 404."""
    with own_rows(request):
        found = cycle_page(cooperative_id=actor_of(request).cooperative_id, cycle_id=cycle_id)
    if found is None:
        raise Http404
    return found


def _page(request: HttpRequest, cycle_id: UUID, *, refusal: str = "") -> HttpResponse:
    found = cycle_found(request, cycle_id)
    text = " ".join(request.GET.get("cari", "")[:LONGEST_SEARCH].split())
    context = {
        "one": found,
        "can": found.can,
        "buyers": _sought(found.buyers, text),
        "text": text,
        "closes": typed_of(request, "closes") or found.cycle.closes_on.isoformat(),
        "expected": typed_of(request, "expected") or found.cycle.expected_on.isoformat(),
    }
    return shown(request, "cycle", context, refusal=refusal)


def _sought(buyers: Sequence[BuyerRow], text: str) -> list[BuyerRow]:
    low = text.lower()
    return [row for row in buyers if low in row.who.lower() or low in {row.number, row.name.lower()}]


def _after(request: HttpRequest, cycle_id: UUID, act: Callable[[], object]) -> HttpResponse:
    cycle_found(request, cycle_id)
    _, refusal = tried(act)
    if refusal:
        return _page(request, cycle_id, refusal=refusal)
    return redirect("buyer_orders:cycle", cycle_id=cycle_id)


def _form(request: HttpRequest, name: str, *, refusal: str, kept: CyclePage | None = None) -> HttpResponse:
    is_typed = request.method == "POST"
    lines = cells_of(request, FIELDS) if is_typed else _told(kept)
    with own_rows(request):
        (offered,) = asked(offered_inquiry(cooperative_id=actor_of(request).cooperative_id))
        partners = partners_of(request, str(kept.cycle.partner_id) if kept else "")
        locations = locations_of(request, str(kept.cycle.location_id) if kept else "")
    filled = [line for line in lines if not line.is_empty()]
    empty = MORE_ROWS if "add" in request.POST else max(0, LEAST_ROWS - len(filled))
    context: dict[str, Any] = {
        "one": kept,
        "partners": partners,
        "locations": locations,
        "offered": offered,
        "rows": [*filled, *[Cells({})] * empty],
        "note": typed_of(request, "note") if is_typed or not kept else kept.cycle.note,
        "closes": typed_of(request, "closes") if is_typed or not kept else kept.cycle.closes_on.isoformat(),
        "expected": typed_of(request, "expected")
        if is_typed or not kept
        else kept.cycle.expected_on.isoformat(),
    }
    return shown(request, name, context, refusal=refusal)


def _told(kept: CyclePage | None) -> list[Cells]:
    return [
        Cells(
            {
                "product": f"{row.good.code} {row.good.title}",
                "case": row.good.words(row.good.case_size),
                "buying": number(row.good.buying_rp),
                "member": number(row.good.member_rp),
                "other": number(row.good.other_rp),
            }
        )
        for row in (kept.goods if kept else ())
    ]


def _typed(request: HttpRequest) -> CycleTyped:
    lines = [line for line in cells_of(request, FIELDS) if not line.is_empty()]
    with own_rows(request):
        goods = goods_in(request, [line["product"] for line in lines], CycleRefusedError)
    return CycleTyped(
        partner_id=id_of(request, "partner", CycleRefusedError, "partner"),
        location_id=id_of(request, "location", CycleRefusedError, "location"),
        closes_on=day_of(request, "closes", CycleRefusedError, "closes"),
        expected_on=day_of(request, "expected", CycleRefusedError, "expected"),
        goods=[_good(line, goods[" ".join(line["product"].split())]) for line in lines],
        note=typed_of(request, "note"),
    )


def _good(line: Cells, good: Good) -> GoodTyped:
    """Read one line: a case is told as a quantity, and its first unit is the one in which the good is ordered."""
    qty, unit = good.read(line["case"])
    if qty % good.units[unit]:
        raise CycleRefusedError(wrong="case", product=good.name)
    return GoodTyped(
        product_id=good.product_id,
        unit_id=good.unit_ids[unit],
        case_size=qty // good.units[unit],
        member_rp=parse_rp(line["member"]),
        other_rp=parse_rp(line["other"]),
        buying_rp=parse_rp(line["buying"]),
    )
