"""What a till tells of a sale that was paid otherwise than was first told, read as strictly as a sale (``told.py``)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from guyub.trade.retail.domain.baskets import TenderKind
from guyub.trade.retail.domain.told import TillEventUnreadError, Told, kinds_told

if TYPE_CHECKING:
    from collections.abc import Mapping
    from uuid import UUID


@dataclass(frozen=True, slots=True, kw_only=True)
class RepaidTold:
    """A sale of the open shift that was paid otherwise than was first told; goods and sum stay.

    Args:
        shift_id: The shift.
        cashier_id: Who mended it.
        sale_id: Which sale.
        reason: Why.
        agreed_by: The second person; None: none was asked.
        has_pin: Somebody typed a PIN, at least the cashier's own.
        before: What the till had kept of each way of paying.
        tenders: How it was really paid.
    """

    shift_id: UUID
    cashier_id: UUID
    sale_id: UUID
    reason: str
    agreed_by: UUID | None
    has_pin: bool
    before: Mapping[TenderKind, int]
    tenders: Mapping[TenderKind, int]

    @property
    def changes(self) -> dict[TenderKind, int]:
        """What changes of each way of paying, signed; it sums to nothing."""
        return changes_of(self.before, self.tenders)


def changes_of(before: Mapping[TenderKind, int], after: Mapping[TenderKind, int]) -> dict[TenderKind, int]:
    """Tell what changes between two ways of paying the same sum, signed whole rupiah; what stays is left out."""
    moved = {kind: after.get(kind, 0) - before.get(kind, 0) for kind in TenderKind}
    return {kind: rp for kind, rp in moved.items() if rp}


def read_repaid(body: Any) -> RepaidTold:
    """Read the body of ``sale.repaid``.

    Raises:
        TillEventUnreadError: A field is not what it must be, the sums do not tie, or nothing changes.
    """
    told = Told(body)
    repaid = RepaidTold(
        shift_id=told.id_of("shift_id"),
        cashier_id=told.id_of("cashier_id"),
        sale_id=told.id_of("sale_id"),
        reason=told.why(),
        agreed_by=told.second(),
        has_pin=told.maybe_id("agreed_by") is not None,
        before=kinds_told(told, "before"),
        tenders=kinds_told(told),
    )
    if not repaid.changes or sum(repaid.changes.values()) != 0:
        raise TillEventUnreadError(wrong="ties", name="tenders")
    return repaid
