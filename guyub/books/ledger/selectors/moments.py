"""What stood on single accounts, now or once the journal had come to a given entry."""

from __future__ import annotations

from bisect import bisect_left
from itertools import accumulate
from typing import TYPE_CHECKING, Any

from django.db import connection

if TYPE_CHECKING:
    from collections.abc import Collection
    from uuid import UUID

_NOW = """
    SELECT asked.code, ledger_balance(%(place)s, asked.code) FROM unnest(%(codes)s::text[]) AS asked(code)
"""
# Each line falls into the step between two asked places of the chain; one pass over the accounts' lines.
_BY_STEP = """
    SELECT a.code, width_bucket(e.chain_no, %(after)s::bigint[]) AS step, sum(l.amount_rp)::bigint
    FROM ledger_account a
    JOIN ledger_journalline l ON l.cooperative_id = a.cooperative_id AND l.account_id = a.id
    JOIN ledger_journalentry e ON e.cooperative_id = l.cooperative_id AND e.id = l.entry_id
    WHERE a.cooperative_id = %(place)s AND l.cooperative_id = %(place)s AND e.cooperative_id = %(place)s
        AND a.code = ANY(%(codes)s)
    GROUP BY 1, 2
"""

# The entries of the series come first, each with its lines by key: a series asked for so has few.
_IN_SERIES = """
    WITH brought AS MATERIALIZED (
        SELECT a.code, sum(l.amount_rp)::bigint AS rp
        FROM (
            SELECT j.id FROM ledger_journalentry j
            WHERE j.cooperative_id = %(place)s AND j.series = %(series)s OFFSET 0
        ) e
        CROSS JOIN LATERAL (
            SELECT m.account_id, m.amount_rp FROM ledger_journalline m
            WHERE m.cooperative_id = %(place)s AND m.entry_id = e.id OFFSET 0
        ) l
        JOIN ledger_account a ON a.cooperative_id = %(place)s AND a.id = l.account_id
        WHERE a.code = ANY(%(codes)s)
        GROUP BY a.code
    )
    SELECT asked.code, coalesce(brought.rp, 0)
    FROM unnest(%(codes)s::text[]) AS asked(code) LEFT JOIN brought ON brought.code = asked.code
"""

# The cooperative as a whole has a unit of its own in the books; to other contexts it is none.
_BY_UNIT = """
    SELECT nullif(b.unit_id, h.common_unit_id), sum(b.debit_rp - b.credit_rp)::bigint
    FROM ledger_account a
    JOIN ledger_accountbalance b ON b.cooperative_id = a.cooperative_id AND b.account_id = a.id
    JOIN ledger_journalhead h ON h.cooperative_id = a.cooperative_id AND h.book = 'jurnal'
    WHERE a.cooperative_id = %(place)s AND a.code = %(code)s
    GROUP BY 1
"""


def balances_by_unit(*, cooperative_id: int, code: str) -> dict[UUID | None, int]:
    """Tell what stands on one account now in each unit of business, in rupiah with debit above zero. One query.

    None: in the cooperative as a whole.
    """
    with connection.cursor() as cursor:
        cursor.execute(_BY_UNIT, {"place": cooperative_id, "code": code})
        return dict(cursor.fetchall())


def posted_in_series(*, cooperative_id: int, codes: Collection[str], series: str) -> dict[str, int]:
    """Tell what the entries of one series brought to accounts, by code, in rupiah with debit above zero. One query."""
    with connection.cursor() as cursor:
        cursor.execute(_IN_SERIES, {"place": cooperative_id, "codes": list(codes), "series": series})
        return dict(cursor.fetchall())


def balances_now(*, cooperative_id: int, codes: Collection[str]) -> dict[str, int]:
    """Tell what stands on accounts now, by code, in rupiah with debit above zero. One query."""
    with connection.cursor() as cursor:
        cursor.execute(_NOW, {"place": cooperative_id, "codes": list(codes)})
        return dict(cursor.fetchall())


def balances_at(*, cooperative_id: int, asked: Collection[tuple[str, int]]) -> dict[tuple[str, int], int]:
    """Tell what stood on an account once the journal had come to a place in its chain. One query for all.

    Args:
        cooperative_id: Whose books.
        asked: Code of an account and chain_no of the last entry that counts.

    Returns:
        Rupiah for each, debit above zero.
    """
    places = sorted({chain_no for _, chain_no in asked})
    values: dict[str, Any] = {
        "place": cooperative_id,
        "codes": list({code for code, _ in asked}),
        "after": [chain_no + 1 for chain_no in places],
    }
    steps: dict[str, list[int]] = {code: [0] * (len(places) + 1) for code, _ in asked}
    with connection.cursor() as cursor:
        cursor.execute(_BY_STEP, values)
        for code, step, moved_rp in cursor.fetchall():
            steps[code][step] = moved_rp
    sums = {code: list(accumulate(moved)) for code, moved in steps.items()}
    return {(code, chain_no): sums[code][bisect_left(places, chain_no)] for code, chain_no in asked}
