"""Movements of savings by the entry that says the same in the books."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.db.models import Exists

from guyub.finance.savings.models import SavingsMovement
from guyub.foundation.kernel.rows import Row

if TYPE_CHECKING:
    from datetime import date
    from uuid import UUID

    from django.db.models import OuterRef


def movement_undone(*, cooperative_id: int, movement: OuterRef) -> Exists:
    """Ask, of a row that names a movement, whether that was taken back."""
    return Exists(SavingsMovement.objects.filter(cooperative_id=cooperative_id, undoes_id=movement))


@dataclass(frozen=True, slots=True)
class MovementRow(Row):
    """One movement of one account, whole rupiah."""

    movement_id: UUID
    account_id: UUID
    amount_rp: int
    value_on: date


def movements_of_entry(*, cooperative_id: int, entry_id: UUID) -> list[MovementRow]:
    """Give what an entry moved in the accounts of members. One query."""
    rows = SavingsMovement.objects.filter(cooperative_id=cooperative_id, entry_id=entry_id).order_by("id")
    return [MovementRow(*row) for row in rows.values_list("id", "account_id", "amount_rp", "value_on")]
