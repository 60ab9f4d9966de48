import pytest
from hypothesis import given
from hypothesis import strategies as st

from guyub.foundation.identity.domain.keyring import KeyMissingError, KeyRing, SealBrokenError
from guyub.foundation.identity.domain.vault import masked

RING = KeyRing.read("k2:baru k1:lama")


@given(st.text(min_size=1, max_size=40))
def test_what_is_sealed_opens_only_where_it_belongs(value):
    sealed = RING.seal(value, bound_to="a:NIK")

    assert RING.open(sealed, key_id="k2", bound_to="a:NIK") == value
    with pytest.raises(SealBrokenError):
        RING.open(sealed, key_id="k2", bound_to="b:NIK")
    with pytest.raises(SealBrokenError):
        RING.open(sealed, key_id="k1", bound_to="a:NIK")


def test_an_older_key_still_opens_and_a_forgotten_one_does_not():
    sealed = KeyRing.read("k1:lama").seal("3573", bound_to="a")

    assert RING.open(sealed, key_id="k1", bound_to="a") == "3573"
    with pytest.raises(KeyMissingError):
        KeyRing.read("k2:baru").open(sealed, key_id="k1", bound_to="a")


def test_one_changed_bit_breaks_the_seal():
    sealed = bytearray(RING.seal("3573034105900001", bound_to="a"))
    sealed[-1] ^= 1

    with pytest.raises(SealBrokenError):
        RING.open(bytes(sealed), key_id="k2", bound_to="a")


def test_the_same_value_has_the_same_index_and_two_seals():
    assert RING.index("NIK", "1") == RING.index("NIK", "1") != RING.index("KK", "1")
    assert RING.seal("1", bound_to="a") != RING.seal("1", bound_to="a")
    assert RING.indexes("NIK", "1") == [
        RING.index("NIK", "1", key_id="k2"),
        RING.index("NIK", "1", key_id="k1"),
    ]


@pytest.mark.parametrize("written", ["", "baru", "k1:", ":lama", "k1:a rusak"])
def test_keys_without_an_id_are_no_keys(written):
    with pytest.raises(ValueError, match="id:secret"):
        KeyRing.read(written)


def test_secrets_stay_out_of_what_is_printed():
    assert "baru" not in repr(RING)


def test_a_mask_shows_four_and_hides_the_length():
    assert masked("3573034105900001") == "•••• 0001"
    assert masked("+6281200000042") == "•••• 0042"
