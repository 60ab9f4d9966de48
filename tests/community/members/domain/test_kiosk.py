import pytest

from guyub.community.members.domain.kiosk import number_in


@pytest.mark.parametrize(
    ("written", "number"),
    [
        ("A-0042", 42),
        ("a0042", 42),
        (" 42 ", 42),
        ("A - 42", 42),
        ("0", None),
        ("A-0000", None),
        ("", None),
        ("B-42", None),
        ("42.5", None),
        ("-42", None),
        ("123456789", None),
        ("٤٢", None),
    ],
)
def test_a_number_is_read_as_it_stands_on_the_card(written, number):
    assert number_in(written) == number
