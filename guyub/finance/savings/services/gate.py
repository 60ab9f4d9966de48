"""The gate of the savings-and-loan unit: capital set apart, and the city's word."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING
from uuid import UUID

from guyub.community.cooperatives.selectors.locks import lock_life
from guyub.finance.savings.domain.gate import (
    GateRefusedError,
    Lack,
    OverrideEvent,
    check_until,
    checked_reason,
)
from guyub.finance.savings.models import UnitCapital, UnitOverride
from guyub.finance.savings.selectors.gate import unit_gate
from guyub.foundation.approvals.services.requests import ask
from guyub.foundation.identity.domain.roles import Action
from guyub.foundation.identity.services.acting import act_once
from guyub.foundation.identity.services.audit import record
from guyub.foundation.kernel.formats import day, rupiah
from guyub.foundation.kernel.services.outbox import write_news
from guyub.foundation.parameters.models import Decision

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import datetime

    from guyub.foundation.approvals.models import ApprovalRequest
    from guyub.foundation.identity.domain.roles import Actor
    from guyub.foundation.kernel.models import Cooperative

CAPITAL_KIND = "savings.unit_capital"
NEWS = "savings.gate_changed"
MOST_RP = 10**13


def ask_capital(
    *,
    actor: Actor,
    place: Cooperative,
    amount_rp: int,
    on: date,
    decision_id: UUID | None,
    today: date,
    request_id: UUID,
    now: datetime,
) -> UUID:
    """Ask a second person to note what a decision set apart for the unit. Use-case of the treasurer.

    Args:
        actor: Who asks.
        place: The own cooperative.
        amount_rp: All that is set apart from that day on, whole rupiah; 0 takes everything back.
        on: From which day, not after today.
        decision_id: Of the RAT or the board.
        today: The business date.
        request_id: Made once per intention; the request for approval gets the same id.
        now: The moment, aware.

    Raises:
        GateRefusedError: ``amount day decision``.
    """
    if not 0 <= amount_rp < MOST_RP:
        raise GateRefusedError(wrong="amount")
    if on > today:
        raise GateRefusedError(wrong="day")

    def work() -> str:
        mine = Decision.objects.filter(cooperative_id=place.id)
        decision = mine.filter(id=decision_id).first() if decision_id else None
        if decision is None:
            raise GateRefusedError(wrong="decision")
        facts = {
            "amount": rupiah(amount_rp),
            "amount_rp": amount_rp,
            "on": on.isoformat(),
            "begins": day(on),
            "decision": str(decision.id),
            "number": decision.number,
            "title": decision.title,
        }
        asked = ask(
            actor=actor,
            kind=CAPITAL_KIND,
            facts=facts,
            reason=f"Keputusan {decision.number}",
            now=now,
            request_id=request_id,
            amount_rp=amount_rp,
        )
        return str(asked.id)

    told: str = act_once(
        actor=actor,
        action=Action.KEEP_SAVINGS,
        request_id=request_id,
        use_case="savings.ask_capital",
        facts={"amount": amount_rp, "on": on, "decision": decision_id},
        now=now,
        work=work,
    )
    return UUID(told)


def carry_out_capital(*, request: ApprovalRequest, actor: Actor, now: datetime) -> None:
    """Note what was asked for. Step of the approval."""
    place_id, facts = request.cooperative_id, request.facts
    lock_life(cooperative_id=place_id)
    count = UnitCapital.objects.filter(cooperative_id=place_id).count()
    UnitCapital.objects.create(
        cooperative_id=place_id,
        no=count + 1,
        on=date.fromisoformat(facts["on"]),
        amount_rp=facts["amount_rp"],
        decision_id=UUID(facts["decision"]),
        person_id=request.requested_by_id,
        recorded_at=now,
    )
    told = {"amount": facts["amount"], "begins": facts["begins"], "number": facts["number"]}
    _note(place_id, actor, "savings.unit.capital_set", told, now)


def override_gate(
    *,
    actor: Actor,
    place: Cooperative,
    until_on: date,
    reason: str,
    today: date,
    request_id: UUID,
    now: datetime,
) -> None:
    """Let a cooperative's unit take deposits though licence or capital is missing. Use-case of the head of the city's
    office.

    A later word replaces an earlier one only once that has ended or was taken back.

    Args:
        actor: Who lets it.
        place: A cooperative that the actor's city guides.
        until_on: The last day, at most a year ahead.
        reason: Why, 20 to 300 letters; members read it.
        today: The business date.
        request_id: Made once per intention.
        now: The moment, aware.

    Raises:
        GateRefusedError: ``reason until unit open``.
        NotAllowedError: The role may not, or the city does not guide it.
    """
    why = checked_reason(reason)
    check_until(until_on, today=today)

    def work() -> None:
        lock_life(cooperative_id=place.id)
        gate = unit_gate(cooperative_id=place.id, on=today)
        if Lack.UNIT in gate.lacks:
            raise GateRefusedError(wrong="unit")
        if gate.override:
            raise GateRefusedError(wrong="open", until=gate.override.until_on)
        _say(actor, place.id, OverrideEvent.BUKA, today, until_on, why, now)
        told = {"until": day(until_on), "reason": why}
        _note(place.id, actor, "savings.unit.opened_by_city", told, now)

    _act(actor, place, "savings.override_gate", {"until": until_on, "reason": reason}, request_id, now, work)


def withdraw_override(
    *, actor: Actor, place: Cooperative, reason: str, today: date, request_id: UUID, now: datetime
) -> None:
    """Take the city's word back from today on; what members saved stays theirs to take. Use-case.

    Args: as of ``override_gate``.

    Raises:
        GateRefusedError: ``reason none``.
        NotAllowedError: The role may not, or the city does not guide it.
    """
    why = checked_reason(reason)

    def work() -> None:
        lock_life(cooperative_id=place.id)
        if unit_gate(cooperative_id=place.id, on=today).override is None:
            raise GateRefusedError(wrong="none")
        _say(actor, place.id, OverrideEvent.CABUT, today, None, why, now)
        _note(place.id, actor, "savings.unit.override_ended", {"reason": why}, now)

    _act(actor, place, "savings.withdraw_override", {"reason": reason}, request_id, now, work)


def _act(
    actor: Actor,
    place: Cooperative,
    use_case: str,
    facts: dict[str, object],
    request_id: UUID,
    now: datetime,
    work: Callable[[], None],
) -> None:
    act_once(
        actor=actor,
        action=Action.OVERRIDE_UNIT_GATE,
        place_id=place.id,
        request_id=request_id,
        use_case=use_case,
        facts=facts,
        now=now,
        work=work,
    )


def _say(
    actor: Actor,
    place_id: int,
    event: OverrideEvent,
    on: date,
    until_on: date | None,
    reason: str,
    now: datetime,
) -> None:
    count = UnitOverride.objects.filter(cooperative_id=place_id).count()
    UnitOverride.objects.create(
        cooperative_id=place_id,
        no=count + 1,
        event=event.value,
        on=on,
        until_on=until_on,
        reason=reason,
        person_id=actor.person_id,
        person_name=actor.name,
        recorded_at=now,
    )


def _note(place_id: int, actor: Actor, act: str, facts: dict[str, str], now: datetime) -> None:
    record(cooperative_id=place_id, actor=actor, act=act, facts=facts, now=now)
    write_news(cooperative_id=place_id, topic=NEWS, payload={"act": act}, now=now)
