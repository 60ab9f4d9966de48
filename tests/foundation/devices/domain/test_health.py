from dataclasses import replace
from datetime import timedelta

import pytest

from guyub.foundation.devices.domain.clocks import STOP_MS, WARN_MS
from guyub.foundation.devices.domain.health import LONGEST_WAITING, Told, Worry, worries
from tests.foundation.devices.outbox import NOW

WELL = Told(
    last_contact_at=NOW,
    offset_ms=0,
    waiting=0,
    is_persisted=True,
    free_mb=500,
    is_forked=False,
    has_gap=False,
    not_applied=0,
)
LONG = NOW - LONGEST_WAITING - timedelta(seconds=1)


@pytest.mark.parametrize(
    ("change", "wanted"),
    [
        ({}, ()),
        ({"offset_ms": None, "waiting": None, "is_persisted": None, "free_mb": None}, ()),
        ({"last_contact_at": LONG}, ()),
        ({"waiting": 20}, ()),
        ({"waiting": 21}, (Worry.WAITING,)),
        ({"waiting": 1, "last_contact_at": LONG}, (Worry.WAITING,)),
        ({"offset_ms": WARN_MS + 1}, (Worry.CLOCK_WARNS,)),
        ({"offset_ms": -STOP_MS - 1}, (Worry.CLOCK_STOPS,)),
        ({"is_persisted": False, "free_mb": 499}, (Worry.STORAGE_NOT_KEPT, Worry.STORAGE_FULL)),
        (
            {"is_forked": True, "has_gap": True, "not_applied": 2},
            (Worry.FORKED, Worry.HELD_UP, Worry.NOT_APPLIED),
        ),
    ],
)
def test_what_worries(change, wanted):
    assert worries(replace(WELL, **change), now=NOW) == wanted


def test_four_hours_are_long():
    at_limit = replace(WELL, waiting=1, last_contact_at=NOW - timedelta(hours=4))

    assert worries(at_limit, now=NOW) == ()
    assert worries(at_limit, now=NOW + timedelta(seconds=1)) == (Worry.WAITING,)
