import pytest

from guyub.trade.retail.domain.escpos import escpos_of, square
from guyub.trade.retail.domain.paper import Divider, Pair, Square, Words

BEGIN = b"\x1b@\x1bt\x00\x1bR\x00"
END = b"\x1bd\x04\x1dVB\x00"


def printed(*elements, columns=32, opens_drawer=False, cuts=True):
    return escpos_of(elements, columns=columns, opens_drawer=opens_drawer, cuts=cuts)


def test_an_empty_paper_is_fed_and_cut():
    assert printed() == BEGIN + END
    assert printed(cuts=False) == BEGIN + b"\x1bd\x04"


def test_the_drawer_opens_before_the_paper_comes():
    assert printed(Words(text="a"), opens_drawer=True) == BEGIN + b"\x1bp\x00\x19\xfa" + b"a\n" + END


@pytest.mark.parametrize(
    ("_case", "element", "orders"),
    [
        ("words", Words(text="Gula"), b"Gula\n"),
        ("in the middle", Words(text="Gula", is_centred=True), b"\x1ba\x01Gula\n\x1ba\x00"),
        ("bold", Words(text="Gula", is_bold=True), b"\x1bE\x01Gula\n\x1bE\x00"),
        ("a line", Divider(), b"-" * 16 + b"\n"),
        ("a pair", Pair(left="Gula", right="17.500"), b"Gula      17.500\n"),
        (
            "a total of double width has half the letters",
            Pair(left="TOTAL", right="9", is_wide=True, is_bold=True),
            b"\x1bE\x01\x1d!\x10TOTAL  9\n\x1d!\x00\x1bE\x00",
        ),
    ],
)
def test_orders_of_an_element(_case, element, orders):
    assert printed(element, columns=16) == BEGIN + orders + END


# GS ( k, length of what follows in two bytes, '1', the function, its values.
def test_a_code_is_drawn_by_the_printer():
    assert square("ABC", columns=32) == (
        b"\x1d(k\x04\x001A2\x00\x1d(k\x03\x001C\x05\x1d(k\x03\x001E1\x1d(k\x06\x001P0ABC\x1d(k\x03\x001Q0"
    )
    assert printed(Square("ABC")) == BEGIN + b"\x1ba\x01" + square("ABC", columns=32) + b"\n\x1ba\x00" + END


@pytest.mark.parametrize(
    ("length", "columns", "dots"), [(251, 32, 5), (251, 48, 8), (252, 32, 4), (504, 48, 6)]
)
def test_a_code_fits_on_the_paper(length, columns, dots):
    orders = square("x" * length, columns=columns)

    assert b"1C" + bytes([dots]) in orders
    assert (length + 3).to_bytes(2, "little") + b"1P0" in orders


def test_a_code_that_fits_on_no_paper_is_none():
    with pytest.raises(ValueError, match="504"):
        square("x" * 505, columns=48)
