"""Units of business begin and end."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar
from uuid import UUID

from guyub.community.cooperatives.domain.outlets import OPENABLE_UNITS, UNIT_WORDS, UnitKind
from guyub.community.cooperatives.models import BusinessUnit, Outlet
from guyub.community.cooperatives.services.changes import Done, change_once, checked_line
from guyub.foundation.identity.domain.roles import Action, Actor
from guyub.foundation.kernel.errors import DomainError

if TYPE_CHECKING:
    from datetime import date, datetime


class UnitRefusedError(DomainError):
    """A unit of business is not opened or closed; ``wrong``: ``kind name day outlet taken gone``."""

    code: ClassVar[str] = "cooperatives.unit.refused"


def open_unit(
    *,
    actor: Actor,
    place_id: int,
    kind: str,
    name: str,
    outlet_id: UUID | None,
    opened_on: date,
    today: date,
    request_id: UUID,
    now: datetime,
) -> UUID:
    """Begin a unit of business that the books keep apart. Use-case.

    Args:
        actor: Who enters it.
        place_id: Of which cooperative.
        kind: A UnitKind.
        name: What people call it; no two units of a cooperative bear one name, closed ones included.
        outlet_id: Where it works, if in an outlet.
        opened_on: The first day, not after today.
        today: The business date.
        request_id: Made once per intention.
        now: The moment, aware.

    Raises:
        UnitRefusedError: See its fact ``wrong``.
    """
    if kind not in OPENABLE_UNITS:
        raise UnitRefusedError(wrong="kind")
    called = checked_line(name, UnitRefusedError, "name", most=120, is_required=True)
    if opened_on > today:
        raise UnitRefusedError(wrong="day")

    def work() -> Done:
        if outlet_id and not Outlet.objects.filter(cooperative_id=place_id, id=outlet_id).exists():
            raise UnitRefusedError(wrong="outlet")
        if BusinessUnit.objects.filter(cooperative_id=place_id, name=called).exists():
            raise UnitRefusedError(wrong="taken")
        unit = BusinessUnit.objects.create(
            cooperative_id=place_id, kind=kind, name=called, outlet_id=outlet_id, opened_on=opened_on
        )
        return Done("cooperatives.unit.opened", {"name": called}, unit.id)

    return UUID(
        change_once(
            actor=actor,
            place_id=place_id,
            action=Action.KEEP_OUTLETS,
            request_id=request_id,
            use_case="cooperatives.open_unit",
            facts={"kind": kind, "name": name, "outlet": outlet_id, "on": opened_on},
            now=now,
            work=work,
        )
    )


def common_unit(*, cooperative_id: int, opened_on: date) -> UUID:
    """Give the unit that stands for the cooperative as a whole, made the first time. Step: needs an open transaction.

    Args:
        cooperative_id: Whose.
        opened_on: The first day of its books.
    """
    unit, _ = BusinessUnit.objects.get_or_create(
        cooperative_id=cooperative_id,
        kind=UnitKind.UMUM,
        defaults={"name": UNIT_WORDS[UnitKind.UMUM], "opened_on": opened_on},
    )
    return unit.id


def close_unit(
    *,
    actor: Actor,
    place_id: int,
    unit_id: UUID,
    closed_on: date,
    today: date,
    request_id: UUID,
    now: datetime,
) -> None:
    """End a unit of business; what it did stays in the books. Use-case.

    Args:
        actor: Who enters it.
        place_id: Of which cooperative.
        unit_id: Which.
        closed_on: The first day without it, not before it began and not after today.
        today: The business date.
        request_id: Made once per intention.
        now: The moment, aware.

    Raises:
        UnitRefusedError: The unit is ``gone`` (closed already, or not of this cooperative), or the ``day`` is outside.
    """

    def work() -> Done:
        rows = BusinessUnit.objects.filter(cooperative_id=place_id, id=unit_id, closed_on__isnull=True)
        held = rows.exclude(kind=UnitKind.UMUM).first()
        if held is None:
            raise UnitRefusedError(wrong="gone")
        if not held.opened_on <= closed_on <= today:
            raise UnitRefusedError(wrong="day")
        rows.update(closed_on=closed_on)
        return Done("cooperatives.unit.closed", {"name": held.name}, held.id)

    change_once(
        actor=actor,
        place_id=place_id,
        action=Action.KEEP_OUTLETS,
        request_id=request_id,
        use_case="cooperatives.close_unit",
        facts={"unit": unit_id, "on": closed_on},
        now=now,
        work=work,
    )
