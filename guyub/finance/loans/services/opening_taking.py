"""Taking a table of running loans in: loans, what was paid of them, their instalments and one entry, or nothing."""

from __future__ import annotations

from typing import TYPE_CHECKING

from guyub.books.ledger.domain.entries import EntryDraft, LineDraft
from guyub.books.ledger.services.periods import lock_books
from guyub.books.ledger.services.posting import post_entry
from guyub.books.treasury.domain.opening import OPENING_SERIES
from guyub.finance.loans.domain.accounts import OPENING, PRINCIPAL, PROVISION, RECEIVABLE
from guyub.finance.loans.domain.arrears import overdue_of
from guyub.finance.loans.domain.contracts import written
from guyub.finance.loans.domain.explanations import explained
from guyub.finance.loans.domain.lifecycle import LoanState, Way
from guyub.finance.loans.domain.opening_fields import lacking
from guyub.finance.loans.domain.outcomes import parts_of
from guyub.finance.loans.domain.schedules import schedule_of
from guyub.finance.loans.domain.states import state_of
from guyub.finance.loans.domain.terms import MILLION
from guyub.finance.loans.models import Loan, LoanEvent, OpenedLoan
from guyub.finance.loans.selectors.opening_plans import left_of, plan_of
from guyub.finance.loans.selectors.openings import opened_batch
from guyub.finance.loans.services.agreeing import SERIES
from guyub.finance.loans.services.booking import CONTEXT
from guyub.finance.loans.services.lines import writing_lines
from guyub.finance.loans.services.openings import (
    LoanOpeningRefusedError,
    act,
    close,
    locked,
    note,
    unsealed,
)
from guyub.foundation.intake.domain.states import TableState
from guyub.foundation.kernel.ids import uuid7
from guyub.foundation.kernel.money import round_rp
from guyub.foundation.kernel.services.numbering import next_numbers
from guyub.foundation.kernel.services.outbox import write_news
from guyub.foundation.kernel.tenancy.postgresql.calls import prepared
from guyub.foundation.kernel.tenancy.scope import scope

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date, datetime
    from uuid import UUID

    from guyub.books.ledger.services.posting import Posted
    from guyub.finance.loans.domain.opening_rows import BroughtLoan
    from guyub.finance.loans.domain.states import State
    from guyub.finance.loans.models import LoanOpening
    from guyub.finance.loans.selectors.opening_plans import OpeningPlan
    from guyub.finance.loans.services.openings import Opened
    from guyub.foundation.identity.domain.roles import Actor
    from guyub.foundation.kernel.models import Cooperative

NEWS = "loans.opened"
SOURCE = "loans.opening"
MEMO = "Rincian saldo awal pinjaman"
ROWS_AT_ONCE = 1_000


def take_table(
    *,
    actor: Actor,
    place: Cooperative,
    batch_id: UUID,
    today: date,
    request_id: UUID,
    now: datetime,
) -> int:
    """Take an open table in, all of it in one transaction; the original is gone with it. Use-case.

    Args:
        actor: Who keeps the loans.
        place: Whose.
        batch_id: A table without an error.
        today: The business date.
        request_id: Made once per intention.
        now: The moment, aware.

    Returns:
        How many loans run now.

    Raises:
        LoanOpeningRefusedError: ``closed lacking faults nothing unopened more less moved``.
        EntryRefusedError: The books refuse it.
    """

    def work() -> int:
        batch = locked(place.id, batch_id)
        _, found = checked(batch, today=today)
        plan = _ready(found)
        lock_books(place_id=place.id)
        _check_unmoved(place.id, plan)
        posted = _book(place, plan, batch_id, today, actor, request_id)
        _write(place.id, batch_id, plan, actor, today, now)
        totals = {total.account: total.total_rp for total in plan.totals}
        count = len(plan.reading.rows)
        close(
            batch,
            TableState.DIMASUKKAN,
            now,
            dated_on=plan.cut_off,
            loans_count=count,
            principal_rp=totals[PRINCIPAL],
            jasa_rp=totals[RECEIVABLE],
            provision_rp=totals[PROVISION],
            entry_id=posted.entry_id,
        )
        write_news(cooperative_id=place.id, topic=NEWS, payload={"batch": str(batch_id)}, now=now)
        note(actor, "taken", batch, now, loans=count, entry=posted.name)
        return count

    taken: int = act(actor, "take_opening_table", {"batch": batch_id}, request_id, now, work)
    return taken


def check_table(*, cooperative_id: int, batch_id: UUID, today: date) -> tuple[Opened, OpeningPlan | None]:
    """Tell what taking a table in would do and what is not right in it; writes nothing.

    Returns:
        The table, and the plan; None where a required column is lacking.

    Raises:
        LoanOpeningRefusedError: It is ``closed``.
    """
    with scope(cooperative_id):
        batch = opened_batch(cooperative_id=cooperative_id, batch_id=batch_id)
        if batch is None:
            raise LoanOpeningRefusedError(wrong="closed")
        return checked(batch, today=today)


def checked(batch: LoanOpening, *, today: date) -> tuple[Opened, OpeningPlan | None]:
    """Unseal a table and plan it. Step: needs the scope."""
    opened = unsealed(batch)
    if lacking(batch.mapping):
        return opened, None
    plan = plan_of(
        cooperative_id=batch.cooperative_id,
        columns=opened.header.columns,
        lines=opened.lines,
        mapping=batch.mapping,
        choices=batch.choices,
        today=today,
    )
    return opened, plan


def _ready(plan: OpeningPlan | None) -> OpeningPlan:
    if plan is None:
        raise LoanOpeningRefusedError(wrong="lacking")
    if plan.reading.errors_count:
        raise LoanOpeningRefusedError(wrong="faults", count=plan.reading.errors_count)
    if not plan.reading.rows:
        raise LoanOpeningRefusedError(wrong="nothing")
    for one in plan.totals:
        if one.wrong:
            raise LoanOpeningRefusedError(
                wrong=one.wrong,
                kind=one.words,
                total_rp=one.total_rp,
                left_rp=one.left_rp,
                difference_rp=one.difference_rp,
            )
    return plan


def _check_unmoved(cooperative_id: int, plan: OpeningPlan) -> None:
    """Look again under the lock: nobody told the same totals meanwhile."""
    left = left_of(cooperative_id=cooperative_id)
    if any(left[one.account] != one.left_rp for one in plan.totals):
        raise LoanOpeningRefusedError(wrong="moved")


def _book(
    place: Cooperative, plan: OpeningPlan, batch_id: UUID, today: date, actor: Actor, request_id: UUID
) -> Posted:
    """Move the totals of the opening position to the accounts of loans, in the unit of each product."""
    sums: dict[tuple[str, UUID | None], int] = {}
    for row, provision_rp in zip(plan.reading.rows, plan.provisions, strict=True):
        amounts = {PRINCIPAL: row.told.left_rp, RECEIVABLE: row.told.jasa_rp, PROVISION: -provision_rp}
        for account, rp in amounts.items():
            for key, signed_rp in (((account, row.product.unit_id), rp), ((OPENING[account], None), -rp)):
                sums[key] = sums.get(key, 0) + signed_rp
    assert plan.cut_off is not None  # noqa: S101  lock_books found the books
    draft = EntryDraft(
        occurred_on=plan.cut_off,
        memo=MEMO,
        lines=[LineDraft(account, rp, unit_id=unit_id) for (account, unit_id), rp in sums.items() if rp],
        request_id=request_id,
        series=OPENING_SERIES,
        source_kind=SOURCE,
        source_id=batch_id,
    )
    return post_entry(place=place, context=CONTEXT, draft=draft, today=today, actor=actor, is_late=True)


def _write(
    cooperative_id: int, batch_id: UUID, plan: OpeningPlan, actor: Actor, today: date, now: datetime
) -> None:
    assert plan.cut_off is not None  # noqa: S101  as _book
    year, rows = plan.cut_off.year, plan.reading.rows
    numbers = next_numbers(cooperative_id=cooperative_id, series=SERIES, year=year, count=len(rows))
    whole = list(zip(rows, plan.provisions, numbers, strict=True))
    for at in range(0, len(whole), ROWS_AT_ONCE):
        loans, opened, lines = [], [], []
        events = list[LoanEvent]()
        for row, provision_rp, no in whole[at : at + ROWS_AT_ONCE]:
            contract, happened = row.opening.contract, row.opening.events
            state = state_of(contract.terms, contract.servicing, happened, today)
            loan = _loan(cooperative_id, row, provision_rp, year, no, state, today)
            loans.append(loan)
            events += _events(loan, row, actor, now)
            opened.append(_opened(batch_id, loan, row))
            # The loan is new: there are no instalments to cut.
            lines += writing_lines(cooperative_id=cooperative_id, loan_id=loan.id, lines=state.lines)[:1]
        Loan.objects.bulk_create(loans)
        LoanEvent.objects.bulk_create(events)
        OpenedLoan.objects.bulk_create(opened)
        prepared(*lines)


def _loan(
    cooperative_id: int,
    row: BroughtLoan,
    provision_rp: int,
    year: int,
    no: int,
    state: State,
    today: date,
) -> Loan:
    told, contract = row.told, row.opening.contract
    rates = schedule_of(contract.terms).rates()
    overdue = overdue_of(state.lines, today)
    return Loan(
        id=uuid7(),
        cooperative_id=cooperative_id,
        year=year,
        no=no,
        member_id=row.member.member_id,
        product_id=row.product.product_id,
        purpose=row.purpose,
        contract=written(contract),
        principal_rp=contract.terms.lent,
        rate_ppm=round_rp(told.annual_rate * MILLION),
        effective_ppm=round_rp(rates[0] * MILLION) if rates else 0,
        instalments=len(state.lines),
        agreed_on=told.disbursed_on,
        disbursed_on=told.disbursed_on,
        way=Way.SALDO_AWAL.value,
        ends_on=state.lines[-1].due_on,
        state=LoanState.BERJALAN.value,
        last_no=len(row.opening.events),
        left_rp=told.left_rp,
        jasa_rp=told.jasa_rp,
        provision_rp=provision_rp,
        overdue_since=overdue.since,
        overdue_rp=overdue.amount_rp,
    )


def _events(loan: Loan, row: BroughtLoan, actor: Actor, now: datetime) -> Iterator[LoanEvent]:
    """Give what was paid before as it is kept: without an entry, since no book of Guyub saw the money."""
    for no, transaction in enumerate(row.opening.state.transactions, 1):
        paid = parts_of([transaction])
        yield LoanEvent(
            id=uuid7(),
            cooperative_id=loan.cooperative_id,
            loan_id=loan.id,
            no=no,
            kind=transaction.event.kind.value,
            way=Way.SALDO_AWAL.value,
            on=transaction.event.on,
            amount_rp=transaction.amount,
            principal_rp=paid.principal_rp,
            interest_rp=paid.interest_rp,
            fee_rp=paid.fee_rp,
            penalty_rp=paid.penalty_rp,
            left_rp=transaction.balance,
            said=explained(transaction),
            person_id=actor.person_id,
            recorded_at=now,
        )


def _opened(batch_id: UUID, loan: Loan, row: BroughtLoan) -> OpenedLoan:
    return OpenedLoan(
        id=uuid7(),
        cooperative_id=loan.cooperative_id,
        batch_id=batch_id,
        line=row.line,
        loan_id=loan.id,
        principal_rp=row.told.principal_rp,
        left_rp=row.told.left_rp,
        jasa_rp=row.told.jasa_rp,
        provision_rp=loan.provision_rp,
        is_anew=row.opening.is_anew,
    )
