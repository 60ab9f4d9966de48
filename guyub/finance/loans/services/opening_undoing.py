"""Undoing a table of running loans while nothing happened to any of them: the loans are cancelled, the totals are back.

What stays: the numbers, since nobody may get one again; what was told of each loan, taken back by a reversal; the pair
of entries in the journal.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db.models import F

from guyub.books.ledger.services.periods import lock_books
from guyub.books.treasury.services.opening_details import take_detail_back
from guyub.finance.loans.domain.events import Kind
from guyub.finance.loans.domain.lifecycle import LoanState, Way
from guyub.finance.loans.models import Loan, LoanEvent, LoanLine, OpenedLoan
from guyub.finance.loans.services.booking import CONTEXT
from guyub.finance.loans.services.ending import loans_ended
from guyub.finance.loans.services.opening_taking import LoanOpeningRefusedError
from guyub.foundation.intake.services.tables import Taken
from guyub.foundation.kernel.ids import uuid7

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date, datetime
    from uuid import UUID

    from guyub.finance.loans.models import LoanOpening
    from guyub.foundation.identity.domain.roles import Actor
    from guyub.foundation.intake.services.tables import Taking

MEMO = "Batal rincian saldo awal pinjaman"
REASON = "Tabel saldo awal dibatalkan"
ROWS_AT_ONCE = 5_000
_PARTS = ("principal_rp", "interest_rp", "fee_rp", "penalty_rp")


def undo_loans(taking: Taking[LoanOpening]) -> Taken:
    """Cancel the loans of a table, whole. Step of intake.

    Raises:
        LoanOpeningRefusedError: ``used``: something happened to one of its loans, such as a payment, a charge, or jasa
            that the end of a day counted.
        EntryRefusedError: The books refuse it.
    """
    place, batch, today = taking.place, taking.batch, taking.today
    opened = OpenedLoan.objects.filter(cooperative_id=place.id, batch_id=batch.id)
    told = {row.loan_id: row for row in opened}
    loans = Loan.objects.filter(cooperative_id=place.id, id__in=opened.values("loan_id"))
    held = list(loans.order_by("id").select_for_update())
    events = _untouched(place.id, held, told)
    periods = lock_books(place_id=place.id)
    posted = take_detail_back(
        context=CONTEXT, memo=MEMO, entry_id=batch.entry_id, on=periods.opened_on, **taking.told
    )
    LoanEvent.objects.bulk_create(
        [
            _reversal(loan, events[loan.id], at, today, taking.actor, taking.now)
            for loan in held
            for at in range(loan.last_no)
        ],
        batch_size=ROWS_AT_ONCE,
    )
    lines = LoanLine.objects.filter(cooperative_id=place.id, loan_id__in=list(told))
    lines._raw_delete(lines.db)  # noqa: SLF001  nothing stands on an instalment
    # Each thing that was told has its reversal now.
    loans.update(
        last_no=F("last_no") * 2,
        state=LoanState.BATAL.value,
        ended_on=today,
        disbursed_on=None,
        ends_on=None,
        way="",
        left_rp=0,
        jasa_rp=0,
        provision_rp=0,
        overdue_since=None,
        overdue_rp=0,
    )
    loans_ended(cooperative_id=place.id, loan_ids=list(told), person_id=taking.actor.person_id, today=today)
    columns = {"undone_entry_id": posted.entry_id}
    return Taken(len(held), columns, {"loans": len(held), "entry": posted.name})


def _untouched(
    cooperative_id: int, held: list[Loan], told: Mapping[UUID, OpenedLoan]
) -> dict[UUID, list[LoanEvent]]:
    """Give the events of each loan, or refuse where a loan is not as the table left it."""
    events: dict[UUID, list[LoanEvent]] = {loan.id: [] for loan in held}
    rows = LoanEvent.objects.filter(cooperative_id=cooperative_id, loan_id__in=list(told))
    for row in rows.order_by("no"):
        events[row.loan_id].append(row)
    for loan in held:
        was = told[loan.id]
        figures = (loan.left_rp, loan.jasa_rp, loan.provision_rp)
        is_as_left = loan.state == LoanState.BERJALAN.value and figures == (
            was.left_rp,
            was.jasa_rp,
            was.provision_rp,
        )
        if not is_as_left or any(row.way != Way.SALDO_AWAL.value for row in events[loan.id]):
            raise LoanOpeningRefusedError(wrong="used")
    return events


def _reversal(
    loan: Loan, events: list[LoanEvent], at: int, today: date, actor: Actor, now: datetime
) -> LoanEvent:
    undone = events[at]
    return LoanEvent(
        id=uuid7(),
        cooperative_id=loan.cooperative_id,
        loan_id=loan.id,
        no=loan.last_no + at + 1,
        kind=Kind.REVERSAL.value,
        way=undone.way,
        on=today,
        amount_rp=undone.amount_rp,
        **{name: -getattr(undone, name) for name in _PARTS},
        left_rp=undone.left_rp + undone.principal_rp,
        undoes_id=undone.id,
        note=REASON,
        person_id=actor.person_id,
        recorded_at=now,
    )
