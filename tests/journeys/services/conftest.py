"""What acts of journeys share."""

import pytest

from guyub.foundation.parameters.services.values import load_national
from tests.import_desk import Desk
from tests.world import NOW


@pytest.fixture
def desk(world, db):
    """The secretary of Bumiayu, who brings tables of members."""
    load_national(now=NOW)
    return Desk(world)
