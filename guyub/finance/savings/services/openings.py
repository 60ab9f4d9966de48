"""Opening savings: the totals of the opening position told member by member, and taken back while nothing moved."""

from __future__ import annotations

from typing import TYPE_CHECKING

from guyub.books.ledger.domain.entries import LineDraft
from guyub.books.treasury.services.opening_details import post_detail, take_detail_back
from guyub.finance.savings.domain.kinds import CONTROL, OPENING, SavingsKind
from guyub.finance.savings.models import SavingsAccount
from guyub.finance.savings.services.moving import CONTEXT
from guyub.finance.savings.services.products import ensure_products
from guyub.foundation.kernel.ids import uuid7

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import date
    from uuid import UUID

    from guyub.books.ledger.services.posting import Posted
    from guyub.foundation.identity.domain.roles import Actor
    from guyub.foundation.kernel.models import Cooperative

SOURCE = "savings.opening"
MEMO, MEMO_BACK = "Rincian saldo awal simpanan", "Batal rincian saldo awal simpanan"
ROWS_AT_ONCE = 5_000


def open_accounts(
    *,
    cooperative_id: int,
    batch_id: UUID,
    held: Sequence[tuple[UUID, SavingsKind, int]],
    opened_on: date,
) -> None:
    """Open accounts with what the books before Guyub said. Step, set-based; ``tell_openings`` belongs to it.

    Args:
        cooperative_id: Whose members.
        batch_id: The table that says it.
        held: Member, kind and whole rupiah above zero; members without an account of the kind.
        opened_on: The day of the opening position.

    Raises:
        IntegrityError: A member has an account of the kind.
    """
    products = ensure_products(cooperative_id=cooperative_id)
    rows = [
        SavingsAccount(
            id=uuid7(),
            cooperative_id=cooperative_id,
            member_id=member_id,
            kind=kind.value,
            product_id=products[kind],
            opened_on=opened_on,
            opening_rp=amount_rp,
            balance_rp=amount_rp,
            batch_id=batch_id,
        )
        for member_id, kind, amount_rp in held
    ]
    SavingsAccount.objects.bulk_create(rows, batch_size=ROWS_AT_ONCE)


def tell_openings(
    *,
    place: Cooperative,
    totals: Mapping[SavingsKind, int],
    opened_on: date,
    batch_id: UUID,
    today: date,
    actor: Actor,
    request_id: UUID,
) -> Posted:
    """Move totals of the opening position to the control accounts of savings, in one entry. Step.

    Args:
        place: Whose books, which are locked.
        totals: Rupiah above zero, by kind: no more than the opening position still keeps as a total.
        opened_on: The first day of the books; where its month is closed, the entry stands on the first open day.
        batch_id: The table that says it.
        today: The business date.
        actor: Who brings it.
        request_id: Of the use-case.

    Raises:
        EntryRefusedError: The books refuse it.
    """
    lines = [
        line
        for kind, total_rp in totals.items()
        for line in (LineDraft(OPENING[kind], total_rp), LineDraft(CONTROL[kind], -total_rp))
    ]
    return post_detail(
        place=place,
        context=CONTEXT,
        memo=MEMO,
        lines=lines,
        on=opened_on,
        source_kind=SOURCE,
        source_id=batch_id,
        today=today,
        actor=actor,
        request_id=request_id,
    )


def take_back_openings(
    *,
    place: Cooperative,
    entry_id: UUID | None,
    batch_id: UUID,
    opened_on: date,
    today: date,
    actor: Actor,
    request_id: UUID,
) -> None:
    """Close the accounts that a table opened and put the totals back. Step: the books are locked.

    Args:
        place: Whose books.
        entry_id: The entry that ``tell_openings`` posted; None: the table brought no savings.
        batch_id: The table.
        opened_on: The first day of the books.
        today: The business date.
        actor: Who takes it back.
        request_id: Of the use-case.

    Raises:
        IntegrityError: An account was moved since.
        EntryRefusedError: The books refuse it.
    """
    rows = SavingsAccount.objects.filter(cooperative_id=place.id, batch_id=batch_id)
    # delete() would ask every related table first; the database knows what stands on an account.
    rows._raw_delete(rows.db)  # noqa: SLF001
    if entry_id is None:
        return
    take_detail_back(
        place=place,
        context=CONTEXT,
        memo=MEMO_BACK,
        entry_id=entry_id,
        on=opened_on,
        today=today,
        actor=actor,
        request_id=request_id,
    )
