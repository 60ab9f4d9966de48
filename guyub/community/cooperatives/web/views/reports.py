"""What others reported of a cooperative: the history, and for the city typing a report or taking one back."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.core.exceptions import PermissionDenied
from django.views.decorators.http import require_http_methods

from guyub.community.cooperatives.domain.indicators import INDICATORS
from guyub.community.cooperatives.selectors.reports import reports_about
from guyub.community.cooperatives.services.reports import (
    Figure,
    ReportRefusedError,
    keep_report,
    retract_report,
)
from guyub.community.cooperatives.web.forms import choices, day_of, id_of, typed_of
from guyub.community.cooperatives.web.pages import aged, city_id_of, page, to
from guyub.foundation.identity.domain.roles import Action
from guyub.foundation.identity.web.doors import actor_of, acts, place_of, request_id_of, today_of, tried
from guyub.foundation.kernel.dates import utc_now
from guyub.foundation.kernel.tenancy.scope import scope

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse

    from guyub.foundation.kernel.models import Cooperative


@require_http_methods(["GET", "HEAD", "POST"])
@acts(Action.VIEW_COOPERATIVE)
def reports(request: HttpRequest, code: str) -> HttpResponse:
    """List every report with source and day, retracted ones too; the city keeps one or takes back ``report``."""
    place = place_of(request, code, Action.VIEW_COOPERATIVE)
    may_keep = request.allows(Action.KEEP_REPORT)  # type: ignore[attr-defined]  # identity.web.middleware
    refusal = ""
    if request.method == "POST":
        if not may_keep:
            raise PermissionDenied
        _, refusal = tried(lambda: _changed(request, place))
        if not refusal:
            return to("reports", place)
    today, city_id = today_of(request), city_id_of(request, place)
    rows = []
    if city_id:
        with scope(place.id, city_id):
            rows = reports_about(city_id=city_id, about_id=place.id, has_retracted=True)
    context = {
        "rows": aged(rows, today),
        "count": sum(row.retracted_at is None for row in rows),
        "may_keep": may_keep,
        "indicators": choices(
            {code: indicator.title for code, indicator in INDICATORS.items()}, typed_of(request, "indicator")
        ),
    }
    return page(request, place, "reports", context, refusal=refusal)


def _changed(request: HttpRequest, place: Cooperative) -> None:
    if "report" in request.POST:
        retract_report(
            actor=actor_of(request),
            report_id=id_of(request, "report", ReportRefusedError, "gone"),
            reason=typed_of(request, "reason"),
            request_id=request_id_of(request),
            now=utc_now(),
        )
        return
    keep_report(
        actor=actor_of(request),
        figure=Figure(
            place_code=place.code,
            indicator=typed_of(request, "indicator"),
            written=typed_of(request, "written"),
            as_of=day_of(request, "as_of", ReportRefusedError, "future"),
            source=typed_of(request, "source"),
        ),
        today=today_of(request),
        request_id=request_id_of(request),
        now=utc_now(),
    )
