"""Asking for a second person, deciding, withdrawing."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, ClassVar

from guyub.foundation.approvals.domain.bodies import Body, body_of
from guyub.foundation.approvals.domain.requests import Obstacle, State, obstacle_for
from guyub.foundation.approvals.models import ApprovalRequest, ApprovalVote
from guyub.foundation.approvals.selectors.kinds import kinds
from guyub.foundation.approvals.selectors.requests import case_of, missing_of
from guyub.foundation.identity.domain.roles import Action, Actor, can
from guyub.foundation.identity.services.acting import NotAllowedError, act_once
from guyub.foundation.identity.services.audit import record
from guyub.foundation.identity.services.getting_in import prove
from guyub.foundation.kernel.errors import DomainError

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping
    from datetime import datetime
    from uuid import UUID

LONGEST_REASON = 400


class DecisionRefusedError(DomainError):
    """Somebody may not decide; ``wrong``: ``closed expired own concerned body already missing reason``."""

    code: ClassVar[str] = "approvals.decision.refused"


def ask(
    *,
    actor: Actor,
    kind: str,
    facts: Mapping[str, Any],
    reason: str,
    now: datetime,
    request_id: UUID,
    concerns: UUID | None = None,
    amount_rp: int | None = None,
    approvals: int = 0,
    concerned: Collection[UUID] = (),
    bodies: Collection[str] = (),
) -> ApprovalRequest:
    """Ask for a second person. Step of the use-case that wants something done.

    Args:
        actor: Who asks.
        kind: A code of ``selectors.kinds``.
        facts: What is to be done, plain JSON without NIK, KK or phone; it is carried out as it stands here.
        reason: Why, for the one who decides.
        now: The moment, aware.
        request_id: Of the use-case; the request gets the same id.
        concerns: The person it is about, who may not decide it either.
        amount_rp: Whole rupiah, where money moves.
        approvals: How many people must approve, where it is more than the kind asks for; never fewer than that, nor
            fewer than there are bodies.
        concerned: Further people who may not decide it: kin, those who answer with the one whom it is about.
        bodies: Codes of ``domain.bodies.Body`` besides the kind's own: at least one person of each must approve, and
            nobody else decides it.

    Raises:
        NotAllowedError: The role may not ask for it.
    """
    asked = kinds()[kind]
    if not can(actor, asked.ask, actor.cooperative_id):
        raise NotAllowedError(action=asked.ask.value)
    deciding = asked.bodies | {Body(body) for body in bodies}
    request = ApprovalRequest.objects.create(
        id=request_id,
        cooperative_id=actor.cooperative_id,
        kind=kind,
        facts=dict(facts),
        requested_by_id=actor.person_id,
        concerns_id=concerns,
        amount_rp=amount_rp,
        reason=reason.strip()[:LONGEST_REASON],
        requested_at=now,
        expires_at=now + asked.lasts,
        concerned=sorted({str(person) for person in concerned}),
        bodies=[body.value for body in Body if body in deciding],
        approvals_needed=max(asked.approvals, approvals, len(deciding)),
    )
    _note(actor, "approvals.asked", request, now)
    return request


def decide(
    *,
    actor: Actor,
    approval_id: UUID,
    is_approved: bool,
    proof: str,
    request_id: UUID,
    now: datetime,
    reason: str = "",
) -> State:
    """Approve or reject a request; the last approval carries it out in the same transaction. Use-case.

    The last one is that after which nobody is missing: enough people, and one of each body that was named.

    Checks run in this order: reason of a rejection, PIN or code, role, request there, obstacles
    (domain.requests.obstacle_for).

    Args:
        actor: Who decides; needs the act that the kind names.
        approval_id: Of the own cooperative.
        is_approved: True approves.
        proof: PIN, or a code from the person's app.
        request_id: Made once per intention.
        now: The moment, aware.
        reason: Needed to reject.

    Returns:
        Where the request stands afterwards.

    Raises:
        ProofRefusedError: PIN or code does not fit.
        NotAllowedError: The role may not decide this kind.
        DecisionRefusedError: See its fact ``wrong``.
    """
    if not is_approved and not reason.strip():
        raise DecisionRefusedError(wrong="reason")
    prove(person_id=actor.person_id, proof=proof, now=now)

    def work() -> str:
        request = _locked(actor, approval_id)
        kind = kinds()[request.kind]
        if not can(actor, kind.approve, actor.cooperative_id):
            raise NotAllowedError(action=kind.approve.value)
        _vote(actor, request, is_approved=is_approved, reason=reason, now=now)
        if not is_approved:
            kind.when_rejected(request=request, actor=actor, reason=reason.strip(), now=now)
            _close(request, State.REJECTED, now)
        elif not missing_of(request).people:
            kind.carry_out(request=request, actor=actor, now=now)
            _close(request, State.APPROVED, now)
        _note(actor, "approvals.approved" if is_approved else "approvals.rejected", request, now)
        return request.state

    answer = act_once(
        actor=actor,
        action=Action.VIEW_APPROVALS,
        request_id=request_id,
        use_case="approvals.decide",
        facts={"request": approval_id, "approved": is_approved, "reason": reason},
        now=now,
        work=work,
    )
    return State(answer)


def withdraw(*, actor: Actor, approval_id: UUID, request_id: UUID, now: datetime) -> None:
    """Take back one's own request before it is decided. Use-case.

    Raises:
        DecisionRefusedError: It is not one's own, or not open any more.
    """

    def work() -> None:
        request = _locked(actor, approval_id)
        if request.requested_by_id != actor.person_id:
            raise DecisionRefusedError(wrong="missing")
        if case_of(request).state_at(now) is not State.PENDING:
            raise DecisionRefusedError(wrong=Obstacle.CLOSED.value)
        _close(request, State.WITHDRAWN, now)
        _note(actor, "approvals.withdrawn", request, now)

    act_once(
        actor=actor,
        action=Action.VIEW_APPROVALS,
        request_id=request_id,
        use_case="approvals.withdraw",
        facts={"request": approval_id},
        now=now,
        work=work,
    )


def drop(*, actor: Actor, approval_id: UUID, now: datetime) -> None:
    """Close a request whose matter was taken back, if it is still open. Step of the use-case that takes it back."""
    request = _locked(actor, approval_id)
    if case_of(request).state_at(now) is State.PENDING:
        _close(request, State.WITHDRAWN, now)
        _note(actor, "approvals.withdrawn", request, now)


def _locked(actor: Actor, approval_id: UUID) -> ApprovalRequest:
    """Lock the request first, so that people who decide at the same moment take turns."""
    mine = ApprovalRequest.objects.filter(cooperative_id=actor.cooperative_id, id=approval_id)
    request = mine.select_for_update().first()
    if request is None:
        raise DecisionRefusedError(wrong="missing")
    return request


def _vote(actor: Actor, request: ApprovalRequest, *, is_approved: bool, reason: str, now: datetime) -> None:
    obstacle = obstacle_for(actor.person_id, case_of(request), body=body_of(actor.role), moment=now)
    if obstacle is not None:
        raise DecisionRefusedError(wrong=obstacle.value)
    ApprovalVote.objects.create(
        cooperative_id=actor.cooperative_id,
        request=request,
        person_id=actor.person_id,
        role=actor.role.value,
        is_approved=is_approved,
        reason=reason.strip()[:LONGEST_REASON],
        at=now,
    )


def _close(request: ApprovalRequest, state: State, now: datetime) -> None:
    request.state, request.closed_at = state.value, now
    request.save(update_fields=["state", "closed_at"])


def _note(actor: Actor, act: str, request: ApprovalRequest, now: datetime) -> None:
    record(
        cooperative_id=actor.cooperative_id,
        actor=actor,
        act=act,
        facts={"what": kinds()[request.kind].said(request.facts), "reason": request.reason},
        now=now,
    )
