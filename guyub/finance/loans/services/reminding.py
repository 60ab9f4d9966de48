"""Reminders as messages: phones are opened for a reason, each borrower gets the own words, who got one is marked."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from guyub.community.members.domain.reach import OPENED_AT_ONCE
from guyub.community.members.selectors.reach import Recipient, reached_by_phone
from guyub.community.members.selectors.register import neighbourhoods
from guyub.finance.loans.domain.reminding import (
    Asked,
    Channel,
    ReminderRefusedError,
    reminder_text,
    tone_of,
)
from guyub.finance.loans.models import LoanReminder
from guyub.finance.loans.selectors.arrears import rows_of_loans, to_remind
from guyub.finance.loans.selectors.histories import histories_of
from guyub.foundation.identity.domain.roles import Action
from guyub.foundation.identity.services.acting import act_once
from guyub.foundation.identity.services.audit import record
from guyub.foundation.identity.services.vault import ShownAlreadyError, checked_reason, phones_for
from guyub.foundation.kernel.rows import Row

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Mapping, Sequence
    from datetime import date, datetime
    from uuid import UUID

    from guyub.finance.loans.selectors.arrears import ArrearsAim, ArrearsRow
    from guyub.foundation.identity.domain.roles import Actor
    from guyub.foundation.kernel.models import Cooperative


@dataclass(frozen=True, slots=True)
class OpenedReminder(Row):
    """One borrower whose phone was opened, with the words for them."""

    loan_id: UUID
    name: str
    borrower: str
    phone: str
    text: str


def asked_of(row: ArrearsRow, *, penalty_rp: int, on: date) -> Asked:
    """Say of what a borrower is reminded; the loan has something late or something to come."""
    due_on = row.due_on
    assert due_on is not None  # noqa: S101  the list holds no other
    return Asked(
        name=row.borrower,
        sex=row.sex,
        loan=row.name,
        amount_rp=row.asked_rp,
        penalty_rp=penalty_rp,
        due_on=due_on,
        days_late=(on - due_on).days,
    )


def penalties_on(*, cooperative_id: int, loan_ids: Collection[UUID], on: date) -> dict[UUID, int]:
    """Count the penalties of some loans to a day: those that run by day grew since the lists were written. Step."""
    histories = histories_of(cooperative_id=cooperative_id, loan_ids=loan_ids)
    return {history.loan.id: history.state_on(on).payoff.penalty for history in histories}


def reached(*, cooperative_id: int, rows: Sequence[ArrearsRow]) -> list[ArrearsRow]:
    """Pick whose borrower agreed to messages and has a phone. Two queries."""
    meant = [
        Recipient(row.member_id, row.person_id, row.number, row.borrower, row.home, row.home, "")
        for row in rows
    ]
    kept = {one.member_id for one in reached_by_phone(cooperative_id=cooperative_id, people=meant)}
    return [row for row in rows if row.member_id in kept]


def open_reminder_phones(
    *,
    actor: Actor,
    place: Cooperative,
    aim: ArrearsAim,
    is_late: bool,
    reason: str,
    today: date,
    request_id: UUID,
    now: datetime,
) -> list[OpenedReminder]:
    """Show the next phones of who is late, or soon due, once, and write down who saw them and why. Use-case.

    Only of borrowers who agreed to messages; at most ``OPENED_AT_ONCE``, and nobody who got one within a week. The own
    loan is passed over.

    Args:
        actor: Who may reach members.
        place: The own cooperative.
        aim: Which loans.
        is_late: Late loans; else those that fall due soon.
        reason: Why, at least ten letters; the borrowers can read it.
        today: The business date.
        request_id: Made once per intention; the same request shows nothing twice.
        now: The moment, aware.

    Raises:
        ReasonTooShortError: Fewer than ten letters.
        ReminderRefusedError: ``aim``, ``unreached``.
        ShownAlreadyError: This very request showed them before.
    """
    why = checked_reason(reason)
    opened: list[OpenedReminder] = []

    def work() -> None:
        meant = _meant(actor, place, aim, is_late=is_late, today=today)
        people = {row.person_id for row in meant}
        facts = {"people_count": len(people), "reason": why, "people": sorted(map(str, people))}
        act = "loans.reminders.phones_opened"
        record(cooperative_id=place.id, actor=actor, act=act, facts=facts, now=now)
        phones = phones_for(list(people))
        penalties = penalties_on(cooperative_id=place.id, loan_ids=[row.loan_id for row in meant], on=today)
        for row in meant:
            asked = asked_of(row, penalty_rp=penalties[row.loan_id], on=today)
            text = reminder_text(asked, cooperative=place.name)
            opened.append(OpenedReminder(row.loan_id, row.name, row.borrower, phones[row.person_id], text))

    facts = {
        "rt": aim.rt,
        "officer": aim.officer_id,
        "product": aim.product_id,
        "bucket": aim.bucket,
        "late": is_late,
        "reason": why,
    }
    _reached(actor, request_id, "loans.open_reminder_phones", facts, now, work)
    if not opened:
        raise ShownAlreadyError
    return opened


def _meant(
    actor: Actor, place: Cooperative, aim: ArrearsAim, *, is_late: bool, today: date
) -> list[ArrearsRow]:
    """Pick whose phones are opened next; the own loan is passed over."""
    if aim.rt and aim.rt not in neighbourhoods(cooperative_id=place.id):
        raise ReminderRefusedError(wrong="aim")
    rows = to_remind(cooperative_id=place.id, aim=aim, is_late=is_late, on=today)
    others = [row for row in rows if row.person_id != actor.person_id]
    meant = reached(cooperative_id=place.id, rows=others)[:OPENED_AT_ONCE]
    if not meant:
        raise ReminderRefusedError(wrong="unreached")
    return meant


def mark_reminders_sent(
    *,
    actor: Actor,
    place: Cooperative,
    loan_ids: Collection[UUID],
    today: date,
    request_id: UUID,
    now: datetime,
) -> int:
    """Mark for which loans a message went out today, with what it asked for. Use-case.

    Marking twice changes nothing; a loan with nothing to remind of, or of another cooperative, is passed over.

    Returns:
        How many are marked.
    """

    def work() -> int:
        rows = rows_of_loans(cooperative_id=place.id, loan_ids=loan_ids, on=today)
        meant = [row for row in rows if row.due_on is not None and row.asked_rp > 0]
        penalties = penalties_on(cooperative_id=place.id, loan_ids=[row.loan_id for row in meant], on=today)
        LoanReminder.objects.bulk_create(
            (
                _sent(row, penalties[row.loan_id], actor, today, now)
                for row in sorted(meant, key=lambda one: one.loan_id)
            ),
            ignore_conflicts=True,
        )
        return len(meant)

    facts = {"loans": sorted(map(str, loan_ids)), "on": today}
    return int(_reached(actor, request_id, "loans.mark_reminders_sent", facts, now, work))


def _sent(row: ArrearsRow, penalty_rp: int, actor: Actor, today: date, now: datetime) -> LoanReminder:
    asked = asked_of(row, penalty_rp=penalty_rp, on=today)
    return LoanReminder(
        cooperative_id=actor.cooperative_id,
        loan_id=row.loan_id,
        on=today,
        tone=tone_of(asked.days_late).value,
        channel=Channel.WA.value,
        due_on=asked.due_on,
        amount_rp=asked.amount_rp,
        penalty_rp=asked.penalty_rp,
        left_rp=row.left_rp,
        person_id=actor.person_id,
        recorded_at=now,
    )


def _reached(
    actor: Actor,
    request_id: UUID,
    use_case: str,
    facts: Mapping[str, object],
    now: datetime,
    work: Callable[[], Any],
) -> Any:
    return act_once(
        actor=actor,
        action=Action.REACH_MEMBERS,
        request_id=request_id,
        use_case=use_case,
        facts=facts,
        now=now,
        work=work,
    )
