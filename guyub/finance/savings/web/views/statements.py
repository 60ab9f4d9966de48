"""Statements of a member's savings as officers give them: on screen, as PDF with a QR, as table, by year."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.http import Http404
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from guyub.community.members.selectors.members import one_member
from guyub.community.members.web.views.books import here
from guyub.finance.savings.selectors.balances import savings_of
from guyub.finance.savings.selectors.statements import statements_of
from guyub.finance.savings.web.passbook_pages import page, span_asked
from guyub.finance.savings.web.statement_answers import (
    StatementOf,
    issued_answer,
    statement_table,
    year_answer,
)
from guyub.foundation.identity.domain.roles import Action
from guyub.foundation.identity.web.doors import acts, own_rows

if TYPE_CHECKING:
    from uuid import UUID

    from django.http import HttpRequest, HttpResponse

MOST_SHOWN = 100


@require_safe
@never_cache
@acts(Action.VIEW_SAVINGS)
def statement(request: HttpRequest, member_id: UUID) -> HttpResponse:
    """Show what a member's accounts held and what moved them in a span of days."""
    whose = _whose(request, member_id)
    asked = span_asked(request, request.GET.dict())
    if request.GET.get("bentuk") in ("xlsx", "csv"):
        return statement_table(request, whose, asked)
    return _statement(request, whose, asked)


@require_POST
@never_cache
@acts(Action.VIEW_SAVINGS)
def statement_issue(request: HttpRequest, member_id: UUID) -> HttpResponse:
    """Issue the statement as PDF, with a QR by which anybody can check the balance."""
    whose = _whose(request, member_id)
    asked = span_asked(request, request.POST.dict())
    answer, refusal = issued_answer(request, whose, asked)
    return answer or _statement(request, whose, asked, refusal=refusal)


@require_safe
@never_cache
@acts(Action.VIEW_SAVINGS)
def statement_year(request: HttpRequest, member_id: UUID, year: int) -> HttpResponse:
    """Set the summary of a year as PDF, with jasa and tax by month."""
    return year_answer(request, _whose(request, member_id), year)


def _whose(request: HttpRequest, member_id: UUID) -> StatementOf:
    place = here(request)
    with own_rows(request):
        member = one_member(cooperative_id=place.id, member_id=member_id)
        if member is None:
            raise Http404
        accounts = savings_of(cooperative_id=place.id, member_id=member_id)
    return StatementOf(member_id, member.name, member.number or "", accounts)


def _statement(request: HttpRequest, whose: StatementOf, asked: Any, *, refusal: str = "") -> HttpResponse:
    place = here(request)
    with own_rows(request):
        told, is_whole = statements_of(
            cooperative_id=place.id,
            accounts=whose.picked(asked.mark),
            since=asked.since,
            until=asked.until,
            most=MOST_SHOWN,
        )
    context = {"whose": whose, "asked": asked, "told": told, "is_whole": is_whole, "most": MOST_SHOWN}
    return page(request, "statement", context, refusal=refusal)
