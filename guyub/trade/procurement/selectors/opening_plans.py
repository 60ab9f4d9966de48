"""What taking a table of debts in would do, held against partners, bills and books; writes nothing."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from guyub.books.ledger.selectors.moments import balances_now
from guyub.books.ledger.selectors.periods import periods_of
from guyub.community.partners.selectors.partners import partners_inquiry
from guyub.foundation.kernel.selectors.together import asked
from guyub.trade.procurement.domain.opening_fields import MOST_DEBTS
from guyub.trade.procurement.domain.opening_rows import DebtTable, KnownPartner, number_key, read_debts
from guyub.trade.procurement.models import Bill

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import date
    from uuid import UUID

    from guyub.foundation.kernel.models import Cooperative
    from guyub.trade.procurement.domain.opening_rows import DebtReading

WAITING = "2.1.91"  # what the opening position says of debts, until a table tells them one by one
MOST_PARTNERS = 20_000


@dataclass
class DebtPlan:
    """What taking the table in would do.

    Args:
        reading: Debts and notes.
        left_rp: What the opening position still holds as a total, whole rupiah.
        cut_off: The day of the opening position; None where the books are not opened.
    """

    reading: DebtReading
    left_rp: int = 0
    cut_off: date | None = None

    @property
    def total_rp(self) -> int:
        """What the debts come to, whole rupiah."""
        return sum(row.amount_rp for row in self.reading.rows)

    @property
    def partners(self) -> int:
        """To how many suppliers."""
        return len({row.partner.partner_id for row in self.reading.rows})

    @property
    def wrong(self) -> str:
        """Tell why it cannot be taken in: ``many unopened more``; "" where it can."""
        if len(self.reading.rows) > MOST_DEBTS:
            return "many"
        if self.cut_off is None:
            return "unopened"
        return "more" if self.total_rp > self.left_rp else ""

    @property
    def count(self) -> int:
        """How many debts would come in."""
        return len(self.reading.rows)

    @property
    def blocking(self) -> int:
        """How many errors keep the table out."""
        return self.reading.errors_count

    @property
    def refusal(self) -> Mapping[str, object]:
        """The facts of why it cannot be taken in; empty where it can."""
        if not self.wrong:
            return {}
        return {
            "wrong": self.wrong,
            "most": MOST_DEBTS,
            "total_rp": self.total_rp,
            "left_rp": self.left_rp,
            "difference_rp": self.total_rp - self.left_rp,
        }


def plan_of(
    *,
    place: Cooperative,
    columns: Sequence[str],
    lines: Sequence[tuple[int, Sequence[str]]],
    mapping: Mapping[str, str],
    today: date,
) -> DebtPlan:
    """Tell what taking a table in would do. Half a dozen queries, however long the table.

    Args:
        place: Whose.
        columns: Titles.
        lines: What stands below the header.
        mapping: Field → title.
        today: The business date.
    """
    periods = periods_of(cooperative_id=place.id)
    cut_off = periods.opened_on if periods else None
    table = DebtTable(
        columns=columns,
        lines=lines,
        mapping=mapping,
        today=today,
        partners=known_partners(cooperative_id=place.id),
        numbers=known_numbers(cooperative_id=place.id),
        cut_off=cut_off,
    )
    reading = read_debts(table)
    reading.notes.sort(key=lambda note: (not note.is_error, note.line))
    return DebtPlan(reading, left_of(cooperative_id=place.id) if cut_off else 0, cut_off)


def left_of(*, cooperative_id: int) -> int:
    """Give what the opening position still holds of debts as a total: whole rupiah. One query."""
    return -balances_now(cooperative_id=cooperative_id, codes=(WAITING,))[WAITING]


def known_partners(*, cooperative_id: int) -> list[KnownPartner]:
    """List those who deliver. One query."""
    (rows,) = asked(partners_inquiry(cooperative_id=cooperative_id, most=MOST_PARTNERS))
    return [
        KnownPartner(row.partner_id, row.code, row.name, row.payment_days)
        for row in rows
        if row.is_delivering
    ]


def known_numbers(*, cooperative_id: int) -> set[tuple[UUID, str]]:
    """Give the numbers of the bills that stand: partner, number as compared. One query."""
    rows = Bill.objects.filter(cooperative_id=cooperative_id, undone_on__isnull=True)
    return {(partner_id, number_key(no)) for partner_id, no in rows.values_list("partner_id", "paper_no")}
