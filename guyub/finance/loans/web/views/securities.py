"""What secures a loan: taking a surety or a thing, letting go, giving back, calling a surety."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.http import Http404
from django.shortcuts import redirect
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from guyub.books.ledger.web.forms import choices, typed_of
from guyub.community.members.domain.finding import LookFor, wanted
from guyub.community.members.selectors.register import find_members
from guyub.community.members.web.views.books import here
from guyub.finance.loans.domain.lifecycle import ENDED
from guyub.finance.loans.domain.securities import SecurityRefusedError, ThingTyped
from guyub.finance.loans.selectors.securities import collateral_photo
from guyub.finance.loans.services.collateral import take_collateral
from guyub.finance.loans.services.guarantee_calls import ask_guarantee_call
from guyub.finance.loans.services.guarantees import add_guarantor
from guyub.finance.loans.services.guarantor_repayments import repay_guarantor, take_repayment_back
from guyub.finance.loans.services.security_releases import release_guarantor, return_collateral
from guyub.finance.loans.web.loan_parts import (
    address_of,
    amount_in,
    found_loan,
    money_in,
    page,
    pledge_choices,
    show_loan,
)
from guyub.finance.savings.selectors.balances import savings_of
from guyub.finance.savings.selectors.free import free_among
from guyub.finance.savings.web.frame import done_today
from guyub.foundation.identity.domain.roles import Action
from guyub.foundation.identity.web.doors import acts, own_rows, today_of, tried
from guyub.foundation.identity.web.photos import photo_in
from guyub.foundation.kernel.formats import rupiah
from guyub.foundation.kernel.ids import id_in
from guyub.foundation.kernel.money import parse_rp
from guyub.foundation.kernel.web.downloads import file_answer

if TYPE_CHECKING:
    from collections.abc import Callable
    from uuid import UUID

    from django.http import HttpRequest, HttpResponse

    from guyub.community.members.selectors.members import MemberRow

WORD_ALONE = "Tanpa tahanan, dengan nama baik"
LONGEST_TEXT = 80


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
@acts(Action.KEEP_LOANS)
def guarantor_new(request: HttpRequest, loan_id: UUID) -> HttpResponse:
    """Find who stands surety, then take the surety."""
    refusal = ""
    if request.method == "POST":

        def taken() -> UUID:
            member_id = id_in(typed_of(request, "member"))
            if member_id is None:
                raise SecurityRefusedError(wrong="member")
            return add_guarantor(
                loan_id=loan_id,
                member_id=member_id,
                amount_rp=amount_in(request),
                account_id=id_in(typed_of(request, "account")),
                **done_today(request),
            )

        done, refusal = tried(taken)
        if done:
            return redirect(address_of(loan_id, "jaminan"))
    place = here(request)
    text = (request.POST.get("cari") or request.GET.get("cari", ""))[:LONGEST_TEXT].strip()
    looked = wanted(text)
    with own_rows(request):
        found = found_loan(request, loan_id)
        people: list[MemberRow] = []
        if looked.kind in {LookFor.NUMBER, LookFor.NAME}:
            rows = find_members(cooperative_id=place.id, wanted=looked).rows
            people = [row for row in rows if row.is_member and row.member_id != found.loan.member_id]
        chosen = people[0] if len(people) == 1 else None
        accounts = _accounts(request, place.id, chosen) if chosen else []
    if found.state in ENDED:
        raise Http404
    context = {
        "found": found,
        "loan": found.loan,
        "borrower": found.history.borrower,
        "text": text,
        "people": people,
        "chosen": chosen,
        "accounts": accounts,
        "amount": typed_of(request, "amount"),
    }
    return page(request, "guarantor_new", context, refusal=refusal)


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
@acts(Action.KEEP_LOANS)
def collateral_new(request: HttpRequest, loan_id: UUID) -> HttpResponse:
    """Take a thing, or its paper, into keeping."""
    refusal = ""
    if request.method == "POST":

        def taken() -> UUID:
            typed = ThingTyped(
                pledge=typed_of(request, "pledge"),
                thing=typed_of(request, "thing"),
                paper_no=typed_of(request, "paper_no"),
                owner=typed_of(request, "owner"),
                value_rp=parse_rp(typed_of(request, "value")),
                kept_at=typed_of(request, "kept_at"),
            )
            return take_collateral(
                loan_id=loan_id, typed=typed, photo=photo_in(request), **done_today(request)
            )

        done, refusal = tried(taken)
        if done:
            return redirect(address_of(loan_id, "jaminan"))
    with own_rows(request):
        found = found_loan(request, loan_id)
    if found.state in ENDED:
        raise Http404
    context = {
        "found": found,
        "loan": found.loan,
        "borrower": found.history.borrower,
        "pledges": pledge_choices(request),
    }
    return page(request, "collateral_new", context, refusal=refusal)


@require_POST
@never_cache
@acts(Action.KEEP_LOANS)
def guarantor_release(request: HttpRequest, loan_id: UUID) -> HttpResponse:
    """Let a guarantor go, or ask a second person first."""
    return _asked(
        request,
        loan_id,
        lambda: release_guarantor(
            guarantee_id=_id(request), reason=typed_of(request, "reason"), **done_today(request)
        ),
    )


@require_POST
@never_cache
@acts(Action.KEEP_LOANS)
def guarantee_call(request: HttpRequest, loan_id: UUID) -> HttpResponse:
    """Ask a second person to let held savings of a guarantor pay."""
    return _asked(
        request,
        loan_id,
        lambda: ask_guarantee_call(
            guarantee_id=_id(request),
            amount_rp=amount_in(request),
            reason=typed_of(request, "reason"),
            **done_today(request),
        ),
    )


@require_POST
@never_cache
@acts(Action.TAKE_LOANS)
def guarantor_repaid(request: HttpRequest, loan_id: UUID) -> HttpResponse:
    """Take what the borrower gives back to a guarantor."""

    def taken() -> None:
        money = money_in(request)
        repay_guarantor(
            guarantee_id=_id(request),
            amount_rp=amount_in(request),
            cash_place_id=money.cash_place_id,
            account_id=money.account_id,
            **done_today(request),
        )

    return _asked(request, loan_id, taken)


@require_POST
@never_cache
@acts(Action.TAKE_LOANS)
def repayment_back(request: HttpRequest, loan_id: UUID) -> HttpResponse:
    """Take back what a guarantor got back."""
    return _asked(
        request,
        loan_id,
        lambda: take_repayment_back(
            repayment_id=_id(request), reason=typed_of(request, "reason"), **done_today(request)
        ),
    )


@require_POST
@never_cache
@acts(Action.KEEP_LOANS)
def collateral_return(request: HttpRequest, loan_id: UUID) -> HttpResponse:
    """Give a thing back, or ask a second person first."""
    return _asked(
        request,
        loan_id,
        lambda: return_collateral(
            collateral_id=_id(request),
            to=typed_of(request, "to"),
            reason=typed_of(request, "reason"),
            **done_today(request),
        ),
    )


@require_safe
@never_cache
@acts(Action.VIEW_LOANS)
def collateral_picture(request: HttpRequest, loan_id: UUID, collateral_id: UUID) -> HttpResponse:
    """Send the picture of a thing."""
    with own_rows(request):
        file = collateral_photo(cooperative_id=here(request).id, loan_id=loan_id, collateral_id=collateral_id)
    if file is None:
        raise Http404
    return file_answer(file)


def _id(request: HttpRequest) -> UUID:
    found = id_in(typed_of(request, "row"))
    if found is None:
        raise SecurityRefusedError(wrong="gone")
    return found


def _asked(request: HttpRequest, loan_id: UUID, act: Callable[[], UUID | None]) -> HttpResponse:
    waits: Any
    waits, refusal = tried(act)
    if refusal:
        return show_loan(request, loan_id, refusal=refusal)
    if waits:
        return redirect("approvals:request", approval_id=waits)
    return redirect(address_of(loan_id, "jaminan"))


def _accounts(request: HttpRequest, cooperative_id: int, who: MemberRow) -> list[dict[str, object]]:
    """Give the accounts of a guarantor that may be held, and that none is."""
    rows = savings_of(cooperative_id=cooperative_id, member_id=who.member_id)
    free = free_among(cooperative_id=cooperative_id, accounts=rows, on=today_of(request))
    words = {
        str(row.account_id): f"{row.words}, bisa ditahan {rupiah(free[row.account_id].free_rp)}"
        for row in rows
        if row.account_id in free and free[row.account_id].free_rp
    }
    return choices({**words, "": WORD_ALONE}, typed_of(request, "account") or next(iter(words), ""))
