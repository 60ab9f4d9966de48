"""A pause for many loans after a disaster: one decision, one dry run, one second person, one transaction."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING, Any
from uuid import UUID

from guyub.finance.loans.domain.contracts import change_written
from guyub.finance.loans.domain.events import Kind
from guyub.finance.loans.domain.lifecycle import LoanState, Way
from guyub.finance.loans.domain.pausing import (
    FURTHEST_FROM_DAYS,
    LONGEST_PAUSE_MONTHS,
    LONGEST_REASON,
    PauseRefusedError,
)
from guyub.finance.loans.models import LoanPause, LoanPauseLine
from guyub.finance.loans.selectors.histories import histories_of
from guyub.finance.loans.selectors.pausing import (
    ceilings_on,
    dry_run,
    meant_by,
    pause_aim_words,
    tried_pause,
)
from guyub.finance.loans.services.serving import Happening, serve
from guyub.foundation.approvals.services.requests import ask
from guyub.foundation.identity.domain.roles import Action
from guyub.foundation.identity.services.acting import act_once
from guyub.foundation.identity.services.audit import record
from guyub.foundation.kernel.dates import Zone, business_date
from guyub.foundation.kernel.formats import day, number, rupiah
from guyub.foundation.kernel.ids import uuid7
from guyub.foundation.kernel.models import Cooperative
from guyub.foundation.parameters.models import Decision

if TYPE_CHECKING:
    from datetime import date, datetime
    from fractions import Fraction

    from guyub.finance.loans.domain.pausing import Sums
    from guyub.finance.loans.domain.plans import Change
    from guyub.finance.loans.selectors.histories import History
    from guyub.finance.loans.selectors.pausing import DryRun, PauseAim
    from guyub.foundation.approvals.models import ApprovalRequest
    from guyub.foundation.identity.domain.roles import Actor

PAUSE_KIND = "loans.pause"
ENDED = "Tidak berjalan lagi"


@dataclass(frozen=True, slots=True, kw_only=True)
class PauseTyped:
    """A pause as it is asked for: whom it means, from when, for how long, by which decision, and why."""

    aim: PauseAim
    from_on: date
    months: int
    is_free: bool
    decision_id: UUID | None
    reason: str


def ask_pause(
    *, actor: Actor, place: Cooperative, typed: PauseTyped, today: date, request_id: UUID, now: datetime
) -> UUID:
    """Ask a second person to let many loans rest. Use-case of who keeps the loans; the dry run is kept with it.

    Args:
        actor: Who asks. A loan of the own is meant like every other: the decision speaks of all.
        place: The own cooperative.
        typed: What is asked for.
        today: The business date.
        request_id: Made once per intention; the request for approval gets the same id.
        now: The moment, aware.

    Returns:
        The id of the pause.

    Raises:
        PauseRefusedError: ``reason months from decision aim many nobody``.

    Source: docs/algorithms/loan_arrears.md.
    """
    why = _checked(typed, today)

    def work() -> str:
        decision = _decision(place.id, typed.decision_id)
        words = pause_aim_words(cooperative_id=place.id, aim=typed.aim)
        found = _tried(place, typed, today)
        asked = ask(
            actor=actor,
            kind=PAUSE_KIND,
            facts=_facts(typed, words, decision, found),
            reason=why,
            now=now,
            request_id=request_id,
            amount_rp=found.before.left_rp,
        )
        pause = LoanPause(
            id=uuid7(),
            cooperative_id=place.id,
            decision=decision,
            aim=words,
            reason=why,
            asked_on=today,
            approval=asked,
            person_id=actor.person_id,
            recorded_at=now,
        )
        _keep(pause, typed, found)
        return str(pause.id)

    told: str = act_once(
        actor=actor,
        action=Action.KEEP_LOANS,
        request_id=request_id,
        use_case="loans.ask_pause",
        facts=_told(typed, why),
        now=now,
        work=work,
    )
    return UUID(told)


def _decision(cooperative_id: int, decision_id: UUID | None) -> Decision:
    mine = Decision.objects.filter(cooperative_id=cooperative_id)
    decision = mine.filter(id=decision_id).first() if decision_id else None
    if decision is None:
        raise PauseRefusedError(wrong="decision")
    return decision


def _tried(place: Cooperative, typed: PauseTyped, today: date) -> DryRun:
    found = dry_run(
        cooperative_id=place.id,
        loan_ids=meant_by(cooperative_id=place.id, aim=typed.aim),
        from_on=typed.from_on,
        months=typed.months,
        is_free=typed.is_free,
        today=today,
    )
    if not found.resting:
        raise PauseRefusedError(wrong="nobody")
    return found


def _keep(pause: LoanPause, typed: PauseTyped, found: DryRun) -> None:
    """Keep a pause with its dry run, loan by loan."""
    pause.from_on, pause.months, pause.is_free = typed.from_on, typed.months, typed.is_free
    pause.before, pause.after = sums_written(found.before), sums_written(found.after)
    pause.save(force_insert=True)
    LoanPauseLine.objects.bulk_create(
        LoanPauseLine(
            cooperative_id=pause.cooperative_id,
            pause=pause,
            loan_id=row.loan_id,
            rests=row.rests,
            why=row.why,
        )
        for row in found.rows
    )


def carry_out_pause(*, request: ApprovalRequest, actor: Actor, now: datetime) -> None:
    """Let the loans rest, each by an event of its own, today. Step of the approval.

    Those that the dry run left out stay so. One that cannot rest any more is left out now, with its reason; the others
    rest all the same.

    Raises:
        PauseRefusedError: ``changed``: none of them can.
        EntryRefusedError: The books refuse it.
    """
    place = Cooperative.objects.get(id=request.cooperative_id)
    today = business_date(now, Zone(place.zone))
    pause = LoanPause.objects.select_for_update().get(cooperative_id=place.id, approval_id=request.id)
    lines = {
        line.loan_id: line
        for line in LoanPauseLine.objects.filter(cooperative_id=place.id, pause=pause, why="")
    }
    histories = histories_of(cooperative_id=place.id, loan_ids=list(lines), is_locking=True)
    ceilings = ceilings_on(cooperative_id=place.id, on=today)
    for at, history in enumerate(histories):
        line = lines[history.loan.id]
        changes = _changes(pause, line, history, ceilings, today)
        _rest(place, pause, line, history, changes, today, actor, request.id, now, part=4 * at)
    rows = LoanPauseLine.objects.filter(cooperative_id=place.id, pause=pause)
    rows.bulk_update(lines.values(), ["rests", "event", "why"], batch_size=500)
    done = sum(1 for line in lines.values() if line.event_id)
    if not done:
        raise PauseRefusedError(wrong="changed")
    pause.done_on = today
    pause.save(update_fields=["done_on"])
    facts = {"aim": pause.aim, "count": done, "months": pause.months, "number": pause.decision.number}
    record(cooperative_id=place.id, actor=actor, act="loans.pause.done", facts=facts, now=now)


def _changes(
    pause: LoanPause,
    line: LoanPauseLine,
    history: History,
    ceilings: tuple[Fraction, Fraction],
    today: date,
) -> list[Change]:
    """Give what lets one loan rest, or write down on its line why it does not."""
    if history.state_now is not LoanState.BERJALAN:
        line.rests, line.why = 0, ENDED
        return []
    tried = tried_pause(
        history,
        from_on=pause.from_on,
        months=pause.months,
        is_free=pause.is_free,
        ceilings=ceilings,
        today=today,
    )
    line.rests, line.why = tried.rests, tried.why
    return [] if tried.why else tried.changes


def _rest(
    place: Cooperative,
    pause: LoanPause,
    line: LoanPauseLine,
    history: History,
    changes: list[Change],
    today: date,
    actor: Actor,
    request_id: UUID,
    now: datetime,
    *,
    part: int,
) -> None:
    for at, change in enumerate(changes):
        happening = Happening(
            kind=Kind.RESCHEDULE,
            way=Way.KEPUTUSAN,
            on=today,
            change=change_written(change),
            note=f"jeda {pause.months} bulan",
        )
        served = serve(
            place=place,
            history=history,
            happening=happening,
            today=today,
            actor=actor,
            request_id=request_id,
            now=now,
            part=part + 2 * at,
        )
        line.event_id = line.event_id or served.event_id
        if at + 1 < len(changes):
            history = _after(history, served.event_id)


def _after(history: History, event_id: UUID) -> History:
    """Give the history with the event that was just written: the loan is locked, nobody else writes to it."""
    (now,) = histories_of(cooperative_id=history.loan.cooperative_id, loan_ids=[history.loan.id])
    assert now.rows[-1].id == event_id  # noqa: S101  our own lock
    return now


def sums_written(sums: Sums) -> dict[str, Any]:
    """Write sums as plain JSON."""
    return {
        "loans": sums.loans,
        "left_rp": sums.left_rp,
        "window_rp": sums.window_rp,
        "total_rp": sums.total_rp,
        "last_due_on": sums.last_due_on.isoformat() if sums.last_due_on else None,
    }


def _checked(typed: PauseTyped, today: date) -> str:
    why = " ".join(typed.reason.split())
    if not why or len(why) > LONGEST_REASON:
        raise PauseRefusedError(wrong="reason")
    if not 1 <= typed.months <= LONGEST_PAUSE_MONTHS:
        raise PauseRefusedError(wrong="months", most=LONGEST_PAUSE_MONTHS)
    if abs(typed.from_on - today) > timedelta(days=FURTHEST_FROM_DAYS):
        raise PauseRefusedError(wrong="from", days=FURTHEST_FROM_DAYS)
    return why


def _told(typed: PauseTyped, why: str) -> dict[str, Any]:
    return {
        "rt": typed.aim.rt,
        "product": typed.aim.product_id,
        "from": typed.from_on,
        "months": typed.months,
        "free": typed.is_free,
        "decision": typed.decision_id,
        "reason": why,
    }


def _facts(typed: PauseTyped, words: str, decision: Decision, found: DryRun) -> dict[str, Any]:
    before, after = found.before, found.after
    last = [day(one.last_due_on) if one.last_due_on else "–" for one in (before, after)]
    return {
        "aim": words,
        "count": number(len(found.resting)),
        "left_out": number(len(found.left_out)),
        "months": typed.months,
        "from": day(typed.from_on),
        "jasa": "dibebaskan" if typed.is_free else "tetap jatuh tempo",
        "number": decision.number,
        "title": decision.title,
        "left": rupiah(before.left_rp),
        "window": f"{rupiah(before.window_rp)} menjadi {rupiah(after.window_rp)}",
        "total": f"{rupiah(before.total_rp)} menjadi {rupiah(after.total_rp)}",
        "last": f"{last[0]} menjadi {last[1]}",
    }
