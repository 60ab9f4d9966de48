"""Acts on simpanan berjangka: placing with a quote before, paying out, the end that the member wants, the bilyet."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from guyub.books.ledger.web.forms import choices, typed_of
from guyub.community.members.selectors.members import one_member
from guyub.community.members.web.book_tables import letterhead_of
from guyub.community.members.web.views.books import here
from guyub.finance.savings.domain.deposits import DepositRefusedError, maturity, schedule
from guyub.finance.savings.domain.jasa import rate_of
from guyub.finance.savings.domain.offering import rate_words
from guyub.finance.savings.selectors.deposits import one_deposit, placings, placings_for
from guyub.finance.savings.selectors.gate import unit_gate
from guyub.finance.savings.services.certificates import issue_certificate
from guyub.finance.savings.services.deposit_payouts import take_deposit
from guyub.finance.savings.services.deposits import Placing, place_deposit, set_roll, take_back_deposit
from guyub.finance.savings.web.certificate_files import certificate_pdf
from guyub.finance.savings.web.deposit_pages import (
    SAVINGS_WORDS,
    deposit_page,
    money_choices,
    page,
    place_in,
    roll_choices,
    roll_in,
)
from guyub.finance.savings.web.frame import done_today
from guyub.foundation.identity.domain.roles import Action
from guyub.foundation.identity.web.doors import actor_of, acts, own_rows, today_of, tried
from guyub.foundation.kernel.errors import DomainError
from guyub.foundation.kernel.ids import id_in
from guyub.foundation.kernel.money import parse_rp
from guyub.foundation.kernel.web.downloads import pdf_answer

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from datetime import date
    from uuid import UUID

    from django.http import HttpRequest

    from guyub.finance.savings.selectors.products import ProductRow


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
@acts(Action.TAKE_SAVINGS)
def new(request: HttpRequest, member_id: UUID) -> HttpResponse:
    """Place money of a member for a term."""
    refusal = ""
    if request.method == "POST":

        def placed() -> UUID:
            product_id = id_in(typed_of(request, "product"))
            if product_id is None:
                raise DepositRefusedError(wrong="product")
            placing = Placing(
                member_id=member_id,
                product_id=product_id,
                amount_rp=parse_rp(typed_of(request, "amount")),
                cash_place_id=place_in(request),
                roll=roll_in(request),
            )
            return place_deposit(placing=placing, **done_today(request))

        account_id, refusal = tried(placed)
        if account_id:
            return redirect("term_deposits:deposit", account_id=account_id)
    actor, place, today = actor_of(request), here(request), today_of(request)
    with own_rows(request):
        member = one_member(cooperative_id=place.id, member_id=member_id)
        if member is None or not member.number or not member.is_member:
            raise Http404
        products = placings(cooperative_id=place.id, on=today)
        gate = unit_gate(cooperative_id=place.id, on=today)
        money = money_choices(request, place, savings_words=SAVINGS_WORDS, chosen=typed_of(request, "money"))
    names = {str(one.product_id): f"{one.term_months} bulan, {_rate(one)} ({one.name})" for one in products}
    chosen = typed_of(request, "product") or next(iter(names), "")
    picked = next((one for one in products if str(one.product_id) == chosen), None)
    is_monthly = all(one.now is not None and one.now.every_months == 1 for one in products)
    context = {
        "member": member,
        "is_own": member.person_id == actor.person_id,
        "gate": gate,
        "products": choices(names, chosen),
        "money": money,
        "rolls": roll_choices(typed_of(request, "roll"), is_monthly=is_monthly),
        "quote": _quote(picked, typed_of(request, "amount"), today),
    }
    return page(request, "deposit_new", context, refusal=refusal)


@require_safe
@never_cache
@acts(Action.TAKE_SAVINGS)
def quote(request: HttpRequest, member_id: UUID) -> HttpResponse:
    """Say what an amount would earn, while it is typed."""
    place, today = here(request), today_of(request)
    product_id = id_in(request.GET.get("product", ""))
    with own_rows(request):
        if one_member(cooperative_id=place.id, member_id=member_id) is None:
            raise Http404
        products, free_rp = placings_for(cooperative_id=place.id, member_id=member_id, on=today)
    picked = next((one for one in products if one.product_id == product_id), None)
    found = _quote(picked, request.GET.get("amount", ""), today)
    return render(request, "savings/_deposit_quote.html", {"quote": found, "free_rp": free_rp})


@require_POST
@never_cache
@acts(Action.TAKE_SAVINGS)
def take(request: HttpRequest, account_id: UUID) -> HttpResponse:
    """Pay a deposit out, or ask a second person first."""

    def taken() -> HttpResponse:
        waits = take_deposit(
            member_id=_member(request, account_id),
            account_id=account_id,
            cash_place_id=place_in(request),
            reason=typed_of(request, "reason"),
            **done_today(request),
        )
        return redirect("approvals:request", approval_id=waits) if waits else _back(account_id)

    return _acted(request, account_id, taken)


@require_POST
@never_cache
@acts(Action.TAKE_SAVINGS)
def roll(request: HttpRequest, account_id: UUID) -> HttpResponse:
    """Write down what the member wants at the end."""

    def told() -> HttpResponse:
        member_id = _member(request, account_id)
        set_roll(member_id=member_id, account_id=account_id, roll=roll_in(request), **done_today(request))
        return _back(account_id)

    return _acted(request, account_id, told)


@require_POST
@never_cache
@acts(Action.TAKE_SAVINGS)
def take_back(request: HttpRequest, account_id: UUID) -> HttpResponse:
    """Take a deposit back on its first day."""

    def back() -> HttpResponse:
        take_back_deposit(
            member_id=_member(request, account_id),
            account_id=account_id,
            reason=typed_of(request, "reason"),
            **done_today(request),
        )
        return _back(account_id)

    return _acted(request, account_id, back)


@require_POST
@never_cache
@acts(Action.TAKE_SAVINGS)
def certificate(request: HttpRequest, account_id: UUID) -> HttpResponse:
    """Issue the bilyet as PDF."""
    place, done = here(request), done_today(request)
    del done["today"]
    issued, refusal = tried(
        lambda: issue_certificate(account_id=account_id, reason=typed_of(request, "reason"), **done)
    )
    if issued is None:
        return deposit_page(request, account_id, refusal=refusal)
    address = request.build_absolute_uri(reverse("public_site:verify", args=[place.id, done["request_id"]]))
    with own_rows(request):
        row = one_deposit(cooperative_id=place.id, account_id=account_id)
        head = letterhead_of(request, place)
    if row is None:
        raise Http404
    return pdf_answer(
        certificate_pdf(head, row, issued, address=address), stem=f"bilyet-{row.certificate.lower()}"
    )


def _acted(request: HttpRequest, account_id: UUID, act: Callable[[], HttpResponse]) -> HttpResponse:
    answer, refusal = tried(act)
    return answer or deposit_page(request, account_id, refusal=refusal)


def _back(account_id: UUID) -> HttpResponse:
    return redirect("term_deposits:deposit", account_id=account_id)


def _member(request: HttpRequest, account_id: UUID) -> UUID:
    with own_rows(request):
        row = one_deposit(cooperative_id=here(request).id, account_id=account_id)
    if row is None:
        raise Http404
    return row.member_id


def _rate(one: ProductRow) -> str:
    tiers: Sequence[tuple[int, int]] = one.now.tiers if one.now else ()
    return " sampai ".join(dict.fromkeys(rate_words(ppm) for _, ppm in (tiers[0], tiers[-1])))


def _quote(product: ProductRow | None, written: str, today: date) -> dict[str, Any] | None:
    """Say when an amount would mature and what it would earn by then."""
    try:
        amount_rp = parse_rp(written)
    except DomainError:
        return None
    if product is None or product.now is None or product.term_months is None or amount_rp <= 0:
        return None
    ppm, is_monthly = rate_of(product.now.tiers, amount_rp), product.now.every_months == 1
    until = maturity(today, months=product.term_months, no=1)
    dues = schedule(
        amount_rp=amount_rp,
        ppm=ppm,
        day_count=product.now.day_count,
        first=today,
        until=until,
        is_monthly=is_monthly,
    )
    jasa_rp = sum(one.jasa_rp for one in dues)
    return {
        "amount_rp": amount_rp,
        "until": until,
        "rate": rate_words(ppm),
        "early_rate": rate_words(min(product.now.early_ppm, ppm)),
        "is_monthly": is_monthly,
        "month_rp": jasa_rp // product.term_months,
        "jasa_rp": jasa_rp,
        "whole_rp": amount_rp + jasa_rp,
        "least_rp": product.now.least_rp if amount_rp < product.now.least_rp else 0,
    }
