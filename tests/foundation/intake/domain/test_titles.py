"""How titles of columns are compared."""

from guyub.foundation.intake.domain.titles import Field, closest, columns_of, lacking, title_key


def test_a_title_is_compared_without_case_accents_and_punctuation():
    assert title_key("  Tgl. Lahir/TTL ") == "tgl lahir ttl"
    assert title_key("Émail") == "email"


def test_only_what_is_near_is_suggested():
    assert closest("bumiayo", ["bumiayu", "arjowinangun"]) == "bumiayu"
    assert closest("qwerty", ["bumiayu"]) is None


def test_every_column_has_a_title_of_its_own():
    assert columns_of(["Nama", "", "Nama", " NIK  KTP "]) == ["Nama", "Kolom 2", "Nama (3)", "NIK KTP"]


def test_what_a_table_must_have():
    fields = (Field("name", "Nama", is_required=True), Field("month", "Sebulan"), Field("year", "Setahun"))
    assert lacking(fields, {}) == ["name"]
    assert lacking(fields, {"name": "Nama"}, one_of=[("month", "year")]) == ["month"]
    assert lacking(fields, {"name": "Nama", "year": "Thn"}, one_of=[("month", "year")]) == []
