"""Papers of the legal life: those that hold, their history, and their scans."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponse
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from guyub.community.cooperatives.domain.legal_life import PAPER_WORDS, days_to_expiry
from guyub.community.cooperatives.selectors.profiles import outlets_of, records_of
from guyub.community.cooperatives.services.legal import (
    Paper,
    PaperRefusedError,
    keep_paper,
    open_paper,
    void_paper,
)
from guyub.community.cooperatives.web.forms import (
    choices,
    day_of,
    maybe_day_of,
    maybe_id_of,
    scan_of,
    typed_of,
)
from guyub.community.cooperatives.web.pages import page, to
from guyub.foundation.identity.domain.roles import Action
from guyub.foundation.identity.web.doors import (
    actor_of,
    acts,
    may_here,
    place_of,
    request_id_of,
    today_of,
    tried,
)
from guyub.foundation.kernel.dates import utc_now
from guyub.foundation.kernel.ids import uuid7
from guyub.foundation.kernel.tenancy.scope import scope
from guyub.foundation.kernel.web.downloads import file_answer

if TYPE_CHECKING:
    from datetime import date
    from uuid import UUID

    from django.http import HttpRequest

    from guyub.community.cooperatives.selectors.profiles import RecordRow
    from guyub.foundation.kernel.models import Cooperative


@require_http_methods(["GET", "HEAD", "POST"])
@acts(Action.VIEW_COOPERATIVE)
def papers(request: HttpRequest, code: str) -> HttpResponse:
    """List papers with their history; keep one. ``?jenis=`` chooses the kind, ``?ganti=`` the record it replaces."""
    place = place_of(request, code, Action.VIEW_COOPERATIVE)
    refusal = ""
    if request.method == "POST":
        if not may_here(request, Action.KEEP_LEGAL, place):
            raise PermissionDenied
        kept, refusal = tried(lambda: _kept(request, place))
        if kept is not None:
            return to("papers", place, "h-berlaku")
    return _papers(request, place, refusal=refusal)


@require_POST
@acts(Action.KEEP_LEGAL)
def paper_void(request: HttpRequest, code: str, record_id: UUID) -> HttpResponse:
    """Declare a record a mistake."""
    place = place_of(request, code, Action.KEEP_LEGAL)
    void, refusal = tried(
        lambda: void_paper(
            actor=actor_of(request),
            place_id=place.id,
            record_id=record_id,
            reason=typed_of(request, "reason"),
            request_id=request_id_of(request),
            now=utc_now(),
        )
    )
    return to("papers", place, "h-riwayat") if void else _papers(request, place, refusal=refusal)


@require_safe
@acts(Action.VIEW_COOPERATIVE)
def paper_file(request: HttpRequest, code: str, file_id: UUID) -> HttpResponse:
    """Send the scan of a paper to whom may see the cooperative; each opening stands in the trail."""
    place = place_of(request, code, Action.VIEW_COOPERATIVE)
    file = open_paper(
        actor=actor_of(request), place_id=place.id, file_id=file_id, request_id=uuid7(), now=utc_now()
    )
    if file is None:
        raise Http404
    return file_answer(file)


def _kept(request: HttpRequest, place: Cooperative) -> UUID:
    paper = Paper(
        kind=typed_of(request, "kind"),
        number=typed_of(request, "number"),
        issuer=typed_of(request, "issuer"),
        holder_name=typed_of(request, "holder_name"),
        issued_on=day_of(request, "issued_on", PaperRefusedError, "issued"),
        expires_on=maybe_day_of(request, "expires_on", PaperRefusedError, "expires"),
        outlet_id=maybe_id_of(request, "outlet", PaperRefusedError, "outlet"),
        replaces=maybe_id_of(request, "replaces", PaperRefusedError, "gone"),
    )
    return keep_paper(
        actor=actor_of(request),
        place_id=place.id,
        paper=paper,
        file=scan_of(request, "file"),
        today=today_of(request),
        request_id=request_id_of(request),
        now=utc_now(),
    )


def _papers(request: HttpRequest, place: Cooperative, *, refusal: str = "") -> HttpResponse:
    today = today_of(request)
    with scope(place.id):
        rows = records_of(cooperative_id=place.id, today=today)
        outlets = {str(row.outlet_id): row.name for row in outlets_of(cooperative_id=place.id)}
    current = [row for row in rows if row.is_current]
    wanted = typed_of(request, "replaces") or request.GET.get("ganti", "")
    before = next((row for row in current if str(row.record_id) == wanted), None)
    typed = request.POST if refusal else _prefilled(before)
    kind = typed_of(request, "kind") or (before.kind.value if before else request.GET.get("jenis", ""))
    context = {
        "current": [_told(row, outlets, today) for row in current],
        "past": [(row, PAPER_WORDS[row.kind]) for row in rows if not row.is_current],
        "expiring_count": sum(row.is_expiring for row in current),
        "before": before,
        "before_words": PAPER_WORDS[before.kind] if before else "",
        "typed": typed,
        "kinds": choices(PAPER_WORDS, kind),
        "outlets": choices(outlets, typed.get("outlet", ""), empty="untuk koperasi, bukan satu gerai"),
    }
    return page(request, place, "papers", context, refusal=refusal)


def _prefilled(before: RecordRow | None) -> dict[str, str]:
    """Fill the form with what usually stays when a paper is renewed."""
    if before is None:
        return {}
    return {
        "number": before.number,
        "issuer": before.issuer,
        "holder_name": before.holder_name,
        "outlet": str(before.outlet_id or ""),
    }


def _told(row: RecordRow, outlets: dict[str, str], today: date) -> dict[str, object]:
    left = days_to_expiry(row.expires_on, today=today)
    return {
        "row": row,
        "title": PAPER_WORDS[row.kind],
        "outlet": outlets.get(str(row.outlet_id), ""),
        "days_left": left,
        "is_over": left is not None and left < 0,
    }
