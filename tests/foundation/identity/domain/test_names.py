import pytest
from hypothesis import given
from hypothesis import strategies as st

from guyub.foundation.identity.domain.names import (
    LoginKind,
    NameRefusedError,
    PhoneNotUnderstoodError,
    initials,
    login_name,
    person_name,
    phone_number,
)


@pytest.mark.parametrize(
    "written",
    [
        "081200000042",
        "0812 0000 0042",
        "0812-0000-0042",
        "+62 812-0000-0042",
        "6281200000042",
        "(0812) 0000.0042",
    ],
)
def test_one_phone_has_one_form(written):
    assert phone_number(written) == "+6281200000042"


@pytest.mark.parametrize(
    "written",
    ["", "0341551234", "08120000", "+1 812 0000 0042", "0812000000421234", "٠٨١٢٠٠٠٠٠٠٤٢", "08x200000042"],
)
def test_what_is_no_mobile_number_is_refused_and_not_repeated(written):
    with pytest.raises(PhoneNotUnderstoodError) as refusal:
        phone_number(written)

    assert refusal.value.facts == {}


@pytest.mark.parametrize(
    ("written", "known"),
    [
        (" Sri@Contoh.Example ", (LoginKind.EMAIL, "sri@contoh.example")),
        ("0812 0000 0042", (LoginKind.PHONE, "+6281200000042")),
        ("bumiayu-0042", (LoginKind.MEMBER_NUMBER, "BUMIAYU-0042")),
        ("sri", None),
        ("@", None),
        ("", None),
    ],
)
def test_a_login_name_is_recognised(written, known):
    assert login_name(written) == known


@pytest.mark.parametrize(
    ("written", "kept"),
    [
        ("  Sri   Wahyuni ", "Sri Wahyuni"),
        ("Sri\tWahyuni\n", "Sri Wahyuni"),
        ("Nur Ain\u202ei", "Nur Aini"),
        ("Sri 🌾", "Sri 🌾"),
        ("Jose\u0301", "José"),
        ("D'Arcy O’Neil", "D'Arcy O’Neil"),
        ("ꦱꦿꦶ", "ꦱꦿꦶ"),
    ],
)
def test_a_name_is_kept_as_it_is_read(written, kept):
    assert person_name(written) == kept


@pytest.mark.parametrize(
    ("written", "wrong"),
    [
        ("", "empty"),
        ("\u202e\u200b", "empty"),
        ("a" * 121, "too_long"),
        ("a" * 10_000_000, "too_long"),
        ("1234", "letters"),
        ("🌾🌾", "letters"),
    ],
)
def test_a_name_that_cannot_be_kept(written, wrong):
    with pytest.raises(NameRefusedError) as refusal:
        person_name(written)

    assert refusal.value.facts["wrong"] == wrong


@given(st.text(max_size=200))
def test_a_name_that_is_kept_is_kept_the_same_way_twice(written):
    try:
        kept = person_name(written)
    except NameRefusedError:
        return

    assert person_name(kept) == kept
    assert initials(kept)


def test_initials():
    assert (initials("Sri Wahyuni"), initials("Sukarno"), initials("Sri 🌾"), initials("🌾")) == (
        "SW",
        "S",
        "S",
        "🌾",
    )
