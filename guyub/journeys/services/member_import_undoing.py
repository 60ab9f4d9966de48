"""Undoing a table of members that was taken in: all that it made goes, or a refusal where somebody has built on it.

What stays: the lines of the trail; and, where it brought savings, its journal entry with the one that takes it back.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import IntegrityError

from guyub.books.ledger.services.periods import lock_books
from guyub.community.members.domain.register import REGISTER_SERIES
from guyub.community.members.selectors.imports import imported_of
from guyub.community.members.services.import_steps import is_untouched, take_out_members
from guyub.community.members.services.imports import MemberImportRefusedError
from guyub.finance.savings.services.openings import take_back_openings
from guyub.foundation.identity.domain.vault import SecretKind
from guyub.foundation.identity.services.many import forget_secrets, take_out_people, unmake_members
from guyub.foundation.intake.services.tables import Taken
from guyub.foundation.kernel.services.numbering import put_back_numbers

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

    from guyub.community.members.models import ImportedMember, MemberImport
    from guyub.foundation.identity.domain.roles import Actor
    from guyub.foundation.intake.services.tables import Taking


def undo_members(taking: Taking[MemberImport]) -> Taken:
    """Take out all that a table made. Step of intake.

    Raises:
        MemberImportRefusedError: ``used``: something stands on it, such as a payment, a card, a login or a change.
    """
    place, batch = taking.place, taking.batch
    opened_on = lock_books(place_id=place.id).opened_on if batch.totals.get("savings") else taking.today
    traces = imported_of(cooperative_id=place.id, batch_id=batch.id)
    if not is_untouched(cooperative_id=place.id, batch_id=batch.id, traces=traces):
        raise MemberImportRefusedError(wrong="used")
    try:
        take_back_openings(
            entry_id=batch.opening_entry_id, batch_id=batch.id, opened_on=opened_on, **taking.told
        )
        _take_out(place.id, batch, traces, taking.actor, taking.now)
    except IntegrityError as error:
        raise MemberImportRefusedError(wrong="used") from error
    before, stands = batch.totals["numbers"]
    put_back_numbers(cooperative_id=place.id, series=REGISTER_SERIES, stands=stands, before=before)
    facts = {"members": batch.totals["members"], "merged": batch.totals["merged"]}
    return Taken(len(traces), facts=facts)


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
