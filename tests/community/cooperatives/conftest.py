"""What acts on Bumiayu's legal life share."""

import pytest

from guyub.foundation.identity.domain.roles import Role
from guyub.foundation.parameters.services.values import load_national
from tests.world import NOW, new_id

TODAY = NOW.date()


@pytest.fixture
def shared(world):
    """What each act takes."""

    def shared(role=Role.SEKRETARIS, *, is_dated=True):
        facts = {
            "actor": world.actor(role),
            "place_id": world.bumiayu.id,
            "request_id": new_id(),
            "now": NOW,
        }
        return facts | ({"today": TODAY} if is_dated else {})

    return shared


@pytest.fixture
def rules(db):
    """The dated rules of the nation."""
    load_national(now=NOW)
