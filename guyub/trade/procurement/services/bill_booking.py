"""Booking bills: the entry, what it changes in the cost of goods, the rows; and posting them the other way round."""

from __future__ import annotations

from typing import TYPE_CHECKING

from guyub.books.ledger.domain.entries import EntryDraft, LineDraft
from guyub.books.ledger.services.posting import Act, post_entry
from guyub.community.partners.domain.terms import due_on
from guyub.foundation.kernel.formats import rupiah
from guyub.foundation.kernel.ids import uuid7
from guyub.foundation.kernel.services.numbering import next_number
from guyub.trade.inventory.services.moving import keep_moves
from guyub.trade.inventory.services.plans import Source
from guyub.trade.inventory.services.pricing import plan_prices
from guyub.trade.procurement.domain.accounts import DEBTS, UNBILLED, WITH_GOODS
from guyub.trade.procurement.domain.bills import Billed, BillRefusedError, BillTyped, OpenGoods, billed_of
from guyub.trade.procurement.models import Bill, BillLine, ReceiptLine
from guyub.trade.procurement.services.acting import merged
from guyub.trade.procurement.services.supplies import keep_prices

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import date, datetime
    from uuid import UUID

    from guyub.community.partners.models import Partner
    from guyub.foundation.identity.domain.roles import Actor
    from guyub.foundation.kernel.models import Cooperative

SERIES = "procurement.bill"
SOURCE = "procurement.bill"
LONGEST_TOLD = 1_000


def book_bill(
    place: Cooperative,
    partner: Partner,
    typed: BillTyped,
    lines: Sequence[ReceiptLine],
    said: Sequence[str],
    file_id: UUID | None,
    *,
    today: date,
    actor: Actor,
    request_id: UUID,
    now: datetime,
) -> Bill:
    """Book a bill whose partner and goods are locked. Step.

    Args, as of ``bills.record_bill``, and:
        partner: Whose.
        lines: The goods that it names.
        said: What differs, in words.
        file_id: The photo of the paper.

    Raises:
        StockRefusedError, EntryRefusedError: Stock or books refuse it.
    """
    goods = {line.id: line for line in lines}
    billed = billed_of(typed, goods={id_: _open(line) for id_, line in goods.items()})
    changes = {goods[one.receipt_line_id].move_id: one.changed_rp for one in billed if one.changed_rp}
    bill = Bill(
        id=uuid7(),
        cooperative_id=place.id,
        year=today.year,
        partner=partner,
        unit_id=lines[0].receipt.unit_id,
        paper_no=typed.paper_no,
        billed_on=typed.billed_on,
        due_on=typed.due_on or due_on(billed_on=typed.billed_on, payment_days=partner.payment_days),
        extra_rp=typed.extra_rp,
        discount_rp=typed.discount_rp,
        total_rp=typed.total_rp,
        differences=" ".join(said)[:LONGEST_TOLD],
        file_id=file_id,
        person_id=actor.person_id,
        recorded_at=now,
    )
    moves = post_bill(
        place,
        bill,
        "",
        {id_: rp for id_, rp in changes.items() if id_},
        typed.total_rp,
        today=today,
        actor=actor,
        request_id=request_id,
        now=now,
        act=None,
    )
    bill.save(force_insert=True)
    _write_lines(bill, typed, billed, goods, moves)
    for one in billed:
        there = goods[one.receipt_line_id]
        there.settled_qty += one.taken_qty
        there.settled_rp += one.taken_rp
    keep_settled(place.id, lines)
    keep_prices(
        partner=partner,
        lines=[(goods[line.receipt_line_id], line) for line in typed.lines],
        on=typed.billed_on,
        now=now,
    )
    return bill


def post_bill(
    place: Cooperative,
    bill: Bill,
    memo: str,
    changes: Mapping[UUID, int],
    total_rp: int,
    *,
    today: date,
    actor: Actor,
    request_id: UUID,
    now: datetime,
    act: Act | None,
) -> dict[UUID, UUID]:
    """Post a bill, or its taking back, with what it changes in the cost of goods; give these moves by the goods'."""
    plan = plan_prices(place=place, changes=changes, today=today) if changes else None
    if act is None:  # a new one: its number comes after those of the moves
        bill.no = next_number(cooperative_id=place.id, series=SERIES, year=bill.year)
        act = Act("procurement.bill.recorded", said_bill(bill), now)
    owed = [
        LineDraft(UNBILLED, total_rp, unit_id=bill.unit_id),
        LineDraft(DEBTS, -total_rp, unit_id=bill.unit_id),
    ]
    draft = EntryDraft(
        occurred_on=today,
        memo=memo or f"Tagihan {bill.name}",
        lines=merged([*owed, *(plan.lines if plan else [])]),
        request_id=request_id,
        source_kind=SOURCE,
        source_id=bill.id,
        file_id=bill.file_id if not memo else None,
    )
    posted = post_entry(place=place, context=WITH_GOODS, draft=draft, today=today, actor=actor, act=act)
    if not memo:
        bill.entry_id = posted.entry_id
    if plan is None:
        return {}
    kept = keep_moves(
        plan=plan,
        posted=posted,
        today=today,
        actor=actor,
        request_id=request_id,
        now=now,
        part=1,
        source=Source(SOURCE, bill.id),
    )
    return dict(zip(changes, kept.move_ids, strict=True))


def keep_settled(place_id: int, lines: Sequence[ReceiptLine]) -> None:
    """Write what bills and returns took of locked goods. Step; one query."""
    ReceiptLine.objects.filter(cooperative_id=place_id).bulk_update(lines, ["settled_qty", "settled_rp"])


def said_bill(bill: Bill) -> dict[str, str]:
    """Say a bill to the trail."""
    return {
        "name": bill.name,
        "paper": bill.paper_no,
        "partner": bill.partner.name,
        "amount": rupiah(bill.total_rp),
    }


def locked_bill(*, cooperative_id: int, bill_id: UUID) -> Bill:
    """Lock a bill. Step.

    Raises:
        BillRefusedError: ``gone``.
    """
    rows = Bill.objects.select_for_update(of=("self",), no_key=True).select_related("partner")
    bill = rows.filter(cooperative_id=cooperative_id, id=bill_id).first()
    if bill is None:
        raise BillRefusedError(wrong="gone")
    return bill


def _open(line: ReceiptLine) -> OpenGoods:
    return OpenGoods(
        receipt_line_id=line.id,
        product=line.product.name,
        qty=line.qty - line.settled_qty,
        value_rp=line.amount_rp - line.settled_rp,
    )


def _write_lines(
    bill: Bill,
    typed: BillTyped,
    billed: Sequence[Billed],
    goods: Mapping[UUID, ReceiptLine],
    moves: Mapping[UUID, UUID],
) -> None:
    BillLine.objects.bulk_create(
        BillLine(
            id=uuid7(),
            cooperative_id=bill.cooperative_id,
            bill=bill,
            line_no=no,
            receipt_line_id=line.receipt_line_id,
            qty=line.qty,
            amount_rp=line.amount_rp,
            share_rp=one.share_rp,
            taken_qty=one.taken_qty,
            taken_rp=one.taken_rp,
            move_id=moves.get(goods[line.receipt_line_id].move_id) if one.changed_rp else None,  # type: ignore[arg-type]  # what came has a move
        )
        for no, (line, one) in enumerate(zip(typed.lines, billed, strict=True), 1)
    )
