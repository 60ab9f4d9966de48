"""Cash at the market, returns, credit notes and money paid before."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.http import Http404
from django.shortcuts import redirect
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from guyub.community.cooperatives.web.forms import day_of, id_of, typed_of
from guyub.community.members.web.views.books import here
from guyub.finance.savings.web.frame import cash_places
from guyub.foundation.identity.domain.roles import Action
from guyub.foundation.identity.web.doors import actor_of, acts, own_rows, today_of, tried
from guyub.foundation.identity.web.photos import photo_in
from guyub.foundation.kernel.formats import rupiah
from guyub.foundation.kernel.ids import id_in
from guyub.foundation.kernel.money import parse_rp
from guyub.foundation.kernel.selectors.together import asked
from guyub.foundation.kernel.web.downloads import file_answer
from guyub.trade.inventory.selectors.bought import offered_inquiry
from guyub.trade.procurement.domain.debts import DebtRefusedError
from guyub.trade.procurement.domain.market import MarketLineTyped, MarketRefusedError, MarketTyped
from guyub.trade.procurement.domain.returns import ReturnLineTyped, ReturnRefusedError, ReturnTyped
from guyub.trade.procurement.selectors.market import (
    goods_return,
    goods_returns,
    market_file,
    market_purchase,
    market_purchases,
)
from guyub.trade.procurement.selectors.receipts import receipt_page
from guyub.trade.procurement.services.advances import pay_before
from guyub.trade.procurement.services.credits import give_credit, take_credit_back, use_credit
from guyub.trade.procurement.services.market import buy_at_market, take_market_back
from guyub.trade.procurement.services.returning import return_goods, take_return_back
from guyub.trade.procurement.web.frame import (
    Cells,
    cells_of,
    done_here,
    goods_in,
    locations_of,
    partners_of,
    rows_shown,
    shown,
)
from guyub.trade.procurement.web.views.bills import bill_shown
from guyub.trade.procurement.web.views.debts import debtor_shown

if TYPE_CHECKING:
    from uuid import UUID

    from django.http import HttpRequest, HttpResponse

    from guyub.trade.procurement.selectors.receipts import ReceiptPage

MARKET, RECEIPTS = "buying:market", "buying:receipts"
FIELDS = ("line", "product", "qty", "amount")


@require_safe
@never_cache
@acts(Action.VIEW_GOODS)
def market(request: HttpRequest) -> HttpResponse:
    """List purchases at the market."""
    with own_rows(request):
        rows = market_purchases(cooperative_id=actor_of(request).cooperative_id)
    return shown(request, "market", {"rows": rows}, tab=MARKET)


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
@acts(Action.BUY_GOODS, Action.KEEP_TREASURY)
def market_new(request: HttpRequest) -> HttpResponse:
    """Keep a purchase at the market, on one page."""
    refusal = ""
    if request.method == "POST" and "add" not in request.POST:
        made, refusal = tried(
            lambda: buy_at_market(typed=_market(request), document=photo_in(request), **done_here(request))
        )
        if made:
            return redirect("buying:market_one", purchase_id=made)
    with own_rows(request):
        (offered,) = asked(offered_inquiry(cooperative_id=actor_of(request).cooperative_id))
        context = {
            "offered": offered,
            "rows": rows_shown(cells_of(request, FIELDS), more="add" in request.POST),
            "locations": locations_of(request),
            "places": cash_places(request, here(request)),
            "on": typed_of(request, "on") or today_of(request).isoformat(),
        }
    return shown(request, "market_new", context, tab=MARKET, refusal=refusal)


@require_safe
@never_cache
@acts(Action.VIEW_GOODS)
def market_one(request: HttpRequest, purchase_id: UUID) -> HttpResponse:
    """Show one purchase."""
    return _market_page(request, purchase_id)


@require_safe
@acts(Action.VIEW_GOODS)
def market_photo(request: HttpRequest, purchase_id: UUID) -> HttpResponse:
    """Send the photo of its paper."""
    with own_rows(request):
        file = market_file(cooperative_id=actor_of(request).cooperative_id, purchase_id=purchase_id)
    if file is None:
        raise Http404
    return file_answer(file)


@require_POST
@never_cache
@acts(Action.BUY_GOODS, Action.KEEP_TREASURY)
def market_back(request: HttpRequest, purchase_id: UUID) -> HttpResponse:
    """Take a purchase back."""
    why = typed_of(request, "why")
    _, refusal = tried(lambda: take_market_back(purchase_id=purchase_id, why=why, **done_here(request)))
    if refusal:
        return _market_page(request, purchase_id, refusal=refusal)
    return redirect("buying:market_one", purchase_id=purchase_id)


@require_safe
@never_cache
@acts(Action.VIEW_GOODS)
def returns(request: HttpRequest) -> HttpResponse:
    """List what went back to suppliers."""
    with own_rows(request):
        rows = goods_returns(cooperative_id=actor_of(request).cooperative_id)
    return shown(request, "returns", {"rows": rows}, tab=RECEIPTS)


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
@acts(Action.MOVE_STOCK)
def return_new(request: HttpRequest) -> HttpResponse:
    """Give goods back, of a receipt that the address names or without one."""
    receipt, refusal = _receipt(request), ""
    if request.method == "POST" and "add" not in request.POST:
        made, refusal = tried(
            lambda: return_goods(
                typed=_return(request, receipt), document=photo_in(request), **done_here(request)
            )
        )
        if made:
            return redirect("buying:returned", return_id=made)
    is_typed = request.method == "POST"
    lines = cells_of(request, FIELDS) if is_typed else _came(receipt)
    rows = lines if receipt else rows_shown(lines, more="add" in request.POST)
    with own_rows(request):
        (offered,) = asked(offered_inquiry(cooperative_id=actor_of(request).cooperative_id))
        context = {
            "receipt": receipt,
            "offered": offered,
            "rows": rows,
            "partners": partners_of(request),
            "locations": locations_of(request),
            "on": typed_of(request, "on") or today_of(request).isoformat(),
        }
    return shown(request, "return_new", context, tab=RECEIPTS, refusal=refusal)


@require_safe
@never_cache
@acts(Action.VIEW_GOODS)
def returned(request: HttpRequest, return_id: UUID) -> HttpResponse:
    """Show one return."""
    return _return_page(request, return_id)


@require_POST
@never_cache
@acts(Action.MOVE_STOCK)
def return_back(request: HttpRequest, return_id: UUID) -> HttpResponse:
    """Take a return back."""
    why = typed_of(request, "why")
    _, refusal = tried(lambda: take_return_back(return_id=return_id, why=why, **done_here(request)))
    if refusal:
        return _return_page(request, return_id, refusal=refusal)
    return redirect("buying:returned", return_id=return_id)


@require_POST
@never_cache
@acts(Action.BUY_GOODS)
def credit_new(request: HttpRequest, bill_id: UUID) -> HttpResponse:
    """Book a credit note about a bill."""
    _, refusal = tried(
        lambda: give_credit(
            bill_id=bill_id,
            receipt_line_id=id_in(typed_of(request, "goods")),
            amount_rp=parse_rp(typed_of(request, "credit")),
            paper_no=typed_of(request, "note_no"),
            why=typed_of(request, "credit_why"),
            document=photo_in(request),
            **done_here(request),
        )
    )
    if refusal:
        return bill_shown(request, bill_id, refusal=refusal)
    return redirect("buying:bill", bill_id=bill_id)


@require_POST
@never_cache
@acts(Action.KEEP_TREASURY)
def credit_use(request: HttpRequest, bill_id: UUID, credit_id: UUID) -> HttpResponse:
    """Settle a bill with what its supplier owes back."""
    _, refusal = tried(lambda: use_credit(credit_id=credit_id, bill_id=bill_id, **done_here(request)))
    if refusal:
        return bill_shown(request, bill_id, refusal=refusal)
    return redirect("buying:bill", bill_id=bill_id)


@require_POST
@never_cache
@acts(Action.KEEP_TREASURY)
def paid_before(request: HttpRequest, partner_id: UUID) -> HttpResponse:
    """Pay a supplier before the goods came."""
    _, refusal = tried(
        lambda: pay_before(
            partner_id=partner_id,
            order_id=id_in(typed_of(request, "order")),
            amount_rp=parse_rp(typed_of(request, "before")),
            cash_place_id=id_in(typed_of(request, "before_place")),
            why=typed_of(request, "before_why"),
            on=day_of(request, "before_on", DebtRefusedError, "day"),
            **done_here(request),
        )
    )
    if refusal:
        return debtor_shown(request, partner_id, refusal=refusal)
    return redirect("buying:debtor", partner_id=partner_id)


@require_POST
@never_cache
@acts(Action.KEEP_TREASURY)
def credit_back(request: HttpRequest, partner_id: UUID, credit_id: UUID) -> HttpResponse:
    """Take a credit note or a payment before the goods back."""
    why = typed_of(request, "why")
    _, refusal = tried(lambda: take_credit_back(credit_id=credit_id, why=why, **done_here(request)))
    if refusal:
        return debtor_shown(request, partner_id, refusal=refusal)
    return redirect("buying:debtor", partner_id=partner_id)


def _market_page(request: HttpRequest, purchase_id: UUID, *, refusal: str = "") -> HttpResponse:
    with own_rows(request):
        found = market_purchase(cooperative_id=actor_of(request).cooperative_id, purchase_id=purchase_id)
    if found is None:
        raise Http404
    return shown(request, "market_one", {"one": found}, tab=MARKET, refusal=refusal)


def _return_page(request: HttpRequest, return_id: UUID, *, refusal: str = "") -> HttpResponse:
    with own_rows(request):
        found = goods_return(cooperative_id=actor_of(request).cooperative_id, return_id=return_id)
    if found is None:
        raise Http404
    context = {"one": found, "total": rupiah(found.total_rp)}
    return shown(request, "returned", context, tab=RECEIPTS, refusal=refusal)


def _market(request: HttpRequest) -> MarketTyped:
    lines = [line for line in cells_of(request, FIELDS) if not line.is_empty()]
    with own_rows(request):
        goods = goods_in(request, [line["product"] for line in lines], MarketRefusedError)
    told = []
    for line in lines:
        good = goods[" ".join(line["product"].split())]
        qty, _ = good.read(line["qty"])
        told.append(MarketLineTyped(product_id=good.product_id, qty=qty, amount_rp=parse_rp(line["amount"])))
    return MarketTyped(
        location_id=id_of(request, "location", MarketRefusedError, "location"),
        bought_on=day_of(request, "on", MarketRefusedError, "day"),
        seller=" ".join(typed_of(request, "seller").split()),
        lines=told,
        total_rp=parse_rp(typed_of(request, "total")),
        cash_place_id=id_in(typed_of(request, "cash_place")),
    )


def _receipt(request: HttpRequest) -> ReceiptPage | None:
    receipt_id = id_in(typed_of(request, "receipt") or request.GET.get("terima", ""))
    if receipt_id is None:
        return None
    with own_rows(request):
        found = receipt_page(cooperative_id=actor_of(request).cooperative_id, receipt_id=receipt_id)
    if found is None:
        raise Http404
    return found


def _came(receipt: ReceiptPage | None) -> list[Cells]:
    """Begin with what came, nothing of which goes back yet."""
    if receipt is None:
        return []
    return [
        Cells({"line": str(line.line_id), "product": line.good.title, "came": line.words})
        for line in receipt.lines
        if line.qty > line.returned_qty
    ]


def _return(request: HttpRequest, receipt: ReceiptPage | None) -> ReturnTyped:
    lines = [line for line in cells_of(request, FIELDS) if line["product"].strip() and line["qty"].strip()]
    with own_rows(request):
        goods = goods_in(request, [line["product"] for line in lines], ReturnRefusedError)
    told = []
    for line in lines:
        good = goods[" ".join(line["product"].split())]
        qty, _ = good.read(line["qty"])
        amount_rp = parse_rp(line["amount"]) if line["amount"].strip() else 0
        told.append(
            ReturnLineTyped(
                product_id=good.product_id,
                qty=qty,
                amount_rp=amount_rp,
                receipt_line_id=id_in(line["line"]),
            )
        )
    return ReturnTyped(
        partner_id=receipt.receipt.partner_id
        if receipt
        else id_of(request, "partner", ReturnRefusedError, "partner"),
        location_id=id_of(request, "location", ReturnRefusedError, "location"),
        returned_on=day_of(request, "on", ReturnRefusedError, "day"),
        reason=typed_of(request, "reason"),
        lines=told,
    )
