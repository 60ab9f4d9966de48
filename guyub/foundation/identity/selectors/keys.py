"""The keys of this installation (docs/operations/settings.md)."""

from __future__ import annotations

from contextlib import contextmanager
from contextvars import ContextVar
from functools import cache
from typing import TYPE_CHECKING

from django.conf import settings

from guyub.foundation.identity.domain.keyring import KeyRing

if TYPE_CHECKING:
    from collections.abc import Iterator

_instead: ContextVar[tuple[KeyRing, KeyRing] | None] = ContextVar("guyub_keys", default=None)


def vault_keys() -> KeyRing:
    """Give the keys that seal numbers of people."""
    instead = _instead.get()
    return instead[0] if instead else _ring(settings.VAULT_KEYS)


def index_keys() -> KeyRing:
    """Give the keys by which they are found: others than those that seal them."""
    instead = _instead.get()
    return instead[1] if instead else _ring(settings.INDEX_KEYS)


@contextmanager
def working_with(*, sealing: KeyRing, indexing: KeyRing) -> Iterator[None]:
    """Take other keys than the installation's for a while: those of an archive that is written or brought in."""
    token = _instead.set((sealing, indexing))
    try:
        yield
    finally:
        _instead.reset(token)


def app_keys() -> KeyRing:
    """Give the key that seals the secrets of apps and recovery codes: made of the installation's own secret."""
    return KeyRing({"s": settings.SECRET_KEY})


@cache
def _ring(written: str) -> KeyRing:
    return KeyRing.read(written)
