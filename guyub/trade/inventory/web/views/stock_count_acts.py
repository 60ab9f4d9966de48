"""What moves a count on: a product that was found, comparing, deciding, calling off."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.shortcuts import redirect
from django.urls import reverse
from django.views.decorators.http import require_POST

from guyub.books.ledger.web.forms import typed_of
from guyub.community.members.web.views.books import here
from guyub.foundation.identity.domain.roles import Action
from guyub.foundation.identity.web.doors import acts, own_rows, tried
from guyub.trade.inventory.domain.counting import CountRefusedError
from guyub.trade.inventory.selectors.unit_words import find_product
from guyub.trade.inventory.services.counting import add_to_count, call_off_count
from guyub.trade.inventory.services.counts_deciding import compare_count, decide_count
from guyub.trade.inventory.web.stock_pages import done_today
from guyub.trade.inventory.web.views.stock_counts import count_page

if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import Any
    from uuid import UUID

    from django.http import HttpRequest, HttpResponse


@require_POST
@acts(Action.COUNT_STOCK)
def count_add(request: HttpRequest, count_id: UUID) -> HttpResponse:
    """Put a product on the list that was found there."""

    def add() -> UUID:
        with own_rows(request):
            product_id = find_product(cooperative_id=here(request).id, written=typed_of(request, "product"))
        if product_id is None:
            raise CountRefusedError(wrong="product")
        return add_to_count(count_id=count_id, product_id=product_id, **done_today(request))

    line_id, refusal = tried(add)
    if refusal:
        return count_page(request, count_id, refusal=refusal)
    address = reverse("stock_counts:count_fill", kwargs={"count_id": count_id})
    return redirect(f"{address}?barang={line_id}")


@require_POST
@acts(Action.COUNT_STOCK)
def count_compare(request: HttpRequest, count_id: UUID) -> HttpResponse:
    """Set both counts side by side."""
    return _done(request, count_id, lambda: compare_count(count_id=count_id, **done_today(request)))


@require_POST
@acts(Action.COUNT_STOCK)
def count_decide(request: HttpRequest, count_id: UUID) -> HttpResponse:
    """Decide a count: what differs is booked, or a second person is asked."""
    reason = typed_of(request, "reason")
    return _done(
        request, count_id, lambda: decide_count(count_id=count_id, reason=reason, **done_today(request))
    )


@require_POST
@acts(Action.COUNT_STOCK)
def count_call_off(request: HttpRequest, count_id: UUID) -> HttpResponse:
    """Call a count off."""
    reason = typed_of(request, "reason")
    return _done(
        request, count_id, lambda: call_off_count(count_id=count_id, reason=reason, **done_today(request))
    )


def _done(request: HttpRequest, count_id: UUID, work: Callable[[], Any]) -> HttpResponse:
    _, refusal = tried(work)
    return (
        count_page(request, count_id, refusal=refusal)
        if refusal
        else redirect("stock_counts:count", count_id=count_id)
    )
