"""Decisions about one loan: other terms, what is forgiven, writing off."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any

from django.http import Http404
from django.shortcuts import redirect
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from guyub.books.ledger.web.forms import choices, typed_of
from guyub.community.members.web.book_tables import letterhead_of
from guyub.community.members.web.views.books import here
from guyub.finance.loans.domain.arrears import owed_of
from guyub.finance.loans.domain.plans import Change
from guyub.finance.loans.domain.restructuring import (
    LONGEST_REASON,
    RestructureRefusedError,
    first_untouched,
    percent_words,
)
from guyub.finance.loans.domain.servicing import Component
from guyub.finance.loans.selectors.trouble import restructures_of
from guyub.finance.loans.services.forgiving import MEETING, ask_forgive, take_forgiving_back
from guyub.finance.loans.services.relief_undoing import take_restructure_back, take_waiver_back
from guyub.finance.loans.services.restructuring import RestructureTyped, ask_restructure, sheets_of
from guyub.finance.loans.services.waiving import WAIVED_WORDS, ask_waive
from guyub.finance.loans.services.writing_off import ask_write_off, take_write_off_back
from guyub.finance.loans.web.trouble_files import restructure_pdf
from guyub.finance.loans.web.trouble_pages import day_in, decision_choices, number_in, page, rate_in
from guyub.finance.loans.web.views.trouble import found_loan, one_loan
from guyub.finance.savings.web.frame import done_of, done_today
from guyub.foundation.identity.domain.roles import Action
from guyub.foundation.identity.web.doors import acts, own_rows, today_of, tried
from guyub.foundation.kernel.dates import utc_now
from guyub.foundation.kernel.formats import day, rupiah
from guyub.foundation.kernel.ids import id_in
from guyub.foundation.kernel.money import parse_rp
from guyub.foundation.kernel.web.downloads import pdf_answer

if TYPE_CHECKING:
    from uuid import UUID

    from django.http import HttpRequest, HttpResponse, QueryDict

    from guyub.finance.loans.domain.restructuring import Sheet
    from guyub.finance.loans.services.restructuring import Sheets


@dataclass(frozen=True, slots=True)
class Compared:
    """One figure before and after."""

    label: str
    before: str
    after: str


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
@acts(Action.KEEP_LOANS)
def restructure(request: HttpRequest, loan_id: UUID) -> HttpResponse:
    """Choose other terms, look at before and after, and ask a second person."""
    is_post = request.method == "POST"
    asked, refusal = request.POST if is_post else request.GET, ""
    if is_post:
        done, refusal = tried(
            lambda: ask_restructure(loan_id=loan_id, typed=_typed(asked), **done_today(request))
        )
        if done:
            return redirect("loan_arrears:trouble", loan_id=loan_id)
    one = found_loan(request, loan_id)
    sheets: Sheets | None = None
    if "mulai" in asked and not refusal:
        with own_rows(request):
            sheets, refusal = tried(
                lambda: sheets_of(history=one.history, typed=_typed(asked), today=today_of(request))
            )
    lines = one.history.state_on(today_of(request)).lines
    dues = {line.due_on.isoformat(): f"ke-{line.no}, {day(line.due_on)}" for line in lines if owed_of(line)}
    first = first_untouched(lines)
    context = {
        "one": one,
        "asked": asked,
        "starts": choices(dues, asked.get("mulai", first.isoformat() if first else "")),
        "rate": percent_words(one.sheet.rate_ppm),
        "sheets": sheets,
        "compared": _compared(sheets) if sheets else [],
        "longest": LONGEST_REASON,
    }
    return page(request, "restructure_new", context, refusal=refusal)


@require_safe
@never_cache
@acts(Action.VIEW_LOANS)
def restructure_sheet(request: HttpRequest, loan_id: UUID, restructure_id: UUID) -> HttpResponse:
    """Hand over the sheet of before and after, to be signed, as PDF."""
    place = here(request)
    with own_rows(request):
        rows = restructures_of(
            cooperative_id=place.id, loan_id=loan_id, restructure_id=restructure_id, now=utc_now()
        )
        head = letterhead_of(request, place)
    if not rows:
        raise Http404
    compared = [[one.label, one.before, one.after] for one in _rows(rows[0].before, rows[0].after)]
    return pdf_answer(restructure_pdf(head, rows[0], compared), stem=f"restrukturisasi-{rows[0].number}")


@require_POST
@acts(Action.KEEP_LOANS)
def restructure_back(request: HttpRequest, loan_id: UUID, restructure_id: UUID) -> HttpResponse:
    """Take other terms back that were a mistake."""
    _, refusal = tried(
        lambda: take_restructure_back(
            loan_id=loan_id,
            restructure_id=restructure_id,
            reason=typed_of(request, "reason"),
            **done_today(request),
        )
    )
    if refusal:
        return one_loan(request, loan_id, refusal=refusal)
    return redirect("loan_arrears:trouble", loan_id=loan_id)


@require_POST
@acts(Action.KEEP_LOANS)
def waive_back(request: HttpRequest, loan_id: UUID, event_id: UUID) -> HttpResponse:
    """Let what was forgiven count again."""
    reason = typed_of(request, "reason")
    _, refusal = tried(
        lambda: take_waiver_back(loan_id=loan_id, event_id=event_id, reason=reason, **done_today(request))
    )
    if refusal:
        return one_loan(request, loan_id, refusal=refusal)
    return redirect("loan_arrears:trouble", loan_id=loan_id)


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
@acts(Action.KEEP_LOANS)
def waive(request: HttpRequest, loan_id: UUID) -> HttpResponse:
    """Ask a second person to forgive penalties, jasa or fees."""
    refusal = ""
    if request.method == "POST":
        done, refusal = tried(lambda: _asked_waiver(request, loan_id))
        if done:
            return redirect("loan_arrears:trouble", loan_id=loan_id)
    one = found_loan(request, loan_id)
    opened = {
        Component.PENALTY: one.payoff.penalty,
        Component.INTEREST: one.payoff.interest,
        Component.FEE: one.payoff.fee,
    }
    words = {
        part.value: f"{word.capitalize()}, terbuka {rupiah(opened[part])}"
        for part, word in WAIVED_WORDS.items()
        if opened[part] > 0
    }
    context = {
        "one": one,
        "parts": choices(words, typed_of(request, "component")),
        "longest": LONGEST_REASON,
    }
    return page(request, "waive_new", context, refusal=refusal)


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
@acts(Action.KEEP_LOANS)
def write_off(request: HttpRequest, loan_id: UUID) -> HttpResponse:
    """Ask a second person to write a loan off."""
    refusal = ""
    if request.method == "POST":
        done, refusal = tried(
            lambda: ask_write_off(
                loan_id=loan_id,
                decision_id=id_in(typed_of(request, "decision")),
                reason=typed_of(request, "reason"),
                **done_of(request),
            )
        )
        if done:
            return redirect("loan_arrears:trouble", loan_id=loan_id)
    one, place = found_loan(request, loan_id), here(request)
    with own_rows(request):
        decisions = decision_choices(place, typed_of(request, "decision"))
    loan = one.history.loan
    context = {
        "one": one,
        "decisions": decisions,
        "used_rp": min(loan.left_rp, loan.provision_rp),
        "cost_rp": max(loan.left_rp - loan.provision_rp, 0),
        "is_lost": loan.kolektibilitas == "M",
        "longest": LONGEST_REASON,
    }
    return page(request, "write_off_new", context, refusal=refusal)


@require_POST
@acts(Action.KEEP_LOANS)
def write_off_back(request: HttpRequest, loan_id: UUID) -> HttpResponse:
    """Undo on its day that a loan was written off."""
    done, refusal = tried(
        lambda: take_write_off_back(
            loan_id=loan_id, reason=typed_of(request, "reason"), **done_today(request)
        )
    )
    if done is None:
        return one_loan(request, loan_id, refusal=refusal)
    return redirect("loan_arrears:trouble", loan_id=loan_id)


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
@acts(Action.KEEP_LOANS)
def forgive(request: HttpRequest, loan_id: UUID) -> HttpResponse:
    """Ask a second person to end the claim on a loan that was written off."""
    refusal = ""
    if request.method == "POST":
        done, refusal = tried(
            lambda: ask_forgive(
                loan_id=loan_id,
                decision_id=id_in(typed_of(request, "decision")),
                reason=typed_of(request, "reason"),
                **done_today(request),
            )
        )
        if done:
            return redirect("loan_arrears:trouble", loan_id=loan_id)
    one, place = found_loan(request, loan_id), here(request)
    with own_rows(request):
        decisions = decision_choices(place, typed_of(request, "decision"), body=MEETING)
    context = {"one": one, "decisions": decisions, "longest": LONGEST_REASON}
    return page(request, "forgive_new", context, refusal=refusal)


@require_POST
@acts(Action.KEEP_LOANS)
def forgive_back(request: HttpRequest, loan_id: UUID) -> HttpResponse:
    """Undo on its day that the claim on a loan was ended."""
    _, refusal = tried(
        lambda: take_forgiving_back(
            loan_id=loan_id, reason=typed_of(request, "reason"), **done_today(request)
        )
    )
    if refusal:
        return one_loan(request, loan_id, refusal=refusal)
    return redirect("loan_arrears:trouble", loan_id=loan_id)


def _typed(asked: QueryDict) -> RestructureTyped:
    change = Change(
        from_on=day_in(asked.get("mulai", "")) or date.min,
        annual_rate=rate_in(asked.get("suku", "")),
        extend=number_in(asked.get("panjang", ""), RestructureRefusedError, "many"),
        pause=number_in(asked.get("jeda", ""), RestructureRefusedError, "many"),
    )
    return RestructureTyped(
        change=change,
        waives_penalty=asked.get("denda") == "1",
        waives_jasa=asked.get("jasa") == "1",
        reason=str(asked.get("reason", "")),
    )


def _asked_waiver(request: HttpRequest, loan_id: UUID) -> UUID:
    written = typed_of(request, "component")
    if written not in list(Component):
        raise RestructureRefusedError(wrong="component")
    return ask_waive(
        loan_id=loan_id,
        component=Component(written),
        amount_rp=parse_rp(typed_of(request, "amount")),
        reason=typed_of(request, "reason"),
        **done_today(request),
    )


def _compared(sheets: Sheets) -> list[Compared]:
    return _rows(sheets.before, sheets.after)


def _rows(before: Sheet, after: Sheet) -> list[Compared]:
    def each(label: str, said: Any) -> Compared:
        return Compared(label, said(before), said(after))

    return [
        each("Menunggak", lambda one: rupiah(one.overdue_rp)),
        each("Angsuran yang tersisa", lambda one: f"{one.instalments} kali"),
        each("Angsuran terakhir", lambda one: day(one.last_due_on) if one.last_due_on else "–"),
        each("Pokok yang tersisa", lambda one: rupiah(one.principal_rp)),
        each("Jasa yang masih dibayar", lambda one: rupiah(one.interest_rp)),
        each("Denda dan biaya", lambda one: rupiah(one.other_rp)),
        each("Seluruh sisa", lambda one: rupiah(one.total_rp)),
        each("Jasa setahun menurut perjanjian", lambda one: percent_words(one.rate_ppm)),
        each(
            "Biaya sebenarnya setahun",
            lambda one: "–" if one.nominal_ppm is None else percent_words(one.nominal_ppm),
        ),
    ]
