"""The rule in SQL is the rule in Python: books of drawn loans, counted by both."""

import random
from datetime import timedelta
from decimal import Decimal
from fractions import Fraction

import pytest

from guyub.finance.loans.domain.day_end import day_end, scheme_of
from guyub.finance.loans.domain.kolektibilitas_schemes import Kolektibilitas
from guyub.finance.loans.domain.terms import Every, Method, Terms, Unit
from guyub.finance.loans.models import Collateral, LoanDay, LoanLine
from guyub.foundation.identity.domain.roles import Role
from guyub.foundation.kernel.tenancy.scope import scope
from guyub.foundation.parameters.models import ParameterValue
from tests.finance.loans.book_world import TODAY, YESTERDAY, BookWorld
from tests.world import NOW

pytestmark = pytest.mark.django_db

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
# Days of arrears at which a class ends, and those beside them: 1, 2, 2.5, 3, 6 and 12 months, and 21 after the last.
EDGES = sorted(
    {
        edge + beside
        for edge in (0, 30, 60, 75, 90, 180, 360, 630, 690, 720, 810, 990)
        for beside in (-1, 0, 1)
        if edge + beside >= 0
    }
)
OWN = {"kolektibilitas.kurang_lancar_bulan": "2", "kolektibilitas.diragukan_bulan": "2.5"}
NATIONAL = {"kolektibilitas.kurang_lancar_bulan": "3", "kolektibilitas.diragukan_bulan": "6"}


@pytest.fixture
def book(bare_world):
    return BookWorld(bare_world)


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
    whole = -(-loan.left_rp * 3 // 4)
    debt = chance.choice([0, 0, loan.left_rp // 2, whole, whole + 1, loan.left_rp, loan.left_rp * 2])
    return loan, secured(book, loan, debt, chance)


def secured(book, loan, counted_rp, chance):
    """Keep collateral that counts so much, in one piece or two, beside some that was given back and some to come."""
    first_rp = chance.choice([0, counted_rp // 3])
    kept = [(rp, YESTERDAY, None) for rp in (first_rp, counted_rp - first_rp) if rp]
    kept += chance.choice([[], [(5_000_000, YESTERDAY, YESTERDAY), (7_000_000, TODAY, None)]])
    keeper = book.world.person(Role.BENDAHARA)
    with scope(book.place.id):
        for rp, received_on, returned_on in kept:
            Collateral.objects.create(
                cooperative=book.place, loan=loan, kind="BPKB", thing="Motor (contoh)", owner="Contoh", value_rp=rp,
                share_ppm=1_000_000, counted_rp=rp, kept_at="Brankas", received_on=received_on, received_by=keeper,
                returned_on=returned_on, returned_to="Contoh" if returned_on else "",
                returned_by=keeper if returned_on else None,
            )  # fmt: skip
    return counted_rp


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
    return loan, secured(book, loan, 3_000_000, random.Random(days))  # noqa: S311  the same every time


def held(book, loans, *, is_own):
    """Hold the rule in SQL against the one in Python; give the classes that came up."""
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
    for loan, counted_rp in loans:
        told = day_end(book.as_rule(loan, counted_rp), on=YESTERDAY, scheme=scheme)
        now = book.now(loan)
        stands = (now.kolektibilitas, now.overdue_since, now.overdue_rp, now.provision_rp, now.jasa_rp)
        assert stands == tuple(told), (loan.contract["terms"], counted_rp)
        found.add(told.kolektibilitas)
    with scope(book.place.id):
        assert LoanDay.objects.filter(cooperative=book.place).count() == len(loans)
    book.whole()
    return found


@pytest.mark.parametrize("seed", range(6))
def test_the_rule_in_sql_is_the_rule_in_python(book, seed):
    chance = random.Random(seed)  # noqa: S311  the same every time
    loans = [drawn(book, chance) for _ in range(LOANS)]

    # Between two months and two and a half there is little room for KL.
    assert held(book, loans, is_own=seed % 3 == 2) >= ({L, D, M} if seed % 3 == 2 else {L, KL, D, M})


@pytest.mark.parametrize(
    ("every", "is_own"),
    [(Every(), False), (Every(Unit.WEEK), False), (Every(Unit.MONTH, 6), False), (Every(), True)],
)
def test_at_every_edge_both_say_the_same(book, every, is_own):
    parts = ((0, 0), (0, 10**9), (10**9, 0))  # nothing is paid, the jasa alone, the principal alone
    loans = [at_edge(book, every, days, parts[at % 3]) for at, days in enumerate(EDGES * 2)]

    assert held(book, loans, is_own=is_own) == {L, KL, D, M}


@pytest.mark.long
@pytest.mark.parametrize("seed", range(100, 180))
def test_the_rule_in_sql_is_the_rule_in_python_over_many_books(book, seed):
    chance = random.Random(seed)  # noqa: S311  as above
    held(book, [drawn(book, chance) for _ in range(LOANS)], is_own=seed % 3 == 2)
