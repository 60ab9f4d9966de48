"""A network's day while web, worker and database are killed: what was acknowledged is there, once; audit is clean."""

import shutil
import tempfile
from pathlib import Path

import pytest

from tests.simulation.chaos_day import ChaosDay

pytestmark = pytest.mark.long
TILLS, SECONDS, SEEDS = 57, 120, 3


@pytest.fixture
def folder():
    """A folder that the database's own user can reach, also when the tests run as root."""
    place = Path(tempfile.mkdtemp(prefix="guyub-chaos-"))
    place.chmod(0o755)
    yield place / "data"
    shutil.rmtree(place, ignore_errors=True)


@pytest.mark.parametrize("seed", range(SEEDS))
def test_whatever_dies_nothing_acknowledged_is_missing(seed, folder):
    day = ChaosDay(folder, seed=seed, tills=TILLS)
    try:
        day.lives(seconds=SECONDS)
        assert list(day.findings()) == [], f"seed {seed}, killed {day.kills}"
        assert {*day.kills} >= {"guyub web", "postgres"}
        assert day.deposits
        assert day.read
    finally:
        day.demo.stop()
