"""Taking a table of running loans in: loans, what was paid of them, their instalments and one entry, or nothing."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from guyub.books.ledger.domain.entries import LineDraft
from guyub.books.ledger.services.periods import lock_books
from guyub.books.treasury.services.opening_details import post_detail
from guyub.finance.loans.domain.accounts import OPENING, PRINCIPAL, PROVISION, RECEIVABLE
from guyub.finance.loans.domain.arrears import overdue_of
from guyub.finance.loans.domain.contracts import written
from guyub.finance.loans.domain.explanations import explained
from guyub.finance.loans.domain.lifecycle import LoanState, Way
from guyub.finance.loans.domain.outcomes import parts_of
from guyub.finance.loans.domain.schedules import schedule_of
from guyub.finance.loans.domain.states import state_of
from guyub.finance.loans.domain.terms import MILLION
from guyub.finance.loans.models import Loan, LoanEvent, OpenedLoan
from guyub.finance.loans.selectors.opening_plans import left_of
from guyub.finance.loans.services.agreeing import SERIES
from guyub.finance.loans.services.booking import CONTEXT
from guyub.finance.loans.services.lines import writing_lines
from guyub.foundation.intake.services.tables import Taken
from guyub.foundation.kernel.errors import DomainError
from guyub.foundation.kernel.ids import uuid7
from guyub.foundation.kernel.money import round_rp
from guyub.foundation.kernel.services.numbering import next_numbers
from guyub.foundation.kernel.tenancy.postgresql.calls import prepared

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date, datetime
    from uuid import UUID

    from guyub.books.ledger.services.posting import Posted
    from guyub.finance.loans.domain.opening_rows import BroughtLoan
    from guyub.finance.loans.domain.states import State
    from guyub.finance.loans.models import LoanOpening
    from guyub.finance.loans.selectors.opening_plans import OpeningPlan
    from guyub.foundation.identity.domain.roles import Actor
    from guyub.foundation.intake.services.tables import Taking

SOURCE = "loans.opening"
MEMO = "Rincian saldo awal pinjaman"
ROWS_AT_ONCE = 1_000


class LoanOpeningRefusedError(DomainError):
    """A table of running loans is not brought, told, taken in or undone; ``wrong`` says why.

    ``open`` (one is open already), ``empty``, ``many`` (fact ``most``), ``sheet``, ``header``, ``field``, ``closed``,
    ``lacking``, ``faults`` (fact ``count``), ``nothing``, ``unopened`` (the books are not), ``more`` and ``less``
    (facts ``kind``, ``total_rp``, ``left_rp``, ``difference_rp``), ``moved`` (the books changed meanwhile), ``used``
    (something happened to one of its loans), ``waiting`` (the worker has it in hand), ``gone`` (who gave it to the
    worker holds the role no more).
    """

    code: ClassVar[str] = "loans.opening.refused"


def take_loans(taking: Taking[LoanOpening], plan: OpeningPlan) -> Taken:
    """Write loans, what was paid of them and their instalments, and post their entry. Step of intake.

    Raises:
        LoanOpeningRefusedError: ``moved``.
        EntryRefusedError: The books refuse it.
    """
    lock_books(place_id=taking.place.id)
    _check_unmoved(taking.place.id, plan)
    posted = _book(taking, plan)
    _write(taking, plan)
    totals = {total.account: total.total_rp for total in plan.totals}
    columns = {
        "dated_on": plan.cut_off,
        "loans_count": plan.count,
        "principal_rp": totals[PRINCIPAL],
        "jasa_rp": totals[RECEIVABLE],
        "provision_rp": totals[PROVISION],
        "entry_id": posted.entry_id,
    }
    return Taken(plan.count, columns, {"loans": plan.count, "entry": posted.name})


def _check_unmoved(cooperative_id: int, plan: OpeningPlan) -> None:
    """Look again under the lock: nobody told the same totals meanwhile."""
    left = left_of(cooperative_id=cooperative_id)
    if any(left[one.account] != one.left_rp for one in plan.totals):
        raise LoanOpeningRefusedError(wrong="moved")


def _book(taking: Taking[LoanOpening], plan: OpeningPlan) -> Posted:
    """Move the totals of the opening position to the accounts of loans, in the unit of each product."""
    sums: dict[tuple[str, UUID | None], int] = {}
    for row, provision_rp in zip(plan.reading.rows, plan.provisions, strict=True):
        amounts = {PRINCIPAL: row.told.left_rp, RECEIVABLE: row.told.jasa_rp, PROVISION: -provision_rp}
        for account, rp in amounts.items():
            for key, signed_rp in (((account, row.product.unit_id), rp), ((OPENING[account], None), -rp)):
                sums[key] = sums.get(key, 0) + signed_rp
    assert plan.cut_off is not None  # noqa: S101  lock_books found the books
    return post_detail(
        context=CONTEXT,
        memo=MEMO,
        lines=[LineDraft(account, rp, unit_id=unit_id) for (account, unit_id), rp in sums.items() if rp],
        on=plan.cut_off,
        source_kind=SOURCE,
        source_id=taking.batch.id,
        **taking.told,
    )


def _write(taking: Taking[LoanOpening], plan: OpeningPlan) -> None:
    assert plan.cut_off is not None  # noqa: S101  as _book
    cooperative_id, today = taking.place.id, taking.today
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
            events += _events(loan, row, taking.actor, taking.now)
            opened.append(_opened(taking.batch.id, loan, row))
            # The loan is new: there are no instalments to cut.
            lines += writing_lines(cooperative_id=cooperative_id, loan_id=loan.id, lines=state.lines)[:1]
        Loan.objects.bulk_create(loans)
        LoanEvent.objects.bulk_create(events)
        OpenedLoan.objects.bulk_create(opened)
        prepared(*lines)
        taking.progress(at + len(loans))


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
