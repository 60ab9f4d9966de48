from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from guyub.community.partners.domain.partners import (
    DELIVERING,
    FIELD_WORDS,
    KIND_WORDS,
    PartnerKind,
    PartnerRefusedError,
    PartnerTyped,
    changed_fields,
    checked_partner,
    code_of_name,
    folded,
    free_code,
)

TODAY = date(2026, 11, 25)
GADANG = PartnerTyped(kind="PEMASOK", name="Toko Grosir Pasar Gadang")


def checked(**told):
    return checked_partner(replace(GADANG, **told), today=TODAY)


def wrong(**told):
    with pytest.raises(PartnerRefusedError) as refused:
        checked(**told)
    return refused.value.facts["wrong"]


def test_a_partner_is_kept_with_single_blanks_and_bare_numbers():
    kept = checked(
        name="  Toko   Grosir Pasar Gadang",
        code=" gadang ",
        contact=" Bu  Endah ",
        office_phone="(0341) 325-555",
        npwp="01.234.567.8-652.000",
        nib="9120 1234 56789",
        payment_days=14,
        lead_days=2,
        delivery_days="135",
        minimum_rp=500_000,
    )

    assert kept == PartnerTyped(
        kind="PEMASOK",
        name="Toko Grosir Pasar Gadang",
        code="GADANG",
        contact="Bu Endah",
        office_phone="0341325555",
        npwp="0012345678652000",
        nib="9120123456789",
        payment_days=14,
        lead_days=2,
        delivery_days="135",
        minimum_rp=500_000,
    )
    assert checked_partner(kept, today=TODAY) == kept


@pytest.mark.parametrize(
    ("said", "told"),
    [
        ("kind", {"kind": "TEMAN"}),
        ("name", {"name": ""}),
        ("name", {"name": "—!"}),
        ("name", {"name": "n" * 81}),
        ("contact", {"contact": "c" * 121}),
        ("address", {"address": "a" * 201}),
        ("note", {"note": "n" * 201}),
        ("code", {"code": "A"}),
        ("code", {"code": "ABCDEFGHI"}),
        ("code", {"code": "A-B"}),
        ("code", {"name": "粮食"}),
        ("office", {"office_phone": "0812 3456 7890"}),
        ("office", {"office_phone": "kantor"}),
        ("office", {"office_phone": "0341"}),
        ("npwp", {"npwp": "1234"}),
        ("npwp", {"npwp": "satu"}),
        ("npwp_person", {"npwp": "3573034105900001"}),
        ("nib", {"nib": "912012345678"}),
        ("payment", {"payment_days": -1}),
        ("payment", {"payment_days": 366}),
        ("lead", {"lead_days": 366}),
        ("days", {"delivery_days": "31"}),
        ("minimum", {"minimum_rp": -1}),
        ("minimum", {"minimum_rp": 1_000_000_000_001}),
    ],
)
def test_what_is_not_kept(said, told):
    assert wrong(**told) == said


@pytest.mark.parametrize("number", ["0341325555", "02112345678", "+62341325555", "14017", "1500017"])
def test_numbers_of_offices(number):
    assert checked(office_phone=number).office_phone == number


def test_the_longest_of_everything():
    kept = checked(
        name="n" * 80,
        contact="c" * 120,
        address="a" * 200,
        note="n" * 200,
        payment_days=365,
        lead_days=365,
        minimum_rp=1_000_000_000_000,
    )

    assert (len(kept.name), kept.payment_days, kept.lead_days) == (80, 365, 365)
    assert (kept.npwp, kept.nib, kept.office_phone) == ("", "", "")


def test_who_tells_nothing_of_terms_is_paid_in_cash_for_any_order_at_once():
    kept = checked()

    assert (kept.payment_days, kept.lead_days, kept.delivery_days, kept.minimum_rp) == (0, 0, "", 0)


@pytest.mark.parametrize(
    ("name", "same_as"),
    [("UD. Tani Makmur", "ud tani-makmur"), ("BULOG", "Bulog"), ("Straße", "STRASSE")],
)
def test_names_that_are_one(name, same_as):
    assert folded(name) == folded(same_as)


def test_names_that_are_two():
    assert folded("Tani Makmur 1") != folded("Tani Makmur 2")


@pytest.mark.parametrize(
    ("name", "code"),
    [
        ("Toko Grosir Pasar Gadang", "GROPASGA"),
        ("PT Sinar Elpiji (contoh)", "SINAELPI"),
        ("Bulog", "BULOG"),
        ("Perum Bulog Kancab Malang", "BULKANMA"),
        ("PT", "PT"),
        ("a b c d e f g h i j k", "ABCDEFGH"),
        ("Usaha Beras Sumber Rejeki Malang", "USBESURE"),
        ("X", ""),
        ("!!!", ""),
        ("粮食", ""),
    ],
)
def test_a_code_is_made_of_a_name(name, code):
    assert code_of_name(name) == code


@pytest.mark.parametrize(
    ("code", "taken", "free"),
    [
        ("TELUR", [], "TELUR"),
        ("TELUR", ["TELUR"], "TELUR2"),
        ("TELUR", ["TELUR", "TELUR2"], "TELUR3"),
        ("GROPASGA", ["GROPASGA"], "GROPASG2"),
    ],
)
def test_a_code_that_nobody_has(code, taken, free):
    assert free_code(code, taken) == free


@given(st.integers(0, 120))
def test_a_free_code_is_short_and_nobodys(count):
    taken = set()
    for _ in range(count):
        taken.add(free_code("GROPASGA", taken))

    assert len(taken) == count
    assert all(2 <= len(code) <= 8 for code in taken)


def test_what_differs_is_named():
    assert changed_fields(GADANG, GADANG) == []
    assert changed_fields(GADANG, replace(GADANG, note="baru", name="Gadang")) == ["name", "note"]


def test_every_kind_and_field_has_its_words():
    assert set(KIND_WORDS) == set(PartnerKind)
    assert set(FIELD_WORDS) == set(PartnerTyped.__dataclass_fields__)
    assert PartnerKind.BANK not in DELIVERING
