"""Goods come: taken in at the price of the order until their bill says otherwise, and taken off the list again."""

from __future__ import annotations

from dataclasses import asdict
from typing import TYPE_CHECKING, Any
from uuid import UUID

from guyub.books.ledger.services.posting import Act
from guyub.foundation.identity.domain.roles import Action
from guyub.foundation.kernel.formats import rupiah
from guyub.foundation.kernel.ids import uuid7
from guyub.foundation.kernel.services.numbering import next_number
from guyub.trade.inventory.domain.moves import Cause
from guyub.trade.inventory.selectors.bought import goods_of, location_unit
from guyub.trade.inventory.services.moving import book_moves, plan_moves
from guyub.trade.inventory.services.plans import BatchTold, Movement, Source
from guyub.trade.inventory.services.taking_back import plan_back
from guyub.trade.procurement.domain.accounts import UNBILLED, WITH_GOODS
from guyub.trade.procurement.domain.orders import RUNNING, OrderState, PurchaseRefusedError, checked_why
from guyub.trade.procurement.domain.receipts import (
    ReceiptLineTyped,
    ReceiptRefusedError,
    ReceiptTyped,
    Wanted,
    checked_receipt,
)
from guyub.trade.procurement.models import GoodsReceipt, PurchaseLine, ReceiptLine
from guyub.trade.procurement.selectors.goods import locked_goods
from guyub.trade.procurement.services.acting import (
    Document,
    document_facts,
    held_partner,
    kept_document,
    once,
)
from guyub.trade.procurement.services.orders import locked_order

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import date, datetime

    from guyub.community.partners.models import Partner
    from guyub.foundation.identity.domain.roles import Actor
    from guyub.foundation.kernel.models import Cooperative

SERIES = "procurement.receipt"
SOURCE = "procurement.receipt"
FILE_KIND = "TERIMA_BARANG"


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
    wanted = _wanted_of(place.id, typed)
    receipt, partner = _checked(actor, place, typed, wanted, now, has_photo=document is not None)
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
    receipt.save(force_insert=True)
    _write_lines(receipt, typed, kept.move_ids)
    _add_received(wanted, typed)
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

    facts = {"receipt": receipt_id, "why": reason}
    once(actor, Action.MOVE_STOCK, "take_receipt_back", facts, request_id, now, work)


def _checked(
    actor: Actor,
    place: Cooperative,
    typed: ReceiptTyped,
    wanted: Mapping[UUID, PurchaseLine],
    now: datetime,
    *,
    has_photo: bool,
) -> tuple[GoodsReceipt, Partner]:
    """Refuse what cannot be taken in; give the row as it will be, without its number, and the locked partner."""
    partner = held_partner(cooperative_id=place.id, partner_id=typed.partner_id, refusal=ReceiptRefusedError)
    where = location_unit(cooperative_id=place.id, location_id=typed.location_id)
    if where is None:
        raise ReceiptRefusedError(wrong="location")
    _refuse_again(place.id, typed)
    goods = goods_of(cooperative_id=place.id, product_ids={line.product_id for line in typed.lines})
    there = {id_: one for id_, one in goods.items() if one.is_open}
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
            for id_, line in wanted.items()
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
        unit_id=where[0],
        received_on=typed.received_on,
        note_no=typed.note_no,
        note=typed.note,
        total_rp=sum(line.amount_rp for line in typed.lines),
        person_id=actor.person_id,
        recorded_at=now,
    )
    return receipt, partner


def _wanted_of(place_id: int, typed: ReceiptTyped) -> dict[UUID, PurchaseLine]:
    """Lock the order that goods answer, and give its lines; none where they came without."""
    if typed.order_id is None:
        return {}
    try:
        order = locked_order(cooperative_id=place_id, order_id=typed.order_id)
    except PurchaseRefusedError as refused:
        raise ReceiptRefusedError(wrong="order") from refused
    if OrderState(order.state) not in RUNNING or order.partner_id != typed.partner_id:
        raise ReceiptRefusedError(wrong="order")
    lines = {line.id: line for line in PurchaseLine.objects.filter(cooperative_id=place_id, order=order)}
    for line in typed.lines:
        named = lines.get(line.order_line_id) if line.order_line_id else None
        if line.order_line_id and (named is None or named.product_id != line.product_id):
            raise ReceiptRefusedError(wrong="order")
    return lines


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


def _refuse_again(place_id: int, typed: ReceiptTyped) -> None:
    if not typed.note_no:
        return
    rows = GoodsReceipt.objects.filter(
        cooperative_id=place_id,
        partner_id=typed.partner_id,
        note_no=typed.note_no,
        undone_on__isnull=True,
    )
    earlier = rows.first()
    if earlier is not None:
        raise ReceiptRefusedError(wrong="again", name=earlier.name)


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


def _write_lines(receipt: GoodsReceipt, typed: ReceiptTyped, move_ids: Sequence[UUID]) -> None:
    moves = iter(move_ids)
    ReceiptLine.objects.bulk_create(
        ReceiptLine(
            id=uuid7(),
            cooperative_id=receipt.cooperative_id,
            receipt=receipt,
            line_no=no,
            product_id=line.product_id,
            unit_id=line.unit_id,
            order_line_id=line.order_line_id,
            qty=line.qty,
            amount_rp=line.amount_rp,
            refused_qty=line.refused_qty,
            difference=line.difference,
            reason=line.reason,
            batch=line.batch,
            expires_on=line.expires_on,
            move_id=next(moves) if line.qty else None,
        )
        for no, line in enumerate(typed.lines, 1)
    )


def _add_received(wanted: Mapping[UUID, PurchaseLine], typed: ReceiptTyped) -> None:
    for line in typed.lines:
        if line.order_line_id is not None:
            wanted[line.order_line_id].received_qty += line.qty
    changed = [wanted[id_] for id_ in {line.order_line_id for line in typed.lines} if id_ is not None]
    if changed:
        place_id = changed[0].cooperative_id
        PurchaseLine.objects.filter(cooperative_id=place_id).bulk_update(changed, ["received_qty"])


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
    told = asdict(typed) | {"received_on": typed.received_on.isoformat()}
    told["lines"] = [{key: str(value) for key, value in asdict(line).items()} for line in typed.lines]
    return told
