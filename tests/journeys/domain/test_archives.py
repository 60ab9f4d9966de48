"""Keys of an archive come from its passphrase alone; tables of another version are refused with what to do."""

import hashlib
import hmac

import pytest

from guyub.journeys.domain.archives import (
    ArchiveRefusedError,
    archive_keys,
    is_manifest,
    migrations_differ,
    trial_balance_hash,
)

SALT = bytes(range(16))
WORDS = "sawah hijau pagi"


def test_keys_are_scrypt_and_one_for_each_purpose():
    keys = archive_keys(WORDS, salt=SALT)

    master = hashlib.scrypt(WORDS.encode(), salt=SALT, n=32768, r=8, p=1, maxmem=2**26, dklen=32)
    assert keys.vault == hmac.new(master, b"guyub archive v1 vault", "sha256").hexdigest()
    assert len({keys.vault, keys.index, keys.files}) == 3
    assert "vault" not in repr(keys)


def test_keys_do_not_depend_on_blanks_around_or_on_how_a_letter_is_composed():
    assert archive_keys(" caf\u00e9 pagi sekali\n", salt=SALT) == archive_keys(
        "cafe\u0301 pagi sekali", salt=SALT
    )
    assert archive_keys(WORDS, salt=bytes(16)) != archive_keys(WORDS, salt=SALT)


def test_a_short_passphrase_is_refused():
    with pytest.raises(ArchiveRefusedError, match="11 huruf"):
        archive_keys("sawah hijau", salt=SALT)


def test_a_trial_balance_is_hashed_as_text():
    text = b"1.1.02;750000;200000\n3.2.01;0;550000\n"

    rows = [("1.1.02", 750_000, 200_000), ("3.2.01", 0, 550_000)]
    assert trial_balance_hash(rows) == hashlib.sha256(text).hexdigest()


@pytest.mark.parametrize(
    ("_case", "theirs", "ours", "word"),
    [
        ("the same", {"ledger": "0002_b"}, {"ledger": "0002_b"}, ""),
        ("older", {"ledger": "0001_a"}, {"ledger": "0002_b"}, "lalu perbarui Guyub"),
        ("older, an application less", {}, {"ledger": "0002_b"}, "lalu perbarui Guyub"),
        ("newer", {"ledger": "0003_c"}, {"ledger": "0002_b"}, "Pasang versi"),
        ("an application more", {"ledger": "0002_b", "x": "0001"}, {"ledger": "0002_b"}, "Pasang versi"),
        ("both", {"ledger": "0001_a", "loans": "0009"}, {"ledger": "0002_b", "loans": "0008"}, "Pasang"),
    ],
)
def test_tables_of_another_version_are_refused_with_what_to_do(_case, theirs, ours, word):
    said = migrations_differ(theirs, ours)

    assert bool(said) == bool(word)
    assert word in said


MANIFEST = {
    "kind": "koperasi",
    "sealed": None,
    "migrations": {"ledger": "0001"},
    "places": {"35.73": {"journal": {"hash": ""}}},
    "tables": {"ledger.account": {"rows": 1, "sha256": "ab"}},
    "documents": {f"documents/public/{'0a' * 32}": "ab"},
    "documents_left": 0,
}


@pytest.mark.parametrize(
    ("_case", "changed", "expected"),
    [
        ("whole", {}, True),
        ("sealed", {"sealed": {"salt": "00", "proof": "00", "kdf": "scrypt"}}, True),
        ("half sealed", {"sealed": {"salt": "00"}}, False),
        ("of another kind", {"kind": "kota"}, False),
        ("a table without its sum", {"tables": {"x.y": {"rows": 1}}}, False),
        ("a document elsewhere", {"documents": {"documents/../../etc/passwd": "ab"}}, False),
        ("a place without a journal", {"places": {"35.73": {}}}, False),
        ("no list", {"tables": None}, False),
    ],
)
def test_a_manifest_has_its_shape(_case, changed, expected):
    assert is_manifest(MANIFEST | changed) is expected
    assert not is_manifest([MANIFEST])
