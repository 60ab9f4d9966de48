"""One loan in trouble: everything about it, a visit, a letter of warning."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.http import Http404
from django.shortcuts import redirect
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from guyub.books.ledger.web.forms import choices, day_of, typed_of
from guyub.community.members.web.book_tables import letterhead_of
from guyub.community.members.web.views.books import here
from guyub.finance.loans.domain.kolektibilitas_schemes import Kolektibilitas
from guyub.finance.loans.domain.promises import FOUND_WORDS, LONGEST_NOTE, VisitRefusedError
from guyub.finance.loans.domain.reminding import LETTER_FROM_DAYS
from guyub.finance.loans.domain.writing_off import CLASS_WORDS
from guyub.finance.loans.selectors.trouble import letter_of, trouble_of
from guyub.finance.loans.services.visiting import note_visit
from guyub.finance.loans.services.warning_letters import issue_letter
from guyub.finance.loans.web.trouble_files import letter_pdf
from guyub.finance.loans.web.trouble_pages import page
from guyub.finance.savings.web.frame import done_today
from guyub.foundation.identity.domain.roles import TABLE, Action
from guyub.foundation.identity.web.doors import actor_of, acts, own_rows, today_of, tried
from guyub.foundation.kernel.dates import utc_now
from guyub.foundation.kernel.money import parse_rp
from guyub.foundation.kernel.web.downloads import pdf_answer

if TYPE_CHECKING:
    from uuid import UUID

    from django.http import HttpRequest, HttpResponse

    from guyub.finance.loans.selectors.trouble import Trouble


@require_safe
@never_cache
@acts(Action.VIEW_LOANS, Action.COLLECT_LOANS)
def trouble(request: HttpRequest, loan_id: UUID) -> HttpResponse:
    """Show one loan with its reminders, visits, promises and decisions."""
    return one_loan(request, loan_id)


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
@acts(Action.COLLECT_LOANS, Action.KEEP_LOANS)
def visit(request: HttpRequest, loan_id: UUID) -> HttpResponse:
    """Write a visit down."""
    refusal = ""
    if request.method == "POST":
        _, refusal = tried(lambda: _noted(request, loan_id))
        if not refusal:
            return redirect("loan_arrears:trouble", loan_id=loan_id)
    one = found_loan(request, loan_id)
    context = {
        "one": one,
        "found": choices(dict(FOUND_WORDS.items()), typed_of(request, "found"), empty="Pilih"),
        "on": typed_of(request, "on") or today_of(request).isoformat(),
        "longest": LONGEST_NOTE,
    }
    return page(request, "visit_new", context, refusal=refusal)


@require_POST
@acts(Action.KEEP_LOANS)
def letter_issue(request: HttpRequest, loan_id: UUID) -> HttpResponse:
    """Issue the next letter of warning, and hand it over."""
    reminder_id, refusal = tried(lambda: issue_letter(loan_id=loan_id, **done_today(request)))
    if reminder_id is None:
        return one_loan(request, loan_id, refusal=refusal)
    return redirect("loan_arrears:letter", reminder_id=reminder_id)


@require_safe
@never_cache
@acts(Action.VIEW_LOANS)
def letter(request: HttpRequest, reminder_id: UUID) -> HttpResponse:
    """Hand a letter of warning over, as PDF."""
    place = here(request)
    with own_rows(request):
        found = letter_of(cooperative_id=place.id, reminder_id=reminder_id)
        head = letterhead_of(request, place)
    if found is None:
        raise Http404
    return pdf_answer(letter_pdf(head, found), stem=f"surat-peringatan-{found.no}-{found.loan.name}")


def found_loan(request: HttpRequest, loan_id: UUID, *, has_notes: bool = False) -> Trouble:
    """Find a loan in trouble, for a form; or with everything that was noted about it.

    Raises:
        Http404: There is no such loan here, or it was never paid out.
    """
    with own_rows(request):
        found = trouble_of(
            cooperative_id=here(request).id,
            loan_id=loan_id,
            today=today_of(request),
            now=utc_now(),
            has_notes=has_notes,
        )
    if found is None:
        raise Http404
    return found


def one_loan(request: HttpRequest, loan_id: UUID, *, refusal: str = "") -> HttpResponse:
    """Show one loan, with the refusal of what was tried."""
    found = found_loan(request, loan_id, has_notes=True)
    actor = actor_of(request)
    allowed = TABLE[actor.role]
    is_own = found.row.person_id == actor.person_id
    context: dict[str, Any] = {
        "one": found,
        "kolektibilitas": CLASS_WORDS[Kolektibilitas(found.row.kolektibilitas)],
        "is_own": is_own,
        "may_visit": not is_own and bool(allowed & {Action.COLLECT_LOANS, Action.KEEP_LOANS}) and found.owes,
        "may_relieve": not is_own and Action.KEEP_LOANS in allowed and found.is_running,
        "may_write": not is_own
        and Action.KEEP_LOANS in allowed
        and found.is_running
        and found.death is None
        and found.row.days >= LETTER_FROM_DAYS,
        "may_undo": not is_own
        and Action.KEEP_LOANS in allowed
        and found.is_written_off
        and found.write_off is not None
        and found.write_off.booked_on == today_of(request)
        and found.history.loan.last_no == found.history.loan.written_off_no,
        "may_forgive": not is_own and Action.KEEP_LOANS in allowed and found.is_written_off,
        "may_restore": not is_own
        and Action.KEEP_LOANS in allowed
        and found.forgiven is not None
        and found.forgiven.forgiven_on == today_of(request),
        "waivers": [(row, found.history.is_undone(row)) for row in found.history.waivers],
        "sees_loans": Action.VIEW_LOANS in allowed,
    }
    return page(request, "trouble", context, refusal=refusal)


def _noted(request: HttpRequest, loan_id: UUID) -> UUID:
    promised, amount = typed_of(request, "promise_on"), typed_of(request, "promise_rp")
    return note_visit(
        loan_id=loan_id,
        on=day_of(request, "on", VisitRefusedError, "day"),
        found=typed_of(request, "found"),
        note=typed_of(request, "note"),
        promise_on=day_of(request, "promise_on", VisitRefusedError, "promise_day") if promised else None,
        promise_rp=parse_rp(amount) if amount.strip() else None,
        **done_today(request),
    )
