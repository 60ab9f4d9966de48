"""Bills of suppliers: held against order and receipt, booked, and what the goods cost put right.

What differs to the cooperative's loss beyond the tolerance waits for a second person, who sees it in words.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any
from uuid import UUID

from guyub.books.ledger.services.posting import Act
from guyub.foundation.approvals.services.requests import ask
from guyub.foundation.identity.domain.roles import Action, Actor, Role
from guyub.foundation.kernel.dates import Zone, business_date
from guyub.foundation.kernel.formats import day, rupiah
from guyub.foundation.kernel.models import Cooperative
from guyub.trade.procurement.domain.bills import (
    BillRefusedError,
    BillTyped,
    checked_bill,
)
from guyub.trade.procurement.domain.orders import checked_why
from guyub.trade.procurement.models import Bill, ReceiptLine
from guyub.trade.procurement.selectors.bills import BILL_KIND
from guyub.trade.procurement.selectors.goods import locked_goods
from guyub.trade.procurement.selectors.matches import match_bill
from guyub.trade.procurement.services.acting import (
    Document,
    document_facts,
    held_partner,
    kept_document,
    once,
)
from guyub.trade.procurement.services.bill_booking import (
    book_bill,
    keep_settled,
    locked_bill,
    post_bill,
    said_bill,
)
from guyub.trade.procurement.services.bill_facts import facts_of, seen_of, typed_of

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date, datetime

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
        bill = book_bill(
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

    facts = facts_of(typed) | document_facts(document)
    answer = once(actor, Action.BUY_GOODS, "record_bill", facts, request_id, now, work)
    return BillDone(*(UUID(answer[key]) if answer[key] else None for key in ("bill", "approval")))


def carry_out_bill(*, request: ApprovalRequest, actor: Actor, now: datetime) -> None:  # noqa: ARG001  the approvals' own line of the trail names who approved
    """Book a bill that a second person agreed to, as it was typed. Step of the approval.

    Raises:
        BillRefusedError: ``moved``: bills or returns came between; ``goods``, ``again``, ``partner``.
    """
    facts, place = request.facts, Cooperative.objects.get(id=request.cooperative_id)
    typed = typed_of(facts["typed"])
    asker = Actor(
        request.requested_by_id,
        request.requested_by.name,
        Role(facts["role"]),
        place.id,
        UUID(facts["membership"]),
    )
    partner, lines = _held(place.id, typed)
    if facts["seen"] != seen_of(lines):
        raise BillRefusedError(wrong="moved")
    bill = book_bill(
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
        BillRefusedError: ``why gone undone opening paid``.
        StockRefusedError, EntryRefusedError: Stock or books refuse it.
    """
    reason = checked_why(why, BillRefusedError)

    def work() -> None:
        bill = locked_bill(cooperative_id=place.id, bill_id=bill_id)
        if bill.undone_on:
            raise BillRefusedError(wrong="undone")
        if bill.opening_id:
            raise BillRefusedError(wrong="opening")
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
        act = Act("procurement.bill.taken_back", said_bill(bill) | {"reason": reason}, now)
        post_bill(
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
        keep_settled(place.id, list(goods.values()))
        bill.undone_on, bill.undone_why, bill.undone_by_id = today, reason, actor.person_id
        bill.save(update_fields=["undone_on", "undone_why", "undone_by"])

    facts = {"bill": bill_id, "why": reason}
    once(actor, Action.BUY_GOODS, "take_bill_back", facts, request_id, now, work)


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
        "typed": facts_of(typed),
        "role": actor.role.value,
        "membership": str(actor.membership_id),
        "seen": seen_of(lines),
        "said": list(said),
        "asks": list(asks),
        "file": str(file_id) if file_id else "",
        "partner": partner.name,
        "paper": typed.paper_no,
        "amount": rupiah(typed.total_rp),
        "day": day(typed.billed_on),
    }
