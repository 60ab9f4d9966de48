import json
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from guyub.foundation.identity.domain.nik import PROVINCES, Nik, NikFault, Sex, read_nik

TODAY = date(2026, 11, 24)
CASES = json.loads((Path(__file__).parent / "cases" / "nik.json").read_text())


@pytest.mark.parametrize("case", CASES["valid"], ids=lambda case: case["nik"])
def test_published_numbers(case):
    read = read_nik(case["nik"], today=TODAY)

    assert (read.province_code, read.regency_code, read.district_code) == (
        case["province"],
        case["regency"],
        case["district"],
    )
    assert (read.sex, read.serial) == (case["sex"], case["serial"])
    assert date.fromisoformat(case["birth_date"]) in read.birth_date_candidates


@pytest.mark.parametrize("case", CASES["invalid"], ids=lambda case: case["reason"])
def test_published_faults(case):
    assert isinstance(read_nik(case["nik"], today=TODAY), NikFault)


@pytest.mark.parametrize(
    ("_case", "written", "fault"),
    [
        ("nothing", "", NikFault.EMPTY),
        ("blanks", "  ", NikFault.EMPTY),
        ("a spreadsheet rounded it", "3,57303E+15", NikFault.LOST_DIGITS),
        ("the same in English", "3.573034105900001e15", NikFault.LOST_DIGITS),
        ("a letter", "650301520190000A", NikFault.NOT_DIGITS),
        ("digits of another script", "٣٥٧٣٠٣٤١٠٥٩٠٠٠٠١", NikFault.NOT_DIGITS),
        ("fourteen", "31710117084500", NikFault.LENGTH),
        ("seventeen", "31710117084500011", NikFault.LENGTH),
        ("one digit sixteen times", "1111111111111111", NikFault.REPEATED_DIGIT),
        ("province 99", "9971011708450001", NikFault.PROVINCE),
        ("30 February", "3171013002001234", NikFault.BIRTH_DATE),
        ("month 00", "3201011500900001", NikFault.BIRTH_DATE),
        ("day 00", "3201010001900001", NikFault.BIRTH_DATE),
        ("day 40: neither man nor woman", "3201014001900001", NikFault.BIRTH_DATE),
        ("day 72", "3201017201900001", NikFault.BIRTH_DATE),
        ("29 February in no leap year", "3201012902010001", NikFault.BIRTH_DATE),
        ("serial 0000", "3201011501900000", NikFault.SERIAL),
    ],
)
def test_each_fault_has_its_name(_case, written, fault):
    assert read_nik(written, today=TODAY) is fault


def test_blanks_and_dots_are_how_people_write_it():
    assert read_nik("320411.060997 0001", today=TODAY).digits == "3204110609970001"


@pytest.mark.parametrize(
    ("_case", "written", "candidates"),
    [
        ("young or over a hundred", "3515155202000005", (date(2000, 2, 12), date(1900, 2, 12))),
        ("nobody is born tomorrow", "3573012511260001", (date(1926, 11, 25),)),
        ("born today", "3573012411260001", (date(2026, 11, 24), date(1926, 11, 24))),
        ("a leap day of 2000, not of 1900", "3573012902000001", (date(2000, 2, 29),)),
    ],
)
def test_both_centuries_are_offered_where_both_can_be(_case, written, candidates):
    assert read_nik(written, today=TODAY).birth_date_candidates == candidates


@given(
    province=st.sampled_from(sorted(PROVINCES)),
    place=st.integers(0, 9999),
    born=st.dates(date(1927, 1, 1), TODAY),
    is_woman=st.booleans(),
    serial=st.integers(1, 9999),
)
def test_a_number_built_by_the_rule_is_read_back(province, place, born, is_woman, serial):
    digits = f"{province}{place:04}{born.day + 40 * is_woman:02}{born:%m%y}{serial:04}"

    read = read_nik(digits, today=TODAY)

    assert isinstance(read, Nik)
    assert born in read.birth_date_candidates
    assert read.sex is (Sex.FEMALE if is_woman else Sex.MALE)


def test_7_13_15_a_woman_born_in_2005_and_the_newer_provinces_of_papua_are_read():
    for province in ("35", "92", "95", "96"):
        read = read_nik(f"{province}73034105050001", today=date(2026, 11, 25))

        assert isinstance(read, Nik)
        assert (read.sex, read.birth_date_candidates[0]) == (Sex.FEMALE, date(2005, 5, 1))
