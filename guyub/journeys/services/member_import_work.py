"""Large tables of members go to the worker: put into its hand, carried out, and how far it is."""

from __future__ import annotations

from contextlib import closing
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any
from uuid import UUID, uuid5

from django.db import DatabaseError, connection
from procrastinate.contrib.django import app

from guyub.community.members.models import MemberImport
from guyub.community.members.selectors.imports import batch_of
from guyub.community.members.services.imports import MemberImportRefusedError, act, batches
from guyub.foundation.identity.selectors.people import actor_in, person_by_id, seats_of
from guyub.foundation.intake.domain.states import TableState
from guyub.foundation.kernel.dates import Zone, business_date
from guyub.foundation.kernel.errors import DomainError
from guyub.foundation.kernel.models import Cooperative
from guyub.foundation.kernel.services.queue import enqueue
from guyub.foundation.kernel.tenancy.scope import SETTING, scope
from guyub.journeys.services.member_import_taking import take_table
from guyub.journeys.services.member_import_undoing import undo_table

if TYPE_CHECKING:
    from collections.abc import Mapping

    from guyub.foundation.identity.domain.roles import Actor

AT_ONCE = 500  # people; beyond, nobody waits for the answer of a page
FORGOTTEN = timedelta(minutes=15)  # then the worker may be asked again
TASK = "journeys.carry_on_member_table"
_SPACE = UUID("6b1f0f7e-52b2-4d0f-8a59-0f6f3f5d7c11")
TAKE, UNDO = "take", "undo"
_STATE = {TAKE: TableState.DIUNGGAH, UNDO: TableState.DIMASUKKAN}


def is_large(rows_count: int) -> bool:
    """Tell whether a table goes to the worker."""
    return rows_count > AT_ONCE


def is_forgotten(choices: Mapping[str, Any], *, now: datetime) -> bool:
    """Tell whether the worker has had a table in hand for so long that it must have been stopped."""
    waiting = choices.get("waiting")
    return waiting is not None and datetime.fromisoformat(waiting["at"]) <= now - FORGOTTEN


def give_to_worker(*, actor: Actor, batch_id: UUID, verb: str, request_id: UUID, now: datetime) -> None:
    """Let the worker take a table in, or undo it. Use-case.

    Args:
        actor: Who keeps the register; the worker acts in this name, while the role is held.
        batch_id: A table that is open (``take``) or taken in (``undo``).
        verb: ``take`` or ``undo``.
        request_id: Made once per intention.
        now: The moment, aware.

    Raises:
        MemberImportRefusedError: ``closed``, ``waiting``.
    """

    def work() -> None:
        rows = batches(actor.cooperative_id).filter(id=batch_id, state=_STATE[verb].value)
        batch = rows.select_for_update(no_key=True).first()
        if batch is None:
            raise MemberImportRefusedError(wrong="closed")
        waiting = batch.choices.get("waiting")
        if waiting and not is_forgotten(batch.choices, now=now):
            raise MemberImportRefusedError(wrong="waiting")
        said = {
            "verb": verb,
            "at": now.isoformat(),
            "person": str(actor.person_id),
            "seat": str(actor.membership_id),
            "request": str(request_id),
        }
        choices = {name: value for name, value in batch.choices.items() if name != "refused"}
        rows.update(choices=choices | {"waiting": said}, done_count=0)
        enqueue(
            app.tasks[TASK],
            once=f"members.import.{batch_id}",
            cooperative_id=actor.cooperative_id,
            batch_id=str(batch_id),
        )

    act(actor, f"give_{verb}", {"batch": batch_id}, request_id, now, work)


def carry_on(*, cooperative_id: int, batch_id: UUID, now: datetime) -> bool:
    """Do what the worker was given with one table; a refusal is kept for the page. For a job; safe to run twice.

    Returns:
        Whether it was done.
    """
    place = Cooperative.objects.get(id=cooperative_id)
    with scope(cooperative_id):
        batch = batch_of(cooperative_id=cooperative_id, batch_id=batch_id)
    waiting = batch.choices.get("waiting") if batch else None
    if waiting is None:
        return False
    given: dict[str, Any] = {
        "place": place,
        "batch_id": batch_id,
        "today": business_date(now, Zone(place.zone)),
        "request_id": uuid5(_SPACE, waiting["request"]),
        "now": now,
    }
    try:
        actor = _actor(waiting, now)
        if waiting["verb"] == TAKE:
            take_table(
                actor=actor, progress=lambda done: tell_progress(cooperative_id, batch_id, done), **given
            )
        else:
            undo_table(actor=actor, is_workers=True, **given)
    except DomainError as refusal:
        keep_refusal(cooperative_id=cooperative_id, batch_id=batch_id, refusal=refusal)
        return False
    return True


def keep_refusal(*, cooperative_id: int, batch_id: UUID, refusal: DomainError) -> None:
    """Take a table out of the worker's hand and keep why, for the page."""
    with scope(cooperative_id, durable=True):
        rows = batches(cooperative_id).filter(id=batch_id)
        batch = rows.select_for_update(no_key=True).get()
        choices = {name: value for name, value in batch.choices.items() if name != "waiting"}
        said = {"code": refusal.code, "facts": {name: _plain(value) for name, value in refusal.facts.items()}}
        rows.update(choices=choices | {"refused": said}, done_count=0)


def tell_progress(cooperative_id: int, batch_id: UUID, done: int) -> None:
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
                    f"UPDATE {MemberImport._meta.db_table} SET done_count = %s"  # noqa: S608  a table name of our own
                    " WHERE cooperative_id = %s AND id = %s",
                    [done, cooperative_id, batch_id],
                )
                cursor.execute("COMMIT")
        except DatabaseError:
            return


def _actor(waiting: dict[str, str], now: datetime) -> Actor:
    """Find who gave it, in the seat in which they did.

    Raises:
        MemberImportRefusedError: ``gone``: the role has ended.
    """
    person = person_by_id(UUID(waiting["person"]))
    seats = seats_of(UUID(waiting["person"]), now=now) if person else []
    seat = next((seat for seat in seats if str(seat.membership_id) == waiting["seat"]), None)
    if person is None or seat is None:
        raise MemberImportRefusedError(wrong="gone")
    return actor_in(seat, person=person, has_second_factor=False)


def _plain(value: object) -> object:
    return value if isinstance(value, int | str) else str(value)
