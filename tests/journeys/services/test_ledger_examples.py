"""The invented books: whole, balanced, the same every time."""

import datetime as dt
from collections import Counter, defaultdict
from uuid import uuid4

import pytest
from django.core.management import call_command
from django.test import override_settings

from guyub.books.ledger.domain.statements import StatementName
from guyub.books.ledger.models import AccountBalance, JournalEntry, JournalHead
from guyub.books.ledger.selectors.invariants import INVARIANTS
from guyub.books.ledger.selectors.overview import glances_of, kept_books
from guyub.books.ledger.selectors.statements import Question, consolidated, statement_of
from guyub.books.ledger.selectors.verify import verify_books
from guyub.community.cooperatives.models import ReportedFigure
from guyub.finance.loans.models import Loan
from guyub.finance.loans.selectors.invariants import INVARIANTS as LOAN_INVARIANTS
from guyub.finance.loans.selectors.invariants import RECONCILIATIONS as LOAN_RECONCILIATIONS
from guyub.foundation.kernel.models import Cooperative
from guyub.foundation.kernel.tenancy.scope import all_cooperatives, scope
from guyub.journeys.services.examples import BUMIAYU, MERGOSONO, make_examples
from guyub.journeys.services.ledger_example_events import OPENING, OWN_ACCOUNTS, START, Partners
from guyub.journeys.services.ledger_example_year import bumiayu_year, mergosono_year
from guyub.journeys.services.ledger_examples import make_ledger_examples
from guyub.journeys.services.legal_examples import make_legal_examples

NOW = dt.datetime(2026, 11, 25, 3, 0, tzinfo=dt.UTC)
TODAY = NOW.date()


@pytest.fixture(scope="module")
def made(standing, tmp_path_factory):
    """The invented books, made once for all tests here."""
    with override_settings(DATA_DIR=tmp_path_factory.mktemp("data")):
        with standing():
            call_command("load_network", without_regions=True)
            make_examples(now=NOW)
            make_legal_examples(now=NOW)
            make_ledger_examples(now=NOW)
        yield


@pytest.fixture
def places(made, db):
    return {row.code: row for row in Cooperative.objects.filter(code__in=(BUMIAYU, MERGOSONO))}


def heads():
    with all_cooperatives("a test compares"):
        return sorted(JournalHead.objects.values_list("cooperative_id", "chain_no", "hash", "closed_through"))


def held(place):
    """What stands on each account: debit above zero."""
    found = defaultdict(int)
    with scope(place.id):
        rows = AccountBalance.objects.filter(cooperative_id=place.id)
        for code, debit_rp, credit_rp in rows.values_list("account__code", "debit_rp", "credit_rp"):
            found[code] += debit_rp - credit_rp
    return found


def test_a_second_time_changes_nothing(places):
    before = heads()
    make_ledger_examples(now=NOW + dt.timedelta(days=40))

    assert heads() == before
    assert [chain_no > 20 for _, chain_no, *_ in before] == [True, True]


def test_months_are_closed_up_to_the_one_before_last(places):
    with scope(places[BUMIAYU].id):
        assert kept_books([places[BUMIAYU].id])[places[BUMIAYU].id].closed_through == dt.date(2026, 9, 30)
        assert not [one for rule in INVARIANTS for one in rule(places[BUMIAYU].id)]


def test_the_loan_book_ties(places):
    place = places[BUMIAYU]
    with scope(place.id):
        rules = (*LOAN_INVARIANTS, *LOAN_RECONCILIATIONS)
        assert not [one for rule in rules for one in rule(place.id)]
        states = Counter(Loan.objects.filter(cooperative=place).values_list("state", flat=True))
        late = Loan.objects.filter(cooperative=place, overdue_rp__gt=0)
        assert (states["BERJALAN"] > 30, states["LUNAS"] > 5, late.count()) == (
            True,
            True,
            6,
        )  # three of them pay at their group's meeting


def test_the_books_verify(places):
    for place in places.values():
        with scope(place.id):
            assert verify_books(place=place).findings == ()


@pytest.mark.parametrize("name", StatementName)
def test_every_statement_of_each_and_of_both_ties(places, name):
    question = Question(name=name, since=dt.date(2026, 1, 1), until=TODAY)
    for place in places.values():
        with scope(place.id):
            assert all(tie.holds for tie in statement_of(cooperative_id=place.id, question=question).ties)
    with all_cooperatives("a test reads"):
        (both,) = consolidated(cooperative_ids=[place.id for place in places.values()], questions=[question])
    assert all(tie.holds for tie in both.ties)


def test_the_year_that_is_told_is_believable(places):
    with scope(places[BUMIAYU].id):
        glance = glances_of([places[BUMIAYU].id], today=TODAY)[places[BUMIAYU].id]

    assert glance.figures.cash_rp > 30_000_000
    assert 190_000_000 < glance.figures.assets_rp < 230_000_000
    assert 10_000_000 < glance.figures.result_rp < 30_000_000


def test_the_same_day_gives_the_same_entries():
    units = {kind: uuid4() for kind in ("SEMBAKO", "LPG", "SIMPAN_PINJAM")}
    known = Partners(1, 2, units)

    assert bumiayu_year(known, until=TODAY) == bumiayu_year(known, until=TODAY)
    assert mergosono_year(known, until=TODAY) == mergosono_year(known, until=TODAY)


def test_opening_balances_are_those_that_were_published(places):
    events = bumiayu_year(Partners(1, 2, {}), until=OPENING)
    found = defaultdict(int)
    for event in events:
        for line in event.lines:
            found[line.account] += line.amount_rp

    assert found.pop(START) == 0
    assert -sum(found[code] for code in ("3.1.01", "3.1.02", "3.2.01", "3.3.01")) == 107_969_465
    assert sum(amount for code, amount in found.items() if code[0] == "1") == 175_000_000


@pytest.mark.parametrize("year", [bumiayu_year, mergosono_year])
def test_cash_and_stock_never_fall_below_zero(year):
    found = defaultdict(int)
    for event in year(Partners(1, 2, {}), until=dt.date(2026, 12, 31)):
        for line in event.lines:
            found[line.account] += line.amount_rp
        low = {code: rp for code, rp in found.items() if code.startswith(("1.1.", "1.2", "1.3.")) and rp < 0}
        assert not low.keys() - {START}, event


def test_what_two_cooperatives_owe_and_sell_each_other_is_the_same(places):
    ours, theirs = held(places[BUMIAYU]), held(places[MERGOSONO])

    assert ours["1.2.09"] == -theirs["2.1.12"] > 0
    assert ours["4.2.03"] == -theirs["5.2.02"] < 0


def test_a_slip_is_taken_back_and_put_right(places):
    with scope(places[BUMIAYU].id):
        entries = JournalEntry.objects.filter(cooperative_id=places[BUMIAYU].id)
        (back,) = entries.filter(reverses__isnull=False)
        (right,) = entries.filter(corrects__isnull=False)

        assert back.reverses_id == right.corrects_id
        power = {
            entry.memo: entry.lines.filter(cooperative_id=entry.cooperative_id, account__code="6.1.02")
            .get()
            .amount_rp
            for entry in (back, right)
        }
    assert [*power.values()] == [-530_000, 350_000]


def test_everything_invented_says_so_and_nothing_reported_changes(places):
    with all_cooperatives("a test reads"):
        assert not JournalEntry.objects.exclude(memo__endswith="(contoh)").exists()
        assert not ReportedFigure.objects.exclude(as_of__lte=dt.date(2026, 8, 5)).exists()
    assert all(name.endswith("(contoh)") for name in OWN_ACCOUNTS.values())
