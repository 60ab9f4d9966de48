"""The invented loan book of Bumiayu: who borrowed what and when, and which instalments came; as rules of loans say."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from functools import cache
from typing import TYPE_CHECKING

from guyub.finance.loans.domain.events import Event, Kind
from guyub.finance.loans.domain.lifecycle import Way
from guyub.finance.loans.domain.offering import contract_of
from guyub.finance.loans.domain.outcomes import NOTHING, Outcome, outcome_of
from guyub.finance.loans.domain.schedules import schedule_of
from guyub.finance.loans.domain.servicing import Component
from guyub.finance.loans.domain.states import state_of
from guyub.foundation.kernel.dates import add_months
from guyub.journeys.services.ledger_example_events import OPENING, months_until, wave
from guyub.journeys.services.loan_product_examples import KELUARGA, USAHA

if TYPE_CHECKING:
    from collections.abc import Iterator

    from guyub.finance.loans.domain.contracts import Contract

LENT_RP = 108_400_000  # what members owed at the end of 2025
DAYS = (4, 11, 18, 25)  # of a month, on which instalments fall due and are brought
OFFERED = {"usaha": USAHA, "kebutuhan-keluarga": KELUARGA}
PURPOSES = ("Modal warung", "Beli gerobak", "Bahan kue", "Sekolah anak", "Perbaikan rumah", "Benih dan pupuk")
# Loans whose instalments stop coming: which of those of before 2026, and since when. The last one comes back.
_STOPPED = {2: date(2026, 8, 1), 8: date(2026, 4, 1), 20: date(2026, 1, 1)}
_BACK, _BACK_SINCE = 2, date(2026, 11, 1)
# Who borrowed lately, by their place in the register: the member whom the demonstration lets in, five months ago; three
# who sit in one group of joint liability, six months ago, and who bring their last instalments to its meeting.
OWN, OWN_MONTHS = 41, 5
JOINT, JOINT_MONTHS = (7, 8, 10), 6


@dataclass(frozen=True, slots=True)
class Payment:
    """An instalment that came: its day, whole rupiah, how it was split and what is left; as it was booked."""

    on: date
    amount_rp: int
    outcome: Outcome
    way: Way = Way.TUNAI


@dataclass(frozen=True, slots=True)
class Lent:
    """One invented loan.

    Args:
        key: Its name among the examples.
        borrower: Which of the members, from 0.
        product: The code of its product.
        contract: What was agreed, with the day on which it was paid out.
        payments: What came, by day; what came before 2026 is in the older books alone.
        is_old: It ran when the books of 2026 began.
    """

    key: str
    borrower: int
    product: str
    contract: Contract
    payments: tuple[Payment, ...]
    is_old: bool

    @property
    def on(self) -> date:
        """The day on which it was paid out."""
        day = self.contract.terms.disbursed_on
        assert day is not None  # noqa: S101  each example is dated
        return day


@cache
def loan_book(until: date) -> tuple[Lent, ...]:
    """Give the loans of Bumiayu with what happened to them until a day, itself included; always the same."""
    return (*_old(until), *_new(until))


def _old(until: date) -> Iterator[Lent]:
    """Loans of 2025; the last of them makes their sum what the opening balance says."""
    left_rp, at = LENT_RP, 0
    while left_rp > 5_000_000:
        month = add_months(date(2025, 2, 1), at * 7 % 10)
        on = month.replace(day=DAYS[at % 4])
        principal_rp = wave(on, 3_000_000, 6, 1_200_000)
        contract = _contract("usaha", principal_rp, (12, 18, 24)[at % 3], on)
        brought = _brought(contract)
        owed_rp = brought[-1].outcome.left_rp if brought else principal_rp
        if owed_rp < left_rp - 500_000:
            left_rp -= owed_rp
            yield _lent(f"lama-{at}", at, "usaha", contract, brought, at, until, is_old=True)
        at += 1
    contract = _contract("usaha", left_rp, 24, date(2025, 12, 25))
    yield _lent("lama-akhir", at, "usaha", contract, (), at, until, is_old=True)


def _new(until: date) -> Iterator[Lent]:
    """Three loans a month in 2026, of either product."""
    at, joint = 60, iter(JOINT)
    own_in, joint_in = (add_months(until.replace(day=1), -back) for back in (OWN_MONTHS, JOINT_MONTHS))
    for month in months_until(date(2026, 1, 1), until):
        for day in DAYS[1:]:
            on = month.replace(day=day)
            if on > until:
                return
            product = "kebutuhan-keluarga" if at % 3 == 0 else "usaha"
            principal_rp = wave(on, 1_000_000, 5, 500_000) if at % 3 == 0 else wave(on, 2_500_000, 5, 500_000)
            contract = _contract(product, principal_rp, 12 if at % 2 else 10, on)
            lent = _lent(f"baru-{at}", at, product, contract, (), -1, until, is_old=False)
            if month == own_in and day == DAYS[1]:
                lent = replace(lent, borrower=OWN)
            elif month == joint_in:
                lent = replace(
                    lent,
                    borrower=next(joint),
                    payments=tuple(
                        one for one in lent.payments if one.on < add_months(until.replace(day=1), -1)
                    ),
                )
            yield lent
            at += 1


def _contract(product: str, principal_rp: int, instalments: int, on: date) -> Contract:
    offered = OFFERED[product]
    return contract_of(
        offered, amount_rp=principal_rp, instalments=instalments, rate_ppm=offered.rate_ppm, disbursed_on=on
    )


def _brought(contract: Contract) -> tuple[Payment, ...]:
    """What had come of a loan of before 2026, each instalment on its day; the books of then have its entries."""
    payments, events, booked = list[Payment](), list[Event](), NOTHING
    for one in schedule_of(contract.terms).instalments:
        if one.due_on is None or one.due_on > OPENING:
            break
        events.append(Event(on=one.due_on, kind=Kind.REPAYMENT, amount=one.total, place=len(events)))
        outcome = outcome_of(contract, events, booked=booked, today=one.due_on)
        booked = booked.plus(outcome.own)
        payments.append(Payment(one.due_on, one.total, outcome, Way.SALDO_AWAL))
    return tuple(payments)


def _lent(
    key: str,
    at: int,
    product: str,
    contract: Contract,
    brought: tuple[Payment, ...],
    which: int,
    until: date,
    *,
    is_old: bool,
) -> Lent:
    stopped = _STOPPED.get(which, date.max)
    payments, events = list(brought), [_event(one, place) for place, one in enumerate(brought)]
    booked = NOTHING
    for one in brought:
        booked = booked.plus(one.outcome.own)
    for line in state_of(contract.terms, contract.servicing, events, OPENING if is_old else until).lines:
        due_on = line.due_on
        is_back = which == _BACK and due_on >= _BACK_SINCE
        if not OPENING < due_on <= until or (due_on >= stopped and not is_back):
            continue
        amount_rp = line.due[Component.PRINCIPAL] + line.due[Component.INTEREST]
        event = Event(on=due_on, kind=Kind.REPAYMENT, amount=amount_rp, place=len(events))
        events.append(event)
        outcome = outcome_of(contract, events, booked=booked, today=due_on)
        booked = booked.plus(outcome.own)
        payments.append(Payment(due_on, amount_rp, outcome))
    return Lent(key, (at * 5 + 2) % 118, product, contract, tuple(payments), is_old)


def _event(payment: Payment, place: int) -> Event:
    return Event(on=payment.on, kind=Kind.REPAYMENT, amount=payment.amount_rp, place=place)
