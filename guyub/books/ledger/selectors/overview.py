"""Where the books of many cooperatives stand: what the desk, the path, the city and the examples ask."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from guyub.books.ledger.domain.chart import RESULT_KINDS, AccountKind
from guyub.books.ledger.domain.entries import Phase
from guyub.books.ledger.models import JournalHead
from guyub.foundation.kernel.dates import month_end
from guyub.foundation.kernel.rows import Row
from guyub.foundation.kernel.selectors.together import Inquiry, asked

if TYPE_CHECKING:
    from collections.abc import Collection
    from datetime import date

_SAVINGS = ("SIMPANAN_POKOK", "SIMPANAN_WAJIB", "SIMPANAN_UTANG")
_GLANCES = """
SELECT h.cooperative_id, h.opened_on, h.closed_through, h.last_dated_on, h.chain_no,
       coalesce(sum(b.moved_rp) FILTER (WHERE a.line = 'KAS_BANK'), 0),
       coalesce(sum(b.moved_rp) FILTER (WHERE a.kind = %(asset)s), 0),
       coalesce(-sum(b.moved_rp) FILTER (WHERE a.line = ANY(%(savings)s)), 0),
       coalesce(-sum(b.result_rp) FILTER (WHERE a.kind = ANY(%(results)s)), 0)
FROM ledger_journalhead h
LEFT JOIN (SELECT s.cooperative_id, s.account_id, sum(s.debit_rp - s.credit_rp) AS moved_rp,
                  sum(s.debit_rp - s.credit_rp)
                      FILTER (WHERE s.month >= %(year)s AND s.phase < %(closing)s) AS result_rp
           FROM ledger_accountbalance s WHERE s.cooperative_id = ANY(%(places)s) GROUP BY 1, 2) b
    ON b.cooperative_id = h.cooperative_id
LEFT JOIN ledger_account a
    ON a.cooperative_id = b.cooperative_id AND a.id = b.account_id AND a.cooperative_id = ANY(%(places)s)
WHERE h.cooperative_id = ANY(%(places)s) AND h.book = 'jurnal'
GROUP BY h.cooperative_id, h.book
"""


@dataclass(frozen=True, slots=True)
class KeptBooks(Row):
    """How far the books of one cooperative are.

    Args:
        opened_on: The first day that they know.
        closed_through: The last closed day; None: no month is closed.
        last_on: The day of the latest entry; None: there is none.
        chain_no: How many entries stand in the chain.
    """

    opened_on: date
    closed_through: date | None
    last_on: date | None
    chain_no: int


@dataclass(frozen=True, slots=True)
class Figures(Row):
    """What a person asks first of one cooperative's books today, in whole rupiah.

    Args:
        cash_rp: Cash and bank.
        assets_rp: All assets.
        savings_rp: What members have saved: pokok, wajib, and what they may draw.
        result_rp: The result of the year so far, below zero for a loss.
    """

    cash_rp: int
    assets_rp: int
    savings_rp: int
    result_rp: int


@dataclass(frozen=True, slots=True)
class Glance(Row):
    """The books of one cooperative in one look."""

    kept: KeptBooks
    figures: Figures


def kept_books(cooperative_ids: Collection[int]) -> dict[int, KeptBooks]:
    """Tell where the books of those cooperatives stand that keep some. One query, in a scope that covers them."""
    heads = JournalHead.objects.filter(cooperative_id__in=cooperative_ids, book="jurnal")
    names = ("cooperative_id", "opened_on", "closed_through", "last_dated_on", "chain_no")
    return {place_id: _kept(*rest) for place_id, *rest in heads.values_list(*names)}


def first_closed_months(cooperative_ids: Collection[int]) -> dict[int, date]:
    """Give the last day of the first month that each cooperative closed, where one is closed now. One query.

    Months close in their order, so the first is the one in which the books begin. Needs a scope that covers them.
    """
    return {
        place_id: month_end(head.opened_on)
        for place_id, head in kept_books(cooperative_ids).items()
        if head.closed_through
    }


def glances_of(cooperative_ids: Collection[int], *, today: date) -> dict[int, Glance]:
    """Give how far the books of cooperatives are and their first figures. One query, in a scope that covers them.

    Args:
        cooperative_ids: Whose; those without books are not in the answer.
        today: The business date; its year is the one whose result is given.
    """
    (glances,) = asked(glances_inquiry(cooperative_ids, today=today))
    return glances  # type: ignore[no-any-return]  # as the inquiry reads them


def glances_inquiry(cooperative_ids: Collection[int], *, today: date) -> Inquiry[dict[int, Glance]]:
    """Ask what ``glances_of`` gives, together with others."""
    values: dict[str, Any] = {
        "places": list(cooperative_ids),
        "savings": list(_SAVINGS),
        "results": [kind.value for kind in RESULT_KINDS],
        "asset": AccountKind.ASET.value,
        "year": today.replace(month=1, day=1),
        "closing": int(Phase.CLOSING),
    }
    return Inquiry(
        [(_GLANCES, values)],
        lambda rows: {
            place_id: Glance(_kept(opened_on, closed, last_on, chain_no), Figures(*map(int, figures)))
            for place_id, opened_on, closed, last_on, chain_no, *figures in rows
        },
    )


def _kept(opened_on: date, closed_through: date, last_on: date, chain_no: int) -> KeptBooks:
    return KeptBooks(
        opened_on,
        closed_through if closed_through >= opened_on else None,
        last_on if chain_no else None,
        chain_no,
    )
