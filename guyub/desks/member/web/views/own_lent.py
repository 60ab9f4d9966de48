"""The member's own loans: what is left, what is due, what was paid with receipts, instalments from savings."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.http import Http404
from django.shortcuts import redirect
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from guyub.books.ledger.web.forms import choices, typed_of
from guyub.community.members.web.book_tables import letterhead_of
from guyub.desks.member.selectors.own_loans import OwnLoanPage, own_lent, own_loan, own_sureties
from guyub.desks.member.web.own_pages import acting, shown
from guyub.finance.loans.domain.lifecycle import LoanState
from guyub.finance.loans.selectors.applications import own_applications
from guyub.finance.loans.services.standing_orders import OrderRefusedError, set_loan_order
from guyub.finance.loans.web.loan_parts import loan_facts, schedule_in_parts
from guyub.finance.loans.web.paper_files import receipt_pdf
from guyub.foundation.identity.domain.roles import Action
from guyub.foundation.identity.web.doors import actor_of, acts, own_rows, today_of, tried
from guyub.foundation.kernel.dates import utc_now
from guyub.foundation.kernel.formats import day, rupiah
from guyub.foundation.kernel.ids import id_in
from guyub.foundation.kernel.web.downloads import pdf_answer

if TYPE_CHECKING:
    from datetime import date
    from uuid import UUID

    from django.http import HttpRequest, HttpResponse

    from guyub.desks.member.selectors.own_loans import OwnLent
    from guyub.finance.loans.selectors.loan_pages import LoanPage


@require_safe
@never_cache
@acts(Action.OWN_MEMBERSHIP)
def loans(request: HttpRequest) -> HttpResponse:
    """List the own loans with what is due next, and applications that wait."""
    actor, today = actor_of(request), today_of(request)
    whose: dict[str, Any] = {"cooperative_id": actor.cooperative_id, "person_id": actor.person_id}
    with own_rows(request):
        rows = own_lent(**whose, on=today)
        sureties, member_id = own_sureties(**whose)
        asked = [row for row in own_applications(**whose, now=utc_now()) if row.is_open]
    context = {
        "rows": [(row, *_standing(row, today)) for row in rows],
        "asked": asked,
        "sureties": sureties,
        "member_id": member_id,
        "left_rp": sum(row.loan.left_rp for row in rows if row.now),
        "owes": any(row.now for row in rows),
    }
    return shown(request, "own_loans", context)


@require_safe
@never_cache
@acts(Action.OWN_MEMBERSHIP)
def own_loan_page(request: HttpRequest, loan_id: UUID) -> HttpResponse:
    """Show one own loan: what is due, the schedule, payments with receipts, instalments from savings."""
    return _one(request, loan_id)


@require_POST
@never_cache
@acts(Action.OWN_MEMBERSHIP)
def own_loan_order(request: HttpRequest, loan_id: UUID) -> HttpResponse:
    """Let what is due be taken from an own account, or no longer."""
    place = request.visit.seat.place  # type: ignore[attr-defined]  # identity.web.middleware
    _, refusal = tried(
        lambda: set_loan_order(
            place=place,
            loan_id=loan_id,
            account_id=_account_in(request),
            today=today_of(request),
            **acting(request),
        )
    )
    return (
        _one(request, loan_id, refusal=refusal) if refusal else redirect("member_desk:loan", loan_id=loan_id)
    )


@require_safe
@never_cache
@acts(Action.OWN_MEMBERSHIP)
def own_loan_receipt(request: HttpRequest, loan_id: UUID, event_id: UUID) -> HttpResponse:
    """Hand the receipt of an own payment over as PDF."""
    place = request.visit.seat.place  # type: ignore[attr-defined]  # identity.web.middleware
    with own_rows(request):
        page = _found(request, loan_id).page
        event = next((one for one in page.events if one.event_id == event_id and one.is_payment), None)
        if event is None:
            raise Http404
        head = letterhead_of(request, place)
    stem = f"kuitansi-{(event.voucher or page.loan.name).lower()}"
    return pdf_answer(receipt_pdf(head, page, event), stem=stem)


def _found(request: HttpRequest, loan_id: UUID) -> OwnLoanPage:
    actor = actor_of(request)
    found = own_loan(
        cooperative_id=actor.cooperative_id,
        person_id=actor.person_id,
        loan_id=loan_id,
        on=today_of(request),
    )
    if found is None:
        raise Http404
    return found


def _account_in(request: HttpRequest) -> UUID | None:
    """Read from which account instalments are taken; None: from none any more.

    Raises:
        OrderRefusedError: ``account``: what was sent is no account.
    """
    written = typed_of(request, "account")
    account_id = id_in(written)
    if written and account_id is None:
        raise OrderRefusedError(wrong="account")
    return account_id


def _one(request: HttpRequest, loan_id: UUID, *, refusal: str = "") -> HttpResponse:
    today = today_of(request)
    with own_rows(request):
        found = _found(request, loan_id)
    page = found.page
    tone, said = _said(page, today)
    context = {
        "found": page,
        "loan": page.loan,
        "product": page.history.product,
        "tone": tone,
        "said": said,
        "due_rp": page.due(today) if page.is_owed else 0,
        "facts": loan_facts(page),
        "payments": [one for one in reversed(page.events) if one.is_payment],
        "order": page.order,
        "order_from": choices(found.accounts, typed_of(request, "account")),
        **schedule_in_parts(page, today),
    }
    return shown(request, "own_loan", context, refusal=refusal)


def _said(page: LoanPage, today: date) -> tuple[str, str]:
    """Say kindly how a loan stands: the tone of its chip, and one sentence."""
    if page.state is LoanState.DISETUJUI:
        return "act", "Sudah disetujui. Bendahara mencairkannya bersama Anda di kantor."
    if not page.is_owed:
        return "ok", "Pinjaman ini sudah selesai. Terima kasih."
    if page.arrears_rp:
        late = f"{rupiah(page.arrears_rp)} sudah lewat jatuh tempo, {page.arrears_days} hari."
        return "warn", f"{late} Bila sedang berat, bicarakan dengan bendahara; jadwalnya bisa ditata lagi."
    coming = next(iter(page.open_lines), None)
    if coming is None or coming.due_on is None:
        return "ok", "Lancar."
    when = "hari ini" if coming.due_on == today else day(coming.due_on)
    return "ok", f"Lancar. Berikutnya {rupiah(coming.open_rp)}, {when}."


def _standing(row: OwnLent, today: date) -> tuple[str, str, str]:
    """Say in a line how an own loan stands: the tone and text of its chip, and what is due next."""
    now = row.now
    if now is None:
        tone = "act" if row.loan.state is LoanState.DISETUJUI else ""
        return tone, row.loan.state_words, ""
    if now.since:
        words = (
            f"{rupiah(now.overdue_rp)} sejak {day(now.since)}. Bila sedang berat, bicarakan dengan bendahara."
        )
        return "warn", "Ada yang lewat", words
    if now.next_on is None:
        return "ok", "Lancar", ""
    when = "hari ini" if now.next_on == today else day(now.next_on)
    return "ok", "Lancar", f"Berikutnya {rupiah(now.next_rp)}, {when}"
