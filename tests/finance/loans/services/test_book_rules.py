"""The rule in SQL is the rule in Python: books of drawn loans, counted by both."""

import random
from datetime import timedelta
from decimal import Decimal
from fractions import Fraction

import pytest

from guyub.finance.loans.domain.day_end import day_end, scheme_of
from guyub.finance.loans.domain.kolektibilitas_schemes import Kolektibilitas
from guyub.finance.loans.domain.terms import Every, Method, Terms, Unit
from guyub.finance.loans.models import LoanDay, LoanLine
from guyub.finance.loans.services import book_day_sql
from guyub.foundation.kernel.tenancy.scope import scope
from guyub.foundation.parameters.models import ParameterValue
from tests.finance.loans.book_world import YESTERDAY, BookWorld
from tests.world import NOW

pytestmark = [pytest.mark.django_db, pytest.mark.database]

L, _, KL, D, M = Kolektibilitas
LOANS = 60
PERIODS = (
    Every(),
    Every(),
    Every(),
    Every(Unit.WEEK),
    Every(Unit.DAY, 10),
    Every(Unit.PASARAN, 2),
    Every(Unit.WEEK, 5),
    Every(Unit.MONTH, 3),
    Every(Unit.MONTH, 6),
    Every(Unit.YEAR),
)
# Days of arrears at which a class ends, and those beside them: 1, 2, 3, 6 and 12 months, and 21 after the last.
EDGES = sorted(
    {
        edge + beside
        for edge in (0, 30, 60, 90, 180, 360, 630, 690, 720, 810, 990)
        for beside in (-1, 0, 1)
        if edge + beside >= 0
    }
)
OWN = {"kolektibilitas.kurang_lancar_bulan": "2", "kolektibilitas.diragukan_bulan": "2.5"}
NATIONAL = {"kolektibilitas.kurang_lancar_bulan": "3", "kolektibilitas.diragukan_bulan": "6"}


@pytest.fixture
def book(world):
    return BookWorld(world)


def drawn(book, chance):
    """Draw a loan one of whose instalments fell due at an edge; some are settled, whole or in part."""
    every = chance.choice(PERIODS)
    number = chance.randrange(1, 15)
    terms = Terms(
        method=chance.choice(list(Method)),
        principal=chance.randrange(100_000, 9_000_000),
        annual_rate=Fraction(chance.choice([0, 9, 12, 24]), 100),
        instalments=number,
        every=every,
    )
    length = int(365 / every.a_year)
    begin = YESTERDAY - timedelta(days=chance.choice(EDGES) + length * chance.randrange(1, number + 1))
    whole = chance.randrange(number)
    parts = chance.choice([(0, 0), (0, 0), (10**9, 0), (0, 10**9), (40_000, 0), (0, 5_000)])
    if whole == number - 1 and parts[0] == 10**9:
        parts = (0, 0)
    loan = book.lends(terms, on=begin, settled=(whole, parts))
    # What collateral counts for stands in a column that the end of the day does not read: none, some, 75 %, all.
    debt = chance.choice([0, 0, loan.left_rp // 2, -(-loan.left_rp * 3 // 4), loan.left_rp, loan.left_rp * 2])
    loan.effective_ppm = debt + chance.choice([0, 0, 1])
    with scope(book.place.id):
        loan.save()
    return loan


def own_limits(book):
    """Let the cooperative be stricter than the nation."""
    for key, value in OWN.items():
        ParameterValue.objects.create(
            key=key, scope="COOPERATIVE", cooperative=book.place, value=value, valid_from=NOW.date().replace(day=1),
            legal_basis="contoh", source="contoh", confidence="OURS", set_by="Contoh", set_at=NOW,
        )  # fmt: skip


def at_edge(book, every, days, part):
    """Write a loan of two instalments, covered whole: the first fell due so many days ago, the second is to come."""
    terms = Terms(
        method=Method.FLAT, principal=2_000_000, annual_rate=Fraction(12, 100), instalments=2, every=every
    )
    loan = book.lends(terms, on=YESTERDAY, settled=(0, part))
    with scope(book.place.id):
        LoanLine.objects.filter(cooperative=book.place, loan=loan, no=1).update(
            due_on=YESTERDAY - timedelta(days=days)
        )
        loan.effective_ppm = 3_000_000
        loan.save()
    return loan


def held(book, loans, monkeypatch, *, is_own):
    """Hold the rule in SQL against the one in Python; give the classes that came up."""
    counted = "SELECT o.id AS loan_id, o.effective_ppm::bigint AS counted_rp FROM loans_loan AS o"
    monkeypatch.setattr(book_day_sql, "COUNTED", f"{counted} WHERE o.cooperative_id = %(place)s")
    if is_own:
        own_limits(book)
    limits = OWN if is_own else NATIONAL
    scheme = scheme_of(
        substandard_months=Decimal(limits["kolektibilitas.kurang_lancar_bulan"]),
        doubtful_months=Decimal(limits["kolektibilitas.diragukan_bulan"]),
        lost_months=Decimal(21),
        rates={L: Fraction(1, 100), KL: Fraction(1, 10), D: Fraction(1, 2), M: Fraction(1)},
    )
    book.counts()
    found = set()
    for loan in loans:
        told = day_end(book.as_rule(loan, loan.effective_ppm), on=YESTERDAY, scheme=scheme)
        now = book.now(loan)
        stands = (now.kolektibilitas, now.overdue_since, now.overdue_rp, now.provision_rp, now.jasa_rp)
        assert stands == tuple(told), (loan.contract["terms"], loan.effective_ppm)
        found.add(told.kolektibilitas)
    with scope(book.place.id):
        assert LoanDay.objects.filter(cooperative=book.place).count() == len(loans)
    book.whole()
    return found


@pytest.mark.parametrize("seed", range(6))
def test_the_rule_in_sql_is_the_rule_in_python(book, monkeypatch, seed):
    chance = random.Random(seed)  # noqa: S311  the same every time
    loans = [drawn(book, chance) for _ in range(LOANS)]

    assert held(book, loans, monkeypatch, is_own=seed % 3 == 2) == {L, KL, D, M}


@pytest.mark.parametrize("every", [Every(), Every(Unit.WEEK), Every(Unit.MONTH, 6)])
def test_at_every_edge_both_say_the_same(book, monkeypatch, every):
    parts = ((0, 0), (0, 10**9), (10**9, 0))  # nothing is paid, the jasa alone, the principal alone
    loans = [at_edge(book, every, days, parts[at % 3]) for at, days in enumerate(EDGES * 2)]

    assert held(book, loans, monkeypatch, is_own=False) == {L, KL, D, M}


@pytest.mark.long
@pytest.mark.parametrize("seed", range(100, 180))
def test_the_rule_in_sql_is_the_rule_in_python_over_many_books(book, monkeypatch, seed):
    chance = random.Random(seed)  # noqa: S311  as above
    held(book, [drawn(book, chance) for _ in range(LOANS)], monkeypatch, is_own=seed % 3 == 2)
