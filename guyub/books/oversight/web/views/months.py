"""A month as the pengawas see it, and signing it off."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.views.decorators.http import require_http_methods

from guyub.books.ledger.domain.verifying import anchor_text, spaced
from guyub.books.ledger.web.forms import typed_of
from guyub.books.oversight.domain.words import LONGEST_FINDINGS
from guyub.books.oversight.selectors.reviews import WANTED_REVIEWS, months_of
from guyub.books.oversight.services.reviews import sign_month
from guyub.books.oversight.web.pages import month_in, month_words, page, shared_of, to
from guyub.books.oversight.web.words import OPINIONS
from guyub.foundation.identity.domain.roles import Action
from guyub.foundation.identity.web.doors import actor_of, acts, may_here, place_of, today_of, tried
from guyub.foundation.kernel.dates import month_end
from guyub.foundation.kernel.tenancy.scope import scope

if TYPE_CHECKING:
    from datetime import date

    from django.http import HttpRequest, HttpResponse

    from guyub.books.oversight.selectors.reviews import MonthRow
    from guyub.foundation.kernel.models import Cooperative


@require_http_methods(["GET", "HEAD", "POST"])
@acts(Action.VIEW_JOURNAL)
def month(request: HttpRequest, code: str, year: int, month: int) -> HttpResponse:
    """Show how far the pengawas are with a month; one of them signs it off here."""
    place, first = place_of(request, code, Action.VIEW_JOURNAL), month_in(year, month)
    refusal = ""
    if request.method == "POST":
        if not may_here(request, Action.REVIEW_BOOKS, place):
            raise PermissionDenied
        _, refusal = tried(
            lambda: sign_month(
                month=first,
                opinion=typed_of(request, "opinion"),
                findings=typed_of(request, "findings"),
                today=today_of(request),
                **shared_of(request, place),
            )
        )
        if not refusal:
            return to("month", place, year=first.year, month=first.month)
    return _month(request, place, first, refusal=refusal)


def _month(request: HttpRequest, place: Cooperative, first: date, *, refusal: str) -> HttpResponse:
    with scope(place.id):
        rows = months_of(cooperative_id=place.id, since=first, until=first)
    if not rows or first > today_of(request):
        raise Http404
    row = rows[0]
    has_signed = actor_of(request).person_id in {review.person_id for review in row.standing}
    context: dict[str, Any] = {
        "title": _title(row),
        "row": row,
        "words": month_words(first),
        "until": month_end(first),
        "reviews": [
            (one, *OPINIONS[one.opinion], spaced(anchor_text(place.code, one.chain_no, one.hash)))
            for one in row.reviews
        ],
        "wanted": WANTED_REVIEWS,
        "is_sampled": bool(row.sampled) and row.sampled == row.looked,
        "may_sign": may_here(request, Action.REVIEW_BOOKS, place) and row.is_closed and not has_signed,
        "opinions": [
            {"value": value, "label": label, "checked": value == request.POST.get("opinion", "WAJAR")}
            for value, (label, _) in OPINIONS.items()
        ],
        "longest": LONGEST_FINDINGS,
    }
    return page(request, place, "month", context, tab="oversight:desk", refusal=refusal)


def _title(row: MonthRow) -> str:
    words, said = month_words(row.month), len(row.standing)
    if not row.is_closed:
        return f"{words} belum ditutup"
    if row.is_signed:
        return f"{words} disahkan {said} pengawas"
    return f"{words} menunggu {'satu pengawas lagi' if said else 'dua pengawas'}"
