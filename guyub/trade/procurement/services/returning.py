"""Goods go back to a supplier: at what they cost here; what the supplier agreed to is not owed any more."""

from __future__ import annotations

from dataclasses import asdict
from typing import TYPE_CHECKING, Any
from uuid import UUID

from guyub.books.ledger.domain.entries import EntryDraft, LineDraft
from guyub.books.ledger.services.posting import Act, post_entry
from guyub.foundation.identity.domain.roles import Action
from guyub.foundation.identity.services.audit import record
from guyub.foundation.kernel.formats import rupiah
from guyub.foundation.kernel.ids import uuid7
from guyub.foundation.kernel.services.numbering import next_number
from guyub.trade.inventory.domain.costing import share
from guyub.trade.inventory.domain.moves import Cause
from guyub.trade.inventory.selectors.bought import goods_of, location_unit
from guyub.trade.inventory.services.moving import keep_moves, plan_moves
from guyub.trade.inventory.services.plans import Movement, Source
from guyub.trade.inventory.services.taking_back import plan_back
from guyub.trade.procurement.domain.accounts import DEBTS, DIFFERENCES, UNBILLED, WITH_GOODS
from guyub.trade.procurement.domain.debts import CreditKind
from guyub.trade.procurement.domain.orders import checked_why
from guyub.trade.procurement.domain.returns import (
    ReturnRefusedError,
    ReturnTyped,
    checked_return,
    is_unbilled,
)
from guyub.trade.procurement.models import GoodsReturn, ReceiptLine, ReturnLine, SupplierCredit
from guyub.trade.procurement.selectors.goods import locked_goods
from guyub.trade.procurement.services.acting import (
    Document,
    document_facts,
    held_partner,
    kept_document,
    merged,
    once,
)

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date, datetime

    from guyub.books.ledger.services.posting import Posted
    from guyub.community.partners.models import Partner
    from guyub.foundation.identity.domain.roles import Actor
    from guyub.foundation.kernel.models import Cooperative
    from guyub.trade.inventory.services.plans import Plan

SERIES = SOURCE = "procurement.return"
FILE_KIND = "RETUR"


def return_goods(
    *,
    actor: Actor,
    place: Cooperative,
    typed: ReturnTyped,
    today: date,
    request_id: UUID,
    now: datetime,
    document: Document | None = None,
) -> UUID:
    """Give goods back to a supplier. Use-case.

    They leave at what they cost here. What was not billed is not owed any more; for what was billed the supplier owes
    back what was agreed. What differs is a loss or a gain on stock.

    Args:
        actor: Who gives them back.
        place: The own cooperative.
        typed: What goes back.
        today: The business date.
        request_id: Made once per intention; the entry bears it.
        now: The moment, aware.
        document: Name and content of the photo of the supplier's slip.

    Returns:
        The id of the return.

    Raises:
        ReturnRefusedError: See there.
        StockRefusedError, EntryRefusedError, FileRefusedError: Nothing went back.
    """

    def work() -> str:
        partner = held_partner(
            cooperative_id=place.id, partner_id=typed.partner_id, refusal=ReturnRefusedError
        )
        where = location_unit(cooperative_id=place.id, location_id=typed.location_id)
        if where is None:
            raise ReturnRefusedError(wrong="location")
        goods = goods_of(cooperative_id=place.id, product_ids={line.product_id for line in typed.lines})
        reason = checked_return(typed, names={id_: one.name for id_, one in goods.items()})
        taken = _taken(place.id, typed, where[0])
        row = _row(place.id, partner, typed, where[0], reason, taken, actor, now)
        row.file_id = kept_document(
            cooperative_id=place.id, document=document, kind=FILE_KIND, title=f"Retur {partner.name}", now=now
        )
        plan = plan_moves(place=place, movements=_movements(typed), on=typed.returned_on, today=today)
        row.no = next_number(cooperative_id=place.id, series=SERIES, year=row.year)
        unbilled_rp = sum(rp for _, is_open, rp in taken if is_open)
        said = {"name": row.name, "partner": partner.name, "amount": rupiah(row.total_rp)}
        act = Act("procurement.goods.returned", said, now)
        posted = _post(place, row, plan, unbilled_rp, 1, today, actor, request_id, act)
        kept = keep_moves(
            plan=plan,
            posted=posted,
            today=today,
            actor=actor,
            request_id=request_id,
            now=now,
            part=1,
            source=Source(SOURCE, row.id),
        )
        row.entry_id = posted.entry_id if posted else None
        row.credit = _credit(row, row.total_rp - unbilled_rp, now)
        row.save(force_insert=True)
        _write_lines(row, typed, taken, kept.move_ids)
        return str(row.id)

    facts = _facts(typed) | document_facts(document)
    return UUID(once(actor, Action.MOVE_STOCK, "return_goods", facts, request_id, now, work))


def take_return_back(
    *,
    actor: Actor,
    place: Cooperative,
    return_id: UUID,
    why: str,
    today: date,
    request_id: UUID,
    now: datetime,
) -> None:
    """Take a return back whose credit no bill has used: the goods never went. Use-case.

    Raises:
        ReturnRefusedError: ``why gone undone used``.
        StockRefusedError, EntryRefusedError: Stock or books refuse it.
    """
    reason = checked_why(why, ReturnRefusedError)

    def work() -> None:
        rows = GoodsReturn.objects.select_for_update(of=("self",), no_key=True)
        row = rows.select_related("partner").filter(cooperative_id=place.id, id=return_id).first()
        if row is None:
            raise ReturnRefusedError(wrong="gone")
        if row.undone_on:
            raise ReturnRefusedError(wrong="undone")
        _drop_credit(row, reason, today)
        lines = list(row.lines.order_by("line_no"))
        ids = [line.receipt_line_id for line in lines if line.receipt_line_id]
        goods = {one.id: one for one in locked_goods(cooperative_id=place.id, ids=ids)}
        plan = plan_back(place=place, move_ids=[line.move_id for line in lines], today=today)
        unbilled_rp = sum(line.amount_rp for line in lines if line.is_unbilled)
        said = {"name": row.name, "partner": row.partner.name, "reason": reason}
        act = Act("procurement.goods.return_undone", said, now)
        posted = _post(place, row, plan, unbilled_rp, -1, today, actor, request_id, act)
        keep_moves(
            plan=plan,
            posted=posted,
            today=today,
            actor=actor,
            request_id=request_id,
            now=now,
            part=1,
            source=Source(SOURCE, row.id),
        )
        for line in lines:
            if line.receipt_line_id:
                _move_goods(goods[line.receipt_line_id], -line.qty, -line.amount_rp, line.is_unbilled)
        _keep_goods(place.id, goods.values())
        row.undone_on, row.undone_why = today, reason
        row.save(update_fields=["undone_on", "undone_why"])

    facts = {"return": return_id, "why": reason}
    once(actor, Action.MOVE_STOCK, "take_return_back", facts, request_id, now, work)


def _row(
    place_id: int,
    partner: Partner,
    typed: ReturnTyped,
    unit_id: UUID | None,
    reason: str,
    taken: Sequence[tuple[ReceiptLine | None, bool, int]],
    actor: Actor,
    now: datetime,
) -> GoodsReturn:
    return GoodsReturn(
        id=uuid7(),
        cooperative_id=place_id,
        year=typed.returned_on.year,
        partner=partner,
        location_id=typed.location_id,
        unit_id=unit_id,
        returned_on=typed.returned_on,
        reason=reason,
        total_rp=sum(rp for _, _, rp in taken),
        person_id=actor.person_id,
        recorded_at=now,
    )


def _movements(typed: ReturnTyped) -> list[Movement]:
    return [
        Movement(
            product_id=line.product_id,
            location_id=typed.location_id,
            cause=Cause.RETUR,
            qty=-line.qty,
            counter=DIFFERENCES,
        )
        for line in typed.lines
    ]


def _taken(
    place_id: int, typed: ReturnTyped, unit_id: UUID | None
) -> list[tuple[ReceiptLine | None, bool, int]]:
    """Tell of each line: the goods of its receipt, whether they were not billed, for how much they go back."""
    ids = [line.receipt_line_id for line in typed.lines if line.receipt_line_id]
    goods = {one.id: one for one in locked_goods(cooperative_id=place_id, ids=ids)}
    found: list[tuple[ReceiptLine | None, bool, int]] = []
    for line in typed.lines:
        if line.receipt_line_id is None:
            found.append((None, False, line.amount_rp))
            continue
        there = goods.get(line.receipt_line_id)
        if (
            there is None
            or there.receipt.undone_on
            or there.receipt.partner_id != typed.partner_id
            or there.product_id != line.product_id
        ):
            raise ReturnRefusedError(wrong="goods", product="")
        if there.receipt.unit_id != unit_id:
            raise ReturnRefusedError(wrong="units")
        open_qty, open_rp = there.qty - there.settled_qty, there.amount_rp - there.settled_rp
        is_open = is_unbilled(
            qty=line.qty,
            came_qty=there.qty,
            returned_qty=there.returned_qty,
            open_qty=open_qty,
            product=there.product.name,
        )
        amount_rp = share(open_rp, line.qty, open_qty) if is_open else line.amount_rp
        _move_goods(there, line.qty, amount_rp, is_open)
        found.append((there, is_open, amount_rp))
    _keep_goods(place_id, goods.values())
    return found


def _move_goods(there: ReceiptLine, qty: int, amount_rp: int, is_open: bool) -> None:  # noqa: FBT001
    there.returned_qty += qty
    if is_open:
        there.settled_qty += qty
        there.settled_rp += amount_rp


def _keep_goods(place_id: int, goods: Any) -> None:
    ReceiptLine.objects.filter(cooperative_id=place_id).bulk_update(
        list(goods), ["settled_qty", "settled_rp", "returned_qty"]
    )


def _post(
    place: Cooperative,
    row: GoodsReturn,
    plan: Plan,
    unbilled_rp: int,
    sign: int,
    today: date,
    actor: Actor,
    request_id: UUID,
    act: Act,
) -> Posted | None:
    """Post what went back, or with ``sign`` -1 that it did not; nothing where nothing of value moved."""
    owed = [
        LineDraft(UNBILLED, sign * unbilled_rp, unit_id=row.unit_id),
        LineDraft(DEBTS, sign * (row.total_rp - unbilled_rp), unit_id=row.unit_id),
        LineDraft(DIFFERENCES, -sign * row.total_rp, unit_id=row.unit_id),
    ]
    lines = merged([*owed, *plan.lines])
    if not lines:
        record(cooperative_id=place.id, actor=actor, act=act.act, facts=act.facts, now=act.now)
        return None
    draft = EntryDraft(
        occurred_on=plan.on,
        memo=f"Retur {row.name}" if sign > 0 else f"Batal retur {row.name}",
        lines=lines,
        request_id=request_id,
        source_kind=SOURCE,
        source_id=row.id,
        file_id=row.file_id if sign > 0 else None,
    )
    return post_entry(place=place, context=WITH_GOODS, draft=draft, today=today, actor=actor, act=act)


def _credit(row: GoodsReturn, amount_rp: int, now: datetime) -> SupplierCredit | None:
    """Keep what the supplier owes back for goods that it had billed."""
    if not amount_rp or row.entry_id is None:
        return None
    return SupplierCredit.objects.create(
        id=uuid7(),
        cooperative_id=row.cooperative_id,
        kind=CreditKind.RETUR.value,
        partner_id=row.partner_id,
        unit_id=row.unit_id,
        given_on=row.returned_on,
        amount_rp=amount_rp,
        reason=row.reason,
        entry_id=row.entry_id,
        person_id=row.person_id,
        recorded_at=now,
    )


def _drop_credit(row: GoodsReturn, reason: str, on: date) -> None:
    if row.credit_id is None:
        return
    rows = SupplierCredit.objects.select_for_update(no_key=True)
    credit = rows.get(cooperative_id=row.cooperative_id, id=row.credit_id)
    if credit.used_rp:
        raise ReturnRefusedError(wrong="used")
    credit.undone_on, credit.undone_why = on, reason
    credit.save(update_fields=["undone_on", "undone_why"])


def _write_lines(
    row: GoodsReturn,
    typed: ReturnTyped,
    taken: Sequence[tuple[ReceiptLine | None, bool, int]],
    move_ids: Sequence[UUID],
) -> None:
    ReturnLine.objects.bulk_create(
        ReturnLine(
            id=uuid7(),
            cooperative_id=row.cooperative_id,
            goods_return=row,
            line_no=no,
            product_id=line.product_id,
            receipt_line_id=line.receipt_line_id,
            is_unbilled=is_open,
            qty=line.qty,
            amount_rp=amount_rp,
            move_id=move_id,
        )
        for no, (line, (_, is_open, amount_rp), move_id) in enumerate(
            zip(typed.lines, taken, move_ids, strict=True), 1
        )
    )


def _facts(typed: ReturnTyped) -> dict[str, Any]:
    told = asdict(typed) | {"returned_on": typed.returned_on.isoformat()}
    told["lines"] = [{key: str(value) for key, value in asdict(line).items()} for line in typed.lines]
    return told
