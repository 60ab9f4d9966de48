"""The books as people leaf through them."""

import datetime as dt

import pytest

from guyub.books.ledger.selectors.books import accounts_of, cash_book, ledger_page, recent_lines
from guyub.books.ledger.selectors.journal import Search, entry_page, journal_page
from guyub.books.ledger.selectors.keys import read_key, write_key
from guyub.books.ledger.selectors.movements import BooksNotOpenedError
from guyub.books.ledger.services.accounts import add_account
from guyub.community.cooperatives.models import BusinessUnit
from guyub.foundation.identity.domain.roles import Role
from guyub.foundation.kernel.tenancy.scope import scope
from tests.books.ledger.posting import OPENED, TODAY, entry, opened, post
from tests.world import NOW, new_id

pytestmark = pytest.mark.database
SPAN = {"since": dt.date(2026, 2, 3), "until": dt.date(2026, 3, 31)}


@pytest.fixture
def place(world):
    place = opened(world.bumiayu)
    add_account(
        actor=world.actor(Role.BENDAHARA),
        place=place,
        code="1.1.03.01",
        name="Bank contoh",
        request_id=new_id(),
        now=NOW,
    )
    with scope(place.id):
        shop = BusinessUnit.objects.create(
            cooperative=place, kind="SEMBAKO", name="Toko", opened_on=OPENED, outlet=None
        )
    shop_line = {"unit_id": shop.id}
    post(
        place,
        entry("2026-01-05", "Hibah awal", ("1.1.03", 1_000), ("3.2.01", -1_000)),
        entry("2026-02-02", "Pindah ke bank contoh", ("1.1.03.01", 400), ("1.1.03", -400)),
        entry("2026-02-03", "Listrik 100%", ("6.1.02", 30), ("1.1.03", -30, {"note": "Token_12"})),
        entry("2026-02-03", "Jasa giro", ("1.1.03.01", 5), ("4.3.01", -5)),
        entry("2026-03-10", "Sewa toko", ("6.1.04", 60, shop_line), ("1.1.03", -60)),
        entry("2026-04-01", "Gaji", ("6.1.01", 90), ("1.1.02", -90)),
    )
    return place


def book(place, code="1.1.03", **more):
    with scope(place.id):
        return ledger_page(cooperative_id=place.id, code=code, **(SPAN | more))


def read(page):
    return [(line.dated_on.isoformat()[5:], line.memo, line.moved_rp, line.balance_rp) for line in page.lines]


def test_the_newest_stands_on_top_and_each_line_says_what_stood_after_it(place):
    page = book(place)
    assert (page.title, page.code, page.accounts) == (
        "Bank",
        "1.1.03",
        (("1.1.03", "Bank"), ("1.1.03.01", "Bank contoh")),
    )
    assert (page.opening_rp, page.debit_rp, page.credit_rp, page.closing_rp) == (1_000, 5, 90, 915)
    assert read(page) == [
        ("03-10", "Sewa toko", -60, 915),
        ("02-03", "Jasa giro", 5, 975),
        ("02-03", "Listrik 100%", -30, 970),
    ]
    assert page.after == ""
    top = page.lines[0]
    assert (top.name, top.code, top.unit, top.debit_rp, top.credit_rp) == (
        "JU-2026-0005",
        "1.1.03",
        "Koperasi bersama",
        None,
        60,
    )
    assert (page.lines[1].debit_rp, page.lines[1].credit_rp) == (5, None)


def test_a_printed_book_begins_with_the_oldest(place):
    assert read(book(place, is_newest_first=False)) == [
        ("02-03", "Listrik 100%", -30, 970),
        ("02-03", "Jasa giro", 5, 975),
        ("03-10", "Sewa toko", -60, 915),
    ]


@pytest.mark.parametrize("is_newest_first", [True, False])
@pytest.mark.parametrize("most", [1, 2])
def test_pages_follow_each_other_without_gap_or_double(place, is_newest_first, most):
    whole = read(book(place, since=OPENED, until=TODAY, is_newest_first=is_newest_first))
    assert len(whole) == 6
    lines, after = [], ""
    while True:
        page = book(place, since=OPENED, until=TODAY, is_newest_first=is_newest_first, most=most, after=after)
        lines += read(page)
        after = page.after
        if not after:
            break
    assert lines == whole


def test_one_account_one_unit(place):
    assert [line.memo for line in book(place, with_own=False).lines] == ["Sewa toko", "Listrik 100%"]
    assert book(place, "1.1.03.01").closing_rp == 405
    with scope(place.id):
        shop = BusinessUnit.objects.get(cooperative=place, name="Toko").id
    assert read(book(place, unit_id=shop)) == []
    assert read(book(place, "6.1.04", unit_id=shop)) == [("03-10", "Sewa toko", 60, 60)]
    # The shop owes the whole for what it paid.
    assert read(book(place, "1.9.01", unit_id=shop)) == [("03-10", "Sewa toko", -60, -60)]


def test_what_is_earned_or_owed_counts_above_zero(place):
    page = book(place, "4.3.01")
    assert (read(page), page.closing_rp) == ([("02-03", "Jasa giro", 5, 5)], 5)
    assert book(place, "3.2.01").opening_rp == 1_000


def test_the_books_of_cash_and_bank_are_the_cash_of_the_position(place):
    with scope(place.id):
        bank = cash_book(cooperative_id=place.id, is_bank=True, since=OPENED, until=TODAY)
        cash = cash_book(cooperative_id=place.id, is_bank=False, since=OPENED, until=TODAY)
    assert (bank.title, bank.closing_rp, len(bank.lines)) == ("Buku bank", 915, 6)
    assert (cash.title, cash.closing_rp, [code for code, _ in cash.accounts]) == (
        "Buku kas",
        -90,
        ["1.1.01", "1.1.02"],
    )


def test_what_is_not_there_is_none_and_unopened_books_are_refused(place, world):
    assert book(place, "1.1") is None
    assert book(place, "9.9.99") is None
    with scope(world.arjosari.id), pytest.raises(BooksNotOpenedError):
        cash_book(cooperative_id=world.arjosari.id, is_bank=True, **SPAN)
    assert read(book(place, since=dt.date.min, until=dt.date.max)) == read(
        book(place, since=OPENED, until=TODAY)
    )


@pytest.mark.parametrize("after", ["x", "2026-13-01.1.1", "2026-01-01.1", "2026-01-01.1.1.1", "٣"])
def test_an_unreadable_key_is_the_first_page(place, after):
    assert read_key(after) is None
    assert read(book(place, after=after)) == read(book(place))
    assert read_key(write_key(OPENED, 7, 2)) == (OPENED, 7, 2)


def test_the_newest_lines_unfold_under_a_row(place):
    with scope(place.id):
        lines = recent_lines(cooperative_id=place.id, code="1.1.03", most=2)
        earlier = recent_lines(cooperative_id=place.id, code="1.1.03", until=dt.date(2026, 2, 2))
        shop = BusinessUnit.objects.get(cooperative=place, name="Toko").id
        none = recent_lines(cooperative_id=place.id, code="1.1.03", unit_id=shop)
    assert [(line.memo, line.moved_rp, line.balance_rp) for line in lines] == [
        ("Sewa toko", -60, None),
        ("Jasa giro", 5, None),
    ]
    assert [line.moved_rp for line in earlier] == [-400, 400, 1_000]
    assert none == []


def test_the_chart_of_a_cooperative_is_a_tree_with_what_stands_on_it(place):
    with scope(place.id):
        nodes = {node.code: node for node in accounts_of(cooperative_id=place.id)}
        shop = BusinessUnit.objects.get(cooperative=place, name="Toko").id
        of_shop = {node.code: node for node in accounts_of(cooperative_id=place.id, unit_id=shop)}
    assert list(nodes) == sorted(nodes)
    bank = nodes["1.1.03"]
    assert (bank.name, bank.kind, bank.line_title, bank.balance_rp, bank.is_cash) == (
        "Bank",
        "ASET",
        "Kas dan bank",
        510,
        True,
    )
    assert [(own.code, own.name, own.balance_rp) for own in bank.own] == [("1.1.03.01", "Bank contoh", 405)]
    assert (nodes["3.2.01"].balance_rp, nodes["6.1.04"].balance_rp) == (1_000, 60)
    assert (of_shop["6.1.04"].balance_rp, of_shop["1.9.01"].balance_rp, of_shop["3.2.01"].balance_rp) == (
        60,
        -60,
        0,
    )


def names(place, **search):
    with scope(place.id):
        return [
            row.name[-1] for row in journal_page(cooperative_id=place.id, search=Search(**search)).entries
        ]


def test_the_journal_shows_the_newest_day_first(place):
    with scope(place.id):
        page = journal_page(cooperative_id=place.id)
    assert [row.name for row in page.entries] == [f"JU-2026-000{number}" for number in (6, 5, 4, 3, 2, 1)]
    rent = page.entries[1]
    assert (rent.memo, rent.total_rp, rent.actor, rent.line_count) == ("Sewa toko", 120, "", 4)
    assert [(line.code, line.unit, line.debit_rp, line.credit_rp) for line in rent.lines] == [
        ("6.1.04", "Toko", 60, None),
        ("1.1.03", "Koperasi bersama", None, 60),
        ("1.9.01", "Toko", None, 60),
        ("1.9.01", "Koperasi bersama", 60, None),
    ]


@pytest.mark.parametrize(
    ("_case", "search", "found"),
    [
        ("a whole number", {"words": "JU-2026-0003"}, "3"),
        ("a whole number as people type it", {"words": " ju-2026-3 "}, "3"),
        ("of another year", {"words": "JU-2025-3"}, ""),
        ("a bare number", {"words": "4"}, "4"),
        ("a bare number in a note too", {"words": "12"}, "3"),
        ("words of the memo", {"words": "sewa  TOKO"}, "5"),
        ("words of a note", {"words": "token"}, "3"),
        ("a percent sign is a percent sign", {"words": "100%"}, "3"),
        ("so is a line below", {"words": "n_1"}, "3"),
        ("nothing like it", {"words": "xyz"}, ""),
        ("a zero byte", {"words": "sewa\0toko"}, "5"),
        ("an amount of a line", {"amount_rp": 60}, "5"),
        ("an amount of a whole entry", {"amount_rp": 120}, "5"),
        ("an amount that no entry can have", {"amount_rp": 10**30}, ""),
        ("days", {"since": dt.date(2026, 2, 3), "until": dt.date(2026, 3, 9)}, "43"),
        ("an account with those below it", {"account": "1.1.03"}, "54321"),
        ("an account of its own", {"account": "1.1.03.01"}, "42"),
        ("account and day", {"account": "1.1.03", "since": dt.date(2026, 3, 1)}, "5"),
    ],
)
def test_the_journal_is_searched(place, _case, search, found):
    assert "".join(names(place, **search)) == found


def test_the_journal_is_searched_by_unit(place):
    with scope(place.id):
        shop = BusinessUnit.objects.get(cooperative=place, name="Toko").id
    assert names(place, unit_id=shop) == ["5"]


def test_pages_of_the_journal_follow_each_other(place, django_assert_num_queries):
    found, after = [], ""
    with scope(place.id):
        while True:
            with django_assert_num_queries(3):
                page = journal_page(cooperative_id=place.id, after=after, most=2)
            found += [row.name[-1] for row in page.entries]
            after = page.after
            if not after:
                break
    assert "".join(found) == "654321"


def test_an_entry_knows_what_it_takes_back_and_what_takes_its_place(place, world):
    wrong = post(place, entry("2026-05-02", "Listrik", ("6.1.02", 530), ("1.1.02", -530)))[0]
    back = post(
        place,
        entry("2026-05-03", "Balik", ("6.1.02", -530), ("1.1.02", 530), reverses_id=wrong.entry_id),
    )[0]
    right = post(
        place,
        entry("2026-05-03", "Listrik", ("6.1.02", 350), ("1.1.02", -350), corrects_id=wrong.entry_id),
    )[0]
    with scope(place.id):
        pages = [entry_page(cooperative_id=place.id, entry_id=one.entry_id) for one in (wrong, back, right)]
        assert entry_page(cooperative_id=place.id, entry_id=new_id()) is None
    first, second, third = pages
    assert (first.reversed_by.name, first.corrected_by.name) == (back.name, right.name)
    assert (first.reverses, first.corrects) == (None, None)
    assert (second.reverses.name, second.reversed_by, second.corrects, second.corrected_by) == (
        wrong.name,
        None,
        None,
        None,
    )
    assert (third.corrects.entry_id, third.corrects.memo) == (wrong.entry_id, "Listrik")
    assert first.entry.reversed_by_id == back.entry_id
    assert (first.hash, first.entry.chain_no) == (wrong.hash.hex(), wrong.chain_no)
    with scope(world.arjosari.id):
        assert entry_page(cooperative_id=world.arjosari.id, entry_id=wrong.entry_id) is None
    with scope(place.id):
        page = journal_page(cooperative_id=place.id)
    assert {row.name: row.reversed_by_id for row in page.entries}[wrong.name] == back.entry_id
