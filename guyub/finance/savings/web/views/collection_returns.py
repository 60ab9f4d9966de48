"""A list comes back: its cash is counted without seeing the sum, its lines are looked through, all is booked."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from guyub.books.ledger.web.forms import choices, typed_of
from guyub.books.treasury.web.cash_pages import denomination_rows
from guyub.community.members.web.views.books import here
from guyub.finance.savings.domain.collecting import (
    SURPLUS_WORDS,
    ListState,
    months_words,
)
from guyub.finance.savings.selectors.collecting import lines_of, one_list
from guyub.finance.savings.selectors.owing import missing_now
from guyub.finance.savings.services.collection_returns import book_list, count_collected
from guyub.finance.savings.web.collection_pages import counted_in, done_of, drawers, got_in, line_forms, page
from guyub.foundation.identity.domain.roles import Action
from guyub.foundation.identity.web.doors import actor_of, acts, own_rows, today_of, tried
from guyub.foundation.kernel.formats import rupiah

if TYPE_CHECKING:
    from typing import Any
    from uuid import UUID

    from django.http import HttpRequest

    from guyub.finance.savings.selectors.collecting import LineRow, ListRow


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
@acts(Action.TAKE_SAVINGS)
def count(request: HttpRequest, list_id: UUID) -> HttpResponse:
    """Count what the collector brought, by pieces or as one sum."""
    found, _ = _open_list(request, list_id)
    refusal = ""
    if request.method == "POST":
        done, refusal = tried(
            lambda: count_collected(
                list_id=list_id, today=today_of(request), **counted_in(request), **done_of(request)
            )
        )
        if done is not None:
            return redirect("collections:book", list_id=list_id)
    return page(
        request, "collection_count", {"list": found, "rows": denomination_rows(request)}, refusal=refusal
    )


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
@acts(Action.TAKE_SAVINGS)
def book(request: HttpRequest, list_id: UUID) -> HttpResponse:
    """Look through the lines beside the count, and book all of them at once."""
    found, lines = _open_list(request, list_id)
    if found.state is ListState.KELUAR:
        return redirect("collections:count", list_id=list_id)
    place, today, refusal = here(request), today_of(request), ""
    if request.method == "POST":
        done, refusal = tried(
            lambda: book_list(
                place=place, list_id=list_id, today=today, **got_in(request, lines), **done_of(request)
            )
        )
        if done is not None:
            if done.approval_id:
                return redirect("approvals:request", approval_id=done.approval_id)
            return redirect("collections:one", list_id=list_id)
    with own_rows(request):
        missing = missing_now(
            cooperative_id=place.id, members=[line.member_id for line in lines], until=found.until
        )
        cash_places = drawers(request, place)
    paid = {line.line_id: _paid_words(line, missing.get(line.member_id, {})) for line in lines}
    typed = request.POST if refusal else None
    surplus = {
        line.line_id: choices(SURPLUS_WORDS, request.POST.get(f"surplus-{line.rank}", ""), empty="Pilih")
        for line in lines
    }
    context = {
        "list": found,
        "rows": line_forms(lines, typed, paid=paid, surplus=surplus),
        "counted_words": rupiah(found.counted_rp),
        "cash_places": cash_places,
        "is_own": found.collector_id == actor_of(request).person_id,
        "reason": typed_of(request, "reason"),
    }
    return page(request, "collection_book", context, refusal=refusal)


def _open_list(request: HttpRequest, list_id: UUID) -> tuple[ListRow, list[LineRow]]:
    place = here(request)
    with own_rows(request):
        found = one_list(cooperative_id=place.id, list_id=list_id)
        if found is None:
            raise Http404
        return found, lines_of(cooperative_id=place.id, list_id=list_id)


def _paid_words(line: LineRow, missing: dict[Any, int]) -> str:
    """Say which months of a line were paid another way since it was made; "" where there are none."""
    paid = [month for month, was_rp in line.asked.items() if missing.get(month, 0) < was_rp]
    return f"{months_words(paid)} sudah dibayar lewat jalan lain." if paid else ""
