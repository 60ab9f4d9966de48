"""Who calls the API: a program with a key for one cooperative."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from ninja import Schema
from ninja.errors import HttpError
from ninja.security import HttpBearer

from guyub.foundation.identity.selectors.people import maker_of
from guyub.foundation.identity.services.tokens import token_of
from guyub.foundation.kernel.dates import utc_now

if TYPE_CHECKING:
    from datetime import datetime

    from django.http import HttpRequest

    from guyub.foundation.identity.domain.roles import Action, Actor
    from guyub.foundation.identity.models import ApiToken


class Refusal(Schema):
    """Why nothing is answered."""

    detail: str


class Key(HttpBearer):
    """``Authorization: Bearer guyub_…``; the key must carry the scope of the operation."""

    def __init__(self, scope: str) -> None:
        super().__init__()
        self.scope = scope

    def authenticate(self, request: HttpRequest, token: str) -> ApiToken | None:  # noqa: ARG002  ninja passes it
        """Find the key; None answers 401, a key without the scope 403.

        Raises:
            HttpError: The key does not carry the scope.
        """
        key = token_of(token[:200], now=utc_now())
        if key is not None and self.scope not in key.scopes:
            raise HttpError(403, f"Kunci ini tidak boleh {self.scope}.")
        return key


def key_of(request: HttpRequest) -> ApiToken:
    """Give the key that opened this operation."""
    key: ApiToken = request.auth  # type: ignore[attr-defined]  # ninja puts it there
    return key


def actor_of_key(request: HttpRequest, action: Action, *, now: datetime) -> Actor:
    """Say in whose name a key acts: its maker's, in a seat that is held now and allows the act.

    Raises:
        HttpError: The maker holds no such seat (any more) where the key works: 403.
    """
    actor = maker_of(key_of(request), action, now=now)
    if actor is None:
        raise HttpError(403, "Pembuat kunci ini tidak (lagi) memegang peran yang boleh melakukannya.")
    return actor


REFUSALS: dict[int, Any] = {401: Refusal, 403: Refusal}
