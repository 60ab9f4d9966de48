"""A city's proposal to an agent: how a scarce good is shared over its outlets. Two people, published with its inputs.

It never moves anything: who brings what where stays between each cooperative and its agent.
"""

from __future__ import annotations

from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING, Any
from uuid import UUID

from guyub.foundation.approvals.services.requests import ask
from guyub.foundation.identity.domain.roles import Action
from guyub.foundation.kernel.formats import day, number
from guyub.foundation.kernel.ids import uuid7
from guyub.foundation.kernel.models import Cooperative, CooperativeKind
from guyub.foundation.kernel.services.numbering import next_number
from guyub.trade.procurement.domain.orders import checked_why
from guyub.trade.subsidised.domain.allocating import Method, allocate
from guyub.trade.subsidised.domain.rounds import (
    Basis,
    RoundRefusedError,
    RoundState,
    asked_by,
    checked_round,
    inputs_hash,
    inputs_of,
)
from guyub.trade.subsidised.models import AllocationRound, AllocationShare, Programme
from guyub.trade.subsidised.selectors.rounds import figures_of, turn_of
from guyub.trade.subsidised.services.acting import note, once

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

    from guyub.foundation.approvals.models import ApprovalRequest
    from guyub.foundation.identity.domain.roles import Actor
    from guyub.trade.subsidised.domain.allocating import Allocation
    from guyub.trade.subsidised.domain.rounds import Asked, RoundTyped

SERIES = "subsidised.round"
KIND = "subsidised.round"


@dataclass(frozen=True, slots=True)
class Reckoned:
    """A round as it would be: what each outlet asks for, in the order of ties, and what it gets."""

    asked: Sequence[Asked]
    found: Allocation
    turn: int
    inputs: dict[str, Any]


def reckon(*, city: Cooperative, typed: RoundTyped) -> Reckoned:
    """Share a supply as it would be proposed. Step, and for looking before one proposes; five queries.

    Raises:
        RoundRefusedError: ``days supply method basis lot floor note nobody``.
    """
    checked_round(typed)
    figures = figures_of(city=city, programme=typed.programme)
    asked = [
        asked_by(one, days=typed.days, basis=Basis(typed.basis), floor_qty=typed.floor_qty) for one in figures
    ]
    if not any(one.claim.need for one in asked):
        raise RoundRefusedError(wrong="nobody")
    turn, method = turn_of(city_id=city.id, programme=typed.programme), Method(typed.method)
    claims = [one.claim for one in asked]
    found = allocate(typed.supply_qty, method=method, claims=claims, lot=typed.lot, turn=turn)
    inputs = inputs_of(supply=typed.supply_qty, method=method, claims=claims, lot=typed.lot, turn=turn)
    return Reckoned(asked, found, turn, inputs)


def propose_round(*, actor: Actor, typed: RoundTyped, reason: str, request_id: UUID, now: datetime) -> UUID:
    """Propose how a supply is shared over the outlets of the own city; a second person decides. Use-case of the city.

    Args:
        actor: Who proposes, for the own city.
        typed: Good, span, supply, way.
        reason: Why, for the one who decides.
        request_id: Made once per intention.
        now: The moment, aware.

    Returns:
        The id of the round.

    Raises:
        RoundRefusedError: ``programme days supply method basis lot floor note nobody why``.
    """
    why = checked_why(reason, RoundRefusedError)

    def work() -> str:
        city = Cooperative.objects.get(id=actor.cooperative_id)
        programme = Programme.objects.filter(key=typed.programme).first()
        if programme is None or city.kind != CooperativeKind.KOTA:
            raise RoundRefusedError(wrong="programme")
        made = reckon(city=city, typed=typed)
        row = AllocationRound(
            id=uuid7(),
            cooperative_id=city.id,
            year=typed.from_on.year,
            no=next_number(cooperative_id=city.id, series=SERIES, year=typed.from_on.year),
            state=RoundState.MENUNGGU.value,
            turn=made.turn,
            left_qty=made.found.left,
            inputs_sha=inputs_hash(made.inputs),
            person_id=actor.person_id,
            recorded_at=now,
            programme=programme,
            **{name: value for name, value in asdict(typed).items() if name != "programme"},
        )
        facts = {
            "round": str(row.id), "name": row.name, "good": programme.title, "supply": number(typed.supply_qty),
            "from": day(typed.from_on), "to": day(typed.to_on), "sha": row.inputs_sha,
        }  # fmt: skip
        request = ask(actor=actor, kind=KIND, facts=facts, reason=why, request_id=request_id, now=now)
        row.approval_id = request.id
        row.save(force_insert=True)
        AllocationShare.objects.bulk_create(_shares(row, made))
        note(actor, "round.proposed", {"name": row.name, "good": programme.title}, now)
        return str(row.id)

    facts = {name: str(value) for name, value in asdict(typed).items()} | {"reason": reason}
    return UUID(once(actor, Action.SHARE_GOODS, "propose_round", facts, request_id, now, work))


def carry_out_round(*, request: ApprovalRequest, actor: Actor, now: datetime) -> None:
    """Publish a round that was agreed to, as it was proposed. Step of the last approval."""
    row = _locked(request)
    row.state, row.published_at = RoundState.TERBIT.value, now
    row.decided_by = f"{request.requested_by.name} dan {actor.name}"[:160]
    row.save(update_fields=["state", "published_at", "decided_by"])
    note(actor, "round.published", {"name": row.name, "good": row.programme.title}, now)


def round_refused(*, request: ApprovalRequest, actor: Actor, reason: str, now: datetime) -> None:
    """Keep that a round was not agreed to. Step of a rejection."""
    row = _locked(request)
    row.state, row.decided_by = RoundState.DITOLAK.value, actor.name[:160]
    row.save(update_fields=["state", "decided_by"])
    note(actor, "round.refused", {"name": row.name, "good": row.programme.title, "reason": reason}, now)


def _locked(request: ApprovalRequest) -> AllocationRound:
    rows = AllocationRound.objects.select_for_update(of=("self",), no_key=True).select_related("programme")
    return rows.get(cooperative_id=request.cooperative_id, id=request.facts["round"])


def _shares(row: AllocationRound, made: Reckoned) -> list[AllocationShare]:
    return [
        AllocationShare(
            id=uuid7(),
            cooperative_id=row.cooperative_id,
            round=row,
            place_no=at,
            code=one.figures.code,
            name=one.figures.name,
            registered=one.figures.registered,
            need_qty=one.need_qty,
            estimate_id=one.figures.estimate_id,
            household_qty=one.household_qty,
            sold_qty=one.sold_qty,
            unmet_qty=one.unmet_qty,
            demand_qty=one.claim.demand,
            floor_qty=one.claim.floor,
            cap_qty=one.claim.cap,
            credit_qty=one.claim.credit,
            amount_qty=amount,
        )
        for at, (one, amount) in enumerate(zip(made.asked, made.found.amounts, strict=True))
    ]
