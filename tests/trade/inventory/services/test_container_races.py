"""Two at once, and any history: the last full one goes once; book, rows and account say what all moves say."""

import random
import threading

import pytest
from django.db import connections

from guyub.trade.inventory.domain.containers import ContainerRefusedError, ContainerState, Why
from tests.trade.inventory.depot import Depot
from tests.world import World

pytestmark = pytest.mark.django_db(transaction=True)
S = ContainerState


def at_once(*acts):
    """Run acts in threads that start together; give what came of each."""
    start, came = threading.Barrier(len(acts)), []

    def run(act):
        start.wait()
        try:
            act()
            came.append("done")
        except ContainerRefusedError as refusal:
            came.append(refusal.facts["wrong"])
        finally:
            connections.close_all()

    threads = [threading.Thread(target=run, args=(act,)) for act in acts]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return sorted(came)


def test_two_who_lend_the_last_full_one_lend_it_once():
    depot = Depot(World(), is_filled=False)
    depot.brings(1)
    came = at_once(lambda: depot.hands(1, buyer="Satu"), lambda: depot.hands(1, buyer="Dua"))
    assert came == ["done", "short"]
    assert depot.book() == (0, 0, 0, 1, 0, 0)
    assert depot.broken() == []


def test_a_deposit_is_given_back_once_by_two():
    depot = Depot(World())
    left = depot.hands(1, deposit=True)
    came = at_once(*[lambda: depot.back(left.holding_id, 1, paid=True)] * 2)
    assert came == ["done", "short"]
    assert depot.account() == 0
    assert depot.broken() == []


@pytest.mark.parametrize("seed", range(3))
def test_any_history_conserves_containers_and_the_account(seed):
    depot, dice = Depot(World()), random.Random(seed)  # noqa: S311  the same history every run
    depot.gallons = depot.kind("Galon 19 L", 50_000)
    depot.brings(40, kind=depot.gallons)
    moves = []

    def holding(*, paid):
        held = [row for row in depot.held() if row.is_deposit == paid and row.kind_id == depot.lpg]
        return dice.choice(held) if held else None

    def back(*, paid):
        row = holding(paid=paid)
        if row:
            depot.back(
                row.holding_id, dice.randint(1, row.qty + 1), paid=paid, after=dice.choice([S.KOSONG, S.ISI])
            )

    acts = (
        lambda: depot.hands(dice.randint(1, 30)),
        lambda: depot.hands(dice.randint(1, 30), deposit=True, buyer="Warung"),
        lambda: back(paid=True),
        lambda: back(paid=False),
        lambda: depot.at_place(Why.RUSAK, S.KOSONG, S.KARANTINA, dice.randint(1, 9)),
        lambda: depot.at_place(Why.AFKIR, S.KARANTINA, S.LUAR, dice.randint(1, 4)),
        lambda: depot.at_place(Why.PINDAH, S.ISI, S.ISI, dice.randint(1, 9), to_location_id=depot.store),
        lambda: depot.count(full=dice.randint(0, 90), empty=dice.randint(0, 40)),
        lambda: depot.undo(dice.choice(moves), actor=dice.choice([depot.keeper, depot.treasurer])),
    )
    for _ in range(40):
        try:
            dice.choice(acts)()
        except ContainerRefusedError:
            continue
        moves.append(depot.last_move().id)
    assert depot.broken() == []
