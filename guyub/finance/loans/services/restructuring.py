"""Other terms for one loan: asked for with a sheet of before and after, carried out by a second person's word."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any
from uuid import UUID

from guyub.finance.loans.domain.contracts import change_read, change_written
from guyub.finance.loans.domain.events import Event, Kind
from guyub.finance.loans.domain.lifecycle import Way
from guyub.finance.loans.domain.outcomes import outcome_of
from guyub.finance.loans.domain.restructuring import (
    RestructureRefusedError,
    changed_by,
    check_caps,
    check_change_asked,
    open_due,
    percent_words,
    sheet_of,
    sheet_written,
)
from guyub.finance.loans.domain.servicing import Component
from guyub.finance.loans.domain.states import state_of
from guyub.finance.loans.models import LoanRestructure
from guyub.finance.loans.selectors.pausing import ceilings_on
from guyub.finance.loans.selectors.securities import who_answers
from guyub.finance.loans.services.acting import once
from guyub.finance.loans.services.serving import Happening, serve
from guyub.finance.loans.services.waiving import (
    checked_why,
    note_relief,
    running_loan,
    waive_open,
)
from guyub.foundation.approvals.services.requests import ask
from guyub.foundation.identity.domain.roles import Action
from guyub.foundation.kernel.dates import Zone, business_date
from guyub.foundation.kernel.formats import day, rupiah
from guyub.foundation.kernel.models import Cooperative

if TYPE_CHECKING:
    from datetime import date, datetime

    from guyub.finance.loans.domain.plans import Change
    from guyub.finance.loans.domain.restructuring import Sheet
    from guyub.finance.loans.selectors.histories import History
    from guyub.foundation.approvals.models import ApprovalRequest
    from guyub.foundation.identity.domain.roles import Actor

RESTRUCTURE_KIND = "loans.restructure"

FORGIVEN_WORDS = {Component.PENALTY: "denda", Component.INTEREST: "jasa yang sudah jatuh tempo"}


@dataclass(frozen=True, slots=True, kw_only=True)
class RestructureTyped:
    """What is asked for: the change, what is forgiven with it, and why."""

    change: Change
    waives_penalty: bool
    waives_jasa: bool
    reason: str


@dataclass(frozen=True, slots=True)
class Sheets:
    """A loan before and after; ``moved_rp`` above zero: so much of what was paid counts for other parts then."""

    before: Sheet
    after: Sheet
    moved_rp: int


def sheets_of(*, history: History, typed: RestructureTyped, today: date) -> Sheets:
    """Show a loan before and after what is asked for, without writing anything. Step; two queries for the ceilings.

    Raises:
        RestructureRefusedError: ``nothing many from cap_nominal cap_effective``.
        TermsRefusedError, EventRefusedError: No schedule can be made of it.
    """
    before = sheet_of(history.contract, history.events, today)
    check_change_asked(typed.change, lines=history.state_on(today).lines)
    asked = _events_with(history, typed, today)
    outcome = outcome_of(history.contract, asked, booked=history.booked, today=today)
    after = sheet_of(history.contract, asked, today)
    highest, highest_nominal = ceilings_on(cooperative_id=history.loan.cooperative_id, on=today)
    check_caps(before, after, highest=highest, highest_nominal=highest_nominal)
    moved_rp = sum(max(0, part_rp) for part_rp in outcome.moved)
    return Sheets(before, after, moved_rp)


def ask_restructure(
    *,
    actor: Actor,
    place: Cooperative,
    loan_id: UUID,
    typed: RestructureTyped,
    today: date,
    request_id: UUID,
    now: datetime,
) -> UUID:
    """Ask a second person to give a loan other terms. Use-case of who keeps the loans; the sheet is kept with it.

    Args:
        actor: Who asks; not the borrower.
        place: The own cooperative.
        loan_id: Which running loan.
        typed: What is asked for.
        today: The business date.
        request_id: Made once per intention; the request for approval gets the same id.
        now: The moment, aware.

    Returns:
        The id of the request.

    Raises:
        RestructureRefusedError: ``reason gone own state nothing many from cap_nominal cap_effective``.
        TermsRefusedError, EventRefusedError: No schedule can be made of it.

    Source: docs/algorithms/loan_arrears.md.
    """
    why = checked_why(typed.reason)

    def work() -> str:
        history = running_loan(place.id, loan_id, actor.person_id)
        sheets = sheets_of(history=history, typed=typed, today=today)
        asked = ask(
            actor=actor,
            kind=RESTRUCTURE_KIND,
            facts=_facts(history, typed, sheets),
            reason=why,
            now=now,
            request_id=request_id,
            concerns=history.borrower.person_id,
            concerned=who_answers(history.loan),
            amount_rp=history.loan.left_rp,
        )
        LoanRestructure.objects.create(
            cooperative_id=place.id,
            loan_id=loan_id,
            asked_on=today,
            change=change_written(typed.change),
            waives_penalty=typed.waives_penalty,
            waives_jasa=typed.waives_jasa,
            reason=why,
            seen_no=history.loan.last_no,
            before=sheet_written(sheets.before),
            after=sheet_written(sheets.after),
            approval=asked,
            person_id=actor.person_id,
            recorded_at=now,
        )
        return str(asked.id)

    facts = {
        "loan": loan_id,
        "change": change_written(typed.change),
        "waives": [typed.waives_penalty, typed.waives_jasa],
        "reason": why,
    }
    return UUID(once(actor, Action.KEEP_LOANS, "ask_restructure", facts, request_id, now, work))


def carry_out_restructure(*, request: ApprovalRequest, actor: Actor, now: datetime) -> None:
    """Give the loan the terms that were asked for, from today. Step of the approval.

    Raises:
        RestructureRefusedError: ``gone state cap_nominal cap_effective``, or ``changed``: something happened to the
            loan since, so that the sheet is not what the second person would agree to.
        TermsRefusedError, EventRefusedError, EntryRefusedError: The loan or the books refuse it.
    """
    place = Cooperative.objects.get(id=request.cooperative_id)
    today = business_date(now, Zone(place.zone))
    row = LoanRestructure.objects.select_for_update().get(cooperative_id=place.id, approval_id=request.id)
    history = running_loan(place.id, row.loan_id, None)
    if history.loan.last_no != row.seen_no:
        raise RestructureRefusedError(wrong="changed")
    change = change_read(row.change)
    typed = RestructureTyped(
        change=change, waives_penalty=row.waives_penalty, waives_jasa=row.waives_jasa, reason=row.reason
    )
    sheets_of(history=history, typed=typed, today=today)
    happening = Happening(
        kind=Kind.RESCHEDULE, way=Way.KEPUTUSAN, on=today, change=row.change, note="restrukturisasi"
    )
    served = serve(
        place=place,
        history=history,
        happening=happening,
        today=today,
        actor=actor,
        request_id=request.id,
        now=now,
    )
    for at, component in enumerate(_forgiven(row.waives_penalty, row.waives_jasa)):
        waive_open(place, row.loan_id, component, today, actor, request.id, now, part=2 + 2 * at)
    row.event_id, row.done_on = served.event_id, today
    row.save(update_fields=["event_id", "done_on"])
    note_relief(place, actor, "loans.loan.restructured", history, now)


def _events_with(history: History, typed: RestructureTyped, today: date) -> list[Event]:
    """Give the loan's events with the change and what is forgiven with it, as carrying it out will add them."""
    events = history.events
    events.append(changed_by(typed.change, on=today, place=len(events)))
    for component in _forgiven(typed.waives_penalty, typed.waives_jasa):
        state = state_of(history.contract.terms, history.contract.servicing, events, today)
        open_rp = open_due(state.lines, component, today)
        if open_rp:
            events.append(
                Event(on=today, kind=Kind.WAIVE, amount=open_rp, waives=component, place=len(events))
            )
    return events


def _forgiven(waives_penalty: bool, waives_jasa: bool) -> list[Component]:  # noqa: FBT001  two ticks of a form
    told = ((Component.PENALTY, waives_penalty), (Component.INTEREST, waives_jasa))
    return [component for component, is_asked in told if is_asked]


def _facts(history: History, typed: RestructureTyped, sheets: Sheets) -> dict[str, Any]:
    change, before, after = typed.change, sheets.before, sheets.after
    said = []
    if change.annual_rate is not None:
        said.append(f"jasa {percent_words(before.rate_ppm)} menjadi {percent_words(after.rate_ppm)} setahun")
    if change.pause:
        said.append(f"{change.pause} angsuran tanpa pokok")
    if change.extend:
        said.append(f"diperpanjang {change.extend} angsuran")
    forgiven = [FORGIVEN_WORDS[one] for one in _forgiven(typed.waives_penalty, typed.waives_jasa)]
    ends = [day(one.last_due_on) if one.last_due_on else "–" for one in (before, after)]
    return {
        "loan": str(history.loan.id),
        "number": history.loan.name,
        "name": history.borrower.name,
        "what": ", ".join(said),
        "from": day(change.from_on),
        "forgiven": " dan ".join(forgiven) or "tidak ada",
        "total": f"{rupiah(before.total_rp)} menjadi {rupiah(after.total_rp)}",
        "ends": f"{ends[0]} menjadi {ends[1]}",
        "overdue": f"{rupiah(before.overdue_rp)} menjadi {rupiah(after.overdue_rp)}",
        "cost": f"{_cost(before)} menjadi {_cost(after)} setahun",
    }


def _cost(sheet: Sheet) -> str:
    return "–" if sheet.nominal_ppm is None else percent_words(sheet.nominal_ppm)
