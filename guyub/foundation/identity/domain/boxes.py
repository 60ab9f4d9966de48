"""A number that a device must hand over and may not keep: sealed for the server alone, so that no phone can open it.

The device draws a key pair of P-256 for each box, and seals with AES-256-GCM under what its secret and the server's
public key come to (ECDH, HKDF-SHA-256). The server's own secret is derived from a key of the vault: a device knows the
public half only. On the line: 65 bytes of the device's public key, 12 of the nonce, the ciphertext with its tag, as
base64url without filling.
"""

from __future__ import annotations

import base64
import binascii
import secrets
from dataclasses import dataclass
from typing import TYPE_CHECKING

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

from guyub.foundation.identity.domain.keyring import NONCE_BYTES, SealBrokenError

if TYPE_CHECKING:
    from guyub.foundation.identity.domain.keyring import KeyRing

INFO = "guyub box v1"
POINT_BYTES = 65  # a point of P-256, not compressed
_CURVE = ec.SECP256R1()
_ORDER = 0xFFFFFFFF00000000FFFFFFFFFFFFFFFFBCE6FAADA7179E84F3B9CAC2FC632551
_WIDE = 48  # bytes that a scalar is taken from: so many more than the order has that no scalar is likelier


@dataclass(frozen=True, slots=True)
class BoxKey:
    """The key that devices seal with: its id, and the public half as base64url."""

    key_id: str
    public: str


def box_key(ring: KeyRing) -> BoxKey:
    """Give the key that devices seal with from now on."""
    key_id, private = next(iter(_privates(ring).items()))
    return BoxKey(key_id, _written(_point(private.public_key())))


def sealed_box(public: str, value: str) -> str:
    """Seal a value as a device does.

    Args:
        public: Of the server, as ``box_key`` gives it.
        value: What only the server may read.
    """
    own, nonce = ec.generate_private_key(_CURVE), secrets.token_bytes(NONCE_BYTES)
    theirs = ec.EllipticCurvePublicKey.from_encoded_point(_CURVE, _read(public))
    sealed = AESGCM(_shared(own, theirs)).encrypt(nonce, value.encode(), None)
    return _written(_point(own.public_key()) + nonce + sealed)


def opened_box(ring: KeyRing, box: str) -> str:
    """Open what a device sealed, under whichever of our keys it was.

    Raises:
        SealBrokenError: It was changed, or sealed for somebody else, or the key is not given any more.
    """
    try:
        told = _read(box)
        theirs = ec.EllipticCurvePublicKey.from_encoded_point(_CURVE, told[:POINT_BYTES])
    except (binascii.Error, ValueError) as error:
        raise SealBrokenError from error
    nonce, sealed = told[POINT_BYTES : POINT_BYTES + NONCE_BYTES], told[POINT_BYTES + NONCE_BYTES :]
    for private in _privates(ring).values():
        try:
            return AESGCM(_shared(private, theirs)).decrypt(nonce, sealed, None).decode()
        except (InvalidTag, ValueError):
            continue
    raise SealBrokenError


def _privates(ring: KeyRing) -> dict[str, ec.EllipticCurvePrivateKey]:
    return {
        key_id: ec.derive_private_key(int.from_bytes(wide) % (_ORDER - 1) + 1, _CURVE)
        for key_id, wide in ring.derived(INFO, length=_WIDE).items()
    }


def _shared(own: ec.EllipticCurvePrivateKey, theirs: ec.EllipticCurvePublicKey) -> bytes:
    met = own.exchange(ec.ECDH(), theirs)
    return HKDF(algorithm=hashes.SHA256(), length=32, salt=None, info=INFO.encode()).derive(met)


def _point(public: ec.EllipticCurvePublicKey) -> bytes:
    return public.public_bytes(Encoding.X962, PublicFormat.UncompressedPoint)


def _written(value: bytes) -> str:
    return base64.urlsafe_b64encode(value).rstrip(b"=").decode()


def _read(written: str) -> bytes:
    return base64.b64decode(written + "=" * (-len(written) % 4), altchars=b"-_", validate=True)
