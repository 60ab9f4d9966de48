"""Large tables go to the worker: put into its hand, carried out, and how far it is."""

from __future__ import annotations

from contextlib import closing
from typing import TYPE_CHECKING, Any
from uuid import UUID, uuid5

from django.db import DatabaseError, connection
from procrastinate.contrib.django import app

from guyub.foundation.identity.selectors.people import actor_in, person_by_id, seats_of
from guyub.foundation.intake.domain.states import TableState
from guyub.foundation.intake.domain.work import is_forgotten, is_large
from guyub.foundation.intake.selectors.tables import found_table
from guyub.foundation.intake.services.tables import act, batches
from guyub.foundation.intake.services.taking import take_table, undo_table
from guyub.foundation.kernel.dates import Zone, business_date
from guyub.foundation.kernel.errors import DomainError
from guyub.foundation.kernel.models import Cooperative
from guyub.foundation.kernel.services.queue import enqueue
from guyub.foundation.kernel.tenancy.scope import SETTING, scope

if TYPE_CHECKING:
    from datetime import date, datetime

    from guyub.foundation.identity.domain.roles import Actor
    from guyub.foundation.intake.services.tables import B, Intake, P

TAKE, UNDO = "take", "undo"
_SPACE = UUID("6b1f0f7e-52b2-4d0f-8a59-0f6f3f5d7c11")
_STATE = {TAKE: TableState.DIUNGGAH, UNDO: TableState.DIMASUKKAN}


def take_or_undo(
    *,
    intake: Intake[B, P],
    verb: str,
    rows_count: int,
    actor: Actor,
    place: Cooperative,
    batch_id: UUID,
    today: date,
    request_id: UUID,
    now: datetime,
) -> None:
    """Do it at once, or give a large table to the worker. Use-case: one of take_table, undo_table, give_to_worker."""
    told: dict[str, Any] = {
        "intake": intake,
        "actor": actor,
        "batch_id": batch_id,
        "request_id": request_id,
        "now": now,
    }
    if is_large(rows_count):
        give_to_worker(verb=verb, **told)
    elif verb == TAKE:
        take_table(place=place, today=today, **told)
    else:
        undo_table(place=place, today=today, **told)


def give_to_worker(
    *, intake: Intake[B, P], actor: Actor, batch_id: UUID, verb: str, request_id: UUID, now: datetime
) -> None:
    """Let the worker take a table in, or undo it. Use-case.

    Args:
        intake: What the context says of its tables.
        actor: Who may; the worker acts in this name, while the role is held.
        batch_id: A table that is open (``take``) or taken in (``undo``).
        verb: ``take`` or ``undo``.
        request_id: Made once per intention.
        now: The moment, aware.

    Raises:
        DomainError: The context's, ``closed``, ``waiting``.
    """

    def work() -> None:
        rows = batches(intake, actor.cooperative_id).filter(id=batch_id, state=_STATE[verb].value)
        batch = rows.select_for_update(no_key=True).first()
        if batch is None:
            raise intake.refused(wrong="closed")
        if "waiting" in batch.work and not is_forgotten(batch.work, now=now):
            raise intake.refused(wrong="waiting")
        said = {
            "verb": verb,
            "at": now.isoformat(),
            "person": str(actor.person_id),
            "seat": str(actor.membership_id),
            "request": str(request_id),
        }
        rows.update(work={"waiting": said}, done_count=0)
        enqueue(
            app.tasks[intake.task],
            once=f"{intake.acts}.{batch_id}",
            cooperative_id=actor.cooperative_id,
            batch_id=str(batch_id),
        )

    act(intake, actor, f"give_{verb}", {"batch": batch_id}, request_id, now, work, action=intake.takes)


def carry_on(*, intake: Intake[B, P], cooperative_id: int, batch_id: UUID, now: datetime) -> bool:
    """Do what the worker was given with one table; a refusal is kept for the page. For a job; safe to run twice.

    Returns:
        Whether it was done.
    """
    place = Cooperative.objects.get(id=cooperative_id)
    with scope(cooperative_id):
        batch = found_table(intake.model, cooperative_id=cooperative_id, batch_id=batch_id)
    waiting = batch.work.get("waiting") if batch else None
    if waiting is None:
        return False
    given: dict[str, Any] = {
        "intake": intake,
        "place": place,
        "batch_id": batch_id,
        "today": business_date(now, Zone(place.zone)),
        "request_id": uuid5(_SPACE, waiting["request"]),
        "now": now,
    }
    try:
        given["actor"] = _actor(intake, waiting, now)
        if waiting["verb"] == TAKE:
            take_table(progress=lambda done: tell_progress(intake, cooperative_id, batch_id, done), **given)
        else:
            undo_table(is_workers=True, **given)
    except DomainError as refusal:
        keep_refusal(intake=intake, cooperative_id=cooperative_id, batch_id=batch_id, refusal=refusal)
        return False
    return True


def keep_refusal(*, intake: Intake[B, P], cooperative_id: int, batch_id: UUID, refusal: DomainError) -> None:
    """Take a table out of the worker's hand and keep why, for the page."""
    said = {"code": refusal.code, "facts": {name: _plain(value) for name, value in refusal.facts.items()}}
    with scope(cooperative_id, durable=True):
        rows = batches(intake, cooperative_id).filter(id=batch_id, work__has_key="waiting")
        rows.update(work={"refused": said}, done_count=0)


def tell_progress(intake: Intake[B, P], cooperative_id: int, batch_id: UUID, done: int) -> None:
    """Write how many lines are done, by a connection of its own: the transaction that does them is not seen yet.

    Whatever stands in the way, the work goes on without it.
    """
    with closing(connection.copy()) as other:
        try:
            with other.cursor() as cursor:
                cursor.execute("BEGIN")
                cursor.execute("SET LOCAL lock_timeout = '200ms'")
                cursor.execute(f"SELECT set_config('{SETTING}', %s, true)", [f"{{{cooperative_id}}}"])
                cursor.execute(
                    f"UPDATE {intake.model._meta.db_table} SET done_count = %s"  # noqa: S608  a table name of our own
                    " WHERE cooperative_id = %s AND id = %s",
                    [done, cooperative_id, batch_id],
                )
                cursor.execute("COMMIT")
        except DatabaseError:
            return


def _actor(intake: Intake[B, P], waiting: dict[str, str], now: datetime) -> Actor:
    """Find who gave it, in the seat in which they did.

    Raises:
        DomainError: The context's, ``gone``: the role has ended.
    """
    person = person_by_id(UUID(waiting["person"]))
    seats = seats_of(UUID(waiting["person"]), now=now) if person else []
    seat = next((seat for seat in seats if str(seat.membership_id) == waiting["seat"]), None)
    if person is None or seat is None:
        raise intake.refused(wrong="gone")
    return actor_in(seat, person=person, has_second_factor=False)


def _plain(value: object) -> object:
    return value if isinstance(value, int | str) else str(value)
