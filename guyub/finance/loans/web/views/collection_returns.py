"""A list of instalments comes back: its cash is counted without seeing the sum, its lines are booked at once."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from guyub.books.ledger.web.covers import cover_of
from guyub.books.ledger.web.forms import choices, day_of, typed_of
from guyub.books.ledger.web.questions import span_of
from guyub.books.treasury.selectors.events import events_of_entries
from guyub.books.treasury.selectors.vouchers import vouchers_of_events
from guyub.books.treasury.web.cash_pages import denomination_rows
from guyub.books.treasury.web.voucher_files import vouchers_pdf
from guyub.community.members.web.views.books import here
from guyub.finance.loans.domain.collecting import SURPLUS_WORDS, InstalmentsRefusedError
from guyub.finance.loans.selectors.collecting import dues_now
from guyub.finance.loans.selectors.loan_pages import said_by_entry
from guyub.finance.loans.services.collection_returns import book_list, count_collected
from guyub.finance.loans.web.collection_pages import page, seen_list
from guyub.finance.loans.web.views.group_papers import TO_A_SHEET
from guyub.finance.savings.domain.collecting import ListState
from guyub.finance.savings.web.collection_pages import counted_in, done_of, drawers, got_in, line_forms
from guyub.foundation.identity.domain.roles import Action
from guyub.foundation.identity.web.doors import actor_of, acts, own_rows, today_of, tried
from guyub.foundation.kernel.dates import Zone, business_date
from guyub.foundation.kernel.formats import rupiah
from guyub.foundation.kernel.web.downloads import pdf_answer

if TYPE_CHECKING:
    from uuid import UUID

    from django.http import HttpRequest

    from guyub.finance.loans.selectors.collecting import Due, LineRow


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
@acts(Action.TAKE_LOANS)
def count(request: HttpRequest, list_id: UUID) -> HttpResponse:
    """Count what the collector brought, by pieces or as one sum."""
    found, _ = seen_list(request, list_id)
    refusal = ""
    if request.method == "POST":
        done, refusal = tried(
            lambda: count_collected(
                list_id=list_id, today=today_of(request), **counted_in(request), **done_of(request)
            )
        )
        if done is not None:
            return redirect("instalment_lists:book", list_id=list_id)
    return page(
        request, "collection_count", {"list": found, "rows": denomination_rows(request)}, refusal=refusal
    )


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
@acts(Action.TAKE_LOANS)
def book(request: HttpRequest, list_id: UUID) -> HttpResponse:
    """Look through the lines beside the count, and book all of them at once."""
    found, lines = seen_list(request, list_id)
    if found.state is ListState.KELUAR:
        return redirect("instalment_lists:count", list_id=list_id)
    place, today, refusal = here(request), today_of(request), ""
    if request.method == "POST":
        done, refusal = tried(
            lambda: book_list(
                place=place,
                list_id=list_id,
                on=day_of(request, "paid_on", InstalmentsRefusedError, "day"),
                today=today,
                **got_in(request, lines),
                **done_of(request),
            )
        )
        if done is not None:
            if done.approval_id:
                return redirect("approvals:request", approval_id=done.approval_id)
            return redirect("instalment_lists:one", list_id=list_id)
    with own_rows(request):
        ids = [line.loan_id for line in lines]
        dues = dues_now(cooperative_id=place.id, loan_ids=ids, until=found.until, today=today)
        cash_places = drawers(request, place)
    rows = line_forms(lines, request.POST if refusal else None)
    for row in rows:
        row["paid"] = _fault_words(row["line"], dues[row["line"].loan_id][1], row)
        typed = request.POST.get(f"surplus-{row['line'].rank}", "")
        row["surplus"] = choices(SURPLUS_WORDS, typed, empty="Pilih")
    noted_on = business_date(found.noted_at, Zone(place.zone)) if found.noted_at else today
    context = {
        "list": found,
        "rows": rows,
        "counted_words": rupiah(found.counted_rp),
        "cash_places": cash_places,
        "is_own": found.collector_id == actor_of(request).person_id,
        "reason": typed_of(request, "reason"),
        "paid_on": typed_of(request, "paid_on") or f"{noted_on:%Y-%m-%d}",
    }
    return page(request, "collection_book", context, refusal=refusal)


@require_safe
@never_cache
@acts(Action.VIEW_LOANS)
def receipts(request: HttpRequest, list_id: UUID) -> HttpResponse:
    """Print the kwitansi of every payment of a list, four to a sheet."""
    found, lines = seen_list(request, list_id)
    place, entries = here(request), [line.entry_id for line in lines if line.entry_id]
    with own_rows(request):
        events = events_of_entries(cooperative_id=place.id, entry_ids=entries)
        if not events:
            raise Http404
        vouchers = vouchers_of_events(cooperative_id=place.id, event_ids=[events[one] for one in entries])
        said = said_by_entry(cooperative_id=place.id, entry_ids=entries)
        cover = cover_of(request, place, span_of(request), stem=f"kwitansi-{found.name}")
    paper = "f4" if request.GET.get("kertas") == "f4" else "a4"
    made = vouchers_pdf(vouchers, cover, paper=paper, to_a_sheet=TO_A_SHEET, is_receipt=True, said=said)
    return pdf_answer(made, stem=f"kwitansi-{found.name}")


def _fault_words(line: LineRow, due: Due | None, row: dict[str, object]) -> str:
    """Say what of a loan changed since the list was made, so that the money may be too much; "" where nothing did."""
    if due is None:
        return f"{line.loan} sudah lunas."
    if due.due_rp < line.asked_rp:
        return f"Yang jatuh tempo tinggal {rupiah(due.due_rp)}; selebihnya dibayar lewat jalan lain."
    if row["how"] and due.most_rp < max(line.asked_rp, line.noted_rp or 0, _typed_rp(row)):
        return f"Seluruh utangnya tinggal {rupiah(due.most_rp)}."
    return ""


def _typed_rp(row: dict[str, object]) -> int:
    digits = "".join(filter(str.isdigit, str(row["amount"])))
    return int(digits[:15] or 0)
