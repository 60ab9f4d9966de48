"""What the pages of applications share: the frame, the steps that are left, choices of the forms."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING, Any

from django.http import Http404

from guyub.books.ledger.web.forms import choices, typed_of
from guyub.finance.credit.selectors.limits import sheet_inquiry
from guyub.finance.loans.domain.applications import ADVICE_WORDS, PAPER_WORDS, USE_WORDS, ApplicationState
from guyub.finance.loans.domain.offering import rate_words
from guyub.finance.loans.domain.offering_words import real_words
from guyub.finance.loans.selectors.applications import (
    AnalysisRow,
    ApplicationRow,
    PaperRow,
    analyses_of,
    one_application,
    papers_inquiry,
)
from guyub.finance.loans.selectors.borrowers import BorrowerFacts, borrower_from, borrower_inquiry
from guyub.finance.loans.selectors.groups import standing_of_group
from guyub.finance.loans.web.frame import framed
from guyub.foundation.approvals.selectors.requests import one_request
from guyub.foundation.approvals.web.words import waiting_words
from guyub.foundation.identity.web.doors import actor_of, own_rows, today_of
from guyub.foundation.kernel.dates import utc_now
from guyub.foundation.kernel.formats import day
from guyub.foundation.kernel.rows import Row
from guyub.foundation.kernel.selectors.together import asked

if TYPE_CHECKING:
    from collections.abc import Mapping
    from uuid import UUID

    from django.http import HttpRequest, HttpResponse

    from guyub.finance.credit.domain.sheets import LimitSheet
    from guyub.finance.loans.domain.group_standing import GroupStanding
    from guyub.finance.loans.selectors.products import ProductRow

TAB = "loan_requests:requests"
page = partial(framed, tab=TAB)


@dataclass(frozen=True, slots=True)
class RequestPage(Row):
    """Everything about one application, as the staff sees it."""

    row: ApplicationRow
    analyses: list[AnalysisRow]
    papers: list[PaperRow]
    known: BorrowerFacts
    sheet: LimitSheet
    standing: GroupStanding | None
    waits: str

    @property
    def last(self) -> AnalysisRow | None:
        """The newest look."""
        return self.analyses[0] if self.analyses else None


def request_page_of(request: HttpRequest, application_id: UUID, *, with_question: bool = True) -> RequestPage:
    """Read everything about one application here. Four trips, one more for its group, three for the question.

    Args:
        request: Who asks.
        application_id: Which.
        with_question: Say who of the committee is still waited for.

    Raises:
        Http404: There is none.
    """
    actor, today, now = actor_of(request), today_of(request), utc_now()
    place_id = actor.cooperative_id
    with own_rows(request):
        row = one_application(cooperative_id=place_id, application_id=application_id, now=now)
        if row is None:
            raise Http404
        analyses = analyses_of(cooperative_id=place_id, application_id=application_id)
        wanted_rp = analyses[0].amount_rp if analyses else row.amount_rp
        parts, papers, sheet = asked(
            borrower_inquiry(cooperative_id=place_id, member_id=row.member_id, on=today),
            papers_inquiry(cooperative_id=place_id, application_id=application_id),
            sheet_inquiry(
                cooperative_id=place_id,
                member_id=row.member_id,
                person_id=row.person_id,
                amount_rp=wanted_rp if row.is_open else 0,
                on=today,
            ),
        )
        known = borrower_from(parts, cooperative_id=place_id, joined_on=row.joined_on, on=today)
        standing = (
            standing_of_group(cooperative_id=place_id, group_id=row.group_id, today=today)
            if row.group_id
            else None
        )
        question = None
        if with_question and row.is_asked and row.approval_id:
            question = one_request(actor=actor, request_id=row.approval_id, now=now)
    waits = waiting_words(question.missing) if question else ""
    return RequestPage(row, analyses, papers, known, sheet, standing, waits)


def shown(request: HttpRequest, found: RequestPage, *, refusal: str = "") -> HttpResponse:
    """Render the page of one application."""
    row, actor = found.row, actor_of(request)
    context: dict[str, Any] = {
        "found": found,
        "row": row,
        "last": found.last,
        "known": found.known,
        "sheet": found.sheet,
        "is_own": row.person_id == actor.person_id,
        "steps": steps_of(found),
        "rates": analysis_rates(found.last) if found.last else (),
        "kinds": choices(words_of(PAPER_WORDS), typed_of(request, "kind")),
    }
    return page(request, "request", context, refusal=refusal)


def steps_of(found: RequestPage) -> list[dict[str, str]]:
    """Say what was done and what comes next: written, analysed, decided, paid out."""
    row, last = found.row, found.last
    over = not row.is_open
    told = [
        ("Permohonan ditulis", f"{row.source_words}, oleh {row.written_by}", True, False),
        (
            "Dianalisis",
            f"{day(last.on)} oleh {last.person}, saran: {last.advice_words.lower()}" if last else "",
            last is not None,
            False,
        ),
        (
            "Diputus komite",
            found.waits or (row.state_words if over else ""),
            row.state in {ApplicationState.DIPUTUS_SETUJU, ApplicationState.DIPUTUS_TOLAK},
            row.is_asked,
        ),
        ("Dicairkan", row.loan_words, bool(row.loan) and not row.is_agreed_only, False),
    ]
    if over and row.state is not ApplicationState.DIPUTUS_SETUJU:
        told = told[:3]
    found_now, steps = False, []
    for title, words, is_done, is_waiting in told:
        state = (
            "done"
            if is_done
            else "wait"
            if is_waiting
            else "todo"
            if found_now or (over and not row.loan)
            else "now"
        )
        found_now = found_now or state in {"now", "wait"}
        steps.append({"state": state, "title": title, "note": words})
    return steps


def analysis_rates(last: AnalysisRow) -> tuple[str, str]:
    """Say the rate of a proposal as it is told and as it really is, a year."""
    return f"{rate_words(last.rate_ppm)} setahun", real_words(last.effective_ppm)


def product_choices(products: list[ProductRow], selected: str) -> list[dict[str, object]]:
    """Give the products to choose from, with what they cost."""
    told = {
        str(row.product_id): f"{row.name}, {rate_words(row.now.offered.rate_ppm)} setahun"
        for row in products
        if row.now
    }
    return choices(told, selected)


def words_of(words: Any) -> dict[str, str]:
    """Give the words of an enumeration by its codes."""
    return {code.value: said for code, said in words.items()}


def use_choices(selected: str) -> list[dict[str, object]]:
    """Give what a loan may be for."""
    return choices(words_of(USE_WORDS), selected)


def group_choices(groups: Mapping[UUID, str], selected: str) -> list[dict[str, object]]:
    """Give the groups of joint liability that may answer; none where the member sits in none."""
    named = {str(id_): f"Kelompok {name}" for id_, name in groups.items()}
    return choices(named, selected, empty="tanpa kelompok") if named else []


def advice_choices(selected: str) -> list[dict[str, object]]:
    """Give what may be advised."""
    return choices(words_of(ADVICE_WORDS), selected, empty="pilih")
