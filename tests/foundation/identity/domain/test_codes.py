from uuid import UUID, uuid4

import pytest

from guyub.foundation.identity.domain.codes import ALPHABET, code_for, code_hash, grouped, plain_code

SOURCE = UUID("0193a1b2-1234-7abc-8def-0123456789ab")


def test_a_code_is_the_same_for_the_same_invitation_and_another_for_another():
    code = code_for(SOURCE, secret="rahasia")

    assert code == code_for(SOURCE, secret="rahasia")
    assert len({code_for(uuid4(), secret="rahasia") for _ in range(1000)}) == 1000
    assert code != code_for(SOURCE, secret="lain")
    assert len(code) == 10
    assert set(code) <= set(ALPHABET)


@pytest.mark.parametrize("write", [grouped, str.lower, lambda code: f" {grouped(code).lower()} "])
def test_what_people_type_is_the_code(write):
    code = code_for(SOURCE, secret="rahasia")

    assert plain_code(write(code)) == code


def test_the_hash_needs_the_secret():
    assert code_hash("ABC", secret="a") != code_hash("ABC", secret="b")
