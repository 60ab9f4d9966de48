"""Counting what lies in a location: begun, counted blind by two, line by line, called off.

Sales go on meanwhile. Each line keeps what the books held at the moment it was counted, read under the lock of its
stock, so that what is sold afterwards is no difference.
"""

from __future__ import annotations

from typing import TYPE_CHECKING
from uuid import UUID

from django.db.models import Max

from guyub.foundation.approvals.services.requests import drop
from guyub.foundation.identity.domain.roles import Action
from guyub.foundation.identity.services.audit import record
from guyub.foundation.kernel.services.numbering import next_number
from guyub.trade.inventory.domain.catalogue import CATEGORY_OF
from guyub.trade.inventory.domain.counting import (
    MOST_COUNTED,
    OPEN_COUNTS,
    CountRefusedError,
    CountScope,
    CountState,
    Tally,
    turn_of,
)
from guyub.trade.inventory.domain.documents import LONGEST_REASON
from guyub.trade.inventory.domain.locations import LocationKind
from guyub.trade.inventory.models import (
    Location,
    Product,
    Stock,
    StockCount,
    StockCountLine,
    StockMove,
    StockTally,
)
from guyub.trade.inventory.selectors.count_facts import lines_counted
from guyub.trade.inventory.services.acts import Doing, once

if TYPE_CHECKING:
    from collections.abc import Collection
    from datetime import date, datetime

    from django.db.models import QuerySet

    from guyub.foundation.identity.domain.roles import Actor
    from guyub.foundation.kernel.models import Cooperative

SERIES = "inventory.stock_count"


def begin_count(
    *,
    actor: Actor,
    place: Cooperative,
    location_id: UUID,
    scope: str,
    today: date,
    request_id: UUID,
    now: datetime,
    category: str = "",
    product_ids: Collection[UUID] = (),
) -> UUID:
    """Begin to count a location. Use-case.

    What was ever kept there and is not closed is on the list; further products are added as they are found.

    Args:
        actor: Who counts stock.
        place: Whose.
        location_id: Where.
        scope: Of ``CountScope``.
        today: The business date.
        request_id: Made once per intention.
        now: The moment, aware.
        category: Of a category.
        product_ids: Of chosen products.

    Returns:
        The count's id.

    Raises:
        CountRefusedError: ``scope location running empty many``.
    """
    doing = Doing(actor, place, today, request_id, now)
    is_named = {CountScope.KATEGORI: category in CATEGORY_OF, CountScope.PILIHAN: bool(product_ids)}
    if scope not in set(CountScope) or not is_named.get(CountScope(scope), True):
        raise CountRefusedError(wrong="scope")
    of = category if scope == CountScope.KATEGORI else ""

    def work() -> str:
        return _begin(doing, location_id, scope, of, product_ids)

    facts = {
        "at": location_id,
        "scope": scope,
        "category": category,
        "products": sorted(str(id_) for id_ in product_ids),
    }
    return UUID(once(doing, Action.COUNT_STOCK, "begin_count", facts, work))


def _begin(doing: Doing, location_id: UUID, scope: str, category: str, product_ids: Collection[UUID]) -> str:
    locations = Location.objects.filter(cooperative_id=doing.place.id, closed_on__isnull=True)
    location = locations.exclude(kind=LocationKind.JALAN).select_for_update().filter(id=location_id).first()
    if location is None:
        raise CountRefusedError(wrong="location")
    running = StockCount.objects.filter(
        cooperative_id=doing.place.id, location=location, state__in=OPEN_COUNTS
    )
    if running.exists():
        raise CountRefusedError(wrong="running")
    products = list(_products(doing.place, location, scope, category, product_ids)[: MOST_COUNTED + 1])
    if not products:
        raise CountRefusedError(wrong="empty")
    if len(products) > MOST_COUNTED:
        raise CountRefusedError(wrong="many")
    begun = StockCount.objects.create(
        cooperative_id=doing.place.id,
        year=doing.today.year,
        number=next_number(cooperative_id=doing.place.id, series=SERIES, year=doing.today.year),
        location=location,
        scope=scope,
        category=category,
        state=CountState.DIHITUNG.value,
        begun_on=doing.today,
        begun_by_id=doing.actor.person_id,
        begun_at=doing.now,
    )
    StockCountLine.objects.bulk_create(
        StockCountLine(cooperative_id=doing.place.id, count=begun, rank=rank, product_id=product_id)
        for rank, product_id in enumerate(products, start=1)
    )
    facts = {"number": str(begun), "where": location.name, "lines": len(products)}
    record(
        cooperative_id=doing.place.id,
        actor=doing.actor,
        act="inventory.count.begun",
        facts=facts,
        now=doing.now,
    )
    return str(begun.id)


def add_to_count(
    *,
    actor: Actor,
    place: Cooperative,
    count_id: UUID,
    product_id: UUID,
    today: date,
    request_id: UUID,
    now: datetime,
) -> UUID:
    """Put a product on the list that was found there and stood not on it. Use-case.

    Returns:
        The line's id.

    Raises:
        CountRefusedError: ``gone state product there many``.
    """
    doing = Doing(actor, place, today, request_id, now)

    def work() -> str:
        count = held_count(place, count_id, CountState.DIHITUNG)
        products = Product.objects.filter(cooperative_id=place.id, closed_on__isnull=True, id=product_id)
        if not products.exists():
            raise CountRefusedError(wrong="product")
        lines = StockCountLine.objects.filter(cooperative_id=place.id, count=count)
        if lines.filter(product_id=product_id).exists():
            raise CountRefusedError(wrong="there")
        last = lines.aggregate(last=Max("rank"))["last"] or 0
        if last >= MOST_COUNTED:
            raise CountRefusedError(wrong="many")
        made = StockCountLine.objects.create(
            cooperative_id=place.id, count=count, rank=last + 1, product_id=product_id
        )
        return str(made.id)

    facts = {"count": count_id, "product": product_id}
    return UUID(once(doing, Action.COUNT_STOCK, "add_to_count", facts, work))


def tally(
    *,
    actor: Actor,
    place: Cooperative,
    count_id: UUID,
    line_id: UUID,
    qty: int,
    written: str,
    today: date,
    request_id: UUID,
    now: datetime,
) -> int:
    """Keep what one person counted of one product, with what the books held at that moment. Use-case.

    The first two who count a product are its two; each may count it again until both are compared. Afterwards a third
    counts where they differ, and decides.

    Args:
        actor: Who counts.
        place: Whose.
        count_id: Which count.
        line_id: Which product of it.
        qty: Base units, zero or more.
        written: As it was typed.
        today: The business date.
        request_id: Made once per intention.
        now: The moment, aware.

    Returns:
        Which count of the product it is: 1, 2 or 3.

    Raises:
        CountRefusedError: ``gone state product full own agreed``.
    """
    doing = Doing(actor, place, today, request_id, now)
    if qty < 0:
        raise CountRefusedError(wrong="product")

    def work() -> int:
        count = held_count(place, count_id, CountState.DIHITUNG, CountState.DIBANDINGKAN)
        line = StockCountLine.objects.filter(cooperative_id=place.id, count=count, id=line_id).first()
        if line is None:
            raise CountRefusedError(wrong="product")
        turn = _turn(doing, count, line)
        book_qty, seq = _held_then(place, count, line)
        kept = StockTally.objects.filter(cooperative_id=place.id, line=line, turn=turn)
        if turn == 3:
            kept.exclude(counted_by_id=actor.person_id).delete()
        fields = {
            "qty": qty,
            "written": " ".join(written.split())[:80],
            "counted_on": today,
            "counted_at": now,
            "book_qty": book_qty,
            "seq": seq,
        }
        if not kept.update(**fields):
            StockTally.objects.create(
                cooperative_id=place.id, line=line, turn=turn, counted_by_id=actor.person_id, **fields
            )
        return turn

    facts = {"count": count_id, "line": line_id, "qty": qty}
    return int(once(doing, Action.COUNT_STOCK, "tally", facts, work))


def call_off_count(
    *,
    actor: Actor,
    place: Cooperative,
    count_id: UUID,
    reason: str,
    today: date,
    request_id: UUID,
    now: datetime,
) -> None:
    """Call a count off; nothing of it reaches the books. Use-case.

    Args:
        actor: Who counts stock.
        place: Whose.
        count_id: Which.
        reason: At most 120 letters.
        today: The business date.
        request_id: Made once per intention.
        now: The moment, aware.

    Raises:
        CountRefusedError: ``reason gone state``.
    """
    doing = Doing(actor, place, today, request_id, now)
    why = count_reason(reason)

    def work() -> None:
        count = held_count(place, count_id, *OPEN_COUNTS)
        StockCount.objects.filter(cooperative_id=place.id, id=count.id).update(
            state=CountState.BATAL.value, ended_on=today, ended_by_id=actor.person_id, reason=why
        )
        if count.approval_id:
            drop(actor=actor, approval_id=count.approval_id, now=now)
        facts = {"number": str(count), "reason": why}
        record(cooperative_id=place.id, actor=actor, act="inventory.count.called_off", facts=facts, now=now)

    once(doing, Action.COUNT_STOCK, "call_off_count", {"count": count_id, "reason": reason}, work)


def held_count(place: Cooperative, count_id: UUID, *states: CountState) -> StockCount:
    """Lock a count in one of some states. Step.

    Raises:
        CountRefusedError: ``gone``, ``state``.
    """
    rows = StockCount.objects.filter(cooperative_id=place.id, id=count_id)
    found = rows.select_for_update(no_key=True, of=("self",)).select_related("location").first()
    if found is None:
        raise CountRefusedError(wrong="gone")
    if found.state not in states:
        raise CountRefusedError(wrong="state")
    return found


def count_reason(reason: str) -> str:
    """Take spare spaces from a reason.

    Raises:
        CountRefusedError: ``reason``: none, or longer than 120 letters.
    """
    why = " ".join(reason.split())
    if not why or len(why) > LONGEST_REASON:
        raise CountRefusedError(wrong="reason")
    return why


def _products(
    place: Cooperative, location: Location, scope: str, category: str, product_ids: Collection[UUID]
) -> QuerySet[Product, UUID]:
    rows = Product.objects.filter(cooperative_id=place.id, closed_on__isnull=True, is_consigned=False)
    if scope == CountScope.PILIHAN:
        rows = rows.filter(id__in=product_ids)
    else:
        there = Stock.objects.filter(cooperative_id=place.id, location=location)
        rows = rows.filter(id__in=there.values("product_id"))
    if category:
        rows = rows.filter(category=category)
    return rows.order_by("category", "name", "id").values_list("id", flat=True)


def _turn(doing: Doing, count: StockCount, line: StockCountLine) -> int:
    rows = StockTally.objects.filter(cooperative_id=doing.place.id, line=line).order_by("turn")
    tallies = [
        Tally(one.turn, one.counted_by_id, one.qty, one.book_qty, one.seq, one.counted_on) for one in rows
    ]
    state, is_settled = CountState(count.state), False
    if state is CountState.DIBANDINGKAN and len(tallies) < 3:
        lines = lines_counted(cooperative_id=doing.place.id, location_id=count.location_id, count_id=count.id)
        is_settled = next(one for one in lines if one.line_id == line.id).difference is not None
    return turn_of(tallies, doing.actor.person_id, state=state, is_settled=is_settled)


def _held_then(place: Cooperative, count: StockCount, line: StockCountLine) -> tuple[int, int]:
    """Tell what the books hold of a product now, and its last move: under the lock under which it moves."""
    rows = Stock.objects.filter(
        cooperative_id=place.id, location_id=count.location_id, product_id=line.product_id
    )
    stock = rows.select_for_update(no_key=True).first()
    if stock is None:
        return 0, _last_seq(place)
    moves = StockMove.objects.filter(cooperative_id=place.id, stock=stock)
    return stock.qty, moves.aggregate(last=Max("seq"))["last"] or 0


def _last_seq(place: Cooperative) -> int:
    return StockMove.objects.filter(cooperative_id=place.id).aggregate(last=Max("seq"))["last"] or 0
