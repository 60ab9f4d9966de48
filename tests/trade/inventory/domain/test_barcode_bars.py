"""Bars of a number, against the tables of the standard."""

from hypothesis import given
from hypothesis import strategies as st

from guyub.trade.inventory.domain.barcode_bars import barcode_svg, bars_of, modules_of
from guyub.trade.inventory.domain.ean13 import check_digit

# The standard's widths of space, bar, space, bar in set A, digit by digit; B is read from the right.
WIDTHS_A = ("3211", "2221", "2122", "1411", "1132", "1231", "1114", "1312", "1213", "3112")
PARITY = {
    "0": "AAAAAA",
    "1": "AABABB",
    "2": "AABBAB",
    "3": "AABBBA",
    "4": "ABAABB",
    "5": "ABBAAB",
    "6": "ABBBAA",
    "7": "ABABAB",
    "8": "ABABBA",
    "9": "ABBABA",
}


def widths(modules):
    """Give the widths of the runs of some modules."""
    runs, last = [], ""
    for one in modules:
        if one == last:
            runs[-1] += 1
        else:
            runs.append(1)
        last = one
    return "".join(map(str, runs))


def read(modules):
    """Read thirteen digits back from 95 modules, by the widths of the standard."""
    said, sets = "", ""
    for at in range(6):
        found = widths(modules[3 + 7 * at : 10 + 7 * at])
        is_a = (
            found in WIDTHS_A and modules[9 + 7 * at] == "1" and ones(modules[3 + 7 * at : 10 + 7 * at]) % 2
        )
        sets += "A" if is_a else "B"
        said += str(WIDTHS_A.index(found if is_a else found[::-1]))
    for at in range(6):
        said += str(WIDTHS_A.index(widths(modules[50 + 7 * at : 57 + 7 * at])))
    first = next(digit for digit, chosen in PARITY.items() if chosen == sets)
    return first + said


def ones(modules):
    return modules.count("1")


@given(st.text("0123456789", min_size=12, max_size=12))
def test_any_thirteen_digits_read_back(digits):
    code = digits + check_digit(digits)
    modules = modules_of(code)
    assert len(modules) == 95
    assert (modules[:3], modules[45:50], modules[-3:]) == ("101", "01010", "101")
    assert read(modules) == code


def test_eight_digits_have_sixty_seven_modules():
    modules = modules_of("96385074")
    assert modules == "1010001011010111101111010110111010101001110111001010001001011100101"


def test_bars_begin_after_the_quiet_zone_and_cover_the_dark_modules():
    bars = bars_of("8991002101104")
    assert bars[0] == (11, 1)
    assert bars[-1] == (105, 1)
    assert len(bars) == 30
    assert sum(width for _, width in bars) == modules_of("8991002101104").count("1")


def test_a_carton_and_a_wrong_number_have_no_bars():
    assert modules_of("18991002101101") == ""
    assert bars_of("8991002101105") == ()
    assert barcode_svg("12345670000000000") == ""


def test_the_drawing_is_as_wide_as_its_modules_and_white_zones():
    assert 'viewBox="0 0 113 46"' in barcode_svg("8991002101104")
    assert 'viewBox="0 0 81 46"' in barcode_svg("96385074")
