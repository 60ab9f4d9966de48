"""What ties a member: a loan, a cover of a group on either side, what a guarantor paid and has not back.

The register asks before anybody leaves a group (members.selectors.staying), journeys before anybody leaves the
cooperative.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.db.models import F, Q

from guyub.finance.loans.domain.insurance import ClaimState
from guyub.finance.loans.domain.lifecycle import OWING, LoanState, loan_name
from guyub.finance.loans.models import GroupFund, InsuranceClaim, Loan, LoanEvent
from guyub.finance.loans.selectors.group_covers import FUND_WORDS, standing_covers
from guyub.finance.loans.selectors.guarantor_repayments import surety_debts_inquiry
from guyub.finance.loans.selectors.histories import state_by
from guyub.foundation.kernel.formats import rupiah
from guyub.foundation.kernel.rows import Row
from guyub.foundation.kernel.selectors.together import Inquiry, asked, kept_rows

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date
    from uuid import UUID

    from django.db.models import QuerySet

    from guyub.finance.loans.selectors.guarantor_repayments import SuretyDebt

MOST_SAID = 3
_TYING = [LoanState.DISETUJUI.value, *(one.value for one in OWING)]


@dataclass(frozen=True, slots=True)
class LoanOwed(Row):
    """One loan that a member owes, and what settles it on a day, whole rupiah."""

    loan_id: UUID
    name: str
    payoff_rp: int


def kept_in_group(cooperative_id: int, group_id: UUID, member_id: UUID | None) -> list[str]:
    """Say what keeps a member in a group, or the group open where nobody is named, in a few words. Two queries."""
    loans, covers = asked(
        Inquiry.of(_loans(cooperative_id, _TYING, member_id, group_id), read=_loans_said),
        Inquiry.of(_covers(cooperative_id, member_id, group_id), read=_covers_said),
    )
    found = [*loans, *covers]
    if member_id is None:
        held = GroupFund.objects.filter(cooperative_id=cooperative_id, group_id=group_id, balance_rp__gt=0)
        found += [f"dana kelompok masih {rupiah(one.balance_rp)}" for one in held]
    return found


def owed_by_leaver(*, cooperative_id: int, member_id: UUID, on: date) -> tuple[list[LoanOwed], list[str]]:
    """Tell what settles the loans of a member who leaves, and what must be done first in a few words each. One trip.

    What must be done first: a loan that was agreed to is paid out or called off, an insurer answers, covers of a group
    and what a guarantor paid are given back, on either side.

    Args:
        cooperative_id: Whose.
        member_id: Who leaves.
        on: The day on which the loans would be paid off.
    """
    agreed, claims, covers, debts, loans, events = asked(
        Inquiry.of(_loans(cooperative_id, [LoanState.DISETUJUI.value], member_id, None), read=_loans_said),
        Inquiry.of(_claims(cooperative_id, member_id), read=_claims_said),
        Inquiry.of(_covers(cooperative_id, member_id, None), read=_covers_said),
        surety_debts_inquiry(cooperative_id=cooperative_id, member_id=member_id),
        kept_rows(_owing, cooperative_id, member_id),
        kept_rows(_events, cooperative_id, member_id),
    )
    owed = []
    for loan in sorted(loans, key=lambda one: (one.year, one.no)):
        mine = sorted((row for row in events if row.loan_id == loan.id), key=lambda row: row.no)
        payoff_rp = state_by(loan, mine, on).payoff.total
        if payoff_rp:
            owed.append(LoanOwed(loan.id, loan.name, payoff_rp))
    return owed, [*agreed, *claims, *covers, *_debts_said(debts)]


def _owing(cooperative_id: int, member_id: UUID) -> QuerySet[Loan]:
    return Loan.objects.filter(
        cooperative_id=cooperative_id, member_id=member_id, state__in=[one.value for one in OWING]
    )


def _events(cooperative_id: int, member_id: UUID) -> QuerySet[LoanEvent]:
    loans = _owing(cooperative_id, member_id).values("id")
    return LoanEvent.objects.filter(cooperative_id=cooperative_id, loan_id__in=loans)


def _claims(cooperative_id: int, member_id: UUID) -> QuerySet[InsuranceClaim, Any]:
    rows = InsuranceClaim.objects.filter(
        cooperative_id=cooperative_id, loan__member_id=member_id, state=ClaimState.DIAJUKAN.value
    )
    return rows.order_by("id").values_list("loan__year", "loan__no")[:MOST_SAID]


def _claims_said(rows: Sequence[tuple[int, int]]) -> list[str]:
    return [f"klaim asuransi pinjaman {loan_name(year, no)} menunggu jawaban" for year, no in rows]


def _loans(
    cooperative_id: int, states: Sequence[str], member_id: UUID | None, group_id: UUID | None
) -> QuerySet[Loan, Any]:
    rows = Loan.objects.filter(cooperative_id=cooperative_id, state__in=states)
    if member_id is not None:
        rows = rows.filter(member_id=member_id)
    if group_id is not None:
        rows = rows.filter(group_id=group_id)
    return rows.order_by("year", "no").values_list("year", "no", "state", "left_rp")[:MOST_SAID]


def _covers(cooperative_id: int, member_id: UUID | None, group_id: UUID | None) -> QuerySet[Any, Any]:
    rows = standing_covers(cooperative_id).filter(back__lt=F("amount_rp"))
    if member_id is not None:
        rows = rows.filter(Q(loan__member_id=member_id) | Q(by_id=member_id))
    if group_id is not None:
        rows = rows.filter(group_id=group_id)
    told: QuerySet[Any, Any] = rows.order_by("on", "id").values_list(
        "loan__member__file__name", "by__file__name", "amount_rp", "back"
    )
    return told[:MOST_SAID]


def _covers_said(rows: Sequence[tuple[str, str | None, int, int]]) -> list[str]:
    return [
        f"talangan {rupiah(amount_rp - back_rp)} untuk {for_name} dari {by_name or FUND_WORDS.lower()} belum diganti"
        for for_name, by_name, amount_rp, back_rp in rows
    ]


def _debts_said(rows: Sequence[SuretyDebt]) -> list[str]:
    return [
        f"{rupiah(row.open_rp)} dari {row.for_name} kepada penjaminnya, {row.by_name}, belum diganti"
        for row in rows[:MOST_SAID]
    ]


def _loans_said(rows: Sequence[tuple[int, int, str, int]]) -> list[str]:
    said = []
    for year, no, state, left_rp in rows:
        name, left = loan_name(year, no), f", sisa pokok {rupiah(left_rp)}" if left_rp else ""
        is_agreed = state == LoanState.DISETUJUI.value
        words = "sudah disetujui dan belum cair" if is_agreed else f"belum lunas{left}"
        said.append(f"pinjaman {name} {words}")
    return said


KEPT_IN_GROUP = kept_in_group
