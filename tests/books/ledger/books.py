"""Small books for tests: opened on New Year's Day 2025, with entries wherever a test wants them."""

import datetime as dt
from uuid import uuid4

from guyub.books.ledger.domain.entries import EntryDraft, LineDraft
from guyub.books.ledger.services.accounts import begin_books
from guyub.books.ledger.services.posting import post_entry
from guyub.foundation.kernel.tenancy.scope import scope

TODAY = dt.date(2026, 11, 25)
OPENED = dt.date(2025, 1, 1)
ELECTRICITY = (("6.1.02", 200_000), ("1.1.02", -200_000))
SERVICE = (("1.1.02", 500_000), ("4.1.05", -500_000))


def begun(place, opened_on=OPENED):
    """Open the books of a place."""
    with scope(place.id):
        begin_books(place=place, opened_on=opened_on)
    return place


def lines_of(pairs):
    """Make lines of pairs (account, amount) or triples (account, amount, unit)."""
    return [LineDraft(*pair[:2], unit_id=pair[2] if len(pair) > 2 else None) for pair in pairs]


def posted(place, pairs, on, *, today=TODAY, is_late=False, context="ledger", memo="Contoh", **more):
    """Post an entry in its own transaction."""
    draft = EntryDraft(occurred_on=on, memo=memo, lines=lines_of(pairs), **({"request_id": uuid4()} | more))
    with scope(place.id):
        return post_entry(place=place, context=context, draft=draft, today=today, is_late=is_late)
