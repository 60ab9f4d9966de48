"""The monthly run, and what is spread."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.views.decorators.http import require_http_methods, require_POST

from guyub.books.assets.domain.registers import AssetRefusedError
from guyub.books.assets.domain.spreads import SPREAD_WORDS, SpreadRefusedError, SpreadTyped
from guyub.books.assets.selectors.months import dues, last_whole_month, runs_of
from guyub.books.assets.selectors.register import spread_gaps, spreads_of
from guyub.books.assets.services.months import month_words, run_month, undo_run
from guyub.books.assets.services.spreads import begin_spread, undo_spread
from guyub.books.assets.web.pages import amount_of, month_in, page, shared_of, to, where_choices
from guyub.books.ledger.web.forms import choices, typed_of
from guyub.community.cooperatives.web.forms import maybe_id_of, maybe_whole_of
from guyub.foundation.identity.domain.roles import Action
from guyub.foundation.identity.web.doors import acts, place_of, today_of, tried
from guyub.foundation.kernel.formats import rupiah
from guyub.foundation.kernel.tenancy.scope import scope

if TYPE_CHECKING:
    from datetime import date
    from uuid import UUID

    from django.http import HttpRequest, HttpResponse

    from guyub.foundation.kernel.models import Cooperative


@require_http_methods(["GET", "HEAD", "POST"])
@acts(Action.KEEP_ASSETS)
def runs(request: HttpRequest, code: str) -> HttpResponse:
    """Show what months have to bear and bore; run them."""
    place = place_of(request, code, Action.KEEP_ASSETS)
    refusal = ""
    if request.method == "POST":
        _, refusal = tried(
            lambda: run_month(
                month=_month(request, "month"), today=today_of(request), **shared_of(request, place)
            )
        )
        if not refusal:
            return to("runs", place)
    return _runs(request, place, refusal=refusal)


@require_POST
@acts(Action.KEEP_ASSETS)
def run_undo(request: HttpRequest, code: str, entry_id: UUID) -> HttpResponse:
    """Take a month's run back."""
    place = place_of(request, code, Action.KEEP_ASSETS)
    _, refusal = tried(
        lambda: undo_run(
            entry_id=entry_id,
            reason=typed_of(request, "reason"),
            today=today_of(request),
            **shared_of(request, place),
        )
    )
    return _runs(request, place, refusal=refusal) if refusal else to("runs", place)


@require_http_methods(["GET", "HEAD", "POST"])
@acts(Action.KEEP_ASSETS)
def spreads(request: HttpRequest, code: str) -> HttpResponse:
    """Show what is spread over months; spread something that stands on its account."""
    place = place_of(request, code, Action.KEEP_ASSETS)
    refusal = ""
    if request.method == "POST":
        _, refusal = tried(lambda: begin_spread(typed=_spread_of(request), **shared_of(request, place)))
        if not refusal:
            return to("spreads", place)
    return _spreads(request, place, refusal=refusal)


@require_POST
@acts(Action.KEEP_ASSETS)
def spread_undo(request: HttpRequest, code: str, spread_id: UUID) -> HttpResponse:
    """Take a spread back before any month bears of it."""
    place = place_of(request, code, Action.KEEP_ASSETS)
    _, refusal = tried(lambda: undo_spread(spread_id=spread_id, **shared_of(request, place)))
    return _spreads(request, place, refusal=refusal) if refusal else to("spreads", place)


def _month(request: HttpRequest, field: str) -> date:
    month = month_in(request, field, AssetRefusedError, "month")
    if month is None:
        raise AssetRefusedError(wrong="month")
    return month


def _spread_of(request: HttpRequest) -> SpreadTyped:
    first = month_in(request, "first", SpreadRefusedError, "month")
    if first is None:
        raise SpreadRefusedError(wrong="month")
    return SpreadTyped(
        kind=typed_of(request, "kind"),
        what=typed_of(request, "what"),
        total_rp=amount_of(request, "amount"),
        first=first,
        months=maybe_whole_of(request, "months", SpreadRefusedError, "months") or 0,
        unit_id=maybe_id_of(request, "unit", SpreadRefusedError, "unit"),
    )


def _runs(request: HttpRequest, place: Cooperative, *, refusal: str = "") -> HttpResponse:
    through = last_whole_month(today_of(request))
    with scope(place.id):
        due = dues(cooperative_id=place.id, through=through)
        done = runs_of(cooperative_id=place.id)
    months = sorted({one.month for one in due})
    context = {
        "due": [
            (month_words(month), sum(one.amount_rp for one in due if one.month == month)) for month in months
        ],
        "due_rp": sum(one.amount_rp for one in due),
        "through": through,
        "through_words": month_words(through),
        "done": [(month_words(run.month), run) for run in done],
    }
    return page(request, place, "assets/runs", context, refusal=refusal)


def _spreads(request: HttpRequest, place: Cooperative, *, refusal: str = "") -> HttpResponse:
    with scope(place.id):
        rows = spreads_of(cooperative_id=place.id)
        gaps = spread_gaps(cooperative_id=place.id)
        context = where_choices(request, place)
    left_rp = sum(row.left_rp for row in rows)
    context |= {
        "rows": [(row, month_words(row.first_month), month_words(row.last_month)) for row in rows],
        "left_rp": left_rp,
        "left_words": f"{rupiah(left_rp)} masih disebar",
        "gaps": [gap for gap in gaps if gap.left_rp],
        "kinds": choices(SPREAD_WORDS, typed_of(request, "kind")),
    }
    return page(request, place, "assets/spreads", context, refusal=refusal)
