"""One loan in trouble: where it stands today, and everything that was written, said and decided about it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.db.models import Exists, OuterRef

from guyub.finance.loans.domain.events import Kind
from guyub.finance.loans.domain.insurance import CLAIM_WORDS, ClaimState
from guyub.finance.loans.domain.lifecycle import LoanState
from guyub.finance.loans.domain.outcomes import PAYMENTS
from guyub.finance.loans.domain.promises import (
    FOUND_WORDS,
    PROMISE_WORDS,
    Found,
    PromiseState,
    promise_state,
)
from guyub.finance.loans.domain.reminding import CHANNEL_WORDS, TONE_WORDS, Channel, Tone
from guyub.finance.loans.domain.restructuring import sheet_of, sheet_read
from guyub.finance.loans.models import (
    BorrowerDeath,
    InsuranceClaim,
    LoanEvent,
    LoanForgiven,
    LoanReminder,
    LoanRestructure,
    LoanVisit,
    LoanWriteOff,
)
from guyub.finance.loans.selectors.arrears import ArrearsRow, rows_of_loans
from guyub.finance.loans.selectors.histories import history_of
from guyub.foundation.approvals.domain.requests import State
from guyub.foundation.approvals.selectors.requests import case_of
from guyub.foundation.kernel.rows import Row

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date, datetime
    from uuid import UUID

    from guyub.finance.loans.domain.restructuring import Sheet
    from guyub.finance.loans.domain.running import Quote
    from guyub.finance.loans.selectors.histories import History

MOST = 30  # of each kind of note
ASKED_WORDS = {
    State.PENDING: "menunggu orang kedua",
    State.APPROVED: "berlaku",
    State.REJECTED: "tidak disetujui",
    State.WITHDRAWN: "ditarik",
    State.EXPIRED: "lewat waktu",
}
UNDONE_WORDS = "dibatalkan"


@dataclass(frozen=True, slots=True)
class ReminderRow(Row):
    """One reminder that went out; ``number`` of a letter in the agenda."""

    reminder_id: UUID
    on: date
    words: str
    number: str
    amount_rp: int
    person: str
    is_letter: bool


@dataclass(frozen=True, slots=True)
class VisitRow(Row):
    """One visit, with what became of its promise ("": nothing was promised)."""

    on: date
    words: str
    note: str
    person: str
    promise_on: date | None
    promise_rp: int | None
    promise: str
    is_kept: bool
    is_broken: bool


@dataclass(frozen=True, slots=True)
class RestructureRow(Row):
    """One request for other terms, with its sheet of before and after."""

    restructure_id: UUID
    asked_on: date
    reason: str
    words: str
    is_done: bool
    is_undone: bool
    before: Sheet
    after: Sheet
    number: str
    borrower: str
    rate_changes: bool


@dataclass(frozen=True, slots=True)
class ClaimRow(Row):
    """One claim on an insurer."""

    claim_id: UUID
    loan_id: UUID
    insurer: str
    asked_on: date
    asked_rp: int
    words: str
    got_rp: int
    why: str
    is_open: bool


@dataclass(frozen=True, slots=True)
class DeathRow(Row):
    """The death of a borrower, as it was noted."""

    died_on: date
    told_by: str
    note: str
    noted_at: datetime


@dataclass(frozen=True, slots=True)
class Trouble(Row):
    """One loan with all of it. ``row`` is what the lists say; ``sheet`` what is left of it today."""

    history: History
    row: ArrearsRow
    sheet: Sheet
    payoff: Quote
    reminders: list[ReminderRow]
    visits: list[VisitRow]
    restructures: list[RestructureRow]
    write_off: LoanWriteOff | None
    forgiven: LoanForgiven | None
    death: DeathRow | None

    @property
    def is_running(self) -> bool:
        """It is paid back as agreed, or should be."""
        return self.history.state_now is LoanState.BERJALAN

    @property
    def is_written_off(self) -> bool:
        """It left the books; the member owes it."""
        return self.history.state_now is LoanState.HAPUS_BUKU

    @property
    def owes(self) -> bool:
        """Payments may still come."""
        return self.is_running or self.is_written_off

    @property
    def penalty_rp(self) -> int:
        """Penalties to this day, whole rupiah."""
        return self.payoff.penalty


def trouble_of(
    *, cooperative_id: int, loan_id: UUID, today: date, now: datetime, has_notes: bool = True
) -> Trouble | None:
    """Give one loan with everything about its arrears; None: no such loan here, or it was never paid out.

    Args:
        cooperative_id: Whose.
        loan_id: Which.
        today: The business date.
        now: The moment, aware.
        has_notes: With reminders, visits and decisions; False: for a form, three queries.
    """
    history = history_of(cooperative_id=cooperative_id, loan_id=loan_id)
    if history is None or history.loan.disbursed_on is None:
        return None
    mine = {"cooperative_id": cooperative_id, "loan_id": loan_id}
    (row,) = rows_of_loans(cooperative_id=cooperative_id, loan_ids=[loan_id], on=today)
    visits = LoanVisit.objects.filter(**mine).select_related("person").order_by("-on", "-id")
    written_off = LoanWriteOff.objects.filter(undone_on__isnull=True, **mine).select_related("decision")
    forgiven = LoanForgiven.objects.filter(undone_on__isnull=True, **mine).select_related("decision")
    return Trouble(
        history=history,
        row=row,
        sheet=sheet_of(history.contract, history.events, today),
        payoff=history.state_on(today).payoff,
        reminders=_reminders(cooperative_id, loan_id) if has_notes else [],
        visits=[_visit(one, history, today) for one in visits[:MOST]] if has_notes else [],
        restructures=restructures_of(cooperative_id=cooperative_id, loan_id=loan_id, now=now)
        if has_notes
        else [],
        write_off=written_off.first() if has_notes else None,
        forgiven=forgiven.first() if has_notes and history.state_now is LoanState.HAPUS_TAGIH else None,
        death=death_of(cooperative_id=cooperative_id, member_id=history.loan.member_id),
    )


def restructures_of(
    *, cooperative_id: int, loan_id: UUID, now: datetime, restructure_id: UUID | None = None
) -> list[RestructureRow]:
    """List what was asked for one loan, the newest first. Two queries."""
    rows = LoanRestructure.objects.filter(cooperative_id=cooperative_id, loan_id=loan_id)
    if restructure_id:
        rows = rows.filter(id=restructure_id)
    told = rows.select_related("approval", "loan__member__file").prefetch_related("approval__votes")
    told = told.annotate(is_undone=taken_back(cooperative_id))
    return [_restructure(row, now) for row in told.order_by("-recorded_at", "-id")[:MOST]]


def taken_back(cooperative_id: int) -> Exists:
    """Ask, of a row that names the event that it wrote, whether that was taken back."""
    return Exists(LoanEvent.objects.filter(cooperative_id=cooperative_id, undoes_id=OuterRef("event_id")))


def claims_of(*, cooperative_id: int, loan_ids: Sequence[UUID]) -> list[ClaimRow]:
    """List the claims on some loans, the newest first. One query."""
    rows = InsuranceClaim.objects.filter(cooperative_id=cooperative_id, loan_id__in=loan_ids)
    return [
        ClaimRow(
            row.id,
            row.loan_id,
            row.insurer,
            row.asked_on,
            row.asked_rp,
            CLAIM_WORDS[ClaimState(row.state)],
            row.got_rp,
            row.why,
            row.state == ClaimState.DIAJUKAN.value,
        )
        for row in rows.order_by("-recorded_at", "-id")[:MOST]
    ]


def death_of(*, cooperative_id: int, member_id: UUID) -> DeathRow | None:
    """Give the death of a member, where one was noted. One query."""
    rows = BorrowerDeath.objects.filter(
        cooperative_id=cooperative_id, member_id=member_id, undone_on__isnull=True
    )
    row = rows.first()
    return DeathRow(row.died_on, row.told_by, row.note, row.recorded_at) if row else None


def letter_of(*, cooperative_id: int, reminder_id: UUID) -> LoanReminder | None:
    """Give one letter with its loan and its number in the agenda; None: no such letter here. One query."""
    rows = LoanReminder.objects.filter(
        cooperative_id=cooperative_id, id=reminder_id, channel=Channel.SURAT.value
    )
    return rows.select_related("letter", "loan__member__file", "loan__product").first()


def payments_that_stand(history: History) -> list[tuple[date, int]]:
    """List payments that were not taken back: day and whole rupiah."""
    undone = {row.undoes_id for row in history.rows if row.undoes_id}
    return [
        (row.on, row.amount_rp or 0)
        for row in history.rows
        if Kind(row.kind) in PAYMENTS and row.id not in undone
    ]


def _reminders(cooperative_id: int, loan_id: UUID) -> list[ReminderRow]:
    rows = LoanReminder.objects.filter(cooperative_id=cooperative_id, loan_id=loan_id)
    told = rows.select_related("person", "letter").order_by("-on", "-recorded_at", "-id")
    return [
        ReminderRow(
            row.id,
            row.on,
            f"Surat peringatan {row.no}"
            if row.letter
            else f"{CHANNEL_WORDS[Channel(row.channel)]}, {TONE_WORDS[Tone(row.tone)].lower()}",
            row.letter.of if row.letter else "",
            row.amount_rp,
            row.person.name,
            row.channel == Channel.SURAT.value,
        )
        for row in told[:MOST]
    ]


def _visit(row: LoanVisit, history: History, today: date) -> VisitRow:
    state = None
    if row.promise_on and row.promise_rp:
        state = promise_state(
            visited_on=row.on,
            promise_on=row.promise_on,
            promise_rp=row.promise_rp,
            paid=payments_that_stand(history),
            today=today,
        )
    return VisitRow(
        row.on,
        FOUND_WORDS[Found(row.found)],
        row.note,
        row.person.name,
        row.promise_on,
        row.promise_rp,
        PROMISE_WORDS[state] if state else "",
        state is PromiseState.DITEPATI,
        state is PromiseState.LEWAT,
    )


def _restructure(row: Any, now: datetime) -> RestructureRow:
    state = case_of(row.approval).state_at(now)
    before, after = sheet_read(row.before), sheet_read(row.after)
    return RestructureRow(
        row.id,
        row.asked_on,
        row.reason,
        UNDONE_WORDS if row.is_undone else ASKED_WORDS[state],
        row.event_id is not None and not row.is_undone,
        row.is_undone,
        before,
        after,
        row.loan.name,
        row.loan.member.file.name,
        before.rate_ppm != after.rate_ppm,
    )
