"""What goods may cost: all rules that hold, one good with its history, proposing another, as a table."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST, require_safe

from guyub.books.ledger.web.forms import choices, day_of, typed_of
from guyub.community.members.web.views.books import here
from guyub.foundation.identity.domain.roles import Action
from guyub.foundation.identity.web.doors import (
    actor_of,
    acts,
    request_id_of,
    today_of,
    tried,
)
from guyub.foundation.kernel.dates import utc_now
from guyub.foundation.kernel.documents.spreadsheets import Column, Kind, Sheet
from guyub.foundation.kernel.formats import day, rupiah
from guyub.foundation.kernel.money import parse_rp
from guyub.foundation.kernel.web.downloads import table_answer
from guyub.foundation.parameters.web.words import CONFIDENCE_WORDS
from guyub.trade.inventory.domain.price_rules import KIND_WORDS, PriceKind, PriceRule
from guyub.trade.inventory.domain.regulated import REGULATED, UNIT_WORDS
from guyub.trade.inventory.selectors.price_rules import rules_for, selling_rules
from guyub.trade.inventory.services.price_rules import (
    SET_BY_CITY,
    SET_BY_COOPERATIVE,
    RuleRefusedError,
    RuleTyped,
    propose_rule,
)
from guyub.trade.inventory.web.rule_messages import CHANNEL_WORDS

if TYPE_CHECKING:
    from collections.abc import Iterable

    from django.http import HttpRequest

    from guyub.foundation.kernel.documents.spreadsheets import Cell


@require_safe
@acts(Action.VIEW_PARAMETERS)
def rules(request: HttpRequest) -> HttpResponse:
    """Show what each good may cost today, and on what that stands."""
    place, today = here(request), today_of(request)
    kept = rules_for(cooperative_id=place.id)
    held = selling_rules(kept, goods=REGULATED, region=place.code, on=today)
    rows = [
        {"good": good, "prices": [_words(rule) for rule in _in_order(held[key].values())]}
        for key, good in REGULATED.items()
    ]
    unsure = sum(any(not one.confidence.is_verified for one in prices.values()) for prices in held.values())
    return render(request, "inventory/rules.html", {"rows": rows, "today": today, "unsure": unsure})


@require_safe
@acts(Action.VIEW_PARAMETERS)
def rule(request: HttpRequest, good: str) -> HttpResponse:
    """Show the rules of one good, those that held too; and the form to propose another."""
    return _rule(request, good)


@require_POST
@acts(Action.ASK_PARAMETER)
def rule_propose(request: HttpRequest, good: str) -> HttpResponse:
    """Propose a rule; a second person decides."""

    def propose() -> bool:
        ends = typed_of(request, "valid_to")
        typed = RuleTyped(
            good=good,
            kind=typed_of(request, "kind"),
            amount_rp=parse_rp(typed_of(request, "amount_rp")),
            valid_from=day_of(request, "valid_from", RuleRefusedError, "past"),
            valid_to=day_of(request, "valid_to", RuleRefusedError, "ends") if ends else None,
            legal_basis=typed_of(request, "legal_basis")[:200],
            source=typed_of(request, "source")[:200],
        )
        propose_rule(
            actor=actor_of(request),
            typed=typed,
            reason=typed_of(request, "reason"),
            today=today_of(request),
            request_id=request_id_of(request),
            now=utc_now(),
        )
        return True

    asked, refusal = tried(propose)
    return redirect("approvals:inbox") if asked else _rule(request, good, refusal=refusal)


@require_safe
@acts(Action.VIEW_PARAMETERS)
def rules_export(request: HttpRequest) -> HttpResponse:
    """Hand over all rules that ever held here."""
    place, today = here(request), today_of(request)
    sheet = Sheet(
        name="Aturan harga",
        title=f"Aturan harga per {day(today)}",
        source="Guyub",
        columns=(
            Column("Barang", width=24),
            Column("Aturan", width=22),
            Column("Wilayah"),
            Column("Saluran", width=16),
            Column("Rupiah", Kind.RUPIAH),
            Column("Per"),
            Column("Berlaku sejak", Kind.DATE),
            Column("Sampai", Kind.DATE),
            Column("Dasar", width=50),
            Column("Sumber", width=50),
            Column("Kepastian", width=26),
        ),
        rows=[_cells(one) for one in rules_for(cooperative_id=place.id)],
    )
    return table_answer(request, sheet, stem="aturan-harga")


def _rule(request: HttpRequest, good: str, *, refusal: str = "") -> HttpResponse:
    if good not in REGULATED:
        raise Http404
    place, today = here(request), today_of(request)
    kept = [one for one in rules_for(cooperative_id=place.id) if one.good == good]
    held = selling_rules(kept, goods=[good], region=place.code, on=today)[good]
    settable = SET_BY_CITY if request.visit.seat.is_city else SET_BY_COOPERATIVE  # type: ignore[attr-defined]  # identity.web.middleware
    context = {
        "good": REGULATED[good],
        "per_words": f"Rupiah per {UNIT_WORDS[REGULATED[good].unit]}",
        "now": [_words(one) for one in _in_order(held.values())],
        "history": [_words(one) for one in sorted(kept, key=lambda one: one.valid_from, reverse=True)],
        "may_ask": request.allows(Action.ASK_PARAMETER),  # type: ignore[attr-defined]  # identity.web.middleware
        "kinds": choices({one.value: KIND_WORDS[one] for one in settable}, typed_of(request, "kind")),
        "typed": request.POST,
        "today": today,
        "refusal": refusal,
    }
    return render(request, "inventory/rule.html", context, status=422 if refusal else 200)


def _in_order(held: Iterable[PriceRule]) -> list[PriceRule]:
    order = list(PriceKind)
    return sorted(held, key=lambda one: order.index(one.kind))


def _words(one: PriceRule) -> dict[str, Any]:
    confidence, tone = CONFIDENCE_WORDS[one.confidence]
    return {
        "rule": one,
        "kind": KIND_WORDS[one.kind],
        "shown": f"{rupiah(one.amount_rp)} per {UNIT_WORDS[one.unit]}",
        "where": one.region or "seluruh Indonesia",
        "channel": CHANNEL_WORDS[one.channel],
        "confidence": confidence,
        "tone": tone,
        "is_verified": one.confidence.is_verified,
    }


def _cells(one: PriceRule) -> tuple[Cell, ...]:
    confidence, _ = CONFIDENCE_WORDS[one.confidence]
    return (
        REGULATED[one.good].title if one.good in REGULATED else one.good,
        KIND_WORDS[one.kind],
        one.region,
        CHANNEL_WORDS[one.channel],
        one.amount_rp,
        UNIT_WORDS[one.unit],
        one.valid_from,
        one.valid_to,
        one.legal_basis,
        one.source,
        confidence,
    )
