"""Undoing a table of debts while none of them was settled: its bills stand no more, the total waits again."""

from __future__ import annotations

from typing import TYPE_CHECKING

from guyub.books.ledger.domain.entries import Phase, taken_back
from guyub.books.ledger.selectors.journal import stored_lines
from guyub.books.ledger.services.periods import lock_books
from guyub.books.ledger.services.posting import post_complete
from guyub.books.treasury.domain.opening import OPENING_SERIES
from guyub.foundation.identity.domain.roles import Action
from guyub.foundation.intake.domain.states import TableState
from guyub.foundation.kernel.formats import rupiah
from guyub.trade.procurement.domain.accounts import CONTEXT
from guyub.trade.procurement.models import Bill, Settlement
from guyub.trade.procurement.services.openings import DebtOpeningRefusedError, act, close, locked, note

if TYPE_CHECKING:
    from datetime import date, datetime
    from uuid import UUID

    from guyub.books.ledger.services.posting import Posted
    from guyub.foundation.identity.domain.roles import Actor
    from guyub.foundation.kernel.models import Cooperative
    from guyub.trade.procurement.models import DebtOpening

MEMO = "Batal rincian saldo awal utang pemasok"
WHY = "Tabel saldo awalnya dibatalkan"


def undo_table(
    *,
    actor: Actor,
    place: Cooperative,
    batch_id: UUID,
    today: date,
    request_id: UUID,
    now: datetime,
) -> None:
    """Undo a table that was taken in, whole. Use-case.

    Args:
        actor: Who keeps the treasury.
        place: Whose.
        batch_id: A table that was taken in.
        today: The business date.
        request_id: Made once per intention.
        now: The moment, aware.

    Raises:
        DebtOpeningRefusedError: ``closed``: it is not taken in; ``paid``: something settled so many of its debts.
        EntryRefusedError: The books refuse it.
    """

    def work() -> int:
        batch = locked(place.id, batch_id, state=TableState.DIMASUKKAN)
        rows = Bill.objects.filter(cooperative_id=place.id, opening_id=batch_id)
        ids = list(rows.order_by("id").select_for_update(no_key=True).values_list("id", flat=True))
        _refuse_settled(place.id, ids)
        lock_books(place_id=place.id)
        posted = _books_back(place, batch, today, actor, request_id)
        rows.update(undone_on=today, undone_why=WHY, undone_by_id=actor.person_id)
        close(batch, TableState.DIBATALKAN, now, undone_entry_id=posted.entry_id)
        note(
            actor,
            "undone",
            batch,
            now,
            bills=len(ids),
            amount=rupiah(batch.total_rp),
            entry=posted.name,
        )
        return len(ids)

    act(actor, "undo_opening_table", {"batch": batch_id}, request_id, now, work, action=Action.KEEP_TREASURY)


def _refuse_settled(cooperative_id: int, bill_ids: list[UUID]) -> None:
    """Refuse where a payment, a credit note, a return or an advance took something of a bill, and still does."""
    took = Settlement.objects.filter(cooperative_id=cooperative_id, bill__in=bill_ids, undone_on__isnull=True)
    settled = took.values("bill").distinct().count()
    if settled:
        raise DebtOpeningRefusedError(wrong="paid", count=settled)


def _books_back(
    place: Cooperative, batch: DebtOpening, today: date, actor: Actor, request_id: UUID
) -> Posted:
    assert batch.entry_id is not None and batch.dated_on is not None  # noqa: S101, PT018  constraint of the table
    draft = taken_back(
        stored_lines(cooperative_id=place.id, entry_id=batch.entry_id),
        memo=MEMO,
        series=OPENING_SERIES,
        occurred_on=batch.dated_on,
        reverses_id=batch.entry_id,
        request_id=request_id,
        phase=Phase.ORDINARY,
    )
    (posted,) = post_complete(
        place=place, context=CONTEXT, drafts=[draft], today=today, actor=actor, is_late=True, act=None
    )
    return posted
