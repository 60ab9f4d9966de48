"""Sealing what residents and members sent anew when the keys of the installation are renewed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from guyub.community.members.models import Application, OwnRequest
from guyub.community.members.selectors.sealed_forms import opened_words
from guyub.foundation.identity.selectors.keys import vault_keys
from guyub.foundation.kernel.tenancy.scope import scope

if TYPE_CHECKING:
    from uuid import UUID

# Where a form lies sealed until somebody has looked at it, and what it is bound to.
_FORMS: tuple[tuple[type[Application | OwnRequest], str], ...] = (
    (Application, "application:{}"),
    (OwnRequest, "own request {}"),
)


def sealed_words(words: str, bound_to: str) -> bytes:
    """Encrypt what somebody sent, with the id of its key before it."""
    ring = vault_keys()
    return f"{ring.current}:".encode() + ring.seal(words, bound_to=bound_to)


def rotate_forms(*, cooperative_id: int) -> int:
    """Seal every waiting form of a cooperative anew with the current key. Can be stopped and started again.

    Returns:
        How many forms were renewed.
    """
    current = vault_keys().current.encode() + b":"
    renewed = 0
    with scope(cooperative_id):
        for model, bound_to in _FORMS:
            rows = model._base_manager.select_for_update().filter(cooperative_id=cooperative_id)
            for form_id, kept in rows.exclude(sealed=b"").order_by("id").values_list("id", "sealed"):
                if not bytes(kept).startswith(current):
                    renewed += _renew(model, cooperative_id, form_id, bytes(kept), bound_to.format(form_id))
    return renewed


def _renew(
    model: type[Application | OwnRequest], cooperative_id: int, form_id: UUID, kept: bytes, bound_to: str
) -> int:
    anew = sealed_words(opened_words(kept, bound_to), bound_to)
    return model._base_manager.filter(cooperative_id=cooperative_id, id=form_id).update(sealed=anew)
