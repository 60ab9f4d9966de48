"""Serving a loan: the step by which everything that happens to a running loan reaches it and the books."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, ClassVar

from guyub.books.ledger.domain.entries import EntryDraft
from guyub.books.ledger.services.posting import post_entry
from guyub.finance.loans.domain.arrears import overdue_of
from guyub.finance.loans.domain.events import Kind
from guyub.finance.loans.domain.lifecycle import OWING, LoanState
from guyub.finance.loans.domain.outcomes import NOTHING, PAYMENTS, Parts, outcome_of
from guyub.finance.loans.models import Loan, LoanEvent
from guyub.finance.loans.selectors.histories import event_of
from guyub.finance.loans.services.booking import CONTEXT, SOURCE, adjusting_lines, book_payment
from guyub.finance.loans.services.ending import loan_ended
from guyub.finance.loans.services.lines import writing_lines
from guyub.foundation.kernel.errors import DomainError
from guyub.foundation.kernel.ids import uuid7
from guyub.foundation.kernel.tenancy.postgresql.calls import prepared

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import date, datetime
    from uuid import UUID

    from guyub.books.ledger.domain.entries import LineDraft
    from guyub.books.ledger.services.posting import Act, Posted
    from guyub.finance.loans.domain.lifecycle import Way
    from guyub.finance.loans.domain.outcomes import Outcome
    from guyub.finance.loans.selectors.histories import History
    from guyub.finance.loans.services.booking import FromCash, FromFund, FromSavings
    from guyub.foundation.identity.domain.roles import Actor
    from guyub.foundation.kernel.models import Cooperative

_EVENT_COLUMNS = [field.attname for field in LoanEvent._meta.concrete_fields]
_INSERT = (
    f"INSERT INTO {LoanEvent._meta.db_table} ({', '.join(chr(34) + name + chr(34) for name in _EVENT_COLUMNS)})"  # noqa: S608
    f" VALUES ({', '.join(f'%({name})s' for name in _EVENT_COLUMNS)})"
)
_UPDATE = f"""
    UPDATE {Loan._meta.db_table} SET state = %(state)s, ended_on = %(ended_on)s::date, last_no = %(no)s,
        left_rp = %(left_rp)s, jasa_rp = %(jasa_rp)s, provision_rp = %(provision_rp)s,
        overdue_since = %(since)s::date, overdue_rp = %(overdue_rp)s, ends_on = %(ends_on)s::date
    WHERE cooperative_id = %(place)s AND id = %(loan)s
"""  # noqa: S608  a table name of our own


class ServingRefusedError(DomainError):
    """Nothing happens to a loan; ``wrong`` says why.

    ``gone`` (no such loan or event here), ``own`` (nobody serves the own loan), ``state`` (it is not running), ``late``
    (a day after today), ``early`` (before it was paid out), ``past`` (an earlier day is for who keeps the loans),
    ``account`` (not the borrower's, or not one that gives money any day), ``short`` (less of it is free; fact
    ``free_rp``), ``undone`` (taken back already), ``kind`` (this is not taken back so), ``reason``, ``left`` (the
    borrower has left, and the leaving is settled), ``covered`` (others of the group paid it and had something of it
    back: take that back first), ``repaid`` (a guarantor did), ``written_off`` (it was booked before the loan was
    written off; the loan book does not bear it any more), ``forgiven`` (the members' meeting ended the claim).
    """

    code: ClassVar[str] = "loans.serving.refused"


@dataclass(frozen=True, slots=True, kw_only=True)
class Happening:
    """What happens.

    Args:
        kind: Of the rules; not a reversal.
        way: By which way it comes.
        on: From which day it counts, not after today.
        amount_rp: Whole rupiah above zero; of a payoff what was quoted; of a reschedule None.
        change: Of a reschedule ``domain.contracts.change_written``; of a charge ``{"name", "of", "due_on"}``.
        note: A few words for the journal; no name of a member.
        money: Where the money of a payment comes from; None where none moves.
    """

    kind: Kind
    way: Way
    on: date
    amount_rp: int | None = None
    change: Mapping[str, Any] | None = None
    note: str = ""
    money: FromCash | FromSavings | FromFund | None = None


@dataclass(frozen=True, slots=True)
class Served:
    """What came of it: the event, the entry of its money, and what the loan has become; ``said`` is for the receipt."""

    event_id: UUID
    posted: Posted | None
    outcome: Outcome
    state: LoanState


def serve(
    *,
    place: Cooperative,
    history: History,
    happening: Happening,
    today: date,
    actor: Actor | None,
    request_id: UUID,
    now: datetime,
    part: int = 0,
    act: Act | None = None,
) -> Served:
    """Let something happen to a running loan: replay it, book the money and what else the books must follow. Step.

    Needs an open transaction in the scope of the place, and the loan locked (``histories.history_inquiry``). A payment
    may be of an earlier day: how later payments count then changes, and the difference is booked beside it.

    Args:
        place: Whose books.
        history: The loan as it was locked.
        happening: What happens.
        today: The business date.
        actor: The person; None: the system.
        request_id: Of the use-case.
        now: The moment, aware.
        part: The first of the use-case's entries that this may post; it posts one or two.
        act: The use-case's line of the trail; it travels with the entry of the money.

    Raises:
        ServingRefusedError: ``forgiven state late early amount``.
        TermsRefusedError, EventRefusedError: The loan does not take it.
        SavingsRefusedError: ``short``: the account holds less.
        EntryRefusedError: The books refuse it.
    """
    loan = history.loan
    check_serving(loan, happening.on, today)
    row = _row(
        history,
        actor,
        now,
        kind=happening.kind.value,
        way=happening.way.value,
        on=happening.on,
        amount_rp=happening.amount_rp,
        change=dict(happening.change) if happening.change is not None else None,
        note=happening.note,
    )
    outcome = _outcome(history, [row], today)
    receivable_rp = min(outcome.own.interest_rp, loan.jasa_rp)
    posted = None
    if happening.kind in PAYMENTS and happening.money:
        posted = book_payment(
            place=place,
            history=history,
            row=row,
            money=happening.money,
            own=outcome.own,
            receivable_rp=receivable_rp,
            today=today,
            actor=actor,
            request_id=request_id,
            now=now,
            part=part,
            act=act,
        )
    rest = None if posted else act
    return _keep(
        place, history, row, outcome, receivable_rp, posted, today, actor, request_id, part + 1, rest
    )


def check_serving(loan: Loan, on: date, today: date) -> None:
    """Refuse what comes to a loan that is not running, or of a day that cannot be.

    Raises:
        ServingRefusedError: ``forgiven state late early``.
    """
    if LoanState(loan.state) is LoanState.HAPUS_TAGIH:
        raise ServingRefusedError(wrong="forgiven")
    if LoanState(loan.state) not in OWING:
        raise ServingRefusedError(wrong="state")
    if on > today:
        raise ServingRefusedError(wrong="late")
    if loan.disbursed_on is None or on < loan.disbursed_on:
        raise ServingRefusedError(wrong="early")


def reverse(
    *,
    place: Cooperative,
    history: History,
    undone: LoanEvent,
    beside: Sequence[LoanEvent] = (),
    posted: Posted | None,
    reason: str,
    today: date,
    actor: Actor | None,
    request_id: UUID,
    now: datetime,
    part: int = 0,
    act: Act | None = None,
) -> Served:
    """Take one event of a loan back, with later ones after it: they count anew. Step; as ``serve``.

    Args, as of ``serve``, and:
        undone: Which event.
        beside: Others that the same decision wrote, of which none moved money: taken back at once, since what lies
            between them is no state of the loan.
        posted: The entry that took its money back; None where none had moved.
        reason: Why, a few words.

    Raises:
        ServingRefusedError: ``written_off forgiven``.
        EventRefusedError: What is left does not fit the loan without it.
        EntryRefusedError: The books refuse the difference.
    """
    if history.state_now is LoanState.HAPUS_TAGIH:
        raise ServingRefusedError(wrong="forgiven")
    if history.loan.written_off_no is not None and undone.no <= history.loan.written_off_no:
        raise ServingRefusedError(wrong="written_off")
    rows = [
        _row(
            history,
            actor,
            now,
            kind=Kind.REVERSAL.value,
            way=one.way,
            on=today,
            amount_rp=one.amount_rp,
            undoes_id=one.id,
            note=reason,
        )
        for one in (*beside, undone)
    ]
    for at, one in enumerate(rows):
        one.no += at
    outcome = _outcome(history, rows, today, undone=parts_booked(undone))
    *others, row = rows
    for one in others:
        one.left_rp = outcome.left_rp
    if others:
        LoanEvent.objects.bulk_create(others)
    rest = None if posted else act
    return _keep(
        place, history, row, outcome, -undone.receivable_rp, posted, today, actor, request_id, part, rest
    )


def _row(history: History, actor: Actor | None, now: datetime, **told: Any) -> LoanEvent:
    loan = history.loan
    return LoanEvent(
        id=uuid7(),
        cooperative_id=loan.cooperative_id,
        loan_id=loan.id,
        no=loan.last_no + 1,
        person_id=actor.person_id if actor else None,
        recorded_at=now,
        **told,
    )


def parts_booked(row: LoanEvent) -> Parts:
    """Give what a payment had paid when it was booked."""
    return Parts(row.principal_rp, row.interest_rp, row.fee_rp, row.penalty_rp)


def _outcome(history: History, new: Sequence[LoanEvent], today: date, *, undone: Parts = NOTHING) -> Outcome:
    rows = [*history.rows, *new]
    events = [event_of(one, rows) for one in rows]
    return outcome_of(history.contract, events, booked=history.booked, today=today, undone=undone)


def _keep(
    place: Cooperative,
    history: History,
    row: LoanEvent,
    outcome: Outcome,
    receivable_rp: int,
    posted: Posted | None,
    today: date,
    actor: Actor | None,
    request_id: UUID,
    part: int,
    act: Act | None,
) -> Served:
    """Book what else the books must follow, and keep the event, the instalments and the loan's figures."""
    loan, own, moved = history.loan, outcome.own, outcome.moved
    before = LoanState(loan.state)
    state = _state_after(loan, outcome)
    jasa_rp, provision_rp = loan.jasa_rp - receivable_rp, loan.provision_rp
    lines: Sequence[LineDraft] = ()
    if loan.written_off_on is None:
        lines = adjusting_lines(
            history=history,
            moved=moved,
            jasa_rp=jasa_rp,
            provision_rp=provision_rp,
            is_over=state is LoanState.LUNAS,
        )
        if state is LoanState.LUNAS:
            jasa_rp = provision_rp = 0
    adjusted = None
    if lines:
        adjusted = _adjusted(place, row, loan.name, lines, today, actor, request_id, part, act)
    row.principal_rp, row.interest_rp, row.fee_rp, row.penalty_rp = own
    row.moved_principal_rp, row.moved_interest_rp, row.moved_fee_rp, row.moved_penalty_rp = moved
    row.receivable_rp, row.left_rp, row.said = receivable_rp, outcome.left_rp, outcome.said
    row.entry_id = posted.entry_id if posted else None
    row.adjusting_id = adjusted.entry_id if adjusted else None
    overdue = overdue_of(outcome.state.lines, today)
    ended_on = loan.ended_on
    if before is not state:
        ended_on = row.on if state is LoanState.LUNAS else loan.written_off_on
    told = {
        "place": place.id,
        "loan": loan.id,
        "no": row.no,
        "state": state.value,
        "ended_on": ended_on,
        "left_rp": outcome.left_rp,
        "jasa_rp": jasa_rp,
        "provision_rp": provision_rp,
        "since": overdue.since,
        "overdue_rp": overdue.amount_rp,
        "ends_on": outcome.state.lines[-1].due_on,
    }
    prepared(
        (_INSERT, _values(row)),
        (_UPDATE, told),
        *writing_lines(cooperative_id=place.id, loan_id=loan.id, lines=outcome.state.lines),
    )
    if state is LoanState.LUNAS and before is not state:
        person_id = actor.person_id if actor else None
        loan_ended(cooperative_id=place.id, loan_id=loan.id, person_id=person_id, today=today)
    return Served(row.id, posted, outcome, state)


def _adjusted(
    place: Cooperative,
    row: LoanEvent,
    name: str,
    lines: Sequence[LineDraft],
    today: date,
    actor: Actor | None,
    request_id: UUID,
    part: int,
    act: Act | None,
) -> Posted:
    draft = EntryDraft(
        occurred_on=today,
        memo=f"Penyesuaian pinjaman {name}",
        lines=lines,
        request_id=request_id,
        part=part,
        source_kind=SOURCE,
        source_id=row.id,
    )
    return post_entry(place=place, context=CONTEXT, draft=draft, today=today, actor=actor, act=act)


def _values(row: LoanEvent) -> dict[str, Any]:
    values = {name: getattr(row, name) for name in _EVENT_COLUMNS}
    return values | {"change": None if row.change is None else json.dumps(row.change)}


def _state_after(loan: Loan, outcome: Outcome) -> LoanState:
    """A loan that owes nothing is settled; one whose settling was taken back is what it was before."""
    if outcome.is_settled:
        return LoanState.LUNAS
    return LoanState.BERJALAN if loan.written_off_on is None else LoanState.HAPUS_BUKU
