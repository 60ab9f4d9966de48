"""A member's money that a till took reaches savings, loans or bon by their own rules; what they refuse waits.

The till gives a receipt at once, without knowing what is owed: which months or which loan it pays is decided here. What
exceeds what is owed is not entered until a person has decided; the event keeps it.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING

from guyub.books.ledger.selectors.periods import periods_of
from guyub.books.ledger.services.posting import Act
from guyub.books.treasury.services.till_shifts import LATE_PART
from guyub.finance.loans.services.receiving import receive_instalments
from guyub.finance.savings.services.dues_paying import months_words, oldest_months, pay_months
from guyub.foundation.identity.services.audit import record
from guyub.foundation.kernel.dates import Zone, business_date
from guyub.foundation.kernel.formats import rupiah
from guyub.trade.retail.domain.accounts import till_name
from guyub.trade.retail.domain.baskets import TenderKind
from guyub.trade.retail.domain.told import TillEventRefusedError
from guyub.trade.retail.domain.told_dues import Purpose
from guyub.trade.retail.models import Till, TillReceipt
from guyub.trade.retail.selectors.till_facts import told_by
from guyub.trade.retail.services.bon import BonMoney, receive_bon
from guyub.trade.retail.services.late_cash import follow_count
from guyub.trade.retail.services.sales import known, money_lines

if TYPE_CHECKING:
    from datetime import date, datetime
    from uuid import UUID

    from guyub.foundation.identity.domain.roles import Actor
    from guyub.foundation.kernel.models import Cooperative
    from guyub.trade.retail.domain.told_dues import DuesTold
    from guyub.trade.retail.selectors.till_facts import TillHeld, Told

LONGEST_VOUCHERS = 200


@dataclass(frozen=True, slots=True, kw_only=True)
class _Receiving:
    """Money at hand: whose, where it lies, who took it; ``on`` is its day in the books."""

    receipt_id: UUID
    told: DuesTold
    place: Cooperative
    till: TillHeld
    cashier: Actor
    cash_place_id: UUID
    name: str
    on: date
    today: date
    now: datetime
    facts: Told

    @property
    def who(self) -> str:
        """Say on the vouchers which receipt of the till it was."""
        return f"Nota kasir {self.name}"


def receive_dues(
    *,
    cooperative_id: int,
    device_id: UUID,
    receipt_id: UUID,
    told: DuesTold,
    taken_at: datetime,
    now: datetime,
) -> TillReceipt:
    """Enter a member's money that a till took. Step: needs an open transaction in the scope of the cooperative.

    Where the month of its day is closed, it counts from the first open day.

    Args:
        cooperative_id: Whose.
        device_id: The device that told it.
        receipt_id: The id of the event, which is the receipt's: it is entered once.
        told: What was taken, of whom, for what.
        taken_at: When, aware.
        now: The moment of its receipt, aware.

    Raises:
        TillEventRefusedError: ``till number cashier member way bank``.
        DuesRefusedError, StandingRefusedError: Simpanan wajib does not take it: more than may be paid, the own.
        ServingRefusedError, loans EventRefusedError: No loan takes it: none runs, more than is owed, the own.
        BonRefusedError: More than is owed on bon.
        EventRefusedError, EntryRefusedError: The books refuse it.
    """
    at_hand, facts = _at_hand(cooperative_id, device_id, receipt_id, told, taken_at, now)
    vouchers = {
        Purpose.DUES: _dues,
        Purpose.INSTALMENT: _instalments,
        Purpose.CREDIT: _bon,
    }[told.purpose](at_hand)
    receipt = TillReceipt.objects.create(
        id=receipt_id,
        cooperative_id=cooperative_id,
        till_id=at_hand.till.till_id,
        series=told.series,
        till_no=told.number,
        purpose=told.purpose.value,
        member_id=told.member_id,
        amount_rp=told.amount_rp,
        way=told.way.value,
        vouchers=vouchers[:LONGEST_VOUCHERS],
        cashier_id=told.cashier_id,
        till_shift=told.shift_id,
        taken_at=taken_at,
        taken_on=business_date(taken_at, Zone(at_hand.place.zone)),
        recorded_at=now,
    )
    follow_count(
        facts=facts,
        cashier=at_hand.cashier,
        receipt_id=receipt_id,
        name=at_hand.name,
        cash_rp=told.amount_rp if told.way is TenderKind.CASH else 0,
        now=now,
    )
    said = {"name": at_hand.name, "amount": rupiah(told.amount_rp), "about": str(facts.member_person_id)}
    record(
        cooperative_id=cooperative_id, actor=at_hand.cashier, act="retail.dues.received", facts=said, now=now
    )
    return receipt


def _at_hand(
    cooperative_id: int,
    device_id: UUID,
    receipt_id: UUID,
    told: DuesTold,
    taken_at: datetime,
    now: datetime,
) -> tuple[_Receiving, Told]:
    facts = told_by(
        cooperative_id=cooperative_id,
        device_id=device_id,
        cashier_id=told.cashier_id,
        shift_id=told.shift_id,
        at=taken_at,
        member_id=told.member_id,
        series=told.series,
        number=told.number,
    )
    till, cashier = known(facts, series=told.series, number=told.number)
    name, zone = till_name(told.series, told.number), Zone(facts.place.zone)
    taken = TillReceipt.objects.filter(cooperative_id=cooperative_id, series=told.series, till_no=told.number)
    if taken.exists():
        raise TillEventRefusedError(wrong="number", number=name)
    if facts.member_person_id is None:
        raise TillEventRefusedError(wrong="member")
    today = business_date(now, zone)
    at_hand = _Receiving(
        receipt_id=receipt_id,
        told=told,
        place=facts.place,
        till=till,
        cashier=cashier,
        cash_place_id=_lies_in(cooperative_id, till, told.way),
        name=name,
        on=_first_open(cooperative_id, business_date(taken_at, zone)),
        today=today,
        now=now,
        facts=facts,
    )
    return at_hand, facts


def _lies_in(cooperative_id: int, till: TillHeld, way: TenderKind) -> UUID:
    """Give the cash place of a way of paying: the drawer, or the account that the till names."""
    if way is TenderKind.CASH:
        return till.drawer_id
    if way is not TenderKind.TRANSFER:
        raise TillEventRefusedError(wrong="way")
    rows = Till.objects.filter(cooperative_id=cooperative_id, id=till.till_id)
    bank_id = rows.values_list("bank_id", flat=True).first()
    if bank_id is None:
        raise TillEventRefusedError(wrong="bank")
    return bank_id


def _first_open(cooperative_id: int, on: date) -> date:
    periods = periods_of(cooperative_id=cooperative_id)
    return max(on, periods.closed_through + timedelta(days=1)) if periods else on


def _dues(at_hand: _Receiving) -> str:
    told, today = at_hand.told, at_hand.today
    months = oldest_months(
        place=at_hand.place, member_id=told.member_id, amount_rp=told.amount_rp, today=today
    )
    paid = pay_months(
        place=at_hand.place,
        member_id=told.member_id,
        months=months,
        amount_rp=told.amount_rp,
        cash_place_id=at_hand.cash_place_id,
        on=at_hand.on,
        who=at_hand.who,
        today=today,
        actor=at_hand.cashier,
        request_id=at_hand.receipt_id,
        now=at_hand.now,
        act=Act("savings.dues.paid", {"months": months_words(months)}, at_hand.now),
    )
    return paid.voucher


def _instalments(at_hand: _Receiving) -> str:
    served = receive_instalments(
        place=at_hand.place,
        actor=at_hand.cashier,
        member_id=at_hand.told.member_id,
        amount_rp=at_hand.told.amount_rp,
        cash_place_id=at_hand.cash_place_id,
        is_bank=at_hand.told.way is TenderKind.TRANSFER,
        who=at_hand.who,
        on=at_hand.on,
        today=at_hand.today,
        request_id=at_hand.receipt_id,
        now=at_hand.now,
        part=LATE_PART + 1,
    )
    return ", ".join(one.posted.name for one in served if one.posted)


def _bon(at_hand: _Receiving) -> str:
    told, till = at_hand.told, at_hand.till
    paid = receive_bon(
        place=at_hand.place,
        actor=at_hand.cashier,
        member_id=told.member_id,
        money=BonMoney(
            amount_rp=told.amount_rp,
            paid_by=money_lines(
                {told.way: told.amount_rp}, till, unit_id=till.unit_id, member_id=told.member_id
            ),
            way=told.way,
            paid_on=at_hand.on,
            cash_place_id=at_hand.cash_place_id,
            till_number=at_hand.name,
        ),
        today=at_hand.today,
        request_id=at_hand.receipt_id,
        now=at_hand.now,
        payment_id=at_hand.receipt_id,
        is_late=True,
    )
    return str(paid.entry)
