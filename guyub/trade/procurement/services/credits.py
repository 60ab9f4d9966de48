"""What suppliers owe back: credit notes, money paid before the goods came, and which bills use them."""

from __future__ import annotations

from typing import TYPE_CHECKING
from uuid import UUID

from guyub.books.ledger.domain.entries import EntryDraft, LineDraft
from guyub.books.ledger.services.posting import Act, post_entry
from guyub.books.treasury.services.booking import take_back_event
from guyub.foundation.identity.domain.roles import Action
from guyub.foundation.kernel.formats import rupiah
from guyub.foundation.kernel.ids import uuid7
from guyub.trade.inventory.services.keeping import unless_taken
from guyub.trade.inventory.services.moving import keep_moves
from guyub.trade.inventory.services.plans import Source
from guyub.trade.inventory.services.pricing import plan_prices
from guyub.trade.procurement.domain.accounts import (
    ADVANCES,
    CONTEXT,
    DEBTS,
    DIFFERENCES,
    UNBILLED,
    WITH_GOODS,
)
from guyub.trade.procurement.domain.debts import CreditKind, DebtRefusedError
from guyub.trade.procurement.domain.orders import checked_why
from guyub.trade.procurement.domain.receipts import LONGEST_NUMBER
from guyub.trade.procurement.models import Bill, BillLine, SupplierCredit
from guyub.trade.procurement.selectors.goods import locked_goods
from guyub.trade.procurement.services.acting import (
    Document,
    document_facts,
    kept_document,
    merged,
    note,
    once,
)
from guyub.trade.procurement.services.paying import settle_bills, unsettle

if TYPE_CHECKING:
    from datetime import date, datetime

    from guyub.foundation.identity.domain.roles import Actor
    from guyub.foundation.kernel.models import Cooperative

SOURCE = "procurement.credit"
PAID_BEFORE = "pemasok.uang_muka"
FILE_KIND = "NOTA_KREDIT"


def give_credit(
    *,
    actor: Actor,
    place: Cooperative,
    bill_id: UUID,
    receipt_line_id: UUID | None,
    amount_rp: int,
    paper_no: str,
    why: str,
    today: date,
    request_id: UUID,
    now: datetime,
    document: Document | None = None,
) -> UUID:
    """Book a credit note of a supplier without goods, and use it on its bill as far as that is open. Use-case.

    Where it makes goods cheaper, these cost less, and what was made of them since; otherwise it is a gain on stock.

    Args:
        actor: Who books it.
        place: The own cooperative.
        bill_id: The bill that it is about.
        receipt_line_id: The goods of that bill that it makes cheaper; None: it is about none.
        amount_rp: Whole rupiah.
        paper_no: Of the note, at most 40 letters; "" none.
        why: What it is for, 5 to 200 letters.
        today: The business date.
        request_id: Made once per intention.
        now: The moment, aware.
        document: Name and content of its photo.

    Raises:
        DebtRefusedError: ``why number amount again gone moved``.
        StockRefusedError: ``cost``: the goods would cost less than nothing.
        EntryRefusedError, FileRefusedError: Nothing was booked.
    """
    reason, paper = checked_why(why, DebtRefusedError), " ".join(paper_no.split())
    if len(paper) > LONGEST_NUMBER:
        raise DebtRefusedError(wrong="number")

    def work() -> str:
        bill = _bill(place.id, bill_id)
        if not 0 < amount_rp <= bill.total_rp:
            raise DebtRefusedError(wrong="amount", open_rp=bill.total_rp)
        _refuse_again(place.id, bill, paper)
        credit = _note_of(place.id, bill, amount_rp, paper, reason, today, actor, now)
        credit.file_id = kept_document(
            cooperative_id=place.id, document=document, kind=FILE_KIND, title=f"Nota kredit {paper}", now=now
        )
        move_id = _move_of(place.id, bill, receipt_line_id)
        said = {"partner": bill.partner.name, "amount": rupiah(amount_rp), "reason": reason}
        act = Act("procurement.credit.given", said, now)
        _post_note(place, credit, move_id, amount_rp, today, actor, request_id, now, act)
        credit.goods_id = receipt_line_id
        again = DebtRefusedError(wrong="again", name=paper)
        unless_taken(lambda: credit.save(force_insert=True), {"supplier_credit_paper_once": again})
        used_rp = min(amount_rp, bill.total_rp - bill.settled_rp)
        if used_rp:
            _use(credit, bill, used_rp, today, None)
        return str(credit.id)

    facts = {
        "bill": bill_id,
        "goods": receipt_line_id,
        "amount_rp": amount_rp,
        "paper": paper,
        "why": reason,
        **document_facts(document),
    }
    return UUID(once(actor, Action.BUY_GOODS, "give_credit", facts, request_id, now, work))


def use_credit(
    *,
    actor: Actor,
    place: Cooperative,
    credit_id: UUID,
    bill_id: UUID,
    today: date,
    request_id: UUID,
    now: datetime,
) -> None:
    """Settle a bill with what its supplier owes back, as far as both reach. Use-case of who keeps the treasury.

    Raises:
        DebtRefusedError: ``credit gone none units``.
        EntryRefusedError: The books refuse it.
    """

    def work() -> None:
        credit = _locked_credit(place.id, credit_id)
        bill = _bill(place.id, bill_id)
        left_rp = credit.amount_rp - credit.used_rp
        if credit.undone_on or credit.partner_id != bill.partner_id or not left_rp:
            raise DebtRefusedError(wrong="credit")
        if credit.unit_id != bill.unit_id:
            raise DebtRefusedError(wrong="units")
        used_rp = min(left_rp, bill.total_rp - bill.settled_rp)
        if not used_rp:
            raise DebtRefusedError(wrong="none")
        said = {"partner": bill.partner.name, "amount": rupiah(used_rp), "bill": bill.paper_no}
        act = Act("procurement.credit.used", said, now)
        entry_id = _post_use(place, credit, used_rp, today, actor, request_id, act)
        if entry_id is None:
            note(actor, "credit.used", said, now)
        _use(credit, bill, used_rp, today, entry_id)

    facts = {"credit": credit_id, "bill": bill_id}
    once(actor, Action.KEEP_TREASURY, "use_credit", facts, request_id, now, work)


def take_credit_back(
    *,
    actor: Actor,
    place: Cooperative,
    credit_id: UUID,
    why: str,
    today: date,
    request_id: UUID,
    now: datetime,
) -> None:
    """Take a credit note or a payment before the goods back, whole: bills that used it are owed again. Use-case.

    What goods that went back are worth is taken back with their return.

    Raises:
        DebtRefusedError: ``why gone undone credit``.
        StockRefusedError, EventRefusedError, EntryRefusedError: Stock or books refuse it.
    """
    reason = checked_why(why, DebtRefusedError)

    def work() -> None:
        credit = _locked_credit(place.id, credit_id)
        if credit.undone_on:
            raise DebtRefusedError(wrong="undone")
        if credit.kind == CreditKind.RETUR.value:
            raise DebtRefusedError(wrong="credit")
        settled = unsettle(place.id, credit=credit, on=today)
        used_rp = sum(row.amount_rp for row in settled)
        said = {"partner": credit.partner.name, "amount": rupiah(credit.amount_rp), "reason": reason}
        act = Act("procurement.credit.undone", said, now)
        if credit.kind == CreditKind.MUKA.value and credit.event is not None:
            if used_rp:
                _post_use(place, credit, -used_rp, today, actor, request_id, None, part=3)
            take_back_event(
                place=place,
                event=credit.event,
                reason=reason[:60],
                today=today,
                actor=actor,
                request_id=request_id,
                now=now,
                act=act,
                context=CONTEXT,
            )
        else:
            move_id = credit.goods.move_id if credit.goods else None
            _post_note(place, credit, move_id, -credit.amount_rp, today, actor, request_id, now, act)
        credit.used_rp, credit.undone_on, credit.undone_why = 0, today, reason
        credit.save(update_fields=["used_rp", "undone_on", "undone_why"])

    facts = {"credit": credit_id, "why": reason}
    once(actor, Action.KEEP_TREASURY, "take_credit_back", facts, request_id, now, work)


def _locked_credit(place_id: int, credit_id: UUID) -> SupplierCredit:
    rows = SupplierCredit.objects.select_for_update(of=("self",), no_key=True)
    told = rows.select_related("partner", "event", "goods").filter(cooperative_id=place_id, id=credit_id)
    credit = told.first()
    if credit is None:
        raise DebtRefusedError(wrong="gone")
    return credit


def _bill(place_id: int, bill_id: UUID) -> Bill:
    rows = Bill.objects.select_for_update(of=("self",), no_key=True).select_related("partner")
    bill = rows.filter(cooperative_id=place_id, id=bill_id, undone_on__isnull=True).first()
    if bill is None:
        raise DebtRefusedError(wrong="gone")
    return bill


def _refuse_again(place_id: int, bill: Bill, paper: str) -> None:
    """Refuse a note whose number stands already; of two that are brought at once, the table refuses the second."""
    notes = SupplierCredit.objects.filter(
        cooperative_id=place_id, partner_id=bill.partner_id, paper_no=paper, undone_on__isnull=True
    )
    if paper and notes.exists():
        raise DebtRefusedError(wrong="again", name=paper)


def _note_of(
    place_id: int,
    bill: Bill,
    amount_rp: int,
    paper: str,
    reason: str,
    on: date,
    actor: Actor,
    now: datetime,
) -> SupplierCredit:
    return SupplierCredit(
        id=uuid7(),
        cooperative_id=place_id,
        kind=CreditKind.NOTA.value,
        partner_id=bill.partner_id,
        unit_id=bill.unit_id,
        given_on=on,
        amount_rp=amount_rp,
        paper_no=paper,
        reason=reason,
        person_id=actor.person_id,
        recorded_at=now,
    )


def _move_of(place_id: int, bill: Bill, receipt_line_id: UUID | None) -> UUID | None:
    """Find the move of goods that a bill names."""
    if receipt_line_id is None:
        return None
    named = BillLine.objects.filter(cooperative_id=place_id, bill=bill, receipt_line_id=receipt_line_id)
    if not named.exists():
        raise DebtRefusedError(wrong="gone")
    (line,) = locked_goods(cooperative_id=place_id, ids=[receipt_line_id])
    return line.move_id


def _post_note(
    place: Cooperative,
    credit: SupplierCredit,
    move_id: UUID | None,
    amount_rp: int,
    today: date,
    actor: Actor,
    request_id: UUID,
    now: datetime,
    act: Act,
) -> None:
    """Post a credit note; with an amount below zero that it is taken back."""
    plan = plan_prices(place=place, changes={move_id: -amount_rp}, today=today) if move_id else None
    against = UNBILLED if plan else DIFFERENCES  # the goods' own lines take it off 2.1.17 again
    lines = [
        LineDraft(DEBTS, amount_rp, unit_id=credit.unit_id),
        LineDraft(against, -amount_rp, unit_id=credit.unit_id),
    ]
    is_new = amount_rp > 0
    draft = EntryDraft(
        occurred_on=today,
        memo=f"{'Nota kredit' if is_new else 'Batal nota kredit'} {credit.paper_no}: {credit.reason}"[:200],
        lines=merged([*lines, *(plan.lines if plan else [])]),
        request_id=request_id,
        source_kind=SOURCE,
        source_id=credit.id,
        file_id=credit.file_id if is_new else None,
    )
    posted = post_entry(place=place, context=WITH_GOODS, draft=draft, today=today, actor=actor, act=act)
    if is_new:
        credit.entry_id = posted.entry_id
    if plan:
        keep_moves(
            plan=plan,
            posted=posted,
            today=today,
            actor=actor,
            request_id=request_id,
            now=now,
            part=1,
            source=Source(SOURCE, credit.id),
        )


def _post_use(
    place: Cooperative,
    credit: SupplierCredit,
    used_rp: int,
    today: date,
    actor: Actor,
    request_id: UUID,
    act: Act | None,
    part: int = 0,
) -> UUID | None:
    """Post that what was paid before pays a bill; nothing of other credits, which stand on the debts' own account."""
    if credit.kind != CreditKind.MUKA.value:
        return None
    draft = EntryDraft(
        occurred_on=today,
        memo="Uang muka dipakai untuk tagihan" if used_rp > 0 else "Batal pemakaian uang muka",
        lines=[
            LineDraft(DEBTS, used_rp, unit_id=credit.unit_id),
            LineDraft(ADVANCES, -used_rp, unit_id=credit.unit_id),
        ],
        request_id=request_id,
        part=part,
        source_kind=SOURCE,
        source_id=credit.id,
    )
    return post_entry(place=place, context=CONTEXT, draft=draft, today=today, actor=actor, act=act).entry_id


def _use(credit: SupplierCredit, bill: Bill, used_rp: int, on: date, entry_id: UUID | None) -> None:
    credit.used_rp += used_rp
    credit.save(update_fields=["used_rp"])
    settle_bills([bill], {bill.id: used_rp}, credit=credit, on=on, entry_id=entry_id)
