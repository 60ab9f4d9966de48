import pytest
from hypothesis import given
from hypothesis import strategies as st

from guyub.trade.inventory.domain.ean13 import check_digit, is_goods_number, is_valid


@pytest.mark.parametrize(
    ("code", "valid"),
    [
        # arthurdejong/python-stdnum, stdnum/ean.py (LGPL-2.1): the numbers of its tests
        ("73513537", True),
        ("9780471117094", True),
        ("98412345678908", True),
        ("7501031311309", True),
        ("7501031311308", False),
        ("75010313113", False),
        ("750103AAAA309", False),
        # GS1 General Specifications, examples of UPC-A
        ("036000291452", True),
        ("036000291453", False),
        ("", False),
        ("٧٣٥١٣٥٣٧", False),
    ],
)
def test_published_numbers(code, valid):
    assert is_valid(code) is valid


@given(st.sampled_from([7, 11, 12, 13]).flatmap(lambda n: st.text("0123456789", min_size=n, max_size=n)))
def test_the_check_digit_makes_a_number_valid_and_no_other_digit_does(digits):
    right = check_digit(digits)

    assert [digit for digit in "0123456789" if is_valid(digits + digit)] == [right]
    assert is_goods_number(digits + "0")


@given(st.text("0123456789", min_size=12, max_size=12), st.integers(0, 11), st.integers(1, 9))
def test_one_wrong_digit_is_always_seen(digits, place, change):
    code = digits + check_digit(digits)
    wrong = code[:place] + str((int(code[place]) + change) % 10) + code[place + 1 :]

    assert not is_valid(wrong)
