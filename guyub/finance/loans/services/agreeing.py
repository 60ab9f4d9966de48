"""A loan that was agreed: its number and its contract, before anything is paid out."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from guyub.community.members.services.groups import hold_seats
from guyub.finance.loans.domain.contracts import written
from guyub.finance.loans.domain.lifecycle import LoanState
from guyub.finance.loans.domain.schedules import schedule_of
from guyub.finance.loans.domain.terms import MILLION
from guyub.finance.loans.models import Loan
from guyub.foundation.kernel.errors import DomainError
from guyub.foundation.kernel.ids import uuid7
from guyub.foundation.kernel.money import round_rp
from guyub.foundation.kernel.services.numbering import next_number

if TYPE_CHECKING:
    from datetime import date
    from uuid import UUID

    from guyub.finance.loans.domain.contracts import Contract

SERIES = "loans.loan"


class SeatRefusedError(DomainError):
    """A loan is not agreed to; ``wrong`` says why: ``seat`` (the borrower does not sit in that open group).

    A group that is not of joint liability is none that a member could sit in for this.
    """

    code: ClassVar[str] = "loans.seat.refused"


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
    group_id: UUID | None = None,
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
        group_id: The group of joint liability that answers for it, in which the borrower sits now; None: none does. The
            seat is held until the transaction ends: who leaves meanwhile waits.

    Returns:
        The loan, with the next number of the year.

    Raises:
        SeatRefusedError: ``seat``.
        TermsRefusedError: No schedule can be made of the contract.
    """
    if group_id is not None and member_id not in hold_seats(
        cooperative_id=cooperative_id, group_id=group_id, member_ids=[member_id]
    ):
        raise SeatRefusedError(wrong="seat")
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
        group_id=group_id,
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
