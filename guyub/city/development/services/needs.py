"""Needs: raised by a cooperative or for it, moved by the city, used by the cooperative."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar
from uuid import UUID

from guyub.city.development.domain.needs import OWN_STATES, STEPS, NeedKind, NeedState
from guyub.city.development.models import Need, NeedEvent, Visit
from guyub.city.development.services.pictures import digest_of, keep_picture
from guyub.foundation.identity.domain.roles import Action, Actor
from guyub.foundation.identity.services.acting import act_once
from guyub.foundation.identity.services.audit import record
from guyub.foundation.kernel.errors import DomainError
from guyub.foundation.kernel.services.numbering import next_number
from guyub.foundation.kernel.services.outbox import write_news

if TYPE_CHECKING:
    from datetime import date, datetime

    from guyub.foundation.kernel.models import StoredFile

NEWS = "development.changed"
SERIES = "development.need"
LONGEST_TITLE, LONGEST_UNIT, LONGEST_REASON, LONGEST_SOURCE = 120, 20, 400, 120
MOST_QUANTITY, MOST_RP = 1_000_000, 1_000_000_000_000
URGENCIES = (1, 2, 3)
KINDS = frozenset(NeedKind)


class NeedRefusedError(DomainError):
    """A need is not raised; ``wrong``: ``kind title quantity unit estimate reason urgency visit``."""

    code: ClassVar[str] = "development.need.refused"


class NeedNotMovedError(DomainError):
    """A need stays where it is; ``wrong``: ``gone moved step reason planned source amount proof``."""

    code: ClassVar[str] = "development.need.not_moved"


@dataclass(frozen=True, kw_only=True)
class Wish:
    """What a cooperative needs, as typed."""

    kind: str
    title: str
    quantity: int
    unit: str
    estimate_rp: int | None  # whole rupiah for the whole quantity; None where nobody knows
    reason: str
    urgency: int  # 1 can wait, 2 this quarter, 3 holds the business up
    photo: tuple[str, bytes] | None = None
    visit_id: UUID | None = None


@dataclass(frozen=True, kw_only=True)
class Move:
    """One step of a need, as typed: from where its mover saw it, to where, with what."""

    seen: str
    to: str
    note: str = ""
    funding_source: str = ""
    amount_rp: int | None = None  # whole rupiah that the source gives
    planned_on: date | None = None
    proof: tuple[str, bytes] | None = None


def raise_need(*, actor: Actor, place_id: int, wish: Wish, request_id: UUID, now: datetime) -> UUID:
    """Raise a need of a cooperative; it gets the cooperative's next number. Use-case.

    Checks run in this order: kind, title, quantity, unit, estimate, reason, urgency, visit, photo.

    Args:
        actor: An officer of the cooperative, its mentor, or an officer of its city.
        place_id: Whose need it is.
        wish: What is needed; quantity 1 to a million, estimate up to a trillion rupiah, the photo is kept private.
        request_id: Made once per intention.
        now: The moment, aware.

    Raises:
        NeedRefusedError: See its fact ``wrong``.
        FileRefusedError: The photo is not kept.
        NotAllowedError: The role may not raise needs here.
    """
    _check(wish)

    def work() -> str:
        if wish.visit_id is not None:
            visits = Visit.objects.filter(cooperative_id=place_id, id=wish.visit_id)
            if not visits.exists():
                raise NeedRefusedError(wrong="visit")
        need = Need.objects.create(
            cooperative_id=place_id,
            number=next_number(cooperative_id=place_id, series=SERIES),
            kind=wish.kind,
            title=wish.title.strip(),
            quantity=wish.quantity,
            unit=wish.unit.strip(),
            estimate_rp=wish.estimate_rp,
            reason=wish.reason.strip(),
            urgency=wish.urgency,
            photo=keep_picture(
                place_id=place_id, file=wish.photo, kind="KEBUTUHAN_FOTO", title=wish.title, now=now
            ),
            visit_id=wish.visit_id,
            state=NeedState.RAISED.value,
            since=now,
            raised_by_name=actor.name,
            raised_at=now,
        )
        _note(actor, need, Move(seen="", to=need.state), None, now)
        return str(need.id)

    return UUID(
        act_once(
            actor=actor,
            action=Action.RAISE_NEED,
            place_id=place_id,
            request_id=request_id,
            use_case="development.raise_need",
            facts={**vars(wish), "photo": digest_of(wish.photo)},
            now=now,
            work=work,
        )
    )


def move_need(
    *,
    actor: Actor,
    place_id: int,
    need_id: UUID,
    move: Move,
    today: date,
    request_id: UUID,
    now: datetime,
) -> None:
    """Move a need one step: by the city, or to its use by the cooperative. Use-case.

    Whoever moves says in which state they saw the need: if somebody else moved it meanwhile, they are told.
    Checks run in this order: the need, what was seen, the step, what the step needs, the file.

    Args:
        actor: An officer of the city; of the cooperative for ``IN_USE``.
        place_id: Whose need it is.
        need_id: Which.
        move: The step; a plan needs its day (today or later), money its source and amount (from 1 rupiah), a
            handover its proof, a refusal its reason.
        today: The business date.
        request_id: Made once per intention.
        now: The moment, aware.

    Raises:
        NeedNotMovedError: See its fact ``wrong``.
        FileRefusedError: The proof is not kept.
        NotAllowedError: The role may not make this step here.
    """

    def work() -> None:
        needs = Need.objects.filter(cooperative_id=place_id, id=need_id)
        need = needs.select_for_update(of=("self",)).first()
        if need is None:
            raise NeedNotMovedError(wrong="gone")
        if move.seen != need.state:
            raise NeedNotMovedError(wrong="moved")
        if move.to not in STEPS[NeedState(need.state)]:
            raise NeedNotMovedError(wrong="step")
        _check_step(move, today=today)
        proof = keep_picture(
            place_id=place_id, file=move.proof, kind="KEBUTUHAN_BUKTI", title=need.title, now=now
        )
        needs.update(state=move.to, since=now)
        _note(actor, need, move, proof, now)

    act_once(
        actor=actor,
        action=Action.RECEIVE_NEED if move.to in OWN_STATES else Action.MOVE_NEED,
        place_id=place_id,
        request_id=request_id,
        use_case="development.move_need",
        facts={"need": need_id, **vars(move), "proof": digest_of(move.proof)},
        now=now,
        work=work,
    )


def _check(wish: Wish) -> None:
    is_known = {
        "kind": wish.kind in KINDS,
        "title": 0 < len(wish.title.strip()) <= LONGEST_TITLE,
        "quantity": 1 <= wish.quantity <= MOST_QUANTITY,
        "unit": 0 < len(wish.unit.strip()) <= LONGEST_UNIT,
        "estimate": wish.estimate_rp is None or 0 <= wish.estimate_rp <= MOST_RP,
        "reason": 0 < len(wish.reason.strip()) <= LONGEST_REASON,
        "urgency": wish.urgency in URGENCIES,
    }
    for field, is_right in is_known.items():
        if not is_right:
            raise NeedRefusedError(wrong=field)


def _check_step(move: Move, *, today: date) -> None:
    to = NeedState(move.to)
    if len(move.note) > LONGEST_REASON or (to is NeedState.DECLINED and not move.note.strip()):
        raise NeedNotMovedError(wrong="reason")
    if to is NeedState.PLANNED and (move.planned_on is None or move.planned_on < today):
        raise NeedNotMovedError(wrong="planned")
    if to is NeedState.FUNDED and not 0 < len(move.funding_source.strip()) <= LONGEST_SOURCE:
        raise NeedNotMovedError(wrong="source")
    if to is NeedState.FUNDED and (move.amount_rp is None or not 1 <= move.amount_rp <= MOST_RP):
        raise NeedNotMovedError(wrong="amount")
    if to is NeedState.HANDED_OVER and move.proof is None:
        raise NeedNotMovedError(wrong="proof")


def _note(actor: Actor, need: Need, move: Move, proof: StoredFile | None, now: datetime) -> None:
    """Write the step into the need's history, the trail and the news; keep of the move what its step needs."""
    is_money, is_plan = move.to == NeedState.FUNDED, move.to == NeedState.PLANNED
    NeedEvent.objects.create(
        cooperative_id=need.cooperative_id,
        need=need,
        to_state=move.to,
        note=move.note.strip(),
        funding_source=move.funding_source.strip() if is_money else "",
        amount_rp=move.amount_rp if is_money else None,
        planned_on=move.planned_on if is_plan else None,
        proof=proof,
        by_id=actor.person_id,
        by_name=actor.name,
        by_role=actor.role.value,
        at=now,
    )
    said = {"number": need.number, "title": need.title, "note": move.note.strip()}
    act = f"development.need.{move.to.lower()}"
    record(cooperative_id=need.cooperative_id, actor=actor, act=act, facts=said, now=now)
    write_news(cooperative_id=need.cooperative_id, topic=NEWS, payload={"need": str(need.id)}, now=now)
