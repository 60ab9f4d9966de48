"""Reports on loans with numbers by hand: the book cut into parts, what was lent and came back, a quarter."""

from datetime import date, timedelta
from fractions import Fraction

import pytest

from guyub.community.members.models import MemberFile
from guyub.finance.loans.domain.reporting import Span
from guyub.finance.loans.models import Loan
from guyub.finance.loans.selectors.book_days import last_counted
from guyub.finance.loans.selectors.flows import flows_of
from guyub.finance.loans.selectors.portfolios import NOBODY, NOWHERE, borrowers_on, portfolio_of
from guyub.finance.loans.selectors.reports import loan_report, quarter_sheet
from guyub.foundation.identity.domain.roles import Role
from guyub.foundation.kernel.tenancy.scope import scope
from tests.finance.loans.book_world import OPENED, TODAY, YESTERDAY, BookWorld
from tests.finance.loans.loan_book import LoanBook
from tests.finance.savings.jasa_world import JANUARY

pytestmark = pytest.mark.django_db
OCTOBER = date(2026, 10, 31)


@pytest.fixture
def world(bare_world):
    """Worlds here begin their books themselves."""
    return bare_world


def asked(book, selector, **told):
    with scope(book.place.id):
        return selector(cooperative_id=book.place.id, **told)


def told(parts):
    return [(one.name, one.loans, one.left_rp, one.overdue_rp, one.risky_rp) for one in parts]


@pytest.fixture
def book(world):
    """Three loans of 1.200.000 at 12.000 jasa a month: one paid up, one 5 months late, one of a unit that has none."""
    found = BookWorld(world)
    found.good = found.lends(on=date(2026, 9, 30), settled=1)
    found.late = found.lends(on=date(2026, 5, 15))  # due from 15 June: 5 instalments by 31 October
    found.other = found.lends(on=date(2026, 10, 5), unit=False)
    found.counts(OCTOBER)
    found.counts(YESTERDAY)
    return found


def test_the_book_is_cut_by_age_product_place_and_officer(book):
    with scope(book.place.id):
        officer = book.world.person(Role.KOLEKTOR)
        Loan.objects.filter(cooperative=book.place, id=book.late.id).update(officer_id=officer.id)
        MemberFile.objects.filter(cooperative=book.place).update(rt="003", rw="001")
    found = asked(book, portfolio_of, on=OCTOBER)

    assert (found.loans, found.left_rp) == (3, 1_100_000 + 1_200_000 + 1_200_000)
    # Of June, July, August, September and October: 5 x 112.000.
    assert told(found.products) == [
        ("Umum", 1, 1_200_000, 0, 0),
        ("Usaha", 2, 2_300_000, 560_000, 1_200_000),
    ]
    assert told(found.neighbourhoods) == [("RT 003/001", 3, 3_500_000, 560_000, 1_200_000)]
    assert told(found.officers) == [
        (officer.name, 1, 1_200_000, 560_000, 1_200_000),
        (NOBODY, 2, 2_300_000, 0, 0),
    ]
    assert [
        (row.bucket.from_day, row.count, row.outstanding_rp) for row in found.ageing.rows if row.count
    ] == [
        (0, 2, 2_300_000),
        (121, 1, 1_200_000),
    ]
    assert found.at_risk == dict.fromkeys((1, 30, 90), Fraction(12, 35))


def test_where_nobody_wrote_down_an_rt_it_is_said(book):
    with scope(book.place.id):
        MemberFile.objects.filter(cooperative=book.place).update(rt="", rw="")

    assert [one.name for one in asked(book, portfolio_of, on=OCTOBER).neighbourhoods] == [NOWHERE]


def test_what_ended_or_came_later_is_not_in_the_book_of_a_day(book):
    book.ends(book.good, on=TODAY)
    before = OCTOBER - timedelta(days=1)

    assert asked(book, portfolio_of, on=before).loans == 0  # nothing was counted by then
    assert asked(book, portfolio_of, on=YESTERDAY).loans == 3
    assert asked(book, portfolio_of, on=TODAY).loans == 2
    assert asked(book, borrowers_on, on=YESTERDAY) == 1  # one member has all three


def test_what_was_written_off_and_came_back_whole_was_out_of_the_book_in_between(book):
    book.ends(book.late, "HAPUS_BUKU", on=YESTERDAY)
    with scope(book.place.id):
        Loan.objects.filter(cooperative=book.place, id=book.late.id).update(
            state="LUNAS", ended_on=TODAY, left_rp=0
        )

    assert asked(book, portfolio_of, on=YESTERDAY).loans == 2


def test_parts_and_classes_come_to_the_same(book):
    found = asked(book, loan_report, span=Span(date(2026, 11, 1), YESTERDAY))

    for parts in (found.portfolio.products, found.portfolio.neighbourhoods, found.portfolio.officers):
        assert sum(one.loans for one in parts) == found.book.loans == 3
        assert sum(one.left_rp for one in parts) == found.book.left_rp
        assert sum(one.overdue_rp for one in parts) == found.book.overdue_rp
    assert found.provision.closing_rp == found.book.provision_rp


def test_a_quarter_in_figures(book):
    found = asked(book, quarter_sheet, span=Span(date(2026, 10, 1), YESTERDAY))

    assert (found.borrowers, found.book.loans) == (1, 3)
    assert (found.flows.loans, found.flows.lent_rp) == (1, 1_200_000)
    assert found.provision.opening_rp == 0
    assert found.risk.non_performing_rp == sum(
        one.left_rp for one in found.book.classes if one.kolektibilitas.value in {"KL", "D", "M"}
    )


def test_nothing_counted_is_an_empty_book(world):
    book = BookWorld(world)

    assert asked(book, last_counted) is None
    found = asked(book, loan_report, span=Span(OPENED, YESTERDAY))
    assert (found.book.loans, found.portfolio.loans, found.portfolio.at_risk[30]) == (0, 0, 0)


def test_what_was_lent_and_came_back(world):
    book = LoanBook(world)
    loan = book.lends()  # on 1 January, due 112.000 a month
    book.pays(loan, 224_000)
    wrong = book.pays(loan, 50_000)
    book.takes_back(loan, wrong.event_id)
    found = asked(book, flows_of, since=TODAY, until=TODAY)

    assert (found.loans, found.lent_rp) == (0, 0)
    assert (found.principal_rp, found.interest_rp, found.fee_rp, found.penalty_rp) == (200_000, 24_000, 0, 0)
    assert (found.payments, found.collected_rp, found.recovered_rp) == (1, 224_000, 0)
    first = asked(book, flows_of, since=JANUARY, until=JANUARY)
    assert (first.loans, first.lent_rp, first.payments) == (1, 1_200_000, 0)


def test_what_comes_after_writing_off_is_no_instalment(world):
    book = LoanBook(world)
    loan = book.lends()
    with scope(book.place.id):
        Loan.objects.filter(cooperative=book.place, id=loan.id).update(
            state="HAPUS_BUKU", ended_on=TODAY, written_off_on=TODAY, written_off_no=0
        )
    book.pays(loan, 100_000)
    found = asked(book, flows_of, since=TODAY, until=TODAY)

    assert (found.recovered_rp, found.collected_rp, found.payments) == (100_000, 0, 1)
