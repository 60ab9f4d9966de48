"""What a payment gateway tells is taken once, and never from anybody else.

It moves no money: the gateway has the buyer's rupiah, and 1.1.06 stays open until the bank shows it (ADR 77). What it
tells stands beside the sale of the same reference; what does not fit waits for a person.
"""

from __future__ import annotations

import hashlib
from dataclasses import asdict
from typing import TYPE_CHECKING
from uuid import UUID, uuid5

from django.db.models import F

from guyub.foundation.identity.selectors.keys import app_keys
from guyub.foundation.identity.services.audit import record
from guyub.foundation.kernel.formats import rupiah
from guyub.foundation.kernel.ids import uuid7
from guyub.foundation.kernel.services.requests import run_once
from guyub.foundation.kernel.tenancy.scope import scope
from guyub.trade.retail.domain.gateways import (
    ODD,
    GatewayNoticeRefusedError,
    Known,
    Outcome,
    PaidState,
    Provider,
    heard,
    step,
)
from guyub.trade.retail.models import GatewayAccount, GatewayNotice, GatewayPayment
from guyub.trade.retail.selectors.gateways import bound_to

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import datetime

    from guyub.trade.retail.domain.gateways import Told


def hear_notice(
    *, account: GatewayAccount, raw_body: bytes, headers: Mapping[str, str], now: datetime
) -> UUID:
    """Take what a gateway tells of a payment, once. Use-case of the gateway, which is no person.

    Args:
        account: To whose address it came; it stands.
        raw_body: As it was sent.
        headers: By names in lower case.
        now: The moment, aware.

    Returns:
        The id of what was kept; a repetition gets the first one's.

    Raises:
        GatewayNoticeRefusedError: ``signature unread``; it changes nothing but the count of such.
        RequestReusedError: The same event came before and told something else.
    """
    secret = app_keys().open(bytes(account.sealed), key_id="s", bound_to=bound_to(account.id))
    try:
        told = heard(Provider(account.provider), raw_body=raw_body, headers=headers, secret=secret)
    except GatewayNoticeRefusedError:
        _count(account, now)
        raise

    place_id = account.cooperative_id

    def work() -> str:
        payment, outcome = _moved(account, told, now)
        kept = GatewayNotice(
            id=uuid7(),
            cooperative_id=place_id,
            account=account,
            payment=payment,
            event_key=told.event_key,
            payment_key=told.payment_key,
            amount_rp=told.amount_rp,
            state=told.state.value,
            outcome=outcome.value,
            kept=told.kept,
            body_sha256=hashlib.sha256(raw_body).hexdigest(),
            heard_at=now,
        )
        kept.save(force_insert=True)
        said = {
            "provider": account.provider.title(),
            "reference": told.reference,
            "amount": rupiah(told.amount_rp),
            "state": told.state.value,
            "outcome": outcome.value,
        }
        record(cooperative_id=place_id, act="retail.gateway.told", facts=said, now=now)
        return str(kept.id)

    with scope(place_id, durable=True):
        facts = {name: value for name, value in asdict(told).items() if name != "kept"}
        return UUID(
            run_once(
                cooperative_id=place_id,
                request_id=uuid5(account.id, told.event_key),
                use_case="retail.hear_notice",
                facts=facts,
                now=now,
                work=work,
            )
        )


def _moved(account: GatewayAccount, told: Told, now: datetime) -> tuple[GatewayPayment, Outcome]:
    """Let a notification do to its payment what it may; notices of one account take turns."""
    place_id = account.cooperative_id
    GatewayAccount.objects.select_for_update(no_key=True).get(cooperative_id=place_id, id=account.id)
    rows = GatewayPayment.objects.filter(cooperative_id=place_id, account=account, reference=told.reference)
    payment = rows.first()
    before = Known(payment.payment_key, PaidState(payment.state), payment.amount_rp) if payment else None
    outcome = step(before, told)
    if payment is None:
        payment = GatewayPayment(
            cooperative_id=place_id, account=account, reference=told.reference, amount_rp=told.amount_rp
        )
    if outcome is Outcome.MOVED:
        payment.payment_key, payment.state, payment.told_at = told.payment_key, told.state.value, now
        payment.save()
    elif outcome in ODD:
        # What a person decided of an earlier oddity does not cover this one.
        payment.odd, payment.decided_on, payment.decided_by, payment.decided_why = (
            outcome.value,
            None,
            None,
            "",
        )
        payment.save(update_fields=["odd", "decided_on", "decided_by", "decided_why"])
    return payment, outcome


def _count(account: GatewayAccount, now: datetime) -> None:
    with scope(account.cooperative_id, durable=True):
        rows = GatewayAccount.objects.filter(cooperative_id=account.cooperative_id, id=account.id)
        rows.update(refused_count=F("refused_count") + 1, refused_at=now)
