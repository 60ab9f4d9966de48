"""A quota over a network of outlets under random faults: never exceeded, nothing lost, nothing doubled."""

import pytest

from tests.simulation.quota_network import Network

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.database]
SALES, SEEDS = 10_000, 20  # with --long: 200,000 sales, and 5,000 more


def lived(seed, *, sales):
    """Let the outlets of a seed live, and look at what came of it."""
    network = Network(seed)
    network.lives(sales)
    again = f"lived({seed}, sales={sales})"
    assert list(network.findings())[:5] == [], f"{again}: {network.said}"
    # It met what it is for: without a network, refused, revoked, clocks that were turned.
    assert network.said.keys() >= {"SLICE", "UNKNOWN", "refused", "clock"}, f"{again}: {network.said}"
    return network


@pytest.mark.long
@pytest.mark.parametrize("seed", [20261128])
def test_outlets_without_a_network_never_exceed_what_blocks(seed):
    lived(seed, sales=1_000)


@pytest.mark.long
@pytest.mark.parametrize("seed", [7])
def test_five_thousand_sales(seed):
    lived(seed, sales=5_000)


@pytest.mark.long
@pytest.mark.parametrize("seed", range(SEEDS))
def test_two_hundred_thousand_sales(seed):
    lived(seed, sales=SALES)
