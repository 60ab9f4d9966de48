"""The cooperative's account at a payment gateway, what it told, and what of that does not fit the sales."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from django.db.models import BooleanField, ExpressionWrapper, F, OuterRef, Q, Subquery

from guyub.foundation.kernel.tenancy.scope import scope
from guyub.trade.retail.domain.baskets import TenderKind
from guyub.trade.retail.domain.gateways import PaidState, Provider
from guyub.trade.retail.models import GatewayAccount, GatewayPayment, SaleTender

if TYPE_CHECKING:
    from uuid import UUID


GATEWAY_KIND = "retail.gateway"
MOST_SHOWN = 50
_DOOR = re.compile(r"([0-9]{1,9})-([0-9a-f]{32})", re.ASCII)


def bound_to(account_id: UUID) -> str:
    """Name what an account's secret is bound to: no other row can open it."""
    return f"gateway:{account_id}"


def address_of(account: GatewayAccount) -> str:
    """Give the end of an account's address: whose it is, and what nobody guesses."""
    return f"{account.cooperative_id}-{account.door}"


def account_at(*, provider: str, door: str) -> GatewayAccount | None:
    """Find the standing account whose address was called; None: there is none. One query.

    Args:
        provider: As the address says it, in lower case.
        door: The end of the address.
    """
    found = _DOOR.fullmatch(door)
    if found is None or provider.upper() not in {one.value for one in Provider}:
        return None
    place_id, key = int(found[1]), found[2]
    with scope(place_id):
        rows = GatewayAccount.objects.filter(cooperative_id=place_id, door=key, provider=provider.upper())
        return rows.filter(agreed_by__isnull=False, ended_on__isnull=True).first()


def accounts_of(*, cooperative_id: int) -> list[GatewayAccount]:
    """List the accounts that two people agreed on, the newest first. One query."""
    rows = GatewayAccount.objects.filter(cooperative_id=cooperative_id, agreed_by__isnull=False)
    people = rows.select_related("asked_by", "agreed_by", "ended_by")
    return list(people.order_by("-asked_at", "-id")[:MOST_SHOWN])


def payments_of(*, cooperative_id: int) -> list[GatewayPayment]:
    """List what the gateway told of payments, what waits for a person first, then the newest. One query.

    Each with ``sold_rp`` (what the sale of its reference took by QRIS, None without a sale) and ``waits``.
    """
    rows = _with_sales(cooperative_id).select_related("account", "decided_by")
    return list(rows.order_by(F("waits").desc(), "-told_at", "-id")[:MOST_SHOWN])


def odd_payments(*, cooperative_id: int) -> Any:
    """Give the payments that wait for a person: they contradict themselves, or the sale of their reference."""
    return _with_sales(cooperative_id).filter(waits=True)


def paid_at_gateway(cooperative_id: int) -> Subquery:
    """Give, beside a row with a ``reference``, what a gateway took by it in whole rupiah, where it says it has it."""
    rows = GatewayPayment.objects.filter(
        cooperative_id=cooperative_id, reference=OuterRef("reference"), state=PaidState.SETTLED.value
    )
    return Subquery(rows.order_by("id").values("amount_rp")[:1])


def _with_sales(cooperative_id: int) -> Any:
    paid = SaleTender.objects.filter(
        cooperative_id=cooperative_id,
        kind=TenderKind.QRIS.value,
        reference=OuterRef("reference"),
        sale__of__isnull=True,
    )
    odd = (
        ~Q(odd="")
        | Q(state=PaidState.SETTLED.value, sold_rp__isnull=True)
        | Q(state=PaidState.SETTLED.value) & ~Q(sold_rp=F("amount_rp"))
    )
    return (
        GatewayPayment.objects.filter(cooperative_id=cooperative_id)
        .annotate(sold_rp=Subquery(paid.order_by("id").values("amount_rp")[:1]))
        .annotate(waits=ExpressionWrapper(Q(decided_on__isnull=True) & odd, output_field=BooleanField()))
    )
