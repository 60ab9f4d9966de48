"""A loan that was agreed: its number and its contract, before anything is paid out."""

from __future__ import annotations

from typing import TYPE_CHECKING

from guyub.finance.loans.domain.contracts import written
from guyub.finance.loans.domain.lifecycle import LoanState
from guyub.finance.loans.domain.schedules import schedule_of
from guyub.finance.loans.domain.terms import MILLION
from guyub.finance.loans.models import Loan
from guyub.foundation.kernel.ids import uuid7
from guyub.foundation.kernel.money import round_rp
from guyub.foundation.kernel.services.numbering import next_number

if TYPE_CHECKING:
    from datetime import date
    from uuid import UUID

    from guyub.finance.loans.domain.contracts import Contract

SERIES = "loans.loan"


def agree(
    *,
    cooperative_id: int,
    member_id: UUID,
    product_id: UUID,
    terms_id: UUID | None,
    contract: Contract,
    purpose: str,
    officer_id: UUID | None,
    on: date,
) -> Loan:
    """Keep a loan that those who may have agreed to. Step: needs an open transaction, the member locked.

    Args:
        cooperative_id: Whose.
        member_id: Who borrows.
        product_id: Of which product.
        terms_id: The terms that held; None: agreed before Guyub.
        contract: What was agreed; when it is paid out is told later.
        purpose: What for, at most 120 letters.
        officer_id: Who looks after it.
        on: The day.

    Returns:
        The loan, with the next number of the year.

    Raises:
        TermsRefusedError: No schedule can be made of the contract.
    """
    schedule = schedule_of(contract.terms)
    rates = schedule.rates()
    nominal = contract.terms.annual_rate
    loan = Loan(
        id=uuid7(),
        cooperative_id=cooperative_id,
        year=on.year,
        no=next_number(cooperative_id=cooperative_id, series=SERIES, year=on.year),
        member_id=member_id,
        product_id=product_id,
        terms_id=terms_id,
        purpose=purpose,
        contract=written(contract),
        principal_rp=contract.terms.lent,
        rate_ppm=round_rp(nominal * MILLION),
        effective_ppm=round_rp(rates[0] * MILLION) if rates else 0,
        instalments=len(schedule.instalments),
        officer_id=officer_id,
        agreed_on=on,
        state=LoanState.DISETUJUI.value,
    )
    loan.save(force_insert=True)
    return loan
