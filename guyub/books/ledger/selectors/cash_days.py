"""What came in and what went out on each day, over all cash and bank accounts."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING

from guyub.foundation.kernel.rows import Row
from guyub.foundation.kernel.selectors.together import Inquiry

if TYPE_CHECKING:
    from datetime import date

# An entry counts by what it does to cash as a whole, so that money moved between two places is neither; what takes an
# entry back lessens the side on which that one stood.
_DAYS = """
SELECT m.dated_on,
       sum(m.moved_rp) FILTER (WHERE (m.moved_rp > 0) <> m.is_back),
       -sum(m.moved_rp) FILTER (WHERE (m.moved_rp < 0) <> m.is_back)
FROM (SELECT e.dated_on, e.reverses_id IS NOT NULL AS is_back, sum(l.amount_rp) AS moved_rp
      FROM ledger_journalline l
      JOIN ledger_account a ON a.cooperative_id = l.cooperative_id AND a.id = l.account_id AND a.is_cash
      JOIN ledger_journalentry e ON e.cooperative_id = l.cooperative_id AND e.id = l.entry_id
      WHERE l.cooperative_id = %(place)s AND a.cooperative_id = %(place)s AND e.cooperative_id = %(place)s
          AND l.dated_on BETWEEN %(since)s AND %(until)s
      GROUP BY e.id, e.dated_on, e.reverses_id) m
GROUP BY m.dated_on
"""


@dataclass(frozen=True, slots=True)
class CashDay(Row):
    """One day: what came in and what went out, in whole rupiah; both below zero where more was taken back than done."""

    day: date
    in_rp: int
    out_rp: int


def cash_days_inquiry(cooperative_id: int, *, since: date, until: date) -> Inquiry[list[CashDay]]:
    """Ask for each day of a span, the first first, quiet days too; both ends are inside.

    Money moved between two places of the cooperative is on neither side. Needs the scope of the cooperative.
    """

    def read(rows: list[tuple[date, int | None, int | None]]) -> list[CashDay]:
        moved = {day: (int(in_rp or 0), int(out_rp or 0)) for day, in_rp, out_rp in rows}
        days = (since + timedelta(days=ahead) for ahead in range((until - since).days + 1))
        return [CashDay(day, *moved.get(day, (0, 0))) for day in days]

    return Inquiry([(_DAYS, {"place": cooperative_id, "since": since, "until": until})], read)
