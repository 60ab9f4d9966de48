"""Limits of rationed goods: all that hold, one good with what comes and what was, proposing a stricter one."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_POST, require_safe

from guyub.books.ledger.web.forms import choices
from guyub.community.cooperatives.web.forms import day_of, maybe_day_of, maybe_whole_of, typed_of
from guyub.community.members.web.views.books import here
from guyub.foundation.identity.domain.roles import Action
from guyub.foundation.identity.web.doors import acts, today_of, tried
from guyub.foundation.kernel.documents.spreadsheets import Column, Kind, Sheet
from guyub.foundation.kernel.formats import day
from guyub.foundation.kernel.web.downloads import table_answer
from guyub.foundation.parameters.web.words import CONFIDENCE_WORDS
from guyub.trade.inventory.domain.regulated import CONTENTS, UNIT_WORDS
from guyub.trade.subsidised.domain.limit_words import (
    COUNTS_WORDS,
    MODE_WORDS,
    PERIOD_WORDS,
    SCOPE_WORDS,
    limit_words,
    measure_words,
)
from guyub.trade.subsidised.domain.programmes import Counts, Mode, Registers, Scope
from guyub.trade.subsidised.selectors.programmes import rationing_of
from guyub.trade.subsidised.services.programmes import LimitRefusedError, LimitTyped, propose_limit
from guyub.trade.subsidised.web.frame import done_of, shown

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date

    from django.http import HttpRequest

    from guyub.trade.subsidised.domain.programmes import LimitRule, Programme
    from guyub.trade.subsidised.selectors.programmes import Rationing

SETTABLE = (Mode.INFO, Mode.WARN, Mode.BLOCK)
MODE_TONES = {Mode.INFO: "", Mode.WARN: "warn", Mode.BLOCK: "bad"}
OFFICIAL_WORDS = {"MAP": "MAP Pertamina", "KLIK_SPHP": "Klik SPHP", "IPUBERS": "i-Pubers"}


@require_safe
@acts(Action.VIEW_PARAMETERS)
def rules(request: HttpRequest) -> HttpResponse:
    """Show what holds today for each rationed good, and how sure that is."""
    place, today = here(request), today_of(request)
    rationing = rationing_of(cooperative_id=place.id)
    rows: list[dict[str, Any]] = [
        {
            "programme": one,
            "official": OFFICIAL_WORDS.get(one.official, ""),
            "limits": _words(rationing, one, rationing.limits_on(today, one.key)),
        }
        for one in rationing.programmes
    ]
    unsure = sum(not limit["is_verified"] for row in rows for limit in row["limits"])
    return shown(request, "rules", {"rows": rows, "unsure": unsure})


@require_safe
@acts(Action.VIEW_PARAMETERS)
def rule(request: HttpRequest, programme: str) -> HttpResponse:
    """Show one good: who may buy it, its limits of today, those that come, those that were."""
    return _rule(request, programme)


@require_POST
@acts(Action.ASK_PARAMETER)
def rule_propose(request: HttpRequest, programme: str) -> HttpResponse:
    """Propose a stricter limit; a second person decides."""
    found = rationing_of(cooperative_id=here(request).id).programme(programme)
    if found is None:
        raise Http404

    def propose() -> bool:
        reason = typed_of(request, "alasan")
        propose_limit(typed=_typed(request, found), reason=reason, **done_of(request))
        return True

    asked, refusal = tried(propose)
    return redirect("approvals:inbox") if asked else _rule(request, programme, refusal=refusal)


@require_safe
@acts(Action.VIEW_PARAMETERS)
def rules_export(request: HttpRequest) -> HttpResponse:
    """Hand over all limits that ever held here."""
    place, today = here(request), today_of(request)
    rationing = rationing_of(cooperative_id=place.id)
    titles = {one.key: one for one in rationing.programmes}
    sheet = Sheet(
        name="Aturan jatah",
        title=f"Aturan jatah per {day(today)}",
        source="Guyub",
        columns=(
            Column("Barang", width=18),
            Column("Batas", width=70),
            Column("Wilayah"),
            Column("Berlaku sejak", Kind.DATE),
            Column("Sampai", Kind.DATE),
            Column("Dasar", width=50),
            Column("Sumber", width=50),
            Column("Kepastian", width=26),
        ),
        rows=[
            (
                titles[one.programme].title,
                limit_words(
                    one,
                    unit=titles[one.programme].unit,
                    category=rationing.category_title(one.programme, one.category),
                ),
                one.region,
                one.valid_from,
                one.valid_to,
                one.legal_basis,
                one.source,
                CONFIDENCE_WORDS[one.confidence][0],
            )
            for one in rationing.limits
        ],
    )
    return table_answer(request, sheet, stem="aturan-jatah")


def _rule(request: HttpRequest, key: str, *, refusal: str = "") -> HttpResponse:
    place, today = here(request), today_of(request)
    rationing = rationing_of(cooperative_id=place.id)
    programme = rationing.programme(key)
    if programme is None:
        raise Http404
    limits = [one for one in rationing.limits if one.programme == key and one.mode is not Mode.OFF]
    categories = rationing.categories_on(today, key)
    context = {
        "programme": programme,
        "official": OFFICIAL_WORDS.get(programme.official, ""),
        "unit": UNIT_WORDS[programme.unit],
        "buyers": [
            {"one": one, "is_listed": one.registers is Registers.LIST, **_sure(one.confidence)}
            for one in categories
        ],
        "now": _words(rationing, programme, (one for one in limits if one.holds_on(today))),
        "soon": _words(rationing, programme, (one for one in limits if one.valid_from > today)),
        "over": _words(rationing, programme, (one for one in limits if _is_over(one, today))),
        "codes": _codes(request, {one.code: one.title for one in categories}),
    }
    return shown(request, "rule", context, refusal=refusal)


def _codes(request: HttpRequest, categories: dict[str, str]) -> dict[str, list[dict[str, object]]]:
    offered: dict[str, dict[str, str]] = {
        "golongan": {"": "Semua pembeli", **categories},
        "siapa": {one.value: words for one, words in SCOPE_WORDS.items()},
        "masa": {one.value: words for one, words in PERIOD_WORDS.items()},
        "hitung": {one.value: words for one, words in COUNTS_WORDS.items()},
        "akibat": {one.value: MODE_WORDS[one] for one in SETTABLE},
    }
    return {field: choices(words, typed_of(request, field)) for field, words in offered.items()}


def _typed(request: HttpRequest, programme: Programme) -> LimitTyped:
    """Read the form: quantities in the unit of the good, a share in whole percent."""
    scope, counts = typed_of(request, "siapa"), typed_of(request, "hitung")
    times = 1 if counts == Counts.SALES else CONTENTS[programme.unit]
    most = maybe_whole_of(request, "banyak", LimitRefusedError, "amount")
    unknown = maybe_whole_of(request, "luring", LimitRefusedError, "unknown")
    return LimitTyped(
        programme=programme.key,
        category=typed_of(request, "golongan"),
        scope=scope,
        period=typed_of(request, "masa"),
        counts=counts,
        max_qty=-1 if most is None else most * (100 if scope == Scope.SHARE else times),
        mode=typed_of(request, "akibat"),
        unknown_qty=(unknown or 0) * CONTENTS[programme.unit],
        valid_from=day_of(request, "mulai", LimitRefusedError, "past"),
        valid_to=maybe_day_of(request, "sampai", LimitRefusedError, "ends"),
        legal_basis=typed_of(request, "dasar")[:200],
        source=typed_of(request, "sumber")[:200],
    )


def _is_over(one: LimitRule, today: date) -> bool:
    return one.valid_to is not None and one.valid_to < today


def _words(rationing: Rationing, programme: Programme, limits: Iterable[LimitRule]) -> list[dict[str, Any]]:
    return [
        {
            "one": one,
            "said": measure_words(
                one, unit=programme.unit, category=rationing.category_title(one.programme, one.category)
            ),
            "mode_tone": MODE_TONES[one.mode],
            "mode": MODE_WORDS[one.mode],
            "where": f"wilayah {one.region}" if one.region else "seluruh Indonesia",
            **_sure(one.confidence),
        }
        for one in limits
    ]


def _sure(confidence: Any) -> dict[str, Any]:
    words, tone = CONFIDENCE_WORDS[confidence]
    return {"confidence": words, "tone": tone, "is_verified": confidence.is_verified}
