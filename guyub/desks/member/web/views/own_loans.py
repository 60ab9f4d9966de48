"""The member's own applications for loans: asked for, watched, taken back, appealed against."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.http import Http404
from django.shortcuts import redirect
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from guyub.books.ledger.web.forms import choices, typed_of
from guyub.community.members.domain.register import MemberState
from guyub.community.members.selectors.groups import joint_groups
from guyub.community.members.selectors.members import member_of_person
from guyub.desks.member.web.own_pages import acting, shown
from guyub.finance.loans.domain.applications import PAPER_WORDS, LoanApplicationRefusedError, appeal_until
from guyub.finance.loans.selectors.applications import (
    analyses_of,
    one_application,
    own_applications,
    paper_file,
    papers_of,
)
from guyub.finance.loans.selectors.products import products_of
from guyub.finance.loans.services.applications import (
    APPEAL_DAYS,
    add_paper,
    appeal,
    apply_for_loan,
    set_consent,
    withdraw_application,
)
from guyub.finance.loans.web.request_forms import application_in
from guyub.finance.loans.web.request_pages import group_choices, product_choices, use_choices, words_of
from guyub.foundation.identity.domain.roles import Action
from guyub.foundation.identity.web.doors import actor_of, acts, own_rows, today_of, tried
from guyub.foundation.identity.web.photos import photo_in
from guyub.foundation.kernel.dates import utc_now
from guyub.foundation.kernel.ids import id_in
from guyub.foundation.kernel.web.downloads import file_answer
from guyub.foundation.parameters.selectors.values import value_of

if TYPE_CHECKING:
    from collections.abc import Callable
    from uuid import UUID

    from django.http import HttpRequest, HttpResponse

    from guyub.finance.loans.selectors.applications import ApplicationRow


@require_safe
@never_cache
@acts(Action.OWN_MEMBERSHIP)
def loan_requests(request: HttpRequest) -> HttpResponse:
    """List the own applications, and what may be borrowed."""
    actor, today = actor_of(request), today_of(request)
    with own_rows(request):
        rows = own_applications(cooperative_id=actor.cooperative_id, person_id=actor.person_id, now=utc_now())
        products = products_of(cooperative_id=actor.cooperative_id, on=today)
    context = {"rows": rows, "can_ask": any(row.is_open(today) and row.now for row in products)}
    return shown(request, "loan_requests", context)


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
@acts(Action.OWN_MEMBERSHIP)
def loan_request_new(request: HttpRequest) -> HttpResponse:
    """Ask for a loan."""
    actor, today, refusal = actor_of(request), today_of(request), ""
    with own_rows(request):
        member = member_of_person(cooperative_id=actor.cooperative_id, person_id=actor.person_id)
        products = products_of(cooperative_id=actor.cooperative_id, on=today)
        seats = (
            joint_groups(cooperative_id=actor.cooperative_id, member_id=member.member_id) if member else {}
        )
    if request.method == "POST":
        made, refusal = tried(lambda: _applied(request, member.member_id if member else None))
        if made:
            return redirect("member_desk:loan_request", application_id=made)
    open_ones = [row for row in products if row.is_open(today)]
    context = {
        "may_ask": member is not None and member.state is MemberState.AKTIF,
        "products": product_choices(open_ones, typed_of(request, "product")),
        "uses": use_choices(typed_of(request, "use")),
        "groups": group_choices(seats, typed_of(request, "group")),
    }
    return shown(request, "loan_request_new", context, refusal=refusal)


@require_safe
@never_cache
@acts(Action.OWN_MEMBERSHIP)
def loan_request(request: HttpRequest, application_id: UUID) -> HttpResponse:
    """Show one own application: how far it came, why it was refused, what may be done."""
    return _one(request, application_id)


@require_POST
@never_cache
@acts(Action.OWN_MEMBERSHIP)
def loan_request_withdraw(request: HttpRequest, application_id: UUID) -> HttpResponse:
    """Take an own application back."""
    reason = typed_of(request, "reason")
    return _acted(
        request,
        application_id,
        lambda: withdraw_application(
            application_id=application_id, reason=reason, today=today_of(request), **_own(request)
        ),
    )


@require_POST
@never_cache
@acts(Action.OWN_MEMBERSHIP)
def loan_request_appeal(request: HttpRequest, application_id: UUID) -> HttpResponse:
    """Ask that others look at a refusal again."""
    text = typed_of(request, "text")
    return _acted(
        request,
        application_id,
        lambda: appeal(application_id=application_id, text=text, today=today_of(request), **_own(request)),
    )


@require_POST
@never_cache
@acts(Action.OWN_MEMBERSHIP)
def loan_request_consent(request: HttpRequest, application_id: UUID) -> HttpResponse:
    """Let the cooperative see how much is owed in others, or no longer."""
    is_given = typed_of(request, "is_given") == "1"
    return _acted(
        request,
        application_id,
        lambda: set_consent(application_id=application_id, is_given=is_given, **_own(request)),
    )


@require_POST
@never_cache
@acts(Action.OWN_MEMBERSHIP)
def loan_request_paper(request: HttpRequest, application_id: UUID) -> HttpResponse:
    """Add a picture or document to an own application."""
    return _acted(
        request,
        application_id,
        lambda: add_paper(
            application_id=application_id,
            kind=typed_of(request, "kind"),
            title=typed_of(request, "title"),
            document=photo_in(request),
            **_own(request),
        ),
    )


@require_safe
@never_cache
@acts(Action.OWN_MEMBERSHIP)
def loan_request_file(request: HttpRequest, paper_id: UUID) -> HttpResponse:
    """Send a picture of an own application."""
    actor = actor_of(request)
    with own_rows(request):
        file = paper_file(cooperative_id=actor.cooperative_id, paper_id=paper_id, person_id=actor.person_id)
    if file is None:
        raise Http404
    return file_answer(file)


def _applied(request: HttpRequest, member_id: UUID | None) -> UUID:
    if member_id is None:
        raise LoanApplicationRefusedError(wrong="member")
    return apply_for_loan(
        member_id=member_id,
        product_id=id_in(typed_of(request, "product")),
        typed=application_in(request),
        has_consented=typed_of(request, "consent") == "1",
        group_id=id_in(typed_of(request, "group")),
        today=today_of(request),
        **_own(request),
    )


def _own(request: HttpRequest) -> dict[str, Any]:
    place = request.visit.seat.place  # type: ignore[attr-defined]  # identity.web.middleware
    return {"place": place, "is_own": True} | acting(request)


def _acted(request: HttpRequest, application_id: UUID, act: Callable[[], Any]) -> HttpResponse:
    _, refusal = tried(act)
    if refusal:
        return _one(request, application_id, refusal=refusal)
    return redirect("member_desk:loan_request", application_id=application_id)


def _one(request: HttpRequest, application_id: UUID, *, refusal: str = "") -> HttpResponse:
    actor, today = actor_of(request), today_of(request)
    place_id = actor.cooperative_id
    with own_rows(request):
        row = one_application(cooperative_id=place_id, application_id=application_id, now=utc_now())
        if row is None or row.person_id != actor.person_id:
            raise Http404
        analyses = analyses_of(cooperative_id=place_id, application_id=application_id)
        papers = papers_of(cooperative_id=place_id, application_id=application_id)
        days = int(value_of(APPEAL_DAYS, cooperative_id=place_id, on=today)) if row.may_appeal else 0
    until = appeal_until(row.decided_on, days=days) if row.may_appeal and row.decided_on else None
    context = {
        "row": row,
        "said": _said(row),
        "last": analyses[0] if analyses else None,
        "papers": papers,
        "kinds": choices(words_of(PAPER_WORDS), typed_of(request, "kind")),
        "until": until,
        "can_appeal": until is not None and today <= until,
    }
    return shown(request, "loan_request", context, refusal=refusal)


def _said(row: ApplicationRow) -> str:
    """Say kindly what comes next."""
    if row.is_agreed_only:
        return "Disetujui. Bendahara mencairkannya dan membuat perjanjiannya bersama Anda di kantor."
    if row.loan:
        return f"Disetujui. Pinjaman {row.loan}: {row.loan_words.lower()}."
    if row.is_asked:
        return "Sedang diputus komite. Anda dikabari begitu ada putusan."
    words = {
        "DIAJUKAN": "Bendahara akan menganalisisnya. Siapkan cerita penghasilan dan pengeluaran sebulan.",
        "DIANALISIS": "Sudah dianalisis, segera dibawa ke komite.",
        "BANDING": "Banding Anda akan diputus orang lain, bersama pengawas.",
        "DIPUTUS_TOLAK": "Belum bisa disetujui. Alasannya di bawah ini.",
        "DITARIK": "Permohonan ini ditarik.",
        "KEDALUWARSA": "Permohonan ini lewat waktu. Anda boleh mengajukan lagi.",
    }
    return words.get(row.state.value, "")
