"""What invented Bumiayu has lent: the loans of the example book, with the entries that the ledger has of them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any
from uuid import uuid5

from guyub.finance.loans.domain.arrears import overdue_of, owed_of
from guyub.finance.loans.domain.contracts import written
from guyub.finance.loans.domain.events import Event, Kind
from guyub.finance.loans.domain.lifecycle import LoanState, Way
from guyub.finance.loans.domain.offering import effective_ppm
from guyub.finance.loans.domain.servicing import Component
from guyub.finance.loans.domain.states import state_of
from guyub.finance.loans.domain.terms import MILLION
from guyub.finance.loans.models import Loan, LoanEvent, LoanLine, LoanTerms
from guyub.finance.loans.services.agreeing import SERIES
from guyub.foundation.kernel.money import round_rp
from guyub.foundation.kernel.services.numbering import next_numbers
from guyub.journeys.services.examples import SPACE
from guyub.journeys.services.ledger_example_events import BRI, LOANS
from guyub.journeys.services.loan_example_book import PURPOSES, loan_book

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from datetime import date, datetime
    from uuid import UUID

    from guyub.community.members.models import Member
    from guyub.finance.loans.domain.states import State
    from guyub.foundation.kernel.models import Cooperative
    from guyub.journeys.services.ledger_example_events import Event as Entry
    from guyub.journeys.services.ledger_example_events import Partners
    from guyub.journeys.services.loan_example_book import Lent, Payment


def loan_entries(known: Partners, *, until: date) -> Iterator[Entry]:
    """Give the entries of the example loans: each paid out, each instalment that came in 2026."""
    for lent in loan_book(until):
        if not lent.is_old:
            yield known.event(
                "loans", lent.on, "Pencairan pinjaman anggota", *_paid_out(lent), name=_name(lent)
            )
        for no, paid in enumerate(lent.payments, 1):
            if paid.way is not Way.SALDO_AWAL:
                yield known.event(
                    "loans", paid.on, "Angsuran pinjaman anggota", *_paid_back(paid), name=_name(lent, no)
                )


def _paid_out(lent: Lent) -> list[tuple[str, int, str]]:
    principal_rp = lent.contract.terms.principal
    fee_rp = sum(fee.amount or 0 for fee in lent.contract.terms.fees)
    lines = [("1.2.03", principal_rp, LOANS), ("4.1.03", -fee_rp, LOANS), (BRI, fee_rp - principal_rp, "")]
    return [line for line in lines if line[1]]


def _paid_back(paid: Payment) -> list[tuple[str, int, str]]:
    own = paid.outcome.own
    lines = [
        ("1.1.02", paid.amount_rp, ""),
        ("1.2.03", -own.principal_rp, LOANS),
        ("4.1.02", -own.interest_rp, LOANS),
        ("4.1.04", -own.penalty_rp, LOANS),
    ]
    return [line for line in lines if line[1]]


def tell_loans(
    place: Cooperative,
    members: Sequence[Member],
    products: Mapping[str, UUID],
    *,
    entries: Mapping[str, UUID],
    officer_id: UUID,
    today: date,
    until: date,
    now: datetime,
) -> None:
    """Enter the loans of the example book, what came of them and their instalments. Step: needs the scope of the place.

    Args:
        place: Whose; nothing is lent yet.
        members: In the order of their numbers.
        products: The products by code.
        entries: The entries of ``loan_entries`` by name.
        officer_id: Who looks after them.
        today: The business date.
        until: How far the example book goes.
        now: The moment, aware.
    """
    book = sorted(loan_book(until), key=lambda lent: (lent.on, lent.key))
    numbers: dict[int, Iterator[int]] = {}
    for year in sorted({lent.on.year for lent in book}):
        count = sum(lent.on.year == year for lent in book)
        numbers[year] = iter(next_numbers(cooperative_id=place.id, series=SERIES, year=year, count=count))
    terms = dict(LoanTerms.objects.filter(cooperative=place).values_list("product__code", "id"))
    loans, events, lines = list[Loan](), list[LoanEvent](), list[LoanLine]()
    for at, lent in enumerate(book):
        happened = [
            Event(on=one.on, kind=Kind.REPAYMENT, amount=one.amount_rp, place=no)
            for no, one in enumerate(lent.payments)
        ]
        state = state_of(lent.contract.terms, lent.contract.servicing, happened, today)
        loan = Loan(
            id=uuid5(SPACE, f"loan/{place.code}/{lent.key}"),
            cooperative=place,
            year=lent.on.year,
            no=next(numbers[lent.on.year]),
            member=members[lent.borrower],
            product_id=products[lent.product],
            terms_id=None if lent.is_old else terms[lent.product],
            purpose=f"{PURPOSES[at % len(PURPOSES)]} (contoh)",
            officer_id=officer_id,
            entry_id=entries.get(_name(lent)),
            **_figures(lent, state, today),
        )
        loans.append(loan)
        events += [
            _event(loan, no, one, entries.get(_name(lent, no)), now)
            for no, one in enumerate(lent.payments, 1)
        ]
        lines += _lines(loan, state)
    Loan.objects.bulk_create(loans)
    LoanEvent.objects.bulk_create(events, batch_size=1_000)
    LoanLine.objects.bulk_create(lines, batch_size=1_000)


def _figures(lent: Lent, state: State, today: date) -> dict[str, Any]:
    terms, last = lent.contract.terms, lent.payments[-1] if lent.payments else None
    overdue = overdue_of(state.lines, today)
    is_settled = state.outstanding == 0
    return {
        "contract": written(lent.contract),
        "principal_rp": terms.principal,
        "rate_ppm": round_rp(terms.annual_rate * MILLION),
        "effective_ppm": effective_ppm(lent.contract),
        "instalments": terms.instalments,
        "agreed_on": lent.on,
        "disbursed_on": lent.on,
        "way": (Way.SALDO_AWAL if lent.is_old else Way.TRANSFER).value,
        "ends_on": state.lines[-1].due_on,
        "ended_on": last.on if last and is_settled else None,
        "state": (LoanState.LUNAS if is_settled else LoanState.BERJALAN).value,
        "last_no": len(lent.payments),
        "left_rp": last.outcome.left_rp if last else terms.principal,
        "overdue_since": overdue.since,
        "overdue_rp": overdue.amount_rp,
    }


def _event(loan: Loan, no: int, paid: Payment, entry_id: UUID | None, now: datetime) -> LoanEvent:
    own = paid.outcome.own
    return LoanEvent(
        id=uuid5(SPACE, f"loan-event/{loan.id}/{no}"),
        cooperative_id=loan.cooperative_id,
        loan=loan,
        no=no,
        kind=Kind.REPAYMENT.value,
        way=paid.way.value,
        on=paid.on,
        amount_rp=paid.amount_rp,
        principal_rp=own.principal_rp,
        interest_rp=own.interest_rp,
        fee_rp=own.fee_rp,
        penalty_rp=own.penalty_rp,
        left_rp=paid.outcome.left_rp,
        entry_id=entry_id,
        said=paid.outcome.said,
        recorded_at=now,
    )


def _lines(loan: Loan, state: State) -> list[LoanLine]:
    return [
        LoanLine(
            id=uuid5(SPACE, f"loan-line/{loan.id}/{line.no}"),
            cooperative_id=loan.cooperative_id,
            loan=loan,
            no=line.no,
            due_on=line.due_on,
            principal_rp=line.due[Component.PRINCIPAL],
            interest_rp=line.due[Component.INTEREST],
            fee_rp=line.due[Component.FEE],
            penalty_rp=line.due[Component.PENALTY],
            principal_settled_rp=line.settled(Component.PRINCIPAL),
            interest_settled_rp=line.settled(Component.INTEREST),
            fee_settled_rp=line.settled(Component.FEE),
            penalty_settled_rp=line.settled(Component.PENALTY),
            is_open=owed_of(line) > 0,
        )
        for line in state.lines
    ]


def _name(lent: Lent, no: int = 0) -> str:
    return f"loan/{lent.key}/{no}"
