"""Buyers' orders: taken with their money, handed over, withdrawn, given back."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.http import Http404
from django.shortcuts import redirect
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from guyub.community.cooperatives.web.forms import maybe_whole_of, typed_of
from guyub.finance.savings.web.frame import cash_places
from guyub.foundation.identity.domain.roles import Action, can
from guyub.foundation.identity.web.doors import actor_of, acts, own_rows, today_of, tried
from guyub.foundation.kernel.ids import id_in
from guyub.trade.inventory.web.container_pages import whom_of
from guyub.trade.procurement.web.frame import Cells, cells_of, done_here
from guyub.trade.retail.domain.claims import BuyerOrderRefusedError, WishTyped, paid_rp
from guyub.trade.retail.selectors.orders import buyer_page, buyers_due
from guyub.trade.retail.services.buyer_orders import take_order, withdraw_order
from guyub.trade.retail.services.handing import hand_over, take_handing_back
from guyub.trade.retail.services.refunds import pay_back, take_refund_back
from guyub.trade.retail.web.frame import shown
from guyub.trade.retail.web.views.cycles import cycle_found

if TYPE_CHECKING:
    from collections.abc import Callable
    from uuid import UUID

    from django.http import HttpRequest, HttpResponse

    from guyub.trade.retail.selectors.cycles import CyclePage
    from guyub.trade.retail.selectors.orders import BuyerPage

FIELDS = ("good", "qty", "tolerance")


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
@acts(Action.HANDLE_CASH)
def order_new(request: HttpRequest, cycle_id: UUID) -> HttpResponse:
    """Take an order: who, what, what it comes to, then the money."""
    found, refusal, total_rp = cycle_found(request, cycle_id), "", None
    if request.method == "POST":
        if "count" in request.POST:
            total_rp, refusal = tried(lambda: _total(request, found))
        else:
            made, refusal = tried(lambda: _take(request, found))
            if made:
                return redirect("buyer_orders:order", order_id=made)
    with own_rows(request):
        whom = whom_of(request)
        places = cash_places(request, _place(request))
    typed = {cells["good"]: cells for cells in cells_of(request, FIELDS)}
    context = {
        "one": found,
        "whom": whom,
        "is_buyer": (request.POST or request.GET).get("pembeli", "") == "1",
        "rows": [(row, typed.get(str(row.good.good_id), Cells({}))) for row in found.goods],
        "places": places,
        "total_rp": total_rp,
    }
    return shown(request, "order_new", context, refusal=refusal)


@require_safe
@never_cache
@acts(Action.VIEW_GOODS)
def order(request: HttpRequest, order_id: UUID) -> HttpResponse:
    """Show one buyer's order: paid, set aside, handed over, due back."""
    return _page(request, order_id)


@require_POST
@never_cache
@acts(Action.HANDLE_CASH)
def order_withdraw(request: HttpRequest, order_id: UUID) -> HttpResponse:
    """Give all money back to who withdraws."""
    return _after(
        request,
        order_id,
        lambda: withdraw_order(order_id=order_id, cash_place_id=_cash(request), **done_here(request)),
    )


@require_POST
@never_cache
@acts(Action.HANDLE_CASH)
def order_hand(request: HttpRequest, order_id: UUID) -> HttpResponse:
    """Hand over what is set aside, and give the rest of the money back where that was chosen."""
    return _after(
        request,
        order_id,
        lambda: hand_over(
            order_id=order_id,
            quantities=_quantities(request),
            cash_place_id=_cash(request) if typed_of(request, "refund") else None,
            **done_here(request),
        ),
    )


@require_POST
@never_cache
@acts(Action.HANDLE_CASH)
def order_refund(request: HttpRequest, order_id: UUID) -> HttpResponse:
    """Give back what is due."""
    return _after(
        request,
        order_id,
        lambda: pay_back(order_id=order_id, cash_place_id=_cash(request), **done_here(request)),
    )


@require_POST
@never_cache
@acts(Action.HANDLE_CASH)
def handing_back(request: HttpRequest, order_id: UUID, handing_id: UUID) -> HttpResponse:
    """Take a hand-over back."""
    why = typed_of(request, "why")
    return _after(
        request,
        order_id,
        lambda: take_handing_back(handing_id=handing_id, why=why, **done_here(request)),
    )


@require_POST
@never_cache
@acts(Action.HANDLE_CASH)
def refund_back(request: HttpRequest, order_id: UUID, refund_id: UUID) -> HttpResponse:
    """Take a refund back."""
    why = typed_of(request, "why")
    return _after(
        request, order_id, lambda: take_refund_back(refund_id=refund_id, why=why, **done_here(request))
    )


@require_safe
@never_cache
@acts(Action.VIEW_GOODS)
def dues(request: HttpRequest) -> HttpResponse:
    """List whose money is due back, of one cycle or of all."""
    cycle_id = id_in(request.GET.get("putaran", ""))
    with own_rows(request):
        rows = buyers_due(cooperative_id=actor_of(request).cooperative_id, cycle_id=cycle_id)
    context = {"rows": rows, "total_rp": sum(row.due_rp for row in rows), "is_part": cycle_id is not None}
    return shown(request, "dues", context)


def order_found(request: HttpRequest, order_id: UUID) -> BuyerPage:
    """Read a buyer's order of the own cooperative, or answer 404."""
    with own_rows(request):
        found = buyer_page(cooperative_id=actor_of(request).cooperative_id, order_id=order_id)
    if found is None:
        raise Http404
    return found


def _page(request: HttpRequest, order_id: UUID, *, refusal: str = "") -> HttpResponse:
    found, place = order_found(request, order_id), _place(request)
    may_cash = can(actor_of(request), Action.HANDLE_CASH, place.id)
    with own_rows(request):
        due_rp = found.buyer.held_rp if found.may_withdraw else found.buyer.due_rp
        places = cash_places(request, place, least_rp=due_rp) if may_cash else []
    context = {
        "one": found,
        "buyer": found.buyer,
        "places": places,
        "handings": [(row, row.handed_on == today_of(request)) for row in found.handings],
    }
    return shown(request, "order", context, refusal=refusal)


def _after(request: HttpRequest, order_id: UUID, act: Callable[[], object]) -> HttpResponse:
    order_found(request, order_id)
    _, refusal = tried(act)
    if refusal:
        return _page(request, order_id, refusal=refusal)
    return redirect("buyer_orders:order", order_id=order_id)


def _wishes(request: HttpRequest) -> list[WishTyped]:
    told = []
    for cells in cells_of(request, FIELDS):
        good_id = id_in(cells["good"])
        if good_id is None:
            raise BuyerOrderRefusedError(wrong="good")
        told.append(
            WishTyped(good_id=good_id, qty=_whole(cells["qty"]), tolerance_qty=_whole(cells["tolerance"]))
        )
    return told


def _whole(written: str) -> int:
    """Read a number of units; nothing is none."""
    plain = written.strip().replace(".", "")
    if not plain:
        return 0
    if not plain.isdecimal() or not plain.isascii():
        raise BuyerOrderRefusedError(wrong="number", said=written.strip())
    return int(plain[:12])


def _total(request: HttpRequest, found: CyclePage) -> int:
    """Tell what an order would come to, before its money is taken."""
    is_member = id_in(typed_of(request, "anggota")) is not None
    prices = {row.good.good_id: row.good.member_rp if is_member else row.good.other_rp for row in found.goods}
    total_rp = sum(
        paid_rp(qty=one.qty, tolerance_qty=one.tolerance_qty, price_rp=prices.get(one.good_id, 0))
        for one in _wishes(request)
        if one.qty
    )
    if not total_rp:
        raise BuyerOrderRefusedError(wrong="nothing")
    return total_rp


def _take(request: HttpRequest, found: CyclePage) -> Any:
    return take_order(
        cycle_id=found.cycle.cycle_id,
        member_id=id_in(typed_of(request, "anggota")),
        buyer=typed_of(request, "buyer"),
        wishes=_wishes(request),
        shown_rp=maybe_whole_of(request, "shown", BuyerOrderRefusedError, "nothing"),
        cash_place_id=_cash(request),
        **done_here(request),
    )


def _quantities(request: HttpRequest) -> dict[UUID, int]:
    rows = cells_of(request, ("line", "qty"))
    told = {id_in(row["line"]): _whole(row["qty"]) for row in rows}
    return {line_id: qty for line_id, qty in told.items() if line_id}


def _cash(request: HttpRequest) -> UUID | None:
    return id_in(typed_of(request, "cash_place"))


def _place(request: HttpRequest) -> Any:
    return done_here(request)["place"]
