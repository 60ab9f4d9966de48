"""Debts: by age, of one supplier with its statement, paying them, taking a payment back, as a table."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.http import Http404
from django.shortcuts import redirect
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from guyub.community.cooperatives.web.forms import choices, day_of, typed_of
from guyub.community.members.web.views.books import here
from guyub.community.partners.selectors.accounts import accounts_inquiry
from guyub.community.partners.selectors.partners import one_partner
from guyub.finance.savings.web.frame import cash_places
from guyub.foundation.identity.domain.roles import TABLE, Action
from guyub.foundation.identity.web.doors import actor_of, acts, own_rows, today_of, tried
from guyub.foundation.kernel.documents.spreadsheets import Column, Kind, Sheet
from guyub.foundation.kernel.formats import day, rupiah
from guyub.foundation.kernel.ids import id_in
from guyub.foundation.kernel.money import parse_rp
from guyub.foundation.kernel.selectors.together import asked
from guyub.foundation.kernel.web.downloads import table_answer
from guyub.trade.procurement.domain.debts import AGE_WORDS, Age, DebtRefusedError
from guyub.trade.procurement.domain.orders import RUNNING
from guyub.trade.procurement.selectors.debts import (
    credits_inquiry,
    open_bills,
    open_bills_inquiry,
    statement_inquiry,
    statement_of,
)
from guyub.trade.procurement.selectors.debts import debts as all_debts
from guyub.trade.procurement.selectors.orders import orders_inquiry
from guyub.trade.procurement.services.paying import PaymentTyped, pay_supplier, take_payment_back
from guyub.trade.procurement.web.frame import done_here, shown

if TYPE_CHECKING:
    from uuid import UUID

    from django.http import HttpRequest, HttpResponse

    from guyub.community.partners.selectors.partners import PartnerRow

TAB = "buying:debts"


@require_safe
@never_cache
@acts(Action.VIEW_GOODS)
def debts(request: HttpRequest) -> HttpResponse:
    """Show what is owed, by supplier and age."""
    today = today_of(request)
    with own_rows(request):
        found = all_debts(cooperative_id=actor_of(request).cooperative_id, today=today)
    title = "Tidak ada utang kepada pemasok"
    if found.late_rp:
        title = f"{rupiah(found.late_rp)} lewat jatuh tempo"
    elif found.open_rp:
        title = f"Utang kepada pemasok {rupiah(found.open_rp)}"
    rows = [(one, one.first_due_on < today) for one in found.debtors]
    return shown(request, "debts", {"title": title, "found": found, "rows": rows}, tab=TAB)


@require_safe
@acts(Action.VIEW_GOODS)
def debts_export(request: HttpRequest) -> HttpResponse:
    """Hand all open bills over as a table, with their age."""
    today = today_of(request)
    with own_rows(request):
        rows = open_bills(cooperative_id=actor_of(request).cooperative_id)
    sheet = Sheet(
        name="Utang",
        title=f"Utang pemasok {here(request).name}, {day(today)}",
        source="Guyub",
        columns=(
            Column("Pemasok", width=34),
            Column("Nomor tagihan", width=18),
            Column("Tanggal", Kind.DATE),
            Column("Jatuh tempo", Kind.DATE),
            Column("Umur", width=24),
            Column("Jumlah", Kind.RUPIAH),
            Column("Belum dibayar", Kind.RUPIAH),
        ),
        rows=[
            (
                row.partner,
                row.paper_no,
                row.billed_on,
                row.due_on,
                AGE_WORDS[row.age(today)],
                row.total_rp,
                row.open_rp,
            )
            for row in rows
        ],
    )
    return table_answer(request, sheet, stem=f"utang-pemasok-{today.isoformat()}")


@require_safe
@never_cache
@acts(Action.VIEW_GOODS)
def debtor(request: HttpRequest, partner_id: UUID) -> HttpResponse:
    """Show what is owed to one supplier, its statement, and the way to pay."""
    return debtor_shown(request, partner_id)


@require_safe
@acts(Action.VIEW_GOODS)
def statement_export(request: HttpRequest, partner_id: UUID) -> HttpResponse:
    """Hand the statement of one supplier over as a table."""
    partner, today = _found(request, partner_id), today_of(request)
    with own_rows(request):
        lines = statement_of(cooperative_id=actor_of(request).cooperative_id, partner_id=partner.partner_id)
    sheet = Sheet(
        name="Kartu utang",
        title=f"Kartu utang {partner.name}, {here(request).name}, {day(today)}",
        source="Guyub",
        columns=(
            Column("Tanggal", Kind.DATE),
            Column("Apa", width=44),
            Column("Bertambah", Kind.RUPIAH),
            Column("Berkurang", Kind.RUPIAH),
            Column("Sisa", Kind.RUPIAH),
        ),
        rows=[
            (line.on, line.words, max(line.amount_rp, 0), max(-line.amount_rp, 0), line.left_rp)
            for line in lines
        ],
    )
    return table_answer(request, sheet, stem=f"kartu-utang-{partner.code.lower()}-{today.isoformat()}")


@require_POST
@never_cache
@acts(Action.KEEP_TREASURY)
def pay(request: HttpRequest, partner_id: UUID) -> HttpResponse:
    """Pay bills of one supplier."""
    _found(request, partner_id)
    _, refusal = tried(lambda: pay_supplier(typed=_typed(request, partner_id), **done_here(request)))
    if refusal:
        return debtor_shown(request, partner_id, refusal=refusal)
    return redirect("buying:debtor", partner_id=partner_id)


@require_POST
@never_cache
@acts(Action.KEEP_TREASURY)
def payment_back(request: HttpRequest, partner_id: UUID, payment_id: UUID) -> HttpResponse:
    """Take a payment back whole."""
    _found(request, partner_id)
    why = typed_of(request, "why")
    _, refusal = tried(lambda: take_payment_back(payment_id=payment_id, why=why, **done_here(request)))
    if refusal:
        return debtor_shown(request, partner_id, refusal=refusal)
    return redirect("buying:debtor", partner_id=partner_id)


def _found(request: HttpRequest, partner_id: UUID) -> PartnerRow:
    with own_rows(request):
        found = one_partner(cooperative_id=actor_of(request).cooperative_id, partner_id=partner_id)
    if found is None:
        raise Http404
    return found


def debtor_shown(request: HttpRequest, partner_id: UUID, *, refusal: str = "") -> HttpResponse:
    """Show what is owed to one supplier, with a refusal where something was tried with it."""
    partner, today = _found(request, partner_id), today_of(request)
    allowed = TABLE[actor_of(request).role]
    place_id = actor_of(request).cooperative_id
    mine: dict[str, Any] = {"cooperative_id": place_id, "partner_id": partner_id}
    with own_rows(request):
        bills, lines, credits_, words, orders = asked(
            open_bills_inquiry(**mine),
            statement_inquiry(**mine),
            credits_inquiry(**mine),
            accounts_inquiry(**mine, most=1),
            orders_inquiry(**mine),
        )
        account = next((one for one in words if not one.is_stop), None)
        places = cash_places(request, here(request)) if Action.KEEP_TREASURY in allowed else []
    typed = request.POST
    context = {
        "partner": partner,
        "bills": [
            (
                bill,
                bill.age(today) not in {Age.NANTI, Age.DEKAT},
                typed.get(f"part-{bill.bill_id}", ""),
            )
            for bill in bills
        ],
        "open_rp": sum(bill.open_rp for bill in bills),
        "lines": list(reversed(lines)),
        "credits": credits_,
        "account": account,
        "orders": choices(
            {
                str(one.order_id): f"{one.name}, {rupiah(one.total_rp)}"
                for one in orders
                if one.state in RUNNING
            },
            typed_of(request, "order"),
            empty="Tanpa pesanan",
        ),
        "sees_numbers": not allowed.isdisjoint({Action.KEEP_PARTNERS, Action.VIEW_JOURNAL}),
        "places": places,
        "on": typed_of(request, "on") or today.isoformat(),
    }
    return shown(request, "debtor", context, tab=TAB, refusal=refusal)


def _typed(request: HttpRequest, partner_id: UUID) -> PaymentTyped:
    parts = {}
    for field, written in request.POST.items():
        bill_id = id_in(field.removeprefix("part-")) if field.startswith("part-") else None
        if bill_id and str(written).strip():
            parts[bill_id] = parse_rp(str(written))
    amount = typed_of(request, "amount")
    return PaymentTyped(
        partner_id=partner_id,
        cash_place_id=id_in(typed_of(request, "cash_place")),
        paid_on=day_of(request, "on", DebtRefusedError, "day"),
        amount_rp=parse_rp(amount) if amount.strip() else None,
        parts=parts,
        note=typed_of(request, "note"),
    )
