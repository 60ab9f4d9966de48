"""Dues: until when simpanan wajib was paid, as the register of members asks it (members.selectors.dues)."""

from __future__ import annotations

from django.db.models import Exists, OuterRef, Subquery

from guyub.finance.savings.domain.kinds import SavingsKind
from guyub.finance.savings.models import SavingsAccount, SavingsMovement


def dues(member: str) -> tuple[Subquery, Subquery]:
    """Give the last day of a payment, and the day on which the account begins, of the member a column names.

    A payment that was taken back does not count. Rows that use it are those of one cooperative.
    """
    mine = {"cooperative_id": OuterRef("cooperative_id"), "kind": SavingsKind.WAJIB.value}
    accounts = SavingsAccount.objects.filter(**mine, member_id=OuterRef(member))
    undone = SavingsMovement.objects.filter(
        cooperative_id=OuterRef("cooperative_id"), undoes_id=OuterRef("id")
    )
    paid = SavingsMovement.objects.filter(
        ~Exists(undone),
        cooperative_id=OuterRef("cooperative_id"),
        account__member_id=OuterRef(member),
        account__kind=SavingsKind.WAJIB.value,
        amount_rp__gt=0,
        undoes__isnull=True,
    )
    return Subquery(paid.order_by("-on").values("on")[:1]), Subquery(accounts.values("opened_on")[:1])


DUES = dues
