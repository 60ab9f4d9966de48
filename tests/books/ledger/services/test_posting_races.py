"""Many who post in the same moment, on connections of their own."""

import datetime as dt
import threading
from collections import Counter

import pytest
from django.db import connection

from guyub.books.ledger.domain.entries import EntryRefusedError
from guyub.books.ledger.models import AccountBalance, JournalEntry
from guyub.books.ledger.selectors.verify import verify_books
from guyub.books.ledger.services.periods import close_months
from guyub.books.ledger.services.posting import Act, post_entry
from guyub.foundation.identity.domain.roles import Role
from guyub.foundation.identity.models import AuditEntry
from guyub.foundation.identity.selectors.audit import chain_break
from guyub.foundation.kernel.tenancy.scope import scope
from tests.books.ledger.posting import TODAY, entry, opened, post
from tests.world import NOW

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.database]

ELECTRICITY = (("6.1.02", 200_000), ("1.1.02", -200_000))
POSTERS, EACH = 50, 4


@pytest.fixture
def place(world):
    return opened(world.bumiayu)


def at_once(works):
    """Let each work go on a connection of its own once all are there; what each gave or was refused with."""
    start, outcomes = threading.Barrier(len(works)), [None] * len(works)

    def run(at, work):
        try:
            start.wait()
            outcomes[at] = work()
        except Exception as error:  # noqa: BLE001  told to the test
            outcomes[at] = error
        finally:
            connection.close()

    threads = [threading.Thread(target=run, args=pair) for pair in enumerate(works)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return outcomes


def posting(place, draft):
    with scope(place.id, durable=True):
        return post_entry(
            place=place,
            context="ledger",
            draft=draft,
            today=TODAY,
            act=Act("ledger.entry.posted", {}, NOW),
        )


def test_fifty_posters_wait_for_each_other_and_leave_whole_books(place):
    def work(poster):
        def run():
            return [
                posting(
                    place,
                    entry(
                        TODAY - dt.timedelta(days=at),
                        f"Poster {poster}",
                        *(ELECTRICITY if (poster + at) % 3 else (("1.1.01", 7), ("4.1.05", -7))),
                        series=("JU", "KM")[(poster + at) % 2],
                    ),
                )
                for at in range(EACH)
            ]

        return run

    outcomes = at_once([work(poster) for poster in range(POSTERS)])

    assert not [outcome for outcome in outcomes if isinstance(outcome, Exception)]
    posted = [one for outcome in outcomes for one in outcome]
    by_series = Counter(one.series for one in posted)
    for series, count in by_series.items():
        assert sorted(one.number for one in posted if one.series == series) == [*range(1, count + 1)]
    assert sorted(one.chain_no for one in posted) == [*range(1, POSTERS * EACH + 1)]
    with scope(place.id):
        verified = verify_books(place=place)
        assert (verified.entries, verified.findings) == (POSTERS * EACH, ())
        assert AuditEntry.objects.filter(cooperative=place, act="ledger.entry.posted").count() == len(posted)
        assert chain_break(place.id) is None


def test_one_request_from_eight_at_once_is_one_entry_and_eight_same_answers(place):
    draft = entry(TODAY, "Listrik", *ELECTRICITY)

    outcomes = at_once([lambda: posting(place, draft)] * 8)

    assert len({(one.entry_id, one.number, one.hash) for one in outcomes}) == 1
    assert sum(one.is_new for one in outcomes) == 1
    with scope(place.id):
        assert JournalEntry.objects.filter(cooperative=place).count() == 1
        assert AuditEntry.objects.filter(cooperative=place, act="ledger.entry.posted").count() == 1
        assert AccountBalance.objects.filter(cooperative=place, debit_rp=200_000).count() == 1


def test_an_entry_is_taken_back_once_by_eight_at_once(place):
    (first,) = post(place, entry(TODAY, "Listrik", *ELECTRICITY))
    backs = [
        entry(TODAY, "Batal", *[(code, -amount) for code, amount in ELECTRICITY], reverses_id=first.entry_id)
        for _ in range(8)
    ]

    outcomes = at_once([lambda back=back: posting(place, back) for back in backs])

    refused = [outcome.facts["wrong"] for outcome in outcomes if isinstance(outcome, EntryRefusedError)]
    assert refused == ["reversed"] * 7


def test_who_posts_while_the_month_closes_is_in_it_or_refused(place, world):
    day, actor = dt.date(2026, 10, 15), world.actor(Role.BENDAHARA)

    def close():
        with scope(place.id, durable=True):
            close_months(place=place, through=dt.date(2026, 10, 31), actor=actor, today=TODAY, now=NOW)

    works = [lambda: posting(place, entry(day, "Listrik", *ELECTRICITY)) for _ in range(12)]
    outcomes = at_once([*works[:6], close, *works[6:]])

    assert outcomes[6] is None
    others = outcomes[:6] + outcomes[7:]
    refused = [outcome.facts["wrong"] for outcome in others if isinstance(outcome, EntryRefusedError)]
    posted = [outcome for outcome in others if not isinstance(outcome, Exception)]
    assert len(posted) + len(refused) == 12
    assert set(refused) <= {"closed"}
    with scope(place.id):
        assert JournalEntry.objects.filter(cooperative=place, dated_on=day).count() == len(posted)
        assert verify_books(place=place).findings == ()
