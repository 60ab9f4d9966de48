from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from guyub.community.cooperatives.domain.cells import (
    is_formula,
    is_rounded,
    name_key,
    post_like,
    read_code,
    read_day,
    read_post,
    read_sex,
    read_yes_no,
)
from guyub.community.cooperatives.domain.officers import Post
from guyub.community.cooperatives.selectors.wards import wards
from guyub.foundation.intake.domain.titles import closest, title_key
from guyub.foundation.kernel.formats import MONTHS, SHORT_MONTHS

DAYS = st.dates(min_value=date(1945, 1, 1), max_value=date(2100, 12, 31))


@given(DAYS)
def test_a_day_is_read_in_every_usual_spelling(day):
    d, m, y = day.day, day.month, day.year
    for written in (
        day.isoformat(),
        f"{day.isoformat()} 00:00:00",
        f"{d}/{m}/{y}",
        f"{d:02}-{m:02}-{y}",
        f"{d}.{m}.{y}",
        f"{d} {MONTHS[m - 1]} {y}",
        f"{d} {SHORT_MONTHS[m - 1].upper()}. {y}",
        f"{d}-{SHORT_MONTHS[m - 1]}-{y}",
        f"{day:%d %B %Y}",
    ):
        assert read_day(written) == day, written


@pytest.mark.parametrize(
    "written",
    [
        "",
        "45980",
        "1/2/25",
        "31/02/2026",
        "2026-13-01",
        "24 Foo 2026",
        "2026-11-24 08:00:00",
        "1/1/1900",
        "0/0/0000",
    ],
)
def test_what_may_mean_two_days_is_none(written):
    assert read_day(written) is None


@given(st.from_regex(r"[0-9]{2}\.[0-9]{2}\.[0-9]{2}\.[0-9]{4}", fullmatch=True))
def test_a_code_is_read_with_and_without_dots(code):
    for written in (code, code.replace(".", ""), code.replace(".", " ")):
        assert read_code(written) == code


@pytest.mark.parametrize("written", ["", "35.73", "35730310031", "3573O31003", "٣٥٧٣٠٣١٠٠٣"])
def test_what_is_no_code_is_none(written):
    assert read_code(written) is None


@given(st.text(max_size=60))
def test_no_text_stops_a_reader(text):
    for read in (
        read_day,
        read_code,
        read_post,
        read_sex,
        read_yes_no,
        name_key,
        title_key,
        is_rounded,
        is_formula,
    ):
        read(text)


def test_names_are_compared_without_case_blanks_accents_and_what_stands_before():
    for written in ("Rampal Celaket", "RAMPALCELAKET", "KKMP Rampal-Celaket", "Kel. Rampalcélaket"):
        assert name_key(written) == "rampalcelaket"
    assert name_key("Koperasi Kelurahan Merah Putih Bumiayu") == "bumiayu"
    assert name_key("Kelurahan") == "kelurahan"


def test_a_misspelled_ward_suggests_the_right_one_and_nonsense_suggests_none():
    keys = [name_key(ward.name) for ward in wards()]
    assert closest(name_key("Rampal Celaked"), keys) == "rampalcelaket"
    assert closest(name_key("Kotta Lama"), keys) == "kotalama"
    assert closest("xyz", keys) is None


@pytest.mark.parametrize(
    ("_case", "written", "is_it"),
    [
        ("an exponent with a comma", "1,23457E+12", True),
        ("what a workbook's number becomes", "1.23456789012345E+15", True),
        ("zeros after fifteen digits", "1234567890123000", True),
        ("an NPWP of a head office", "0012345678901000", False),
        ("thirteen digits are exact", "1234567890000", False),
        ("a deed's number", "12/2025", False),
    ],
)
def test_a_rounded_number_is_seen(_case, written, is_it):
    assert is_rounded(written) is is_it


def test_posts_sexes_and_yes():
    assert read_post("WAKIL KETUA (Bidang Usaha)") is Post.WAKIL_KETUA_USAHA
    assert read_post("ANGGOTA_PENGAWAS") is Post.ANGGOTA_PENGAWAS
    assert read_post("Pengawas") is None
    assert post_like("Bendahra") is Post.BENDAHARA
    assert post_like("zzz") is None
    assert [read_sex(text) for text in ("Laki-laki", "P", "", "x")] == ["L", "P", "", None]
    assert [read_yes_no(text) for text in ("Ya", "tidak", "", "x")] == [True, False, None, None]
