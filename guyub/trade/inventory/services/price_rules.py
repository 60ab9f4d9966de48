"""Price rules: those that come with the release, and what a city or a cooperative sets, by two people."""

from __future__ import annotations

import csv
from dataclasses import asdict, dataclass
from datetime import date, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Any, ClassVar

from django.db import IntegrityError, transaction

from guyub.foundation.approvals.services.requests import ask
from guyub.foundation.identity.domain.roles import Action, Actor
from guyub.foundation.identity.services.acting import act_once
from guyub.foundation.identity.services.audit import record
from guyub.foundation.kernel.dates import Zone, business_date
from guyub.foundation.kernel.errors import DomainError
from guyub.foundation.kernel.formats import day, rupiah
from guyub.foundation.kernel.models import Cooperative, CooperativeKind
from guyub.foundation.parameters.domain.definitions import Confidence
from guyub.trade.inventory.domain.price_rule_rows import HIGHEST_RP, read_rules
from guyub.trade.inventory.domain.price_rules import KIND_WORDS, Channel, PriceKind, PriceRule
from guyub.trade.inventory.domain.regulated import REGULATED, UNIT_WORDS
from guyub.trade.inventory.models import PriceRule as KeptRule
from guyub.trade.inventory.selectors.price_rules import rules_for

if TYPE_CHECKING:
    from datetime import datetime
    from uuid import UUID

    from guyub.foundation.approvals.models import ApprovalRequest

RULES = Path(__file__).resolve().parent.parent / "data" / "aturan_harga.csv"
SET_BY_PRODUCT = "rilis Guyub"
KIND = "inventory.price_rule"
# What people set: a city what its own region asks, a cooperative what it agreed with a supplier.
SET_BY_CITY = (PriceKind.HET, PriceKind.HAP_LOW, PriceKind.HAP_HIGH, PriceKind.PURCHASE_MAX)
SET_BY_COOPERATIVE = (PriceKind.CONTRACT,)


class RuleRefusedError(DomainError):
    """A price rule is not set; ``wrong`` says why.

    ``good`` (not one that prices are set for), ``kind`` (not theirs to set), ``amount`` (not above zero, or too much),
    ``basis`` (no legal basis or no source), ``past`` (it would begin before today), ``ends`` (before it begins),
    ``looser`` (a ceiling above the one of a wider region; fact ``limit_rp``), ``overlaps`` (another begins within it),
    ``reason`` (the one who decides must know why).
    """

    code: ClassVar[str] = "inventory.rule.refused"


def load_rules(*, now: datetime) -> int:
    """Bring the rules that come with the release into the database; repeating it changes nothing. Step.

    What a later release ends or corrects is ended or corrected; what people set stays untouched.

    Returns:
        How many rules the release brings.
    """
    with RULES.open(encoding="utf-8", newline="") as file:
        rules = read_rules(csv.DictReader(file))
    with transaction.atomic():
        KeptRule.objects.filter(set_by=SET_BY_PRODUCT).delete()
        KeptRule.objects.bulk_create(
            KeptRule(set_by=SET_BY_PRODUCT, set_at=now, **_kept(rule)) for rule in rules
        )
    return len(rules)


@dataclass(frozen=True, slots=True, kw_only=True)
class RuleTyped:
    """A rule as somebody wants it to hold.

    Args:
        good: A key of ``REGULATED``.
        kind: A ``PriceKind`` that a city, or a cooperative, may set.
        amount_rp: Whole rupiah for one unit of the good's rules.
        valid_from: The first day, today or later.
        valid_to: The last day; None: until further notice.
        legal_basis: The decree or contract.
        source: Where it can be read.
    """

    good: str
    kind: str
    amount_rp: int
    valid_from: date
    valid_to: date | None
    legal_basis: str
    source: str


def propose_rule(
    *, actor: Actor, typed: RuleTyped, reason: str, today: date, request_id: UUID, now: datetime
) -> None:
    """Propose what a good may cost in the own city, or costs the own cooperative by contract. Use-case.

    Checks run in this order: good, kind, amount, basis, days, reason, the ceilings of wider regions.

    Args:
        actor: Who proposes, for the own city or cooperative.
        typed: What is to hold.
        reason: Why, for the one who decides.
        today: The business date.
        request_id: Made once per intention.
        now: The moment, aware.

    Raises:
        RuleRefusedError: See there.
    """

    def work() -> None:
        place = Cooperative.objects.get(id=actor.cooperative_id)
        rule = _checked(place, typed, today)
        if not reason.strip():
            raise RuleRefusedError(wrong="reason")
        _refuse_looser(place, rule)
        ask(actor=actor, kind=KIND, facts=_asked(rule), reason=reason.strip(), request_id=request_id, now=now)

    act_once(
        actor=actor,
        action=Action.ASK_PARAMETER,
        request_id=request_id,
        use_case="inventory.propose_rule",
        facts={**asdict(typed), "reason": reason},
        now=now,
        work=work,
    )


def carry_out_rule(*, request: ApprovalRequest, actor: Actor, now: datetime) -> None:
    """Let an approved rule hold; the one that held until then ends the day before. Step of the last approval.

    One that was to begin before it was approved begins today.

    Raises:
        RuleRefusedError: As ``propose_rule``; ``overlaps``.
    """
    place = Cooperative.objects.get(id=request.cooperative_id)
    facts, today = request.facts, business_date(now, Zone(place.zone))
    ends = date.fromisoformat(facts["valid_to"]) if facts["valid_to"] else None
    typed = RuleTyped(
        good=facts["good"],
        kind=facts["kind"],
        amount_rp=facts["amount_rp"],
        valid_from=max(date.fromisoformat(facts["valid_from"]), today),
        valid_to=ends,
        legal_basis=facts["legal_basis"],
        source=facts["source"],
    )
    rule = _checked(place, typed, today)
    _refuse_looser(place, rule)
    _set(place, rule, set_by=f"{request.requested_by.name} dan {actor.name}", now=now)
    told = {"title": facts["title"], "kind": facts["kind_words"], "value": facts["shown"]}
    record(
        cooperative_id=place.id,
        actor=actor,
        act="inventory.rule.set",
        facts=told | {"valid_from": day(rule.valid_from)},
        now=now,
    )


def _checked(place: Cooperative, typed: RuleTyped, today: date) -> PriceRule:
    is_city = place.kind == CooperativeKind.KOTA
    if typed.good not in REGULATED:
        raise RuleRefusedError(wrong="good")
    if typed.kind not in (SET_BY_CITY if is_city else SET_BY_COOPERATIVE):
        raise RuleRefusedError(wrong="kind")
    if not 0 < typed.amount_rp <= HIGHEST_RP:
        raise RuleRefusedError(wrong="amount")
    if not typed.legal_basis.strip() or not typed.source.strip():
        raise RuleRefusedError(wrong="basis")
    if typed.valid_from < today:
        raise RuleRefusedError(wrong="past")
    if typed.valid_to and typed.valid_to < typed.valid_from:
        raise RuleRefusedError(wrong="ends")
    return PriceRule(
        good=typed.good,
        kind=PriceKind(typed.kind),
        region=place.code,
        channel=Channel.ANY,
        unit=REGULATED[typed.good].unit,
        amount_rp=typed.amount_rp,
        valid_from=typed.valid_from,
        valid_to=typed.valid_to,
        legal_basis=typed.legal_basis.strip(),
        source=typed.source.strip(),
        confidence=Confidence.A,
    )


def _asked(rule: PriceRule) -> dict[str, Any]:
    return {
        "good": rule.good,
        "title": REGULATED[rule.good].title,
        "kind": rule.kind.value,
        "kind_words": KIND_WORDS[rule.kind],
        "amount_rp": rule.amount_rp,
        "shown": f"{rupiah(rule.amount_rp)} per {UNIT_WORDS[rule.unit]}",
        "valid_from": rule.valid_from.isoformat(),
        "begins": day(rule.valid_from),
        "valid_to": rule.valid_to.isoformat() if rule.valid_to else None,
        "legal_basis": rule.legal_basis,
        "source": rule.source,
    }


def _refuse_looser(place: Cooperative, rule: PriceRule) -> None:
    """Refuse a ceiling above one that a wider region sets on any of its days."""
    if rule.kind not in {PriceKind.HET, PriceKind.PURCHASE_MAX}:
        return
    last = rule.valid_to or date.max
    wider = [
        one.amount_rp
        for one in rules_for(cooperative_id=place.id)
        if one.good == rule.good
        and one.kind is rule.kind
        and len(one.region) < len(rule.region)
        and one.valid_from <= last
        and (one.valid_to is None or one.valid_to >= rule.valid_from)
    ]
    if wider and rule.amount_rp > max(wider):
        raise RuleRefusedError(wrong="looser", limit_rp=max(wider))


def _set(place: Cooperative, rule: PriceRule, *, set_by: str, now: datetime) -> None:
    ours = KeptRule.objects.filter(
        set_for=place, good=rule.good, kind=rule.kind.value, channel=rule.channel.value, region=rule.region
    )
    try:
        with transaction.atomic():
            ours.filter(valid_from__lt=rule.valid_from, valid_to__isnull=True).update(
                valid_to=rule.valid_from - timedelta(days=1)
            )
            KeptRule.objects.create(set_for=place, set_by=set_by, set_at=now, **_kept(rule))
    except IntegrityError as error:
        raise RuleRefusedError(wrong="overlaps") from error


def _kept(rule: PriceRule) -> dict[str, Any]:
    return {
        "good": rule.good,
        "kind": rule.kind.value,
        "region": rule.region,
        "channel": rule.channel.value,
        "unit": rule.unit.value,
        "amount_rp": rule.amount_rp,
        "valid_from": rule.valid_from,
        "valid_to": rule.valid_to,
        "legal_basis": rule.legal_basis,
        "source": rule.source,
        "confidence": rule.confidence.value,
        "hotline": rule.hotline,
    }
