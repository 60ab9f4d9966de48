"""Assets bought, given and sold: the event that moves the money, and the list, in one transaction."""

from __future__ import annotations

from dataclasses import asdict
from typing import TYPE_CHECKING
from uuid import UUID

from guyub.books.assets.domain.registers import (
    CLASS_WORDS,
    AssetRefusedError,
    AssetTyped,
    Ending,
    Source,
    checked,
)
from guyub.books.assets.models import FixedAsset
from guyub.books.assets.services.ending import end_asset, undo_ending
from guyub.books.assets.services.registering import (
    acquire,
    keep_photo,
    reason_of,
    standing_asset,
    void_assets,
)
from guyub.books.ledger.services.periods import lock_books
from guyub.books.treasury.models import Event
from guyub.books.treasury.services.booking import EventTyped, book_event, take_back_event
from guyub.foundation.identity.domain.roles import Action, Actor
from guyub.foundation.identity.services.acting import act_once
from guyub.foundation.identity.services.audit import record
from guyub.foundation.kernel.ids import uuid7

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date, datetime

    from guyub.foundation.kernel.models import Cooperative

# How it came: the kind of its event, and whether money moves.
WAYS: Mapping[str, tuple[str, bool]] = {
    "TUNAI": ("aset.beli", True),
    "UTANG": ("aset.beli_utang", False),
    "HIBAH": ("aset.hibah", False),
}
SALE, FROM_ASSET, FROM_SALE = "aset.jual", "assets.asset", "assets.sale"


def buy_asset(
    *,
    actor: Actor,
    place: Cooperative,
    typed: AssetTyped,
    way: str,
    cash_place_id: UUID | None,
    who: str,
    today: date,
    request_id: UUID,
    now: datetime,
    photo: tuple[str, bytes] | None = None,
) -> UUID:
    """List a new asset with the event that brought it. Use-case.

    Args:
        actor: Who records it.
        place: Whose.
        typed: The asset; the day it came is the day of the event.
        way: TUNAI (from a drawer, a safe or a bank), UTANG (paid later) or HIBAH (given).
        cash_place_id: Where the money comes from, for TUNAI.
        who: Bought or received from.
        today: The business date.
        request_id: Made once per intention.
        now: The moment, aware.
        photo: Its picture: name and content.

    Returns:
        The asset.

    Raises:
        AssetRefusedError: See its fact ``wrong``.
        EventRefusedError: The money is not there, or its place is missing.
        EntryRefusedError: The books refuse the day.
    """
    clean = checked(typed, today=today)
    if way not in WAYS:
        raise AssetRefusedError(wrong="how")
    kind, moves = WAYS[way]

    def work() -> str:
        lock_books(place_id=place.id)
        asset_id = uuid7()
        photo_id = keep_photo(place, photo, clean.name, now) if photo else None
        booked = book_event(
            place=place,
            typed=EventTyped(
                kind=kind,
                happened_on=clean.acquired_on,
                amounts={"jumlah": clean.cost_rp},
                cash_place_id=cash_place_id if moves else None,
                choice=CLASS_WORDS[clean.asset_class],
                who=who,
                unit_id=clean.unit_id,
                note=clean.name,
                file_id=photo_id,
                source_kind=FROM_ASSET,
                source_id=asset_id,
            ),
            today=today,
            actor=actor,
            request_id=request_id,
            now=now,
        )
        row = acquire(
            place=place,
            typed=clean,
            source=Source.HIBAH if way == "HIBAH" else Source.BELI,
            entry_id=booked.posted.entry_id,
            asset_id=asset_id,
            actor=actor,
            now=now,
        )
        if photo_id:
            FixedAsset.objects.filter(cooperative_id=place.id, id=row.id).update(photo_id=photo_id)
        facts = {"asset": str(row), "amount_rp": clean.cost_rp, "number": booked.posted.name}
        record(cooperative_id=place.id, actor=actor, act="treasury.asset.bought", facts=facts, now=now)
        return str(row.id)

    facts = asdict(clean) | {"way": way, "cash": cash_place_id, "who": who}
    return UUID(
        act_once(
            actor=actor,
            action=Action.KEEP_ASSETS,
            request_id=request_id,
            use_case="treasury.buy_asset",
            facts=facts,
            now=now,
            work=work,
        )
    )


def undo_buy(
    *,
    actor: Actor,
    place: Cooperative,
    asset_id: UUID,
    reason: str,
    today: date,
    request_id: UUID,
    now: datetime,
) -> None:
    """Take a purchase or gift back, with its event, while nothing followed. Use-case.

    Raises:
        AssetRefusedError: ``reason``, ``gone``, ``listed`` (it was not bought or given here) or ``followed``.
        EventRefusedError: The money can not come back.
    """
    why = reason_of(reason)

    def work() -> None:
        lock_books(place_id=place.id)
        row = standing_asset(place, asset_id)
        if row.source not in {Source.BELI, Source.HIBAH}:
            raise AssetRefusedError(wrong="listed")
        void_assets(place=place, rows=[row], today=today)
        event = Event.objects.get(cooperative_id=place.id, entry_id=row.entry_id)
        back = take_back_event(
            place=place,
            event=event,
            reason=why,
            today=today,
            actor=actor,
            request_id=request_id,
            now=now,
        )
        facts = {"asset": str(row), "number": back.posted.name, "reason": why}
        record(cooperative_id=place.id, actor=actor, act="treasury.asset.unbought", facts=facts, now=now)

    act_once(
        actor=actor,
        action=Action.KEEP_ASSETS,
        request_id=request_id,
        use_case="treasury.undo_buy",
        facts={"asset": asset_id, "reason": why},
        now=now,
        work=work,
    )


def dispose_asset(
    *,
    actor: Actor,
    place: Cooperative,
    asset_id: UUID,
    how: str,
    on: date,
    proceeds_rp: int,
    cash_place_id: UUID | None,
    who: str,
    today: date,
    request_id: UUID,
    now: datetime,
) -> int:
    """Sell an asset, or take a broken or lost one off the books. Use-case.

    Args:
        actor: Who records it.
        place: Whose.
        asset_id: Which.
        how: DIJUAL, RUSAK or HILANG.
        on: The day it went; months before it are run already.
        proceeds_rp: What it brought, in rupiah; above zero where it was sold, else 0.
        cash_place_id: Where the money goes, where it was sold.
        who: Sold to.
        today: The business date.
        request_id: Made once per intention.
        now: The moment, aware.

    Returns:
        The gain in rupiah, below zero for a loss.

    Raises:
        AssetRefusedError: See its fact ``wrong``.
        EventRefusedError: The money's place is missing.
    """
    is_sale = how == Ending.DIJUAL
    if how not in {Ending.DIJUAL, Ending.RUSAK, Ending.HILANG}:
        raise AssetRefusedError(wrong="how")
    if is_sale != (proceeds_rp > 0):
        raise AssetRefusedError(wrong="cost")
    if on > today:
        raise AssetRefusedError(wrong="day")

    def work() -> int:
        lock_books(place_id=place.id)
        row = standing_asset(place, asset_id)
        if is_sale:
            sold = EventTyped(
                kind=SALE,
                happened_on=on,
                amounts={"jumlah": proceeds_rp},
                cash_place_id=cash_place_id,
                who=who,
                unit_id=row.unit_id,
                note=row.name,
                source_kind=FROM_SALE,
                source_id=row.id,
            )
            book_event(place=place, typed=sold, today=today, actor=actor, request_id=request_id, now=now)
        ended = end_asset(
            place=place,
            asset_id=asset_id,
            how=Ending(how),
            on=on,
            proceeds_rp=proceeds_rp,
            today=today,
            actor=actor,
            request_id=request_id,
            part=1,
        )
        facts = {"asset": str(row), "amount_rp": proceeds_rp, "gain_rp": ended.gain_rp, "how": how.lower()}
        record(cooperative_id=place.id, actor=actor, act="treasury.asset.disposed", facts=facts, now=now)
        return ended.gain_rp

    facts = {
        "asset": asset_id,
        "how": how,
        "on": on,
        "proceeds": proceeds_rp,
        "cash": cash_place_id,
        "who": who,
    }
    return int(
        act_once(
            actor=actor,
            action=Action.KEEP_ASSETS,
            request_id=request_id,
            use_case="treasury.dispose_asset",
            facts=facts,
            now=now,
            work=work,
        )
    )


def undo_disposal(
    *,
    actor: Actor,
    place: Cooperative,
    asset_id: UUID,
    reason: str,
    today: date,
    request_id: UUID,
    now: datetime,
) -> None:
    """Take a sale or scrapping back, with its event, while its month is open. Use-case.

    Raises:
        AssetRefusedError: ``reason``, ``gone`` or ``closed``.
        EventRefusedError: ``short``: the money is not there any more.
    """
    why = reason_of(reason)

    def work() -> None:
        row = undo_ending(
            place=place,
            asset_id=asset_id,
            reason=why,
            today=today,
            actor=actor,
            request_id=request_id,
            part=1,
        )
        sale = _standing_sale(place, row)
        if sale:
            take_back_event(
                place=place,
                event=sale,
                reason=why,
                today=today,
                actor=actor,
                request_id=request_id,
                now=now,
            )
        facts = {"asset": str(row), "reason": why}
        record(cooperative_id=place.id, actor=actor, act="treasury.asset.returned", facts=facts, now=now)

    act_once(
        actor=actor,
        action=Action.KEEP_ASSETS,
        request_id=request_id,
        use_case="treasury.undo_disposal",
        facts={"asset": asset_id, "reason": why},
        now=now,
        work=work,
    )


def _standing_sale(place: Cooperative, row: FixedAsset) -> Event | None:
    """Find the event of a sale that was not taken back; none where the asset was not sold."""
    mine = Event.objects.filter(cooperative_id=place.id)
    taken = mine.filter(undoes__isnull=False).values("undoes_id")
    sales = mine.filter(entry__source_kind=FROM_SALE, entry__source_id=row.id, undoes__isnull=True)
    return sales.exclude(id__in=taken).first()
