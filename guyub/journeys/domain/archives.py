"""What an archive of a cooperative or of the network is: its form, its keys, and when it may be brought in."""

from __future__ import annotations

import hashlib
import hmac
import re
import unicodedata
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

FORMAT = 1
ABOUT, SCRIPT, README = "manifest.json", "periksa.py", "BACA_SAYA.txt"
SALT_BYTES = 16
LEAST_LETTERS = 12
KEY_ID = "arsip"  # of what is sealed in an archive
_DOCUMENT = re.compile(r"documents/(public|private)/[0-9a-f]{64}")
# 32 MiB and a tenth of a second: whoever tries passphrases pays it for each (RFC 7914).
_SCRYPT_N, _SCRYPT_R, _SCRYPT_P, _SCRYPT_MOST = 2**15, 8, 1, 64 * 1024 * 1024


class ArchiveRefusedError(Exception):
    """Nothing was written or brought in; the message is a sentence for the person at the keyboard."""


@dataclass(frozen=True, slots=True)
class ArchiveKeys:
    """What a passphrase and an archive's salt come to: one secret each for vault, blind indexes and files."""

    vault: str = field(repr=False)
    index: str = field(repr=False)
    files: str = field(repr=False)


def archive_keys(passphrase: str, *, salt: bytes) -> ArchiveKeys:
    """Derive an archive's keys, with scrypt.

    Args:
        passphrase: As it was typed; letters that look alike are the same in every keyboard's form.
        salt: Of this archive.

    Raises:
        ArchiveRefusedError: It has fewer than 12 letters.
    """
    typed = unicodedata.normalize("NFC", passphrase.strip())
    if len(typed) < LEAST_LETTERS:
        raise ArchiveRefusedError(
            f"Frasa sandi ini {len(typed)} huruf. Pakai paling sedikit {LEAST_LETTERS} huruf, misalnya empat kata."
        )
    master = hashlib.scrypt(
        typed.encode(), salt=salt, n=_SCRYPT_N, r=_SCRYPT_R, p=_SCRYPT_P, maxmem=_SCRYPT_MOST, dklen=32
    )
    vault, index, files = (
        hmac.digest(master, f"guyub archive v1 {purpose}".encode(), "sha256").hex()
        for purpose in ("vault", "index", "files")
    )
    return ArchiveKeys(vault, index, files)


def is_manifest(about: object) -> bool:
    """Tell whether something read as JSON has the shape of a manifest of this form."""
    match about:
        case {
            "kind": "koperasi" | "jaringan",
            "sealed": None | {"salt": str(), "proof": str()},
            "migrations": dict(),
            "places": dict(places),
            "tables": dict(tables),
            "documents": dict(documents),
            "documents_left": int(),
        }:
            return (
                all(_is_table(told) for told in tables.values())
                and all(_DOCUMENT.fullmatch(name) for name in documents)
                and all(_is_place(told) for told in places.values())
            )
    return False


def _is_table(told: object) -> bool:
    match told:
        case {"rows": int(), "sha256": str()}:
            return True
    return False


def _is_place(told: object) -> bool:
    match told:
        case {"journal": {"hash": str()}}:
            return True
    return False


def trial_balance_hash(rows: Iterable[tuple[str, int, int]]) -> str:
    """Hash a trial balance: SHA-256 in hex over ``code;debit;credit`` and a line break for each account, by code.

    Args:
        rows: Account, rupiah debited and credited since the books were opened, in the order of the codes.
    """
    return hashlib.sha256(
        "".join(f"{code};{debit_rp};{credit_rp}\n" for code, debit_rp, credit_rp in rows).encode()
    ).hexdigest()


def migrations_differ(theirs: Mapping[str, str], ours: Mapping[str, str]) -> str:
    """Say in a sentence why tables of two versions do not fit; empty where they do.

    Args:
        theirs: App → the last migration of the archive.
        ours: The same of this installation.
    """
    differing = sorted(app for app in theirs.keys() | ours.keys() if theirs.get(app) != ours.get(app))
    if not differing:
        return ""
    is_older = all(theirs.get(app, "") < ours.get(app, "") for app in differing)
    what = f"Tabel arsip ini dari versi Guyub lain ({', '.join(differing[:3])})."
    if is_older:
        return f"{what} Masukkan dengan versi yang menulisnya, lalu perbarui Guyub: tabelnya ikut maju."
    return f"{what} Pasang versi Guyub yang menulisnya, lalu ulangi."
