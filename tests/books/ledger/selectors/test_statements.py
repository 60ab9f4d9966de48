"""Statements from the journal."""

import datetime as dt
from uuid import uuid4

import pytest

from guyub.books.ledger.domain.entries import EntryDraft, LineDraft
from guyub.books.ledger.domain.statements import StatementName
from guyub.books.ledger.selectors.movements import BooksNotOpenedError
from guyub.books.ledger.selectors.statements import Question, statement_of
from guyub.books.ledger.services.accounts import begin_books
from guyub.books.ledger.services.posting import post_entries
from guyub.foundation.kernel.tenancy.scope import scope

pytestmark = pytest.mark.database
TODAY = dt.date(2026, 11, 25)


def test_every_statement_ties(world):
    place = world.bumiayu
    with scope(place.id):
        with pytest.raises(BooksNotOpenedError):
            statement_of(
                cooperative_id=place.id,
                question=Question(name=StatementName.NERACA, since=TODAY, until=TODAY),
            )
        begin_books(place=place, opened_on=dt.date(2026, 1, 1))

        def e(on, *lines):
            return EntryDraft(
                occurred_on=on, memo="x", request_id=uuid4(), lines=[LineDraft(a, b) for a, b in lines]
            )

        post_entries(
            place=place,
            context="savings",
            today=TODAY,
            drafts=[
                e(dt.date(2026, 1, 5), ("1.1.02", 1_000_000), ("3.1.01", -1_000_000)),
                e(dt.date(2026, 2, 5), ("6.1.02", 200_000), ("1.1.02", -200_000)),
                e(dt.date(2026, 2, 15), ("1.6.03", 300_000), ("1.1.02", -300_000)),
                e(dt.date(2026, 3, 15), ("6.1.08", 30_000), ("1.6.92", -30_000)),
                e(dt.date(2026, 3, 20), ("1.1.02", 500_000), ("4.2.02", -500_000)),
            ],
        )
        for name in StatementName:
            for more in (
                {},
                {"is_indirect": True},
                {"by_unit": True},
                {"compare_since": dt.date(2026, 1, 1), "compare_until": dt.date(2026, 2, 10)},
            ):
                got = statement_of(
                    cooperative_id=place.id,
                    question=Question(
                        name=name, since=dt.date(2026, 2, 10), until=dt.date(2026, 3, 17), **more
                    ),
                )
                assert all(t.holds for t in got.ties)
