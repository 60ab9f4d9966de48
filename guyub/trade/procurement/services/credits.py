"""What suppliers owe back: credit notes, money paid before the goods came, and which bills use them."""

from __future__ import annotations

from typing import TYPE_CHECKING
from uuid import UUID

from guyub.books.ledger.domain.entries import EntryDraft, LineDraft
from guyub.books.ledger.services.posting import Act, post_entry
from guyub.books.treasury.services.booking import EventTyped, book_event, take_back_event
from guyub.finance.savings.services.till import check_place
from guyub.foundation.approvals.domain.requests import needs_second_person
from guyub.foundation.identity.domain.roles import Action
from guyub.foundation.kernel.formats import rupiah
from guyub.foundation.kernel.ids import uuid7
from guyub.foundation.parameters.selectors.values import value_of
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
from guyub.trade.procurement.domain.orders import RUNNING, OrderState, checked_why
from guyub.trade.procurement.domain.receipts import LONGEST_NUMBER
from guyub.trade.procurement.models import Bill, BillLine, PurchaseOrder, SupplierCredit
from guyub.trade.procurement.selectors.goods import locked_goods
from guyub.trade.procurement.services.acting import (
    THRESHOLD,
    Document,
    document_facts,
    held_partner,
    kept_document,
    merged,
    note,
    once,
)
from guyub.trade.procurement.services.paying import account_paid, settle_bills, unsettle

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
        DebtRefusedError: ``why number amount gone moved``.
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
        credit = SupplierCredit(
            id=uuid7(),
            cooperative_id=place.id,
            kind=CreditKind.NOTA.value,
            partner_id=bill.partner_id,
            unit_id=bill.unit_id,
            given_on=today,
            amount_rp=amount_rp,
            paper_no=paper,
            reason=reason,
            person_id=actor.person_id,
            recorded_at=now,
        )
        credit.file_id = kept_document(
            cooperative_id=place.id, document=document, kind=FILE_KIND, title=f"Nota kredit {paper}", now=now
        )
        move_id = _move_of(place.id, bill, receipt_line_id)
        said = {"partner": bill.partner.name, "amount": rupiah(amount_rp), "reason": reason}
        act = Act("procurement.credit.given", said, now)
        _post_note(place, credit, move_id, amount_rp, today, actor, request_id, now, act)
        credit.goods_id = receipt_line_id
        credit.save(force_insert=True)
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


def pay_before(
    *,
    actor: Actor,
    place: Cooperative,
    partner_id: UUID,
    order_id: UUID | None,
    amount_rp: int,
    cash_place_id: UUID | None,
    why: str,
    on: date,
    today: date,
    request_id: UUID,
    now: datetime,
) -> UUID:
    """Pay a supplier before the goods came; bills use it. Use-case of who keeps the treasury.

    Above ``otorisasi.ambang`` only for an order that holds: a second person agreed to that.

    Args:
        actor: Who pays.
        place: The own cooperative.
        partner_id: To whom.
        order_id: For which order; None: for none.
        amount_rp: Whole rupiah, at most what the order comes to.
        cash_place_id: From where; a bank pays to the agreed account alone.
        why: What for, 5 to 200 letters.
        on: The day.
        today: The business date.
        request_id: Made once per intention.
        now: The moment, aware.

    Raises:
        DebtRefusedError: ``why day partner amount order account``.
        TillRefusedError, ShiftRefusedError, EventRefusedError, EntryRefusedError: Nothing was paid.
    """
    reason = checked_why(why, DebtRefusedError)
    if on > today:
        raise DebtRefusedError(wrong="day")

    def work() -> str:
        partner = held_partner(cooperative_id=place.id, partner_id=partner_id, refusal=DebtRefusedError)
        order = _order(place.id, partner.id, order_id)
        threshold_rp = int(value_of(THRESHOLD, cooperative_id=place.id, on=today))
        if order is None and needs_second_person(amount_rp, threshold_rp=threshold_rp):
            raise DebtRefusedError(wrong="order", open_rp=threshold_rp)
        if amount_rp <= 0 or (order and amount_rp > order.total_rp):
            raise DebtRefusedError(wrong="amount", open_rp=order.total_rp if order else threshold_rp)
        place_id = check_place(actor=actor, place=place, cash_place_id=cash_place_id)
        credit = SupplierCredit(
            id=uuid7(),
            cooperative_id=place.id,
            kind=CreditKind.MUKA.value,
            partner=partner,
            unit_id=order.location.unit_id if order else None,
            order=order,
            given_on=on,
            amount_rp=amount_rp,
            reason=reason,
            person_id=actor.person_id,
            recorded_at=now,
        )
        credit.account_id = account_paid(
            cooperative_id=place.id, partner_id=partner.id, cash_place_id=place_id
        )
        said = {"partner": partner.name, "amount": rupiah(amount_rp)}
        booked = book_event(
            place=place,
            typed=EventTyped(
                kind=PAID_BEFORE,
                happened_on=on,
                amounts={"jumlah": amount_rp},
                cash_place_id=place_id,
                who=partner.name,
                unit_id=credit.unit_id,
                note=f"{order.name if order else ''} {reason}".strip()[:120],
                source_kind=SOURCE,
                source_id=credit.id,
            ),
            today=today,
            actor=actor,
            request_id=request_id,
            now=now,
            act=Act("procurement.debt.paid_before", said, now),
            context=CONTEXT,
        )
        credit.event_id, credit.entry_id = booked.event_id, booked.posted.entry_id
        credit.save(force_insert=True)
        return str(credit.id)

    facts = {
        "partner": partner_id,
        "order": order_id,
        "amount_rp": amount_rp,
        "place": cash_place_id,
        "why": reason,
        "on": on,
    }
    return UUID(once(actor, Action.KEEP_TREASURY, "pay_before", facts, request_id, now, work))


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


def _order(place_id: int, partner_id: UUID, order_id: UUID | None) -> PurchaseOrder | None:
    if order_id is None:
        return None
    rows = PurchaseOrder.objects.filter(cooperative_id=place_id, id=order_id, partner_id=partner_id)
    order = rows.select_related("location").first()
    if order is None or OrderState(order.state) not in RUNNING:
        raise DebtRefusedError(wrong="order", open_rp=0)
    return order


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
