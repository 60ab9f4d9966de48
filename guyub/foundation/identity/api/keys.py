"""Who calls the API: a program with a key for one cooperative."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from ninja import Schema
from ninja.errors import HttpError
from ninja.security import HttpBearer

from guyub.foundation.identity.services.tokens import token_of
from guyub.foundation.kernel.dates import utc_now

if TYPE_CHECKING:
    from django.http import HttpRequest

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


REFUSALS: dict[int, Any] = {401: Refusal, 403: Refusal}
