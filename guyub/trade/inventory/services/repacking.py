"""Goods become other goods: a sack its packs. What is lost above the normal share is an expense of its own."""

from __future__ import annotations

from dataclasses import asdict
from decimal import Decimal
from functools import partial
from typing import TYPE_CHECKING
from uuid import UUID

from guyub.books.ledger.services.posting import Act
from guyub.foundation.identity.domain.roles import Action
from guyub.foundation.kernel.formats import rupiah
from guyub.foundation.kernel.ids import uuid7
from guyub.foundation.kernel.services.numbering import next_number
from guyub.foundation.parameters.selectors.values import value_of
from guyub.trade.inventory.domain.documents import (
    GoodsTyped,
    PaperRefusedError,
    PaperState,
    check_goods,
    checked_reason,
)
from guyub.trade.inventory.domain.locations import LocationKind
from guyub.trade.inventory.domain.moves import DIFFERENCES, Cause
from guyub.trade.inventory.domain.repacking import lost_of, part_of
from guyub.trade.inventory.models import Product, Repack, RepackLine
from guyub.trade.inventory.services.acts import Doing, moves_of, once, open_location, planned
from guyub.trade.inventory.services.moving import book_moves
from guyub.trade.inventory.services.plans import BatchTold, Movement, Source
from guyub.trade.inventory.services.taking_back import plan_back

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
    from datetime import date, datetime

    from guyub.foundation.identity.domain.roles import Actor
    from guyub.foundation.kernel.models import Cooperative
    from guyub.trade.inventory.domain.repacking import Lost, Part
    from guyub.trade.inventory.services.plans import Plan

SERIES, SOURCE = "inventory.repack", "inventory.repack"
NORMAL = "stok.susut_kemas"


def repack(
    *,
    actor: Actor,
    place: Cooperative,
    location_id: UUID,
    given: Sequence[GoodsTyped],
    made: Sequence[GoodsTyped],
    on: date,
    today: date,
    request_id: UUID,
    now: datetime,
    note: str = "",
    expires_on: date | None = None,
) -> UUID:
    """Make goods of other goods in one location. Use-case.

    The packs share what went in by their content. What is lost up to ``stok.susut_kemas`` they carry; what is above it
    goes to 5.3.01.

    Args:
        actor: Who moves stock.
        place: Whose.
        location_id: Where.
        given: What goes in, bags and labels too; base units.
        made: What comes out; a batch names its own.
        on: The day.
        today: The business date.
        request_id: Made once per intention.
        now: The moment, aware.
        note: A few words.
        expires_on: Of the batches that come out.

    Returns:
        The paper's id.

    Raises:
        PaperRefusedError: ``goods lines qty twice location product output unit content``; ``same``: a product goes in
            and comes out.
        StockRefusedError: Less lies there.
        EntryRefusedError: The books refuse it.

    Source: docs/regulations.md, abnormal loss.
    """
    doing = Doing(actor, place, today, request_id, now)
    check_goods(given)
    if not made:
        raise PaperRefusedError(wrong="output")
    check_goods(made)
    if {one.product_id for one in given} & {one.product_id for one in made}:
        raise PaperRefusedError(wrong="same")

    def work() -> str:
        return _repack(doing, location_id, given, made, on=on, note=note, expires_on=expires_on)

    facts = {
        "at": location_id,
        "given": [asdict(one) for one in given],
        "made": [asdict(one) for one in made],
        "on": on,
        "note": note,
        "expires": expires_on,
    }
    return UUID(once(doing, Action.MOVE_STOCK, "repack", facts, work))


def _repack(
    doing: Doing,
    location_id: UUID,
    given: Sequence[GoodsTyped],
    made: Sequence[GoodsTyped],
    *,
    on: date,
    note: str,
    expires_on: date | None,
) -> str:
    location = open_location(doing.place, location_id)
    if location.kind == LocationKind.JALAN:
        raise PaperRefusedError(wrong="location")
    normal = Decimal(value_of(NORMAL, cooperative_id=doing.place.id, on=on))
    inside, outside = _parts(doing.place, given), _parts(doing.place, made)
    lost = lost_of(inside, outside, normal=normal)
    movements = _movements(location_id, given, made, outside, lost, expires_on)
    plan = planned(doing, movements, on)
    kept = _keep(
        doing, location_id, plan, on=on, measure=outside[0].measure, lost=lost, normal=normal, note=note
    )
    facts = {
        "number": str(kept),
        "where": location.name,
        "beyond": kept.beyond_rp,
        "beyond_words": f", susut di luar wajar {rupiah(kept.beyond_rp)}" if kept.beyond_rp else "",
    }
    book_moves(
        plan=plan,
        memo=f"Kemas ulang {kept}",
        today=doing.today,
        actor=doing.actor,
        request_id=doing.request_id,
        now=doing.now,
        act=Act("inventory.repack.booked", facts, doing.now),
        source=Source(SOURCE, kept.id),
    )
    return str(kept.id)


def undo_repack(
    *,
    actor: Actor,
    place: Cooperative,
    repack_id: UUID,
    reason: str,
    today: date,
    request_id: UUID,
    now: datetime,
) -> None:
    """Take a repacking back that was written down wrongly: it never was. Use-case.

    Args:
        actor: Who moves stock.
        place: Whose.
        repack_id: Which.
        reason: At most 120 letters.
        today: The business date.
        request_id: Made once per intention.
        now: The moment, aware.

    Raises:
        PaperRefusedError: ``reason``, ``gone``.
        StockRefusedError: ``short``: packs of it have left since.
        EntryRefusedError: The books refuse it.
    """
    doing = Doing(actor, place, today, request_id, now)
    why = checked_reason(reason)

    def work() -> None:
        rows = Repack.objects.filter(cooperative_id=place.id, id=repack_id)
        held = rows.select_for_update(no_key=True).first()
        if held is None or held.state != PaperState.DIBUKUKAN:
            raise PaperRefusedError(wrong="gone")
        plan = plan_back(place=place, move_ids=moves_of(place, held.id), today=today)
        rows.update(state=PaperState.DIBATALKAN.value, why=why)
        book_moves(
            plan=plan,
            memo=f"Batal {held}",
            today=today,
            actor=actor,
            request_id=request_id,
            now=now,
            act=Act("inventory.repack.undone", {"number": str(held), "reason": why}, now),
            source=Source(SOURCE, held.id),
        )

    once(doing, Action.MOVE_STOCK, "undo_repack", {"repack": repack_id, "reason": reason}, work)


def _parts(place: Cooperative, goods: Iterable[GoodsTyped]) -> list[Part]:
    goods = list(goods)
    rows: Mapping[UUID, Product] = {
        row.id: row
        for row in Product.objects.filter(cooperative_id=place.id, id__in=[one.product_id for one in goods])
    }
    if len(rows) < len({one.product_id for one in goods}):
        raise PaperRefusedError(wrong="product", written="")
    return [
        part_of(
            qty=one.qty,
            base_unit=rows[one.product_id].base_unit,
            content=rows[one.product_id].content,
            content_unit=rows[one.product_id].content_unit,
        )
        for one in goods
    ]


def _movements(
    location_id: UUID,
    given: Sequence[GoodsTyped],
    made: Sequence[GoodsTyped],
    outside: Sequence[Part],
    lost: Lost,
    expires_on: date | None,
) -> list[Movement]:
    """Give what is used up, what is lost beyond that, then the packs."""
    flow = uuid7()
    used, spilt, packs = [], [], []
    for one, beyond in zip(given, lost.beyond, strict=True):
        batch = BatchTold(one.batch) if one.batch is not None else None
        move = partial(Movement, product_id=one.product_id, location_id=location_id, batch=batch)
        if one.qty - beyond:
            used.append(move(cause=Cause.KEMAS, qty=beyond - one.qty, flow_id=flow))
        if beyond:
            spilt.append(move(cause=Cause.RUSAK, qty=-beyond, counter=DIFFERENCES))
    for one, part in zip(made, outside, strict=True):
        packs.append(
            Movement(
                product_id=one.product_id,
                location_id=location_id,
                cause=Cause.KEMAS,
                qty=one.qty,
                flow_id=flow,
                weight=part.whole,
                batch=BatchTold(one.batch, expires_on) if one.batch is not None else None,
            )
        )
    return [*used, *spilt, *packs]


def _keep(
    doing: Doing,
    location_id: UUID,
    plan: Plan,
    *,
    on: date,
    measure: str,
    lost: Lost,
    normal: Decimal,
    note: str,
) -> Repack:
    moved: dict[tuple[UUID, bool], list[int]] = {}
    beyond_rp = 0
    for told, movement in zip(plan.told, plan.movements, strict=True):
        value_rp = abs(plan.value_of(told))
        line = moved.setdefault((movement.product_id, movement.qty > 0), [0, 0])
        line[0] += abs(movement.qty)
        line[1] += value_rp
        if movement.cause is Cause.RUSAK:
            beyond_rp += value_rp
    place_id = doing.place.id
    kept = Repack.objects.create(
        cooperative_id=place_id,
        year=doing.today.year,
        number=next_number(cooperative_id=place_id, series=SERIES, year=doing.today.year),
        location_id=location_id,
        state=PaperState.DIBUKUKAN.value,
        packed_on=on,
        measure=measure,
        given=lost.given,
        lost=lost.content,
        normal=normal,
        beyond_rp=beyond_rp,
        note=" ".join(note.split())[:120],
        made_by_id=doing.actor.person_id,
        made_at=doing.now,
    )
    RepackLine.objects.bulk_create(
        RepackLine(
            cooperative_id=place_id,
            repack=kept,
            rank=rank,
            product_id=product_id,
            is_output=is_output,
            qty=qty,
            value_rp=value_rp,
        )
        for rank, ((product_id, is_output), (qty, value_rp)) in enumerate(moved.items(), start=1)
    )
    return kept
