"""A delivery moves stock, cost, debt and cylinders together, once, and goes back whole."""

import pytest

from guyub.foundation.kernel.errors import DomainError
from guyub.foundation.kernel.tenancy.scope import scope
from guyub.trade.inventory.selectors.invariants import INVARIANTS
from guyub.trade.procurement.services.receipts import take_receipt_back
from guyub.trade.subsidised.models import Delivery, SupplyContract, SupplyRequest
from guyub.trade.subsidised.selectors.invariants import INVARIANTS as SUBSIDISED
from guyub.trade.subsidised.selectors.supply import (
    basis_of,
    contracts_of,
    deliveries_of,
    suggested,
    warnings_of,
)
from guyub.trade.subsidised.services.supply import end_contract, keep_answer
from tests.journal_writing import acts, wrong
from tests.trade.procurement.market import Market
from tests.trade.subsidised.agent import Agent
from tests.world import new_id

pytestmark = pytest.mark.django_db


@pytest.fixture
def agent(world):
    return Agent(Market(world))


def test_what_came_is_on_the_shelf_owed_and_changed_for_empty_ones(agent):
    delivery_id, once = agent.plans(), new_id()
    told = {
        "leaking_qty": 2,
        "returned_qty": 1,
        "empties_qty": 24,
        "samples_g": (8_020, 7_950),
        "request_id": once,
    }
    assert (
        wrong(lambda: agent.receives(delivery_id, empties_qty=25, returned_qty=1), DomainError) == "empties"
    )
    assert wrong(lambda: agent.receives(delivery_id, came=31), DomainError) == "short"
    assert wrong(lambda: agent.receives(delivery_id, second=agent.market.buyer.name), DomainError) == "second"
    assert agent.there() == ((0, 0), (0, 30, 0), [0])

    agent.receives(delivery_id, **told)
    agent.receives(delivery_id, **told)

    assert agent.there() == ((22, 352_000), (22, 6, 2), [-352_000])
    with scope(agent.place.id):
        (row,) = deliveries_of(cooperative_id=agent.place.id)
    assert (row.sound_qty, row.light, row.differs, row.least_g) == (22, 1, 0, 8_000)
    assert wrong(lambda: agent.receives(delivery_id), DomainError) == "done"

    agent.takes_back(delivery_id)

    assert agent.there() == ((0, 0), (0, 30, 0), [0])
    assert wrong(lambda: agent.takes_back(delivery_id), DomainError) == "done"
    assert agent.market.broken() == []
    with scope(agent.place.id):
        assert [one for check in (*INVARIANTS, *SUBSIDISED) for one in check(agent.place.id)] == []
        Delivery.objects.filter(cooperative=agent.place).update(leaking_qty=3)
        (broken,) = [one for check in SUBSIDISED for one in check(agent.place.id)]
        assert broken.rule == "subsidised.delivery"
    assert [act for act in acts(agent.market.world) if act.startswith("subsidised.")] == [
        "subsidised.contract.written",
        "subsidised.delivery.planned",
        "subsidised.delivery.received",
        "subsidised.delivery.undone",
    ]


def test_a_receipt_that_buying_took_back_leaves_the_cylinders_to_the_delivery(agent):
    delivery_id = agent.plans()
    agent.receives(delivery_id)
    receipt_id = agent.delivery(delivery_id).receipt_id
    take_receipt_back(**agent.market.here(receipt_id=receipt_id, why="salah mencatat"))
    assert agent.there() == ((0, 0), (25, 5, 0), [0])

    agent.takes_back(delivery_id)

    assert agent.there() == ((0, 0), (0, 30, 0), [0])


def test_a_request_stands_on_what_was_sold(agent):
    agent.market.shop.receive(agent.lpg, 30, 480_000)
    agent.market.shop.issue(agent.lpg, 10)

    agent.asks(40)

    with scope(agent.place.id):
        request = SupplyRequest.objects.get(cooperative=agent.place)
    assert request.basis == {"weekly_sold": 3, "unmet": 0, "stock": 20, "coming": 0}


def test_a_contract_changes_is_due_and_ends_and_a_request_stands_on_figures(agent):
    assert agent.writes(weekly_qty=30, scale_due_on=agent.today) == agent.contract_id
    agent.plans(5)
    request_id = agent.asks(40)
    keep_answer(**agent.market.here(supply_request_id=request_id, qty=20, words="sisanya minggu depan"))
    with scope(agent.place.id):
        (contract,) = contracts_of(cooperative_id=agent.place.id)
        request = SupplyRequest.objects.get(cooperative=agent.place)
        basis = basis_of(cooperative_id=agent.place.id, product_id=agent.lpg.id, today=agent.today)
    assert (contract.weekly_qty, warnings_of(contract, today=agent.today)) == (30, [("scale", agent.today)])
    assert (request.name, request.answer_qty) == ("PP-2026-0001", 20)
    assert request.basis == {"weekly_sold": 0, "unmet": 0, "stock": 0, "coming": 5}
    assert suggested(basis, cap_qty=100) == 0
    again = {"supply_request_id": request_id, "qty": 1, "words": ""}
    assert wrong(lambda: keep_answer(**agent.market.here(**again)), DomainError) == "answered"

    end_contract(**agent.market.here(contract_id=agent.contract_id, why="pindah agen"))

    assert wrong(agent.plans, DomainError) == "ended"
    assert wrong(agent.asks, DomainError) == "ended"
    agent.writes()
    with scope(agent.place.id):
        assert SupplyContract.objects.filter(cooperative=agent.place).count() == 2
