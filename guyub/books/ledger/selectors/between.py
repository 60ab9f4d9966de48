"""Which cooperatives do not agree on what they owe and sell each other."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.db import connection

from guyub.books.ledger.domain.chart import Mark
from guyub.books.ledger.domain.entries import Phase
from guyub.foundation.kernel.rows import Row

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

_SAID = """
    SELECT a.mark, l.cooperative_id, l.partner_id, sum(l.amount_rp)::bigint
    FROM ledger_account a
    JOIN ledger_journalline l ON l.cooperative_id = a.cooperative_id AND l.account_id = a.id
    JOIN ledger_journalentry e ON e.cooperative_id = l.cooperative_id AND e.id = l.entry_id
    WHERE a.cooperative_id = ANY(%(places)s) AND l.cooperative_id = ANY(%(places)s)
        AND e.cooperative_id = ANY(%(places)s) AND l.dated_on <= %(until)s
        AND (a.mark = %(owed)s OR a.mark = %(sold)s AND l.dated_on >= %(since)s AND e.phase <> %(closing)s)
    GROUP BY 1, 2, 3
"""


@dataclass(frozen=True, slots=True)
class Unmatched(Row):
    """Two cooperatives of which the books of one do not mirror those of the other.

    Args:
        mark: ANTAR_SALDO: what is owed on the last day; ANTAR_USAHA: what was sold in the span.
        one_id: The one.
        other_id: The other; None where lines name no partner.
        one_rp: What the books of the one say of the other: is owed, or spent, above zero; owes, or sold, below.
        other_rp: What the books of the other say of the one; it should be the same below zero.
    """

    mark: Mark
    one_id: int
    other_id: int | None
    one_rp: int
    other_rp: int


def unmatched_between(*, cooperative_ids: Sequence[int], since: date, until: date) -> list[Unmatched]:
    """Say who disagrees with whom, each pair once. One query; needs a scope that sees them all.

    Args:
        cooperative_ids: Which are consolidated; a partner outside them has said nothing.
        since: The first day for what was sold.
        until: The last day, itself included.
    """
    with connection.cursor() as cursor:
        cursor.execute(
            _SAID,
            {
                "places": list(cooperative_ids),
                "since": since,
                "until": until,
                "owed": Mark.ANTAR_SALDO.value,
                "sold": Mark.ANTAR_USAHA.value,
                "closing": Phase.CLOSING.value,
            },
        )
        said = {(Mark(mark), one, other): rp for mark, one, other, rp in cursor.fetchall()}
    rows = []
    for (mark, one, other), one_rp in said.items():
        other_rp = 0 if other is None else said.get((mark, other, one), 0)
        is_first = other is None or one < other or (mark, other, one) not in said
        if one_rp + other_rp and is_first:
            rows.append(Unmatched(mark, one, other, one_rp, other_rp))
    return sorted(rows, key=lambda row: (row.mark, row.one_id, row.other_id or 0))
