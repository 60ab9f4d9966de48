"""Programmes: what comes with the release, and the stricter limits of a city or a cooperative, by two people."""

from __future__ import annotations

import csv
from dataclasses import asdict, dataclass
from datetime import date, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Any, ClassVar
from uuid import NAMESPACE_URL, UUID, uuid5

from django.db import IntegrityError, transaction

from guyub.foundation.approvals.services.requests import ask
from guyub.foundation.identity.domain.roles import Action, Actor
from guyub.foundation.identity.services.acting import act_once
from guyub.foundation.identity.services.audit import record
from guyub.foundation.kernel.dates import Zone, business_date
from guyub.foundation.kernel.errors import DomainError
from guyub.foundation.kernel.formats import day
from guyub.foundation.kernel.ids import uuid7
from guyub.foundation.kernel.models import Cooperative
from guyub.foundation.parameters.domain.definitions import Confidence
from guyub.trade.subsidised.domain.limit_words import limit_words
from guyub.trade.subsidised.domain.limits import is_never_heard
from guyub.trade.subsidised.domain.programme_rows import (
    HIGHEST_QTY,
    WHOLE_SHARE,
    read_categories,
    read_limits,
    read_programmes,
)
from guyub.trade.subsidised.domain.programmes import Counts, LimitRule, Mode, Period, Scope
from guyub.trade.subsidised.models import BuyerCategory as KeptCategory
from guyub.trade.subsidised.models import LimitRule as KeptLimit
from guyub.trade.subsidised.models import Programme as KeptProgramme
from guyub.trade.subsidised.selectors.programmes import Rationing, rationing_of

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping
    from datetime import datetime

    from guyub.foundation.approvals.models import ApprovalRequest
    from guyub.trade.subsidised.domain.programmes import BuyerCategory, Programme

DATA = Path(__file__).resolve().parent.parent / "data"
SET_BY_PRODUCT = "rilis Guyub"
KIND = "subsidised.limit"
ASIDE = date(9000, 1, 1)  # where limits stand for a moment while others take their days


class LimitRefusedError(DomainError):
    """A limit is not set; ``wrong`` says why.

    ``programme`` (none of that key), ``category`` (not one of it), ``codes`` (scope, span, mode or what counts is
    unknown, or a share without a category), ``amount`` (below zero, too much, a share above the whole),
    ``unknown`` (below zero, or above nothing where it blocks), ``basis`` (no basis or no source), ``past`` (it would
    begin before today), ``ends`` (before it begins), ``reason`` (the one who decides must know why), ``unheard`` (a
    stricter one holds all the time: it would never speak), ``overlaps`` (another begins within it).
    """

    code: ClassVar[str] = "subsidised.limit.refused"


def load_programmes(*, now: datetime) -> int:
    """Bring the programmes that come with the release into the database; repeating it changes nothing. Step.

    What a later release ends or corrects is ended or corrected, under the same id: sales keep pointing at the limit
    that they passed. What people set stays untouched.

    Returns:
        How many limits the release brings.
    """
    programmes, categories, limits = (
        _read("program.csv", read_programmes),
        _read("kategori.csv", read_categories),
        _read("batas.csv", read_limits),
    )
    with transaction.atomic():
        for one in programmes:
            KeptProgramme.objects.update_or_create(key=one.key, defaults=_kept_programme(one))
        KeptCategory.objects.filter(set_by=SET_BY_PRODUCT).delete()
        KeptCategory.objects.bulk_create(
            KeptCategory(id=_category_id(one), set_by=SET_BY_PRODUCT, set_at=now, **_kept_category(one))
            for one in categories
        )
        _bring_limits(limits, now)
    return len(limits)


def _bring_limits(limits: Iterable[LimitRule], now: datetime) -> None:
    ours = KeptLimit.objects.filter(set_by=SET_BY_PRODUCT)
    kept = {str(one.id): one for one in ours.select_for_update()}
    for at, one in enumerate(kept.values()):
        aside = ASIDE + timedelta(days=at)
        ours.filter(id=one.id).update(valid_from=aside, valid_to=aside)
    brought = set()
    for rule in limits:
        facts = {**_kept_limit(rule), "set_by": SET_BY_PRODUCT, "set_at": now}
        KeptLimit.objects.update_or_create(id=UUID(rule.id), defaults=facts)
        brought.add(rule.id)
    for old in (one for key, one in kept.items() if key not in brought):
        # Dropped by the release: sales may point at it, so it stays, and is not looked at.
        ours.filter(id=old.id).update(mode=Mode.OFF.value)


@dataclass(frozen=True, slots=True, kw_only=True)
class LimitTyped:
    """A limit as somebody wants it to hold.

    Args:
        programme: Of which good.
        category: Of which buyers; empty: all.
        scope: A ``Scope``.
        period: A ``Period``.
        counts: A ``Counts``.
        max_qty: The most, in the good's smallest unit, or sales; of a share hundredths of a percent.
        mode: A ``Mode``; ``OFF`` sets nothing aside, so it is refused.
        unknown_qty: What one sale may take while nobody can say what is left.
        valid_from: The first day, today or later.
        valid_to: The last day; None: until further notice.
        legal_basis: The decree or decision.
        source: Where it can be read.
    """

    programme: str
    category: str
    scope: str
    period: str
    counts: str
    max_qty: int
    mode: str
    unknown_qty: int
    valid_from: date
    valid_to: date | None
    legal_basis: str
    source: str


def propose_limit(
    *, actor: Actor, typed: LimitTyped, reason: str, today: date, request_id: UUID, now: datetime
) -> None:
    """Propose a stricter limit for the own city or cooperative. Use-case.

    All limits are looked at and the strictest speaks, so nobody can loosen what a wider region sets. Checks run in
    this order: programme, category, codes, amount, unknown, basis, days, reason, whether it would ever speak.

    Args:
        actor: Who proposes, for the own city or cooperative.
        typed: What is to hold.
        reason: Why, for the one who decides.
        today: The business date.
        request_id: Made once per intention.
        now: The moment, aware.

    Raises:
        LimitRefusedError: See there.
    """

    def work() -> None:
        place = Cooperative.objects.get(id=actor.cooperative_id)
        rationing = rationing_of(cooperative_id=place.id)
        rule = _checked(place, typed, rationing, today)
        if not reason.strip():
            raise LimitRefusedError(wrong="reason")
        _refuse_unheard(rule, rationing)
        ask(
            actor=actor,
            kind=KIND,
            facts=_asked(rule, rationing),
            reason=reason.strip(),
            request_id=request_id,
            now=now,
        )

    act_once(
        actor=actor,
        action=Action.ASK_PARAMETER,
        request_id=request_id,
        use_case="subsidised.propose_limit",
        facts={**asdict(typed), "reason": reason},
        now=now,
        work=work,
    )


def carry_out_limit(*, request: ApprovalRequest, actor: Actor, now: datetime) -> None:
    """Let an approved limit hold; the one that held until then ends the day before. Step of the last approval.

    One that was to begin before it was approved begins today.

    Raises:
        LimitRefusedError: As ``propose_limit``; ``overlaps``.
    """
    place = Cooperative.objects.get(id=request.cooperative_id)
    facts, today = request.facts, business_date(now, Zone(place.zone))
    rationing = rationing_of(cooperative_id=place.id)
    ends = date.fromisoformat(facts["valid_to"]) if facts["valid_to"] else None
    begins = max(date.fromisoformat(facts["valid_from"]), today)
    told = {name: facts[name] for name in _TYPED}
    rule = _checked(place, LimitTyped(valid_from=begins, valid_to=ends, **told), rationing, today)
    _refuse_unheard(rule, rationing)
    _set(place, rule, set_by=f"{request.requested_by.name} dan {actor.name}", now=now)
    record(
        cooperative_id=place.id,
        actor=actor,
        act="subsidised.limit.set",
        facts={"title": facts["title"], "value": facts["shown"], "valid_from": day(rule.valid_from)},
        now=now,
    )


_TYPED = (
    *("programme", "category", "scope", "period", "counts", "max_qty", "mode", "unknown_qty"),
    *("legal_basis", "source"),
)


def _checked(place: Cooperative, typed: LimitTyped, rationing: Rationing, today: date) -> LimitRule:
    if rationing.programme(typed.programme) is None:
        raise LimitRefusedError(wrong="programme")
    on = max(typed.valid_from, today)
    if typed.category and rationing.category(typed.programme, typed.category, on) is None:
        raise LimitRefusedError(wrong="category")
    if not _codes_fit(typed):
        raise LimitRefusedError(wrong="codes")
    highest = WHOLE_SHARE if typed.scope == Scope.SHARE else HIGHEST_QTY
    if not 0 <= typed.max_qty <= highest:
        raise LimitRefusedError(wrong="amount")
    if not 0 <= typed.unknown_qty <= (0 if typed.mode == Mode.BLOCK else HIGHEST_QTY):
        raise LimitRefusedError(wrong="unknown")
    if not typed.legal_basis.strip() or not typed.source.strip():
        raise LimitRefusedError(wrong="basis")
    if typed.valid_from < today:
        raise LimitRefusedError(wrong="past")
    if typed.valid_to and typed.valid_to < typed.valid_from:
        raise LimitRefusedError(wrong="ends")
    return LimitRule(
        id=str(uuid7()),
        programme=typed.programme,
        category=typed.category,
        scope=Scope(typed.scope),
        period=Period(typed.period),
        counts=Counts(typed.counts),
        max_qty=typed.max_qty,
        mode=Mode(typed.mode),
        unknown_qty=typed.unknown_qty,
        region=place.code,
        valid_from=typed.valid_from,
        valid_to=typed.valid_to,
        legal_basis=typed.legal_basis.strip(),
        source=typed.source.strip(),
        confidence=Confidence.A,
    )


def _codes_fit(typed: LimitTyped) -> bool:
    known = (
        typed.scope in set(Scope)
        and typed.period in set(Period)
        and typed.counts in set(Counts)
        and typed.mode in {Mode.INFO, Mode.WARN, Mode.BLOCK}
    )
    return known and not (typed.scope == Scope.SHARE and not typed.category)


def _refuse_unheard(rule: LimitRule, rationing: Rationing) -> None:
    if any(is_never_heard(rule, beside=one) for one in rationing.limits if one.region != rule.region):
        raise LimitRefusedError(wrong="unheard")


def _asked(rule: LimitRule, rationing: Rationing) -> dict[str, Any]:
    programme = {one.key: one for one in rationing.programmes}[rule.programme]
    category = rationing.category(rule.programme, rule.category, rule.valid_from)
    return {
        **{name: getattr(rule, name) for name in _TYPED},
        "title": programme.title,
        "shown": limit_words(rule, unit=programme.unit, category=category.title if category else ""),
        "valid_from": rule.valid_from.isoformat(),
        "begins": day(rule.valid_from),
        "valid_to": rule.valid_to.isoformat() if rule.valid_to else None,
    }


def _set(place: Cooperative, rule: LimitRule, *, set_by: str, now: datetime) -> None:
    same = {
        "programme_id": rule.programme,
        "category": rule.category,
        "scope": rule.scope.value,
        "period": rule.period.value,
        "counts": rule.counts.value,
        "mode": rule.mode.value,
        "region": rule.region,
    }
    ours = KeptLimit.objects.filter(set_for=place, **same)
    try:
        with transaction.atomic():
            ours.filter(valid_from__lt=rule.valid_from, valid_to__isnull=True).update(
                valid_to=rule.valid_from - timedelta(days=1)
            )
            KeptLimit.objects.create(
                id=UUID(rule.id), set_for=place, set_by=set_by, set_at=now, **_kept_limit(rule)
            )
    except IntegrityError as error:
        raise LimitRefusedError(wrong="overlaps") from error


def _read(name: str, read: Callable[[Iterable[Mapping[str, str]]], tuple[Any, ...]]) -> tuple[Any, ...]:
    with (DATA / name).open(encoding="utf-8", newline="") as file:
        return read(csv.DictReader(file))


def _category_id(one: BuyerCategory) -> UUID:
    return uuid5(NAMESPACE_URL, f"guyub:category:{one.programme}:{one.code}:{one.valid_from}")


def _kept_programme(one: Programme) -> dict[str, Any]:
    return {
        "title": one.title,
        "unit": one.unit.value,
        "official": one.official.value,
        "has_containers": one.has_containers,
        "order": one.order,
    }


def _kept_category(one: BuyerCategory) -> dict[str, Any]:
    return {
        "programme_id": one.programme,
        "code": one.code,
        "title": one.title,
        "registers": one.registers.value,
        "proofs": " ".join(one.proofs),
        "usual_qty": one.usual_qty,
        "valid_from": one.valid_from,
        "valid_to": one.valid_to,
        "legal_basis": one.legal_basis,
        "source": one.source,
        "confidence": one.confidence.value,
    }


def _kept_limit(rule: LimitRule) -> dict[str, Any]:
    return {
        "programme_id": rule.programme,
        "category": rule.category,
        "scope": rule.scope.value,
        "period": rule.period.value,
        "counts": rule.counts.value,
        "max_qty": rule.max_qty,
        "mode": rule.mode.value,
        "unknown_qty": rule.unknown_qty,
        "region": rule.region,
        "valid_from": rule.valid_from,
        "valid_to": rule.valid_to,
        "legal_basis": rule.legal_basis,
        "source": rule.source,
        "confidence": rule.confidence.value,
    }
