"""What a cooperative knows of a member who asks for a loan: membership, savings, simpanan wajib, loans here."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from guyub.finance.loans.domain.arrears import overdue_of
from guyub.finance.loans.domain.capacity import monthly_rp
from guyub.finance.loans.domain.lifecycle import OWING, STATE_WORDS, LoanState, Way
from guyub.finance.loans.domain.punctuality import Kept, kept_of
from guyub.finance.loans.domain.schedules import schedule_of
from guyub.finance.loans.models import Loan
from guyub.finance.loans.selectors.histories import History, history_inquiry
from guyub.finance.savings.selectors.balances import SavingsNow, SavingsRow, savings_inquiry
from guyub.finance.savings.selectors.dues_kept import DuesKept, dues_kept_inquiry
from guyub.foundation.kernel.dates import add_months
from guyub.foundation.kernel.rows import Row
from guyub.foundation.kernel.selectors.together import Inquiry, asked, joined

if TYPE_CHECKING:
    from datetime import date
    from uuid import UUID

MOST_LOANS = 8  # the newest; older ones say little
_LIVING = (LoanState.DISETUJUI, *OWING)


@dataclass(frozen=True, slots=True)
class OwnLoan(Row):
    """One loan of the member here; whole rupiah.

    ``monthly_rp`` is what its dearest coming instalment takes of a month.
    """

    loan_id: UUID
    name: str
    product: str
    state_words: str
    is_living: bool
    agreed_on: date
    principal_rp: int
    left_rp: int
    overdue_since: date | None
    overdue_rp: int
    kept: Kept
    monthly_rp: int


@dataclass(frozen=True, slots=True)
class BorrowerFacts(Row):
    """All of it, on one day; whole rupiah."""

    months: int
    savings: list[SavingsRow]
    dues: DuesKept
    loans: list[OwnLoan]

    @property
    def saved_rp(self) -> int:
        """What is saved here."""
        return sum(row.balance_rp for row in self.savings)

    @property
    def free_rp(self) -> int:
        """What of it is not held for anything."""
        return sum(row.balance_rp - row.held_rp for row in self.savings)

    @property
    def kept(self) -> Kept:
        """Instalments of all loans that were due, and those paid in time."""
        total = Kept()
        for loan in self.loans:
            total = total.plus(loan.kept)
        return total

    @property
    def left_rp(self) -> int:
        """What is owed here: principal."""
        return sum(loan.left_rp for loan in self.loans)

    @property
    def overdue_rp(self) -> int:
        """Principal and jasa past their due dates."""
        return sum(loan.overdue_rp for loan in self.loans)

    @property
    def monthly_rp(self) -> int:
        """What the living loans take of a month."""
        return sum(loan.monthly_rp for loan in self.loans)


@dataclass(frozen=True, slots=True)
class BorrowerParts(Row):
    """What one trip tells of a member; the loans are read in a second one."""

    savings: list[SavingsRow]
    dues: DuesKept
    loan_ids: list[UUID]


def borrower_of(*, cooperative_id: int, member_id: UUID, joined_on: date | None, on: date) -> BorrowerFacts:
    """Read what is known of a member, who is there. Two trips, in the scope.

    Args:
        cooperative_id: Whose.
        member_id: Which member.
        joined_on: Since when with a number; None: never.
        on: The day.
    """
    (parts,) = asked(borrower_inquiry(cooperative_id=cooperative_id, member_id=member_id, on=on))
    return borrower_from(parts, cooperative_id=cooperative_id, joined_on=joined_on, on=on)


def borrower_inquiry(*, cooperative_id: int, member_id: UUID, on: date) -> Inquiry[BorrowerParts]:
    """Ask for the first part of what ``borrower_of`` gives, together with others."""
    newest = Loan.objects.filter(cooperative_id=cooperative_id, member_id=member_id)
    ids = newest.exclude(state=LoanState.BATAL.value).order_by("-agreed_on", "-id").values_list("id")

    def read(saved: SavingsNow, dues: DuesKept, loan_ids: list[UUID]) -> BorrowerParts:
        return BorrowerParts([row for row in saved.accounts if row.is_open], dues, loan_ids)

    return joined(
        savings_inquiry(cooperative_id=cooperative_id, member_id=member_id, most=1),
        dues_kept_inquiry(
            cooperative_id=cooperative_id, member_id=member_id, since=add_months(on, -12), on=on
        ),
        Inquiry.of(ids[:MOST_LOANS], read=lambda rows: [id_ for (id_,) in rows]),
        read=read,
    )


def borrower_from(
    parts: BorrowerParts, *, cooperative_id: int, joined_on: date | None, on: date
) -> BorrowerFacts:
    """Read the loans to the rest of what is known. One trip, none where there are no loans."""
    histories: list[History | None] = asked(
        *(history_inquiry(cooperative_id=cooperative_id, loan_id=id_) for id_ in parts.loan_ids)
    )
    return BorrowerFacts(
        months_of(joined_on, on) if joined_on else 0,
        parts.savings,
        parts.dues,
        [_own_loan(history, on) for history in histories if history is not None],
    )


def months_of(since: date, on: date) -> int:
    """Count whole months between two days; never below zero."""
    return max((on.year - since.year) * 12 + on.month - since.month - (on.day < since.day), 0)


def _own_loan(history: History, on: date) -> OwnLoan:
    loan, state = history.loan, history.state_now
    every = history.contract.terms.every
    if state is LoanState.DISETUJUI:
        dearest = max(line.total for line in schedule_of(history.contract.terms).instalments)
        overdue, kept, left_rp = None, Kept(), loan.principal_rp
    else:
        seen = history.state_on(on)
        unknown = {row.no - 1 for row in history.rows if row.way == Way.SALDO_AWAL.value}
        coming = [sum(line.due.values()) for line in seen.lines if line.due_on >= on]
        dearest = max(coming, default=0) if state in OWING else 0
        overdue = overdue_of(seen.lines, on) if state in OWING else None
        kept, left_rp = kept_of(seen, on=on, unknown=unknown), loan.left_rp
    return OwnLoan(
        loan.id,
        loan.name,
        history.product.name,
        STATE_WORDS[state],
        state in _LIVING,
        loan.agreed_on,
        loan.principal_rp,
        left_rp,
        overdue.since if overdue else None,
        overdue.amount_rp if overdue else 0,
        kept,
        monthly_rp(dearest, every),
    )
