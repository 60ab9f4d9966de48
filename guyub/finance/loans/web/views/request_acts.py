"""What the staff does with applications: writes, analyses, hands to the committee, takes back, keeps papers."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.http import Http404
from django.shortcuts import redirect
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from guyub.books.ledger.web.forms import typed_of
from guyub.community.members.selectors.groups import joint_groups
from guyub.community.members.selectors.members import one_member
from guyub.finance.loans.domain.offering import rate_words
from guyub.finance.loans.selectors.applications import applications_of
from guyub.finance.loans.selectors.products import one_product, products_of
from guyub.finance.loans.services.analysing import record_analysis
from guyub.finance.loans.services.applications import (
    add_paper,
    appeal,
    apply_for_loan,
    set_consent,
    withdraw_application,
)
from guyub.finance.loans.services.cancelling import cancel_agreed
from guyub.finance.loans.services.committee import submit_to_committee
from guyub.finance.loans.web.request_forms import analysis_in, application_in
from guyub.finance.loans.web.request_pages import (
    advice_choices,
    group_choices,
    page,
    product_choices,
    request_page_of,
    shown,
    use_choices,
)
from guyub.finance.savings.web.frame import done_of, done_today
from guyub.foundation.identity.domain.roles import Action
from guyub.foundation.identity.web.doors import actor_of, acts, own_rows, today_of, tried
from guyub.foundation.identity.web.photos import photo_in
from guyub.foundation.kernel.dates import utc_now
from guyub.foundation.kernel.formats import number
from guyub.foundation.kernel.ids import id_in
from guyub.foundation.parameters.selectors.values import value_of

if TYPE_CHECKING:
    from collections.abc import Callable
    from uuid import UUID

    from django.http import HttpRequest, HttpResponse

    from guyub.finance.loans.web.request_pages import RequestPage

SHARE = "pinjaman.kemampuan"


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
@acts(Action.TAKE_LOANS)
def request_new(request: HttpRequest, member_id: UUID) -> HttpResponse:
    """Write an application of a member down."""
    place_id, today, refusal = actor_of(request).cooperative_id, today_of(request), ""
    with own_rows(request):
        member = one_member(cooperative_id=place_id, member_id=member_id)
        if member is None:
            raise Http404
        products = products_of(cooperative_id=place_id, on=today)
        groups = joint_groups(cooperative_id=place_id, member_id=member_id)
        earlier = applications_of(cooperative_id=place_id, member_id=member_id, now=utc_now(), most=5)
    if request.method == "POST":
        made, refusal = tried(
            lambda: apply_for_loan(
                member_id=member_id,
                product_id=id_in(typed_of(request, "product")),
                typed=application_in(request),
                has_consented=typed_of(request, "consent") == "1",
                group_id=id_in(typed_of(request, "group")),
                **done_today(request),
            )
        )
        if made:
            return redirect("loan_requests:request", application_id=made)
    open_ones = [row for row in products if row.is_open(today)]
    context = {
        "member": member,
        "is_own": member.person_id == actor_of(request).person_id,
        "products": product_choices(open_ones, typed_of(request, "product")),
        "uses": use_choices(typed_of(request, "use")),
        "groups": group_choices(groups, typed_of(request, "group")),
        "earlier": earlier,
    }
    return page(request, "request_new", context, refusal=refusal)


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
@acts(Action.KEEP_LOANS)
def request_analyse(request: HttpRequest, application_id: UUID) -> HttpResponse:
    """Keep an analysis of an application; the last one stands in the form."""
    refusal = ""
    if request.method == "POST":
        made, refusal = tried(
            lambda: record_analysis(
                application_id=application_id, typed=analysis_in(request), **done_today(request)
            )
        )
        if made:
            return redirect("loan_requests:request", application_id=application_id)
    found = request_page_of(request, application_id, with_question=False)
    with own_rows(request):
        place_id, today = actor_of(request).cooperative_id, today_of(request)
        product = one_product(cooperative_id=place_id, product_id=found.row.product_id, on=today)
        share = value_of(SHARE, cooperative_id=place_id, on=today)
    held = product.now if product else None
    context = {
        "found": found,
        "row": found.row,
        "known": found.known,
        "sheet": found.sheet,
        "offered": held.offered if held else None,
        "range": (rate_words(held.offered.rate_from_ppm), rate_words(held.offered.rate_to_ppm))
        if held
        else (),
        "share": rate_words(int(share * 1_000_000)),
        "told": _told(request, found, rate_words(held.offered.rate_ppm) if held else ""),
        "advices": advice_choices(typed_of(request, "advice") or (found.last.advice if found.last else "")),
    }
    return page(request, "request_analyse", context, refusal=refusal)


@require_POST
@never_cache
@acts(Action.KEEP_LOANS)
def request_submit(request: HttpRequest, application_id: UUID) -> HttpResponse:
    """Ask the committee."""
    asked, refusal = tried(lambda: submit_to_committee(application_id=application_id, **done_today(request)))
    if asked:
        return redirect("approvals:request", approval_id=asked)
    return shown(request, request_page_of(request, application_id), refusal=refusal)


@require_POST
@never_cache
@acts(Action.TAKE_LOANS)
def request_withdraw(request: HttpRequest, application_id: UUID) -> HttpResponse:
    """Take an application back, as the member said."""
    reason = typed_of(request, "reason")
    return _acted(
        request,
        application_id,
        lambda: withdraw_application(application_id=application_id, reason=reason, **done_today(request)),
    )


@require_POST
@never_cache
@acts(Action.TAKE_LOANS)
def request_appeal(request: HttpRequest, application_id: UUID) -> HttpResponse:
    """Write down that the member wants a refusal looked at again."""
    text = typed_of(request, "text")
    return _acted(
        request,
        application_id,
        lambda: appeal(application_id=application_id, text=text, **done_today(request)),
    )


@require_POST
@never_cache
@acts(Action.TAKE_LOANS)
def request_consent(request: HttpRequest, application_id: UUID) -> HttpResponse:
    """Write down that the member lets debts elsewhere be looked up, or no longer."""
    is_given = typed_of(request, "is_given") == "1"
    return _acted(
        request,
        application_id,
        lambda: set_consent(application_id=application_id, is_given=is_given, **done_of(request)),
    )


@require_POST
@never_cache
@acts(Action.TAKE_LOANS)
def request_paper(request: HttpRequest, application_id: UUID) -> HttpResponse:
    """Keep a picture or document with an application."""
    return _acted(
        request,
        application_id,
        lambda: add_paper(
            application_id=application_id,
            kind=typed_of(request, "kind"),
            title=typed_of(request, "title"),
            document=photo_in(request),
            **done_of(request),
        ),
    )


@require_POST
@never_cache
@acts(Action.KEEP_LOANS)
def agreed_cancel(request: HttpRequest, application_id: UUID) -> HttpResponse:
    """Cancel the loan that was agreed to and not paid out."""
    found = request_page_of(request, application_id)
    if found.row.loan_id is None:
        raise Http404
    loan_id, reason = found.row.loan_id, typed_of(request, "reason")
    return _acted(
        request,
        application_id,
        lambda: cancel_agreed(loan_id=loan_id, reason=reason, **done_today(request)),
    )


def _acted(request: HttpRequest, application_id: UUID, act: Callable[[], Any]) -> HttpResponse:
    _, refusal = tried(act)
    if refusal:
        return shown(request, request_page_of(request, application_id), refusal=refusal)
    return redirect("loan_requests:request", application_id=application_id)


def _told(request: HttpRequest, found: RequestPage, usual_rate: str) -> dict[str, Any]:
    """Give what stands in the form: what was typed, else the last analysis, else what was asked for."""
    if request.method == "POST":
        return request.POST.dict()
    last, row = found.last, found.row
    told: dict[str, Any] = {
        "amount": number(last.amount_rp if last else row.amount_rp),
        "instalments": last.instalments if last else row.instalments,
        "rate": rate_words(last.rate_ppm) if last else usual_rate,
    }
    if last:
        told |= {
            "income": number(last.income_rp),
            "business": number(last.business_rp),
            "household": number(last.household_rp),
            "other": number(last.other_rp),
            "visited_on": last.visited_on.isoformat() if last.visited_on else "",
            "visit_seen": last.visit_seen,
            "note": last.note,
        }
    return told
