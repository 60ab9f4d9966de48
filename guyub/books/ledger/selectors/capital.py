"""What the books say of capital: the own, all assets, and what a unit of business works with."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from guyub.books.ledger.domain.chart import AccountKind
from guyub.foundation.kernel.rows import Row
from guyub.foundation.kernel.selectors.together import Inquiry, asked

if TYPE_CHECKING:
    from uuid import UUID

# Simpanan pokok, simpanan wajib, hibah and cadangan; penyertaan is not one's own (UU 25/1992 Ps 41).
_OWN = ("SIMPANAN_POKOK", "SIMPANAN_WAJIB", "HIBAH", "CADANGAN_UMUM", "CADANGAN_RISIKO")
_CAPITAL = """
SELECT coalesce(-sum(b.debit_rp - b.credit_rp) FILTER (WHERE a.line = ANY(%(own)s)), 0)::bigint,
       coalesce(sum(b.debit_rp - b.credit_rp) FILTER (WHERE a.kind = %(asset)s), 0)::bigint,
       coalesce(sum(b.debit_rp - b.credit_rp) FILTER (
           WHERE b.unit_id = %(unit)s AND a.kind IN (%(asset)s, %(debt)s) AND a.line <> 'ANTAR_UNIT'), 0)::bigint
FROM ledger_accountbalance b
JOIN ledger_account a ON a.cooperative_id = b.cooperative_id AND a.id = b.account_id
WHERE b.cooperative_id = %(place)s AND a.cooperative_id = %(place)s
"""


@dataclass(frozen=True, slots=True)
class Capital(Row):
    """What the books say of capital now; whole rupiah.

    Args:
        own_rp: Simpanan pokok and wajib, grants, reserves.
        assets_rp: All assets.
        unit_rp: What the unit works with: its assets less its debts, without what it owes the cooperative itself.
    """

    own_rp: int
    assets_rp: int
    unit_rp: int


def capital_inquiry(cooperative_id: int, *, unit_id: UUID | None = None) -> Inquiry[Capital]:
    """Ask what the books say of capital."""
    values: dict[str, Any] = {
        "place": cooperative_id,
        "unit": unit_id,
        "own": list(_OWN),
        "asset": AccountKind.ASET.value,
        "debt": AccountKind.KEWAJIBAN.value,
    }
    return Inquiry([(_CAPITAL, values)], lambda rows: Capital(*rows[0]))


def capital_of(*, cooperative_id: int, unit_id: UUID | None = None) -> Capital:
    """Tell what the books say of capital now. One query."""
    (found,) = asked(capital_inquiry(cooperative_id, unit_id=unit_id))
    return found  # type: ignore[no-any-return]  # as the inquiry reads it
