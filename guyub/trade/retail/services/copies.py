"""A receipt is printed again: it says that it is a copy, and the how manieth."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from guyub.foundation.identity.domain.roles import Action
from guyub.foundation.kernel.errors import DomainError
from guyub.foundation.kernel.ids import uuid7
from guyub.trade.retail.models import ReceiptCopy, Sale, SaleKind, Till
from guyub.trade.retail.services.acting import note, once

if TYPE_CHECKING:
    from datetime import datetime
    from uuid import UUID

    from guyub.foundation.identity.domain.roles import Actor


class ReceiptRefusedError(DomainError):
    """A receipt is not printed again; ``wrong``: ``gone`` (no such receipt), ``goods`` (it has none to print)."""

    code: ClassVar[str] = "retail.receipt.refused"


def copy_receipt(*, actor: Actor, sale_id: UUID, request_id: UUID, now: datetime) -> int:
    """Make a copy of a receipt; two at once get numbers of their own. Use-case.

    Args:
        actor: Who sees tills.
        sale_id: Which receipt.
        request_id: Made once per intention.
        now: The moment, aware.

    Returns:
        The number that stands on the copy, from 2.

    Raises:
        ReceiptRefusedError: See there.
    """

    def work() -> int:
        mine = {"cooperative_id": actor.cooperative_id}
        sale = Sale.objects.filter(**mine, id=sale_id).first()
        if sale is None:
            raise ReceiptRefusedError(wrong="gone")
        if sale.kind == SaleKind.GANTI.value:
            raise ReceiptRefusedError(wrong="goods")
        # Nobody may lock a receipt, which is never changed: those who copy at once take turns at its till.
        Till.objects.select_for_update(no_key=True).filter(**mine, id=sale.till_id).first()
        copy_no = ReceiptCopy.objects.filter(**mine, sale=sale).count() + 2
        ReceiptCopy.objects.create(
            **mine, id=uuid7(), sale=sale, copy_no=copy_no, person_id=actor.person_id, made_at=now
        )
        note(actor, "receipt.copied", {"name": sale.till_name, "count": copy_no}, now)
        return copy_no

    return int(once(actor, Action.VIEW_DEVICES, "copy_receipt", {"sale": sale_id}, request_id, now, work))
