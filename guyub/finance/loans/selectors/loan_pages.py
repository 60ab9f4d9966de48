"""One loan as its page and its papers show it: where it stands, its instalments, what was paid, who took it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from guyub.books.ledger.domain.entries import entry_name
from guyub.community.members.domain.register import member_number
from guyub.finance.loans.domain.contracts import written
from guyub.finance.loans.domain.events import Kind
from guyub.finance.loans.domain.lifecycle import OWING, STATE_WORDS, WAY_WORDS, LoanState, Way
from guyub.finance.loans.domain.outcomes import PAYMENTS
from guyub.finance.loans.domain.schedules import schedule_of
from guyub.finance.loans.domain.servicing import Component
from guyub.finance.loans.models import Loan, LoanEvent, LoanOrder
from guyub.finance.loans.selectors.guarantor_repayments import repayments_inquiry
from guyub.finance.loans.selectors.histories import History, history_inquiry
from guyub.finance.loans.selectors.securities import securities_inquiry
from guyub.foundation.kernel.rows import Row
from guyub.foundation.kernel.selectors.together import Inquiry, asked

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping, Sequence
    from datetime import date, datetime
    from uuid import UUID

    from django.db.models import QuerySet

    from guyub.finance.loans.domain.lines import Line
    from guyub.finance.loans.domain.running import Quote
    from guyub.finance.loans.domain.schedules import Schedule
    from guyub.finance.loans.selectors.guarantor_repayments import RepaymentRow
    from guyub.finance.loans.selectors.securities import Securities

_KIND_WORDS: Mapping[Kind, str] = {
    Kind.RESCHEDULE: "Jadwal ditata lagi",
    Kind.CHARGE: "Biaya ditagihkan",
    Kind.WAIVE: "Keringanan",
    Kind.REPAYMENT: "Angsuran",
    Kind.PAYOFF: "Pelunasan",
    Kind.REVERSAL: "Pembatalan",
}


@dataclass(frozen=True, slots=True)
class LineRow(Row):
    """One instalment as it stands; whole rupiah. ``open_rp`` is left of it, ``left_rp`` of the principal after it."""

    no: int
    due_on: date | None
    principal_rp: int
    interest_rp: int
    fee_rp: int
    penalty_rp: int
    open_rp: int
    left_rp: int

    @property
    def total_rp(self) -> int:
        """All that is due with it."""
        return self.principal_rp + self.interest_rp + self.fee_rp + self.penalty_rp

    @property
    def extra_rp(self) -> int:
        """Fees and penalties of it."""
        return self.fee_rp + self.penalty_rp

    @property
    def settled_rp(self) -> int:
        """What of it was paid or forgiven."""
        return self.total_rp - self.open_rp


@dataclass(frozen=True, slots=True)
class EventRow(Row):
    """One thing that happened; whole rupiah. ``voucher`` is the entry's number, ``entry_id`` that entry."""

    event_id: UUID
    no: int
    kind: Kind
    way: Way
    on: date
    amount_rp: int | None
    principal_rp: int
    interest_rp: int
    fee_rp: int
    penalty_rp: int
    left_rp: int
    said: str
    note: str
    voucher: str
    entry_id: UUID | None
    person_id: UUID | None
    person: str
    recorded_at: datetime
    is_undone: bool

    @property
    def words(self) -> str:
        """What it is called, and by which way it came."""
        if self.kind in PAYMENTS:
            return f"{_KIND_WORDS[self.kind]}, {WAY_WORDS[self.way].lower()}"
        return _KIND_WORDS[self.kind]

    @property
    def is_payment(self) -> bool:
        """Money paid something."""
        return self.kind in PAYMENTS

    @property
    def parts(self) -> list[tuple[str, int]]:
        """What it paid, without what it did not."""
        told = (
            ("Pokok", self.principal_rp),
            ("Jasa", self.interest_rp),
            ("Biaya", self.fee_rp),
            ("Denda", self.penalty_rp),
        )
        return [(label, amount_rp) for label, amount_rp in told if amount_rp]


@dataclass(frozen=True, slots=True)
class OrderRow(Row):
    """What is taken by itself when it is due: from which account, since when, how the last day went."""

    account_id: UUID
    product: str
    since: date
    last_said: str


@dataclass(frozen=True, slots=True)
class LoanPage(Row):
    """One loan on a day; whole rupiah."""

    history: History
    securities: Securities
    member_number: str
    group: str
    paid_out_voucher: str
    schedule: Schedule
    lines: tuple[LineRow, ...]
    events: tuple[EventRow, ...]
    repayments: Sequence[RepaymentRow]
    order: OrderRow | None
    payoff: Quote | None
    arrears_rp: int
    arrears_days: int
    has_changed: bool

    @property
    def loan(self) -> Loan:
        """Its row."""
        return self.history.loan

    @property
    def state(self) -> LoanState:
        """Where it stands in its life."""
        return self.history.state_now

    @property
    def state_words(self) -> str:
        """What people call that."""
        return STATE_WORDS[self.state]

    @property
    def is_owed(self) -> bool:
        """A payment may come."""
        return self.state in OWING

    @property
    def open_lines(self) -> list[LineRow]:
        """The instalments of which something is left."""
        return [line for line in self.lines if line.open_rp > 0]

    def due(self, today: date) -> int:
        """Give what is to be paid today: all that is past or falls due, or else the next instalment."""
        open_lines = self.open_lines
        due_rp = sum(line.open_rp for line in open_lines if line.due_on and line.due_on <= today)
        return due_rp or (open_lines[0].open_rp if open_lines else 0)


def loan_page(*, cooperative_id: int, loan_id: UUID, on: date) -> LoanPage | None:
    """Give one loan on a day; None: no such loan here. Two trips."""
    history, securities, repayments, heads, orders = asked(
        history_inquiry(cooperative_id=cooperative_id, loan_id=loan_id),
        securities_inquiry(cooperative_id=cooperative_id, loan_id=loan_id),
        repayments_inquiry(cooperative_id=cooperative_id, loan_id=loan_id),
        Inquiry.of(_heads(cooperative_id, loan_id), read=list),
        Inquiry.of(_orders(cooperative_id, loan_id), read=lambda rows: [OrderRow(*row) for row in rows]),
    )
    if history is None:
        return None
    names = _named(cooperative_id, loan_id)
    ((number, group, *entry),) = heads
    schedule = schedule_of(history.contract.terms)
    owed = history.state_on(on) if history.loan.disbursed_on and history.loan.disbursed_on <= on else None
    lines = _laid_out(schedule) if owed is None else _as_it_stands(owed.lines, history)
    events = tuple(_event(row, names, history) for row in history.rows)
    return LoanPage(
        history=history,
        securities=securities,
        member_number=member_number(number) if number else "",
        group=group or "",
        paid_out_voucher=entry_name(*entry) if entry[0] else "",
        schedule=schedule,
        lines=tuple(lines),
        events=events,
        repayments=repayments,
        order=orders[0] if orders else None,
        payoff=owed.payoff if owed and history.state_now in OWING else None,
        arrears_rp=owed.arrears.amount if owed and history.state_now in OWING else 0,
        arrears_days=owed.arrears.days if owed and history.state_now in OWING else 0,
        has_changed=any(one.kind is Kind.RESCHEDULE and not one.is_undone for one in events),
    )


def contract_facts(page: LoanPage) -> dict[str, Any]:
    """Give what a contract's paper stands on, for its hash."""
    return written(page.history.contract)


def said_by_entry(*, cooperative_id: int, entry_ids: Collection[UUID]) -> dict[UUID, str]:
    """Tell, by the entry that booked it, what a payment paid and why. One query."""
    rows = LoanEvent.objects.filter(cooperative_id=cooperative_id, entry_id__in=entry_ids).exclude(said="")
    return dict(rows.values_list("entry_id", "said"))


def _named(cooperative_id: int, loan_id: UUID) -> dict[UUID, tuple[str, str]]:
    """Give, by event, who wrote it down and the number of its entry."""
    rows = LoanEvent.objects.filter(cooperative_id=cooperative_id, loan_id=loan_id)
    told = rows.values_list("id", "person__name", "entry__series", "entry__year", "entry__number")
    return {
        id_: (person or "Guyub", entry_name(series, year, number) if series else "")
        for id_, person, series, year, number in told
    }


def _event(row: LoanEvent, names: Mapping[UUID, tuple[str, str]], history: History) -> EventRow:
    person, voucher = names.get(row.id, ("", ""))
    return EventRow(
        event_id=row.id,
        no=row.no,
        kind=Kind(row.kind),
        way=Way(row.way),
        on=row.on,
        amount_rp=row.amount_rp,
        principal_rp=row.principal_rp,
        interest_rp=row.interest_rp,
        fee_rp=row.fee_rp,
        penalty_rp=row.penalty_rp,
        left_rp=row.left_rp,
        said=row.said,
        note=row.note,
        voucher=voucher,
        entry_id=row.entry_id,
        person_id=row.person_id,
        person=person,
        recorded_at=row.recorded_at,
        is_undone=any(one.undoes_id == row.id for one in history.rows),
    )


def _laid_out(schedule: Schedule) -> list[LineRow]:
    """Give the instalments of a loan that is not paid out, by the contract."""
    return [
        LineRow(one.no, one.due_on, one.principal, one.interest, one.fee, 0, one.total, one.closing)
        for one in schedule.instalments
    ]


def _as_it_stands(lines: Sequence[Line], history: History) -> list[LineRow]:
    """Give the instalments with what of them is settled."""
    left_rp, told = history.contract.terms.lent, []
    for line in lines:
        left_rp -= line.due[Component.PRINCIPAL]
        told.append(
            LineRow(
                line.no,
                line.due_on,
                line.due[Component.PRINCIPAL],
                line.due[Component.INTEREST],
                line.due[Component.FEE],
                line.due[Component.PENALTY],
                max(line.outstanding, 0),
                left_rp,
            )
        )
    return told


def _orders(cooperative_id: int, loan_id: UUID) -> QuerySet[LoanOrder, Any]:
    rows = LoanOrder.objects.filter(cooperative_id=cooperative_id, loan_id=loan_id, until__isnull=True)
    return rows.values_list("account_id", "account__product__name", "since", "last_said")


def _heads(cooperative_id: int, loan_id: UUID) -> QuerySet[Loan, Any]:
    rows = Loan.objects.filter(cooperative_id=cooperative_id, id=loan_id)
    return rows.values_list("member__number", "group__name", "entry__series", "entry__year", "entry__number")
