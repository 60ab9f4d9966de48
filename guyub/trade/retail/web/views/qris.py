"""QRIS that waits for the bank account: ticked by day, suggested from statements, decided where it never came."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Any

from django.http import Http404
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from guyub.books.ledger.web.forms import day_of
from guyub.books.treasury.domain.places import CashKind
from guyub.books.treasury.selectors.places import places_of
from guyub.community.cooperatives.web.forms import choices, maybe_whole_of, typed_of
from guyub.community.members.web.views.books import here
from guyub.finance.savings.web.frame import cash_places
from guyub.foundation.devices.web.frame import done_of
from guyub.foundation.identity.domain.roles import TABLE, Action
from guyub.foundation.identity.web.doors import actor_of, acts, own_rows, today_of, tried
from guyub.foundation.kernel.ids import id_in
from guyub.foundation.parameters.selectors.values import value_of
from guyub.trade.retail.domain.qris_settling import QrisSettlementRefusedError as Refused
from guyub.trade.retail.domain.qris_settling import SettledHow
from guyub.trade.retail.selectors.exceptions_sales import QRIS_DAYS
from guyub.trade.retail.selectors.qris_waiting import (
    qris_of_sale,
    qris_suggested,
    qris_waiting,
    settlements_of,
)
from guyub.trade.retail.services.qris_missing import ask_loss, owe_missing, pay_missing
from guyub.trade.retail.services.qris_settling import QrisTyped, settle_qris, undo_settlement

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import date
    from uuid import UUID

    from django.http import HttpRequest, HttpResponse

HOW_WORDS = {
    SettledHow.REKENING.value: "masuk rekening",
    SettledHow.PIUTANG.value: "jadi piutang",
    SettledHow.RUGI.value: "jadi kerugian",
}


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
@acts(Action.VIEW_JOURNAL)
def waiting(request: HttpRequest) -> HttpResponse:
    """Show what is awaited; confirm what was ticked."""
    refusal = ""
    if request.method == "POST":
        _, refusal = tried(lambda: settle_qris(typed=_typed(request), **_done(request)))
        if not refusal:
            return redirect("qris:waiting")
    return _shown(request, refusal=refusal)


@require_POST
@never_cache
@acts(Action.RECORD_EVENT)
def settlement_undo(request: HttpRequest, settlement_id: UUID) -> HttpResponse:
    """Open QRIS payments again whose settlement was wrong."""
    why = typed_of(request, "why")
    _, refusal = tried(lambda: undo_settlement(settlement_id=settlement_id, why=why, **_done(request)))
    return _shown(request, refusal=refusal) if refusal else redirect("qris:waiting")


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
@acts(Action.RECORD_EVENT)
def missing(request: HttpRequest, sale_id: UUID) -> HttpResponse:
    """Say what became of a QRIS payment that never came."""
    refusal = ""
    if request.method == "POST":
        _, refusal = tried(_decision(request, sale_id))
        if not refusal:
            return redirect("qris:waiting")
    place = here(request)
    with own_rows(request):
        found = qris_of_sale(cooperative_id=place.id, sale_id=sale_id, asked_before=_asked_before(request))
        if found is None:
            raise Http404
        places = cash_places(request, place)
    context = {
        "found": found,
        "first": found.rows[0],
        "places": places,
        "typed": request.POST,
        "refusal": refusal,
    }
    return render(request, "retail/qris_missing.html", context, status=422 if refusal else 200)


def _decision(request: HttpRequest, sale_id: UUID) -> Callable[[], Any]:
    told = {"sale_id": sale_id, "why": typed_of(request, "why"), "place": here(request), **done_of(request)}
    decided = typed_of(request, "decided")
    if decided == "paid":
        cash_id = id_in(typed_of(request, "cash_place"))
        return lambda: pay_missing(cash_place_id=cash_id or sale_id, **told)
    if decided == "bon":
        return lambda: pay_missing(cash_place_id=None, **told)
    if decided == "owed":
        return lambda: owe_missing(today=today_of(request), **told)
    return lambda: ask_loss(**told)


def _typed(request: HttpRequest) -> QrisTyped:
    ids = [id_in(written) for written in request.POST.getlist("tender")]
    fee_rp = maybe_whole_of(request, "fee_rp", Refused, "fee")
    return QrisTyped(
        tender_ids=[id_ for id_ in ids if id_],
        bank_id=id_in(typed_of(request, "bank")),
        settled_on=day_of(request, "settled_on", Refused, "day"),
        fee_rp=fee_rp or 0,
    )


def _done(request: HttpRequest) -> dict[str, Any]:
    return done_of(request) | {"place": here(request), "today": today_of(request)}


def _asked_before(request: HttpRequest) -> date:
    """Give the day before which sales should have come; needs the scope, one query."""
    today = today_of(request)
    days = int(value_of(QRIS_DAYS, cooperative_id=actor_of(request).cooperative_id, on=today))
    return today - timedelta(days=days)


def _shown(request: HttpRequest, *, refusal: str = "") -> HttpResponse:
    place, today, allowed = here(request), today_of(request), TABLE[actor_of(request).role]
    with own_rows(request):
        days = qris_waiting(cooperative_id=place.id, asked_before=_asked_before(request))
        banks = [one for one in places_of(cooperative_id=place.id) if one.kind is CashKind.BANK]
        found = qris_suggested(
            cooperative_id=place.id, bank_ids=[one.id for one in banks], days=days, today=today
        )
        settlements = settlements_of(cooperative_id=place.id)
    names = {one.id: one.name for one in banks}
    chosen = _chosen(request)
    context = {
        "days": days,
        "left_rp": sum(day.left_rp for day in days),
        "suggestions": [(one, bank_id, names[bank_id]) for bank_id, one in found],
        "banks": choices({str(id_): name for id_, name in names.items()}, chosen["bank"]),
        "chosen": chosen,
        "settlements": [(row, HOW_WORDS[row.how]) for row in settlements],
        "today": today,
        "may_keep": Action.RECORD_EVENT in allowed,
        "refusal": refusal,
    }
    return render(request, "retail/qris_waiting.html", context, status=422 if refusal else 200)


def _chosen(request: HttpRequest) -> dict[str, Any]:
    """Give what stands in the form: as it was typed, or as a suggestion's address fills it in."""
    if request.method == "POST":
        return {
            "bank": typed_of(request, "bank"),
            "day": "",
            "fee_rp": typed_of(request, "fee_rp"),
            "on": typed_of(request, "settled_on"),
            "tenders": request.POST.getlist("tender"),
        }
    asked = request.GET
    return {
        "bank": asked.get("rekening", ""),
        "day": asked.get("hari", ""),
        "fee_rp": asked.get("potongan", ""),
        "on": asked.get("masuk", ""),
        "tenders": [],
    }
