from datetime import timedelta
from uuid import UUID, uuid4

import pytest

from guyub.foundation.devices.domain.codes import (
    CODE_LENGTH,
    CodeCase,
    Credential,
    code_hash,
    code_of,
    credential_in,
    grouped,
    is_key,
    key_hash,
    key_of,
    obstacle_for,
)
from guyub.foundation.identity.domain.codes import ALPHABET
from tests.foundation.devices.outbox import NOW

ONE, TWO = UUID(int=1), UUID(int=2)


def test_a_code_is_short_and_readable_and_always_the_same():
    codes = {code_of(uuid4(), secret="s") for _ in range(200)}

    assert len(codes) == 200
    assert all(len(code) == CODE_LENGTH and set(code) <= set(ALPHABET) for code in codes)
    assert code_of(ONE, secret="s") == code_of(ONE, secret="s") != code_of(ONE, secret="t")
    assert grouped("ABCDEFGH") == "ABCD-EFGH"
    assert code_hash("ABCDEFGH", secret="s") != code_hash("ABCDEFGH", secret="t")


def test_a_key_says_where_to_look_and_opens_alone():
    key = key_of(12, ONE, TWO, secret="s")
    device = uuid4()

    assert credential_in(f"{device}:{key}") == Credential(12, device, key)
    assert key == key_of(12, ONE, TWO, secret="s") != key_of(12, ONE, ONE, secret="s")
    assert is_key(key, key_hash(key))
    assert not is_key(key_of(12, TWO, TWO, secret="s"), key_hash(key))


@pytest.mark.parametrize(
    "written", ["", ":", f"{ONE}:12-{'0' * 63}", f"{ONE}:x-{'0' * 64}", f"{ONE} :1-{'0' * 64}"]
)
def test_what_is_no_credential(written):
    assert credential_in(written) is None


@pytest.mark.parametrize(
    ("_case", "case", "obstacle"),
    [
        ("none", None, "unknown"),
        ("fresh", CodeCase(NOW + timedelta(seconds=1), None, None), ""),
        ("at its end", CodeCase(NOW, None, None), "expired"),
        ("used by another", CodeCase(NOW + timedelta(minutes=1), NOW, TWO), "used"),
        ("used by itself", CodeCase(NOW + timedelta(minutes=1), NOW, ONE), ""),
        ("used by itself, too late", CodeCase(NOW, NOW, ONE), "expired"),
    ],
)
def test_when_a_code_binds(_case, case, obstacle):
    assert obstacle_for(case, ONE, now=NOW) == obstacle
