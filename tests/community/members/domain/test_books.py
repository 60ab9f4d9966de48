from datetime import date

import pytest

from guyub.community.members.domain.books import (
    BOOK_WORDS,
    FORMS,
    LEFT_WORDS,
    BookKind,
    book_series,
    home_of,
    kind_of_slug,
    letter_number,
    line_number,
)
from guyub.community.members.domain.register import LeftWhy


def test_every_book_has_its_words_its_form_and_its_own_address():
    assert set(BOOK_WORDS) == set(FORMS) == set(BookKind)
    assert len({form.slug for form in FORMS.values()}) == len(BookKind)
    assert {kind: kind_of_slug(form.slug) for kind, form in FORMS.items()} == {
        kind: kind for kind in BookKind
    }
    assert kind_of_slug("tidak-ada") is None
    assert set(LEFT_WORDS) == set(LeftWhy)


def test_the_books_of_lines_are_five_of_the_sixteen():
    assert sorted({form.no for form in FORMS.values()}) == [5, 8, 9, 13, 16]


def test_numbers_as_people_write_them():
    assert book_series(BookKind.SURAT_KELUAR) == "members.book.surat_keluar"
    assert line_number(3, 2026) == "3/2026"
    assert letter_number(12, date(2026, 11, 26)) == "012/KKMP/XI/2026"
    assert letter_number(1204, date(2027, 1, 2)) == "1204/KKMP/I/2027"


@pytest.mark.parametrize(
    ("address", "rt", "rw", "home"),
    [
        ("Jl. Kyai Parseh Jaya 12", "004", "002", "Jl. Kyai Parseh Jaya 12, RT 004 RW 002"),
        ("Jl. Kyai Parseh Jaya 12", "", "", "Jl. Kyai Parseh Jaya 12"),
        ("", "004", "", "RT 004"),
        ("", "", "002", "RW 002"),
        ("", "", "", ""),
    ],
)
def test_a_home_is_written_with_what_is_known_of_it(address, rt, rw, home):
    assert home_of(address, rt, rw) == home
