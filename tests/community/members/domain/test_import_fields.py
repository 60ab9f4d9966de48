"""Which column of a table of members holds what."""

import pytest

from guyub.community.members.domain.import_fields import FIELDS
from guyub.foundation.intake.domain.headers import mapped


@pytest.mark.parametrize(
    ("title", "code"),
    [
        ("No. KTP", "nik"), ("N I K", None), ("Nomor Induk Kependudukan", "nik"), ("No. Identitas", "nik"),
        ("No KK", "kk"), ("NAMA ANGGOTA", "name"), ("Nama Lengkap", "name"), ("HP/WA", "phone"), ("No. Telp", "phone"),
        ("Tgl. Lahir", "born_on"), ("TTL", "birth"), ("Tempat, Tgl Lahir", "birth"), ("L/P", "sex"), ("JK", "sex"),
        ("RT/RW", "rt_rw"), ("R T", None), ("Simp. Pokok", "pokok"), ("SP", "pokok"), ("SW (Rp)", "wajib"),
        ("Simpnan Wajib", "wajib"), ("Tabungan", "sukarela"), ("Deposito", "berjangka"),
        ("Tanggal Daftar", "joined_on"),
        ("No", None), ("Keterangan", None), ("No. Anggota", "number"), ("Pekerjaan", "work"),
        ("Alamat Rumah", "address"),
    ],
)  # fmt: skip
def test_titles_are_known_in_several_spellings(title, code):
    assert mapped([title], fields=FIELDS) == ({code: title} if code else {})


def test_no_title_names_two_fields():
    keys = [key for field in FIELDS for key in field.keys]
    assert len(keys) == len(set(keys))


def test_a_misspelled_title_does_not_take_what_another_says_exactly():
    assert mapped(["Simpanan Wajb", "Simpanan Wajib"], fields=FIELDS) == {"wajib": "Simpanan Wajib"}
