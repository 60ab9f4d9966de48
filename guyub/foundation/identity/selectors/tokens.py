"""Keys of programs as a screen shows them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from guyub.foundation.identity.domain.scopes import SCOPES
from guyub.foundation.identity.models import ApiToken
from guyub.foundation.kernel.rows import Row

if TYPE_CHECKING:
    from datetime import datetime
    from uuid import UUID


@dataclass(frozen=True)
class TokenRow(Row):
    """One key; its secret is nowhere."""

    token_id: UUID
    name: str
    may: str
    made_at: datetime
    expires_at: datetime
    last_used_at: datetime | None
    revoked_at: datetime | None
    opens: bool


def tokens_of(*, cooperative_id: int, now: datetime) -> list[TokenRow]:
    """List a cooperative's keys, the newest first."""
    return [
        TokenRow(
            token.id,
            token.name,
            ", ".join(SCOPES.get(code, code) for code in token.scopes),
            token.made_at,
            token.expires_at,
            token.last_used_at,
            token.revoked_at,
            token.revoked_at is None and now < token.expires_at,
        )
        for token in ApiToken.objects.filter(cooperative_id=cooperative_id).order_by("-made_at", "id")
    ]
