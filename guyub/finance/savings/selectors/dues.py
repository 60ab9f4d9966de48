"""Dues: until when simpanan wajib was paid, as the register of members asks it (members.selectors.dues)."""

from __future__ import annotations

from typing import Any

from django.db.models import Exists, F, OuterRef, Subquery
from django.db.models.functions import Greatest

from guyub.finance.savings.domain.kinds import SavingsKind
from guyub.finance.savings.models import DuesBill, SavingsAccount, SavingsMovement


def dues(member: str) -> tuple[Any, Any]:
    """Give the last day of a payment, and the day from which dues are known, of the member a column names.

    A payment that was taken back does not count. Known they are from the account's first day; where months were billed,
    from the first of them, and anew from the day by which the last settled month was due: who paid a year in advance,
    or was freed of months, misses nothing until then. Rows that use it are those of one cooperative.
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
    bills = DuesBill.objects.filter(cooperative_id=OuterRef("cooperative_id"), member_id=OuterRef(member))
    settled = bills.filter(amount_rp=F("paid_rp") + F("waived_rp"))
    known_from = Greatest(
        Subquery(accounts.values("opened_on")[:1]),
        Subquery(bills.order_by("month").values("month")[:1]),
        Subquery(settled.order_by("-month").values("due_on")[:1]),
    )
    return Subquery(paid.order_by("-on").values("on")[:1]), known_from


DUES = dues
