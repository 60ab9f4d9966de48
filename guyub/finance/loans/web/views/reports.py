"""Reports on loans: a month up to a day, and the sheet of a quarter; as pages to print and as tables."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.http import Http404
from django.utils.http import urlencode
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from guyub.community.members.web.views.books import here
from guyub.finance.loans.domain.kolektibilitas_schemes import KOLEKTIBILITAS_WORDS
from guyub.finance.loans.domain.reporting import quarter_span
from guyub.finance.loans.selectors.book_days import last_counted
from guyub.finance.loans.selectors.reports import loan_report, quarter_sheet
from guyub.finance.loans.web.report_pages import (
    UNSEEN,
    flow_lines,
    month_choices,
    page,
    parts_shown,
    provision_lines,
    quarter_choices,
    quarter_in,
    quarter_lines,
    quarter_table,
    quarter_words,
    report_sheet,
    share_words,
    span_in,
    title_of,
)
from guyub.finance.savings.web.dues_pages import month_written
from guyub.foundation.identity.domain.roles import Action
from guyub.foundation.identity.web.doors import acts, own_rows
from guyub.foundation.kernel.web.downloads import table_answer

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse

    from guyub.finance.loans.domain.reporting import Span
    from guyub.finance.loans.selectors.reports import LoanReport, QuarterSheet


@require_safe
@never_cache
@acts(Action.VIEW_LOANS)
def reports(request: HttpRequest) -> HttpResponse:
    """Show the loan book of a month up to a day: by class, age, product, RT and officer; what came and went."""
    with own_rows(request):
        last = last_counted(cooperative_id=here(request).id)
        found = _report(request, span_in(request.GET, last=last)) if last else None
    if found is None or last is None:
        return page(request, "reports", {"found": None})
    span, told = found.span, found.portfolio
    context = {
        "found": found,
        "span": span,
        "title": title_of(found),
        "at_risk": [(days, share_words(share)) for days, share in told.at_risk.items()],
        "rpm": share_words(found.risk.rpm),
        "classes": [(KOLEKTIBILITAS_WORDS[one.kolektibilitas], one) for one in found.book.classes],
        "ageing": told.ageing.rows,
        "cuts": parts_shown(found),
        "flows": flow_lines(found),
        "provision": provision_lines(found),
        "months": month_choices(span.until, last=last),
        "last": last,
        "query": urlencode({"bulan": month_written(span.until), "hari": span.until.isoformat()}),
    }
    return page(request, "reports", context)


@require_safe
@never_cache
@acts(Action.VIEW_LOANS)
def table(request: HttpRequest) -> HttpResponse:
    """Hand a month's report over as XLSX or CSV."""
    place = here(request)
    with own_rows(request):
        last = last_counted(cooperative_id=place.id)
        found = _report(request, span_in(request.GET, last=last)) if last else None
    if found is None:
        raise Http404
    stem = f"laporan-pinjaman-{found.span.until:%Y-%m-%d}"
    return table_answer(request, report_sheet(found, place_name=place.name), stem=stem)


@require_safe
@never_cache
@acts(Action.VIEW_LOANS)
def quarter(request: HttpRequest) -> HttpResponse:
    """Show the sheet of a quarter, one page to print."""
    told = _quarter(request)
    if told is None:
        return page(request, "report_quarter", {"sheet": None})
    sheet, (year, nth), choices = told
    context = {
        "sheet": sheet,
        "words": quarter_words(year, nth),
        "parts": quarter_lines(sheet),
        "quarters": choices,
        "query": urlencode({"triwulan": f"{year}-{nth}"}),
        "unseen": UNSEEN,
    }
    return page(request, "report_quarter", context)


@require_safe
@never_cache
@acts(Action.VIEW_LOANS)
def quarter_as_table(request: HttpRequest) -> HttpResponse:
    """Hand the sheet of a quarter over as XLSX or CSV."""
    told = _quarter(request)
    if told is None:
        raise Http404
    sheet, (year, nth), _ = told
    words = quarter_words(year, nth)
    content = quarter_table(sheet, place_name=here(request).name, words=words)
    return table_answer(request, content, stem=f"pinjaman-triwulan-{year}-{nth}")


def _report(request: HttpRequest, span: Span) -> LoanReport:
    return loan_report(cooperative_id=here(request).id, span=span)


def _quarter(
    request: HttpRequest,
) -> tuple[QuarterSheet, tuple[int, int], list[dict[str, object]]] | None:
    """Read the sheet of the quarter that was asked for; None: nothing was counted yet."""
    place_id = here(request).id
    with own_rows(request):
        last = last_counted(cooperative_id=place_id)
        if last is None:
            return None
        asked = quarter_in(request.GET, last=last)
        sheet = quarter_sheet(cooperative_id=place_id, span=quarter_span(*asked, last=last))
    return sheet, asked, quarter_choices(asked, last=last)
