"""What every page of the pengawas shares: whose books, the way to its neighbours, who may do what here."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

from django.http import Http404
from django.shortcuts import redirect, render
from django.urls import NoReverseMatch, reverse

from guyub.foundation.identity.domain.roles import Action
from guyub.foundation.identity.web.doors import actor_of, may_here, request_id_of, today_of
from guyub.foundation.kernel.dates import utc_now
from guyub.foundation.kernel.formats import MONTHS

if TYPE_CHECKING:
    from collections.abc import Mapping

    from django.http import HttpRequest, HttpResponse

    from guyub.foundation.kernel.models import Cooperative
    from guyub.foundation.kernel.selectors.exceptions import ExceptionFound

_TABS = {
    "oversight:desk": ("Ringkasan", Action.VIEW_JOURNAL),
    "oversight:questions": ("Pertanyaan", Action.VIEW_JOURNAL),
    "oversight:exceptions": ("Kejanggalan", Action.REVIEW_BOOKS),
    "oversight:report": ("Laporan", Action.VIEW_JOURNAL),
    "oversight:notes": ("Buku catatan", Action.VIEW_JOURNAL),
}
# Where what an exception is about can be opened.
_ABOUT = {
    "entry": ("ledger:entry", "entry_id"),
    "closing": ("closing:books", ""),
    "trail": ("identity:audit", ""),
    "roles": ("identity:roles", ""),
    "own_request": ("own_requests:own_requests", ""),
    "cash": ("cash:places", ""),
    "bank": ("banks:banks", ""),
    "exit": ("leaving:case", "case_id"),
    "budget": ("budgets:budget", ""),
    "stock_card": ("stock:card", "product_id"),
    "stock_loss": ("stock_losses:loss", "loss_id"),
    "stock_transfer": ("stock_transfers:transfer", "transfer_id"),
    "stock_count": ("stock_counts:count", "count_id"),
}
# Pages of the own cooperative: their addresses do not name it.
_OF_ONE_PLACE = frozenset(
    {"trail", "roles", "exit", "own_request", "stock_card", "stock_loss", "stock_transfer", "stock_count"}
)


def page(
    request: HttpRequest,
    place: Cooperative,
    name: str,
    context: Mapping[str, Any],
    *,
    tab: str,
    refusal: str = "",
) -> HttpResponse:
    """Render one page of the pengawas; a refusal makes it a 422 with what was typed still there.

    Args:
        request: Whose.
        place: The cooperative.
        name: Of the template.
        context: What it shows.
        tab: The url name that is current.
        refusal: Its sentence.
    """
    shared = {
        "place": place,
        "today": today_of(request),
        "tabs": [
            {"label": label, "href": reverse(url_name, args=[place.code]), "current": url_name == tab}
            for url_name, (label, action) in _TABS.items()
            if may_here(request, action, place)
        ],
        "may_review": may_here(request, Action.REVIEW_BOOKS, place),
        "may_answer": may_here(request, Action.ANSWER_REVIEW, place),
        "typed": request.POST,
        "refusal": refusal,
    }
    return render(request, f"oversight/{name}.html", shared | dict(context), status=422 if refusal else 200)


def shared_of(request: HttpRequest, place: Cooperative) -> dict[str, Any]:
    """Give what every use-case of the pengawas takes: who, whose, which request, when."""
    return {
        "actor": actor_of(request),
        "place": place,
        "request_id": request_id_of(request),
        "now": utc_now(),
    }


def to(name: str, place: Cooperative, **more: object) -> HttpResponse:
    """Lead to a page of the pengawas after an act."""
    return redirect(reverse(f"oversight:{name}", kwargs={"code": place.code, **more}))


def month_in(year: int, month: int) -> date:
    """Give the first day of the month that an address names.

    Raises:
        Http404: There is no such month.
    """
    if not 1 <= month <= 12 or not 2000 <= year <= 2999:
        raise Http404
    return date(year, month, 1)


def month_words(month: date) -> str:
    """Name a month: ``Oktober 2026``."""
    return f"{MONTHS[month.month - 1]} {month.year}"


def address_of(place: Cooperative, found: ExceptionFound) -> str:
    """Tell where what was found can be opened; "" where nothing shows it."""
    url_name, key = _ABOUT.get(found.about, (found.about, ""))
    if not url_name:
        return ""
    arguments: dict[str, object] = {} if found.about in _OF_ONE_PLACE else {"code": place.code}
    if key and found.about_id:
        arguments[key] = found.about_id
    try:
        return reverse(url_name, kwargs=arguments)
    except NoReverseMatch:
        return ""
