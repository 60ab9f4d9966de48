"""The payment gateway of invented Bumiayu: agreed to by two people, and what it told of three orders."""

from __future__ import annotations

import hashlib
import json
from datetime import timedelta
from typing import TYPE_CHECKING
from uuid import UUID, uuid5

from guyub.foundation.approvals.services.requests import decide
from guyub.foundation.identity.domain.roles import Role
from guyub.foundation.kernel.tenancy.scope import scope
from guyub.journeys.services.examples import EXAMPLE_PIN, SPACE
from guyub.journeys.services.ledger_examples import actor_in
from guyub.trade.retail.domain.gateways import Provider
from guyub.trade.retail.selectors.gateways import accounts_of
from guyub.trade.retail.services.gateway_notices import hear_notice
from guyub.trade.retail.services.gateways import propose_gateway

if TYPE_CHECKING:
    from datetime import datetime

    from guyub.foundation.kernel.models import Cooperative

# Invented: no gateway knows this key.
_SECRET = "contoh-bukan-kunci-sungguhan"  # noqa: S105  as it says
# Minutes before now, our reference, amount as it is sent, status and its code: one expired, one has no receipt, one
# is not paid yet.
_TOLD = (
    (200, "C0N70H000001", "18000.00", "pending", "201"),
    (190, "C0N70H000001", "18000.00", "expire", "407"),
    (95, "C0N70H000002", "36000.00", "settlement", "200"),
    (60, "C0N70H000003", "25000.00", "pending", "201"),
)


def make_gateway_examples(*, place: Cooperative, now: datetime) -> None:
    """Let Bumiayu hear a gateway. Only for a demonstration; repeatable."""
    with scope(place.id):
        if accounts_of(cooperative_id=place.id):
            return
        treasurer, chair = (actor_in(place, role) for role in (Role.BENDAHARA, Role.KETUA))
    asked = propose_gateway(
        actor=treasurer,
        provider=Provider.MIDTRANS.value,
        merchant="KKMP-BUMIAYU-CONTOH",
        secret=_SECRET,
        request_id=_once("asked"),
        now=now - timedelta(days=2),
    )
    decide(
        actor=chair,
        approval_id=asked,
        is_approved=True,
        proof=EXAMPLE_PIN,
        request_id=_once("agreed"),
        now=now - timedelta(days=2, minutes=-20),
    )
    with scope(place.id):
        (account,) = accounts_of(cooperative_id=place.id)
    for minutes, reference, amount, status, code in _TOLD:
        body = _body(reference, amount, status, code)
        hear_notice(account=account, raw_body=body, headers={}, now=now - timedelta(minutes=minutes))


def _body(reference: str, amount: str, status: str, code: str) -> bytes:
    signed = hashlib.sha512(f"{reference}{code}{amount}{_SECRET}".encode()).hexdigest()
    fields = {
        "transaction_id": f"contoh-{reference}",
        "order_id": reference,
        "transaction_status": status,
        "status_code": code,
        "gross_amount": amount,
        "signature_key": signed,
    }
    return json.dumps(fields).encode()


def _once(name: str) -> UUID:
    return uuid5(SPACE, f"gateway/{name}")
