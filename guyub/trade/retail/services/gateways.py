"""The cooperative's account at a payment gateway: asked for by one, agreed to by another, stopped by either.

Whoever holds its secret can say that buyers paid, so it is two people's as the QRIS code is (ADR 77).
"""

from __future__ import annotations

from secrets import token_hex
from typing import TYPE_CHECKING
from uuid import UUID

from guyub.foundation.approvals.services.requests import ask
from guyub.foundation.identity.domain.roles import Action
from guyub.foundation.identity.selectors.keys import app_keys
from guyub.foundation.identity.services.audit import record
from guyub.foundation.kernel.dates import Zone, business_date
from guyub.foundation.kernel.ids import uuid7
from guyub.foundation.kernel.models import Cooperative
from guyub.trade.retail.domain.baskets import LONGEST_WHY, SHORTEST_WHY
from guyub.trade.retail.domain.gateways import GatewayRefusedError, checked_account
from guyub.trade.retail.models import GatewayAccount, GatewayPayment
from guyub.trade.retail.selectors.gateways import GATEWAY_KIND, bound_to, odd_payments
from guyub.trade.retail.services.acting import note, once

if TYPE_CHECKING:
    from datetime import date, datetime

    from guyub.foundation.approvals.models import ApprovalRequest
    from guyub.foundation.identity.domain.roles import Actor

REPLACED = "Diganti akun lain"


def propose_gateway(
    *, actor: Actor, provider: str, merchant: str, secret: str, request_id: UUID, now: datetime
) -> UUID:
    """Ask a second person to agree to an account at a payment gateway. Use-case.

    What was asked for before and never agreed to ends, and its secret is forgotten.

    Args:
        actor: Who asks.
        provider: ``Provider``, by its code.
        merchant: What the gateway calls the cooperative.
        secret: Midtrans's server key, or Xendit's verification token: sealed at once.
        request_id: Made once per intention.
        now: The moment, aware.

    Returns:
        The id of the request for a second person.

    Raises:
        GatewayRefusedError: ``provider merchant secret``.
    """
    whose, name, key = checked_account(provider=provider, merchant=merchant, secret=secret)
    ring = app_keys()

    def work() -> str:
        place = Cooperative.objects.get(id=actor.cooperative_id)
        asked_before = GatewayAccount.objects.filter(
            cooperative_id=place.id, agreed_by__isnull=True, ended_on__isnull=True
        )
        for before in asked_before.select_for_update(no_key=True).order_by("id"):
            _end(before, actor, REPLACED, business_date(now, Zone(place.zone)))
        made_id = uuid7()
        GatewayAccount.objects.create(
            id=made_id,
            cooperative_id=actor.cooperative_id,
            provider=whose.value,
            merchant=name,
            door=token_hex(16),
            sealed=ring.seal(key, bound_to=bound_to(made_id)),
            asked_by_id=actor.person_id,
            asked_at=now,
        )
        facts = {"account": str(made_id), "provider": whose.value.title(), "merchant": name}
        asked = ask(actor=actor, kind=GATEWAY_KIND, facts=facts, reason="", request_id=request_id, now=now)
        return str(asked.id)

    told = {"provider": whose.value, "merchant": name, "secret": ring.index("gateway", key).hex()}
    return UUID(once(actor, Action.RECORD_EVENT, "propose_gateway", told, request_id, now, work))


def carry_out_gateway(*, request: ApprovalRequest, actor: Actor, now: datetime) -> None:
    """Believe a gateway that two people agreed on. Step of the last approval.

    Raises:
        GatewayRefusedError: ``moved``: another was asked for since.
    """
    place = Cooperative.objects.get(id=request.cooperative_id)
    rows = GatewayAccount.objects.filter(cooperative_id=place.id, ended_on__isnull=True)
    accounts = {str(row.id): row for row in rows.select_for_update(no_key=True).order_by("id")}
    account = accounts.pop(request.facts["account"], None)
    if account is None or account.agreed_by_id is not None:
        raise GatewayRefusedError(wrong="moved")
    today = business_date(now, Zone(place.zone))
    for before in accounts.values():
        _end(before, actor, REPLACED, today)
    account.agreed_by_id, account.since_on = actor.person_id, today
    account.save(update_fields=["agreed_by", "since_on"])
    said = {"provider": account.provider.title(), "merchant": account.merchant}
    record(cooperative_id=place.id, actor=actor, act="retail.gateway.agreed", facts=said, now=now)


def withdraw_gateway(*, actor: Actor, why: str, today: date, request_id: UUID, now: datetime) -> None:
    """Believe the gateway no more, at once, and forget its secret: one person is enough. Use-case.

    Args:
        actor: Who stops it.
        why: Why, 3 to 80 letters.
        today: The business date.
        request_id: Made once per intention.
        now: The moment, aware.

    Raises:
        GatewayRefusedError: ``why none``.
    """
    reason = _reason(why)

    def work() -> None:
        rows = GatewayAccount.objects.filter(
            cooperative_id=actor.cooperative_id, agreed_by__isnull=False, ended_on__isnull=True
        )
        account = rows.select_for_update(no_key=True).first()
        if account is None:
            raise GatewayRefusedError(wrong="none")
        _end(account, actor, reason, today)
        said = {"provider": account.provider.title(), "merchant": account.merchant, "reason": reason}
        note(actor, "gateway.withdrawn", said, now)

    once(actor, Action.RECORD_EVENT, "withdraw_gateway", {"why": reason}, request_id, now, work)


def decide_payment(
    *, actor: Actor, payment_id: UUID, why: str, today: date, request_id: UUID, now: datetime
) -> None:
    """Say what became of a payment that does not fit: what was found, in words. Use-case; it moves no money.

    Args:
        actor: Who looked into it.
        payment_id: Which.
        why: What was found, 3 to 80 letters.
        today: The business date.
        request_id: Made once per intention.
        now: The moment, aware.

    Raises:
        GatewayRefusedError: ``why``, ``gone``: it fits, is decided, or is not here.
    """
    reason = _reason(why)

    def work() -> None:
        rows = odd_payments(cooperative_id=actor.cooperative_id).filter(id=payment_id)
        payment = (
            GatewayPayment.objects.select_for_update(no_key=True)
            .filter(cooperative_id=actor.cooperative_id, id__in=rows.values("id"))
            .first()
        )
        if payment is None:
            raise GatewayRefusedError(wrong="gone")
        payment.decided_on, payment.decided_by_id, payment.decided_why = today, actor.person_id, reason
        payment.save(update_fields=["decided_on", "decided_by", "decided_why"])
        note(actor, "gateway.decided", {"reference": payment.reference, "reason": reason}, now)

    facts = {"payment": payment_id, "why": reason}
    once(actor, Action.RECORD_EVENT, "decide_gateway_payment", facts, request_id, now, work)


def _reason(why: str) -> str:
    reason = " ".join(why.split())
    if not SHORTEST_WHY <= len(reason) <= LONGEST_WHY:
        raise GatewayRefusedError(wrong="why")
    return reason


def _end(account: GatewayAccount, actor: Actor, why: str, today: date) -> None:
    account.ended_on, account.ended_by_id, account.ended_why, account.sealed = (
        today,
        actor.person_id,
        why,
        b"",
    )
    account.save(update_fields=["ended_on", "ended_by", "ended_why", "sealed"])
