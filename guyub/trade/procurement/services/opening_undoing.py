"""Undoing a table of debts while none of them was settled: its bills stand no more, the total waits again."""

from __future__ import annotations

from typing import TYPE_CHECKING

from guyub.books.ledger.services.periods import lock_books
from guyub.books.treasury.services.opening_details import take_detail_back
from guyub.foundation.intake.services.tables import Taken
from guyub.foundation.kernel.formats import rupiah
from guyub.trade.procurement.domain.accounts import CONTEXT
from guyub.trade.procurement.models import Bill, Settlement
from guyub.trade.procurement.services.opening_taking import DebtOpeningRefusedError

if TYPE_CHECKING:
    from uuid import UUID

    from guyub.foundation.intake.services.tables import Taking
    from guyub.trade.procurement.models import DebtOpening

MEMO = "Batal rincian saldo awal utang pemasok"
WHY = "Tabel saldo awalnya dibatalkan"


def undo_debts(taking: Taking[DebtOpening]) -> Taken:
    """Take back the bills of a table, whole. Step of intake.

    Raises:
        DebtOpeningRefusedError: ``paid``: something settled so many of its debts.
        EntryRefusedError: The books refuse it.
    """
    place, batch = taking.place, taking.batch
    rows = Bill.objects.filter(cooperative_id=place.id, opening_id=batch.id)
    ids = list(rows.order_by("id").select_for_update(no_key=True).values_list("id", flat=True))
    _refuse_settled(place.id, ids)
    lock_books(place_id=place.id)
    posted = take_detail_back(
        context=CONTEXT, memo=MEMO, entry_id=batch.entry_id, on=batch.dated_on, **taking.told
    )
    rows.update(undone_on=taking.today, undone_why=WHY, undone_by_id=taking.actor.person_id)
    facts = {"bills": len(ids), "amount": rupiah(batch.total_rp), "entry": posted.name}
    return Taken(len(ids), {"undone_entry_id": posted.entry_id}, facts)


def _refuse_settled(cooperative_id: int, bill_ids: list[UUID]) -> None:
    """Refuse where a payment, a credit note, a return or an advance took something of a bill, and still does."""
    took = Settlement.objects.filter(cooperative_id=cooperative_id, bill__in=bill_ids, undone_on__isnull=True)
    settled = took.values("bill").distinct().count()
    if settled:
        raise DebtOpeningRefusedError(wrong="paid", count=settled)
