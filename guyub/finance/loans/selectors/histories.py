"""A loan with all that happened to it: what every act and every page of one loan starts from."""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any

from guyub.finance.loans.domain.contracts import change_read, read
from guyub.finance.loans.domain.events import Event, Kind
from guyub.finance.loans.domain.lifecycle import LoanState
from guyub.finance.loans.domain.outcomes import Parts
from guyub.finance.loans.domain.servicing import Component
from guyub.finance.loans.domain.states import state_of
from guyub.finance.loans.models import Loan, LoanEvent, LoanProduct
from guyub.foundation.kernel.selectors.together import Inquiry, asked, joined, kept_rows

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence
    from uuid import UUID

    from django.db.models import QuerySet

    from guyub.finance.loans.domain.contracts import Contract
    from guyub.finance.loans.domain.states import State


@dataclass(frozen=True, slots=True)
class Borrower:
    """Who borrows, as an act needs to know it; ``is_member`` holds a number and has not left."""

    person_id: UUID | None
    name: str
    is_member: bool


@dataclass(frozen=True, slots=True)
class History:
    """A loan, who borrows, its product, its contract, and its events in the order in which they were written."""

    loan: Loan
    borrower: Borrower
    product: LoanProduct
    contract: Contract
    rows: Sequence[LoanEvent]

    @property
    def state_now(self) -> LoanState:
        """Where it stands in its life."""
        return LoanState(self.loan.state)

    @property
    def events(self) -> list[Event]:
        """Its events as the rules take them."""
        return [event_of(row, self.rows) for row in self.rows]

    @property
    def booked(self) -> Parts:
        """What the books hold of its payments, reversals off."""
        return Parts(
            sum(row.principal_rp + row.moved_principal_rp for row in self.rows),
            sum(row.interest_rp + row.moved_interest_rp for row in self.rows),
            sum(row.fee_rp + row.moved_fee_rp for row in self.rows),
            sum(row.penalty_rp + row.moved_penalty_rp for row in self.rows),
        )

    @property
    def waivers(self) -> list[LoanEvent]:
        """What was forgiven by decisions of its own, beside what came with other terms in the same moment."""
        found, with_terms = [], None
        for row in self.rows:
            if row.kind != Kind.WAIVE.value:
                with_terms = row.recorded_at if row.kind == Kind.RESCHEDULE.value else None
            elif row.recorded_at != with_terms:
                found.append(row)
        return found

    def is_undone(self, row: LoanEvent) -> bool:
        """Tell whether an event was taken back."""
        return any(one.undoes_id == row.id for one in self.rows)

    def state_on(self, day: date) -> State:
        """Tell where it stands at the end of a day, by all that is known now.

        Raises:
            TermsRefusedError: It was not paid out yet.
        """
        return state_of(self.contract.terms, self.contract.servicing, self.events, day)


def event_of(row: LoanEvent, rows: Sequence[LoanEvent]) -> Event:
    """Read one event; ``rows`` are all of its loan, the one that it takes back among them."""
    kind, told = Kind(row.kind), _json(row.change) or {}
    place = row.no - 1
    if kind is Kind.REVERSAL:
        undone = next(one for one in rows if one.id == row.undoes_id)
        return Event(on=row.on, kind=kind, reverses=undone.no - 1, place=place)
    if kind is Kind.RESCHEDULE:
        return Event(on=row.on, kind=kind, change=change_read(told), place=place)
    if kind is Kind.CHARGE:
        due_on = told.get("due_on")
        return Event(
            on=row.on,
            kind=kind,
            amount=row.amount_rp,
            name=told["name"],
            of=Component(told["of"]),
            due_on=date.fromisoformat(due_on) if due_on else None,
            place=place,
        )
    if kind is Kind.WAIVE and told:
        return Event(on=row.on, kind=kind, amount=row.amount_rp, waives=Component(told["of"]), place=place)
    return Event(on=row.on, kind=kind, amount=row.amount_rp, place=place)


def state_by(loan: Loan, rows: Sequence[LoanEvent], day: date) -> State:
    """Tell where a loan stands at the end of a day by its contract and its events alone, in their order."""
    contract = read(_json(loan.contract))
    return state_of(contract.terms, contract.servicing, [event_of(row, rows) for row in rows], day)


def history_inquiry(
    *, cooperative_id: int, loan_id: UUID, is_locking: bool = False
) -> Inquiry[History | None]:
    """Ask for a loan with its history; None: no such loan here. Locked until the transaction ends where that is asked.

    With a lock it comes first among what is asked: the others then see what the lock waited for. Whoever locks members
    too locks the loan first.
    """

    def read_rows(
        loans: list[Loan],
        people: list[tuple[UUID | None, str, int | None, date | None]],
        products: list[LoanProduct],
        rows: list[LoanEvent],
    ) -> History | None:
        if not loans:
            return None
        (loan,), ((person_id, name, number, left_on),) = loans, people
        borrower = Borrower(person_id, name, number is not None and left_on is None)
        contract = read(_json(loan.contract))
        return History(loan, borrower, products[0], contract, sorted(rows, key=lambda row: row.no))

    inquiry: Inquiry[History | None] = joined(
        kept_rows(_locked if is_locking else _loan, cooperative_id, loan_id),
        Inquiry.kept(_borrower, cooperative_id, loan_id, read=list),
        kept_rows(_product, cooperative_id, loan_id),
        kept_rows(_events, cooperative_id, loan_id),
        read=read_rows,
    )
    return inquiry


def history_of(*, cooperative_id: int, loan_id: UUID) -> History | None:
    """Give a loan with its history; None: no such loan here. One trip."""
    history: History | None
    (history,) = asked(history_inquiry(cooperative_id=cooperative_id, loan_id=loan_id))
    return history


def histories_of(
    *, cooperative_id: int, loan_ids: Collection[UUID], is_locking: bool = False
) -> list[History]:
    """Give many loans with their histories, by id. Three queries, however many.

    Args:
        cooperative_id: Whose.
        loan_ids: Which; those that are not here are left out.
        is_locking: Lock them until the transaction ends, in the order of their ids.
    """
    rows = Loan.objects.filter(cooperative_id=cooperative_id, id__in=loan_ids).order_by("id")
    if is_locking:
        # What was locked is read after the lock was had.
        list(rows.select_for_update(of=("self",)).values_list("id", flat=True))
    loans = list(rows.select_related("member__file", "product"))
    events: dict[UUID, list[LoanEvent]] = {loan.id: [] for loan in loans}
    known = LoanEvent.objects.filter(cooperative_id=cooperative_id, loan_id__in=list(events))
    for event in known.order_by("loan_id", "no"):
        events[event.loan_id].append(event)
    return [
        History(
            loan,
            Borrower(
                loan.member.person_id,
                loan.member.file.name,
                loan.member.number is not None and loan.member.left_on is None,
            ),
            loan.product,
            read(_json(loan.contract)),
            events[loan.id],
        )
        for loan in loans
    ]


def _loan(cooperative_id: int, loan_id: UUID) -> QuerySet[Loan]:
    return Loan.objects.filter(cooperative_id=cooperative_id, id=loan_id)


def _locked(cooperative_id: int, loan_id: UUID) -> QuerySet[Loan]:
    return _loan(cooperative_id, loan_id).select_for_update()


def _borrower(cooperative_id: int, loan_id: UUID) -> QuerySet[Loan, Any]:
    people = ("member__person_id", "member__file__name", "member__number", "member__left_on")
    return _loan(cooperative_id, loan_id).values_list(*people)


def _product(cooperative_id: int, loan_id: UUID) -> QuerySet[LoanProduct]:
    products = _loan(cooperative_id, loan_id).values("product_id")
    return LoanProduct.objects.filter(cooperative_id=cooperative_id, id__in=products)


def _events(cooperative_id: int, loan_id: UUID) -> QuerySet[LoanEvent]:
    return LoanEvent.objects.filter(cooperative_id=cooperative_id, loan_id=loan_id)


def _json(kept: Any) -> Any:
    """Read what the database keeps as JSON: the driver gives it as text, Django as what it says."""
    return json.loads(kept) if isinstance(kept, str) else kept
