"""Funds: what each holds, one of them with its rule and what moved, the picture that proves a payment."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.http import Http404, HttpResponse
from django.views.decorators.http import require_safe

from guyub.books.treasury.domain.funds import rule_on
from guyub.books.treasury.selectors.funds import (
    funds_standing,
    movements_of,
    proof_of,
    reserve_rp,
    rules_of,
)
from guyub.books.treasury.web.fund_words import USES, movement_words, rule_words
from guyub.books.treasury.web.list_pages import shown
from guyub.foundation.identity.domain.roles import Action
from guyub.foundation.identity.web.doors import acts, may_here, place_of, today_of
from guyub.foundation.kernel.formats import rupiah
from guyub.foundation.kernel.tenancy.scope import scope
from guyub.foundation.kernel.web.downloads import file_answer

if TYPE_CHECKING:
    from uuid import UUID

    from django.http import HttpRequest

    from guyub.foundation.kernel.models import Cooperative

TAB = "funds:funds"


@require_safe
@acts(Action.VIEW_JOURNAL)
def funds(request: HttpRequest, code: str) -> HttpResponse:
    """Show what each fund holds, and the general reserve beside them."""
    place = place_of(request, code, Action.VIEW_JOURNAL)
    with scope(place.id):
        rows = funds_standing(cooperative_id=place.id)
        reserve = reserve_rp(cooperative_id=place.id)
    total_rp = sum(row.balance_rp for row in rows)
    title = f"{rupiah(total_rp)} di {len(rows)} dana" if rows else "Belum ada dana"
    context = {"title": title, "funds": [(row, USES[row.use]) for row in rows], "reserve_rp": reserve}
    return shown(request, place, "funds", context, tab=TAB)


@require_safe
@acts(Action.VIEW_JOURNAL)
def fund(request: HttpRequest, code: str, fund_id: UUID) -> HttpResponse:
    """Show one fund; who got a benefit only to its keeper."""
    return fund_shown(request, place_of(request, code, Action.VIEW_JOURNAL), fund_id)


@require_safe
@acts(Action.KEEP_FUNDS)
def fund_proof(request: HttpRequest, code: str, payout_id: UUID) -> HttpResponse:
    """Send the picture that proves a payment, to the fund's keeper."""
    place = place_of(request, code, Action.KEEP_FUNDS)
    with scope(place.id):
        file = proof_of(cooperative_id=place.id, payout_id=payout_id)
    if file is None:
        raise Http404
    return file_answer(file)


def fund_shown(request: HttpRequest, place: Cooperative, fund_id: UUID, *, refusal: str = "") -> HttpResponse:
    """Render one fund."""
    with_names = may_here(request, Action.KEEP_FUNDS, place)
    with scope(place.id):
        found = {row.id: row for row in funds_standing(cooperative_id=place.id)}.get(fund_id)
        if found is None:
            raise Http404
        rules = rules_of(cooperative_id=place.id, fund_id=fund_id)
        rows = movements_of(cooperative_id=place.id, fund_id=fund_id, with_names=with_names)
    now = rule_on([row.rule for row in rules], today_of(request))
    context = {
        "fund": found,
        "title": f"{found.name} berisi {rupiah(found.balance_rp)}",
        "use": USES[found.use],
        "movements": [(row, movement_words(row)) for row in rows],
        "rules": [(row, rule_words(row.rule), row.rule is now) for row in rules],
        "with_names": with_names,
    }
    return shown(request, place, "fund", context, tab=TAB, refusal=refusal)
