import pytest
from hypothesis import given
from hypothesis import strategies as st

from guyub.community.members.domain.reach import (
    FIELDS,
    LABEL_SHEETS,
    LONGEST_LETTER,
    LONGEST_MESSAGE,
    LONGEST_TITLE,
    PATTERNS,
    SHORTEST_TITLE,
    STATES_OF,
    WHOM_WORDS,
    Whom,
    chosen_words,
    filled,
    unknown_fields,
)


@pytest.mark.parametrize(
    ("text", "unknown"),
    [
        ("Yth. {nama}, {nomor}, {koperasi}", []),
        ("{Nama} dan {nik}", ["Nama", "nik"]),
        ("{}", [""]),
        ("{nama", ["{"]),
        ("nama}", ["}"]),
        ("{nama\n}", ["{", "}"]),
        ("biasa", []),
    ],
)
def test_what_is_no_field_is_found(text, unknown):
    assert unknown_fields(text) == unknown


def test_fields_are_put_in_once():
    text = filled(
        "{nama} {nomor} {koperasi} {nik}", name="{nomor}", number="A-0001", cooperative="KKMP Bumiayu"
    )

    assert text == "{nomor} A-0001 KKMP Bumiayu {nik}"


@given(st.text(), st.text(), st.text(), st.text())
def test_a_text_without_braces_is_left_alone(text, name, number, cooperative):
    plain = text.replace("{", "").replace("}", "")

    assert filled(plain, name=name, number=number, cooperative=cooperative) == plain


def test_the_kept_texts_fit_and_know_their_fields():
    for pattern in PATTERNS.values():
        assert unknown_fields(pattern.message) == unknown_fields(pattern.letter) == []
        assert len(pattern.message) <= LONGEST_MESSAGE
        assert len(pattern.letter) <= LONGEST_LETTER
        assert SHORTEST_TITLE <= len(pattern.title) <= LONGEST_TITLE
    assert FIELDS == ("nama", "nomor", "koperasi")


@pytest.mark.parametrize("sheet", LABEL_SHEETS.values(), ids=lambda sheet: sheet.words)
def test_labels_lie_on_the_sheet(sheet):
    assert sheet.left + sheet.columns * sheet.width + (sheet.columns - 1) * sheet.gutter <= 2100
    assert sheet.top + sheet.rows * sheet.height <= 2970


def test_who_is_meant_in_words():
    assert set(STATES_OF) == set(WHOM_WORDS) == set(Whom)
    assert chosen_words(Whom.AKTIF) == "Anggota aktif"
    assert (
        chosen_words(Whom.SEMUA, rt="004/002", group="Melati") == "Semua anggota, RT 004/002, kelompok Melati"
    )
