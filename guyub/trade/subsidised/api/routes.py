"""What a till asks of rationed goods: who may buy, setting a part aside (docs/algorithms/till_sync.md).

A NIK comes in the body alone, never in an address, and none goes out.
"""

from __future__ import annotations

from datetime import datetime  # noqa: TC003  ninja reads the annotations
from typing import TYPE_CHECKING, Annotated, Any
from uuid import UUID  # noqa: TC003  ninja reads the annotations

from ninja import Router, Schema, Status
from ninja.errors import HttpError
from pydantic import Field

from guyub.foundation.devices.api.keys import DeviceKey, device_of_key
from guyub.foundation.devices.api.routes import Milliseconds  # noqa: TC001  ninja reads the annotations
from guyub.foundation.devices.services.admitting import DeviceRevokedError
from guyub.foundation.identity.api.keys import Refusal
from guyub.foundation.identity.domain.vault import SecretKind
from guyub.foundation.identity.services.vault import checked_number
from guyub.foundation.kernel.dates import Zone, business_date, utc_now
from guyub.foundation.kernel.web.messages import sentence
from guyub.trade.subsidised.domain.consumers import ConsumerTyped
from guyub.trade.subsidised.selectors.cashiers import cashier_of
from guyub.trade.subsidised.selectors.lookups import look_up
from guyub.trade.subsidised.services.consumers import register_consumer
from guyub.trade.subsidised.services.quota import MOST_QTY, QuotaRefusedError, Wish, release, reserve

if TYPE_CHECKING:
    from collections.abc import Mapping

    from django.http import HttpRequest

    from guyub.foundation.devices.models import Device
    from guyub.trade.subsidised.selectors.lookups import LookedUp

router = Router(tags=["till"])
Key = Annotated[str, Field(min_length=1, max_length=20, pattern=r"^[A-Z0-9_]+$")]
Code = Annotated[str, Field(min_length=1, max_length=14, pattern=r"^[A-Z0-9_]+$")]
Digits = Annotated[str, Field(max_length=30, pattern=r"^[0-9 .\-]*$")]
Words = Annotated[str, Field(max_length=160)]


class Looked(Schema):
    """For whom: a NIK that somebody typed, or a buyer that the till knows."""

    programme: Key
    nik: Digits = ""
    consumer_id: UUID | None = None
    at: Milliseconds = 0


class Kind(Schema):
    """One kind of buyer. Of somebody registered: what a usual purchase may do. Of nobody: which papers are wanted."""

    code: str
    title: str
    usual_qty: int | None = None
    decision: str | None = None
    remaining: int | None = None
    most: int | None = None
    sentence: str = ""
    basis: str = ""
    confidence: str = ""
    proofs: list[str] | None = None


class Last(Schema):
    """The last purchase."""

    on: str
    qty: int
    is_here: bool


class BuyerOut(Schema):
    """What is known of a buyer; ``found`` false: the kinds that can be registered here."""

    found: bool
    consumer_id: UUID | None = None
    given_name: str = ""
    last4: str = ""
    member_number: str = ""
    categories: list[Kind]
    last: Last | None = None


class Registration(Schema):
    """Somebody who is registered at the counter, by a cashier who looked at the papers."""

    request_id: UUID
    programme: Key
    category: Code
    nik: Digits
    kk: Digits = ""
    name: Words
    ward: Annotated[str, Field(max_length=13)] = ""
    phone: Annotated[str, Field(max_length=20)] = ""
    nib: Digits = ""
    proofs: Annotated[list[Annotated[str, Field(max_length=14)]], Field(max_length=8)]
    consent_version: Annotated[int, Field(ge=0, le=1000)]
    cashier_id: UUID


class Wanted(Schema):
    """A sale that the till wants to make; ``use_id`` is drawn by the till, the same for the same sale."""

    use_id: UUID
    programme: Key
    category: Code
    consumer_id: UUID
    qty: Annotated[int, Field(ge=1, le=MOST_QTY)]
    at: Milliseconds = 0
    reason: Annotated[str, Field(max_length=200)] = ""


class Reservation(Schema):
    """What was set aside, and until when."""

    decision: str
    remaining: int | None
    expires_at: datetime
    sentence: str


class NotSet(Schema):
    """Why nothing is set aside; ``decision`` is ``block`` or ``warn`` where a limit says so."""

    code: str
    message: str
    wrong: str
    decision: str | None = None
    remaining: int | None = None


class Freed(Schema):
    """Under which number something is given back."""

    use_id: UUID


class IsFreed(Schema):
    """Whether something was given back; what was sold stays used."""

    is_released: bool


class Revoked(Schema):
    """The device was revoked."""

    code: str
    words: str


ANSWERS: Mapping[int, Any] = {401: Refusal, 409: Any, 410: Revoked}


@router.post(
    "/v1/till/buyers", response={200: BuyerOut, **ANSWERS}, auth=DeviceKey(), operation_id="till_buyers"
)
def till_buyers(request: HttpRequest, body: Looked) -> Any:
    """Tell whether somebody may buy a rationed good, and how much is left of it."""
    device, now = device_of_key(request), utc_now()
    if device.revoked_at is not None:
        return _revoked()
    nik = body.nik
    if nik:
        nik = checked_number(SecretKind.NIK, nik, today=business_date(now, Zone(device.cooperative.zone)))
    elif body.consumer_id is None:
        raise HttpError(422, "Sebutkan NIK atau pembelinya.")
    return _looked_up(device, body.programme, nik, body.consumer_id, now)


@router.post(
    "/v1/till/consumers", response={200: BuyerOut, **ANSWERS}, auth=DeviceKey(), operation_id="till_consumers"
)
def till_consumers(request: HttpRequest, body: Registration) -> Any:
    """Register somebody for a rationed good at the counter; again with the same number it is the same person."""
    device, now = device_of_key(request), utc_now()
    if device.revoked_at is not None:
        return _revoked()
    cashier = cashier_of(place_id=device.cooperative_id, person_id=body.cashier_id, now=now)
    if cashier is None:
        raise HttpError(422, "Kasir ini tidak bertugas di koperasi ini.")
    registered = register_consumer(
        actor=cashier,
        typed=ConsumerTyped(
            programme=body.programme,
            category=body.category,
            nik=body.nik,
            name=body.name,
            kk=body.kk,
            nib=body.nib,
            ward=body.ward,
            phone=body.phone,
            proofs=tuple(body.proofs),
            consent_version=body.consent_version,
        ),
        today=business_date(now, Zone(device.cooperative.zone)),
        request_id=body.request_id,
        now=now,
    )
    return _looked_up(device, body.programme, "", registered.consumer_id, now)


@router.post(
    "/v1/till/quota/reserve",
    response={200: Reservation, **ANSWERS},
    auth=DeviceKey(),
    operation_id="till_reserve",
)
def till_reserve(request: HttpRequest, body: Wanted) -> Any:
    """Set a part of a buyer's quota aside for a sale that is being made, for 15 minutes."""
    device, now = device_of_key(request), utc_now()
    if device.revoked_at is not None:
        return _revoked()
    wish = Wish(
        use_id=body.use_id,
        programme=body.programme,
        category=body.category,
        consumer_id=body.consumer_id,
        qty=body.qty,
        reason=body.reason,
    )
    try:
        found = reserve(place=device.cooperative, device_id=device.id, wish=wish, now=now)
    except QuotaRefusedError as refusal:
        return Status(409, _not_set(refusal))
    return {
        "decision": found.decision.value,
        "remaining": found.remaining,
        "expires_at": found.expires_at,
        "sentence": found.sentence,
    }


@router.post(
    "/v1/till/quota/release",
    response={200: IsFreed, **ANSWERS},
    auth=DeviceKey(),
    operation_id="till_release",
)
def till_release(request: HttpRequest, body: Freed) -> Any:
    """Give back what was set aside for a sale that is not made."""
    device = device_of_key(request)
    if device.revoked_at is not None:
        return _revoked()
    return {"is_released": release(place=device.cooperative, use_id=body.use_id)}


def _looked_up(
    device: Device, programme: str, nik: str, consumer_id: UUID | None, now: datetime
) -> dict[str, Any]:
    told = look_up(place=device.cooperative, programme=programme, nik=nik, consumer_id=consumer_id, now=now)
    return _buyer(told)


def _buyer(told: LookedUp) -> dict[str, Any]:
    found = told.buyer
    if found is None:
        kinds = [
            {"code": one.code, "title": one.title, "proofs": list(one.proofs)} for one in told.registrable
        ]
        return {"found": False, "categories": kinds}
    return {
        "found": True,
        "consumer_id": found.consumer_id,
        "given_name": found.given_name,
        "last4": found.last4,
        "member_number": found.member_number,
        "categories": [{name: one[name] for name in _SHOWN} for one in found.categories],
        "last": {"on": found.last.on.isoformat(), "qty": found.last.qty, "is_here": found.last.is_here}
        if found.last
        else None,
    }


_SHOWN = ("code", "title", "usual_qty", "decision", "remaining", "most", "sentence", "basis", "confidence")
_DECISIONS = {"blocked": "block", "reason": "warn"}


def _not_set(refusal: QuotaRefusedError) -> dict[str, Any]:
    wrong = str(refusal.facts["wrong"])
    return {
        "code": refusal.code,
        "message": sentence(refusal),
        "wrong": wrong,
        "decision": _DECISIONS.get(wrong),
        "remaining": refusal.facts.get("remaining"),
    }


def _revoked() -> Status[dict[str, str]]:
    error = DeviceRevokedError()
    return Status(410, {"code": error.code, "words": sentence(error)})
