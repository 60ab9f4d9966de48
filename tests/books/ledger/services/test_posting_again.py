"""Posting again, posting many at once, and posting between units: the same books, whichever way."""

import datetime as dt
from dataclasses import replace
from uuid import uuid4

import pytest
from django.db.models import Sum
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from guyub.books.ledger.models import AccountBalance, JournalEntry, JournalHead, JournalLine
from guyub.books.ledger.selectors.verify import verify_books
from guyub.books.ledger.services.posting import post_entries, post_entry
from guyub.community.cooperatives.models import BusinessUnit
from guyub.foundation.kernel.tenancy.scope import scope
from tests.books.ledger.posting import OPENED, TODAY, entry, opened, post

pytestmark = pytest.mark.database

ELECTRICITY = (("6.1.02", 200_000), ("1.1.02", -200_000))


@pytest.fixture
def place(world):
    return opened(world.bumiayu)


def unit(place, name):
    with scope(place.id):
        return BusinessUnit.objects.create(cooperative=place, kind="SEMBAKO", name=name, opened_on=OPENED).id


def test_the_same_request_gets_the_same_answer_also_after_its_month_was_closed(place):
    draft = entry(TODAY, "Listrik", *ELECTRICITY)
    (first,) = post(place, draft)
    with scope(place.id):
        JournalHead.objects.filter(cooperative=place).update(closed_through=dt.date(2026, 11, 30))

    (again,) = post(place, draft)

    assert first.is_new
    assert again == replace(first, is_new=False)
    with scope(place.id):
        assert JournalEntry.objects.filter(cooperative=place).count() == 1
        assert (
            AccountBalance.objects.filter(cooperative=place).aggregate(all=Sum("debit_rp"))["all"] == 200_000
        )


def test_a_batch_of_which_some_were_posted_before_posts_the_others(place):
    drafts = [entry(TODAY, f"Listrik {n}", *ELECTRICITY) for n in range(5)]
    before = post(place, drafts[1], drafts[3])

    answers = post(place, *drafts)

    assert [answer.is_new for answer in answers] == [True, False, True, False, True]
    assert [answer.number for answer in answers] == [3, 1, 4, 2, 5]
    assert [answers[1].hash, answers[3].hash] == [one.hash for one in before]


def test_parts_of_one_request_are_entries_of_their_own(place):
    request = uuid4()
    parts = [entry(TODAY, "Listrik", *ELECTRICITY, request_id=request, part=part) for part in (0, 1, 2)]

    assert [posted.number for posted in post(place, *parts)] == [1, 2, 3]


def test_numbers_run_by_series_and_by_the_year_of_the_day_in_the_books(place, world):
    last_year = opened(world.arjosari, dt.date(2025, 1, 1))
    drafts = [
        entry(day, "Listrik", *ELECTRICITY, series=series)
        for day, series in (
            ("2025-12-31", "JU"),
            ("2026-01-01", "JU"),
            ("2025-12-31", "KM"),
            ("2026-01-01", "JU"),
        )
    ]

    names = [posted.name for posted in post(last_year, *drafts)]

    assert names == ["JU-2025-0001", "JU-2026-0001", "KM-2025-0001", "JU-2026-0002"]


def test_an_entry_across_units_balances_in_each(place):
    shop, savings = unit(place, "Gerai"), unit(place, "Simpan pinjam")
    (posted,) = post(
        place,
        entry(TODAY, "Listrik", ("6.1.02", 7, {"unit_id": shop}), ("1.1.02", -7, {"unit_id": savings})),
    )

    with scope(place.id):
        lines = JournalLine.objects.filter(cooperative=place, entry_id=posted.entry_id)
        assert lines.count() == 4
        sums = lines.values("unit_id").annotate(sum=Sum("amount_rp")).values_list("unit_id", "sum")
        assert dict(sums) == {shop: 0, savings: 0}
        assert set(lines.filter(account__mark="antar_unit").values_list("unit_id", "amount_rp")) == {
            (shop, -7),
            (savings, 7),
        }


CODES = ("1.1.01", "1.1.02", "4.1.05", "6.1.02", "6.1.03", "1.2.07")


@st.composite
def journals(draw):
    """Some entries: days, accounts, amounts and units, balanced by their last line."""
    made = []
    for _ in range(draw(st.integers(1, 5))):
        amounts = draw(st.lists(st.integers(-(10**6), 10**6).filter(bool), min_size=1, max_size=4))
        amounts += [-sum(amounts)] if sum(amounts) else [5, -5]
        lines = [(draw(st.sampled_from(CODES)), amount, draw(st.integers(0, 2))) for amount in amounts]
        if len(lines) > 1:
            made.append((draw(st.integers(0, 320)), draw(st.sampled_from(("JU", "KM"))), lines))
    return made


@given(journal=journals())
@settings(max_examples=12, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_posted_at_once_or_one_by_one_the_books_are_the_same(journal, world):
    """Everything but ids, moments and the hashes that cover them."""
    seen = []
    for way in ("at once", "one by one"):
        for place in (world.bumiayu, world.arjosari):
            _books(place)
        place = world.bumiayu if way == "at once" else world.arjosari
        with scope(place.id):
            names = ["Gerai", "Simpan pinjam"]
            units = [None, *(BusinessUnit.objects.get(cooperative=place, name=name).id for name in names)]
            drafts = [
                entry(
                    OPENED + dt.timedelta(days=day),
                    "Contoh",
                    *[(code, amount, {"unit_id": units[at]}) for code, amount, at in lines],
                    series=series,
                )
                for day, series, lines in journal
            ]
            if way == "at once":
                post_entries(place=place, context="ledger", drafts=drafts, today=TODAY)
            else:
                for draft in drafts:
                    post_entry(place=place, context="ledger", draft=draft, today=TODAY)
        seen.append(_rows(place))
        with scope(place.id):
            assert verify_books(place=place).findings == ()

    assert seen[0] == seen[1]


def _books(place):
    with scope(place.id):
        is_open = JournalHead.objects.filter(cooperative=place).exists()
    if not is_open:
        opened(place)
        for name in ("Gerai", "Simpan pinjam"):
            unit(place, name)


def _rows(place):
    with scope(place.id):
        entries = JournalEntry.objects.filter(cooperative=place).order_by("chain_no")
        lines = JournalLine.objects.filter(cooperative=place).order_by("entry__chain_no", "line_no")
        balances = AccountBalance.objects.filter(cooperative=place)
        key = ("account__code", "unit__name", "month", "phase", "flow")
        return (
            list(
                entries.values_list(
                    "chain_no",
                    "series",
                    "year",
                    "number",
                    "occurred_on",
                    "dated_on",
                    "line_count",
                    "total_rp",
                )
            ),
            list(
                lines.values_list(
                    "entry__chain_no",
                    "line_no",
                    "account__code",
                    "unit__name",
                    "amount_rp",
                    "flow",
                    "dated_on",
                )
            ),
            sorted(balances.values_list(*key, "debit_rp", "credit_rp")),
        )
