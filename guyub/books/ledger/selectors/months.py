"""What accounts moved month by month: what budgets, taxes and the city's summaries are made of."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from django.db import connection

from guyub.books.ledger.domain.chart import RESULT_KINDS, AccountKind
from guyub.books.ledger.domain.entries import Phase
from guyub.books.ledger.selectors.overview import KeptBooks, kept_books
from guyub.foundation.kernel.dates import add_months, month_end
from guyub.foundation.kernel.rows import Row
from guyub.foundation.kernel.selectors.together import Inquiry, asked

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence
    from datetime import date
    from uuid import UUID

_MOVED = """
SELECT left(a.code, 6), nullif(b.unit_id, h.common_unit_id), b.month,
       sum(b.debit_rp)::bigint, sum(b.credit_rp)::bigint
FROM ledger_accountbalance b
JOIN ledger_account a ON a.cooperative_id = b.cooperative_id AND a.id = b.account_id
JOIN ledger_journalhead h ON h.cooperative_id = b.cooperative_id AND h.book = 'jurnal'
WHERE b.cooperative_id = %(place)s AND a.cooperative_id = %(place)s AND h.cooperative_id = %(place)s
    AND b.month BETWEEN %(since)s AND %(until)s AND b.phase < %(closing)s AND a.code LIKE ANY(%(codes)s)
GROUP BY 1, 2, 3 ORDER BY 1, 2, 3
"""
# Entries are counted in the asked months alone; balances since the books began, for what stands at a month's end.
_FIGURES = """
SELECT b.cooperative_id, b.month, NULL::date, 0,
       coalesce(-sum(b.moved_rp) FILTER (WHERE a.line = 'PARTISIPASI_BRUTO'), 0)::bigint,
       coalesce(-sum(b.moved_rp) FILTER (WHERE a.line = 'BUKAN_ANGGOTA'), 0)::bigint,
       coalesce(-sum(b.moved_rp) FILTER (WHERE a.kind = ANY(%(results)s) AND b.phase < %(closing)s), 0)::bigint,
       coalesce(sum(b.moved_rp) FILTER (WHERE a.line = 'KAS_BANK'), 0)::bigint,
       coalesce(sum(b.moved_rp) FILTER (WHERE a.kind = %(asset)s), 0)::bigint,
       coalesce(sum(b.moved_rp) FILTER (WHERE a.kind IN (%(asset)s, %(debt)s)), 0)::bigint
FROM (SELECT s.cooperative_id, s.account_id, s.month, s.phase, sum(s.debit_rp - s.credit_rp) AS moved_rp
      FROM ledger_accountbalance s WHERE s.cooperative_id = ANY(%(places)s) AND s.month <= %(until)s
      GROUP BY 1, 2, 3, 4) b
JOIN ledger_account a
    ON a.cooperative_id = b.cooperative_id AND a.id = b.account_id AND a.cooperative_id = ANY(%(places)s)
GROUP BY 1, 2
UNION ALL
SELECT e.cooperative_id, date_trunc('month', e.dated_on)::date, max(e.dated_on), count(*), 0, 0, 0, 0, 0, 0
FROM ledger_journalentry e
WHERE e.cooperative_id = ANY(%(places)s) AND e.dated_on BETWEEN %(since)s AND %(last_day)s
GROUP BY 1, 2
"""


_BESIDE = """
SELECT coalesce(sum(l.amount_rp), 0)::bigint
FROM ledger_journalline l
JOIN ledger_account a ON a.cooperative_id = l.cooperative_id AND a.id = l.account_id
WHERE l.cooperative_id = %(place)s AND a.cooperative_id = %(place)s AND a.code LIKE %(code)s
    AND l.dated_on <= %(until)s AND l.entry_id IN (
        SELECT o.entry_id FROM ledger_journalline o
        JOIN ledger_account b ON b.cooperative_id = o.cooperative_id AND b.id = o.account_id
        WHERE o.cooperative_id = %(place)s AND b.cooperative_id = %(place)s AND b.code LIKE %(beside)s)
"""


@dataclass(frozen=True, slots=True)
class MonthMoved:
    """What one account of the chart, with the cooperative's own below it, moved in one unit and month.

    Args:
        code: Of the chart, ``6.1.02``.
        unit_id: The unit of business; None: the cooperative as a whole.
        month: Its first day.
        debit_rp: What was debited; the closing of a year is no part of it.
        credit_rp: What was credited.
    """

    code: str
    unit_id: UUID | None
    month: date
    debit_rp: int
    credit_rp: int


@dataclass(frozen=True, slots=True)
class MonthFigures(Row):
    """The books of one cooperative in one month, in whole rupiah.

    Args:
        month: Its first day.
        entries_count: Entries dated in it.
        members_rp: What members bought and paid for services.
        others_rp: What others did.
        result_rp: What the month earned, below zero for a loss.
        cash_rp: Cash and bank at its end.
        assets_rp: All assets at its end.
        equity_rp: Assets less debts at its end.
        is_closed: It is closed now.
        last_on: The day of its last entry; None: there is none.
    """

    month: date
    entries_count: int
    members_rp: int
    others_rp: int
    result_rp: int
    cash_rp: int
    assets_rp: int
    equity_rp: int
    is_closed: bool
    last_on: date | None = None


def moved_by_month(
    *, cooperative_id: int, starts: Sequence[str], since: date, until: date
) -> list[MonthMoved]:
    """Tell what accounts moved, month by month and unit by unit. One query.

    Args:
        cooperative_id: Whose.
        starts: How the codes of the wanted accounts begin, such as ``4`` or ``2.1.05``.
        since: A day of the first month.
        until: A day of the last month.
    """
    (moved,) = asked(moved_inquiry(cooperative_id, starts=starts, since=since, until=until))
    return list(moved)


def moved_inquiry(
    cooperative_id: int, *, starts: Sequence[str], since: date, until: date
) -> Inquiry[list[MonthMoved]]:
    """Ask what ``moved_by_month`` gives, together with others."""
    values: dict[str, Any] = {
        "place": cooperative_id,
        "since": since.replace(day=1),
        "until": until,
        "closing": int(Phase.CLOSING),
        "codes": [f"{start}%" for start in starts],
    }
    return Inquiry([(_MOVED, values)], lambda rows: [MonthMoved(*row) for row in rows])


def beside_inquiry(cooperative_id: int, *, code: str, beside: str, until: date) -> Inquiry[int]:
    """Ask what an account moved in the entries that touch another one too, debit above zero.

    For an account that takes several things, of which only one goes through the other: final tax of the business
    through its debt, and what the bank takes off interest not.

    Args:
        cooperative_id: Whose.
        code: Of the chart; own accounts below it count too.
        beside: Of the other account.
        until: The last day.
    """
    values = {"place": cooperative_id, "code": f"{code}%", "beside": f"{beside}%", "until": until}
    return Inquiry([(_BESIDE, values)], lambda rows: int(rows[0][0]))


def month_figures(
    cooperative_ids: Collection[int], *, since: date, until: date
) -> dict[int, list[MonthFigures]]:
    """Tell each month's figures of many cooperatives, the oldest first. Two queries, in a scope that covers them.

    Args:
        cooperative_ids: Whose; those without books are not in the answer.
        since: A day of the first month; a cooperative whose books began later begins there.
        until: A day of the last month.
    """
    kept = kept_books(cooperative_ids)
    values: dict[str, Any] = {
        "places": list(kept),
        "since": since.replace(day=1),
        "until": until,
        "last_day": month_end(until),
        "results": [kind.value for kind in RESULT_KINDS],
        "asset": AccountKind.ASET.value,
        "debt": AccountKind.KEWAJIBAN.value,
        "closing": int(Phase.CLOSING),
    }
    with connection.cursor() as cursor:
        cursor.execute(_FIGURES, values)
        moved: dict[int, dict[date, list[int]]] = defaultdict(lambda: defaultdict(lambda: [0] * 7))
        last: dict[tuple[int, date], date | None] = {}
        for place_id, month, last_on, *figures in cursor.fetchall():
            held = moved[place_id][month]
            held[:] = [one + more for one, more in zip(held, figures, strict=True)]
            last[place_id, month] = last_on or last.get((place_id, month))
    return {
        place_id: [
            replace(row, last_on=last.get((place_id, row.month)))
            for row in _months(books, moved[place_id], since, until)
        ]
        for place_id, books in kept.items()
    }


def _months(books: KeptBooks, moved: dict[date, list[int]], since: date, until: date) -> list[MonthFigures]:
    """Add up what stands at each month's end; a month in which nothing moved stands as the one before."""
    first = max(since, books.opened_on).replace(day=1)
    stood = [sum(row[at] for month, row in moved.items() if month < first) for at in (4, 5, 6)]
    rows = []
    while first <= until:
        month = moved.get(first, [0] * 7)
        stood = [one + more for one, more in zip(stood, month[4:], strict=True)]
        cash, assets, equity = stood
        is_closed = books.closed_through is not None and month_end(first) <= books.closed_through
        rows.append(
            MonthFigures(first, month[0], month[1], month[2], month[3], cash, assets, equity, is_closed)
        )
        first = add_months(first, 1)
    return rows
