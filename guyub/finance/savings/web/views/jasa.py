"""Jasa: booked months, booking the next one, a month's register, one account's month."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.http import Http404
from django.shortcuts import redirect
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from guyub.community.members.web.views.books import here
from guyub.finance.savings.domain.jasa_words import fine_rupiah, sentence
from guyub.finance.savings.domain.offering import rate_words
from guyub.finance.savings.domain.terms import DAY_COUNT_WORDS, METHOD_WORDS
from guyub.finance.savings.selectors.jasa_months import (
    MOST_MONTHS,
    account_month,
    account_rows,
    jasa_months,
    product_sums,
    runs_of,
)
from guyub.finance.savings.services.jasa import JasaRefusedError, post_jasa
from guyub.finance.savings.services.jasa_preview import look_ahead, next_month
from guyub.finance.savings.web.frame import done_of, framed
from guyub.finance.savings.web.jasa_pages import (
    MOST_TAKEN,
    asked_span,
    month_in,
    month_words,
    pages,
    period_of,
)
from guyub.foundation.identity.domain.roles import Action
from guyub.foundation.identity.web.doors import acts, own_rows, today_of, tried
from guyub.foundation.kernel.dates import month_end
from guyub.foundation.kernel.documents.spreadsheets import Column, Kind, Sheet
from guyub.foundation.kernel.web.downloads import table_answer

if TYPE_CHECKING:
    from datetime import date
    from uuid import UUID

    from django.http import HttpRequest, HttpResponse

TAB = "jasa:months"
COLUMNS = (
    Column("No. anggota", width=12),
    Column("Nama anggota", width=28),
    Column("Simpanan", width=24),
    Column("Jasa bulan ini", Kind.RUPIAH),
    Column("Masuk rekening", Kind.RUPIAH),
    Column("Belum dibayar", Kind.RUPIAH),
    Column("Dihitung ulang", Kind.QUANTITY, width=14),
)


@require_safe
@acts(Action.VIEW_SAVINGS)
def months(request: HttpRequest) -> HttpResponse:
    """Show the booked months, and which comes next."""
    place, today = here(request), today_of(request)
    with own_rows(request):
        rows = jasa_months(cooperative_id=place.id)
        due = next_month(cooperative_id=place.id)
    is_due = due is not None and month_end(due) < today
    context = {
        "title": f"Jasa {month_words(due)} belum dibukukan"
        if is_due and due
        else "Jasa sudah dibukukan semua"
        if rows
        else "Belum ada jasa yang dibukukan",
        "due": month_words(due) if due else "",
        "is_due": is_due,
        "rows": [(row, month_words(row.month), period_of(row.month)) for row in rows],
        "most": MOST_MONTHS,
    }
    return framed(request, "jasa_months", context, tab=TAB)


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
@acts(Action.KEEP_SAVINGS)
def ahead(request: HttpRequest) -> HttpResponse:
    """Show what booking the next month does, and book it."""
    place, today, refusal = here(request), today_of(request), ""
    if request.method == "POST":
        period = request.POST.get("month", "")

        def act() -> date:
            try:
                month = month_in(period)
            except Http404:
                raise JasaRefusedError(wrong="nothing") from None
            post_jasa(month=month, today=today, **done_of(request))
            return month

        done, refusal = tried(act)
        if done:
            return redirect("jasa:month", period=period_of(done))
    with own_rows(request):
        due = next_month(cooperative_id=place.id)
        found = look_ahead(cooperative_id=place.id, month=due, today=today) if due else None
    context = {"ahead": found}
    if found:
        context |= {"words": month_words(found.month), "period": period_of(found.month)}  # type: ignore[dict-item]  # of several kinds
    return framed(request, "jasa_ahead", context, tab=TAB, refusal=refusal)


@require_safe
@acts(Action.VIEW_SAVINGS)
def month(request: HttpRequest, period: str) -> HttpResponse:
    """Show a booked month: sums by product, corrections since, and every account."""
    of, place, span = month_in(period), here(request), asked_span(request)
    is_again = request.GET.get("ulang") == "1"
    with own_rows(request):
        runs = runs_of(cooperative_id=place.id, month=of)
        if not runs:
            raise Http404
        sums = product_sums(cooperative_id=place.id, month=of)
        rows, total = account_rows(
            cooperative_id=place.id,
            month=of,
            text=span.text,
            is_again=is_again,
            first=span.first,
            most=span.most,
        )
    context = {
        "words": month_words(of),
        "period": period,
        "booked": runs[0],
        "others": runs[1:],
        "sums": sums,
        "jasa_rp": sum(one.jasa_rp for one in sums),
        "credited_rp": sum(one.credited_rp for one in sums),
        "accrued_rp": sum(one.accrued_rp for one in sums),
        "tax_rp": sum(run.tax_rp for run in runs),
        "rows": rows,
        "is_again": is_again,
        **pages(span, total=total, count=len(rows), more={"ulang": "1" if is_again else ""}),
    }
    return framed(request, "jasa_month", context, tab=TAB)


@require_safe
@never_cache
@acts(Action.VIEW_SAVINGS)
def month_table(request: HttpRequest, period: str) -> HttpResponse:
    """Hand a month's register over as XLSX or CSV."""
    of, place = month_in(period), here(request)
    with own_rows(request):
        if not runs_of(cooperative_id=place.id, month=of):
            raise Http404
        rows, total = account_rows(cooperative_id=place.id, month=of, most=MOST_TAKEN)
    if not rows:
        raise Http404
    cut = f", {MOST_TAKEN} dari {total} baris" if total > MOST_TAKEN else ""
    sheet = Sheet(
        name=f"Jasa {period}",
        title=f"Jasa simpanan {month_words(of)} {place.name}",
        source=f"Guyub, buku simpanan{cut}",
        columns=COLUMNS,
        rows=[
            (
                row.number,
                row.name,
                row.product,
                row.jasa_rp,
                row.credited_rp,
                row.accrued_rp,
                row.no - 1,
            )
            for row in rows
        ],
    )
    return table_answer(request, sheet, stem=f"jasa-{period}-{place.code}")


@require_safe
@never_cache
@acts(Action.VIEW_SAVINGS)
def account(request: HttpRequest, period: str, account_id: UUID) -> HttpResponse:
    """Show one account's month: the sentence, its days, and every counting."""
    of, place = month_in(period), here(request)
    with own_rows(request):
        found = account_month(cooperative_id=place.id, account_id=account_id, month=of)
    if found is None:
        raise Http404
    context = {
        "row": found,
        "words": month_words(of),
        "period": period,
        "sentence": sentence(found.told),
        "method": METHOD_WORDS[found.told.method],
        "day_count": DAY_COUNT_WORDS[found.told.day_count],
        "exact": fine_rupiah(found.told.fine),
        "carried_in": fine_rupiah(found.told.carried_in),
        "carried": fine_rupiah(found.told.carried),
        "spans": [(one, rate_words(one.ppm)) for one in found.told.spans],
        "is_daily": not found.told.ppm,
        "versions": found.versions[::-1],
        "last": found.versions[-1],
    }
    return framed(request, "jasa_account", context, tab=TAB)
