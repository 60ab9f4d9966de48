"""Tags that were printed: what hangs at the shelves is remembered, so that what changed since is known."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar
from uuid import UUID

from guyub.community.cooperatives.selectors.profiles import outlets_of
from guyub.foundation.identity.services.audit import record
from guyub.foundation.kernel.errors import DomainError
from guyub.trade.inventory.models import PrintedTag
from guyub.trade.inventory.selectors.tags import shelf_tags
from guyub.trade.inventory.services.keeping import keep_once

if TYPE_CHECKING:
    from collections.abc import Collection
    from datetime import date, datetime

    from guyub.foundation.identity.domain.roles import Actor
    from guyub.foundation.kernel.models import Cooperative
    from guyub.trade.inventory.selectors.tags import ShelfTag

MOST_TAGS = 480  # twenty sheets
PRINTED, TAKEN_DOWN = "inventory.tags.printed", "inventory.tags.down"


class TagRefusedError(DomainError):
    """Tags are not printed or taken down; ``wrong`` says why.

    ``nothing`` (none chosen), ``many``, ``outlet`` (none here), ``gone`` (one of them has no price any more, or none
    hangs), ``barred`` (a price is above a rule; facts ``product``, ``said``).
    """

    code: ClassVar[str] = "inventory.tag.refused"


def print_tags(
    *,
    actor: Actor,
    place: Cooperative,
    unit_ids: Collection[UUID],
    outlet_id: UUID | None,
    today: date,
    request_id: UUID,
    now: datetime,
) -> UUID:
    """Print the tags of some units as they should read today, and remember what they say. Use-case.

    Args:
        actor: Who keeps the goods.
        place: The own cooperative.
        unit_ids: 1 to 480 units with a price for everybody.
        outlet_id: For which outlet; None: for all of them.
        today: The business date.
        request_id: Made once per intention.
        now: The moment, aware.

    Returns:
        The id of the sheet (``selectors.tags.sheet_of``).

    Raises:
        TagRefusedError: ``nothing many outlet gone barred``.
    """
    wanted = _wanted(unit_ids)

    def work() -> str:
        _refuse_outlet(place.id, outlet_id)
        tags = {one.unit_id: one for one in shelf_tags(place=place, on=today, outlet_id=outlet_id)}
        chosen = [tags[id_] for id_ in wanted if id_ in tags and not tags[id_].is_gone]
        if len(chosen) < len(wanted):
            raise TagRefusedError(wrong="gone")
        barred = next((one for one in chosen if one.barred), None)
        if barred:
            raise TagRefusedError(wrong="barred", product=barred.tag.name, said=barred.barred)
        chosen.sort(key=lambda one: (one.tag.name, one.tag.price))
        PrintedTag.objects.bulk_create(
            _row(place, actor, one, outlet_id, sheet=request_id, now=now) for one in chosen
        )
        record(cooperative_id=place.id, actor=actor, act=PRINTED, facts={"count": len(chosen)}, now=now)
        return str(request_id)

    facts = {"units": wanted, "outlet": outlet_id}
    done: str = keep_once(
        actor=actor, use_case="print_tags", facts=facts, request_id=request_id, now=now, work=work
    )
    return UUID(done)


def take_down_tags(
    *,
    actor: Actor,
    place: Cooperative,
    unit_ids: Collection[UUID],
    outlet_id: UUID | None,
    today: date,
    request_id: UUID,
    now: datetime,
) -> None:
    """Note that tags of what is sold no longer were taken off the shelves. Use-case.

    Raises:
        TagRefusedError: ``nothing many gone``: one of them does not hang, or is sold.
    """
    wanted = _wanted(unit_ids)

    def work() -> None:
        tags = {one.unit_id: one for one in shelf_tags(place=place, on=today, outlet_id=outlet_id)}
        chosen = [tags[id_] for id_ in wanted if id_ in tags and tags[id_].is_gone]
        if len(chosen) < len(wanted):
            raise TagRefusedError(wrong="gone")
        PrintedTag.objects.bulk_create(
            _row(place, actor, one, outlet_id, sheet=request_id, now=now, is_down=True) for one in chosen
        )
        record(cooperative_id=place.id, actor=actor, act=TAKEN_DOWN, facts={"count": len(chosen)}, now=now)

    facts = {"units": wanted, "outlet": outlet_id}
    keep_once(actor=actor, use_case="take_down_tags", facts=facts, request_id=request_id, now=now, work=work)


def _wanted(unit_ids: Collection[UUID]) -> list[UUID]:
    wanted = sorted(set(unit_ids))
    if not wanted:
        raise TagRefusedError(wrong="nothing")
    if len(wanted) > MOST_TAGS:
        raise TagRefusedError(wrong="many", most=MOST_TAGS)
    return wanted


def _refuse_outlet(cooperative_id: int, outlet_id: UUID | None) -> None:
    if outlet_id and outlet_id not in {row.outlet_id for row in outlets_of(cooperative_id=cooperative_id)}:
        raise TagRefusedError(wrong="outlet")


def _row(
    place: Cooperative,
    actor: Actor,
    one: ShelfTag,
    outlet_id: UUID | None,
    *,
    sheet: UUID,
    now: datetime,
    is_down: bool = False,
) -> PrintedTag:
    return PrintedTag(
        cooperative_id=place.id,
        product_id=one.product_id,
        unit_id=one.unit_id,
        outlet_id=outlet_id,
        name=one.tag.name,
        price=one.tag.price,
        comparison=one.tag.comparison,
        rule=one.tag.rule,
        hotline=one.tag.hotline,
        sheet=sheet,
        is_down=is_down,
        person_id=actor.person_id,
        printed_at=now,
    )
