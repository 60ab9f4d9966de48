"""The bytes of files, by their hash, in the data folder: ``files/ab/cd/<sha256>``.

A content is written once and never changed. What is not public is encrypted (AES-256-GCM) with a key that the
database does not know, bound to its hash; the same content stored publicly and privately is two files.
"""

from __future__ import annotations

import hashlib
import os
import secrets
from typing import TYPE_CHECKING

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from django.conf import settings

if TYPE_CHECKING:
    from pathlib import Path

NONCE_BYTES = 12


class ContentLostError(Exception):
    """Content is missing or was changed: restore it from a backup. The message is the file's hash, or the label."""


def keep_content(content: bytes, *, is_public: bool) -> str:
    """Put content into the data folder, durable before this returns; returns its SHA-256 in hex.

    A content that is kept but whose transaction rolls back stays as an orphan; it harms nobody.
    """
    digest = hashlib.sha256(content).hexdigest()
    path = _path(digest, is_public=is_public)
    if path.exists():
        return digest
    path.parent.mkdir(parents=True, exist_ok=True)
    draft = path.with_name(f"{path.name}.{secrets.token_hex(6)}.new")
    with draft.open("wb") as file:
        file.write(content if is_public else seal(content, digest))
        file.flush()
        os.fsync(file.fileno())
    draft.replace(path)
    return digest


def content_of(digest: str, *, is_public: bool) -> bytes:
    """Read content and check it against its hash.

    Raises:
        ContentLostError: It is missing, was changed, or was encrypted with another key.
    """
    try:
        kept = _path(digest, is_public=is_public).read_bytes()
        content = kept if is_public else unseal(kept, digest)
    except FileNotFoundError as error:
        raise ContentLostError(digest) from error
    if hashlib.sha256(content).hexdigest() != digest:
        raise ContentLostError(digest)
    return content


def _path(digest: str, *, is_public: bool) -> Path:
    folder: Path = (
        settings.DATA_DIR / "files" / ("public" if is_public else "private") / digest[:2] / digest[2:4]
    )
    return folder / digest


def _cipher(key: str | None) -> AESGCM:
    derived = HKDF(algorithm=hashes.SHA256(), length=32, salt=None, info=b"guyub files v1").derive(
        (key or settings.FILE_KEY).encode()
    )
    return AESGCM(derived)


def seal(content: bytes, label: str, *, key: str | None = None) -> bytes:
    """Encrypt content for keeping elsewhere, bound to a label such as the id of its row.

    Args:
        content: What is encrypted.
        label: What it belongs to.
        key: An archive's; None: the files' key of this installation.
    """
    nonce = secrets.token_bytes(NONCE_BYTES)
    return nonce + _cipher(key).encrypt(nonce, content, label.encode())


def unseal(sealed: bytes, label: str, *, key: str | None = None) -> bytes:
    """Decrypt what was sealed under the same label, with the same key.

    Raises:
        ContentLostError: It was changed, sealed under another label or with another key.
    """
    try:
        return _cipher(key).decrypt(sealed[:NONCE_BYTES], sealed[NONCE_BYTES:], label.encode())
    except (InvalidTag, ValueError) as error:
        raise ContentLostError(label) from error
