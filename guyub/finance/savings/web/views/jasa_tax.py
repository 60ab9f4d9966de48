"""The tax on jasa: months with what is owed, a month's register and slips, paying it to the state."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.http import Http404
from django.shortcuts import redirect
from django.utils.timezone import localtime
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from guyub.books.ledger.web.forms import choices, day_of, typed_of
from guyub.books.treasury.domain.places import CashKind
from guyub.books.treasury.selectors.places import places_of
from guyub.community.members.web.book_tables import letterhead_of, written_day
from guyub.community.members.web.views.books import here
from guyub.finance.savings.domain.offering import rate_words
from guyub.finance.savings.domain.tax import KAP, KJS, DutyState, JasaTaxRefusedError
from guyub.finance.savings.selectors.tax import TaxMonth, TaxRow, payments_of, tax_months, tax_rows
from guyub.finance.savings.services.tax import issue_slips
from guyub.finance.savings.services.tax_paying import TaxTyped, pay_tax, take_back_tax
from guyub.finance.savings.web.frame import done_of, framed
from guyub.finance.savings.web.jasa_pages import (
    MOST_TAKEN,
    asked_span,
    month_in,
    month_words,
    pages,
    period_of,
)
from guyub.foundation.identity.domain.roles import Action
from guyub.foundation.identity.web.doors import acts, own_rows, today_of, tried
from guyub.foundation.kernel.documents.pdf import render_pdf
from guyub.foundation.kernel.documents.spreadsheets import Column, Kind, Sheet
from guyub.foundation.kernel.formats import number, rupiah
from guyub.foundation.kernel.ids import id_in
from guyub.foundation.kernel.money import parse_rp
from guyub.foundation.kernel.web.downloads import pdf_answer, table_answer

if TYPE_CHECKING:
    from datetime import date
    from uuid import UUID

    from django.http import HttpRequest, HttpResponse

    from guyub.foundation.kernel.models import Cooperative

TAB = "jasa:tax"
MOST_SLIPS = 400  # in one file
STATES = {
    DutyState.NIHIL: ("Nihil", ""),
    DutyState.BELUM: ("Belum dibayar", "warn"),
    DutyState.TERLAMBAT: ("Lewat batas bayar", "bad"),
    DutyState.DIBAYAR: ("Dibayar", "ok"),
    DutyState.LEBIH: ("Lebih bayar", "warn"),
}
COLUMNS = (
    Column("No. anggota", width=12),
    Column("Nama anggota", width=28),
    Column("Jasa bruto sebulan", Kind.RUPIAH),
    Column("Tarif", width=10),
    Column("PPh final", Kind.RUPIAH),
    Column("Bukti potong", width=18),
    Column("Pembetulan", Kind.QUANTITY, width=12),
)


@require_safe
@acts(Action.VIEW_SAVINGS)
def tax(request: HttpRequest) -> HttpResponse:
    """Show what each month owes the state, by when, and what was paid."""
    place, today = here(request), today_of(request)
    with own_rows(request):
        rows = tax_months(cooperative_id=place.id, on=today)
    open_rows = [row for row in rows if row.duty.missing_rp > 0]
    open_rp = sum(row.duty.missing_rp for row in open_rows)
    context = {
        "title": f"Pajak jasa {rupiah(open_rp)} belum dibayar"
        if open_rp
        else "Tidak ada pajak jasa terutang",
        "rows": [
            (row, month_words(row.month), period_of(row.month), *STATES[row.duty.state(today)])
            for row in rows
        ],
        "first": open_rows[-1] if open_rows else None,
        "first_words": month_words(open_rows[-1].month) if open_rows else "",
        "first_period": period_of(open_rows[-1].month) if open_rows else "",
        "kap": KAP,
        "kjs": KJS,
    }
    return framed(request, "jasa_tax", context, tab=TAB)


@require_safe
@acts(Action.VIEW_SAVINGS)
def month(request: HttpRequest, period: str) -> HttpResponse:
    """Show a month's register: each member's jasa over all accounts, tax and slip; pay what is owed."""
    return _month(request, period)


@require_POST
@acts(Action.KEEP_SAVINGS)
def issue(request: HttpRequest, period: str) -> HttpResponse:
    """Issue the slips that are missing or say something else than what holds."""
    of = month_in(period)
    done, refusal = tried(lambda: issue_slips(month=of, **done_of(request)))
    return redirect("jasa:tax_month", period=period) if done else _month(request, period, refusal=refusal)


@require_POST
@acts(Action.KEEP_SAVINGS)
def pay(request: HttpRequest, period: str) -> HttpResponse:
    """Book the payment of a month's tax."""
    of, today = month_in(period), today_of(request)
    done, refusal = tried(
        lambda: pay_tax(
            typed=TaxTyped(
                month=of,
                amount_rp=parse_rp(typed_of(request, "amount")),
                paid_on=day_of(request, "paid_on", JasaTaxRefusedError, "day"),
                ntpn=typed_of(request, "ntpn"),
                cash_place_id=id_in(typed_of(request, "cash_place")),
            ),
            today=today,
            **done_of(request),
        )
    )
    if done is None:
        return _month(request, period, refusal=refusal)
    if done.approval_id:
        return redirect("approvals:request", approval_id=done.approval_id)
    return redirect("jasa:tax_month", period=period)


@require_POST
@acts(Action.KEEP_SAVINGS)
def take_back(request: HttpRequest, period: str, payment_id: UUID) -> HttpResponse:
    """Take a payment back that was written down wrongly."""
    done, refusal = tried(
        lambda: take_back_tax(
            payment_id=payment_id,
            reason=typed_of(request, "reason"),
            today=today_of(request),
            **done_of(request),
        )
    )
    return redirect("jasa:tax_month", period=period) if done else _month(request, period, refusal=refusal)


@require_safe
@never_cache
@acts(Action.VIEW_SAVINGS)
def month_table(request: HttpRequest, period: str) -> HttpResponse:
    """Hand a month's register over as XLSX or CSV."""
    place = here(request)
    with own_rows(request):
        found = _found(place, month_in(period), today_of(request))
        rows, total = tax_rows(cooperative_id=place.id, month=found.month, most=MOST_TAKEN)
    cut = f", {MOST_TAKEN} dari {total} baris" if total > MOST_TAKEN else ""
    sheet = Sheet(
        name=f"Pajak jasa {period}",
        title=f"PPh final atas jasa simpanan {month_words(found.month)} {place.name}",
        source=f"Guyub, buku simpanan; KAP {KAP}, KJS {KJS}{cut}",
        columns=COLUMNS,
        rows=[
            (
                row.number,
                row.name,
                row.gross_rp,
                _rate(row.tax_rp, found),
                row.tax_rp,
                row.slip,
                max(row.version - 1, 0),
            )
            for row in rows
        ],
    )
    return table_answer(request, sheet, stem=f"pajak-jasa-{period}-{place.code}")


@require_safe
@never_cache
@acts(Action.VIEW_SAVINGS)
def slips(request: HttpRequest, period: str) -> HttpResponse:
    """Print all slips of a month that were issued, two to a sheet."""
    return _slips(request, period, None)


@require_safe
@never_cache
@acts(Action.VIEW_SAVINGS)
def slip(request: HttpRequest, period: str, member_id: UUID) -> HttpResponse:
    """Print one member's slip."""
    return _slips(request, period, member_id)


def _month(request: HttpRequest, period: str, *, refusal: str = "") -> HttpResponse:
    of, place, today, span = month_in(period), here(request), today_of(request), asked_span(request)
    is_taxed = request.GET.get("kena") == "1"
    with own_rows(request):
        found = _found(place, of, today)
        rows, total = tax_rows(
            cooperative_id=place.id,
            month=of,
            text=span.text,
            is_taxed=is_taxed,
            first=span.first,
            most=span.most,
        )
        payments = payments_of(cooperative_id=place.id, month=of)
        places = [row for row in places_of(cooperative_id=place.id) if row.kind is not CashKind.LACI]
    words, tone = STATES[found.duty.state(today)]
    context = {
        "words": month_words(of),
        "period": period,
        "found": found,
        "state": words,
        "tone": tone,
        "rate": rate_words(found.tax_ppm),
        "rows": [(row, _rate(row.tax_rp, found)) for row in rows],
        # Those of other pages are not looked at: where there are any, one may always ask.
        "can_issue": any(not row.is_current for row in rows) or total > len(rows) or bool(span.text),
        "is_taxed": is_taxed,
        "payments": payments,
        "cash_places": choices(
            {str(row.id): row.name for row in places},
            typed_of(request, "cash_place")
            or next((str(r.id) for r in places if r.kind is CashKind.BANK), ""),
        ),
        "paid_on": typed_of(request, "paid_on") or today.isoformat(),
        "kap": KAP,
        "kjs": KJS,
        **pages(span, total=total, count=len(rows), more={"kena": "1" if is_taxed else ""}),
    }
    return framed(request, "jasa_tax_month", context, tab=TAB, refusal=refusal)


def _found(place: Cooperative, month: date, today: date) -> TaxMonth:
    rows = tax_months(cooperative_id=place.id, on=today, month=month)
    if not rows:
        raise Http404
    return rows[0]


def _rate(tax_rp: int, found: TaxMonth) -> str:
    return rate_words(found.tax_ppm) if tax_rp else "0 %"


def _slips(request: HttpRequest, period: str, member_id: UUID | None) -> HttpResponse:
    of, place = month_in(period), here(request)
    with own_rows(request):
        found = _found(place, of, today_of(request))
        rows, total = tax_rows(
            cooperative_id=place.id, month=of, member_id=member_id, is_issued=True, most=MOST_SLIPS
        )
        head = letterhead_of(request, place)
    if not rows:
        raise Http404
    payload = head | {
        "month": month_words(of),
        "codes": f"KAP {KAP}, KJS {KJS}",
        "basis": f"sampai {rupiah(found.free_rp)} sebulan 0 %, di atasnya {rate_words(found.tax_ppm)} dari seluruhnya",
        "cut": f"{number(MOST_SLIPS)} dari {number(total)} bukti potong" if total > MOST_SLIPS else "",
        "slips": [_card(row, found) for row in rows],
    }
    made = render_pdf(template="savings/tax_slips.typ", payload=payload, is_example=settings.IS_DEMO)
    return pdf_answer(made, stem=f"bukti-potong-{period}" if member_id is None else rows[0].slip)


def _card(row: TaxRow, found: TaxMonth) -> dict[str, Any]:
    return {
        "slip": row.slip,
        "again": f"Pembetulan ke-{row.version - 1}" if row.version > 1 else "",
        "member": row.number,
        "name": row.name,
        "gross": rupiah(row.slip_gross_rp),
        "rate": _rate(row.slip_tax_rp, found),
        "tax": rupiah(row.slip_tax_rp),
        "net": rupiah(row.slip_gross_rp - row.slip_tax_rp),
        "issued": written_day(localtime(row.issued_at).date()) if row.issued_at else "",
    }
