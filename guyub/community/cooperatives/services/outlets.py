"""Outlets: kept, opened, closed."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING, ClassVar
from uuid import UUID

from guyub.community.cooperatives.domain.outlets import (
    STATUS_WORDS,
    Internet,
    Missing,
    OutletKind,
    OutletStatus,
    Ownership,
    Standing,
    lacks,
    may_open,
)
from guyub.community.cooperatives.models import Outlet
from guyub.community.cooperatives.selectors.papers import permitted_outlets
from guyub.community.cooperatives.services.changes import Done, change_once, checked_line
from guyub.foundation.identity.domain.roles import Action, Actor
from guyub.foundation.kernel.errors import DomainError

if TYPE_CHECKING:
    from datetime import date, datetime

LARGEST_NUMBER = 1_000_000  # square metres and volt-ampere


class OutletRefusedError(DomainError):
    """An outlet is not kept or does not change its state; ``wrong`` says why.

    ``kind ownership internet name address hours number gone taken`` on keeping it, ``status day same`` on changing its
    state, ``place permit`` where it may not be open.
    """

    code: ClassVar[str] = "cooperatives.outlet.refused"


@dataclass(frozen=True)
class OutletTyped:
    """An outlet as typed: land in square metres, electricity in VA (0: none, None: not known)."""

    kind: str
    name: str
    ownership: str
    internet: str
    address: str = ""
    land_m2: int | None = None
    electricity_va: int | None = None
    has_water: bool | None = None
    opening_hours: str = ""


def keep_outlet(
    *,
    actor: Actor,
    place_id: int,
    typed: OutletTyped,
    today: date,
    request_id: UUID,
    now: datetime,
    outlet_id: UUID | None = None,
) -> UUID:
    """Keep a new outlet, or change what is known of one. Use-case.

    Checks run in the order of the facts that OutletRefusedError lists; an outlet that is open must still be allowed to.

    Args:
        actor: Who enters it.
        place_id: Whose outlet.
        typed: Everything that is known, also what stays.
        today: The business date.
        request_id: Made once per intention.
        now: The moment, aware.
        outlet_id: Which one is changed; None makes a new one, which is not ready yet.

    Raises:
        OutletRefusedError: See its fact ``wrong``.
    """
    fields = _checked(typed)

    def work() -> Done:
        outlets = Outlet.objects.filter(cooperative_id=place_id)
        held = outlets.filter(id=outlet_id).first() if outlet_id else None
        if outlet_id and held is None:
            raise OutletRefusedError(wrong="gone")
        namesake = outlets.filter(name=fields["name"]).first()
        if namesake and namesake != held:
            raise OutletRefusedError(wrong="taken")
        if held is None:
            kept = Outlet.objects.create(
                cooperative_id=place_id, status=OutletStatus.BELUM.value, changed_at=now, **fields
            )
            return Done("cooperatives.outlet.kept", {"name": kept.name}, kept.id)
        if held.status == OutletStatus.OPERASIONAL.value:
            _refuse_closed(place_id, held.id, typed, today=today)
        outlets.filter(id=held.id).update(changed_at=now, **fields)
        return Done("cooperatives.outlet.changed", {"name": fields["name"]}, held.id)

    return UUID(
        change_once(
            actor=actor,
            place_id=place_id,
            action=Action.KEEP_OUTLETS,
            request_id=request_id,
            use_case="cooperatives.keep_outlet",
            facts=vars(typed) | {"outlet": outlet_id},
            now=now,
            work=work,
        )
    )


def change_status(
    *,
    actor: Actor,
    place_id: int,
    outlet_id: UUID,
    status: str,
    on: date,
    today: date,
    request_id: UUID,
    now: datetime,
) -> None:
    """Say how far an outlet is; a clinic and a pharmacy open only with a business permit that holds. Use-case.

    Args:
        actor: Who says it.
        place_id: Whose outlet.
        outlet_id: Which.
        status: An OutletStatus.
        on: Since which day, not after today; kept as the first day where the outlet opens.
        today: The business date.
        request_id: Made once per intention.
        now: The moment, aware.

    Raises:
        OutletRefusedError: See its fact ``wrong``.

    Source: Inpres 9/2025 (seven kinds), health permits of clinic and pharmacy; docs/regulations.md.
    """
    if status not in set(OutletStatus):
        raise OutletRefusedError(wrong="status")
    if on > today:
        raise OutletRefusedError(wrong="day")

    def work() -> Done:
        rows = Outlet.objects.filter(cooperative_id=place_id, id=outlet_id)
        held = rows.first()
        if held is None:
            raise OutletRefusedError(wrong="gone")
        if held.status == status:
            raise OutletRefusedError(wrong="same", status=STATUS_WORDS[status])
        opened_on = {OutletStatus.OPERASIONAL: on, OutletStatus.TUTUP: held.opened_on}
        if status == OutletStatus.OPERASIONAL:
            _refuse_closed(place_id, held.id, held, today=today)
        rows.update(status=status, opened_on=opened_on.get(OutletStatus(status)), changed_at=now)
        said = {"name": held.name, "status": STATUS_WORDS[status].lower()}
        return Done("cooperatives.outlet.status_changed", said, held.id)

    change_once(
        actor=actor,
        place_id=place_id,
        action=Action.KEEP_OUTLETS,
        request_id=request_id,
        use_case="cooperatives.change_status",
        facts={"outlet": outlet_id, "status": status, "on": on},
        now=now,
        work=work,
    )


def _checked(typed: OutletTyped) -> dict[str, object]:
    for field, known in (("kind", OutletKind), ("ownership", Ownership), ("internet", Internet)):
        if getattr(typed, field) not in set(known):
            raise OutletRefusedError(wrong=field)
    name = checked_line(typed.name, OutletRefusedError, "name", most=120, is_required=True)
    address = checked_line(typed.address, OutletRefusedError, "address", most=200)
    hours = checked_line(typed.opening_hours, OutletRefusedError, "hours", most=120)
    for number in (typed.land_m2, typed.electricity_va):
        if number is not None and not 0 <= number <= LARGEST_NUMBER:
            raise OutletRefusedError(wrong="number")
    return asdict(typed) | {"name": name, "address": address, "opening_hours": hours}


def _refuse_closed(place_id: int, outlet_id: UUID, known: Outlet | OutletTyped, *, today: date) -> None:
    """Refuse an outlet that may not be open."""
    standing = Standing(
        kind=OutletKind(known.kind),
        ownership=Ownership(known.ownership),
        electricity_va=known.electricity_va,
        internet=Internet(known.internet),
        has_permit=outlet_id in permitted_outlets(cooperative_id=place_id, today=today),
    )
    if not may_open(standing):
        raise OutletRefusedError(wrong="place" if Missing.PLACE in lacks(standing) else "permit")
