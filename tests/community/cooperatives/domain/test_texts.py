import pytest
from hypothesis import given
from hypothesis import strategies as st

from guyub.community.cooperatives.domain.naming import follows_rule, official_name, short_name
from guyub.community.cooperatives.domain.texts import one_line


@pytest.mark.parametrize(
    ("written", "kept"),
    [
        ("  Jalan\tContoh \n 12 ", "Jalan Contoh 12"),
        ("a\x00b", "ab"),
        ("\u202eabc", "abc"),
        ("e\u0301", "é"),
        ("\ud800", ""),
    ],
)
def test_a_line_is_kept_without_what_nobody_sees(written, kept):
    assert one_line(written) == kept


@given(st.text())
def test_a_line_is_one_line_and_stays_as_it_is(written):
    kept = one_line(written)

    assert one_line(kept) == kept
    assert not {"\n", "\0", "\t"} & set(kept)
    kept.encode()


def test_the_name_rule():
    assert official_name(ward="Bumiayu", level="KELURAHAN") == "Koperasi Kelurahan Merah Putih Bumiayu"
    assert (
        official_name(ward="Jetis", level="DESA", kecamatan="Karangnongko", is_taken=True)
        == "Koperasi Desa Merah Putih Jetis Kecamatan Karangnongko"
    )
    assert follows_rule("koperasi kelurahan  merah putih Bumiayu")
    assert not follows_rule("Koperasi Kelurahan Merah Putih")
    assert short_name(ward="Randugading", level="DESA") == "KDMP Randugading"
    assert short_name(ward="Bumiayu", level="KELURAHAN") == "KKMP Bumiayu"
