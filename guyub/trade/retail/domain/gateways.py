"""What a payment gateway tells of a QRIS payment: whether it is the gateway that speaks, and what that may change.

Facts of the providers and how sure each is: docs/algorithms/qris.md.
"""

from __future__ import annotations

import hashlib
import hmac
import json
import re
from dataclasses import dataclass
from decimal import Decimal, DecimalException
from enum import StrEnum
from typing import TYPE_CHECKING, Any, ClassVar

from guyub.foundation.kernel.errors import DomainError
from guyub.foundation.kernel.rows import Row

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

LARGEST_NOTICE = 32_768  # bytes; a notification of either provider has about two thousand
_MOST_RP = 10**12
_NAME = re.compile(r"[A-Za-z0-9._~-]{1,64}", re.ASCII)
_MERCHANT = re.compile(r"[A-Za-z0-9._-]{3,60}", re.ASCII)
_SECRET = re.compile(r"[!-~]{16,200}", re.ASCII)


class Provider(StrEnum):
    """Whose gateway it is."""

    MIDTRANS = "MIDTRANS"
    XENDIT = "XENDIT"


class PaidState(StrEnum):
    """How far a payment is, as the gateway tells it. SETTLED: it has the buyer's money, the bank does not yet."""

    PENDING = "PENDING"
    EXPIRED = "EXPIRED"
    FAILED = "FAILED"
    SETTLED = "SETTLED"


class Outcome(StrEnum):
    """What a notification came to."""

    MOVED = "MOVED"  # the payment is as it says now
    SAME = "SAME"  # the payment was so already
    LATE = "LATE"  # it tells of what has been overtaken: noted, changes nothing
    AMOUNT = "AMOUNT"  # another amount than was first told: noted, a person decides
    TWICE = "TWICE"  # another payment of one order: noted, a person decides


ODD = frozenset({Outcome.AMOUNT, Outcome.TWICE})


class GatewayNoticeRefusedError(DomainError):
    """A notification is not taken; ``wrong`` says why, and whoever sends it hears no more than that.

    ``signature`` (not the gateway's), ``unread`` (of no payment, or not in whole rupiah).
    """

    code: ClassVar[str] = "retail.gateway_notice.refused"


class GatewayRefusedError(DomainError):
    """A gateway is not set or stopped, or what it told not decided; ``wrong`` says why.

    ``provider``, ``merchant`` (3 to 60 letters and digits), ``secret`` (16 to 200 signs without blanks), ``moved``
    (something else was asked for or set since), ``none`` (none stands), ``why``, ``gone`` (nothing to decide).
    """

    code: ClassVar[str] = "retail.gateway.refused"


@dataclass(frozen=True, slots=True)
class Told(Row):
    """One notification in the house's words.

    Args:
        event_key: What the provider calls this event; a repetition has the same.
        payment_key: What the provider calls the payment.
        reference: Our own, as the payment was asked for with.
        amount_rp: Whole rupiah, above zero.
        state: How far the payment is.
        kept: The provider's own words that are kept: nothing of who paid.
    """

    event_key: str
    payment_key: str
    reference: str
    amount_rp: int
    state: PaidState
    kept: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Known(Row):
    """What is known of an order's payment: which, how far, whole rupiah."""

    payment_key: str
    state: PaidState
    amount_rp: int


_Body = dict[str, Any]
_RANK = {PaidState.PENDING: 0, PaidState.EXPIRED: 1, PaidState.FAILED: 1, PaidState.SETTLED: 2}
_MIDTRANS_STATES = {
    "pending": PaidState.PENDING,
    "settlement": PaidState.SETTLED,
    "expire": PaidState.EXPIRED,
    "deny": PaidState.FAILED,
    "cancel": PaidState.FAILED,
}
_MIDTRANS_KEPT = (
    "transaction_id", "order_id", "transaction_status", "status_code", "gross_amount", "currency",
    "transaction_time", "settlement_time", "signature_key",
)  # fmt: skip
_XENDIT_STATES = {
    "PENDING": PaidState.PENDING,
    "SUCCEEDED": PaidState.SETTLED,
    "COMPLETED": PaidState.SETTLED,
    "EXPIRED": PaidState.EXPIRED,
    "FAILED": PaidState.FAILED,
    "CANCELED": PaidState.FAILED,
}
_XENDIT_KEPT = (
    "id", "payment_id", "qr_id", "reference_id", "status", "amount", "request_amount", "currency", "created",
)  # fmt: skip


def step(before: Known | None, told: Told) -> Outcome:
    """Tell what a notification does to its order's payment, in whatever order notifications come.

    Settled is final; what expired or failed may still settle, since the buyer may have paid in its last second.

    Args:
        before: What was known; None: nothing.
        told: The notification.
    """
    if before is None:
        return Outcome.MOVED
    if told.state is before.state is PaidState.SETTLED and told.payment_key != before.payment_key:
        return Outcome.TWICE
    if told.amount_rp != before.amount_rp and _RANK[told.state] >= _RANK[before.state]:
        return Outcome.AMOUNT
    if before.state is told.state:
        return Outcome.SAME
    return Outcome.MOVED if _RANK[told.state] > _RANK[before.state] else Outcome.LATE


def heard(provider: Provider, *, raw_body: bytes, headers: Mapping[str, str], secret: str) -> Told:
    """Read a notification, if it is the gateway's.

    Args:
        provider: Whose account it came to.
        raw_body: As it was sent.
        headers: By names in lower case.
        secret: Of the account: Midtrans's server key, Xendit's verification token.

    Raises:
        GatewayNoticeRefusedError: ``signature unread``, in this order.
    """
    is_theirs, read = _SPEAKERS[provider]
    body = _body_of(raw_body)
    if not is_theirs(body, headers, secret):
        raise GatewayNoticeRefusedError(wrong="signature")
    return read(body)


def checked_account(*, provider: str, merchant: str, secret: str) -> tuple[Provider, str, str]:
    """Give what a cooperative types of its account at a gateway, without spare blanks.

    Raises:
        GatewayRefusedError: ``provider merchant secret``.
    """
    if provider not in {one.value for one in Provider}:
        raise GatewayRefusedError(wrong="provider")
    if not _MERCHANT.fullmatch(merchant.strip()):
        raise GatewayRefusedError(wrong="merchant")
    if not _SECRET.fullmatch(secret.strip()):
        raise GatewayRefusedError(wrong="secret")
    return Provider(provider), merchant.strip(), secret.strip()


def _body_of(raw_body: bytes) -> _Body:
    """Give the fields of a body; of what is no JSON object none, so that its signature cannot hold."""
    try:
        body = json.loads(raw_body, parse_float=Decimal)
    except (ValueError, RecursionError):
        return {}
    return body if isinstance(body, dict) else {}


def _is_midtrans(body: _Body, _: Mapping[str, str], secret: str) -> bool:
    """SHA-512 over order, status code and amount exactly as they were sent, and the server key."""
    parts = [body.get(name) for name in ("order_id", "status_code", "gross_amount")]
    shown = body.get("signature_key")
    if not isinstance(shown, str) or not all(isinstance(part, str) and part for part in parts):
        return False
    made = hashlib.sha512("".join([*parts, secret]).encode("utf-8", "replace")).hexdigest()  # type: ignore[list-item]  # str, as checked
    return hmac.compare_digest(made.encode(), shown.encode("utf-8", "replace"))


def _is_xendit(_: _Body, headers: Mapping[str, str], secret: str) -> bool:
    """The account's own token, the same on every notification."""
    shown = headers.get("x-callback-token", "")
    return hmac.compare_digest(secret.encode(), shown.encode("utf-8", "replace"))


def _read_midtrans(body: _Body) -> Told:
    status = body.get("transaction_status")
    state = _state(_MIDTRANS_STATES, status)
    # The signature covers the status code and not the status: only 200 may say that money came, so that a signature
    # that was seen on a pending payment cannot be put on a settled one.
    if state is PaidState.SETTLED and body["status_code"] != "200":
        raise GatewayNoticeRefusedError(wrong="unread")
    payment_key = _name(body.get("transaction_id"))
    return Told(
        f"{payment_key}:{status}", payment_key, _name(body["order_id"]), _rupiah(body, "gross_amount"), state,
        _kept(body, _MIDTRANS_KEPT),
    )  # fmt: skip


def _read_xendit(body: _Body) -> Told:
    event, told = body.get("event"), body.get("data")
    if not isinstance(told, dict) or not isinstance(event, str):
        raise GatewayNoticeRefusedError(wrong="unread")
    state = _state(_XENDIT_STATES, told.get("status"))
    payment_key = _name(told.get("payment_id", told.get("id")))
    amount_rp = _rupiah(told, "request_amount" if "request_amount" in told else "amount")
    return Told(
        f"{payment_key}:{told['status']}", payment_key, _name(told.get("reference_id")), amount_rp, state,
        _kept(told, _XENDIT_KEPT) | {"event": event[:64]},
    )  # fmt: skip


def _state(states: Mapping[str, PaidState], status: object) -> PaidState:
    if not isinstance(status, str) or status not in states:
        raise GatewayNoticeRefusedError(wrong="unread")
    return states[status]


def _name(written: object) -> str:
    if not isinstance(written, str) or not _NAME.fullmatch(written):
        raise GatewayNoticeRefusedError(wrong="unread")
    return written


def _rupiah(body: _Body, name: str) -> int:
    """Give an amount in whole rupiah, written as text or as a number."""
    written = body.get(name)
    if body.get("currency", "IDR") != "IDR" or isinstance(written, bool):
        raise GatewayNoticeRefusedError(wrong="unread")
    try:
        amount = Decimal(str(written))
        is_whole = 0 < amount <= _MOST_RP and amount == amount.to_integral_value()
    except DecimalException:
        is_whole = False
    if not is_whole:
        raise GatewayNoticeRefusedError(wrong="unread")
    return int(amount)


def _kept(body: _Body, names: tuple[str, ...]) -> dict[str, str]:
    return {
        name: str(body[name])[:160]
        for name in names
        if isinstance(body.get(name), (str, int, Decimal)) and not isinstance(body[name], bool)
    }


_SPEAKERS: Mapping[
    Provider, tuple[Callable[[_Body, Mapping[str, str], str], bool], Callable[[_Body], Told]]
] = {
    Provider.MIDTRANS: (_is_midtrans, _read_midtrans),
    Provider.XENDIT: (_is_xendit, _read_xendit),
}
