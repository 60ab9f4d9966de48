"""Every reason for which an entry is not posted, and that nothing at all is left of it."""

import datetime as dt
from uuid import uuid4

import pytest

from guyub.books.ledger.domain.entries import EntryRefusedError, Phase
from guyub.books.ledger.models import Account, AccountBalance, JournalEntry, JournalHead, JournalLine
from guyub.books.ledger.services.posting import Act, post_entries
from guyub.foundation.identity.models import AuditEntry
from guyub.foundation.kernel.models import NumberCounter
from guyub.foundation.kernel.tenancy.scope import scope
from tests.books.ledger.posting import OPENED, TODAY, entry, opened, post
from tests.world import NOW

pytestmark = pytest.mark.database

ELECTRICITY = (("6.1.02", 200_000), ("1.1.02", -200_000))
MONTH_END = dt.date(2026, 10, 31)


@pytest.fixture
def place(world):
    return opened(world.bumiayu)


def books_of(place):
    """Everything that a posting may touch."""
    with scope(place.id):
        rows = [
            list(model.objects.filter(cooperative=place).order_by("pk").values_list())
            for model in (JournalEntry, JournalLine, AccountBalance, JournalHead, AuditEntry, NumberCounter)
        ]
    return [
        [tuple(bytes(v) if isinstance(v, memoryview) else v for v in row) for row in rows_] for rows_ in rows
    ]


def refused(place, *drafts, context="ledger", today=TODAY, is_late=False):
    """Post, be refused, find nothing changed although the caller goes on; give the facts of the refusal."""
    before = books_of(place)
    with scope(place.id), pytest.raises(EntryRefusedError) as refusal:
        post_entries(
            place=place,
            context=context,
            drafts=drafts,
            today=today,
            is_late=is_late,
            act=Act("ledger.entry.posted", {}, NOW),
        )
    assert books_of(place) == before
    return refusal.value.facts


def closed(place, through=MONTH_END, year=None):
    with scope(place.id):
        JournalHead.objects.filter(cooperative=place).update(
            closed_through=through, **({"year_closed_through": year} if year else {})
        )


@pytest.mark.parametrize(
    ("wrong", "draft", "more"),
    [
        ("memo", entry(TODAY, "  ", *ELECTRICITY), {}),
        ("memo", entry(TODAY, "x" * 201, *ELECTRICITY), {}),
        ("series", entry(TODAY, "Listrik", *ELECTRICITY, series="ju"), {}),
        ("series", entry(TODAY, "Listrik", *ELECTRICITY, series="JURNA"), {}),
        ("lines", entry(TODAY, "Listrik", ("6.1.02", 1)), {}),
        ("lines", entry(TODAY, "Listrik", *[("6.1.02", 1), ("1.1.02", -1)] * 1_001), {}),
        ("lines", entry(TODAY, "Listrik", ("6.1.02", 1, {"note": "x" * 121}), ("1.1.02", -1)), {}),
        ("amount", entry(TODAY, "Listrik", ("6.1.02", 0), ("1.1.02", 0)), {}),
        ("amount", entry(TODAY, "Listrik", ("6.1.02", 1.5), ("1.1.02", -1.5)), {}),
        ("amount", entry(TODAY, "Listrik", ("6.1.02", True), ("1.1.02", -1)), {}),
        ("amount", entry(TODAY, "Listrik", ("6.1.02", 10**15 + 1), ("1.1.02", -(10**15) - 1)), {}),
        ("account", entry(TODAY, "Listrik", ("6.1.99", 1), ("1.1.02", -1)), {"account": "6.1.99"}),
        ("account", entry(TODAY, "Listrik", ("kas", 1), ("1.1.02", -1)), {"account": "kas"}),
        (
            "unbalanced",
            entry(TODAY, "Listrik", ("6.1.02", 3), ("1.1.02", -2)),
            {"debit_rp": 3, "credit_rp": 2},
        ),
        ("before", entry("2025-12-31", "Listrik", *ELECTRICITY), {"date": OPENED}),
        ("future", entry("2026-11-26", "Listrik", *ELECTRICITY), {"date": TODAY}),
        ("unknown", entry(TODAY, "Listrik", ("6.1.02.07", 1), ("1.1.02", -1)), {"account": "6.1.02.07"}),
        ("control", entry(TODAY, "Pinjaman", ("1.2.03", 1), ("1.1.02", -1)), {"account": "1.2.03"}),
        ("unit", entry(TODAY, "Listrik", ("6.1.02", 1, {"unit_id": uuid4()}), ("1.1.02", -1)), {}),
        ("target", entry(TODAY, "Batal", *ELECTRICITY, reverses_id=uuid4()), {}),
        ("target", entry(TODAY, "Ganti", *ELECTRICITY, corrects_id=uuid4()), {}),
    ],
)
def test_a_refused_entry_leaves_nothing(wrong, draft, more, place):
    facts = refused(place, draft)

    assert (facts["wrong"], facts["at"]) == (wrong, 1)
    assert {name: facts[name] for name in more} == more


def test_one_refused_entry_of_many_refuses_all_and_says_which(place):
    good = entry(TODAY, "Listrik", *ELECTRICITY)

    for bad, wrong in (
        (entry("2027-01-01", "Listrik", *ELECTRICITY), "future"),
        (entry(TODAY, "", *ELECTRICITY), "memo"),
        (entry(TODAY, "Pinjaman", ("1.2.03", 1), ("1.1.02", -1)), "control"),
    ):
        facts = refused(place, good, good_again(), bad)
        assert (facts["wrong"], facts["at"]) == (wrong, 3)


def good_again():
    return entry(TODAY, "Air", ("6.1.03", 5), ("1.1.01", -5))


def test_books_that_are_not_open_take_nothing(world):
    assert refused(world.arjosari, entry(TODAY, "Listrik", *ELECTRICITY))["wrong"] == "unopened"


def test_lines_between_units_are_added_by_posting_alone(place):
    facts = refused(place, entry(TODAY, "Listrik", ("1.9.01", 1), ("1.1.02", -1)))

    assert facts["wrong"] in {"control", "account"}


@pytest.mark.parametrize(("phase", "year"), [(Phase.ORDINARY, None), (Phase.CLOSING, MONTH_END)])
def test_a_closed_month_takes_nothing_and_says_the_first_open_day(phase, year, place):
    closed(place, year=year)

    facts = refused(place, entry(MONTH_END, "Listrik", *ELECTRICITY, phase=phase))

    assert (facts["wrong"], facts["date"]) == ("closed", MONTH_END + dt.timedelta(days=1))


def test_a_late_entry_stands_on_the_first_open_day_and_keeps_its_own(place):
    closed(place)
    with scope(place.id):
        (posted,) = post_entries(
            place=place,
            context="ledger",
            drafts=[entry(MONTH_END, "Listrik", *ELECTRICITY)],
            today=TODAY,
            is_late=True,
        )
        stored = JournalEntry.objects.get(cooperative=place, id=posted.entry_id)

    assert (stored.occurred_on, stored.dated_on) == (MONTH_END, dt.date(2026, 11, 1))


def test_where_today_is_closed_too_nothing_is_late_enough(place):
    closed(place, through=dt.date(2026, 11, 30))

    assert refused(place, entry(TODAY, "Listrik", *ELECTRICITY), is_late=True)["wrong"] == "closed"


def test_a_closed_account_takes_nothing(place):
    with scope(place.id):
        Account.objects.filter(cooperative=place, code="6.1.02").update(closed_on=TODAY)

    facts = refused(place, entry(TODAY, "Listrik", *ELECTRICITY))

    assert (facts["wrong"], facts["account"]) == ("closed_account", "6.1.02")


def test_control_accounts_take_from_their_own_context(place):
    (posted,) = post(place, entry(TODAY, "Cair", ("1.2.03", 9), ("1.1.02", -9)), context="loans")

    assert posted.number == 1


def test_an_entry_is_taken_back_once_and_replaced_once(place):
    (first,) = post(place, entry(TODAY, "Listrik", *ELECTRICITY))
    back = [(code, -amount) for code, amount in ELECTRICITY]
    post(place, entry(TODAY, "Batal", *back, reverses_id=first.entry_id))
    post(place, entry(TODAY, "Ganti", *ELECTRICITY, corrects_id=first.entry_id))

    for kind in ("reverses_id", "corrects_id"):
        facts = refused(place, entry(TODAY, "Lagi", *back, **{kind: first.entry_id}))
        assert facts["wrong"] == "reversed"


def test_an_entry_of_another_cooperative_is_not_there_to_be_taken_back(place, world):
    (theirs,) = post(opened(world.arjosari), entry(TODAY, "Listrik", *ELECTRICITY))

    assert (
        refused(place, entry(TODAY, "Batal", *ELECTRICITY, reverses_id=theirs.entry_id))["wrong"] == "target"
    )


def test_other_facts_under_one_request_are_refused(place):
    draft = entry(TODAY, "Listrik", *ELECTRICITY)
    post(place, draft)

    facts = refused(place, entry(TODAY, "Listrik dua kali", *ELECTRICITY, request_id=draft.request_id))

    assert facts["wrong"] == "reused"
