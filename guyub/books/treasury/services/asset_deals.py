"""Assets bought, given and sold: the event that moves the money, and the list, in one transaction."""

from __future__ import annotations

from dataclasses import asdict, dataclass
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

    from guyub.books.assets.models import FixedAsset
    from guyub.foundation.kernel.models import Cooperative

# How it came: the kind of its event, and whether money moves.
WAYS: Mapping[str, tuple[str, bool]] = {
    "TUNAI": ("aset.beli", True),
    "UTANG": ("aset.beli_utang", False),
    "HIBAH": ("aset.hibah", False),
}
GONE = frozenset({Ending.DIJUAL, Ending.RUSAK, Ending.HILANG})
SALE, FROM_ASSET, FROM_SALE = "aset.jual", "assets.asset", "assets.sale"


@dataclass(frozen=True, slots=True, kw_only=True)
class Deal:
    """How an asset came.

    Args:
        way: TUNAI (from a drawer, a safe or a bank), UTANG (paid later) or HIBAH (given).
        cash_place_id: Where the money comes from, for TUNAI.
        who: Bought or received from.
    """

    way: str
    cash_place_id: UUID | None = None
    who: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Disposal:
    """How an asset went.

    Args:
        how: DIJUAL, RUSAK or HILANG.
        on: The day; months before it are run already.
        proceeds_rp: What it brought, in rupiah; above zero where it was sold, else 0.
        cash_place_id: Where the money goes, where it was sold.
        who: Sold to.
    """

    how: str
    on: date
    proceeds_rp: int = 0
    cash_place_id: UUID | None = None
    who: str = ""

    def check(self, *, today: date) -> None:
        """Check it.

        Raises:
            AssetRefusedError: ``how``, ``cost`` (a price where nothing was sold, or none where it was) or ``day``.
        """
        if self.how not in GONE:
            raise AssetRefusedError(wrong="how")
        if (self.how == Ending.DIJUAL) != (self.proceeds_rp > 0):
            raise AssetRefusedError(wrong="cost")
        if self.on > today:
            raise AssetRefusedError(wrong="day")


def buy_asset(
    *,
    actor: Actor,
    place: Cooperative,
    typed: AssetTyped,
    deal: Deal,
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
        deal: How it came.
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
    if deal.way not in WAYS:
        raise AssetRefusedError(wrong="how")

    def work() -> str:
        lock_books(place_id=place.id)
        asset_id = uuid7()
        photo_id = keep_photo(place, photo, clean.name, now) if photo else None
        event = _bought(clean, deal, asset_id=asset_id, photo_id=photo_id)
        booked = book_event(
            place=place, typed=event, today=today, actor=actor, request_id=request_id, now=now
        )
        row = acquire(
            place=place,
            typed=clean,
            source=Source.HIBAH if deal.way == "HIBAH" else Source.BELI,
            entry_id=booked.posted.entry_id,
            asset_id=asset_id,
            photo_id=photo_id,
            actor=actor,
            now=now,
        )
        facts = {"asset": str(row), "amount_rp": clean.cost_rp, "number": booked.posted.name}
        record(cooperative_id=place.id, actor=actor, act="treasury.asset.bought", facts=facts, now=now)
        return str(row.id)

    return UUID(
        act_once(
            actor=actor,
            action=Action.KEEP_ASSETS,
            request_id=request_id,
            use_case="treasury.buy_asset",
            facts=asdict(clean) | asdict(deal),
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
    disposal: Disposal,
    today: date,
    request_id: UUID,
    now: datetime,
) -> int:
    """Sell an asset, or take a broken or lost one off the books. Use-case.

    Args:
        actor: Who records it.
        place: Whose.
        asset_id: Which.
        disposal: How it went.
        today: The business date.
        request_id: Made once per intention.
        now: The moment, aware.

    Returns:
        The gain in rupiah, below zero for a loss.

    Raises:
        AssetRefusedError: See its fact ``wrong``.
        EventRefusedError: The money's place is missing.
    """
    disposal.check(today=today)

    def work() -> int:
        lock_books(place_id=place.id)
        row = standing_asset(place, asset_id)
        if disposal.proceeds_rp:
            sold = _sold(row, disposal)
            book_event(place=place, typed=sold, today=today, actor=actor, request_id=request_id, now=now)
        ended = end_asset(
            place=place,
            asset_id=asset_id,
            how=Ending(disposal.how),
            on=disposal.on,
            proceeds_rp=disposal.proceeds_rp,
            today=today,
            actor=actor,
            request_id=request_id,
            part=1,
        )
        facts = {"asset": str(row), "amount_rp": disposal.proceeds_rp, "how": disposal.how.lower()}
        record(cooperative_id=place.id, actor=actor, act="treasury.asset.disposed", facts=facts, now=now)
        return ended.gain_rp

    return int(
        act_once(
            actor=actor,
            action=Action.KEEP_ASSETS,
            request_id=request_id,
            use_case="treasury.dispose_asset",
            facts=asdict(disposal) | {"asset": asset_id},
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


def _bought(clean: AssetTyped, deal: Deal, *, asset_id: UUID, photo_id: UUID | None) -> EventTyped:
    kind, moves = WAYS[deal.way]
    return EventTyped(
        kind=kind,
        happened_on=clean.acquired_on,
        amounts={"jumlah": clean.cost_rp},
        cash_place_id=deal.cash_place_id if moves else None,
        choice=CLASS_WORDS[clean.asset_class],
        who=deal.who,
        unit_id=clean.unit_id,
        note=clean.name,
        file_id=photo_id,
        source_kind=FROM_ASSET,
        source_id=asset_id,
    )


def _sold(row: FixedAsset, disposal: Disposal) -> EventTyped:
    return EventTyped(
        kind=SALE,
        happened_on=disposal.on,
        amounts={"jumlah": disposal.proceeds_rp},
        cash_place_id=disposal.cash_place_id,
        who=disposal.who,
        unit_id=row.unit_id,
        note=row.name,
        source_kind=FROM_SALE,
        source_id=row.id,
    )


def _standing_sale(place: Cooperative, row: FixedAsset) -> Event | None:
    """Find the event of a sale that was not taken back; none where the asset was not sold."""
    mine = Event.objects.filter(cooperative_id=place.id)
    taken = mine.filter(undoes__isnull=False).values("undoes_id")
    sales = mine.filter(entry__source_kind=FROM_SALE, entry__source_id=row.id, undoes__isnull=True)
    return sales.exclude(id__in=taken).first()
