"""Other terms and pauses that were a mistake, taken back: the loan counts on as if they had never been."""

from __future__ import annotations

from itertools import takewhile
from typing import TYPE_CHECKING

from guyub.finance.loans.domain.events import EventRefusedError, Kind
from guyub.finance.loans.domain.lifecycle import LoanState
from guyub.finance.loans.domain.pausing import PauseRefusedError
from guyub.finance.loans.domain.restructuring import LONGEST_REASON, RestructureRefusedError
from guyub.finance.loans.domain.terms import TermsRefusedError
from guyub.finance.loans.models import LoanPause, LoanPauseLine, LoanRestructure
from guyub.finance.loans.selectors.histories import histories_of
from guyub.finance.loans.services.acting import once
from guyub.finance.loans.services.serving import reverse
from guyub.finance.loans.services.waiving import checked_why, note_relief, running_loan
from guyub.foundation.identity.domain.roles import Action
from guyub.foundation.identity.services.audit import record

if TYPE_CHECKING:
    from collections.abc import Collection
    from datetime import date, datetime
    from uuid import UUID

    from guyub.finance.loans.models import LoanEvent
    from guyub.finance.loans.selectors.histories import History
    from guyub.foundation.identity.domain.roles import Actor
    from guyub.foundation.kernel.models import Cooperative

LONGEST_NOTE = 120


def take_restructure_back(
    *,
    actor: Actor,
    place: Cooperative,
    loan_id: UUID,
    restructure_id: UUID,
    reason: str,
    today: date,
    request_id: UUID,
    now: datetime,
) -> None:
    """Take other terms of a loan back, with what was forgiven by them. Use-case of who keeps the loans.

    Payments since then stay and count by the terms of before; the books follow by the difference.

    Args:
        actor: Who takes it back; not the borrower.
        place: The own cooperative.
        loan_id: Which running loan.
        restructure_id: Which change; it holds.
        reason: Why, in a few words without names.
        today: The business date.
        request_id: Made once per intention.
        now: The moment, aware.

    Raises:
        RestructureRefusedError: ``reason gone own state undone``; ``paid`` and ``newer``: what happened since does not
            fit the terms of before.
        EntryRefusedError: The books refuse it.

    Source: docs/algorithms/loan_arrears.md.
    """
    why = checked_why(reason)

    def work() -> None:
        history = running_loan(place.id, loan_id, actor.person_id)
        rows = LoanRestructure.objects.filter(cooperative_id=place.id, loan_id=loan_id, id=restructure_id)
        event_id = rows.values_list("event_id", flat=True).first()
        undone = _written_with(history, event_id, Kind.WAIVE)
        if not undone:
            raise RestructureRefusedError(wrong="undone")
        wrong = _reversed(place, history, undone, why, today, actor, request_id, now, part=0)
        if wrong:
            raise RestructureRefusedError(wrong=wrong)
        note_relief(place, actor, "loans.loan.restructuring_taken_back", history, now, reason=why)

    facts = {"loan": loan_id, "restructure": restructure_id, "reason": why}
    once(actor, Action.KEEP_LOANS, "take_restructure_back", facts, request_id, now, work)


def take_waiver_back(
    *,
    actor: Actor,
    place: Cooperative,
    loan_id: UUID,
    event_id: UUID,
    reason: str,
    today: date,
    request_id: UUID,
    now: datetime,
) -> None:
    """Let what was forgiven of a loan count again. Use-case of who keeps the loans.

    What was forgiven with other terms or a pause comes back with these.

    Args, as of ``take_restructure_back``, and:
        event_id: The waiver; it holds.

    Raises:
        RestructureRefusedError: ``reason gone own state undone paid newer``.
        EntryRefusedError: The books refuse it.
    """
    why = checked_why(reason)

    def work() -> None:
        history = running_loan(place.id, loan_id, actor.person_id)
        row = next((one for one in history.waivers if one.id == event_id), None)
        if row is None:
            raise RestructureRefusedError(wrong="gone")
        wrong = "undone"
        if not history.is_undone(row):
            wrong = _reversed(place, history, [row], why, today, actor, request_id, now, part=0)
        if wrong:
            raise RestructureRefusedError(wrong=wrong)
        note_relief(place, actor, "loans.loan.waiver_taken_back", history, now, reason=why)

    facts = {"loan": loan_id, "event": event_id, "reason": why}
    once(actor, Action.KEEP_LOANS, "take_waiver_back", facts, request_id, now, work)


def take_pause_back(
    *,
    actor: Actor,
    place: Cooperative,
    pause_id: UUID,
    loan_id: UUID | None,
    reason: str,
    today: date,
    request_id: UUID,
    now: datetime,
) -> int:
    """Take a pause back, of one loan or of all that rest by it. Use-case of who keeps the loans.

    Of all, those stay that do not fit the schedule of before any more, or have ended: each can be tried alone, and is
    told why. One's own loan is meant like every other where all are, as when the pause was asked for.

    Args, as of ``take_restructure_back``, and:
        pause_id: Which pause; it holds.
        loan_id: One loan of it; None: all.

    Returns:
        How many loans were taken out.

    Raises:
        PauseRefusedError: ``reason gone``; of one loan ``own state undone paid newer``; of all ``kept``: none can.
        EntryRefusedError: The books refuse it.
    """
    why = " ".join(reason.split())
    if not why or len(why) > LONGEST_REASON:
        raise PauseRefusedError(wrong="reason")

    def work() -> int:
        pauses = LoanPause.objects.filter(cooperative_id=place.id, id=pause_id, done_on__isnull=False)
        pause = pauses.select_related("decision").first()
        if pause is None:
            raise PauseRefusedError(wrong="gone")
        rows = LoanPauseLine.objects.filter(cooperative_id=place.id, pause=pause, event__isnull=False)
        if loan_id:
            rows = rows.filter(loan_id=loan_id)
        events = dict(rows.values_list("loan_id", "event_id"))
        histories = histories_of(cooperative_id=place.id, loan_ids=list(events), is_locking=True)
        if loan_id:
            _check_one(histories, actor)
        done: list[History] = []
        wrong = ""
        for at, history in enumerate(histories):
            undone = _written_with(history, events[history.loan.id], Kind.RESCHEDULE)
            wrong = _taken_out(place, history, undone, why, today, actor, request_id, now, part=2 * at)
            if not wrong:
                done.append(history)
        if not done:
            raise PauseRefusedError(wrong=wrong if loan_id else "kept")
        if loan_id:
            note_relief(place, actor, "loans.pause.loan_taken_out", done[0], now, reason=why)
        else:
            facts = {"aim": pause.aim, "count": len(done), "number": pause.decision.number, "reason": why}
            record(cooperative_id=place.id, actor=actor, act="loans.pause.taken_back", facts=facts, now=now)
        return len(done)

    facts = {"pause": pause_id, "loan": loan_id, "reason": why}
    told: int = once(actor, Action.KEEP_LOANS, "take_pause_back", facts, request_id, now, work)
    return told


def _check_one(histories: Collection[History], actor: Actor) -> None:
    if not histories:
        raise PauseRefusedError(wrong="gone")
    (history,) = histories
    if history.borrower.person_id == actor.person_id:
        raise PauseRefusedError(wrong="own")


def _taken_out(
    place: Cooperative,
    history: History,
    undone: list[LoanEvent],
    why: str,
    today: date,
    actor: Actor,
    request_id: UUID,
    now: datetime,
    *,
    part: int,
) -> str:
    """Take one loan out of a pause; gives why not, "" where it is out."""
    if history.state_now is not LoanState.BERJALAN:
        return "state"
    if not undone:
        return "undone"
    return _reversed(place, history, undone, why, today, actor, request_id, now, part=part)


def _written_with(history: History, event_id: UUID | None, kind: Kind) -> list[LoanEvent]:
    """Give what one decision wrote: its first event, and those of a kind right after it at the same moment.

    Nothing where it wrote none, or was taken back.
    """
    at = next((at for at, row in enumerate(history.rows) if row.id == event_id), None)
    if at is None or history.is_undone(history.rows[at]):
        return []
    first = history.rows[at]
    more = takewhile(
        lambda row: row.kind == kind.value and row.recorded_at == first.recorded_at, history.rows[at + 1 :]
    )
    return [first, *more]


def _reversed(
    place: Cooperative,
    history: History,
    undone: list[LoanEvent],
    why: str,
    today: date,
    actor: Actor,
    request_id: UUID,
    now: datetime,
    *,
    part: int,
) -> str:
    """Take events back at once; gives why what happened since does not fit the loan without them, "" where it does."""
    *beside, last = undone
    try:
        reverse(
            place=place,
            history=history,
            undone=last,
            beside=beside,
            posted=None,
            reason=why[:LONGEST_NOTE],
            today=today,
            actor=actor,
            request_id=request_id,
            now=now,
            part=part,
        )
    except EventRefusedError:
        return "paid"
    except TermsRefusedError:
        return "newer"
    return ""
