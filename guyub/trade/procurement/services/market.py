"""Buying in cash at the market: money out and goods in are one entry."""

from __future__ import annotations

from dataclasses import asdict
from typing import TYPE_CHECKING, Any
from uuid import UUID

from guyub.books.ledger.services.posting import Act
from guyub.books.treasury.selectors.places import places_of
from guyub.books.treasury.services.booking import EventTyped, book_event, take_back_event
from guyub.finance.savings.services.till import check_place
from guyub.foundation.identity.domain.roles import Action, can
from guyub.foundation.kernel.formats import rupiah
from guyub.foundation.kernel.ids import uuid7
from guyub.foundation.kernel.services.numbering import next_number
from guyub.foundation.parameters.selectors.values import value_of
from guyub.trade.inventory.domain.moves import Cause
from guyub.trade.inventory.selectors.bought import goods_of, location_unit
from guyub.trade.inventory.services.moving import keep_moves, plan_moves
from guyub.trade.inventory.services.plans import Movement, Source
from guyub.trade.inventory.services.taking_back import plan_back
from guyub.trade.procurement.domain.accounts import WITH_GOODS
from guyub.trade.procurement.domain.market import MarketRefusedError, MarketTyped, amounts_of, checked_market
from guyub.trade.procurement.domain.orders import checked_why
from guyub.trade.procurement.models import MarketLine, MarketPurchase
from guyub.trade.procurement.services.acting import (
    THRESHOLD,
    Document,
    document_facts,
    kept_document,
    once,
)

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date, datetime

    from guyub.foundation.identity.domain.roles import Actor
    from guyub.foundation.kernel.models import Cooperative

SERIES = SOURCE = "procurement.market"
BOUGHT = "barang.kulak"
FILE_KIND = "NOTA"


def buy_at_market(
    *,
    actor: Actor,
    place: Cooperative,
    typed: MarketTyped,
    today: date,
    request_id: UUID,
    now: datetime,
    document: Document | None,
) -> UUID:
    """Keep a purchase at the market: the voucher, the goods, the photo of the paper. Use-case.

    Up to what one person may spend alone; more than that is ordered.

    Args:
        actor: Who bought: whoever orders, or keeps the treasury.
        place: The own cooperative.
        typed: The purchase.
        today: The business date.
        request_id: Made once per intention; the entry bears it.
        now: The moment, aware.
        document: Name and content of the photo of the paper.

    Returns:
        The id of the purchase.

    Raises:
        MarketRefusedError: See there.
        TillRefusedError, ShiftRefusedError: The money is not the actor's to spend.
        EventRefusedError, StockRefusedError, EntryRefusedError, FileRefusedError: Nothing was kept.
    """

    def work() -> str:
        where = location_unit(cooperative_id=place.id, location_id=typed.location_id)
        if where is None:
            raise MarketRefusedError(wrong="location")
        goods = goods_of(cooperative_id=place.id, product_ids={line.product_id for line in typed.lines})
        checked_market(
            typed,
            names={id_: one.name for id_, one in goods.items() if one.is_open},
            most_rp=int(value_of(THRESHOLD, cooperative_id=place.id, on=today)),
            has_photo=document is not None,
        )
        cash_place_id = check_place(actor=actor, place=place, cash_place_id=typed.cash_place_id)
        counter = {row.id: row.account_code for row in places_of(cooperative_id=place.id)}[cash_place_id]
        row = MarketPurchase(
            id=uuid7(),
            cooperative_id=place.id,
            year=typed.bought_on.year,
            location_id=typed.location_id,
            bought_on=typed.bought_on,
            seller=typed.seller,
            total_rp=typed.total_rp,
            person_id=actor.person_id,
            recorded_at=now,
        )
        file_id = kept_document(
            cooperative_id=place.id, document=document, kind=FILE_KIND, title=f"Nota {typed.seller}", now=now
        )
        assert file_id is not None  # noqa: S101  refused above where there is none
        row.file_id = file_id
        move_ids = _book(place, row, typed, counter, cash_place_id, where[0], today, actor, request_id, now)
        row.save(force_insert=True)
        _write_lines(row, typed, move_ids)
        return str(row.id)

    facts = _facts(typed) | document_facts(document)
    return UUID(once(actor, _action(actor), "buy_at_market", facts, request_id, now, work))


def take_market_back(
    *,
    actor: Actor,
    place: Cooperative,
    purchase_id: UUID,
    why: str,
    today: date,
    request_id: UUID,
    now: datetime,
) -> None:
    """Take a purchase at the market back: the money is there again, the goods are not. Use-case.

    Raises:
        MarketRefusedError: ``why gone undone``.
        StockRefusedError: ``short``: the goods have left since.
        EventRefusedError, EntryRefusedError: The books refuse it.
    """
    reason = checked_why(why, MarketRefusedError)

    def work() -> None:
        rows = MarketPurchase.objects.select_for_update(of=("self",), no_key=True).select_related("event")
        row = rows.filter(cooperative_id=place.id, id=purchase_id).first()
        if row is None:
            raise MarketRefusedError(wrong="gone")
        if row.undone_on:
            raise MarketRefusedError(wrong="undone")
        move_ids = list(row.lines.order_by("line_no").values_list("move_id", flat=True))
        plan = plan_back(place=place, move_ids=move_ids, today=today)
        booked = take_back_event(
            place=place,
            event=row.event,
            reason=reason[:60],
            today=today,
            actor=actor,
            request_id=request_id,
            now=now,
            act=Act(
                "procurement.market.taken_back",
                {"name": row.name, "seller": row.seller, "reason": reason},
                now,
            ),
            context=WITH_GOODS,
        )
        keep_moves(
            plan=plan,
            posted=booked.posted,
            today=today,
            actor=actor,
            request_id=request_id,
            now=now,
            part=1,
            source=Source(SOURCE, row.id),
        )
        row.undone_on, row.undone_why = today, reason
        row.save(update_fields=["undone_on", "undone_why"])

    facts = {"purchase": purchase_id, "why": reason}
    once(actor, _action(actor), "take_market_back", facts, request_id, now, work)


def _action(actor: Actor) -> Action:
    buys = can(actor, Action.BUY_GOODS, actor.cooperative_id)
    return Action.BUY_GOODS if buys else Action.KEEP_TREASURY


def _book(
    place: Cooperative,
    row: MarketPurchase,
    typed: MarketTyped,
    counter: str,
    cash_place_id: UUID,
    unit_id: UUID | None,
    today: date,
    actor: Actor,
    request_id: UUID,
    now: datetime,
) -> Sequence[UUID]:
    movements = [
        Movement(
            product_id=line.product_id,
            location_id=typed.location_id,
            cause=Cause.TERIMA,
            qty=line.qty,
            value_rp=line.amount_rp,
            counter=counter,
        )
        for line in typed.lines
    ]
    plan = plan_moves(place=place, movements=movements, on=typed.bought_on, today=today)
    row.no = next_number(cooperative_id=place.id, series=SERIES, year=row.year)
    said = {"name": row.name, "seller": row.seller, "amount": rupiah(row.total_rp)}
    booked = book_event(
        place=place,
        typed=EventTyped(
            kind=BOUGHT,
            happened_on=typed.bought_on,
            amounts=amounts_of(
                [(plan.held[told.stock_id].account, plan.value_of(told)) for told in plan.told]
            ),
            cash_place_id=cash_place_id,
            who=row.seller,
            unit_id=unit_id,
            note=row.name,
            file_id=row.file_id,
            source_kind=SOURCE,
            source_id=row.id,
        ),
        today=today,
        actor=actor,
        request_id=request_id,
        now=now,
        act=Act("procurement.market.bought", said, now),
        context=WITH_GOODS,
    )
    row.event_id, row.entry_id = booked.event_id, booked.posted.entry_id
    kept = keep_moves(
        plan=plan,
        posted=booked.posted,
        today=today,
        actor=actor,
        request_id=request_id,
        now=now,
        part=1,
        source=Source(SOURCE, row.id),
    )
    return kept.move_ids


def _write_lines(row: MarketPurchase, typed: MarketTyped, move_ids: Sequence[UUID]) -> None:
    MarketLine.objects.bulk_create(
        MarketLine(
            id=uuid7(),
            cooperative_id=row.cooperative_id,
            purchase=row,
            line_no=no,
            product_id=line.product_id,
            qty=line.qty,
            amount_rp=line.amount_rp,
            move_id=move_id,
        )
        for no, (line, move_id) in enumerate(zip(typed.lines, move_ids, strict=True), 1)
    )


def _facts(typed: MarketTyped) -> dict[str, Any]:
    told = asdict(typed) | {"bought_on": typed.bought_on.isoformat()}
    told["lines"] = [{key: str(value) for key, value in asdict(line).items()} for line in typed.lines]
    return told
