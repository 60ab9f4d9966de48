"""Taking a table of debts in: bills, their numbers and one entry, or nothing."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import IntegrityError

from guyub.books.ledger.domain.entries import EntryDraft, LineDraft
from guyub.books.ledger.services.periods import lock_books
from guyub.books.ledger.services.posting import post_entry
from guyub.books.treasury.domain.opening import OPENING_SERIES
from guyub.foundation.identity.domain.roles import Action
from guyub.foundation.intake.domain.states import TableState
from guyub.foundation.kernel.formats import rupiah
from guyub.foundation.kernel.ids import uuid7
from guyub.foundation.kernel.services.numbering import next_numbers
from guyub.foundation.kernel.tenancy.scope import scope
from guyub.trade.procurement.domain.accounts import CONTEXT, DEBTS
from guyub.trade.procurement.domain.opening_fields import MOST_DEBTS, lacking
from guyub.trade.procurement.domain.orders import PurchaseRefusedError
from guyub.trade.procurement.models import Bill
from guyub.trade.procurement.selectors.opening_plans import WAITING, left_of, plan_of
from guyub.trade.procurement.selectors.openings import opened_batch
from guyub.trade.procurement.services.acting import held_partner
from guyub.trade.procurement.services.bill_booking import SERIES
from guyub.trade.procurement.services.openings import (
    DebtOpeningRefusedError,
    act,
    close,
    locked,
    note,
    unsealed,
)

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date, datetime
    from uuid import UUID

    from guyub.books.ledger.services.posting import Posted
    from guyub.foundation.identity.domain.roles import Actor
    from guyub.foundation.kernel.models import Cooperative
    from guyub.trade.inventory.services.openings import Opened
    from guyub.trade.procurement.domain.opening_rows import BroughtDebt
    from guyub.trade.procurement.models import DebtOpening
    from guyub.trade.procurement.selectors.opening_plans import DebtPlan

SOURCE = "procurement.opening"
MEMO = "Rincian saldo awal utang pemasok"
_ONCE = "supplier_bill_paper_once"


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
        actor: Who keeps the treasury: the books follow.
        place: Whose.
        batch_id: A table without an error.
        today: The business date.
        request_id: Made once per intention.
        now: The moment, aware.

    Returns:
        How many debts stand now.

    Raises:
        DebtOpeningRefusedError: ``closed lacking faults nothing many unopened more changed``.
        EntryRefusedError: The books refuse it.
    """

    def work() -> int:
        batch = locked(place.id, batch_id)
        _, found = checked(batch, place=place, today=today)
        plan = _ready(found)
        rows = plan.reading.rows
        _hold_partners(place.id, rows)
        numbers = next_numbers(cooperative_id=place.id, series=SERIES, year=today.year, count=len(rows))
        posted = _book(place, batch_id, plan, today, actor, request_id)
        _write(place, batch_id, rows, numbers, posted, today, actor, now)
        close(
            batch,
            TableState.DIMASUKKAN,
            now,
            dated_on=plan.cut_off,
            bills_count=len(rows),
            total_rp=plan.total_rp,
            entry_id=posted.entry_id,
            taken_by_id=actor.person_id,
        )
        note(
            actor,
            "taken",
            batch,
            now,
            bills=len(rows),
            amount=rupiah(plan.total_rp),
            entry=posted.name,
        )
        return len(rows)

    facts = {"batch": batch_id}
    taken: int = act(actor, "take_opening_table", facts, request_id, now, work, action=Action.KEEP_TREASURY)
    return taken


def check_table(*, place: Cooperative, batch_id: UUID, today: date) -> tuple[Opened, DebtPlan | None]:
    """Tell what taking a table in would do and what is not right in it; writes nothing.

    Returns:
        The table, and the plan; None where a required column is lacking.

    Raises:
        DebtOpeningRefusedError: It is ``closed``.
    """
    with scope(place.id):
        batch = opened_batch(cooperative_id=place.id, batch_id=batch_id)
        if batch is None:
            raise DebtOpeningRefusedError(wrong="closed")
        return checked(batch, place=place, today=today)


def checked(batch: DebtOpening, *, place: Cooperative, today: date) -> tuple[Opened, DebtPlan | None]:
    """Unseal a table and plan it. Step: needs the scope."""
    opened = unsealed(batch)
    if lacking(batch.mapping):
        return opened, None
    plan = plan_of(
        place=place, columns=opened.header.columns, lines=opened.lines, mapping=batch.mapping, today=today
    )
    return opened, plan


def _ready(plan: DebtPlan | None) -> DebtPlan:
    if plan is None:
        raise DebtOpeningRefusedError(wrong="lacking")
    if plan.reading.errors_count:
        raise DebtOpeningRefusedError(wrong="faults", count=plan.reading.errors_count)
    if not plan.reading.rows:
        raise DebtOpeningRefusedError(wrong="nothing")
    if plan.wrong:
        raise DebtOpeningRefusedError(
            wrong=plan.wrong,
            most=MOST_DEBTS,
            total_rp=plan.total_rp,
            left_rp=plan.left_rp,
            difference_rp=plan.total_rp - plan.left_rp,
        )
    return plan


def _hold_partners(cooperative_id: int, rows: Sequence[BroughtDebt]) -> None:
    """Lock the partners in one order; refuse where one ended since the look at them."""
    try:
        for partner_id in sorted({row.partner.partner_id for row in rows}):
            held_partner(cooperative_id=cooperative_id, partner_id=partner_id, refusal=PurchaseRefusedError)
    except PurchaseRefusedError as error:
        raise DebtOpeningRefusedError(wrong="changed") from error


def _book(
    place: Cooperative, batch_id: UUID, plan: DebtPlan, today: date, actor: Actor, request_id: UUID
) -> Posted:
    """Move the total from the opening position to the debts, on the day of that position."""
    assert plan.cut_off is not None  # noqa: S101  as _ready looked
    lock_books(place_id=place.id)
    # Looked at again under the lock: nobody told the same total meanwhile.
    if left_of(cooperative_id=place.id) != plan.left_rp:
        raise DebtOpeningRefusedError(wrong="changed")
    draft = EntryDraft(
        occurred_on=plan.cut_off,
        memo=MEMO,
        lines=[LineDraft(WAITING, plan.total_rp), LineDraft(DEBTS, -plan.total_rp)],
        request_id=request_id,
        series=OPENING_SERIES,
        source_kind=SOURCE,
        source_id=batch_id,
    )
    return post_entry(place=place, context=CONTEXT, draft=draft, today=today, actor=actor, is_late=True)


def _write(
    place: Cooperative,
    batch_id: UUID,
    rows: Sequence[BroughtDebt],
    numbers: Sequence[int],
    posted: Posted,
    today: date,
    actor: Actor,
    now: datetime,
) -> None:
    """Write the bills; refuse where somebody booked one of them since the look at them."""
    bills = [
        Bill(
            id=uuid7(),
            cooperative_id=place.id,
            year=today.year,
            no=no,
            partner_id=row.partner.partner_id,
            paper_no=row.number,
            billed_on=row.billed_on,
            due_on=row.due_on,
            total_rp=row.amount_rp,
            opening_id=batch_id,
            note=row.note,
            entry_id=posted.entry_id,
            person_id=actor.person_id,
            recorded_at=now,
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
