"""What ties a member: a loan, a cover of a group on either side, what a guarantor paid and has not back.

The register asks before anybody leaves a group (members.selectors.staying), journeys before anybody leaves the
cooperative.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.db.models import F, Q

from guyub.finance.loans.domain.lifecycle import OWING, LoanState, loan_name
from guyub.finance.loans.models import GroupFund, Loan
from guyub.finance.loans.selectors.group_covers import FUND_WORDS, standing_covers
from guyub.finance.loans.selectors.guarantor_repayments import surety_debts_inquiry
from guyub.foundation.kernel.formats import rupiah
from guyub.foundation.kernel.selectors.together import Inquiry, asked

if TYPE_CHECKING:
    from collections.abc import Sequence
    from uuid import UUID

    from django.db.models import QuerySet

    from guyub.finance.loans.selectors.guarantor_repayments import SuretyDebt

MOST_SAID = 3
_TYING = [LoanState.DISETUJUI.value, *(one.value for one in OWING)]


def kept_in_group(cooperative_id: int, group_id: UUID, member_id: UUID | None) -> list[str]:
    """Say what keeps a member in a group, or the group open where nobody is named, in a few words. Two queries."""
    loans, covers = tying(cooperative_id=cooperative_id, member_id=member_id, group_id=group_id)
    found = [*loans, *covers]
    if member_id is None:
        held = GroupFund.objects.filter(cooperative_id=cooperative_id, group_id=group_id, balance_rp__gt=0)
        found += [f"dana kelompok masih {rupiah(one.balance_rp)}" for one in held]
    return found


def tying(
    *, cooperative_id: int, member_id: UUID | None, group_id: UUID | None = None
) -> tuple[list[str], list[str]]:
    """Say which loans of a member are agreed to or still owe, and which covers for or by a member are open. One trip.

    Args:
        cooperative_id: Whose.
        member_id: Whose loans and covers; None: of anybody in the group.
        group_id: Those of this group; None: all.

    Returns:
        Loans, and covers; a few words each, at most three of either. Beside covers of all groups stands what a
        guarantor paid and was not given back.
    """
    asking: list[Inquiry[Any]] = [
        Inquiry.of(_loans(cooperative_id, member_id, group_id), read=_loans_said),
        Inquiry.of(_covers(cooperative_id, member_id, group_id), read=_covers_said),
    ]
    if member_id and group_id is None:
        asking.append(surety_debts_inquiry(cooperative_id=cooperative_id, member_id=member_id))
    loans, covers, *debts = asked(*asking)
    return loans, [*covers, *(said for rows in debts for said in _debts_said(rows))]


def _loans(cooperative_id: int, member_id: UUID | None, group_id: UUID | None) -> QuerySet[Loan, Any]:
    rows = Loan.objects.filter(cooperative_id=cooperative_id, state__in=_TYING)
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
