"""What is kept and shown of a buyer, and the texts that people agree to."""

from dataclasses import replace
from datetime import date

import pytest

from guyub.trade.subsidised.domain.consents import read_consents, text_on
from guyub.trade.subsidised.domain.consumers import (
    LONGEST_ADDRESS,
    ConsumerRefusedError,
    ConsumerTyped,
    address_line,
    given_name,
    nib_number,
    refuse_papers,
    ward_code,
)
from guyub.trade.subsidised.selectors.consents import consent_on
from tests.trade.subsidised.domain.test_programme_rows import CATEGORIES

ROW = {"version": "1", "valid_from": "2025-01-01", "text": "a", "legal_basis": "b", "source": "c"}


@pytest.mark.parametrize(
    ("name", "shown"),
    [
        ("Siti Aminah", "Siti"),
        ("M. Hasan", "Hasan"),
        ("  H.  Abdul Karim, S.Pd.", "Abdul"),
        ("B", "B"),
        ("Kusumawardhaningtyasetyaningrumsari Dewi", "Kusumawardhaningtyasetyaningrum"[:30]),
    ],
)
def test_other_outlets_see_a_given_name(name, shown):
    assert given_name(name) == shown


def test_numbers_and_codes_have_one_form():
    assert nib_number("1234-5678 90123") == "1234567890123"
    assert (ward_code(""), ward_code("35.73.03.1003")) == ("", "35.73.03.1003")
    with pytest.raises(ConsumerRefusedError):
        nib_number("12345678901234")
    with pytest.raises(ConsumerRefusedError):
        ward_code("35.73.3.1003")


@pytest.mark.parametrize(
    ("code", "proofs", "kk", "nib", "wrong"),
    [
        ("RT", "KTP KK", "1", "", None),
        ("RT", "KK", "1", "", "proofs"),
        ("RT", "KTP KK", " ", "1", "kk"),
        ("UM", "KTP NIB FOTO_USAHA", "", "1", None),
        ("UM", "KTP NIB FOTO_USAHA", "1", " ", "nib"),
        ("PETANI", "KTP DAFTAR", "", "", "listed"),
    ],
)
def test_papers_of_a_category(code, proofs, kk, nib, wrong):
    category = next(one for one in CATEGORIES if (one.programme, one.code) == ("LPG_3KG", code))
    typed = ConsumerTyped(
        programme="LPG_3KG",
        category=code,
        nik="",
        name="",
        kk=kk,
        nib=nib,
        proofs=tuple(proofs.split()),
        consent_version=1,
    )
    met = None
    try:
        refuse_papers(category, typed)
    except ConsumerRefusedError as refused:
        met = refused.facts["wrong"]

    assert met == wrong


def test_an_address_is_one_line():
    assert address_line(" Jl. Kyai  Parseh\n7 ") == "Jl. Kyai Parseh 7"
    assert len(address_line("a" * LONGEST_ADDRESS)) == 160
    with pytest.raises(ConsumerRefusedError):
        address_line("a" * (LONGEST_ADDRESS + 1))


def test_a_text_holds_from_its_day_until_the_next():
    texts = read_consents([ROW, ROW | {"version": "2", "valid_from": "2026-03-01"}])

    assert [text_on(texts, on=date(2026, *day)).version for day in ((2, 28), (3, 1))] == [1, 2]
    with pytest.raises(ValueError, match="yet"):
        text_on(texts, on=date(2024, 12, 31))
    assert "menarik persetujuan" in consent_on(date(2026, 11, 25)).text


@pytest.mark.parametrize("second", [{"version": "3"}, {"version": "2", "valid_from": "2025-01-01"}])
def test_texts_are_numbered_and_follow_each_other(second):
    with pytest.raises(ValueError, match="text"):
        read_consents([ROW, ROW | second])


def test_a_category_holds_from_its_first_day_to_its_last_one():
    category = replace(CATEGORIES[0], valid_from=date(2026, 1, 1), valid_to=date(2026, 1, 31))

    days = [date(2025, 12, 31), date(2026, 1, 1), date(2026, 1, 31), date(2026, 2, 1)]
    assert [category.holds_on(day) for day in days] == [False, True, True, False]
