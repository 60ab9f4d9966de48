"""A quota over a network of outlets under random faults: never exceeded, nothing lost, nothing doubled.

What is light notes sales down; what is whole enters them in the books, with cylinders, deposits and cash.
"""

import pytest

from tests.simulation.quota_network import BusyNetwork, Network
from tests.simulation.quota_shop import ShopNetwork

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.database]
SALES, SEEDS = 10_000, 20  # with --long: 200,000 sales, and 20,000 in the books


def lived(seed, *, sales, kind=Network, households=160):
    """Let the outlets of a seed live, and look at what came of it."""
    network = kind(seed, households=households)
    network.lives(sales)
    again = f"lived({seed}, sales={sales}, kind={kind.__name__}, households={households})"
    found = list(network.findings())[:5]
    assert found == [], f"{again}: {network.said}"
    # It met what it is for: without a network, refused, revoked, clocks that were turned.
    assert network.said.keys() >= {"SLICE", "UNKNOWN", "refused", "clock"}, f"{again}: {network.said}"


@pytest.mark.parametrize("seed", [20261128])
def test_outlets_without_a_network_never_exceed_what_blocks(seed):
    lived(seed, sales=5_000, kind=BusyNetwork, households=320)


@pytest.mark.parametrize("seed", [20261128])
def test_cylinders_cash_and_books_tie_over_outlets(seed):
    lived(seed, sales=200, kind=ShopNetwork)


@pytest.mark.long
@pytest.mark.parametrize("seed", range(SEEDS))
def test_two_hundred_thousand_sales(seed):
    lived(seed, sales=SALES)


@pytest.mark.long
@pytest.mark.parametrize("seed", range(10))
def test_twenty_thousand_sales_in_the_books(seed):
    lived(seed, sales=2_000, kind=ShopNetwork)
