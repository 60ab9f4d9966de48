"""Letters of warning: numbered, in the book of outgoing letters, at most three about the same arrears."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING
from uuid import UUID

from guyub.community.members.domain.books import BookKind
from guyub.community.members.services.books import LineTyped, add_line
from guyub.finance.loans.domain.lifecycle import LoanState
from guyub.finance.loans.domain.reminding import (
    BETWEEN_LETTERS_DAYS,
    Channel,
    ReminderRefusedError,
    Tone,
    next_letter,
)
from guyub.finance.loans.models import LoanReminder
from guyub.finance.loans.selectors.arrears import rows_of_loans
from guyub.finance.loans.services.finding import locked_loan
from guyub.foundation.identity.domain.roles import Action
from guyub.foundation.identity.services.acting import act_once
from guyub.foundation.identity.services.audit import record
from guyub.foundation.kernel.ids import uuid7

if TYPE_CHECKING:
    from datetime import date, datetime

    from guyub.finance.loans.selectors.arrears import ArrearsRow
    from guyub.foundation.identity.domain.roles import Actor
    from guyub.foundation.kernel.models import Cooperative


def issue_letter(
    *, actor: Actor, place: Cooperative, loan_id: UUID, today: date, request_id: UUID, now: datetime
) -> UUID:
    """Issue the next letter of warning about a late loan. Use-case of who keeps the loans.

    It gets its number in the agenda of outgoing letters and keeps what it asked for, so that it prints the same later.

    Args:
        actor: Who issues it; not the borrower.
        place: The own cooperative.
        loan_id: Which loan.
        today: The business date, which stands on it.
        request_id: Made once per intention.
        now: The moment, aware.

    Returns:
        The id of the reminder, of which the letter is printed.

    Raises:
        ReminderRefusedError: ``gone own death nothing early all soon``.
    """

    def work() -> str:
        history = locked_loan(
            cooperative_id=place.id,
            loan_id=loan_id,
            person_id=actor.person_id,
            refusal=ReminderRefusedError,
            states=(LoanState.BERJALAN,),
        )
        (row,) = rows_of_loans(cooperative_id=place.id, loan_ids=[loan_id], on=today)
        no = _next_no(place.id, row, today)
        line = LineTyped(
            kind=BookKind.SURAT_KELUAR.value,
            on=today,
            who=row.borrower,
            text=f"Surat peringatan {no}, pinjaman {row.name}",
        )
        reminder = LoanReminder(
            id=uuid7(),
            cooperative_id=place.id,
            loan_id=loan_id,
            on=today,
            tone=Tone.RESMI.value,
            channel=Channel.SURAT.value,
            no=no,
            letter=add_line(cooperative_id=place.id, typed=line, person_id=actor.person_id, now=now),
            due_on=row.since or today,
            amount_rp=row.overdue_rp,
            penalty_rp=history.state_on(today).payoff.penalty,
            left_rp=row.left_rp,
            answer_by=today + timedelta(days=BETWEEN_LETTERS_DAYS),
            person_id=actor.person_id,
            recorded_at=now,
        )
        reminder.save(force_insert=True)
        facts = {"number": row.name, "letter": str(no), "about": str(row.person_id)}
        record(cooperative_id=place.id, actor=actor, act="loans.reminder.letter_issued", facts=facts, now=now)
        return str(reminder.id)

    told = act_once(
        actor=actor,
        action=Action.KEEP_LOANS,
        request_id=request_id,
        use_case="loans.issue_letter",
        facts={"loan": loan_id, "on": today},
        now=now,
        work=work,
    )
    return UUID(told)


def _next_no(cooperative_id: int, row: ArrearsRow, today: date) -> int:
    """Tell which letter about these arrears comes next; letters of before they began do not count."""
    if row.has_died:
        raise ReminderRefusedError(wrong="death")
    letters = LoanReminder.objects.filter(
        cooperative_id=cooperative_id, loan_id=row.loan_id, channel=Channel.SURAT.value
    )
    about = letters.filter(on__gt=row.since) if row.since else letters
    return next_letter(days_late=row.days, sent=list(about.values_list("on", flat=True)), today=today)
