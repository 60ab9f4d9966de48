"""Binding a device by a one-time code, and revoking it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar, cast

from django.conf import settings

from guyub.foundation.devices.domain.chain import START, milliseconds
from guyub.foundation.devices.domain.clocks import offset_of
from guyub.foundation.devices.domain.codes import (
    CODE_LASTS,
    TRIES,
    TRIES_WITHIN,
    CodeCase,
    code_hash,
    code_of,
    key_hash,
    key_of,
    obstacle_for,
)
from guyub.foundation.devices.models import BindingCode, Device
from guyub.foundation.devices.services.locks import DeviceRefusedError, locked_device
from guyub.foundation.identity.domain.codes import plain_code
from guyub.foundation.identity.domain.roles import Action, Actor
from guyub.foundation.identity.services.acting import act_once
from guyub.foundation.identity.services.audit import record
from guyub.foundation.kernel.errors import DomainError
from guyub.foundation.kernel.ids import uuid7
from guyub.foundation.kernel.services.numbering import next_number
from guyub.foundation.kernel.services.rates import count_attempt, forgive_attempts
from guyub.foundation.kernel.tenancy.scope import scope

if TYPE_CHECKING:
    from datetime import datetime
    from uuid import UUID

LONGEST_NAME, LONGEST_OUTLET, LONGEST_WHY = 60, 120, 200


class BindingRefusedError(DomainError):
    """A code does not bind a device; ``wrong``: ``unknown``, ``expired``, ``used``, ``too_many``."""

    code: ClassVar[str] = "devices.binding.refused"


@dataclass(frozen=True, slots=True)
class Bound:
    """What a device gets for its code: who it is, and what it shows from now on."""

    device: Device
    cooperative_code: str
    cooperative_name: str
    key: str


def give_code(
    *,
    actor: Actor,
    device_name: str,
    outlet_id: UUID | None,
    outlet_name: str,
    request_id: UUID,
    now: datetime,
) -> str:
    """Give a code that binds one device to an outlet of the own cooperative within ten minutes. Use-case.

    Args:
        actor: Who gives it.
        device_name: What people call the device.
        outlet_id: The outlet, as whoever calls knows it; None: the cooperative as a whole.
        outlet_name: What people call the outlet.
        request_id: The code is derived from it, so that a retry gives the same one.
        now: The moment, aware.

    Returns:
        Eight letters and digits; they are kept nowhere.

    Raises:
        DeviceRefusedError: ``name`` or ``outlet``: none, or too long.
    """
    name, outlet = device_name.strip(), outlet_name.strip()
    if not 0 < len(name) <= LONGEST_NAME:
        raise DeviceRefusedError(wrong="name")
    if not 0 < len(outlet) <= LONGEST_OUTLET:
        raise DeviceRefusedError(wrong="outlet")
    code = code_of(request_id, secret=settings.SECRET_KEY)

    def work() -> None:
        BindingCode.objects.create(
            id=request_id,
            cooperative_id=actor.cooperative_id,
            device_name=name,
            outlet_id=outlet_id,
            outlet_name=outlet,
            made_by_id=actor.person_id,
            made_at=now,
            expires_at=now + CODE_LASTS,
            code_hash=code_hash(code, secret=settings.SECRET_KEY),
        )
        record(
            cooperative_id=actor.cooperative_id,
            actor=actor,
            act="devices.code.given",
            facts={"name": name, "outlet": outlet},
            now=now,
        )

    act_once(
        actor=actor,
        action=Action.BIND_DEVICES,
        request_id=request_id,
        use_case="devices.give_code",
        facts={"name": name, "outlet": outlet_id, "outlet_name": outlet},
        now=now,
        work=work,
    )
    return code


def bind(
    *,
    written: str,
    request_id: UUID,
    visitor: str,
    device_ms: int | None,
    app_version: str,
    now: datetime,
) -> Bound:
    """Bind a device with a code; it opens once. Use-case of the device, which has no login.

    Asked again with the same request_id while the code would still open, it gives the same device and the same key: the
    first answer may have been lost. Of one address ten codes that do not fit are tried in ten minutes.

    Args:
        written: The code as it was typed.
        request_id: Drawn by the device; its key is made of it and of the code.
        visitor: From where, as ``kernel.web.rate_limits`` names it.
        device_ms: The device's clock, whole milliseconds since 1970; None: it does not say.
        app_version: Of the till's program.
        now: The moment, aware.

    Raises:
        BindingRefusedError: The code does not bind.
    """
    tried = f"device_code:{visitor}"
    if count_attempt(key=tried, within=TRIES_WITHIN, now=now).count > TRIES:
        raise BindingRefusedError(wrong="too_many")
    hashed = code_hash(plain_code(written), secret=settings.SECRET_KEY)
    code = BindingCode.objects.filter(code_hash=hashed).select_related("cooperative", "made_by").first()
    code = _checked(code, request_id, now)
    key = key_of(code.cooperative_id, code.id, request_id, secret=settings.SECRET_KEY)
    with scope(code.cooperative_id, durable=True):
        open_ones = BindingCode.objects.filter(id=code.id, used_at__isnull=True)
        if open_ones.update(used_at=now, used_for=request_id, device_id=uuid7()):
            device = _bound(code, key, device_ms=device_ms, app_version=app_version, now=now)
        else:
            code.refresh_from_db(fields=["used_at", "used_for", "device_id"])
            _checked(code, request_id, now)
            used = cast("UUID", code.device_id)  # a used code names its device: binding_code_used_whole
            device = Device.objects.get(cooperative_id=code.cooperative_id, id=used)
    forgive_attempts(key=tried)
    return Bound(device, code.cooperative.code, code.cooperative.name, key)


def revoke_device(*, actor: Actor, device_id: UUID, why: str, request_id: UUID, now: datetime) -> None:
    """Revoke a device at once: its next word is answered so, and nothing of it is admitted over the line. Use-case.

    A batch that is being admitted comes to its end first. What the device still holds comes as a file.

    Raises:
        DeviceRefusedError: ``reason`` (none), ``missing``, or ``revoked`` already.
    """
    reason = why.strip()[:LONGEST_WHY]
    if not reason:
        raise DeviceRefusedError(wrong="reason")

    def work() -> None:
        device = locked_device(cooperative_id=actor.cooperative_id, device_id=device_id)
        if device.revoked_at is not None:
            raise DeviceRefusedError(wrong="revoked")
        device.revoked_at, device.revoked_by_id, device.revoked_why = now, actor.person_id, reason
        device.save(update_fields=["revoked_at", "revoked_by", "revoked_why"])
        record(
            cooperative_id=actor.cooperative_id,
            actor=actor,
            act="devices.device.revoked",
            facts={"name": device.name, "outlet": device.outlet_name, "reason": reason},
            now=now,
        )

    act_once(
        actor=actor,
        action=Action.BIND_DEVICES,
        request_id=request_id,
        use_case="devices.revoke_device",
        facts={"device": device_id, "why": reason},
        now=now,
        work=work,
    )


def _checked(code: BindingCode | None, request_id: UUID, now: datetime) -> BindingCode:
    case = CodeCase(code.expires_at, code.used_at, code.used_for) if code else None
    obstacle = obstacle_for(case, request_id, now=now)
    if obstacle or code is None:
        raise BindingRefusedError(wrong=obstacle)
    return code


def _bound(code: BindingCode, key: str, *, device_ms: int | None, app_version: str, now: datetime) -> Device:
    """Write the device that a code was just used for."""
    code.refresh_from_db(fields=["device_id"])
    moment = milliseconds(now)
    offset = None if device_ms is None else offset_of(device_ms, moment)
    device = Device.objects.create(
        id=code.device_id,
        cooperative_id=code.cooperative_id,
        number=next_number(cooperative_id=code.cooperative_id, series="devices.device"),
        name=code.device_name,
        outlet_id=code.outlet_id,
        outlet_name=code.outlet_name,
        key_hash=key_hash(key),
        bound_by_id=code.made_by_id,
        bound_at=now,
        head_hash=START,
        last_contact_at=now,
        contacts=[[0, moment, offset or 0]],
        offset_ms=offset,
        app_version=app_version[:20],
    )
    record(
        cooperative_id=code.cooperative_id,
        person=(code.made_by_id, code.made_by.name),
        act="devices.device.bound",
        facts={"name": device.name, "outlet": device.outlet_name},
        now=now,
    )
    return device
