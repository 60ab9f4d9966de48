"""What officers and the member's own pages share of statements: the table, the issued PDF, the year."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.http import Http404
from django.urls import reverse

from guyub.community.members.web.book_tables import letterhead_of
from guyub.community.members.web.views.books import here
from guyub.finance.savings.selectors.statements import statements_of, tax_months, year_of
from guyub.finance.savings.services.statements import issue_statement
from guyub.finance.savings.web.frame import done_of
from guyub.finance.savings.web.statement_files import Seal, Whose, statement_pdf, statement_sheet, year_pdf
from guyub.foundation.identity.web.doors import own_rows, today_of, tried
from guyub.foundation.kernel.rows import Row
from guyub.foundation.kernel.web.downloads import pdf_answer, table_answer

if TYPE_CHECKING:
    from uuid import UUID

    from django.http import HttpRequest, HttpResponse

    from guyub.finance.savings.selectors.balances import SavingsRow
    from guyub.finance.savings.web.passbook_pages import SpanAsked

FIRST_YEAR = 2000


@dataclass(frozen=True, slots=True)
class StatementOf(Row):
    """Whose statement it is, and the accounts there are."""

    member_id: UUID
    name: str
    number: str
    accounts: list[SavingsRow]

    def picked(self, mark: str) -> list[SavingsRow]:
        """Give the account of a mark, or all for none; a mark that is not there gives none."""
        return [row for row in self.accounts if not mark or row.mark == mark]

    def on(self, asked: SpanAsked) -> Whose:
        """Say whose paper it is."""
        return Whose(self.name, self.number, asked.since, asked.until)


def statement_table(request: HttpRequest, whose: StatementOf, asked: SpanAsked) -> HttpResponse:
    """Hand a statement over as XLSX or CSV."""
    place = here(request)
    with own_rows(request):
        told, _ = statements_of(
            cooperative_id=place.id,
            accounts=whose.picked(asked.mark),
            since=asked.since,
            until=asked.until,
        )
    sheet = statement_sheet(whose.on(asked), told, place_name=place.name)
    return table_answer(request, sheet, stem=f"rekening-simpanan-{asked.until.isoformat()}")


def issued_answer(
    request: HttpRequest, whose: StatementOf, asked: SpanAsked
) -> tuple[HttpResponse | None, str]:
    """Issue a statement and hand it over as PDF; or None and the sentence of the refusal."""
    place, accounts, done = here(request), whose.picked(asked.mark), done_of(request)
    if asked.mark and not accounts:
        raise Http404
    mark, refusal = tried(
        lambda: issue_statement(
            member_id=whose.member_id,
            account_id=accounts[0].account_id if asked.mark else None,
            since=asked.since,
            until=asked.until,
            today=today_of(request),
            **done,
        )
    )
    if mark is None:
        return None, refusal
    address = request.build_absolute_uri(reverse("public_site:verify", args=[place.id, done["request_id"]]))
    with own_rows(request):
        told, is_whole = statements_of(
            cooperative_id=place.id, accounts=accounts, since=asked.since, until=asked.until
        )
        head = letterhead_of(request, place)
    made = statement_pdf(
        head, whose.on(asked), told, seal=Seal(address, mark), is_whole=is_whole, paper=_paper(request)
    )
    return pdf_answer(made, stem=f"rekening-simpanan-{asked.until.isoformat()}"), ""


def year_answer(request: HttpRequest, whose: StatementOf, year: int) -> HttpResponse:
    """Hand the summary of a year over as PDF."""
    place, today = here(request), today_of(request)
    if not FIRST_YEAR <= year <= today.year:
        raise Http404
    since, until = year_of(year, today=today)
    with own_rows(request):
        told, _ = statements_of(
            cooperative_id=place.id, accounts=whose.accounts, since=since, until=until, most=0
        )
        months = tax_months(cooperative_id=place.id, member_id=whose.member_id, year=year)
        head = letterhead_of(request, place)
    made = year_pdf(head, Whose(whose.name, whose.number, since, until), told, months, paper=_paper(request))
    return pdf_answer(made, stem=f"ikhtisar-simpanan-{year}")


def _paper(request: HttpRequest) -> str:
    return "f4" if "f4" in (request.GET.get("kertas"), request.POST.get("kertas")) else "a4"
