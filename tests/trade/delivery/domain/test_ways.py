"""Ways are estimated from middles of places; numbers of docs/algorithms/routes.md."""

from decimal import Decimal

import pytest

from guyub.trade.delivery.domain.ways import metres_between, seconds_of, ways_between

DEGREE_M = 111_195  # of latitude: 6,371,009 m times pi / 180


@pytest.mark.parametrize(
    ("_case", "one", "other", "metres"),
    [
        ("nothing", (112.6, -8.0), (112.6, -8.0), 0),
        ("north", (112.6, -8.0), (112.6, -7.0), DEGREE_M),
        ("east on the equator", (112.0, 0.0), (113.0, 0.0), DEGREE_M),
        # Berlin to Tokyo, 52.51785 N 13.41042 E and 35.70000 N 139.76667 E: 8,918 km (German Wikipedia, Orthodrome).
        ("far", (13.41042, 52.51785), (139.76667, 35.7), 8_918_000),
    ],
)
def test_the_straight_way(_case, one, other, metres):
    assert metres_between(one, other) == pytest.approx(metres, rel=3e-4)


def test_roads_are_longer_than_straight_ways():
    ways = ways_between([(112.6, -8.0), (112.6, -7.99)], factor=Decimal("1.35"))

    assert ways == [[0, 1_501], [1_501, 0]]


@pytest.mark.parametrize(("metres", "seconds"), [(0, 0), (1_000, 180), (1_501, 271)])
def test_how_long_a_way_takes_at_20_kilometres_an_hour(metres, seconds):
    assert seconds_of(metres, speed_kmh=Decimal(20)) == seconds
