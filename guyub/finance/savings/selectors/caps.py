"""What a deposit of penyertaan meets: how much of the capital the member holds, how much penyertaan there is."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db.models import Q, Sum
from django.db.models.functions import Coalesce

from guyub.books.ledger.selectors.capital import capital_of
from guyub.finance.savings.domain.caps import Caps
from guyub.finance.savings.domain.kinds import SavingsKind
from guyub.finance.savings.models import SavingsAccount
from guyub.foundation.kernel.selectors.together import Inquiry
from guyub.foundation.parameters.selectors.values import values_of

if TYPE_CHECKING:
    from datetime import date
    from uuid import UUID

MEMBER, TOGETHER = "modal.konsentrasi_anggota", "penyertaan.maksimal"
# What counts as capital of a member.
CAPITAL_KINDS = (SavingsKind.POKOK.value, SavingsKind.WAJIB.value, SavingsKind.PENYERTAAN.value)


def caps_of_deposit(*, cooperative_id: int, member_id: UUID | None, amount_rp: int, on: date) -> Caps:
    """Tell what a deposit of penyertaan meets (``domain.caps.check_caps`` refuses it). Three queries.

    Args:
        cooperative_id: Whose.
        member_id: Who pays it in; None: nobody yet.
        amount_rp: Whole rupiah; 0: what may still be taken is asked.
        on: The day whose rules hold.

    Raises:
        NothingHoldsError: The rules have no value for the day.
    """
    shares = values_of(MEMBER, TOGETHER, cooperative_id=cooperative_id, on=on)
    capital = capital_of(cooperative_id=cooperative_id)
    held = SavingsAccount.objects.filter(cooperative_id=cooperative_id).aggregate(
        mine=Coalesce(Sum("balance_rp", filter=Q(member_id=member_id, kind__in=CAPITAL_KINDS)), 0),
        invested=Coalesce(Sum("balance_rp", filter=Q(kind=SavingsKind.PENYERTAAN.value)), 0),
    )
    return Caps(
        amount_rp=amount_rp,
        own_rp=capital.own_rp,
        member_rp=held["mine"],
        member_share=shares[MEMBER],
        assets_rp=capital.assets_rp,
        invested_rp=held["invested"],
        invested_share=shares[TOGETHER],
    )


def capital_held_inquiry(*, cooperative_id: int, member_id: UUID) -> Inquiry[int]:
    """Ask how much capital a member holds: pokok, wajib, penyertaan; whole rupiah."""
    mine = SavingsAccount.objects.filter(
        cooperative_id=cooperative_id, member_id=member_id, kind__in=CAPITAL_KINDS
    )
    told = mine.values("member_id").annotate(held=Coalesce(Sum("balance_rp"), 0)).values_list("held")
    return Inquiry.of(told.order_by(), read=lambda rows: int(rows[0][0]) if rows else 0)
