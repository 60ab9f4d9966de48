"""Goods come: taken in at the price of the order until their bill says otherwise, and taken off the list again."""

from __future__ import annotations

import json
from dataclasses import fields
from typing import TYPE_CHECKING, Any
from uuid import UUID

from guyub.books.ledger.services.posting import Act
from guyub.foundation.identity.domain.roles import Action
from guyub.foundation.kernel.formats import rupiah
from guyub.foundation.kernel.ids import uuid7
from guyub.foundation.kernel.services.numbering import next_number
from guyub.foundation.kernel.tenancy.postgresql.calls import called, listed
from guyub.trade.inventory.domain.moves import Cause
from guyub.trade.inventory.services.moving import book_moves, plan_moves
from guyub.trade.inventory.services.plans import BatchTold, Movement, Source
from guyub.trade.inventory.services.taking_back import plan_back
from guyub.trade.procurement.domain.accounts import UNBILLED, WITH_GOODS
from guyub.trade.procurement.domain.orders import RUNNING, OrderState, checked_why
from guyub.trade.procurement.domain.receipts import (
    ReceiptLineTyped,
    ReceiptRefusedError,
    ReceiptTyped,
    Wanted,
    checked_receipt,
)
from guyub.trade.procurement.models import GoodsReceipt, PurchaseLine, ReceiptLine
from guyub.trade.procurement.selectors.goods import locked_goods
from guyub.trade.procurement.selectors.receiving import held_for_receipt
from guyub.trade.procurement.services.acting import (
    Document,
    document_facts,
    kept_document,
    once,
)
from guyub.trade.procurement.services.orders import locked_order

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date, datetime

    from guyub.community.partners.models import Partner
    from guyub.foundation.identity.domain.roles import Actor
    from guyub.foundation.kernel.models import Cooperative
    from guyub.trade.procurement.selectors.receiving import Held

SERIES = "procurement.receipt"
SOURCE = "procurement.receipt"
FILE_KIND = "TERIMA_BARANG"
# The row of the receipt, then one array for each column of its lines (migrations/0005_writing.sql).
_WRITE = (
    "SELECT procurement_write_receipt(%s, %s::jsonb, %s::uuid[], %s::uuid[], %s::uuid[], %s::uuid[], %s::uuid[],"
    " %s::bigint[], %s::bigint[], %s::bigint[], %s::date[], %s::jsonb, %s::jsonb, %s::jsonb)"
)
_FIELDS = [field.name for field in fields(ReceiptTyped)]
_LINE_FIELDS = [field.name for field in fields(ReceiptLineTyped)]


def receive_goods(
    *,
    actor: Actor,
    place: Cooperative,
    typed: ReceiptTyped,
    today: date,
    request_id: UUID,
    now: datetime,
    document: Document | None = None,
) -> UUID:
    """Take goods in, of an order or without one. Use-case.

    What is owed for them stands as received and not billed, at what was typed, until the bill comes. A day in the past
    is taken while its month is open.

    Args:
        actor: Who takes them in.
        place: The own cooperative.
        typed: What came.
        today: The business date.
        request_id: Made once per intention; the entry bears it.
        now: The moment, aware.
        document: Name and content of the photo of the delivery note, or of what is damaged.

    Returns:
        The id of the receipt.

    Raises:
        ReceiptRefusedError: See there.
        StockRefusedError, EntryRefusedError, FileRefusedError: Stock, books or the photo refuse it; nothing came.
    """

    def work() -> str:
        receipt = receive_step(
            actor=actor,
            place=place,
            typed=typed,
            today=today,
            request_id=request_id,
            now=now,
            document=document,
        )
        return str(receipt.id)

    facts = _facts(typed) | document_facts(document)
    return UUID(once(actor, Action.MOVE_STOCK, "receive_goods", facts, request_id, now, work))


def receive_step(
    *,
    actor: Actor,
    place: Cooperative,
    typed: ReceiptTyped,
    today: date,
    request_id: UUID,
    now: datetime,
    document: Document | None = None,
) -> GoodsReceipt:
    """Take goods in. Step: as ``receive_goods``, in an open transaction."""
    held = held_for_receipt(cooperative_id=place.id, typed=typed)
    receipt, partner = _checked(actor, place, typed, held, now, has_photo=document is not None)
    receipt.file_id = kept_document(
        cooperative_id=place.id,
        document=document,
        kind=FILE_KIND,
        title=f"Terima dari {partner.name}",
        now=now,
    )
    movements = [_movement(typed, line) for line in typed.lines if line.qty]
    plan = plan_moves(place=place, movements=movements, on=typed.received_on, today=today)
    receipt.no = next_number(cooperative_id=place.id, series=SERIES, year=receipt.year)
    said = {"name": receipt.name, "partner": partner.name, "amount": rupiah(receipt.total_rp)}
    kept = book_moves(
        plan=plan,
        memo=f"Terima barang {receipt.name}",
        today=today,
        actor=actor,
        request_id=request_id,
        now=now,
        act=Act("procurement.goods.received", said, now),
        context=WITH_GOODS,
        source=Source(SOURCE, receipt.id),
    )
    receipt.entry_id = kept.entry.entry_id if kept.entry else None
    _write(receipt, typed, kept.move_ids)
    return receipt


def take_receipt_back(
    *,
    actor: Actor,
    place: Cooperative,
    receipt_id: UUID,
    why: str,
    today: date,
    request_id: UUID,
    now: datetime,
) -> None:
    """Take a receipt back that no bill names and whose goods still lie there. Use-case.

    Raises:
        ReceiptRefusedError: ``why gone undone billed returned``.
        StockRefusedError: ``short``: the goods have left since.
        EntryRefusedError: The books refuse it.
    """
    reason = checked_why(why, ReceiptRefusedError)

    def work() -> None:
        receipt_back_step(
            actor=actor,
            place=place,
            receipt_id=receipt_id,
            reason=reason,
            today=today,
            request_id=request_id,
            now=now,
        )

    facts = {"receipt": receipt_id, "why": reason}
    once(actor, Action.MOVE_STOCK, "take_receipt_back", facts, request_id, now, work)


def receipt_back_step(
    *,
    actor: Actor,
    place: Cooperative,
    receipt_id: UUID,
    reason: str,
    today: date,
    request_id: UUID,
    now: datetime,
) -> None:
    """Take a receipt back. Step: as ``take_receipt_back``, in an open transaction, for a reason that was checked."""
    lines = _locked_lines(place.id, receipt_id)
    receipt = lines[0].receipt
    if receipt.undone_on:
        raise ReceiptRefusedError(wrong="undone")
    if any(line.returned_qty for line in lines):
        raise ReceiptRefusedError(wrong="returned")
    if any(line.settled_qty for line in lines):
        raise ReceiptRefusedError(wrong="billed")
    move_ids = [line.move_id for line in lines if line.move_id]
    plan = plan_back(place=place, move_ids=move_ids, today=today)
    book_moves(
        plan=plan,
        memo=f"Batal {receipt.name}: {reason}",
        today=today,
        actor=actor,
        request_id=request_id,
        now=now,
        act=Act(
            "procurement.goods.taken_back",
            {"name": receipt.name, "partner": receipt.partner.name, "reason": reason},
            now,
        ),
        context=WITH_GOODS,
        source=Source(SOURCE, receipt.id),
    )
    receipt.undone_on, receipt.undone_why = today, reason
    receipt.undone_by_id = actor.person_id
    receipt.save(update_fields=["undone_on", "undone_why", "undone_by"])
    _take_received(lines)


def _checked(
    actor: Actor,
    place: Cooperative,
    typed: ReceiptTyped,
    held: Held,
    now: datetime,
    *,
    has_photo: bool,
) -> tuple[GoodsReceipt, Partner]:
    """Refuse what cannot be taken in; give the row as it will be, without its number, and the locked partner."""
    _refuse_order(typed, held)
    partner = held.partner
    if partner is None or partner.ended_on is not None:
        raise ReceiptRefusedError(wrong="partner")
    if held.location is None:
        raise ReceiptRefusedError(wrong="location")
    if held.earlier is not None:
        raise ReceiptRefusedError(wrong="again", name=held.earlier.name)
    there = {id_: one for id_, one in held.goods.items() if one.is_open}
    checked_receipt(
        typed,
        names={id_: one.name for id_, one in there.items()},
        has_batches={id_: one.has_batches for id_, one in there.items()},
        wanted={
            id_: Wanted(
                ordered_qty=line.qty,
                received_qty=line.received_qty,
                tolerance_percent=line.tolerance_percent,
            )
            for id_, line in held.ordered.items()
        },
        has_photo=has_photo,
    )
    receipt = GoodsReceipt(
        id=uuid7(),
        cooperative_id=place.id,
        year=typed.received_on.year,
        partner_id=partner.id,
        order_id=typed.order_id,
        location_id=typed.location_id,
        unit_id=held.location[0],
        received_on=typed.received_on,
        note_no=typed.note_no,
        note=typed.note,
        total_rp=sum(line.amount_rp for line in typed.lines),
        person_id=actor.person_id,
        recorded_at=now,
    )
    return receipt, partner


def _refuse_order(typed: ReceiptTyped, held: Held) -> None:
    """Refuse an order that takes no goods, of another partner, or without one of the lines."""
    if typed.order_id is None:
        return
    order = held.order
    if order is None or OrderState(order.state) not in RUNNING or order.partner_id != typed.partner_id:
        raise ReceiptRefusedError(wrong="order")
    for line in typed.lines:
        named = held.ordered.get(line.order_line_id) if line.order_line_id else None
        if line.order_line_id and (named is None or named.product_id != line.product_id):
            raise ReceiptRefusedError(wrong="order")


def _locked_lines(place_id: int, receipt_id: UUID) -> list[ReceiptLine]:
    """Lock the order that goods came of, then what came, in the order of its lines."""
    rows = GoodsReceipt.objects.filter(cooperative_id=place_id, id=receipt_id)
    order_id = rows.values_list("order_id", flat=True).first()
    if order_id is not None:
        locked_order(cooperative_id=place_id, order_id=order_id)
    ids = ReceiptLine.objects.filter(cooperative_id=place_id, receipt_id=receipt_id).values_list(
        "id", flat=True
    )
    lines = locked_goods(cooperative_id=place_id, ids=list(ids))
    if not lines:
        raise ReceiptRefusedError(wrong="gone")
    return sorted(lines, key=lambda line: line.line_no)


def _movement(typed: ReceiptTyped, line: ReceiptLineTyped) -> Movement:
    has_mark = bool(line.batch or line.expires_on)
    return Movement(
        product_id=line.product_id,
        location_id=typed.location_id,
        cause=Cause.TERIMA,
        qty=line.qty,
        value_rp=line.amount_rp,
        counter=UNBILLED,
        batch=BatchTold(line.batch or f"ED {line.expires_on}", line.expires_on) if has_mark else None,
    )


def _write(receipt: GoodsReceipt, typed: ReceiptTyped, move_ids: Sequence[UUID]) -> None:
    """Write the receipt, its lines, and what came on the lines of its order: one trip."""
    moves = iter(move_ids)
    lines = [(line, next(moves) if line.qty else None) for line in typed.lines]
    row = {field.attname: getattr(receipt, field.attname) for field in receipt._meta.concrete_fields}
    called(
        _WRITE,
        [
            receipt.cooperative_id,
            json.dumps(row, default=str),
            listed(uuid7() for _ in lines),
            listed(line.product_id for line, _ in lines),
            listed(line.unit_id for line, _ in lines),
            listed(line.order_line_id for line, _ in lines),
            listed(move_id for _, move_id in lines),
            listed(line.qty for line, _ in lines),
            listed(line.amount_rp for line, _ in lines),
            listed(line.refused_qty for line, _ in lines),
            listed(line.expires_on for line, _ in lines),
            json.dumps([line.difference for line, _ in lines]),
            json.dumps([line.reason for line, _ in lines]),
            json.dumps([line.batch for line, _ in lines]),
        ],
    )


def _take_received(lines: Sequence[ReceiptLine]) -> None:
    changed: dict[UUID, PurchaseLine] = {}
    for line in lines:
        if line.order_line_id is not None and line.order_line is not None:
            changed.setdefault(line.order_line_id, line.order_line).received_qty -= line.qty
    if changed:
        place_id = lines[0].cooperative_id
        PurchaseLine.objects.filter(cooperative_id=place_id).bulk_update(
            list(changed.values()), ["received_qty"]
        )


def _facts(typed: ReceiptTyped) -> dict[str, Any]:
    told = {name: getattr(typed, name) for name in _FIELDS}
    told["received_on"] = typed.received_on.isoformat()
    told["lines"] = [{name: str(getattr(line, name)) for name in _LINE_FIELDS} for line in typed.lines]
    return told
