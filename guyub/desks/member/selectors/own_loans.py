"""A member's own loans: how each stands, what is due next, and one with all that was paid."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from guyub.community.members.selectors.members import member_of_person
from guyub.finance.loans.domain.lifecycle import OWING, LoanState
from guyub.finance.loans.selectors.arrears import rows_of_loans
from guyub.finance.loans.selectors.guarantor_repayments import surety_debts_inquiry
from guyub.finance.loans.selectors.loan_pages import loan_page
from guyub.finance.loans.selectors.loans import loans_of
from guyub.finance.savings.selectors.balances import savings_of
from guyub.finance.savings.selectors.free import free_among
from guyub.foundation.kernel.rows import Row
from guyub.foundation.kernel.selectors.together import asked

if TYPE_CHECKING:
    from datetime import date
    from uuid import UUID

    from guyub.finance.loans.selectors.arrears import ArrearsRow
    from guyub.finance.loans.selectors.guarantor_repayments import SuretyDebt
    from guyub.finance.loans.selectors.loan_pages import LoanPage
    from guyub.finance.loans.selectors.loans import LoanRow


@dataclass(frozen=True, slots=True)
class OwnLent(Row):
    """One own loan; ``now`` says what is due of it, None where nothing is owed."""

    loan: LoanRow
    now: ArrearsRow | None


@dataclass(frozen=True, slots=True)
class OwnLoanPage(Row):
    """One own loan, and the accounts from which its instalments may be taken, by id, in words."""

    page: LoanPage
    accounts: dict[str, str]


def own_lent(*, cooperative_id: int, person_id: UUID, on: date) -> list[OwnLent]:
    """List a person's own loans, the newest first, without those never paid out. Three queries, in the scope."""
    member = member_of_person(cooperative_id=cooperative_id, person_id=person_id)
    if member is None:
        return []
    rows = loans_of(cooperative_id=cooperative_id, member_id=member.member_id)
    owed = [row.loan_id for row in rows if row.state in OWING]
    found = rows_of_loans(cooperative_id=cooperative_id, loan_ids=owed, on=on) if owed else []
    now = {one.loan_id: one for one in found}
    return [OwnLent(row, now.get(row.loan_id)) for row in rows if row.state is not LoanState.BATAL]


def own_sureties(*, cooperative_id: int, person_id: UUID) -> tuple[list[SuretyDebt], UUID | None]:
    """List what a person owes guarantors and is owed as one, and which member that is. Two queries, in the scope."""
    member = member_of_person(cooperative_id=cooperative_id, person_id=person_id)
    if member is None:
        return [], None
    (debts,) = asked(surety_debts_inquiry(cooperative_id=cooperative_id, member_id=member.member_id))
    return debts, member.member_id


def own_loan(*, cooperative_id: int, person_id: UUID, loan_id: UUID, on: date) -> OwnLoanPage | None:
    """Give one own loan; None: no such loan, or another's. Four queries at most, in the scope."""
    page = loan_page(cooperative_id=cooperative_id, loan_id=loan_id, on=on)
    if page is None or page.history.borrower.person_id != person_id:
        return None
    if page.state is not LoanState.BERJALAN or page.order:
        return OwnLoanPage(page, {})
    saved = savings_of(cooperative_id=cooperative_id, member_id=page.loan.member_id)
    free = free_among(cooperative_id=cooperative_id, accounts=saved, on=on)
    return OwnLoanPage(page, {str(row.account_id): row.words for row in saved if row.account_id in free})
