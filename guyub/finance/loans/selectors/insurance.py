"""Premiums that wait for the insurer, and a borrower who died with what may settle the loans."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from guyub.community.members.domain.register import member_number
from guyub.community.members.selectors.cases import heirs_on, open_exit_of
from guyub.finance.loans.domain.lifecycle import OWING, LoanState
from guyub.finance.loans.models import BorrowerDeath, InsuranceClaim, Loan, LoanPremium, PremiumPayment
from guyub.finance.loans.selectors.histories import histories_of
from guyub.finance.loans.selectors.trouble import ClaimRow, DeathRow, claims_of
from guyub.finance.savings.selectors.balances import savings_of
from guyub.foundation.kernel.rows import Row

if TYPE_CHECKING:
    from datetime import date, datetime
    from uuid import UUID

    from guyub.community.members.selectors.cases import ExitRow, HeirRow
    from guyub.finance.savings.selectors.balances import SavingsRow

MOST_ROWS = 200
MOST_PAYMENTS = 20


@dataclass(frozen=True, slots=True)
class PremiumRow(Row):
    """One premium that waits; whole rupiah."""

    loan_id: UUID
    name: str
    borrower: str
    collected_on: date
    amount_rp: int


@dataclass(frozen=True, slots=True)
class PaidRow(Row):
    """One payment to an insurer."""

    payment_id: UUID
    insurer: str
    paid_on: date
    amount_rp: int
    loans: int
    voucher: str
    recorded_at: datetime
    is_undone: bool


@dataclass(frozen=True, slots=True)
class OwedRow(Row):
    """One loan of a borrower who died: what settles it today, with its claims."""

    loan_id: UUID
    name: str
    product: str
    is_written_off: bool
    payoff_rp: int
    premium_names: str
    claims: list[ClaimRow]

    @property
    def has_open_claim(self) -> bool:
        """A claim on it waits."""
        return any(claim.is_open for claim in self.claims)


@dataclass(frozen=True, slots=True)
class DeathCase(Row):
    """A borrower, and what there is to settle the loans with."""

    member_id: UUID
    person_id: UUID
    number: str
    name: str
    death: DeathRow | None
    loans: list[OwedRow]
    savings: list[SavingsRow]
    heirs: list[HeirRow]
    leaving: ExitRow | None

    @property
    def owed_rp(self) -> int:
        """What settles all loans today."""
        return sum(loan.payoff_rp for loan in self.loans)

    @property
    def saved_rp(self) -> int:
        """What the member saved, simpanan pokok and wajib included."""
        return sum(row.balance_rp for row in self.savings)


def premiums_waiting(*, cooperative_id: int, most: int = MOST_ROWS) -> list[PremiumRow]:
    """List the premiums that wait to be paid on, the oldest first. One query."""
    rows = LoanPremium.objects.filter(cooperative_id=cooperative_id, payment__isnull=True)
    told = rows.select_related("loan__member__file").order_by("collected_on", "id")
    return [
        PremiumRow(row.loan_id, row.loan.name, row.loan.member.file.name, row.collected_on, row.amount_rp)
        for row in told[:most]
    ]


def premium_payments(*, cooperative_id: int) -> list[PaidRow]:
    """List the newest payments to insurers. One query."""
    rows = PremiumPayment.objects.filter(cooperative_id=cooperative_id).select_related("entry")
    return [
        PaidRow(
            row.id,
            row.insurer,
            row.paid_on,
            row.amount_rp,
            row.loans,
            str(row.entry),
            row.recorded_at,
            row.undone_on is not None,
        )
        for row in rows.order_by("-recorded_at", "-id")[:MOST_PAYMENTS]
    ]


def death_case(*, cooperative_id: int, member_id: UUID, today: date, now: datetime) -> DeathCase | None:
    """Give a borrower with what may settle the loans; None: no such borrower here."""
    loans = Loan.objects.filter(
        cooperative_id=cooperative_id, member_id=member_id, state__in=[one.value for one in OWING]
    )
    histories = histories_of(
        cooperative_id=cooperative_id, loan_ids=list(loans.order_by("id").values_list("id", flat=True))
    )
    deaths = BorrowerDeath.objects.filter(
        cooperative_id=cooperative_id, member_id=member_id, undone_on__isnull=True
    )
    noted = deaths.first()
    if not histories and noted is None:
        return None
    claims = claims_of(cooperative_id=cooperative_id, loan_ids=[history.loan.id for history in histories])
    owed = [
        OwedRow(
            history.loan.id,
            history.loan.name,
            history.product.name,
            history.state_now is LoanState.HAPUS_BUKU,
            history.state_on(today).payoff.total,
            ", ".join(history.contract.premiums),
            [claim for claim in claims if claim.loan_id == history.loan.id],
        )
        for history in histories
    ]
    member = histories[0].loan.member if histories else noted.member  # type: ignore[union-attr]  # one of them is there
    return DeathCase(
        member_id,
        member.person_id,
        member_number(member.number or 0),
        member.file.name,
        DeathRow(noted.died_on, noted.told_by, noted.note, noted.recorded_at) if noted else None,
        owed,
        [row for row in savings_of(cooperative_id=cooperative_id, member_id=member_id) if row.balance_rp],
        heirs_on(cooperative_id=cooperative_id, file_id=member.file_id, on=noted.died_on if noted else today),
        open_exit_of(cooperative_id=cooperative_id, member_id=member_id, now=now),
    )


def borrower_of_claim(*, cooperative_id: int, claim_id: UUID) -> UUID | None:
    """Tell whose loan a claim is on: the member; None: no such claim here. One query."""
    rows = InsuranceClaim.objects.filter(cooperative_id=cooperative_id, id=claim_id)
    return rows.values_list("loan__member_id", flat=True).first()
