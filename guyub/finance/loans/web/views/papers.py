"""Papers of a loan: the contract, the card of instalments, receipts on screen, on paper and on a roll."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.http import Http404
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from guyub.books.ledger.web.covers import SIGNING
from guyub.books.ledger.web.forms import typed_of
from guyub.books.ledger.web.statement_files import paper_of
from guyub.community.cooperatives.domain.officers import POST_WORDS
from guyub.community.cooperatives.selectors.officers import in_office, officers_of
from guyub.community.members.web.book_tables import letterhead_of
from guyub.community.members.web.views.books import here
from guyub.finance.loans.services.contract_papers import contract_on, issue_contract
from guyub.finance.loans.web.loan_parts import day_in, found_loan, page, show_loan
from guyub.finance.loans.web.paper_files import (
    card_pdf,
    contract_pdf,
    paid_out_pdf,
    receipt_facts,
    receipt_pdf,
    receipt_roll,
    roll_pdf,
)
from guyub.finance.savings.web.frame import done_of
from guyub.foundation.identity.domain.roles import Action
from guyub.foundation.identity.web.doors import acts, own_rows, today_of, tried
from guyub.foundation.kernel.web.downloads import pdf_answer

if TYPE_CHECKING:
    from uuid import UUID

    from django.http import HttpRequest, HttpResponse

    from guyub.finance.loans.services.contract_papers import Issued
    from guyub.foundation.kernel.models import Cooperative

LONGEST_NAME = 80


@require_POST
@never_cache
@acts(Action.KEEP_LOANS)
def contract(request: HttpRequest, loan_id: UUID) -> HttpResponse:
    """Issue the contract as PDF."""
    place, done = here(request), done_of(request)
    spouse = " ".join(typed_of(request, "spouse").split())[:LONGEST_NAME]

    def made() -> Issued:
        pays_out_on = day_in(request, "pays_out_on", "early") or today_of(request)
        return issue_contract(loan_id=loan_id, pays_out_on=pays_out_on, **done)

    issued, refusal = tried(made)
    if issued is None:
        return show_loan(request, loan_id, refusal=refusal)
    address = request.build_absolute_uri(reverse("public_site:verify", args=[place.id, done["request_id"]]))
    with own_rows(request):
        found = found_loan(request, loan_id)
        head = letterhead_of(request, place) | {"signers": _officers(request, place)}
    laid_out = contract_on(found.history, day_in(request, "pays_out_on", "early") or today_of(request))
    paper = "f4" if typed_of(request, "kertas") == "f4" else "a4"
    pdf = contract_pdf(head, found, laid_out, issued, spouse=spouse, paper=paper, address=address)
    return pdf_answer(pdf, stem=f"akad-{found.loan.name.lower()}")


@require_safe
@never_cache
@acts(Action.VIEW_LOANS)
def card(request: HttpRequest, loan_id: UUID) -> HttpResponse:
    """Hand the card of instalments over as PDF."""
    with own_rows(request):
        found = found_loan(request, loan_id)
        head = letterhead_of(request, here(request))
    pdf = card_pdf(head, found, paper=paper_of(request))
    return pdf_answer(pdf, stem=f"kartu-{found.loan.name.lower()}")


@require_safe
@never_cache
@acts(Action.VIEW_LOANS)
def receipt(request: HttpRequest, loan_id: UUID, event_id: UUID) -> HttpResponse:
    """Show the receipt of a payment; ``?bentuk=pdf`` on half a sheet, ``struk`` on a roll of 58 mm."""
    place, shape = here(request), request.GET.get("bentuk", "")
    with own_rows(request):
        found = found_loan(request, loan_id)
        event = next((one for one in found.events if one.event_id == event_id and one.is_payment), None)
        if event is None:
            raise Http404
        head: dict[str, Any] = letterhead_of(request, place) if shape else {}
    stem = f"kuitansi-{(event.voucher or found.loan.name).lower()}"
    if shape == "pdf":
        return pdf_answer(receipt_pdf(head, found, event), stem=stem)
    if shape == "struk":
        lines = receipt_roll(head, found, event)
        return pdf_answer(roll_pdf(head, lines, title=f"Struk {event.voucher}"), stem=f"struk-{stem}")
    context = {
        "found": found,
        "loan": found.loan,
        "event": event,
        "told": receipt_facts(found, event),
    }
    return page(request, "receipt", context)


@require_safe
@never_cache
@acts(Action.VIEW_LOANS)
def paid_out(request: HttpRequest, loan_id: UUID) -> HttpResponse:
    """Hand the receipt of what was paid out over as PDF."""
    with own_rows(request):
        found = found_loan(request, loan_id)
        if found.loan.disbursed_on is None:
            raise Http404
        head = letterhead_of(request, here(request))
    return pdf_answer(paid_out_pdf(head, found), stem=f"cair-{found.loan.name.lower()}")


def _officers(request: HttpRequest, place: Cooperative) -> list[dict[str, str]]:
    """Give who signs for the cooperative: chair and treasurer. One query."""
    officers = in_office(officers_of(cooperative_id=place.id), today=today_of(request))
    names = {officer.post: officer.name for officer in officers}
    return [{"role": POST_WORDS[post], "name": names.get(post, "")} for post in SIGNING]
