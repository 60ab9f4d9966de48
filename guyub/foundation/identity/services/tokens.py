"""Keys of programs."""

from __future__ import annotations

import hashlib
import hmac
from datetime import timedelta
from typing import TYPE_CHECKING, ClassVar

from django.conf import settings

from guyub.foundation.identity.domain.roles import Action, Actor
from guyub.foundation.identity.domain.scopes import SCOPES
from guyub.foundation.identity.models import ApiToken
from guyub.foundation.identity.services.acting import act_once
from guyub.foundation.identity.services.audit import record
from guyub.foundation.kernel.errors import DomainError

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime
    from uuid import UUID

LASTS = timedelta(days=365)
USE_IS_NOTED_EVERY = timedelta(minutes=10)
PREFIX = "guyub_"


class TokenRefusedError(DomainError):
    """A key is not made or ended; ``wrong``: ``name``, ``scopes``, ``ended``."""

    code: ClassVar[str] = "identity.token.refused"


def make_token(
    *, actor: Actor, name: str, scopes: Sequence[str], request_id: UUID, now: datetime
) -> tuple[UUID, str]:
    """Make the key of a program for the own cooperative; it ends after a year. Use-case.

    Returns:
        Its id, and the secret, which is shown now and kept nowhere.

    Raises:
        TokenRefusedError: It has no name, or scopes that do not exist, or none.
    """
    wanted = sorted(set(scopes))
    if not name.strip() or len(name) > 80:
        raise TokenRefusedError(wrong="name")
    if not wanted or not set(wanted) <= set(SCOPES):
        raise TokenRefusedError(wrong="scopes")
    secret = _secret_of(request_id)

    def work() -> None:
        ApiToken.objects.create(
            id=request_id,
            cooperative_id=actor.cooperative_id,
            name=name.strip(),
            secret_hash=hash_of(secret),
            scopes=wanted,
            made_by_id=actor.person_id,
            made_at=now,
            expires_at=now + LASTS,
        )
        facts = {"name": name.strip(), "scopes": wanted}
        record(
            cooperative_id=actor.cooperative_id, actor=actor, act="identity.token.made", facts=facts, now=now
        )

    act_once(
        actor=actor,
        action=Action.MANAGE_TOKENS,
        request_id=request_id,
        use_case="identity.make_token",
        facts={"name": name, "scopes": wanted},
        now=now,
        work=work,
    )
    return request_id, secret


def revoke_token(*, actor: Actor, token_id: UUID, request_id: UUID, now: datetime) -> None:
    """End a key of the own cooperative at once. Use-case.

    Raises:
        TokenRefusedError: It has ended already, or is not one of this cooperative.
    """

    def work() -> None:
        mine = ApiToken.objects.filter(id=token_id, cooperative_id=actor.cooperative_id)
        token = mine.first()
        if token is None or not mine.filter(revoked_at__isnull=True).update(revoked_at=now):
            raise TokenRefusedError(wrong="ended")
        record(
            cooperative_id=actor.cooperative_id,
            actor=actor,
            act="identity.token.revoked",
            facts={"name": token.name},
            now=now,
        )

    act_once(
        actor=actor,
        action=Action.MANAGE_TOKENS,
        request_id=request_id,
        use_case="identity.revoke_token",
        facts={"token": token_id},
        now=now,
        work=work,
    )


def token_of(secret: str, *, now: datetime) -> ApiToken | None:
    """Find a key that opens now, and note its use at most every ten minutes."""
    found = ApiToken.objects.filter(
        secret_hash=hash_of(secret), revoked_at__isnull=True, expires_at__gt=now
    ).select_related("cooperative")
    token = found.first()
    if token and (token.last_used_at is None or now - token.last_used_at > USE_IS_NOTED_EVERY):
        ApiToken.objects.filter(id=token.id).update(last_used_at=now)
    return token


def hash_of(secret: str) -> str:
    """Compute what the database keeps of a secret of 256 bits: a plain SHA-256, in hex."""
    return hashlib.sha256(secret.encode()).hexdigest()


def _secret_of(request_id: UUID) -> str:
    """Derive the secret from the request, so that a retry shows the same one and none is kept."""
    key = settings.SECRET_KEY.encode()
    return PREFIX + hmac.new(key, b"token\0" + request_id.bytes, hashlib.sha256).hexdigest()
