"""What a card's QR says and what is read from it."""

from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from guyub.community.members.domain.cards import CARD_PREFIX, card_in, card_path, initials

CARD = UUID("018f3a5c-0000-7000-8000-00000000c0de")


@pytest.mark.parametrize(
    ("_case", "text"),
    [
        ("short", f"guyub:card:{CARD}"),
        ("short, blanks around", f"  guyub:card:{CARD}\n"),
        ("a scanner that shouts", f"GUYUB:CARD:{str(CARD).upper()}"),
        ("address", f"https://guyub.example.id/kartu/12/{CARD}/"),
        ("address without the last stroke", f"https://guyub.example.id/kartu/12/{CARD}"),
        ("address of a machine in the shop", f"http://192.168.1.5:8000/kartu/7/{CARD}/"),
    ],
)
def test_both_forms_name_the_card(_case, text):
    assert card_in(text) == CARD


@pytest.mark.parametrize(
    ("_case", "text"),
    [
        ("nothing", ""),
        ("the id alone", str(CARD)),
        ("another thing of the house", f"guyub:kasbon:{CARD}"),
        ("a paper", f"https://guyub.example.id/periksa/12/{CARD}/"),
        ("no cooperative", f"https://guyub.example.id/kartu/{CARD}/"),
        ("something after it", f"guyub:card:{CARD}1"),
        ("a question after it", f"https://guyub.example.id/kartu/12/{CARD}/?x=1"),
        ("another address around it", f"https://evil.example/?u=https://guyub.example.id/kartu/12/{CARD}/"),
        ("too long", "https://" + "a" * 300 + f"/kartu/12/{CARD}/"),
        ("member number", "A-0042"),
    ],
)
def test_anything_else_names_none(_case, text):
    assert card_in(text) is None


@pytest.mark.watched
@given(st.text(max_size=400))
def test_no_text_breaks_it(text):
    assert card_in(text) is None or CARD_PREFIX in text.lower() or "/kartu/" in text.lower()


@pytest.mark.watched
@given(st.uuids())
def test_every_card_is_read_back(card_id):
    assert card_in(f"{CARD_PREFIX}{card_id}") == card_id
    assert card_in(f"https://guyub.example.id{card_path(12, card_id)}") == card_id


@pytest.mark.parametrize(
    ("name", "letters"),
    [
        ("Siti Aminah", "SA"),
        ("Sukarno", "S"),
        ("M. Nur Hidayat", "MH"),
        ("", ""),
        ("'Ā-shah 🙂", "Ā"),
        ("A A", "A"),
    ],
)
def test_initials(name, letters):
    assert initials(name) == letters
