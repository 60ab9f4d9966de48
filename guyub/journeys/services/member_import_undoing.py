"""Undoing a table of members that was taken in: all that it made goes, or a refusal where somebody has built on it.

What stays: the lines of the trail; and, where it brought savings, its journal entry with the one that takes it back.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import IntegrityError

from guyub.books.ledger.services.periods import lock_books
from guyub.community.members.domain.register import REGISTER_SERIES
from guyub.community.members.selectors.imports import batch_of, imported_of
from guyub.community.members.services.import_steps import is_untouched, take_out_members
from guyub.community.members.services.imports import (
    MemberImportRefusedError,
    act,
    close,
    locked,
    note,
)
from guyub.finance.savings.services.openings import take_back_openings
from guyub.foundation.identity.domain.vault import SecretKind
from guyub.foundation.identity.services.many import forget_secrets, take_out_people, unmake_members
from guyub.foundation.intake.domain.states import TableState
from guyub.foundation.kernel.services.numbering import put_back_numbers
from guyub.foundation.kernel.services.outbox import write_news
from guyub.journeys.services.member_import_taking import NEWS

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date, datetime
    from uuid import UUID

    from guyub.community.members.models import ImportedMember, MemberImport
    from guyub.foundation.identity.domain.roles import Actor
    from guyub.foundation.kernel.models import Cooperative


def undo_table(
    *,
    actor: Actor,
    place: Cooperative,
    batch_id: UUID,
    today: date,
    request_id: UUID,
    now: datetime,
    is_workers: bool = False,
) -> None:
    """Undo a table that was taken in, whole. Use-case.

    Args:
        actor: Who keeps the register.
        place: Whose.
        batch_id: A table that was taken in.
        today: The business date.
        request_id: Made once per intention.
        now: The moment, aware.
        is_workers: The worker does it, which has the table in hand.

    Raises:
        MemberImportRefusedError: ``closed``: it is not taken in; ``waiting``; ``used``: something stands on it, such
            as a payment, a card, a login or a change.
    """

    def work() -> int:
        batch = batch_of(cooperative_id=place.id, batch_id=batch_id)
        if batch is not None and batch.totals.get("savings"):
            periods = lock_books(place_id=place.id)
            opened_on = periods.opened_on
        else:
            opened_on = today
        held = locked(place.id, batch_id, state=TableState.DIMASUKKAN, is_workers=is_workers)
        traces = imported_of(cooperative_id=place.id, batch_id=batch_id)
        if not is_untouched(cooperative_id=place.id, batch_id=batch_id, traces=traces):
            raise MemberImportRefusedError(wrong="used")
        try:
            take_back_openings(
                place=place,
                entry_id=held.opening_entry_id,
                batch_id=batch_id,
                opened_on=opened_on,
                today=today,
                actor=actor,
                request_id=request_id,
            )
            _take_out(place.id, held, traces, actor, now)
        except IntegrityError as error:
            raise MemberImportRefusedError(wrong="used") from error
        before, stands = held.totals["numbers"]
        put_back_numbers(cooperative_id=place.id, series=REGISTER_SERIES, stands=stands, before=before)
        close(held, TableState.DIBATALKAN, now)
        write_news(cooperative_id=place.id, topic=NEWS, payload={"batch": str(batch_id)}, now=now)
        note(actor, "undone", held, now, members=held.totals["members"], merged=held.totals["merged"])
        return len(traces)

    act(actor, "undo_table", {"batch": batch_id}, request_id, now, work)


def _take_out(
    cooperative_id: int,
    batch: MemberImport,
    traces: Sequence[ImportedMember],
    actor: Actor,
    now: datetime,
) -> None:
    """Take out rows in the order in which they stand on each other.

    Raises:
        MemberImportRefusedError: ``used``: a role was ended or a number changed since.
    """
    taken_at = batch.closed_at
    assert taken_at is not None  # noqa: S101  a table that was taken in is closed
    given = [trace.file.person_id for trace in traces if trace.gave_role]
    gone = unmake_members(cooperative_id=cooperative_id, people=given, given_at=taken_at)
    take_out_members(
        cooperative_id=cooperative_id,
        batch_id=batch.id,
        traces=traces,
        why=f"Impor {batch.original_name} dibatalkan",
        person_id=actor.person_id,
        now=now,
    )
    kept = [(trace.file.person_id, SecretKind(kind)) for trace in traces for kind in trace.numbers.split()]
    forgotten = forget_secrets(numbers=kept, kept_at=taken_at)
    if gone != len(given) or forgotten != len(kept):
        raise MemberImportRefusedError(wrong="used")
    take_out_people(people=[trace.file.person_id for trace in traces if trace.is_new_person])
