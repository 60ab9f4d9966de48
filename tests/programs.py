"""A program that calls the API: its key, and what it sends."""

import json

from guyub.foundation.identity.domain.scopes import SCOPES
from guyub.foundation.identity.services.tokens import make_token
from guyub.foundation.kernel.dates import utc_now
from tests.world import new_id


def headers_of(world, role, *scopes, place=None):
    """Make the key of somebody in a role, with every scope unless told otherwise; give the headers that carry it."""
    _, secret = make_token(
        actor=world.actor(role, place),
        name="Contoh",
        scopes=scopes or tuple(SCOPES),
        request_id=new_id(),
        now=utc_now(),
    )
    return {"Authorization": f"Bearer {secret}"}


def send(client, headers, address, body, request_id=None):
    """Send facts with an Idempotency-Key, a new one unless told otherwise."""
    return client.post(
        address,
        json.dumps(body),
        content_type="application/json",
        headers={**headers, "Idempotency-Key": str(request_id or new_id())},
    )
