"""Paying what is owed to suppliers: to the account that two people agreed to, or in cash; in parts; taken back.

No second person is asked: whoever pays finds a bill that agrees with what was ordered and came, or that a second person
agreed to.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any
from uuid import UUID

from django.db.models import F

from guyub.books.ledger.services.posting import Act
from guyub.books.treasury.domain.places import CashKind
from guyub.books.treasury.selectors.places import places_of
from guyub.books.treasury.services.booking import EventTyped, book_event, take_back_event
from guyub.community.partners.selectors.accounts import account_of
from guyub.community.partners.selectors.partners import one_partner
from guyub.finance.savings.services.till import check_place
from guyub.foundation.identity.domain.roles import Action
from guyub.foundation.kernel.formats import rupiah
from guyub.foundation.kernel.ids import uuid7
from guyub.trade.procurement.domain.accounts import CONTEXT
from guyub.trade.procurement.domain.debts import (
    DebtRefusedError,
    OpenBill,
    checked_parts,
    paid_oldest_first,
)
from guyub.trade.procurement.domain.orders import checked_why
from guyub.trade.procurement.models import Bill, Settlement, SupplierPayment
from guyub.trade.procurement.services.acting import once

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import date, datetime

    from guyub.books.treasury.services.booking import Booked
    from guyub.community.partners.selectors.partners import PartnerRow
    from guyub.foundation.identity.domain.roles import Actor
    from guyub.foundation.kernel.models import Cooperative

SOURCE = "procurement.payment"
PAID = "pemasok.bayar"
LONGEST_NOTE = 80
MOST_BILLS = 200


@dataclass(frozen=True, slots=True, kw_only=True)
class PaymentTyped:
    """A payment to a supplier.

    Args:
        partner_id: To whom.
        cash_place_id: From where; a bank pays to the partner's account alone.
        paid_on: The day.
        amount_rp: Whole rupiah, paid to the oldest bills first; None where ``parts`` say it.
        parts: What of each bill is paid; empty: the oldest first.
        note: At most 80 letters.
    """

    partner_id: UUID
    cash_place_id: UUID | None
    paid_on: date
    amount_rp: int | None
    parts: Mapping[UUID, int]
    note: str = ""


def pay_supplier(
    *,
    actor: Actor,
    place: Cooperative,
    typed: PaymentTyped,
    today: date,
    request_id: UUID,
    now: datetime,
) -> UUID:
    """Pay bills of one supplier in one payment. Use-case of who keeps the treasury.

    Args:
        actor: Who pays.
        place: The own cooperative.
        typed: The payment.
        today: The business date.
        request_id: Made once per intention; the voucher's entry bears it.
        now: The moment, aware.

    Returns:
        The id of the payment.

    Raises:
        DebtRefusedError: ``day partner none amount moved units account``.
        TillRefusedError, ShiftRefusedError: The place is not the actor's.
        EventRefusedError, EntryRefusedError: The books refuse it.
    """
    if typed.paid_on > today:
        raise DebtRefusedError(wrong="day")

    def work() -> str:
        partner = _partner(place.id, typed.partner_id)
        bills = _open_bills(place.id, partner.partner_id, only=set(typed.parts))
        parts = _parts_of(typed, bills)
        paid = [bill for bill in bills if bill.id in parts]
        if len({bill.unit_id for bill in paid}) > 1:
            raise DebtRefusedError(wrong="units")
        if any(bill.billed_on > typed.paid_on for bill in paid):
            raise DebtRefusedError(wrong="day")
        payment = SupplierPayment(
            id=uuid7(),
            cooperative_id=place.id,
            partner_id=partner.partner_id,
            unit_id=paid[0].unit_id,
            paid_on=typed.paid_on,
            amount_rp=sum(parts.values()),
            note=" ".join(typed.note.split())[:LONGEST_NOTE],
            person_id=actor.person_id,
            recorded_at=now,
        )
        cash_place_id = check_place(actor=actor, place=place, cash_place_id=typed.cash_place_id)
        payment.account_id = account_paid(
            cooperative_id=place.id, partner_id=partner.partner_id, cash_place_id=cash_place_id
        )
        booked = _booked(place, payment, partner.name, paid, cash_place_id, today, actor, request_id, now)
        payment.event_id, payment.entry_id = booked.event_id, booked.posted.entry_id
        payment.save(force_insert=True)
        settle_bills(paid, parts, payment=payment, on=payment.paid_on)
        return str(payment.id)

    return UUID(once(actor, Action.KEEP_TREASURY, "pay_supplier", _facts(typed), request_id, now, work))


def take_payment_back(
    *,
    actor: Actor,
    place: Cooperative,
    payment_id: UUID,
    why: str,
    today: date,
    request_id: UUID,
    now: datetime,
) -> None:
    """Take a payment back whole, today: its bills are owed again. Use-case of who keeps the treasury.

    Raises:
        DebtRefusedError: ``why gone undone``.
        EventRefusedError, EntryRefusedError: The books refuse it.
    """
    reason = checked_why(why, DebtRefusedError)

    def work() -> None:
        rows = SupplierPayment.objects.select_for_update(of=("self",), no_key=True)
        payment = (
            rows.select_related("partner", "event").filter(cooperative_id=place.id, id=payment_id).first()
        )
        if payment is None:
            raise DebtRefusedError(wrong="gone")
        if payment.undone_on:
            raise DebtRefusedError(wrong="undone")
        unsettle(place.id, payment=payment, on=today)
        said = {"partner": payment.partner.name, "amount": rupiah(payment.amount_rp), "reason": reason}
        take_back_event(
            place=place,
            event=payment.event,
            reason=reason[:60],
            today=today,
            actor=actor,
            request_id=request_id,
            now=now,
            act=Act("procurement.debt.payment_undone", said, now),
            context=CONTEXT,
        )
        payment.undone_on, payment.undone_why = today, reason
        payment.save(update_fields=["undone_on", "undone_why"])

    facts = {"payment": payment_id, "why": reason}
    once(actor, Action.KEEP_TREASURY, "take_payment_back", facts, request_id, now, work)


def account_paid(*, cooperative_id: int, partner_id: UUID, cash_place_id: UUID) -> UUID | None:
    """Give the account to which a payment from a place goes; None for cash. Step; at most two queries.

    Raises:
        DebtRefusedError: ``account``: from a bank, and two people agreed to none.
    """
    kinds = {row.id: row.kind for row in places_of(cooperative_id=cooperative_id)}
    if kinds.get(cash_place_id) is not CashKind.BANK:
        return None
    account = account_of(cooperative_id=cooperative_id, partner_id=partner_id)
    if account is None:
        raise DebtRefusedError(wrong="account")
    return account.account_id


def settle_bills(bills: Sequence[Bill], parts: Mapping[UUID, int], *, on: date, **by: object) -> None:
    """Write what settles locked bills: a payment, or a credit with its own entry. Step; two queries.

    Args:
        bills: Under lock.
        parts: Whole rupiah by bill.
        on: The day.
        by: ``payment``, or ``credit`` and perhaps ``entry_id``.
    """
    for bill in bills:
        bill.settled_rp += parts[bill.id]
    place_id = bills[0].cooperative_id
    Bill.objects.filter(cooperative_id=place_id).bulk_update(bills, ["settled_rp"])
    Settlement.objects.bulk_create(
        Settlement(
            id=uuid7(), cooperative_id=place_id, bill=bill, amount_rp=parts[bill.id], settled_on=on, **by
        )
        for bill in bills
    )


def unsettle(place_id: int, *, on: date, **by: object) -> list[Settlement]:
    """Let bills be owed again that a payment or credit had settled. Step; three queries."""
    rows = list(Settlement.objects.filter(cooperative_id=place_id, undone_on__isnull=True, **by))
    bills = {bill.id: bill for bill in locked_bills(place_id, [row.bill_id for row in rows])}
    for row in rows:
        bills[row.bill_id].settled_rp -= row.amount_rp
        row.undone_on = on
    Bill.objects.filter(cooperative_id=place_id).bulk_update(list(bills.values()), ["settled_rp"])
    Settlement.objects.filter(cooperative_id=place_id).bulk_update(rows, ["undone_on"])
    return rows


def locked_bills(place_id: int, ids: Sequence[UUID]) -> list[Bill]:
    """Lock bills in the order of their ids. Step; one query."""
    rows = Bill.objects.select_for_update(no_key=True).filter(cooperative_id=place_id, id__in=ids)
    return list(rows.order_by("id"))


def _booked(
    place: Cooperative,
    payment: SupplierPayment,
    who: str,
    paid: Sequence[Bill],
    cash_place_id: UUID,
    today: date,
    actor: Actor,
    request_id: UUID,
    now: datetime,
) -> Booked:
    names = ", ".join(bill.paper_no for bill in paid)
    said = {"partner": who, "amount": rupiah(payment.amount_rp), "bills": names[:120]}
    return book_event(
        place=place,
        typed=EventTyped(
            kind=PAID,
            happened_on=payment.paid_on,
            amounts={"jumlah": payment.amount_rp},
            cash_place_id=cash_place_id,
            who=who,
            unit_id=payment.unit_id,
            note=f"Tagihan {names}"[:120],
            source_kind=SOURCE,
            source_id=payment.id,
        ),
        today=today,
        actor=actor,
        request_id=request_id,
        now=now,
        act=Act("procurement.debt.paid", said, now),
        context=CONTEXT,
    )


def _partner(place_id: int, partner_id: UUID) -> PartnerRow:
    partner = one_partner(cooperative_id=place_id, partner_id=partner_id)
    if partner is None:
        raise DebtRefusedError(wrong="partner")
    return partner


def _open_bills(place_id: int, partner_id: UUID, *, only: set[UUID]) -> list[Bill]:
    """Lock the bills of a partner that are not paid, in the order of their ids."""
    rows = Bill.objects.select_for_update(no_key=True).filter(
        cooperative_id=place_id,
        partner_id=partner_id,
        undone_on__isnull=True,
        settled_rp__lt=F("total_rp"),  # asked again once the lock is there
    )
    if only:
        rows = rows.filter(id__in=only)
    return list(rows.order_by("id")[:MOST_BILLS])


def _parts_of(typed: PaymentTyped, bills: Sequence[Bill]) -> dict[UUID, int]:
    told = [
        OpenBill(bill_id=bill.id, due_on=bill.due_on, open_rp=bill.total_rp - bill.settled_rp)
        for bill in bills
    ]
    if typed.parts:
        parts = checked_parts(typed.parts, bills=told)
        total_rp = sum(parts.values())
        if typed.amount_rp is not None and typed.amount_rp != total_rp:
            raise DebtRefusedError(wrong="amount", open_rp=total_rp)
        return parts
    return paid_oldest_first(typed.amount_rp or 0, bills=told)


def _facts(typed: PaymentTyped) -> dict[str, Any]:
    return {
        "partner": typed.partner_id,
        "place": typed.cash_place_id,
        "on": typed.paid_on,
        "amount_rp": typed.amount_rp,
        "parts": {str(id_): rp for id_, rp in typed.parts.items()},
        "note": typed.note,
    }
