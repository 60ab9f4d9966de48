"""Tables are looked through, taken in and undone: each one whole, or not at all."""

from __future__ import annotations

import gc
from contextlib import contextmanager
from typing import TYPE_CHECKING

from guyub.foundation.intake.domain.states import TableState
from guyub.foundation.intake.selectors.tables import opened_table
from guyub.foundation.intake.services.tables import Taking, act, close, locked, note, unsealed
from guyub.foundation.kernel.services.outbox import write_news
from guyub.foundation.kernel.tenancy.scope import scope

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from datetime import date, datetime
    from uuid import UUID

    from guyub.foundation.identity.domain.roles import Actor
    from guyub.foundation.intake.services.tables import B, Intake, Opened, P, Taken
    from guyub.foundation.kernel.models import Cooperative


def check_table(
    *, intake: Intake[B, P], place: Cooperative, batch_id: UUID, today: date, now: datetime
) -> tuple[Opened, P | None]:
    """Tell what taking a table in would do and what is not right in it; writes nothing.

    Returns:
        The table, and the plan; None where a required column is lacking.

    Raises:
        DomainError: The context's: it is ``closed``.
    """
    with scope(place.id):
        batch = opened_table(intake.model, cooperative_id=place.id, batch_id=batch_id)
        if batch is None:
            raise intake.refused(wrong="closed")
        return _looked(intake, batch, place, today, now)


def take_table(
    *,
    intake: Intake[B, P],
    actor: Actor,
    place: Cooperative,
    batch_id: UUID,
    today: date,
    request_id: UUID,
    now: datetime,
    progress: Callable[[int], None] | None = None,
) -> int:
    """Take an open table in, all of it in one transaction; the original is gone with it. Use-case.

    Args:
        intake: What the context says of its tables.
        actor: Who takes it in.
        place: Whose.
        batch_id: A table without an error.
        today: The business date.
        request_id: Made once per intention.
        now: The moment, aware.
        progress: Told how many lines are done, by another connection; only the worker gives it, while nobody else
            may touch the table.

    Returns:
        How much came in.

    Raises:
        DomainError: The context's, ``closed waiting lacking faults nothing`` and what its plan and its taker say.
    """

    def work() -> int:
        with _settled():
            return taken_in()

    def taken_in() -> int:
        if progress is None:
            batch = locked(intake, place.id, batch_id)
        else:
            # No lock: whoever tells the progress writes the row, and the others are kept away by its ``waiting``.
            opened = opened_table(intake.model, cooperative_id=place.id, batch_id=batch_id)
            if opened is None:
                raise intake.refused(wrong="closed")
            batch = opened
        plan = _ready(intake, _looked(intake, batch, place, today, now)[1])
        taking = Taking(
            batch=batch,
            place=place,
            actor=actor,
            today=today,
            request_id=request_id,
            now=now,
            progress=progress or _nobody,
        )
        taken = intake.take(taking, plan)
        if progress is not None:
            locked(intake, place.id, batch_id, is_workers=True)
        return _closed(intake, taking, taken, TableState.DIMASUKKAN, "taken")

    count: int = act(intake, actor, "take", {"batch": batch_id}, request_id, now, work, action=intake.takes)
    return count


def undo_table(
    *,
    intake: Intake[B, P],
    actor: Actor,
    place: Cooperative,
    batch_id: UUID,
    today: date,
    request_id: UUID,
    now: datetime,
    is_workers: bool = False,
) -> int:
    """Undo a table that was taken in, whole. Use-case.

    Args:
        intake: What the context says of its tables.
        actor: Who undoes it.
        place: Whose.
        batch_id: A table that was taken in.
        today: The business date.
        request_id: Made once per intention.
        now: The moment, aware.
        is_workers: The worker does it, which has the table in hand.

    Returns:
        How much was taken back.

    Raises:
        DomainError: The context's, ``closed``: it is not taken in; ``waiting``; and what its undoer says.
    """

    def work() -> int:
        batch = locked(intake, place.id, batch_id, state=TableState.DIMASUKKAN, is_workers=is_workers)
        taking = Taking(
            batch=batch,
            place=place,
            actor=actor,
            today=today,
            request_id=request_id,
            now=now,
            progress=_nobody,
        )
        with _settled():
            taken = intake.undo(taking)
        return _closed(intake, taking, taken, TableState.DIBATALKAN, "undone")

    count: int = act(intake, actor, "undo", {"batch": batch_id}, request_id, now, work, action=intake.takes)
    return count


def _looked(
    intake: Intake[B, P], batch: B, place: Cooperative, today: date, now: datetime
) -> tuple[Opened, P | None]:
    opened = unsealed(intake, batch)
    if intake.lacking(batch.mapping):
        return opened, None
    return opened, intake.plan(batch, opened, place, today, now)


def _ready(intake: Intake[B, P], plan: P | None) -> P:
    if plan is None:
        raise intake.refused(wrong="lacking")
    if plan.blocking:
        raise intake.refused(wrong="faults", count=plan.blocking)
    if not plan.count:
        raise intake.refused(wrong="nothing")
    if plan.refusal:
        raise intake.refused(**plan.refusal)
    return plan


def _closed(intake: Intake[B, P], taking: Taking[B], taken: Taken, state: TableState, verb: str) -> int:
    batch, now = taking.batch, taking.now
    close(intake, batch, state, now, **taken.columns)
    if intake.news:
        write_news(
            cooperative_id=taking.place.id, topic=intake.news, payload={"batch": str(batch.id)}, now=now
        )
    note(intake, taking.actor, verb, batch, now, **taken.facts)
    return taken.count


@contextmanager
def _settled() -> Iterator[None]:
    """Look for no garbage meanwhile: all of a table lives until it is in, and looking takes a quarter of the time."""
    was_enabled = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_enabled:
            gc.enable()


def _nobody(_done: int) -> None:
    """Nobody waits to be told how far it is."""
