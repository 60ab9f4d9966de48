"""One-time codes that still open."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.conf import settings

from guyub.foundation.identity.domain.codes import code_for
from guyub.foundation.identity.domain.names import LoginKind
from guyub.foundation.identity.models import Invitation
from guyub.foundation.kernel.rows import Row

if TYPE_CHECKING:
    from datetime import datetime
    from uuid import UUID

    from guyub.foundation.identity.models import LoginName


@dataclass(frozen=True)
class OpenCode(Row):
    """A code for its officer's eyes."""

    code: str
    name: str
    cooperative: str
    expires_at: datetime
    is_reset: bool
    ways: tuple[str, ...]  # by which names the person gets in: the number of a member, an e-mail, "nomor HP"


def open_code(*, invitation_id: UUID, issued_by: UUID, now: datetime) -> OpenCode | None:
    """Give a code to the officer who issued it, while it opens; None to anybody else and afterwards."""
    mine = Invitation.objects.filter(
        id=invitation_id, issued_by_id=issued_by, used_at__isnull=True, expires_at__gt=now
    )
    found = mine.select_related("person", "cooperative").first()
    if found is None:
        return None
    return OpenCode(
        code_for(found.id, secret=settings.SECRET_KEY),
        found.person.name,
        found.cooperative.name,
        found.expires_at,
        found.is_reset,
        tuple(_way(row) for row in found.person.login_names.order_by("kind", "id")),
    )


def _way(row: LoginName) -> str:
    return "nomor HP" if row.kind == LoginKind.PHONE.value else row.key
