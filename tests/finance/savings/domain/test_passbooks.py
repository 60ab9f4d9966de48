from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from guyub.finance.savings.domain.passbooks import (
    SLIP_WIDTH,
    BookLine,
    PassbookRefusedError,
    Span,
    again_span,
    check_size,
    next_span,
    page_text,
    slip_text,
    span_from,
)

ROWS = [
    BookLine(23, date(2026, 3, 2), "STR", 100_000, 0, 1_100_000),
    BookLine(24, date(2026, 3, 31), "JSA", 3_333, 0, 1_103_333),
]


def wrong(act):
    with pytest.raises(PassbookRefusedError) as refused:
        act()
    return refused.value.facts["wrong"]


@pytest.mark.parametrize(
    ("_case", "first", "until", "said"),
    [
        ("the first line", 1, 1, Span(1, 1, 1, 1, 1)),
        ("as far as there is", 13, 17, Span(13, 17, 1, 13, 17)),
        ("to the end of the page", 20, 30, Span(20, 24, 1, 20, 24)),
        ("on the next page", 25, 30, Span(25, 30, 2, 1, 6)),
        ("a whole page", 25, 80, Span(25, 48, 2, 1, 24)),
    ],
)
def test_a_printing_ends_with_its_page(_case, first, until, said):
    assert span_from(first, until=until, lines=24) == said


def test_a_span_says_page_and_lines():
    assert span_from(13, until=17, lines=24).words == "halaman 1, baris 13 sampai 17"
    assert span_from(25, until=25, lines=24).words == "halaman 2, baris 1"


def test_what_comes_next():
    assert next_span(printed=12, known=12, lines=24, pages=2) is None
    assert next_span(printed=12, known=17, lines=24, pages=2) == Span(13, 17, 1, 13, 17)
    assert next_span(printed=24, known=60, lines=24, pages=2) == Span(25, 48, 2, 1, 24)
    assert wrong(lambda: next_span(printed=48, known=60, lines=24, pages=2)) == "full"


def test_only_what_is_printed_is_printed_again():
    assert again_span(20, printed=30, lines=24) == Span(20, 24, 1, 20, 24)
    assert again_span(26, printed=30, lines=24) == Span(26, 30, 2, 2, 6)
    assert wrong(lambda: again_span(31, printed=30, lines=24)) == "line"
    assert wrong(lambda: again_span(0, printed=30, lines=24)) == "line"


def test_a_book_has_lines_and_pages_as_they_are_sold():
    check_size(lines=8, pages=1)
    check_size(lines=40, pages=60)
    for lines, pages in ((7, 12), (41, 12), (24, 0), (24, 61)):
        assert wrong(lambda lines=lines, pages=pages: check_size(lines=lines, pages=pages)) == "size"


@given(st.integers(8, 40), st.integers(1, 20), st.lists(st.integers(0, 30), max_size=60))
def test_every_line_is_printed_once_whatever_comes_when(lines, pages, arrivals):
    known, printed, seen = 1, 0, []
    for more in arrivals:
        known += more
        while printed < min(known, lines * pages):
            span = next_span(printed=printed, known=known, lines=lines, pages=pages)
            assert (span.first - 1) // lines == (span.last - 1) // lines == span.page - 1
            seen += range(span.first, span.last + 1)
            printed = span.last
    assert seen == list(range(1, printed + 1))


def test_a_page_resumes_at_the_right_height():
    assert page_text(ROWS, span_from(23, until=24, lines=24)) == [""] * 22 + [
        "23 02-03-26 STR        100.000                      1.100.000",
        "24 31-03-26 JSA          3.333                      1.103.333",
    ]


def test_no_line_is_wider_than_the_page():
    big = BookLine(1, date(2026, 3, 2), "TRK", 0, 99_999_999_999, 999_999_999_999)
    assert [len(line) for line in page_text([big], span_from(1, until=1, lines=24))] == [61]


def test_a_slip_has_32_letters():
    taken = BookLine(3, date(2026, 4, 1), "TRK", 0, 50_000, 1_053_333)
    assert slip_text(
        head=["KKMP Bumiayu", "Simpanan sukarela", "A-0012"],
        rows=[*ROWS, taken],
        balance_rp=1_053_333,
        foot="Simpan bukti ini. Cocokkan dengan kwitansi.",
    ) == [
        "          KKMP Bumiayu",
        "       Simpanan sukarela",
        "             A-0012",
        "-" * 32,
        "02-03-26 STR            +100.000",
        "31-03-26 JSA              +3.333",
        "01-04-26 TRK             -50.000",
        "-" * 32,
        "SALDO                  1.053.333",
        "   Simpan bukti ini. Cocokkan",
        "        dengan kwitansi.",
    ]


@given(st.text(max_size=120))
def test_a_slip_is_never_wider_than_the_roll(words):
    lines = slip_text(head=[words], rows=ROWS, balance_rp=0, foot=words)
    assert all(len(line) <= SLIP_WIDTH for line in lines)
