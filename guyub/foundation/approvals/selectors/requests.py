"""Requests as the inbox shows them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any
from uuid import UUID

from django.db.models import Q

from guyub.foundation.approvals.domain.bodies import Body, Missing, body_of, still_missing
from guyub.foundation.approvals.domain.requests import Case, Obstacle, State, obstacle_for
from guyub.foundation.approvals.models import ApprovalRequest, ApprovalVote
from guyub.foundation.approvals.selectors.kinds import kinds
from guyub.foundation.identity.domain.roles import Role, can
from guyub.foundation.kernel.rows import Row

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping, Sequence
    from datetime import datetime

    from django.db.models import QuerySet

    from guyub.foundation.identity.domain.roles import Actor


@dataclass(frozen=True)
class Vote(Row):
    """What somebody decided."""

    name: str
    role: str
    is_approved: bool
    reason: str
    at: datetime


@dataclass(frozen=True)
class RequestRow(Row):
    """One request for a second person."""

    request_id: UUID
    kind: str
    title: str
    said: str
    facts: Mapping[str, Any]
    details: Sequence[tuple[str, str]]
    reason: str
    requested_by: str
    is_own: bool
    requested_at: datetime
    expires_at: datetime
    closed_at: datetime | None
    amount_rp: int | None
    needed: int
    missing: Missing
    votes: tuple[Vote, ...]
    state: State
    can_decide: bool
    obstacle: Obstacle | None

    @property
    def approvals(self) -> int:
        """How many have approved."""
        return sum(vote.is_approved for vote in self.votes)


def case_of(request: ApprovalRequest) -> Case:
    """Tell the rule what it needs; the votes must be read already or are one query."""
    return Case(
        State(request.state),
        request.requested_by_id,
        request.concerns_id,
        request.expires_at,
        [vote.person_id for vote in request.votes.all()],
        [UUID(person) for person in request.concerned],
        bodies_of(request),
    )


def bodies_of(request: ApprovalRequest) -> list[Body]:
    """Tell which bodies decide a request; none: whoever the table of roles lets."""
    return [Body(body) for body in request.bodies]


def missing_of(request: ApprovalRequest) -> Missing:
    """Tell who must still approve a request; the votes must be read already or are one query."""
    approved = [body_of(Role(vote.role)) for vote in request.votes.all() if vote.is_approved]
    return still_missing(approved, needed=request.approvals_needed, bodies=bodies_of(request))


def inbox(*, actor: Actor, now: datetime, most: int = 50) -> list[RequestRow]:
    """List what is open in the actor's cooperative: first what the actor may decide, then by expiry."""
    mine = _seen_by(actor).filter(state=State.PENDING.value)
    rows = [_row(request, actor, now) for request in _whole(mine.filter(expires_at__gt=now))[:most]]
    return sorted(rows, key=lambda row: (not row.can_decide, row.expires_at))


def history(*, actor: Actor, now: datetime, most: int = 50) -> list[RequestRow]:
    """List what was decided, withdrawn or has expired, the newest first."""
    mine = _seen_by(actor)
    rows = [_row(request, actor, now) for request in _whole(mine)[: most * 2]]
    return [row for row in rows if row.state is not State.PENDING][:most]


def one_request(*, actor: Actor, request_id: UUID, now: datetime) -> RequestRow | None:
    """Find one request of the actor's cooperative that the actor may see."""
    found = _whole(_seen_by(actor).filter(id=request_id))
    return next((_row(request, actor, now) for request in found), None)


def expired_of(*, cooperative_id: int, ids: Collection[UUID], now: datetime) -> list[UUID]:
    """Pick those requests that waited too long: nobody decided in time. One query."""
    rows = ApprovalRequest.objects.filter(
        cooperative_id=cooperative_id, id__in=ids, state=State.PENDING.value, expires_at__lte=now
    )
    return list(rows.values_list("id", flat=True))


def is_waiting(*, cooperative_id: int, approval_id: UUID, now: datetime) -> bool:
    """Tell whether a request may still be decided. One query."""
    rows = ApprovalRequest.objects.filter(cooperative_id=cooperative_id, id=approval_id)
    return rows.filter(state=State.PENDING.value, expires_at__gt=now).exists()


def has_decided(*, cooperative_id: int, approval_id: UUID, person_id: UUID) -> bool:
    """Tell whether somebody was among those who decided a request. One query."""
    rows = ApprovalVote.objects.filter(cooperative_id=cooperative_id, request_id=approval_id)
    return rows.filter(person_id=person_id).exists()


def _seen_by(actor: Actor) -> QuerySet[ApprovalRequest]:
    """Leave out the kinds that only some may see, but for the actor's own requests."""
    hidden = [
        code
        for code, kind in kinds().items()
        if kind.view
        and not can(actor, kind.view, actor.cooperative_id)
        and not can(actor, kind.approve, actor.cooperative_id)
    ]
    mine = ApprovalRequest.objects.filter(cooperative_id=actor.cooperative_id)
    return mine.filter(~Q(kind__in=hidden) | Q(requested_by_id=actor.person_id))


def _whole(rows: object) -> list[ApprovalRequest]:
    ordered = rows.select_related("requested_by").prefetch_related("votes__person")  # type: ignore[attr-defined]  # a queryset
    return list(ordered.order_by("-requested_at", "id")[:200])


def _row(request: ApprovalRequest, actor: Actor, now: datetime) -> RequestRow:
    kind, case = kinds()[request.kind], case_of(request)
    obstacle = obstacle_for(actor.person_id, case, body=body_of(actor.role), moment=now)
    return RequestRow(
        request_id=request.id,
        kind=request.kind,
        title=kind.title,
        said=kind.said(request.facts),
        facts=request.facts,
        details=kind.details(request.facts),
        reason=request.reason,
        requested_by=request.requested_by.name,
        is_own=request.requested_by_id == actor.person_id,
        requested_at=request.requested_at,
        expires_at=request.expires_at,
        closed_at=request.closed_at,
        amount_rp=request.amount_rp,
        needed=request.approvals_needed,
        missing=missing_of(request),
        votes=tuple(
            Vote(vote.person.name, vote.role, vote.is_approved, vote.reason, vote.at)
            for vote in sorted(request.votes.all(), key=lambda vote: (vote.at, vote.id))
        ),
        state=case.state_at(now),
        can_decide=obstacle is None and can(actor, kind.approve, actor.cooperative_id),
        obstacle=obstacle,
    )
