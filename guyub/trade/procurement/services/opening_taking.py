"""Taking a table of debts in: bills, their numbers and one entry, or nothing."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from django.db import IntegrityError

from guyub.books.ledger.domain.entries import LineDraft
from guyub.books.ledger.services.periods import lock_books
from guyub.books.treasury.services.opening_details import post_detail
from guyub.foundation.intake.services.tables import Taken
from guyub.foundation.kernel.errors import DomainError
from guyub.foundation.kernel.formats import rupiah
from guyub.foundation.kernel.ids import uuid7
from guyub.foundation.kernel.services.numbering import next_numbers
from guyub.trade.procurement.domain.accounts import CONTEXT, DEBTS
from guyub.trade.procurement.domain.orders import PurchaseRefusedError
from guyub.trade.procurement.models import Bill
from guyub.trade.procurement.selectors.opening_plans import WAITING, left_of
from guyub.trade.procurement.services.acting import held_partner
from guyub.trade.procurement.services.bill_booking import SERIES

if TYPE_CHECKING:
    from collections.abc import Sequence

    from guyub.books.ledger.services.posting import Posted
    from guyub.foundation.intake.services.tables import Taking
    from guyub.trade.procurement.domain.opening_rows import BroughtDebt
    from guyub.trade.procurement.models import DebtOpening
    from guyub.trade.procurement.selectors.opening_plans import DebtPlan

SOURCE = "procurement.opening"
MEMO = "Rincian saldo awal utang pemasok"
_ONCE = "supplier_bill_paper_once"


class DebtOpeningRefusedError(DomainError):
    """A table of debts is not brought, told, taken in or undone; ``wrong`` says why.

    ``open`` (one is open already), ``empty``, ``many`` (fact ``most``), ``sheet``, ``header``, ``field``, ``closed``,
    ``lacking``, ``faults`` (fact ``count``), ``nothing``, ``unopened`` (the books are not), ``more`` (facts
    ``total_rp``, ``left_rp``, ``difference_rp``), ``changed`` (partners, bills or books changed meanwhile), ``paid``
    (fact ``count``: something settled so many of its debts), ``waiting`` (the worker has it in hand), ``gone`` (who
    gave it to the worker holds the role no more).
    """

    code: ClassVar[str] = "procurement.opening.refused"


def take_debts(taking: Taking[DebtOpening], plan: DebtPlan) -> Taken:
    """Write the bills with their numbers and post their entry. Step of intake.

    Raises:
        DebtOpeningRefusedError: ``changed``.
        EntryRefusedError: The books refuse it.
    """
    rows, place_id = plan.reading.rows, taking.place.id
    _hold_partners(place_id, rows)
    numbers = next_numbers(cooperative_id=place_id, series=SERIES, year=taking.today.year, count=len(rows))
    posted = _book(taking, plan)
    _write(taking, rows, numbers, posted)
    columns = {
        "dated_on": plan.cut_off,
        "bills_count": len(rows),
        "total_rp": plan.total_rp,
        "entry_id": posted.entry_id,
        "taken_by_id": taking.actor.person_id,
    }
    facts = {"bills": len(rows), "amount": rupiah(plan.total_rp), "entry": posted.name}
    return Taken(len(rows), columns, facts)


def _hold_partners(cooperative_id: int, rows: Sequence[BroughtDebt]) -> None:
    """Lock the partners in one order; refuse where one ended since the look at them."""
    try:
        for partner_id in sorted({row.partner.partner_id for row in rows}):
            held_partner(cooperative_id=cooperative_id, partner_id=partner_id, refusal=PurchaseRefusedError)
    except PurchaseRefusedError as error:
        raise DebtOpeningRefusedError(wrong="changed") from error


def _book(taking: Taking[DebtOpening], plan: DebtPlan) -> Posted:
    """Move the total from the opening position to the debts, on the day of that position."""
    assert plan.cut_off is not None  # noqa: S101  as the plan's refusal looked
    lock_books(place_id=taking.place.id)
    # Looked at again under the lock: nobody told the same total meanwhile.
    if left_of(cooperative_id=taking.place.id) != plan.left_rp:
        raise DebtOpeningRefusedError(wrong="changed")
    return post_detail(
        context=CONTEXT,
        memo=MEMO,
        lines=[LineDraft(WAITING, plan.total_rp), LineDraft(DEBTS, -plan.total_rp)],
        on=plan.cut_off,
        source_kind=SOURCE,
        source_id=taking.batch.id,
        **taking.told,
    )


def _write(
    taking: Taking[DebtOpening], rows: Sequence[BroughtDebt], numbers: Sequence[int], posted: Posted
) -> None:
    """Write the bills; refuse where somebody booked one of them since the look at them."""
    bills = [
        Bill(
            id=uuid7(),
            cooperative_id=taking.place.id,
            year=taking.today.year,
            no=no,
            partner_id=row.partner.partner_id,
            paper_no=row.number,
            billed_on=row.billed_on,
            due_on=row.due_on,
            total_rp=row.amount_rp,
            opening_id=taking.batch.id,
            note=row.note,
            entry_id=posted.entry_id,
            person_id=taking.actor.person_id,
            recorded_at=taking.now,
        )
        for no, row in zip(numbers, rows, strict=True)
    ]
    try:
        Bill.objects.bulk_create(bills)
    except IntegrityError as error:
        broken = getattr(getattr(error.__cause__, "diag", None), "constraint_name", None)
        if broken != _ONCE:
            raise
        raise DebtOpeningRefusedError(wrong="changed") from error
