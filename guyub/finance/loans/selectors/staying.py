"""What ties a member to a group of joint liability: a loan that it answers for, a cover on either side.

The register asks before anybody leaves a group (members.selectors.staying), journeys before anybody leaves the
cooperative.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db.models import F, Q

from guyub.finance.loans.domain.lifecycle import OWING, LoanState
from guyub.finance.loans.models import GroupFund, Loan
from guyub.finance.loans.selectors.group_covers import FUND_WORDS, standing_covers
from guyub.foundation.kernel.formats import rupiah

if TYPE_CHECKING:
    from uuid import UUID

MOST_SAID = 3
_TYING = [LoanState.DISETUJUI.value, *(one.value for one in OWING)]


def kept_in_group(cooperative_id: int, group_id: UUID, member_id: UUID | None) -> list[str]:
    """Say what keeps a member in a group, or the group open where nobody is named; a few words each. Two queries."""
    found = loans_tying(cooperative_id=cooperative_id, member_id=member_id, group_id=group_id)
    found += covers_tying(cooperative_id=cooperative_id, member_id=member_id, group_id=group_id)
    if member_id is None:
        held = GroupFund.objects.filter(cooperative_id=cooperative_id, group_id=group_id, balance_rp__gt=0)
        found += [f"dana kelompok masih {rupiah(one.balance_rp)}" for one in held]
    return found


def loans_tying(*, cooperative_id: int, member_id: UUID | None, group_id: UUID | None = None) -> list[str]:
    """Say which loans of a member are agreed to or still owe, at most three by number. One query.

    Args:
        cooperative_id: Whose.
        member_id: Whose loans; None: of anybody in the group.
        group_id: Those that this group answers for; None: all.
    """
    rows = Loan.objects.filter(cooperative_id=cooperative_id, state__in=_TYING)
    if member_id is not None:
        rows = rows.filter(member_id=member_id)
    if group_id is not None:
        rows = rows.filter(group_id=group_id)
    return [_loan_words(row) for row in rows.order_by("year", "no")[:MOST_SAID]]


def covers_tying(*, cooperative_id: int, member_id: UUID | None, group_id: UUID | None = None) -> list[str]:
    """Say which covers for or by a member are open, at most three. One query; args as of ``loans_tying``."""
    rows = standing_covers(cooperative_id).filter(back__lt=F("amount_rp"))
    if member_id is not None:
        rows = rows.filter(Q(loan__member_id=member_id) | Q(by_id=member_id))
    if group_id is not None:
        rows = rows.filter(group_id=group_id)
    told = rows.order_by("on", "id").values_list(
        "loan__member_id", "loan__member__file__name", "by__file__name", "amount_rp", "back"
    )
    return [
        f"talangan {rupiah(amount_rp - back_rp)} untuk {for_name} dari {by_name or FUND_WORDS.lower()} belum diganti"
        for _, for_name, by_name, amount_rp, back_rp in told[:MOST_SAID]
    ]


def _loan_words(row: Loan) -> str:
    if row.state == LoanState.DISETUJUI.value:
        return f"pinjaman {row.name} sudah disetujui dan belum cair"
    left = f", sisa pokok {rupiah(row.left_rp)}" if row.left_rp else ""
    return f"pinjaman {row.name} belum lunas{left}"


KEPT_IN_GROUP = kept_in_group
