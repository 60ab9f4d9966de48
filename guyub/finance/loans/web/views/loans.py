"""One loan: paying it out, taking payments, settling it early, taking back."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.http import Http404
from django.shortcuts import redirect
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from guyub.books.ledger.web.forms import typed_of
from guyub.community.members.web.views.books import here
from guyub.finance.loans.services.disbursing import disburse, take_disbursement_back
from guyub.finance.loans.services.paying import pay, pay_from_savings, take_payment_back
from guyub.finance.loans.services.paying_out import PaidOutTo
from guyub.finance.loans.services.serving import ServingRefusedError
from guyub.finance.loans.services.standing_orders import set_loan_order
from guyub.finance.loans.web.loan_parts import (
    address_of,
    amount_in,
    day_in,
    found_loan,
    money_choices,
    money_in,
    page,
    show_loan,
)
from guyub.finance.savings.web.frame import done_today
from guyub.foundation.identity.domain.roles import Action
from guyub.foundation.identity.web.doors import actor_of, acts, own_rows, today_of, tried
from guyub.foundation.kernel.ids import id_in
from guyub.foundation.kernel.money import parse_rp

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import date
    from uuid import UUID

    from django.http import HttpRequest, HttpResponse

    from guyub.finance.loans.services.paying import Received


@require_safe
@never_cache
@acts(Action.VIEW_LOANS)
def loan(request: HttpRequest, loan_id: UUID) -> HttpResponse:
    """Show one loan, and take or give money."""
    return show_loan(request, loan_id)


@require_POST
@never_cache
@acts(Action.TAKE_LOANS)
def payment(request: HttpRequest, loan_id: UUID) -> HttpResponse:
    """Take a payment; the page then offers its receipt."""

    def paid() -> Received:
        on = day_in(request, "on", "early") or today_of(request)
        return _paid(request, loan_id, amount_in(request), on=on, is_payoff=False)

    return _received(request, loan_id, paid)


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
@acts(Action.TAKE_LOANS)
def settle(request: HttpRequest, loan_id: UUID) -> HttpResponse:
    """Quote what settles the loan today, and take it."""
    refusal = ""
    if request.method == "POST":

        def paid() -> Received:
            quoted_rp = parse_rp(typed_of(request, "quoted"))
            return _paid(request, loan_id, quoted_rp, on=today_of(request), is_payoff=True)

        done, refusal = tried(paid)
        if done:
            return redirect(f"{address_of(loan_id)}?bukti={done.event_id}")
    place = here(request)
    with own_rows(request):
        found = found_loan(request, loan_id)
        if found.payoff is None:
            raise Http404
        money = money_choices(request, place, found.loan.member_id)
    context = {
        "found": found,
        "loan": found.loan,
        "borrower": found.history.borrower,
        "quote": found.payoff,
        "to_come_rp": sum(line.open_rp for line in found.lines),
        "saves_rp": sum(line.open_rp for line in found.lines) - found.payoff.total,
        "money": money,
        "is_own": found.history.borrower.person_id == actor_of(request).person_id,
    }
    return page(request, "loan_settle", context, refusal=refusal)


@require_POST
@never_cache
@acts(Action.TAKE_LOANS)
def take_back(request: HttpRequest, loan_id: UUID) -> HttpResponse:
    """Take a payment back."""

    def taken() -> Received:
        event_id = id_in(typed_of(request, "event"))
        if event_id is None:
            raise ServingRefusedError(wrong="gone")
        return take_payment_back(
            loan_id=loan_id, event_id=event_id, reason=typed_of(request, "reason"), **done_today(request)
        )

    return _acted(request, loan_id, taken)


@require_POST
@never_cache
@acts(Action.TAKE_LOANS)
def order(request: HttpRequest, loan_id: UUID) -> HttpResponse:
    """Let instalments be taken from savings when they are due, or no longer."""

    def told() -> bool:
        set_loan_order(loan_id=loan_id, account_id=id_in(typed_of(request, "account")), **done_today(request))
        return True

    return _acted(request, loan_id, told)


@require_POST
@never_cache
@acts(Action.KEEP_LOANS)
def pay_out(request: HttpRequest, loan_id: UUID) -> HttpResponse:
    """Pay an agreed loan out."""

    def paid() -> object:
        money = money_in(request)
        to = PaidOutTo(
            cash_place_id=money.cash_place_id,
            account_id=money.account_id,
            seller=" ".join(typed_of(request, "seller").split())[:80],
            goods=" ".join(typed_of(request, "goods").split())[:80],
        )
        return disburse(
            loan_id=loan_id,
            to=to,
            on=day_in(request, "on", "early") or today_of(request),
            first_due_on=day_in(request, "first_due_on", "early"),
            **done_today(request),
        )

    return _acted(request, loan_id, paid)


@require_POST
@never_cache
@acts(Action.KEEP_LOANS)
def take_out_back(request: HttpRequest, loan_id: UUID) -> HttpResponse:
    """Take today's payment out back."""

    def taken() -> str:
        reason = " ".join(typed_of(request, "reason").split())[:60]
        if not reason:
            raise ServingRefusedError(wrong="reason")
        return take_disbursement_back(loan_id=loan_id, reason=reason, **done_today(request))

    return _acted(request, loan_id, taken)


def _paid(request: HttpRequest, loan_id: UUID, amount_rp: int, *, on: date, is_payoff: bool) -> Received:
    """Take money from where the form says: a place, or an account of the borrower, which pays today alone."""
    money, told = money_in(request), done_today(request)
    if money.account_id is None:
        return pay(
            loan_id=loan_id,
            amount_rp=amount_rp,
            cash_place_id=money.cash_place_id,
            on=on,
            is_payoff=is_payoff,
            **told,
        )
    if on != told["today"]:
        raise ServingRefusedError(wrong="past")
    return pay_from_savings(
        loan_id=loan_id, amount_rp=amount_rp, account_id=money.account_id, is_payoff=is_payoff, **told
    )


def _received(request: HttpRequest, loan_id: UUID, act: Callable[[], Received]) -> HttpResponse:
    done, refusal = tried(act)
    if done is None:
        return show_loan(request, loan_id, refusal=refusal)
    return redirect(f"{address_of(loan_id)}?bukti={done.event_id}")


def _acted(request: HttpRequest, loan_id: UUID, act: Callable[[], Any]) -> HttpResponse:
    _, refusal = tried(act)
    return show_loan(request, loan_id, refusal=refusal) if refusal else redirect(address_of(loan_id))
