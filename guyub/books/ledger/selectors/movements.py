"""Reading what accounts moved up to given days, at a cost that does not grow with the journal.

Balances are kept by month. A day at a month's end, or on or after the last day of the journal, is answered from them
alone; a day that cuts a month adds the lines of that month up to it. As known at a moment: what balances tell of the
months before it, and the lines of the entries posted in its own month up to it.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, timedelta
from typing import TYPE_CHECKING, ClassVar

from django.db import connection

from guyub.books.ledger.domain.movements import Movement
from guyub.books.ledger.selectors.chart import chart
from guyub.foundation.kernel.dates import add_months, month_end
from guyub.foundation.kernel.errors import DomainError

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import date, datetime
    from typing import Any
    from uuid import UUID

OWN, CHART = 12, 6  # letters of a code: with a cooperative's own accounts, or those of the chart alone
_ONE_DAY = timedelta(days=1)

_HEADS = """
    SELECT h.cooperative_id, h.opened_on, h.last_dated_on, h.chain_no, h.chain_no, h.hash
    FROM ledger_journalhead h WHERE h.cooperative_id = ANY(%(places)s) AND h.book = 'jurnal'
"""
# Each cooperative posts under one lock: moments do not fall along its chain, so halving finds the cut.
_HEADS_AT = """
    WITH RECURSIVE cut (cooperative_id, moment, low, high) AS (
        SELECT h.cooperative_id, a.moment, 0::bigint, h.chain_no
            FROM ledger_journalhead h CROSS JOIN unnest(%(moments)s::timestamptz[]) AS a(moment)
            WHERE h.cooperative_id = ANY(%(places)s) AND h.book = 'jurnal'
        UNION ALL
        SELECT c.cooperative_id, c.moment, CASE WHEN m.is_known THEN m.chain_no ELSE c.low END,
               CASE WHEN m.is_known THEN c.high ELSE m.chain_no - 1 END
            FROM cut c CROSS JOIN LATERAL (
                SELECT e.chain_no, e.posted_at <= c.moment AS is_known FROM ledger_journalentry e
                WHERE e.cooperative_id = ANY(%(places)s) AND e.cooperative_id = c.cooperative_id
                    AND e.chain_no = (c.low + c.high + 1) / 2 LIMIT 1) m
            WHERE c.low < c.high)
    SELECT h.cooperative_id, h.opened_on, h.last_dated_on, b.low, c.low,
           (SELECT e.hash FROM ledger_journalentry e
            WHERE e.cooperative_id = h.cooperative_id AND e.cooperative_id = ANY(%(places)s) AND e.chain_no = c.low)
    FROM ledger_journalhead h
    JOIN cut c ON c.cooperative_id = h.cooperative_id AND c.low = c.high AND c.moment = (%(moments)s::timestamptz[])[1]
    JOIN cut b ON b.cooperative_id = h.cooperative_id AND b.low = b.high AND b.moment = (%(moments)s::timestamptz[])[2]
    WHERE h.cooperative_id = ANY(%(places)s) AND h.book = 'jurnal'
"""
_MONTHS = """
    SELECT b.account_id, {b_unit} AS unit_id, b.phase, b.flow, 1 AS sign,
           width_bucket(b.month, %(months)s::date[]) AS span, sum(b.debit_rp) AS debit_rp, sum(b.credit_rp) AS credit_rp
    FROM ledger_accountbalance b
    WHERE b.cooperative_id = ANY(%(places)s) AND b.month < %(last_month)s AND {b_known} AND {b_where}
    GROUP BY 1, 2, 3, 4, 6
"""
# The part of a month before the day that cuts it counts for that day alone: later days have the whole month.
_CUT_MONTH = """
    SELECT l.account_id, {l_unit} AS unit_id, e.phase, l.flow, 0 AS sign, {place} AS span,
           sum(greatest(l.amount_rp, 0)) AS debit_rp, sum(greatest(-l.amount_rp, 0)) AS credit_rp
    FROM ledger_journalentry e
    JOIN ledger_journalline l ON l.cooperative_id = e.cooperative_id AND l.entry_id = e.id
    WHERE e.cooperative_id = ANY(%(places)s) AND l.cooperative_id = ANY(%(places)s)
        AND e.dated_on BETWEEN %(from_{place})s AND %(to_{place})s
        AND l.dated_on BETWEEN %(from_{place})s AND %(to_{place})s AND {e_known} AND {l_where}
    GROUP BY 1, 2, 3, 4
"""
# Numbers stand in the text: told as values of a join, the planner would expect a third of the journal. OFFSET 0 has the
# entries found first, and few or none of them asked for their lines, also where the planner knows no sizes yet.
_ENTRIES = """
    SELECT l.account_id, {l_unit} AS unit_id, e.phase, l.flow, {sign} AS sign,
           width_bucket(e.dated_on, %(ends)s::date[]) AS span,
           sum(greatest(l.amount_rp, 0)) AS debit_rp, sum(greatest(-l.amount_rp, 0)) AS credit_rp
    FROM (SELECT e.cooperative_id, e.id, e.phase, e.dated_on FROM ledger_journalentry e
          WHERE e.cooperative_id = ANY(%(places)s) AND ({side}) AND e.dated_on < %(last_end)s OFFSET 0) e
    JOIN ledger_journalline l ON l.cooperative_id = e.cooperative_id AND l.entry_id = e.id
    WHERE l.cooperative_id = ANY(%(places)s) AND {l_where}
    GROUP BY 1, 2, 3, 4, 6
"""
# Kept apart from the join, or a planner that knows nothing of these tables yet sums the journal once for each account.
_SUMMED = """
    WITH m AS MATERIALIZED ({pieces})
    SELECT left(a.code, %(letters)s), min(a.name), m.unit_id, m.phase, m.flow, m.sign, m.span,
           sum(m.debit_rp)::bigint, sum(m.credit_rp)::bigint
    FROM m JOIN ledger_account a ON a.cooperative_id = ANY(%(places)s) AND a.id = m.account_id
    GROUP BY 1, 3, 4, 5, 6, 7
"""


class BooksNotOpenedError(DomainError):
    """A cooperative keeps no books here yet."""

    code: ClassVar[str] = "ledger.books.not_opened"


@dataclass(frozen=True, slots=True)
class Head:
    """Where the journal of one cooperative stands, and how much of it counts.

    ``known_no`` and ``hash`` are the last entry that counts (0 and "": none). Balances tell of entries up to
    ``summed_no``: those posted before ``known_month``, or (None) all.
    """

    cooperative_id: int
    opened_on: date
    last_dated_on: date
    summed_no: int
    known_no: int
    hash: str
    known_month: datetime | None = None


def heads_of(*, cooperative_ids: Sequence[int], known_at: datetime | None = None) -> list[Head]:
    """Tell where journals stand, now or as known at a moment; a cooperative without books is not in the answer."""
    sql, moments, month = _HEADS, [], None
    if known_at is not None:
        month = known_at.astimezone(UTC).replace(day=1, hour=0, minute=0, second=0, microsecond=0)
        sql, moments = _HEADS_AT, [known_at, month - timedelta(microseconds=1)]
    with connection.cursor() as cursor:
        cursor.execute(sql, {"places": list(cooperative_ids), "moments": moments})
        return [
            Head(place, opened_on, last_on, summed, known, bytes(link).hex() if known else "", month)
            for place, opened_on, last_on, summed, known, link in cursor.fetchall()
        ]


@dataclass(frozen=True, slots=True)
class Standing:
    """What accounts had moved up to each of several days: debit and credit sums since the books began.

    Args:
        days: In order.
        sums: For account, name, unit, phase and flow: debit and credit up to each day.
    """

    days: tuple[date, ...]
    sums: Mapping[tuple[str, str, UUID | None, int, str], list[list[int]]]

    def span(self, before: date | None, until: date, unit_id: UUID | None = None) -> list[Movement]:
        """Give what moved after one day up to another; without the first, since the books began.

        Args:
            before: The last day that counts as opening.
            until: The last day of the span.
            unit_id: Where units were asked for: one of them; None: all together.
        """
        last = self.days.index(until)
        first = None if before is None else self.days.index(before)
        bare = chart()
        movements = []
        for (code, name, unit, phase, flow), sums in self.sums.items():
            if unit_id is None or unit == unit_id:
                above = bare.above(code)
                debit_rp, credit_rp = sums[last]
                opened_debit_rp, opened_credit_rp = (0, 0) if first is None else sums[first]
                movements.append(
                    Movement(
                        code,
                        above.name if code == above.code else name,
                        above,
                        phase,
                        flow,
                        opened_debit_rp - opened_credit_rp,
                        debit_rp - opened_debit_rp,
                        credit_rp - opened_credit_rp,
                    )
                )
        return movements


def standing(
    *,
    heads: Sequence[Head],
    days: Sequence[date],
    unit_id: UUID | None = None,
    by_unit: bool = False,
    account_ids: Sequence[UUID] = (),
    letters: int = OWN,
) -> Standing:
    """Read what accounts had moved up to each day, itself included. One query.

    Args:
        heads: Of the cooperatives to sum, as ``heads_of`` gave them: what was posted after them does not count.
        days: Any; they come back sorted.
        unit_id: One unit alone.
        by_unit: Keep units apart.
        account_ids: These accounts alone; none: all.
        letters: OWN, or CHART to sum a cooperative's own accounts into those of the chart.
    """
    asked = tuple(sorted(set(days)))
    opened_on = min(head.opened_on for head in heads)
    last_on = max(head.last_dated_on for head in heads)
    # No entry that counts stands outside these days.
    held = [min(max(one, opened_on - _ONE_DAY), last_on) for one in asked]
    first_of = [one.replace(day=1) for one in held]
    is_cut = [one not in {last_on, month_end(one)} for one in held]
    # What is summed up to each day: whole months before, entries before.
    months = [first if cut else add_months(first, 1) for first, cut in zip(first_of, is_cut, strict=True)]
    ends = [one + _ONE_DAY if cut else month for one, month, cut in zip(held, months, is_cut, strict=True)]
    values: dict[str, Any] = {
        "places": [head.cooperative_id for head in heads],
        "months": months,
        "last_month": months[-1],
        "ends": ends,
        "last_end": ends[-1],
        "unit": unit_id,
        "accounts": list(account_ids),
        "letters": letters,
    }
    known_month = heads[0].known_month
    values["known_month"] = known_month
    wanted = ["{0}.unit_id = %(unit)s"] if unit_id else []
    wanted += ["{0}.account_id = ANY(%(accounts)s)"] if account_ids else []
    where = " AND ".join(wanted) or "true"
    words = {
        "b_unit": "b.unit_id" if by_unit else "NULL::uuid",
        "l_unit": "l.unit_id" if by_unit else "NULL::uuid",
        "b_where": where.format("b"),
        "b_known": "b.posted_month < (%(known_month)s AT TIME ZONE 'UTC')::date" if known_month else "true",
        "e_known": "e.posted_at < %(known_month)s" if known_month else "true",
        "l_where": where.format("l"),
    }
    pieces = [_ENTRIES.format(sign=1 if known_month else -1, side=_side(heads), **words)]
    pieces.append(_MONTHS.format(**words))
    for place, one in enumerate(held):
        if is_cut[place] and one >= opened_on:
            values |= {f"from_{place}": first_of[place], f"to_{place}": one}
            pieces.append(_CUT_MONTH.format(place=place, **words))
    with connection.cursor() as cursor:
        cursor.execute(_SUMMED.format(pieces=" UNION ALL ".join(pieces)), values)
        return Standing(asked, _added(cursor.fetchall(), len(asked)))


def _side(heads: Sequence[Head]) -> str:
    """Write which entries count by their lines: those of the moment's own month up to what is known.

    Where all is known they are those posted since the heads were read, to be taken away again: what others post between
    two statements does not count.
    """
    return " OR ".join(
        f"e.cooperative_id = {head.cooperative_id:d} AND e.chain_no > {head.summed_no:d}"
        + (f" AND e.chain_no <= {head.known_no:d}" if head.known_month else "")
        for head in heads
    )


def _added(rows: Sequence[Sequence[Any]], width: int) -> dict[Any, list[list[int]]]:
    """Add up spans along the days; sign 0 counts for its own day alone."""
    sums: dict[Any, list[list[int]]] = {}
    for *key, sign, span, debit_rp, credit_rp in rows:
        held = sums.setdefault(tuple(key), [[0, 0] for _ in range(width)])
        for at in range(span, width if sign else span + 1):
            held[at][0] += (sign or 1) * debit_rp
            held[at][1] += (sign or 1) * credit_rp
    return sums
