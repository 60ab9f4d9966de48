"""The member's own savings: passbooks, statements, simpanan wajib month by month, asking to take out."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING, Any
from uuid import UUID

from django.http import Http404
from django.shortcuts import redirect
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from guyub.books.ledger.web.forms import choices, day_of, typed_of
from guyub.desks.member.selectors.own_savings import own_savings
from guyub.desks.member.web.own_pages import acting, own_page_of, savings_of_page, shown
from guyub.finance.savings.domain.deposits import ROLL_WORDS
from guyub.finance.savings.domain.dues import DuesRefusedError
from guyub.finance.savings.domain.kinds import SavingsKind
from guyub.finance.savings.domain.offering import rate_words
from guyub.finance.savings.domain.withdrawal_requests import FURTHEST_DAYS, WithdrawalRequestRefusedError
from guyub.finance.savings.selectors.deposits import one_deposit
from guyub.finance.savings.selectors.passbooks import own_account
from guyub.finance.savings.selectors.statements import statements_of
from guyub.finance.savings.services.standing_orders import set_standing_order
from guyub.finance.savings.services.withdrawal_requests import ask_withdrawal, call_off_withdrawal
from guyub.finance.savings.web.dues_pages import by_year
from guyub.finance.savings.web.passbook_pages import lines_context, span_asked
from guyub.finance.savings.web.statement_answers import (
    StatementOf,
    issued_answer,
    statement_table,
    year_answer,
)
from guyub.foundation.identity.domain.roles import Action
from guyub.foundation.identity.web.doors import actor_of, acts, own_rows, today_of, tried
from guyub.foundation.kernel.formats import day, rupiah
from guyub.foundation.kernel.money import parse_rp
from guyub.foundation.kernel.rows import Row

if TYPE_CHECKING:
    from datetime import date

    from django.http import HttpRequest, HttpResponse

    from guyub.desks.member.selectors.own import OwnPage
    from guyub.desks.member.selectors.own_savings import OwnSavings
    from guyub.finance.savings.selectors.balances import SavingsRow
    from guyub.finance.savings.selectors.free import Free
    from guyub.finance.savings.web.passbook_pages import SpanAsked

MOST_LINES, FEW_MOVES = 60, 12


@dataclass(frozen=True, slots=True)
class AccountLine(Row):
    """One account on the savings page: what is on it, and what may be taken."""

    row: SavingsRow
    tone: str
    note: str
    free: Free | None
    matures: str


@require_safe
@never_cache
@acts(Action.OWN_MEMBERSHIP)
def savings(request: HttpRequest) -> HttpResponse:
    """Show every account, how simpanan wajib stands, what was asked for, and what moved last."""
    page, more = _pages(request)
    told = savings_of_page(page)
    context = {
        "page": page,
        "savings": told,
        "more": more,
        "most": FEW_MOVES,
        "lines": [
            AccountLine(row, tone, note, more.free.get(row.account_id), _matures(row, more))
            for row, tone, note in told["kinds"]
            if more
        ],
        "can_ask": bool(more and any(one.free_rp for one in more.free.values())),
    }
    return shown(request, "savings", context)


@require_safe
@never_cache
@acts(Action.OWN_MEMBERSHIP)
def own_book(request: HttpRequest, mark: str) -> HttpResponse:
    """Show the passbook of one own account."""
    actor = actor_of(request)
    with own_rows(request):
        head = own_account(cooperative_id=actor.cooperative_id, person_id=actor.person_id, mark=mark)
        if head is None:
            raise Http404
        context = lines_context(request, head, actor.cooperative_id)
        if head.account.kind is SavingsKind.BERJANGKA:
            context |= _agreement(actor.cooperative_id, head.account.account_id, today_of(request))
    return shown(request, "own_book", context)


@require_safe
@never_cache
@acts(Action.OWN_MEMBERSHIP)
def own_statement(request: HttpRequest) -> HttpResponse:
    """Show what the own accounts held and what moved them in a span of days; as a table too."""
    whose, asked = _whose(request), span_asked(request, request.GET.dict())
    if request.GET.get("bentuk") in ("xlsx", "csv"):
        return statement_table(request, whose, asked)
    return _statement(request, whose, asked)


@require_POST
@never_cache
@acts(Action.OWN_MEMBERSHIP)
def own_statement_issue(request: HttpRequest) -> HttpResponse:
    """Issue the own statement as PDF, with a QR by which anybody can check the balance."""
    whose, asked = _whose(request), span_asked(request, request.POST.dict())
    answer, refusal = issued_answer(request, whose, asked)
    return answer or _statement(request, whose, asked, refusal=refusal)


@require_safe
@never_cache
@acts(Action.OWN_MEMBERSHIP)
def own_year(request: HttpRequest, year: int) -> HttpResponse:
    """Set the summary of a year as PDF, with jasa and tax by month for the tax return."""
    return year_answer(request, _whose(request), year)


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
@acts(Action.OWN_MEMBERSHIP)
def own_dues(request: HttpRequest) -> HttpResponse:
    """Show simpanan wajib month by month, and let it be taken from an own account, or no longer."""
    page, more = _pages(request)
    if page.member is None or more is None:
        return redirect("member_desk:home")
    refusal, member_id = "", page.member.member_id
    if request.method == "POST":
        _, refusal = tried(
            lambda: set_standing_order(
                place=_place(request),
                member_id=member_id,
                account_id=_chosen(typed_of(request, "account")),
                today=today_of(request),
                **acting(request),
            )
        )
        if not refusal:
            return redirect("member_desk:own_dues")
    context = {
        "page": page,
        "dues": savings_of_page(page)["dues"],
        "years": by_year(page.dues.months, today=today_of(request)),
        "order": more.order,
        "order_from": choices(_named(page, more), typed_of(request, "account")),
    }
    return shown(request, "own_dues", context, refusal=refusal)


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
@acts(Action.OWN_MEMBERSHIP)
def own_withdrawal(request: HttpRequest) -> HttpResponse:
    """Ask to take savings out on a day, and see what was asked before with its answer."""
    refusal = ""
    if request.method == "POST":
        made, refusal = tried(lambda: _asked(request))
        if made:
            return redirect("member_desk:own_withdrawal")
    return _withdrawal(request, refusal=refusal)


@require_POST
@never_cache
@acts(Action.OWN_MEMBERSHIP)
def own_withdrawal_off(request: HttpRequest, withdrawal_id: UUID) -> HttpResponse:
    """Take an own request back."""
    _, refusal = tried(
        lambda: call_off_withdrawal(place=_place(request), withdrawal_id=withdrawal_id, **acting(request))
    )
    return _withdrawal(request, refusal=refusal) if refusal else redirect("member_desk:own_withdrawal")


def _withdrawal(request: HttpRequest, *, refusal: str) -> HttpResponse:
    page, more = _pages(request)
    if more is None:
        return redirect("member_desk:home")
    context = {
        "page": page,
        "asked": more.asked,
        "accounts": choices(_named(page, more, with_free=True), typed_of(request, "account")),
        "furthest": FURTHEST_DAYS,
        "last": today_of(request) + timedelta(days=FURTHEST_DAYS),
    }
    return shown(request, "own_withdrawal", context, refusal=refusal)


def _asked(request: HttpRequest) -> UUID:
    account_id = _chosen(typed_of(request, "account"))
    if account_id is None:
        raise WithdrawalRequestRefusedError(wrong="account")
    return ask_withdrawal(
        place=_place(request),
        account_id=account_id,
        amount_rp=parse_rp(typed_of(request, "amount")),
        wanted_on=day_of(request, "wanted_on", WithdrawalRequestRefusedError, "when"),
        note=typed_of(request, "note"),
        today=today_of(request),
        **acting(request),
    )


def _pages(request: HttpRequest) -> tuple[OwnPage, OwnSavings | None]:
    actor = actor_of(request)
    with own_rows(request):
        return own_savings(
            cooperative_id=actor.cooperative_id,
            person_id=actor.person_id,
            today=today_of(request),
            most=FEW_MOVES,
        )


def _place(request: HttpRequest) -> Any:
    return request.visit.seat.place  # type: ignore[attr-defined]  # identity.web.middleware


def _matures(row: SavingsRow, more: OwnSavings) -> str:
    """Say when a deposit may be taken; "" for what is none."""
    one = more.maturities.get(row.account_id)
    if one is None:
        return ""
    if one.is_waiting:
        return f"jatuh tempo {day(one.on)}, bisa diambil di kantor"
    return f"jatuh tempo {day(one.on)}, jasa {rate_words(one.ppm)} setahun"


def _agreement(cooperative_id: int, account_id: UUID, today: date) -> dict[str, Any]:
    """Give what was agreed about a deposit, and what it brings. Three queries, in the scope."""
    row = one_deposit(cooperative_id=cooperative_id, account_id=account_id)
    if row is None:
        return {}
    dues = [] if row.closed_on else row.schedule()
    return {
        "deposit": row,
        "rate": rate_words(row.now.agreed_ppm),
        "early_rate": rate_words(row.now.early_ppm),
        "early": row.early(today) if row.is_running else None,
        "roll_words": ROLL_WORDS[row.now.roll],
        "brings_rp": sum(one.jasa_rp for one in dues),
    }


def _chosen(written: str) -> UUID | None:
    """Read an account that was chosen; None for none.

    Raises:
        DuesRefusedError: ``account``: what was sent is no account.
    """
    if not written:
        return None
    try:
        return UUID(written)
    except ValueError as error:
        raise DuesRefusedError(wrong="account") from error


def _named(page: OwnPage, more: OwnSavings, *, with_free: bool = False) -> dict[str, str]:
    """Name the own accounts from which may be taken, with what is free of them."""
    return {
        str(row.account_id): f"{row.words}, bisa diambil {rupiah(more.free[row.account_id].free_rp)}"
        if with_free
        else row.words
        for row in page.savings
        if row.account_id in more.free
    }


def _whose(request: HttpRequest) -> StatementOf:
    page = own_page_of(request, most=1)
    if page.member is None:
        raise Http404
    return StatementOf(page.member.member_id, page.member.name, page.member.number, page.savings)


def _statement(
    request: HttpRequest, whose: StatementOf, asked: SpanAsked, *, refusal: str = ""
) -> HttpResponse:
    with own_rows(request):
        told, is_whole = statements_of(
            cooperative_id=actor_of(request).cooperative_id,
            accounts=whose.picked(asked.mark),
            since=asked.since,
            until=asked.until,
            most=MOST_LINES,
        )
    context = {"whose": whose, "asked": asked, "told": told, "is_whole": is_whole, "most": MOST_LINES}
    return shown(request, "own_statement", context, refusal=refusal)
