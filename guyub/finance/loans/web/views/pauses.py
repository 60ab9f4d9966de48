"""A pause for many loans after a disaster: whom it would mean, what it would change, and what became of it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.http import Http404
from django.shortcuts import redirect
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from guyub.books.ledger.web.forms import choices, typed_of
from guyub.community.members.selectors.register import neighbourhoods
from guyub.community.members.web.views.books import here
from guyub.finance.loans.domain.pausing import LONGEST_PAUSE_MONTHS, LONGEST_REASON, PauseRefusedError
from guyub.finance.loans.selectors.pauses import pause_lines, pauses_of
from guyub.finance.loans.selectors.pausing import PauseAim, dry_run, meant_by, products_lent
from guyub.finance.loans.services.mass_pause import PauseTyped, ask_pause
from guyub.finance.loans.services.relief_undoing import take_pause_back
from guyub.finance.loans.web.trouble_pages import day_in, decision_choices, number_in, page
from guyub.finance.savings.web.frame import done_today
from guyub.foundation.identity.domain.roles import TABLE, Action
from guyub.foundation.identity.services.acting import NotAllowedError
from guyub.foundation.identity.web.doors import actor_of, acts, own_rows, today_of, tried
from guyub.foundation.kernel.dates import utc_now
from guyub.foundation.kernel.formats import rupiah
from guyub.foundation.kernel.ids import id_in

if TYPE_CHECKING:
    from datetime import date
    from uuid import UUID

    from django.http import HttpRequest, HttpResponse, QueryDict

    from guyub.finance.loans.selectors.pausing import DryRun
    from guyub.foundation.kernel.models import Cooperative

LISTED = 100


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
@acts(Action.VIEW_LOANS)
def pauses(request: HttpRequest) -> HttpResponse:
    """List the pauses; try one without writing anything; ask a second person for it."""
    is_post = request.method == "POST"
    asked, refusal = request.POST if is_post else request.GET, ""
    if is_post:
        done, refusal = tried(lambda: _asked(request))
        if done:
            return redirect("loan_arrears:pause", pause_id=done)
    place, today = here(request), today_of(request)
    found: DryRun | None = None
    with own_rows(request):
        if "bulan" in asked:
            found, tried_refusal = tried(lambda: _tried(place, asked, today))
            refusal = refusal or tried_refusal
        listed = pauses_of(cooperative_id=place.id, now=utc_now())
        rts = {rt: f"RT {rt}" for rt in neighbourhoods(cooperative_id=place.id)}
        products = {str(id_): name for id_, name in products_lent(cooperative_id=place.id)}
        decisions = decision_choices(place, asked.get("decision", ""))
    context = {
        "asked": asked,
        "found": found,
        "window_note": f"sebelumnya {rupiah(found.before.window_rp)}" if found else "",
        "total_note": f"sebelumnya {rupiah(found.before.total_rp)}" if found else "",
        "left_out": found.left_out[:LISTED] if found else [],
        "listed": listed,
        "rts": choices(rts, asked.get("rt", ""), empty="Semua RT"),
        "products": choices(products, asked.get("produk", ""), empty="Semua produk"),
        "months": choices(
            {str(one): f"{one} bulan" for one in range(1, LONGEST_PAUSE_MONTHS + 1)}, asked.get("bulan", "3")
        ),
        "begins": asked.get("mulai") or today.isoformat(),
        "is_free": "bulan" not in asked or asked.get("bebas") == "1",
        "decisions": decisions,
        "longest": LONGEST_REASON,
        "may_ask": Action.KEEP_LOANS in TABLE[actor_of(request).role],
    }
    return page(request, "pauses", context, refusal=refusal)


@require_safe
@never_cache
@acts(Action.VIEW_LOANS)
def pause(request: HttpRequest, pause_id: UUID) -> HttpResponse:
    """Show one pause, loan by loan."""
    return _one_pause(request, pause_id)


@require_POST
@acts(Action.KEEP_LOANS)
def pause_back(request: HttpRequest, pause_id: UUID) -> HttpResponse:
    """Take a pause back, of one loan or of all."""
    written = typed_of(request, "loan")
    _, refusal = tried(
        lambda: take_pause_back(
            pause_id=pause_id,
            loan_id=id_in(written) or pause_id if written else None,
            reason=typed_of(request, "reason"),
            **done_today(request),
        )
    )
    if refusal:
        return _one_pause(request, pause_id, refusal=refusal)
    return redirect("loan_arrears:pause", pause_id=pause_id)


def _one_pause(request: HttpRequest, pause_id: UUID, *, refusal: str = "") -> HttpResponse:
    place = here(request)
    with own_rows(request):
        rows = pauses_of(cooperative_id=place.id, now=utc_now(), pause_id=pause_id)
        resting = pause_lines(cooperative_id=place.id, pause_id=pause_id, is_left_out=False)
        left_out = pause_lines(cooperative_id=place.id, pause_id=pause_id, is_left_out=True)
    if not rows:
        raise Http404
    words = {str(row.loan_id): f"{row.borrower}, {row.name}" for row in resting if not row.is_out}
    context = {
        "one": rows[0],
        "resting": resting,
        "left_out": left_out,
        "loans": choices(words, typed_of(request, "loan"), empty="Semua yang masih istirahat"),
        "longest": LONGEST_REASON,
        "may_undo": bool(words)
        and rows[0].done_on is not None
        and Action.KEEP_LOANS in TABLE[actor_of(request).role],
    }
    return page(request, "pause", context, refusal=refusal)


def _asked(request: HttpRequest) -> UUID:
    if Action.KEEP_LOANS not in TABLE[actor_of(request).role]:
        raise NotAllowedError(action=Action.KEEP_LOANS.value)
    asked = request.POST
    typed = PauseTyped(
        aim=_aim(asked),
        from_on=_begins(asked, today_of(request)),
        months=_months(asked),
        is_free=asked.get("bebas") == "1",
        decision_id=id_in(asked.get("decision", "")),
        reason=str(asked.get("reason", "")),
    )
    return ask_pause(typed=typed, **done_today(request))


def _tried(place: Cooperative, asked: QueryDict, today: date) -> DryRun:
    return dry_run(
        cooperative_id=place.id,
        loan_ids=meant_by(cooperative_id=place.id, aim=_aim(asked)),
        from_on=_begins(asked, today),
        months=_months(asked),
        is_free=asked.get("bebas") == "1",
        today=today,
    )


def _aim(asked: QueryDict) -> PauseAim:
    return PauseAim(rt=asked.get("rt", "")[:7], product_id=id_in(asked.get("produk", "")))


def _begins(asked: QueryDict, today: date) -> date:
    return day_in(asked.get("mulai", ""), today) or today


def _months(asked: QueryDict) -> int:
    months = number_in(asked.get("bulan", ""), PauseRefusedError, "months")
    if not 1 <= months <= LONGEST_PAUSE_MONTHS:
        raise PauseRefusedError(wrong="months", most=LONGEST_PAUSE_MONTHS)
    return months
