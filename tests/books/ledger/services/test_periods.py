"""Months close one after the other, a year's result goes into equity, and what is opened again is as it was."""

import datetime as dt
import random

import pytest

from guyub.books.ledger.domain.entries import EntryRefusedError, LineDraft
from guyub.books.ledger.domain.periods import PeriodRefusedError, Periods
from guyub.books.ledger.models import AccountBalance, JournalEntry, JournalHead, JournalLine, PeriodClosing
from guyub.books.ledger.selectors.invariants import INVARIANTS
from guyub.books.ledger.services import periods as module
from guyub.books.ledger.services.accounts import add_account, close_account
from guyub.books.ledger.services.periods import close_months, close_year, lock_books, reopen_from
from guyub.community.cooperatives.services.units import open_unit
from guyub.foundation.identity.domain.roles import Role
from guyub.foundation.kernel.dates import Zone, business_date
from guyub.foundation.kernel.tenancy.scope import scope
from tests.books.ledger.books import ELECTRICITY, SERVICE, TODAY, begun, posted
from tests.world import NOW, new_id

D = dt.date
DECEMBER = D(2025, 12, 31)

pytestmark = pytest.mark.database


@pytest.fixture
def place(world):
    return begun(world.bumiayu)


@pytest.fixture
def books(place, world):
    class Books:
        actor = world.actor(Role.BENDAHARA)

        def close(self, through, today=TODAY):
            with scope(place.id):
                close_months(place=place, through=through, actor=self.actor, today=today, now=NOW)

        def close_year(self, year=2025, today=TODAY):
            with scope(place.id):
                return close_year(
                    place=place, year=year, actor=self.actor, today=today, request_id=new_id(), now=NOW
                )

        def reopen(self, day, today=TODAY):
            with scope(place.id):
                return reopen_from(
                    place=place,
                    day=day,
                    reason="nota tertinggal",
                    actor=self.actor,
                    today=today,
                    request_id=new_id(),
                    now=NOW,
                )

        def stands(self):
            with scope(place.id):
                return lock_books(place_id=place.id)

        def results(self):
            """What stands on result accounts and on the account of the year's result, over everything."""
            with scope(place.id):
                rows = AccountBalance.objects.filter(cooperative=place).select_related("account")
                sums = {}
                for row in rows:
                    sums[row.account.code] = sums.get(row.account.code, 0) + row.debit_rp - row.credit_rp
            return {
                code: total
                for code, total in sums.items()
                if total and (code[0] in "4567" or code == "3.5.01")
            }

        def broken(self):
            with scope(place.id):
                return [broken for rule in INVARIANTS for broken in rule(place.id)]

    return Books()


def wrong(act):
    with pytest.raises((PeriodRefusedError, EntryRefusedError)) as refusal:
        act()
    return refusal.value.facts["wrong"]


def test_months_close_one_after_the_other_and_leave_an_anchor(books, place):
    posted(place, ELECTRICITY, D(2025, 1, 31))
    books.close(D(2025, 1, 31))
    books.close(D(2025, 4, 30))

    assert books.stands() == Periods(D(2025, 1, 1), D(2025, 4, 30), D(2024, 12, 31))
    with scope(place.id):
        rows = PeriodClosing.objects.filter(cooperative=place).order_by("through")
        assert [(row.kind, row.through.month, row.chain_no) for row in rows] == [
            ("MONTH", month, 1) for month in (1, 2, 3, 4)
        ]
        assert bytes(rows[0].hash) == bytes(JournalHead.objects.get(cooperative=place).hash)
    assert books.broken() == []


@pytest.mark.parametrize(
    ("_case", "through", "today", "refusal"),
    [
        ("not a month's end", D(2025, 3, 30), TODAY, "month"),
        ("closed already", D(2025, 2, 28), TODAY, "closed"),
        ("its last day is today", D(2025, 3, 31), D(2025, 3, 31), "early"),
        ("it is not over", D(2025, 3, 31), D(2025, 3, 30), "early"),
    ],
)
def test_a_month_that_may_not_close_stays_open(_case, through, today, refusal, books, place):
    books.close(D(2025, 2, 28))

    assert wrong(lambda: books.close(through, today)) == refusal
    assert books.stands().closed_through == D(2025, 2, 28)
    with scope(place.id):
        assert PeriodClosing.objects.filter(cooperative=place).count() == 2


def test_of_several_months_all_close_or_none(books):
    with pytest.raises(PeriodRefusedError):
        books.close(D(2025, 4, 30), today=D(2025, 4, 15))

    assert books.stands().closed_through == D(2024, 12, 31)


def test_without_books_nothing_closes(world, books):
    with scope(world.arjosari.id):
        assert wrong(lambda: lock_books(place_id=world.arjosari.id)) == "unopened"


def test_nothing_is_posted_into_a_closed_month(books, place):
    books.close(D(2025, 3, 31))

    assert wrong(lambda: posted(place, ELECTRICITY, D(2025, 3, 31))) == "closed"
    assert posted(place, ELECTRICITY, D(2025, 4, 1)).dated_on == D(2025, 4, 1)


def test_a_years_result_goes_into_equity_unit_by_unit(books, place, world):
    unit = open_unit(
        actor=world.actor(Role.SEKRETARIS),
        place_id=place.id,
        kind="SEMBAKO",
        name="Sembako",
        outlet_id=None,
        opened_on=D(2025, 1, 1),
        today=TODAY,
        request_id=new_id(),
        now=NOW,
    )
    posted(place, SERVICE, D(2025, 5, 5))
    posted(place, ELECTRICITY, D(2025, 12, 31))
    posted(place, [("1.1.02", 70_000, unit), ("4.1.05", -70_000, unit)], D(2025, 6, 1))
    posted(place, ELECTRICITY, D(2026, 1, 1))
    books.close(D(2025, 12, 31))

    (entry,) = books.close_year()

    assert entry.name == "TB-2025-0001"
    assert entry.dated_on == DECEMBER
    assert books.results() == {"3.5.01": -370_000, "6.1.02": 200_000}
    assert books.stands().year_closed_through == DECEMBER
    with scope(place.id):
        sums = {}
        for line in JournalLine.objects.filter(cooperative=place, entry_id=entry.entry_id):
            sums[line.unit_id] = sums.get(line.unit_id, 0) + line.amount_rp
        assert len(sums) == 2
        assert set(sums.values()) == {0}
        assert JournalEntry.objects.get(cooperative=place, id=entry.entry_id).phase == 2
    assert books.broken() == []


def test_a_loss_goes_into_equity_too(books, place):
    posted(place, ELECTRICITY, D(2025, 5, 5))
    books.close(DECEMBER)
    books.close_year()

    assert books.results() == {"3.5.01": 200_000}


def test_a_year_without_results_closes_without_an_entry(books, place):
    posted(place, [("1.1.02", 5), ("1.1.01", -5)], D(2025, 5, 5))
    books.close(DECEMBER)

    assert books.close_year() == []
    assert books.stands().year_closed_through == DECEMBER
    assert books.broken() == []


def test_a_year_of_many_accounts_closes_by_several_entries(books, place, monkeypatch):
    monkeypatch.setattr(module, "MOST_LINES", 3)
    for account in ("6.1.01", "6.1.02", "6.1.03", "6.1.04", "6.1.05"):
        posted(place, [(account, 10), ("1.1.02", -10)], D(2025, 5, 5))
    books.close(DECEMBER)

    assert len(books.close_year()) == 3
    assert books.results() == {"3.5.01": 50}
    books.reopen(D(2025, 12, 1))
    assert books.results() == dict.fromkeys(("6.1.01", "6.1.02", "6.1.03", "6.1.04", "6.1.05"), 10)
    assert books.broken() == []


def test_a_closed_account_with_a_year_in_it_is_taken_along(books, place, world):
    shared = {"actor": books.actor, "place": place, "now": NOW}
    account = add_account(code="6.1.02.01", name="Listrik gerai", request_id=new_id(), **shared)
    posted(place, [("6.1.02.01", 10), ("1.1.02", -10)], D(2025, 5, 5))
    posted(place, [("6.1.02.01", -10), ("1.1.02", 10)], D(2026, 5, 5))
    close_account(account_id=account, today=TODAY, request_id=new_id(), **shared)
    books.close(DECEMBER)
    books.close_year()

    assert books.results() == {"3.5.01": 10, "6.1.02.01": -10}


@pytest.mark.parametrize(
    ("_case", "closed", "year", "refusal"),
    [
        ("its December is open", D(2025, 11, 30), 2025, "months"),
        ("the year before is open", DECEMBER, 2026, "missing"),
        ("closed already", DECEMBER, 2024, "closed"),
    ],
)
def test_a_year_that_may_not_close_stays_open(_case, closed, year, refusal, books, place):
    posted(place, ELECTRICITY, D(2025, 5, 5))
    books.close(closed)

    assert wrong(lambda: books.close_year(year)) == refusal
    assert books.stands().year_closed_through == D(2024, 12, 31)
    assert books.results() == {"6.1.02": 200_000}


def test_opening_a_month_opens_all_that_follow(books, place):
    books.close(D(2025, 6, 30))

    assert books.reopen(D(2025, 4, 9)).closed_through == D(2025, 3, 31)
    assert wrong(lambda: books.reopen(D(2025, 4, 1))) == "open"
    assert posted(place, ELECTRICITY, D(2025, 4, 9)).dated_on == D(2025, 4, 9)
    books.close(D(2025, 6, 30))
    with scope(place.id):
        kinds = PeriodClosing.objects.filter(cooperative=place).order_by("id").values_list("kind", flat=True)
        assert "".join(kind[0] for kind in kinds) == "MMMMMMRMMM"
    assert books.broken() == []


def test_opening_a_closed_year_takes_its_closing_entry_back(books, place):
    posted(place, SERVICE, D(2025, 5, 5))
    books.close(DECEMBER)
    books.close_year()
    books.close(D(2026, 2, 28))

    books.reopen(D(2025, 12, 15))

    assert books.stands() == Periods(D(2025, 1, 1), D(2025, 11, 30), D(2024, 12, 31))
    assert books.results() == {"4.1.05": -500_000}
    assert books.broken() == []
    posted(place, ELECTRICITY, D(2025, 12, 15))
    books.close(D(2026, 2, 28))
    (again,) = books.close_year()
    assert again.name == "TB-2025-0003"
    assert books.results() == {"3.5.01": -300_000}
    assert books.broken() == []


def test_opening_an_earlier_year_opens_the_later_one_first(books, place):
    today = D(2027, 3, 1)
    posted(place, SERVICE, D(2025, 5, 5))
    posted(place, ELECTRICITY, D(2026, 5, 5))
    books.close(D(2026, 12, 31), today)
    books.close_year(2025, today)
    books.close_year(2026, today)
    assert books.results() == {"3.5.01": -300_000}

    books.reopen(D(2025, 7, 1), today)

    assert books.results() == {"4.1.05": -500_000, "6.1.02": 200_000}
    with scope(place.id):
        backs = JournalEntry.objects.filter(cooperative=place, reverses__isnull=False).order_by("chain_no")
        assert [str(entry) for entry in backs] == ["TB-2026-0002", "TB-2025-0002"]
    assert books.broken() == []


def test_opening_a_month_of_an_open_year_leaves_the_closed_year_alone(books, place):
    posted(place, SERVICE, D(2025, 5, 5))
    books.close(D(2026, 2, 28))
    books.close_year()

    books.reopen(D(2026, 1, 15))

    assert books.stands() == Periods(D(2025, 1, 1), DECEMBER, DECEMBER)
    assert books.results() == {"3.5.01": -500_000}


def test_a_late_event_stands_on_the_first_open_day_and_keeps_its_own(books, place):
    posted(place, SERVICE, D(2025, 1, 1))
    books.close(DECEMBER)
    books.close_year()

    late = posted(place, ELECTRICITY, D(2025, 11, 30), is_late=True)

    assert (late.dated_on, late.name) == (D(2026, 1, 1), "JU-2026-0001")
    with scope(place.id):
        entry = JournalEntry.objects.get(cooperative=place, id=late.entry_id)
        assert entry.occurred_on == D(2025, 11, 30)
        months = AccountBalance.objects.filter(cooperative=place, account__code="6.1.02")
        assert [row.month for row in months] == [D(2026, 1, 1)]
    assert wrong(lambda: posted(place, ELECTRICITY, D(2024, 12, 31), is_late=True)) == "before"
    assert books.broken() == []


@pytest.mark.parametrize(
    ("zone", "new_year_utc"),
    [
        ("WIB", dt.datetime(2025, 12, 31, 17, tzinfo=dt.UTC)),
        ("WITA", dt.datetime(2025, 12, 31, 16, tzinfo=dt.UTC)),
        ("WIT", dt.datetime(2025, 12, 31, 15, tzinfo=dt.UTC)),
    ],
)
def test_new_year_comes_at_each_places_own_midnight(zone, new_year_utc, books, place):
    before = business_date(new_year_utc - dt.timedelta(microseconds=1), Zone(zone))
    after = business_date(new_year_utc, Zone(zone))
    assert (before, after) == (DECEMBER, D(2026, 1, 1))

    assert posted(place, ELECTRICITY, before, today=before).name == "JU-2025-0001"
    assert wrong(lambda: posted(place, ELECTRICITY, after, today=before)) == "future"
    assert wrong(lambda: books.close(DECEMBER, before)) == "early"
    assert posted(place, ELECTRICITY, after, today=after).name == "JU-2026-0001"
    books.close(DECEMBER, after)
    late = posted(place, ELECTRICITY, before, today=after, is_late=True)
    assert (late.name, late.dated_on) == ("JU-2026-0002", after)


def test_while_today_itself_is_closed_a_late_event_waits(books, place):
    books.close(DECEMBER)

    refused = wrong(lambda: posted(place, ELECTRICITY, DECEMBER, today=DECEMBER, is_late=True))
    assert refused == "closed"


def test_a_closing_entry_needs_no_line_of_nothing(books, place):
    """Income as high as expense: no line on the account of the year's result."""
    posted(place, [("1.1.02", 10), ("4.1.05", -10)], D(2025, 5, 5))
    posted(place, [("6.1.02", 10), ("1.1.02", -10)], D(2025, 5, 6))
    books.close(DECEMBER)
    (entry,) = books.close_year()

    with scope(place.id):
        assert JournalLine.objects.filter(cooperative=place, entry_id=entry.entry_id).count() == 2
    assert books.results() == {}


def test_the_common_unit_is_sealed_in_one_way(books, place):
    with scope(place.id):
        common = JournalHead.objects.get(cooperative=place).common_unit_id
    posted(place, [("6.1.02", 10, common), ("1.1.02", -10, common)], D(2025, 5, 5))
    assert LineDraft("6.1.02", 10, common).unit_id == common
    assert books.broken() == []


@pytest.mark.parametrize("seed", range(4))
def test_however_people_post_close_and_open_the_books_hold(seed, books, place):
    """Thirty random acts; after each closed months stay as they were, and the result is where it belongs."""
    chance, today = random.Random(seed), D(2027, 6, 15)  # noqa: S311  the same acts every time
    earned = {}
    for _ in range(30):
        act = chance.choice(("post", "post", "late", "month", "months", "year", "reopen"))
        stood = books.stands()
        day = D(2025, 1, 1) + dt.timedelta(days=chance.randrange(880))
        try:
            if act in {"post", "late"}:
                amount = chance.randrange(1, 10**6)
                pairs = chance.choice(
                    ([("1.1.02", amount), ("4.1.05", -amount)], [("6.1.02", amount), ("1.1.02", -amount)])
                )
                entry = posted(place, pairs, day, today=today, is_late=act == "late")
                assert entry.dated_on == max(day, stood.closed_through + dt.timedelta(days=1))
                gain = -pairs[1][1] if pairs[1][0] == "4.1.05" else -amount
                earned[entry.dated_on.year] = earned.get(entry.dated_on.year, 0) + gain
            elif act == "month":
                books.close(stood.next_month, today)
            elif act == "months":
                books.close(min(D(2026, 12, 31), D(stood.next_month.year, 12, 31)), today)
            elif act == "year":
                books.close_year(stood.next_year.year, today)
            else:
                books.reopen(day, today)
        except (PeriodRefusedError, EntryRefusedError):
            assert books.stands() == stood
        stands = books.stands()
        into_equity = sum(
            sum_ for year, sum_ in earned.items() if D(year, 12, 31) <= stands.year_closed_through
        )
        results = books.results()
        assert -results.pop("3.5.01", 0) == into_equity
        assert -sum(results.values()) == sum(earned.values()) - into_equity
    assert books.broken() == []
