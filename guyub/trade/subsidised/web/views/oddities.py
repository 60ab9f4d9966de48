"""What looks odd in sales of rationed goods: for the pengawas of an outlet, for the city all of it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.shortcuts import redirect
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from guyub.community.cooperatives.web.forms import typed_of
from guyub.foundation.identity.domain.roles import CITY_ROLES, Action
from guyub.foundation.identity.web.doors import actor_of, acts, tried
from guyub.foundation.kernel.formats import day
from guyub.trade.subsidised.domain.oddities import OddKind, Verdict
from guyub.trade.subsidised.selectors.oddities import oddities_of, open_counts
from guyub.trade.subsidised.services.oddities import decide_oddity
from guyub.trade.subsidised.web.log_frame import done_of, shown
from guyub.trade.subsidised.web.log_words import ODD_WORDS, VERDICT_TONES, VERDICT_WORDS

if TYPE_CHECKING:
    from uuid import UUID

    from django.http import HttpRequest, HttpResponse

    from guyub.trade.subsidised.selectors.oddities import OddityRow

MOST_DECIDED = 30


@require_safe
@never_cache
@acts(Action.JUDGE_RATIONS)
def oddities(request: HttpRequest) -> HttpResponse:
    """List what nobody has decided on, and what was decided last."""
    return _page(request)


@require_POST
@never_cache
@acts(Action.JUDGE_RATIONS)
def decide(request: HttpRequest, oddity_id: UUID) -> HttpResponse:
    """Say what was found out."""
    _, refusal = tried(
        lambda: decide_oddity(
            oddity_id=oddity_id,
            verdict=typed_of(request, "verdict"),
            written=typed_of(request, "note"),
            **done_of(request),
        )
    )
    return _page(request, refusal=refusal) if refusal else redirect("rations_log:oddities")


def _page(request: HttpRequest, *, refusal: str = "") -> HttpResponse:
    actor = actor_of(request)
    is_city = actor.role in CITY_ROLES
    place_id = None if is_city else actor.cooperative_id
    asked_for = request.GET.get("jenis", "")
    kind = OddKind(asked_for) if asked_for in set(OddKind) else None
    counts = open_counts(cooperative_id=place_id)
    decided = oddities_of(cooperative_id=place_id, is_open=False, kind=kind, most=MOST_DECIDED)
    context = {
        "is_city": is_city,
        "rows": [_words(row) for row in oddities_of(cooperative_id=place_id, is_open=True, kind=kind)],
        "decided": [_words(row) for row in decided],
        "verdicts": [(one.value, VERDICT_WORDS[one]) for one in Verdict],
        "picks": [{"href": "?", "label": "Semua", "count": sum(counts.values()), "current": kind is None}]
        + [
            {
                "href": f"?jenis={one.value}",
                "label": ODD_WORDS[one],
                "count": counts[one],
                "current": one is kind,
            }
            for one in OddKind
            if counts.get(one) or one is kind
        ],
    }
    return shown(request, "oddities", context, refusal=refusal)


def _words(row: OddityRow) -> dict[str, object]:
    span = (
        day(row.from_on) if row.from_on == row.until_on else f"{day(row.from_on)} sampai {day(row.until_on)}"
    )
    others = row.outlet_count - len(row.outlets)
    where = [*row.outlets, *([f"{others} gerai lain"] if others and row.outlets else [])]
    return {
        "row": row,
        "title": ODD_WORDS[row.kind],
        "span": span,
        "where": ", ".join(where),
        "verdict": VERDICT_WORDS[row.verdict] if row.verdict else "",
        "tone": VERDICT_TONES[row.verdict] if row.verdict else "",
    }
