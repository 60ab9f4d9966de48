"""The keys of this installation (docs/operations/settings.md)."""

from __future__ import annotations

from functools import cache

from django.conf import settings

from guyub.foundation.identity.domain.keyring import KeyRing


def vault_keys() -> KeyRing:
    """Give the keys that seal numbers of people."""
    return _ring(settings.VAULT_KEYS)


def index_keys() -> KeyRing:
    """Give the keys by which they are found: others than those that seal them."""
    return _ring(settings.INDEX_KEYS)


def app_keys() -> KeyRing:
    """Give the key that seals the secrets of apps and recovery codes: made of the installation's own secret."""
    return KeyRing({"s": settings.SECRET_KEY})


@cache
def _ring(written: str) -> KeyRing:
    return KeyRing.read(written)
