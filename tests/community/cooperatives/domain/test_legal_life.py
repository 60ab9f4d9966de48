from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from guyub.community.cooperatives.domain.legal_life import (
    PAPER_WORDS,
    STEP_WORDS,
    NumberFault,
    RecordKind,
    Step,
    checked_number,
    days_to_expiry,
    is_expiring,
    precedes_deed,
    written_number,
)

TODAY = date(2026, 11, 25)
K, F = RecordKind, NumberFault


@pytest.mark.parametrize(
    ("_case", "kind", "written", "kept"),
    [
        ("a NIB as it stands", K.NIB, "1234567890123", "1234567890123"),
        ("a NIB with blanks", K.NIB, " 1234 5678 90123 ", "1234567890123"),
        ("an old NPWP gets its zero", K.NPWP, "01.234.567.8-901.000", "0012345678901000"),
        ("a new NPWP", K.NPWP, "0012 3456 7890 1000", "0012345678901000"),
        ("a NIK koperasi", K.NIK_KOPERASI, "3573000000001", "3573000000001"),
        ("a deed keeps its words", K.AKTA, "  No.  12/2025 ", "No. 12/2025"),
        ("a training needs no number", K.PELATIHAN, "", ""),
        ("a NIB without one", K.NIB, " ", F.MISSING),
        ("letters in a NIB", K.NIB, "12345678901AB", F.NOT_DIGITS),
        ("foreign digits", K.NIB, "١٢٣٤٥٦٧٨٩٠١٢٣", F.NOT_DIGITS),
        ("a NIB too short", K.NIB, "123456789012", F.LENGTH),
        ("an NPWP of 14", K.NPWP, "1" * 14, F.LENGTH),
        ("a deed's number too long", K.AKTA, "x" * 81, F.TOO_LONG),
    ],
)
def test_a_number_is_kept_in_its_form_or_named_for_what_is_wrong(_case, kind, written, kept):
    assert checked_number(kind, written) == kept


@given(st.sampled_from(list(RecordKind)), st.text(max_size=100))
def test_what_is_kept_is_kept_again_unchanged(kind, written):
    kept = checked_number(kind, written)
    if not isinstance(kept, NumberFault):
        assert checked_number(kind, kept) == kept or kept == ""
        assert checked_number(kind, written_number(kind, kept)) == kept or kept == ""


@pytest.mark.parametrize(("days", "soon"), [(-1, True), (0, True), (60, True), (61, False)])
def test_a_paper_is_renewed_from_sixty_days_before_its_last_day(days, soon):
    ends = TODAY + timedelta(days=days)

    assert days_to_expiry(ends, today=TODAY) == days
    assert is_expiring(ends, today=TODAY) is soon


def test_a_paper_without_end_never_expires():
    assert days_to_expiry(None, today=TODAY) is None
    assert not is_expiring(None, today=TODAY)


def test_only_the_founding_meeting_and_the_deed_may_be_older_than_the_deed():
    assert {code for code in (*RecordKind, *Step) if precedes_deed(code)} == {"MUSYAWARAH", "AKTA"}


def test_every_kind_and_step_has_a_name():
    assert set(PAPER_WORDS) == set(RecordKind)
    assert set(STEP_WORDS) == set(Step)


@pytest.mark.parametrize(
    ("kind", "number", "written"),
    [
        (RecordKind.NPWP, "0000000000001003", "0000 0000 0000 1003"),
        (RecordKind.NIB, "1234567890123", "1234567890123"),
        (RecordKind.AKTA, "12 (contoh)", "12 (contoh)"),
    ],
)
def test_a_number_is_written_as_people_read_it(kind, number, written):
    assert written_number(kind, number) == written
