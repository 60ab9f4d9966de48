"""Posting in few words, for tests of the ledger."""

import datetime as dt
from uuid import uuid4

from guyub.books.ledger.domain.entries import EntryDraft, LineDraft
from guyub.books.ledger.services.accounts import begin_books
from guyub.books.ledger.services.posting import post_entries
from guyub.foundation.kernel.tenancy.scope import scope

OPENED, TODAY = dt.date(2026, 1, 1), dt.date(2026, 11, 25)


def opened(place, on=OPENED):
    """Begin a cooperative's books; give it back."""
    with scope(place.id):
        begin_books(place=place, opened_on=on)
    return place


def entry(on, memo, *lines, **more):
    """Write one entry: a day, what happened, then accounts with their amounts, debit above zero.

    A line is ``(code, amount)`` or ``(code, amount, {further facts of LineDraft})``.
    """
    return EntryDraft(
        occurred_on=on if isinstance(on, dt.date) else dt.date.fromisoformat(on),
        memo=memo,
        request_id=more.pop("request_id", None) or uuid4(),
        lines=[LineDraft(code, amount, **(rest[0] if rest else {})) for code, amount, *rest in lines],
        **more,
    )


def post(place, *drafts, context="ledger", today=TODAY):
    """Post entries in the place's scope; give what posting answered."""
    with scope(place.id):
        return post_entries(place=place, context=context, drafts=drafts, today=today)
