"""Verifying the books from a page, and the journal as a file that anybody can verify."""

from __future__ import annotations

from time import perf_counter
from typing import TYPE_CHECKING

from django.http import StreamingHttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_http_methods, require_safe

from guyub.books.ledger.domain.exported import exported_line
from guyub.books.ledger.domain.verifying import spaced
from guyub.books.ledger.selectors.verify import journal_entries
from guyub.books.ledger.web.pages import tabs
from guyub.foundation.identity.domain.roles import Action
from guyub.foundation.identity.web.doors import actor_of, acts, may_here, place_of, request_id_of, tried
from guyub.foundation.kernel.dates import utc_now
from guyub.journeys.selectors.invariants import one_moment
from guyub.journeys.services.verifying import verify_place

if TYPE_CHECKING:
    from collections.abc import Iterator

    from django.http import HttpRequest, HttpResponse

    from guyub.foundation.kernel.models import Cooperative

LONGEST_ANCHOR = 200


@require_http_methods(["GET", "HEAD", "POST"])
@acts(Action.VERIFY_BOOKS)
def verify(request: HttpRequest, code: str) -> HttpResponse:
    """Run the verification, with an anchor from paper where one is typed, and say what came of it."""
    place = place_of(request, code, Action.VERIFY_BOOKS)
    anchor, verified, refusal, began = (
        request.POST.get("anchor", "")[:LONGEST_ANCHOR],
        None,
        "",
        perf_counter(),
    )
    if request.method == "POST":
        verified, refusal = tried(
            lambda: verify_place(
                actor=actor_of(request),
                place=place,
                anchor=anchor,
                request_id=request_id_of(request),
                now=utc_now(),
            )
        )
    context = {
        "place": place,
        "tabs": list(tabs(request, place, "closing:verify")),
        "verified": verified,
        "head": spaced(verified.anchor) if verified else "",
        "seconds": f"{perf_counter() - began:.1f}".replace(".", ","),
        "anchor": anchor,
        "may_read": may_here(request, Action.VIEW_JOURNAL, place),
        "refusal": refusal,
    }
    return render(request, "journeys/verify.html", context, status=422 if refusal else 200)


@require_safe
@acts(Action.VIEW_JOURNAL)
def journal_file(request: HttpRequest, code: str) -> HttpResponse:
    """Hand the whole journal over, entry by entry, as it stands at one moment."""
    place = place_of(request, code, Action.VIEW_JOURNAL)
    response = StreamingHttpResponse(_lines(place), content_type="application/jsonl; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="jurnal-{place.code}.jsonl"'
    response["Cache-Control"] = "private, no-store"
    return response  # type: ignore[return-value]  # streamed, and handed on as any other answer


def _lines(place: Cooperative) -> Iterator[str]:
    with one_moment(place.id):
        for entry in journal_entries(place=place):
            yield exported_line(entry)
