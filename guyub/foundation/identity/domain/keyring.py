"""Keys outside the database: AES-256-GCM for what is kept, HMAC-SHA-256 for finding it again.

Each key has an id that stands beside what it sealed, so that several can be in use while they are renewed.
"""

from __future__ import annotations

import hashlib
import hmac
import secrets
from dataclasses import dataclass, field
from functools import cached_property

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

NONCE_BYTES = 12


class KeyMissingError(Exception):
    """Something was sealed with a key that is not given any more; the message is the key's id."""


class SealBrokenError(Exception):
    """Ciphertext was changed, or moved to another person or kind."""


@dataclass(frozen=True)
class KeyRing:
    """Keys by id, the one for new work first.

    Args:
        secrets: Id → secret text of any length; order counts.
    """

    secrets: dict[str, str] = field(repr=False)

    @classmethod
    def read(cls, written: str) -> KeyRing:
        """Read ``k2:secret k1:older``, as settings write it.

        Raises:
            ValueError: There is no key, or one has no id.
        """
        pairs = [part.partition(":") for part in written.split()]
        if not pairs or not all(key_id and secret for key_id, _, secret in pairs):
            raise ValueError("keys are written id:secret, separated by blanks")
        return cls({key_id: secret for key_id, _, secret in pairs})

    @property
    def current(self) -> str:
        """The id of the key for new work."""
        return next(iter(self.secrets))

    def derived(self, info: str, *, length: int = 32) -> dict[str, bytes]:
        """Derive bytes of each secret for one purpose, which ``info`` names: by key id, the one for new work first."""
        return {
            key_id: HKDF(algorithm=hashes.SHA256(), length=length, salt=None, info=info.encode()).derive(
                secret.encode()
            )
            for key_id, secret in self.secrets.items()
        }

    @cached_property
    def _derived(self) -> dict[str, bytes]:
        return self.derived("guyub vault v1")

    def seal(self, value: str, *, bound_to: str) -> bytes:
        """Encrypt with the current key. Only together with the same ``bound_to`` can it be opened."""
        nonce = secrets.token_bytes(NONCE_BYTES)
        return nonce + AESGCM(self._derived[self.current]).encrypt(nonce, value.encode(), bound_to.encode())

    def open(self, sealed: bytes, *, key_id: str, bound_to: str) -> str:
        """Decrypt.

        Raises:
            KeyMissingError: The key is not among ours.
            SealBrokenError: It was changed, or is bound to something else.
        """
        if key_id not in self._derived:
            raise KeyMissingError(key_id)
        try:
            clear = AESGCM(self._derived[key_id]).decrypt(
                sealed[:NONCE_BYTES], sealed[NONCE_BYTES:], bound_to.encode()
            )
        except InvalidTag as error:
            raise SealBrokenError from error
        return clear.decode()

    def index(self, kind: str, value: str, *, key_id: str | None = None) -> bytes:
        """Compute the blind index of a value: the same for the same value, and nothing can be read from it."""
        key = self._derived[key_id or self.current]
        return hmac.new(key, f"{kind}\0{value}".encode(), hashlib.sha256).digest()

    def indexes(self, kind: str, value: str) -> list[bytes]:
        """Compute the index under every key: while keys are renewed a value may stand under any of them."""
        return [self.index(kind, value, key_id=key_id) for key_id in self.secrets]
