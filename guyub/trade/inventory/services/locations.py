"""Places where goods lie: opened for an outlet or as a storeroom, closed when they are empty."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar
from uuid import UUID

from django.db import IntegrityError, transaction

from guyub.community.cooperatives.domain.outlets import UnitKind
from guyub.community.cooperatives.selectors.profiles import outlets_of, units_of
from guyub.foundation.identity.domain.roles import Action
from guyub.foundation.identity.services.audit import record
from guyub.foundation.kernel.errors import DomainError
from guyub.trade.inventory.domain.counting import OPEN_COUNTS
from guyub.trade.inventory.domain.locations import LocationKind
from guyub.trade.inventory.models import Location, Stock, StockCount
from guyub.trade.inventory.services.acts import Doing, once

if TYPE_CHECKING:
    from datetime import date, datetime

    from guyub.foundation.identity.domain.roles import Actor
    from guyub.foundation.kernel.models import Cooperative

LONGEST_NAME = 60
WAY = "Dalam perjalanan"
CHOSEN = (LocationKind.GERAI, LocationKind.GUDANG, LocationKind.KARANTINA)


class LocationRefusedError(DomainError):
    """A location is not opened or closed; ``wrong`` says why.

    ``name`` (none, or longer than 60 letters), ``kind``, ``outlet`` (a shop's shelves without an outlet, or none of
    this cooperative), ``unit``, ``twice`` (the name is taken), ``gone`` (none, or closed), ``full`` (something lies
    there, or is owed there), ``counted`` (a count runs there), ``way`` (what is on its way has no door).
    """

    code: ClassVar[str] = "inventory.location.refused"


def open_place(
    *,
    actor: Actor,
    place: Cooperative,
    kind: str,
    name: str,
    today: date,
    request_id: UUID,
    now: datetime,
    outlet_id: UUID | None = None,
    unit_id: UUID | None = None,
) -> UUID:
    """Open a place where goods lie. Use-case.

    Args:
        actor: Who keeps goods.
        place: Whose.
        kind: ``GERAI`` (the shelves of an outlet), ``GUDANG`` or ``KARANTINA``.
        name: At most 60 letters.
        today: The business date.
        request_id: Made once per intention.
        now: The moment, aware.
        outlet_id: Needed for a shop's shelves.
        unit_id: The unit of business whose books hold the goods; None: that of the outlet, or the cooperative's.

    Returns:
        The location's id.

    Raises:
        LocationRefusedError: ``name kind outlet unit twice``.
    """
    doing = Doing(actor, place, today, request_id, now)
    named = " ".join(name.split())
    if not named or len(named) > LONGEST_NAME:
        raise LocationRefusedError(wrong="name")
    if kind not in {one.value for one in CHOSEN}:
        raise LocationRefusedError(wrong="kind")

    def work() -> str:
        outlets = {row.outlet_id for row in outlets_of(cooperative_id=place.id)}
        if (outlet_id is not None or kind == LocationKind.GERAI) and outlet_id not in outlets:
            raise LocationRefusedError(wrong="outlet")
        units = [one for one in units_of(cooperative_id=place.id) if one.closed_on is None]
        if unit_id is not None and unit_id not in {one.id for one in units}:
            raise LocationRefusedError(wrong="unit")
        goods = [one for one in units if one.kind != UnitKind.SIMPAN_PINJAM]  # lends, and holds no goods
        own = next((one.id for one in goods if outlet_id and one.outlet_id == outlet_id), None)
        if Location.objects.filter(cooperative_id=place.id, name=named).exists():
            raise LocationRefusedError(wrong="twice")
        made = Location.objects.create(
            cooperative_id=place.id,
            kind=kind,
            name=named,
            outlet_id=outlet_id,
            unit_id=unit_id or own,
            opened_on=today,
        )
        record(
            cooperative_id=place.id,
            actor=actor,
            act="inventory.location.opened",
            facts={"name": named},
            now=now,
        )
        return str(made.id)

    facts = {"kind": kind, "name": named, "outlet": outlet_id, "unit": unit_id}
    return UUID(once(doing, Action.KEEP_GOODS, "open_place", facts, work))


def close_place(
    *, actor: Actor, place: Cooperative, location_id: UUID, today: date, request_id: UUID, now: datetime
) -> None:
    """Close a place that is empty. Use-case.

    Raises:
        LocationRefusedError: ``gone way full counted``.
    """
    doing = Doing(actor, place, today, request_id, now)

    def work() -> None:
        rows = Location.objects.filter(cooperative_id=place.id, closed_on__isnull=True)
        found = rows.select_for_update().filter(id=location_id).first()
        if found is None:
            raise LocationRefusedError(wrong="gone")
        if found.kind == LocationKind.JALAN:
            raise LocationRefusedError(wrong="way")
        stocks = Stock.objects.filter(cooperative_id=place.id, location=found).select_for_update()
        if any(stock.qty or stock.value_rp for stock in stocks.order_by("id")):
            raise LocationRefusedError(wrong="full")
        counts = StockCount.objects.filter(cooperative_id=place.id, location=found, state__in=OPEN_COUNTS)
        if counts.exists():
            raise LocationRefusedError(wrong="counted")
        Location.objects.filter(cooperative_id=place.id, id=found.id).update(closed_on=today)
        facts = {"name": found.name}
        record(cooperative_id=place.id, actor=actor, act="inventory.location.closed", facts=facts, now=now)

    once(doing, Action.KEEP_GOODS, "close_place", {"location": location_id}, work)


def on_its_way(*, place: Cooperative, today: date) -> Location:
    """Give the place of what was sent and has not arrived, made at the first need. Step.

    Args:
        place: Whose.
        today: The business date.
    """
    rows = Location.objects.filter(cooperative_id=place.id, kind=LocationKind.JALAN.value)
    found = rows.first()
    if found is None:
        names = Location.objects.filter(cooperative_id=place.id, name=WAY)
        name = WAY if not names.exists() else f"{WAY} (Guyub)"
        try:
            with transaction.atomic():
                found = Location.objects.create(
                    cooperative_id=place.id, kind=LocationKind.JALAN.value, name=name, opened_on=today
                )
        except IntegrityError:  # another made it meanwhile
            found = rows.get()
    return found
