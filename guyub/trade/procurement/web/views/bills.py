"""Bills: the list, a new one beside what came, one of them, its photo, taking it back."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.http import Http404
from django.shortcuts import redirect
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from guyub.community.cooperatives.web.forms import day_of, id_of, maybe_day_of, typed_of
from guyub.community.members.web.views.books import here
from guyub.community.partners.domain.terms import due_on
from guyub.community.partners.selectors.partners import one_partner
from guyub.foundation.approvals.selectors.requests import inbox
from guyub.foundation.identity.domain.roles import Action
from guyub.foundation.identity.web.doors import actor_of, acts, own_rows, today_of, tried
from guyub.foundation.identity.web.photos import photo_in
from guyub.foundation.kernel.dates import utc_now
from guyub.foundation.kernel.documents.spreadsheets import Column, Kind, Sheet
from guyub.foundation.kernel.formats import day, number
from guyub.foundation.kernel.ids import id_in
from guyub.foundation.kernel.money import parse_rp
from guyub.foundation.kernel.selectors.together import asked
from guyub.foundation.kernel.web.downloads import file_answer, table_answer
from guyub.trade.inventory.selectors.bought import goods_of
from guyub.trade.procurement.domain.bills import BillLineTyped, BillRefusedError, BillTyped
from guyub.trade.procurement.domain.debts import Age
from guyub.trade.procurement.selectors.bills import (
    BILL_KIND,
    MOST_LISTED,
    bill_file,
    bill_page,
    bills_inquiry,
    waiting_file,
)
from guyub.trade.procurement.selectors.debts import credits_inquiry
from guyub.trade.procurement.selectors.goods import unbilled
from guyub.trade.procurement.services.bills import record_bill, take_bill_back
from guyub.trade.procurement.web.frame import Cells, cells_of, done_here, partners_of, shown

if TYPE_CHECKING:
    from collections.abc import Sequence
    from uuid import UUID

    from django.http import HttpRequest, HttpResponse

    from guyub.trade.procurement.selectors.bills import BillPage
    from guyub.trade.procurement.selectors.goods import UnbilledGoods

TAB = "buying:bills"
EXPORT_MOST = 10_000
FIELDS = ("goods", "qty", "amount")


@require_safe
@never_cache
@acts(Action.VIEW_GOODS)
def bills(request: HttpRequest) -> HttpResponse:
    """List the bills, and those that wait for a second person."""
    place_id, today = actor_of(request).cooperative_id, today_of(request)
    with own_rows(request):
        (rows,) = asked(bills_inquiry(cooperative_id=place_id))
        waiting = [row for row in inbox(actor=actor_of(request), now=utc_now()) if row.kind == BILL_KIND]
        without = unbilled(cooperative_id=place_id)
    late = [row for row in rows if row.open_rp and row.age(today) not in {Age.NANTI, Age.DEKAT}]
    context = {
        "title": f"{number(len(late))} tagihan lewat jatuh tempo" if late else "Tagihan pemasok",
        "rows": [(row, row in late) for row in rows],
        "waiting": waiting,
        "without": len({row.receipt_id for row in without}),
        "is_more": len(rows) >= MOST_LISTED,
    }
    return shown(request, "bills", context, tab=TAB)


@require_safe
@acts(Action.VIEW_GOODS)
def bills_export(request: HttpRequest) -> HttpResponse:
    """Hand the list over as a table."""
    today = today_of(request)
    with own_rows(request):
        (rows,) = asked(bills_inquiry(cooperative_id=actor_of(request).cooperative_id, most=EXPORT_MOST))
    sheet = Sheet(
        name="Tagihan",
        title=f"Tagihan pemasok {here(request).name}, {day(today)}",
        source="Guyub",
        columns=(
            Column("Nomor", width=14),
            Column("Pemasok", width=34),
            Column("Nomor tagihan", width=18),
            Column("Tanggal", Kind.DATE),
            Column("Jatuh tempo", Kind.DATE),
            Column("Jumlah", Kind.RUPIAH),
            Column("Belum dibayar", Kind.RUPIAH),
            Column("Perbedaan", width=60),
            Column("Dibatalkan", Kind.DATE),
        ),
        rows=[
            (
                row.name,
                row.partner,
                row.paper_no,
                row.billed_on,
                row.due_on,
                row.total_rp,
                row.open_rp,
                row.differences,
                row.undone_on,
            )
            for row in rows
        ],
    )
    return table_answer(request, sheet, stem=f"tagihan-{today.isoformat()}")


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
@acts(Action.BUY_GOODS)
def bill_new(request: HttpRequest) -> HttpResponse:
    """Book a bill beside what came of the supplier that the address names."""
    refusal = ""
    if request.method == "POST":
        done, refusal = tried(
            lambda: record_bill(typed=_typed(request), document=photo_in(request), **done_here(request))
        )
        if done and done.approval_id:
            return redirect("approvals:request", approval_id=done.approval_id)
        if done:
            return redirect("buying:bill", bill_id=done.bill_id)
    return _form(request, refusal=refusal)


@require_safe
@never_cache
@acts(Action.VIEW_GOODS)
def bill(request: HttpRequest, bill_id: UUID) -> HttpResponse:
    """Show one bill with what differs and what was paid."""
    return bill_shown(request, bill_id)


@require_safe
@acts(Action.VIEW_GOODS)
def bill_photo(request: HttpRequest, bill_id: UUID) -> HttpResponse:
    """Send the photo of a bill."""
    with own_rows(request):
        file = bill_file(cooperative_id=actor_of(request).cooperative_id, bill_id=bill_id)
    if file is None:
        raise Http404
    return file_answer(file)


@require_safe
@acts(Action.VIEW_GOODS)
def bill_waiting_photo(request: HttpRequest, approval_id: UUID) -> HttpResponse:
    """Send the photo of a bill that waits for a second person."""
    with own_rows(request):
        file = waiting_file(actor=actor_of(request), approval_id=approval_id, now=utc_now())
    if file is None:
        raise Http404
    return file_answer(file)


@require_POST
@never_cache
@acts(Action.BUY_GOODS)
def bill_back(request: HttpRequest, bill_id: UUID) -> HttpResponse:
    """Take a bill back of which nothing is paid."""
    _found(request, bill_id)
    why = typed_of(request, "why")
    _, refusal = tried(lambda: take_bill_back(bill_id=bill_id, why=why, **done_here(request)))
    if refusal:
        return bill_shown(request, bill_id, refusal=refusal)
    return redirect("buying:bill", bill_id=bill_id)


def _found(request: HttpRequest, bill_id: UUID) -> BillPage:
    with own_rows(request):
        found = bill_page(cooperative_id=actor_of(request).cooperative_id, bill_id=bill_id)
    if found is None:
        raise Http404
    return found


def bill_shown(request: HttpRequest, bill_id: UUID, *, refusal: str = "") -> HttpResponse:
    """Show one bill, with a refusal where something was tried with it."""
    found = _found(request, bill_id)
    with own_rows(request):
        place_id = actor_of(request).cooperative_id
        (credits_,) = asked(credits_inquiry(cooperative_id=place_id, partner_id=found.bill.partner_id))
    is_late = bool(found.bill.open_rp) and found.bill.age(today_of(request)) not in {Age.NANTI, Age.DEKAT}
    context = {
        "one": found,
        "is_late": is_late,
        "credits": credits_ if found.bill.open_rp else [],
        "can_go_back": not (found.bill.undone_on or found.bill.settled_rp or found.bill.opening_id),
    }
    return shown(request, "bill", context, tab=TAB, refusal=refusal)


def _form(request: HttpRequest, *, refusal: str) -> HttpResponse:
    place_id = actor_of(request).cooperative_id
    named = typed_of(request, "partner") or request.GET.get("mitra", "")
    partner_id, receipt_id = id_in(named), id_in(request.GET.get("terima", ""))
    with own_rows(request):
        partner = one_partner(cooperative_id=place_id, partner_id=partner_id) if partner_id else None
        goods = unbilled(cooperative_id=place_id, partner_id=partner.partner_id) if partner else []
        products = goods_of(cooperative_id=place_id, product_ids={one.product_id for one in goods})
        partners = partners_of(request, named)
    cells = {line["goods"]: line for line in cells_of(request, FIELDS)}
    picked, last = set(request.POST.getlist("picked")), set(request.POST.getlist("last"))
    is_typed = request.method == "POST"
    rows = []
    for one in goods:
        line = cells.get(str(one.receipt_line_id), Cells({}))
        good = products[one.product_id]
        rows.append(
            {
                "goods": one,
                "words": good.words(one.open_qty),
                "qty": line["qty"] if is_typed else good.words(one.open_qty),
                "amount": line["amount"] if is_typed else number(one.open_rp),
                "picked": str(one.receipt_line_id) in picked
                if is_typed
                else receipt_id in {None, one.receipt_id},
                "last": str(one.receipt_line_id) in last,
            }
        )
    today = today_of(request)
    context = {
        "partners": partners,
        "partner": partner,
        "rows": rows,
        "on": typed_of(request, "on") or today.isoformat(),
        "due": typed_of(request, "due")
        or (due_on(billed_on=today, payment_days=partner.payment_days).isoformat() if partner else ""),
    }
    return shown(request, "bill_new", context, tab=TAB, refusal=refusal)


def _typed(request: HttpRequest) -> BillTyped:
    picked, last = set(request.POST.getlist("picked")), set(request.POST.getlist("last"))
    lines = [line for line in cells_of(request, FIELDS) if line["goods"] in picked]
    partner_id = id_of(request, "partner", BillRefusedError, "partner")
    with own_rows(request):
        place_id = actor_of(request).cooperative_id
        goods = {
            str(one.receipt_line_id): one for one in unbilled(cooperative_id=place_id, partner_id=partner_id)
        }
        told = _lines(place_id, lines, goods, last)
    return BillTyped(
        partner_id=partner_id,
        paper_no=" ".join(typed_of(request, "paper_no").split()),
        billed_on=day_of(request, "on", BillRefusedError, "day"),
        due_on=maybe_day_of(request, "due", BillRefusedError, "due"),
        lines=told,
        total_rp=parse_rp(typed_of(request, "total")),
        extra_rp=_rp(request, "extra"),
        discount_rp=_rp(request, "discount"),
    )


def _lines(
    place_id: int, lines: Sequence[Cells], goods: dict[str, UnbilledGoods], last: set[str]
) -> list[BillLineTyped]:
    products = goods_of(cooperative_id=place_id, product_ids={one.product_id for one in goods.values()})
    told = []
    for line in lines:
        one = goods.get(line["goods"])
        if one is None:
            raise BillRefusedError(wrong="goods", product="")
        qty, _ = products[one.product_id].read(line["qty"])
        told.append(
            BillLineTyped(
                receipt_line_id=one.receipt_line_id,
                qty=qty,
                amount_rp=parse_rp(line["amount"]),
                is_last=line["goods"] in last,
            )
        )
    return told


def _rp(request: HttpRequest, field: str) -> int:
    written = typed_of(request, field)
    return parse_rp(written) if written.strip() else 0
