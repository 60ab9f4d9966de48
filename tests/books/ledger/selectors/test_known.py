"""As known at a moment: whatever month an entry was posted in, those posted up to the moment count, and no other."""

import datetime as dt

import pytest

from guyub.books.ledger.domain.statements import StatementName
from guyub.books.ledger.selectors.statements import Question
from guyub.books.ledger.selectors.verify import verify_books
from guyub.foundation.kernel.tenancy.scope import scope
from tests.books.ledger.posting import entry, opened, post
from tests.books.ledger.selectors.test_statements import ReadByLines, asked
from tests.books.ledger.tampering import mend, run, walls_down

pytestmark = [pytest.mark.database, pytest.mark.django_db(transaction=True)]
TICK = dt.timedelta(microseconds=1)
# The day of each entry, and the moment at which it was posted: late ones, and both sides of a month's end in UTC.
POSTED = (
    ("2026-01-05", "2026-01-05T03:00:00+00:00"),
    ("2026-01-31", "2026-01-31T23:59:59.999999+00:00"),
    ("2026-01-20", "2026-02-01T00:00:00+00:00"),
    ("2026-02-10", "2026-02-10T03:00:00+00:00"),
    ("2026-02-27", "2026-03-02T03:00:00+00:00"),
    ("2026-03-31", "2026-06-01T03:00:00+00:00"),
    ("2026-06-15", "2026-06-15T03:00:00+00:00"),
)


@pytest.fixture
def place(world, postgresql):
    """Books whose entries were posted over half a year."""
    place = opened(world.bumiayu)
    for at, (on, _) in enumerate(POSTED, 1):
        post(place, entry(on, "Jasa giro", ("1.1.03", 10**at), ("4.3.01", -(10**at))))
    with walls_down(postgresql, place):
        for at, (_, moment) in enumerate(POSTED, 1):
            run(
                "UPDATE ledger_journalentry SET posted_at = %s WHERE cooperative_id = %s AND chain_no = %s",
                [moment, place.id, at],
            )
        mend(place)
    return place


def test_what_was_posted_by_then_counts(place):
    moments = [dt.datetime.fromisoformat(moment) for _, moment in POSTED]
    with scope(place.id):
        assert verify_books(place=place).findings == ()
        for at, moment in enumerate(moments):
            for known_at, known in ((moment, at + 1), (moment - TICK, at)):
                oracle = ReadByLines(place, known)
                for name in StatementName:
                    for until in (dt.date(2026, 1, 31), dt.date(2026, 2, 14), dt.date(2026, 11, 25)):
                        question = Question(
                            name=name, since=dt.date(2026, 1, 10), until=until, known_at=known_at
                        )
                        assert asked(place, question) == asked(place, question, oracle), (known_at, question)


def test_the_first_moments(place):
    neraca = Question(
        name=StatementName.NERACA,
        since=dt.date(2026, 1, 1),
        until=dt.date(2026, 11, 25),
        known_at=dt.datetime(2026, 2, 1, tzinfo=dt.UTC),
    )
    with scope(place.id):
        drawn = asked(place, neraca)
    total = [row.amounts for row in drawn.rows if row.title == "Jumlah aset"]
    assert (drawn.chain_no, total) == (3, [(1_110,)])
