"""Bills of suppliers: held against order and receipt, booked, and what the goods cost put right.

What differs to the cooperative's loss beyond the tolerance waits for a second person, who sees it in words.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any
from uuid import UUID

from guyub.books.ledger.domain.entries import EntryDraft, LineDraft
from guyub.books.ledger.services.posting import Act, post_entry
from guyub.community.partners.domain.terms import due_on
from guyub.foundation.approvals.services.requests import ask
from guyub.foundation.identity.domain.roles import Action, Actor, Role
from guyub.foundation.kernel.dates import Zone, business_date
from guyub.foundation.kernel.formats import day, rupiah
from guyub.foundation.kernel.ids import uuid7
from guyub.foundation.kernel.models import Cooperative
from guyub.foundation.kernel.services.numbering import next_number
from guyub.trade.inventory.services.moving import keep_moves
from guyub.trade.inventory.services.plans import Source
from guyub.trade.inventory.services.pricing import plan_prices
from guyub.trade.procurement.domain.accounts import DEBTS, UNBILLED, WITH_GOODS
from guyub.trade.procurement.domain.bills import (
    Billed,
    BillLineTyped,
    BillRefusedError,
    BillTyped,
    OpenGoods,
    billed_of,
    checked_bill,
)
from guyub.trade.procurement.domain.orders import checked_why
from guyub.trade.procurement.models import Bill, BillLine, ReceiptLine
from guyub.trade.procurement.selectors.bills import BILL_KIND
from guyub.trade.procurement.selectors.goods import locked_goods
from guyub.trade.procurement.selectors.matches import match_bill
from guyub.trade.procurement.services.acting import (
    Document,
    document_facts,
    held_partner,
    kept_document,
    merged,
    once,
)
from guyub.trade.procurement.services.supplies import keep_prices

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import datetime

    from guyub.community.partners.models import Partner
    from guyub.foundation.approvals.models import ApprovalRequest

SERIES = "procurement.bill"
SOURCE = "procurement.bill"
FILE_KIND = "TAGIHAN"
LONGEST_TOLD = 1_000


@dataclass(frozen=True, slots=True)
class BillDone:
    """What came of it: the bill, or the request that waits for a second person."""

    bill_id: UUID | None
    approval_id: UUID | None


def record_bill(
    *,
    actor: Actor,
    place: Cooperative,
    typed: BillTyped,
    today: date,
    request_id: UUID,
    now: datetime,
    document: Document | None = None,
) -> BillDone:
    """Book a bill, or ask a second person where it differs to the cooperative's loss. Use-case.

    It stands in the books today; its own day says when it is due. What the goods cost otherwise than they were taken in
    for changes what lies there and what was made of them since.

    Args:
        actor: Who books it.
        place: The own cooperative.
        typed: The bill as its paper says it.
        today: The business date.
        request_id: Made once per intention; the entry and the request for a second person bear it.
        now: The moment, aware.
        document: Name and content of the paper's photo.

    Raises:
        BillRefusedError: See there.
        StockRefusedError, EntryRefusedError, FileRefusedError: Stock, books or the photo refuse it.
    """
    checked_bill(typed, today=today)

    def work() -> dict[str, str]:
        partner, lines = _held(place.id, typed)
        found = match_bill(cooperative_id=place.id, typed=typed, lines=lines, on=today)
        file_id = kept_document(
            cooperative_id=place.id,
            document=document,
            kind=FILE_KIND,
            title=f"Tagihan {partner.name} {typed.paper_no}",
            now=now,
        )
        if found.asks:
            asked = ask(
                actor=actor,
                kind=BILL_KIND,
                facts=_asked(actor, partner, typed, lines, found.asks, found.said, file_id),
                reason=" ".join(found.asks)[:400],
                now=now,
                request_id=request_id,
                amount_rp=typed.total_rp,
            )
            return {"bill": "", "approval": str(asked.id)}
        bill = _book(
            place,
            partner,
            typed,
            lines,
            found.said,
            file_id,
            today=today,
            actor=actor,
            request_id=request_id,
            now=now,
        )
        return {"bill": str(bill.id), "approval": ""}

    facts = _facts(typed) | document_facts(document)
    answer = once(actor, Action.BUY_GOODS, "record_bill", facts, request_id, now, work)
    return BillDone(*(UUID(answer[key]) if answer[key] else None for key in ("bill", "approval")))


def carry_out_bill(*, request: ApprovalRequest, actor: Actor, now: datetime) -> None:  # noqa: ARG001  the approvals' own line of the trail names who approved
    """Book a bill that a second person agreed to, as it was typed. Step of the approval.

    Raises:
        BillRefusedError: ``moved``: bills or returns came between; ``goods``, ``again``, ``partner``.
    """
    facts, place = request.facts, Cooperative.objects.get(id=request.cooperative_id)
    typed = _typed(facts["typed"])
    asker = Actor(
        request.requested_by_id,
        request.requested_by.name,
        Role(facts["role"]),
        place.id,
        UUID(facts["membership"]),
    )
    partner, lines = _held(place.id, typed)
    if facts["seen"] != _seen(lines):
        raise BillRefusedError(wrong="moved")
    bill = _book(
        place,
        partner,
        typed,
        lines,
        facts["said"],
        UUID(facts["file"]) if facts["file"] else None,
        today=business_date(now, Zone(place.zone)),
        actor=asker,
        request_id=request.id,
        now=now,
    )
    bill.approval = request
    bill.save(update_fields=["approval"])


def take_bill_back(
    *,
    actor: Actor,
    place: Cooperative,
    bill_id: UUID,
    why: str,
    today: date,
    request_id: UUID,
    now: datetime,
) -> None:
    """Take a bill back of which nothing is paid: its goods wait for a bill again, at what they were taken in for.

    Use-case. What they came to cost by it is put back by difference, today.

    Raises:
        BillRefusedError: ``why gone undone paid``.
        StockRefusedError, EntryRefusedError: Stock or books refuse it.
    """
    reason = checked_why(why, BillRefusedError)

    def work() -> None:
        bill = locked_bill(cooperative_id=place.id, bill_id=bill_id)
        if bill.undone_on:
            raise BillRefusedError(wrong="undone")
        if bill.settled_rp:
            raise BillRefusedError(wrong="paid")
        lines = list(bill.lines.order_by("line_no"))
        goods = {
            one.id: one
            for one in locked_goods(cooperative_id=place.id, ids=[line.receipt_line_id for line in lines])
        }
        changes = {
            goods[line.receipt_line_id].move_id: line.taken_rp - line.share_rp
            for line in lines
            if line.taken_rp != line.share_rp
        }
        act = Act("procurement.bill.taken_back", _said(bill, bill.partner) | {"reason": reason}, now)
        _post(
            place,
            bill,
            f"Batal tagihan {bill.name}: {reason}",
            {id_: rp for id_, rp in changes.items() if id_},
            -bill.total_rp,
            today=today,
            actor=actor,
            request_id=request_id,
            now=now,
            act=act,
        )
        for line in lines:
            there = goods[line.receipt_line_id]
            there.settled_qty -= line.taken_qty
            there.settled_rp -= line.taken_rp
        _keep_settled(place.id, list(goods.values()))
        bill.undone_on, bill.undone_why, bill.undone_by_id = today, reason, actor.person_id
        bill.save(update_fields=["undone_on", "undone_why", "undone_by"])

    facts = {"bill": bill_id, "why": reason}
    once(actor, Action.BUY_GOODS, "take_bill_back", facts, request_id, now, work)


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


def _held(place_id: int, typed: BillTyped) -> tuple[Partner, list[ReceiptLine]]:
    """Lock the partner and the goods that a bill names, and refuse what cannot be billed."""
    partner = held_partner(cooperative_id=place_id, partner_id=typed.partner_id, refusal=BillRefusedError)
    rows = Bill.objects.filter(
        cooperative_id=place_id, partner=partner, paper_no=typed.paper_no, undone_on__isnull=True
    )
    earlier = rows.first()
    if earlier is not None:
        raise BillRefusedError(wrong="again", name=earlier.name)
    ids = [line.receipt_line_id for line in typed.lines]
    lines = locked_goods(cooperative_id=place_id, ids=ids)
    if len(lines) != len(ids):
        raise BillRefusedError(wrong="goods", product="")
    for line in lines:
        is_gone = line.receipt.undone_on or line.receipt.partner_id != partner.id
        if is_gone or line.settled_qty >= line.qty:
            raise BillRefusedError(wrong="goods", product=line.product.name)
    if len({line.receipt.unit_id for line in lines}) > 1:
        raise BillRefusedError(wrong="units")
    return partner, lines


def _book(
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
    moves = _post(
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
    _keep_settled(place.id, lines)
    keep_prices(
        partner=partner,
        lines=[(goods[line.receipt_line_id], line) for line in typed.lines],
        on=typed.billed_on,
        now=now,
    )
    return bill


def _post(
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
        act = Act("procurement.bill.recorded", _said(bill, bill.partner), now)
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


def _keep_settled(place_id: int, lines: Sequence[ReceiptLine]) -> None:
    ReceiptLine.objects.filter(cooperative_id=place_id).bulk_update(lines, ["settled_qty", "settled_rp"])


def _said(bill: Bill, partner: Partner) -> dict[str, str]:
    return {
        "name": bill.name,
        "paper": bill.paper_no,
        "partner": partner.name,
        "amount": rupiah(bill.total_rp),
    }


def _seen(lines: Sequence[ReceiptLine]) -> list[list[str]]:
    return [[str(line.id), str(line.settled_qty), str(line.settled_rp)] for line in lines]


def _asked(
    actor: Actor,
    partner: Partner,
    typed: BillTyped,
    lines: Sequence[ReceiptLine],
    asks: Sequence[str],
    said: Sequence[str],
    file_id: UUID | None,
) -> dict[str, Any]:
    return {
        "typed": _facts(typed),
        "role": actor.role.value,
        "membership": str(actor.membership_id),
        "seen": _seen(lines),
        "said": list(said),
        "asks": list(asks),
        "file": str(file_id) if file_id else "",
        "partner": partner.name,
        "paper": typed.paper_no,
        "amount": rupiah(typed.total_rp),
        "day": day(typed.billed_on),
    }


def _facts(typed: BillTyped) -> dict[str, Any]:
    return {
        "partner": str(typed.partner_id),
        "paper_no": typed.paper_no,
        "billed_on": typed.billed_on.isoformat(),
        "due_on": typed.due_on.isoformat() if typed.due_on else "",
        "total_rp": typed.total_rp,
        "extra_rp": typed.extra_rp,
        "discount_rp": typed.discount_rp,
        "lines": [
            [str(line.receipt_line_id), line.qty, line.amount_rp, line.is_last] for line in typed.lines
        ],
    }


def _typed(facts: Mapping[str, Any]) -> BillTyped:
    return BillTyped(
        partner_id=UUID(facts["partner"]),
        paper_no=facts["paper_no"],
        billed_on=date.fromisoformat(facts["billed_on"]),
        due_on=date.fromisoformat(facts["due_on"]) if facts["due_on"] else None,
        total_rp=facts["total_rp"],
        extra_rp=facts["extra_rp"],
        discount_rp=facts["discount_rp"],
        lines=[
            BillLineTyped(receipt_line_id=UUID(id_), qty=qty, amount_rp=rp, is_last=is_last)
            for id_, qty, rp, is_last in facts["lines"]
        ],
    )
