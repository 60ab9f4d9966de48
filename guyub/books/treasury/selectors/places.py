"""Where a cooperative's money lies, and how much."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.db.models import BigIntegerField, F, Func

from guyub.books.ledger.selectors.books import accounts_of
from guyub.books.treasury.domain.events import CashSide
from guyub.books.treasury.domain.places import ABOVE, CashKind
from guyub.books.treasury.models import CashPlace
from guyub.foundation.kernel.rows import Row

if TYPE_CHECKING:
    from collections.abc import Iterable
    from uuid import UUID


@dataclass(frozen=True, slots=True)
class CashPlaceRow(Row):
    """A drawer, a safe or a bank account with what lies there now, in rupiah."""

    id: UUID
    kind: CashKind
    name: str
    account_code: str
    unit_id: UUID | None
    outlet_id: UUID | None
    bank_name: str
    bank_number: str
    is_open: bool
    balance_rp: int

    @property
    def side(self) -> CashSide:
        """What a posting needs of it."""
        return CashSide(self.account_code, self.kind, self.unit_id)


@dataclass(frozen=True, slots=True)
class FreeAccount(Row):
    """A cash account of the cooperative's own that no cash place has yet, with what stands on it, in rupiah."""

    kind: CashKind
    code: str
    name: str
    balance_rp: int


def free_accounts(*, cooperative_id: int, places: Iterable[CashPlaceRow]) -> list[FreeAccount]:
    """List accounts that a new cash place may take over: added by the cooperative, open, nobody's. Two queries.

    Args:
        cooperative_id: Whose.
        places: All its cash places, closed ones too.
    """
    held = {place.account_code for place in places}
    kinds = {code: kind for kind, code in ABOVE.items()}
    return [
        FreeAccount(kinds[node.code], own.code, own.name, own.balance_rp)
        for node in accounts_of(cooperative_id=cooperative_id)
        if node.code in kinds
        for own in node.own
        if own.code not in held and own.closed_on is None
    ]


def places_of(*, cooperative_id: int, with_closed: bool = False) -> list[CashPlaceRow]:
    """List the cash places of a cooperative: drawers, safes, banks, by name. One query."""
    rows = CashPlace.objects.filter(cooperative_id=cooperative_id)
    if not with_closed:
        rows = rows.filter(closed_on__isnull=True)
    balance = Func(
        F("cooperative_id"),
        F("account_code"),
        function="ledger_balance",
        output_field=BigIntegerField(),
        arity=2,
    )
    found = rows.annotate(balance_rp=balance).order_by("kind", "name")
    order = list(CashKind)
    return sorted(
        (
            CashPlaceRow(
                row.id,
                CashKind(row.kind),
                row.name,
                row.account_code,
                row.unit_id,
                row.outlet_id,
                row.bank_name,
                row.bank_number,
                row.closed_on is None,
                row.balance_rp,
            )
            for row in found
        ),
        key=lambda row: (order.index(row.kind), row.name),
    )
