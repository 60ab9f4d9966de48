"""Whatever happens to a loan in trouble, in whatever order: the books and the list say the same."""

from datetime import date, timedelta
from fractions import Fraction

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from guyub.finance.loans.domain.plans import Change
from guyub.finance.loans.domain.restructuring import first_untouched
from guyub.finance.loans.domain.servicing import Component
from guyub.finance.loans.domain.terms import Method, Terms
from guyub.finance.loans.models import LoanPause, LoanRestructure
from guyub.finance.loans.services.deaths import note_death
from guyub.foundation.kernel.errors import DomainError
from guyub.foundation.kernel.tenancy.scope import scope
from tests.finance.loans.loan_book import FLAT
from tests.finance.loans.trouble_book import BY_DAY, TroubleBook, whole
from tests.finance.savings.jasa_world import TODAY
from tests.running import is_short
from tests.world import new_id

pytestmark = pytest.mark.django_db
DECLINING = Terms(method=Method.DECLINING, annual_rate=Fraction(12, 100), principal=900_000, instalments=9)
DAYS = st.integers(min_value=31, max_value=(TODAY - date(2026, 1, 1)).days)
STEPS = st.one_of(
    st.tuples(st.just("pay"), st.integers(1_000, 400_000), DAYS),
    st.tuples(st.just("back"), st.integers(0, 5), DAYS),
    st.tuples(st.just("restructure"), st.integers(0, 3), st.integers(0, 6)),
    st.tuples(st.just("waive"), st.integers(1, 60_000), st.sampled_from(["penalty", "interest"])),
    st.tuples(st.just("pause"), st.integers(1, 3), st.booleans()),
    st.tuples(st.just("unchange"), st.just(0), st.just(0)),
    st.tuples(st.just("unpause"), st.booleans(), st.just(0)),
    st.tuples(st.just("write_off"), st.just(0), st.just(0)),
    st.tuples(st.just("forgive"), st.just(0), st.just(0)),
    st.tuples(st.just("undo"), st.just(0), st.just(0)),
    st.tuples(st.just("set"), st.integers(0, 40_000), st.integers(0, 300_000)),
    st.tuples(st.just("death"), DAYS, st.just(0)),
)


@pytest.fixture
def book(world):
    return TroubleBook(world)


def does(book, loan, step):
    what, one, two = step
    if what == "pay":
        book.pays(loan, one, date(2026, 1, 1) + timedelta(days=two))
    elif what == "back":
        paid = [row for row in book.events(loan) if row.kind in ("repayment", "payoff")]
        book.takes_back(loan, paid[one % len(paid)].id if paid else new_id())
    elif what == "restructure":
        begins = first_untouched(book.state(loan).lines) or TODAY
        change = Change(from_on=begins, pause=one, extend=two, annual_rate=Fraction(3, 100))
        book.decides(book.asks(loan, change, waives_penalty=bool(one % 2), waives_jasa=bool(two % 2)))
    elif what == "waive":
        book.decides(book.asks_waiver(loan, one, Component(two)))
    elif what in ("pause", "unchange", "unpause"):
        rests(book, loan, what, one, two)
    elif what in ("write_off", "forgive"):
        book.decides((book.asks_write_off if what == "write_off" else book.asks_forgive)(loan))
    elif what == "undo":
        (book.undoes_forgiving if book.now(loan).state == "HAPUS_TAGIH" else book.undoes_write_off)(loan)
    elif what == "set" and book.now(loan).state == "BERJALAN" and book.now(loan).left_rp >= two:
        book.sets(loan, jasa_rp=one, provision_rp=two)
    elif what == "death":
        died_on = date(2026, 1, 1) + timedelta(days=one)
        told = {"member_id": book.siti.id, "died_on": died_on, "told_by": "contoh", "note": ""}
        note_death(**book.told(**told))


def rests(book, loan, what, one, two):
    """Rest, or take back what gave the loan other terms last."""
    if what == "pause":
        asked = new_id()
        book.asks_pause(months=one, is_free=two, request_id=asked)
        book.decides(asked)
        return
    with scope(book.place.id):
        changes = LoanRestructure.objects.filter(cooperative=book.place, loan=loan).order_by("-id")
        pauses = LoanPause.objects.filter(cooperative=book.place, lines__loan=loan).order_by("-id")
        change, pause = changes.first(), pauses.first()
    if what == "unchange" and change:
        book.undoes_change(loan, change.approval_id)
    elif what == "unpause" and pause:
        book.undoes_pause(pause.id, loan if one else None)


def follows(book, terms, steps):
    loan = book.lends(terms, servicing=BY_DAY)
    for step in steps:
        try:
            does(book, loan, step)
        except DomainError:
            continue  # what is refused changes nothing
        whole(book)
    assert 0 <= book.now(loan).left_rp <= terms.principal


@settings(
    max_examples=4 if is_short() else 20,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(st.sampled_from([FLAT, DECLINING]), st.lists(STEPS, min_size=2, max_size=7))
def test_the_books_follow_whatever_happens(book, terms, steps):
    """Each example has a borrower of its own, beside those of the examples before it."""
    book.siti = book.world.member(f"Contoh {new_id()}")
    with scope(book.place.id):
        book.siti.joined_on = date(2026, 1, 1)
        book.siti.save()
    follows(book, terms, steps)


CASES = (
    ("written off, recovered, taken back, undone", [("pay", 112_000, 40), ("set", 24_000, 300_000), ("write_off", 0, 0),
        ("pay", 50_000, 320), ("back", 1, 40), ("undo", 0, 0), ("pay", 112_000, 300)]),
    ("forgiven and not", [("pay", 112_000, 40), ("write_off", 0, 0), ("pay", 50_000, 320), ("forgive", 0, 0),
        ("pay", 1_000, 320), ("back", 1, 40), ("undo", 0, 0), ("back", 1, 40), ("forgive", 0, 0)]),
    ("rests, is changed, written off", [("pause", 3, True), ("restructure", 2, 5), ("waive", 9_000, "interest"),
        ("write_off", 0, 0), ("pay", 400_000, 328)]),
    ("changed and paid, then not", [("pay", 112_000, 32), ("restructure", 1, 5), ("pay", 90_000, 300),
        ("unchange", 0, 0), ("pause", 2, True), ("pay", 50_000, 320), ("unpause", True, 0), ("pay", 112_000, 328)]),
    ("dies late, is paid, changed", [("pay", 150_000, 200), ("death", 150, 0), ("pay", 112_000, 320),
        ("restructure", 1, 3), ("back", 0, 31)]),
)  # fmt: skip


@pytest.mark.parametrize("steps", [case[1] for case in CASES], ids=[case[0] for case in CASES])
def test_these_ways_hold(book, steps):
    follows(book, FLAT, steps)
