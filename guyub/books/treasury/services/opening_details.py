"""What the opening position tells as a total is told one by one: entries that empty it, and that fill it again.

Members' savings, running loans, goods and debts to suppliers come so, each from a table (foundation.intake).
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from guyub.books.ledger.domain.entries import EntryDraft, Phase, taken_back
from guyub.books.ledger.selectors.journal import stored_lines
from guyub.books.ledger.services.posting import post_complete, post_entry
from guyub.books.treasury.domain.opening import OPENING_SERIES

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date
    from uuid import UUID

    from guyub.books.ledger.domain.entries import LineDraft
    from guyub.books.ledger.services.posting import Posted
    from guyub.foundation.identity.domain.roles import Actor
    from guyub.foundation.kernel.models import Cooperative


def post_detail(
    *,
    place: Cooperative,
    context: str,
    memo: str,
    lines: Sequence[LineDraft],
    on: date,
    source_kind: str,
    source_id: UUID,
    today: date,
    actor: Actor,
    request_id: UUID,
) -> Posted:
    """Move a total of the opening position to the accounts that tell it one by one. Step: the books are locked.

    Args:
        place: Whose books.
        context: The context that posts.
        memo: What the entry says.
        lines: Of the entry, whole rupiah.
        on: The day of the opening position.
        source_kind: What stands behind it.
        source_id: Which.
        today: The business date.
        actor: Who tells it.
        request_id: Of the use-case.

    Raises:
        EntryRefusedError: The books refuse it.
    """
    draft = EntryDraft(
        occurred_on=on,
        memo=memo,
        lines=lines,
        request_id=request_id,
        series=OPENING_SERIES,
        source_kind=source_kind,
        source_id=source_id,
    )
    return post_entry(place=place, context=context, draft=draft, today=today, actor=actor, is_late=True)


def take_detail_back(
    *,
    place: Cooperative,
    context: str,
    memo: str,
    entry_id: UUID | None,
    on: date | None,
    today: date,
    actor: Actor,
    request_id: UUID,
) -> Posted:
    """Put a total back into the opening position. Step: the books are locked.

    Args:
        place: Whose books.
        context: The context that posts.
        memo: What the entry says.
        entry_id: The entry of ``post_detail``; a table that was taken in has one.
        on: The day of the opening position.
        today: The business date.
        actor: Who takes it back.
        request_id: Of the use-case.

    Raises:
        EntryRefusedError: The books refuse it.
    """
    assert entry_id is not None and on is not None  # noqa: S101, PT018  constraint of the tables
    draft = taken_back(
        stored_lines(cooperative_id=place.id, entry_id=entry_id),
        memo=memo,
        series=OPENING_SERIES,
        occurred_on=on,
        reverses_id=entry_id,
        request_id=request_id,
        phase=Phase.ORDINARY,
    )
    (posted,) = post_complete(
        place=place, context=context, drafts=[draft], today=today, actor=actor, is_late=True, act=None
    )
    return posted
