"""A city proposes how LPG is shared, a second person publishes it, and anybody counts it again."""

import json
from dataclasses import replace
from datetime import timedelta

import pytest

from guyub.foundation.kernel.errors import DomainError
from guyub.foundation.kernel.tenancy.scope import scope
from guyub.trade.subsidised.calc.allocate import RULES
from guyub.trade.subsidised.domain.shelf import Shelf
from guyub.trade.subsidised.models import OutletFigures, QuotaUse
from guyub.trade.subsidised.selectors.outlets import outlets_of
from guyub.trade.subsidised.services.figures import count_outlets
from guyub.trade.subsidised.services.programmes import load_programmes
from guyub.trade.subsidised.services.rounds import reckon
from tests.journal_writing import acts, wrong
from tests.trade.procurement.market import Market
from tests.trade.subsidised.agent import Agent
from tests.trade.subsidised.city import LPG, City
from tests.world import NOW

pytestmark = pytest.mark.django_db


@pytest.fixture
def city(world):
    return City(world)


def test_a_proposal_is_published_by_a_second_person_and_counted_again_by_anybody(city, client):
    round_id = city.proposes()
    public = f"/lpg/pembagian/{city.place.id}/{round_id}/"
    assert client.get(public).status_code == 404

    city.decides(round_id)

    assert city.amounts(round_id) == {"35.73.03.1003": (38, 0, 14), "35.73.01.1011": (11, 0, 11)}
    page = client.get(public).content.decode()
    assert city.round(round_id).inputs_sha in page
    answer = RULES[0].run(json.loads(client.get(f"{public}masukan.json").content))
    assert {one["id"]: one["amount"] for one in answer["shares"]} == {
        "35.73.03.1003": 14,
        "35.73.01.1011": 11,
    }
    assert str(round_id) in client.get("/lpg/").content.decode()

    second = city.proposes(method="deficit_credit")
    city.decides(second, is_approved=False)

    assert client.get(f"/lpg/pembagian/{city.place.id}/{second}/").status_code == 404
    assert city.amounts(second)["35.73.03.1003"][1] == 5  # 38 x 25 / 49 is 19, and it got 14
    told = acts_of(city)
    assert told == [
        "subsidised.round.proposed", "subsidised.round.published", "subsidised.round.proposed",
        "subsidised.round.refused",
    ]  # fmt: skip


def acts_of(city):
    world = type("Place", (), {"bumiayu": city.place})
    return [act for act in acts(world) if act.startswith("subsidised.round")]


@pytest.mark.parametrize(
    ("code", "changed"),
    [
        ("programme", {"programme": "ANGIN"}),
        ("supply", {"supply_qty": 0}),
        ("lot", {"lot": 26}),
        ("floor", {"floor_qty": -1}),
        ("method", {"method": "undi"}),
        ("basis", {"basis": "KIRA"}),
        ("note", {"note": "n" * 201}),
    ],
)
def test_what_is_not_proposed(city, code, changed):
    assert wrong(lambda: city.proposes(**changed), DomainError) == code


def test_days_that_cannot_be_and_nobody_who_asks(city):
    backwards = replace(city.typed(), to_on=city.typed().from_on.replace(day=1))
    with scope(city.place.id):
        assert wrong(lambda: reckon(city=city.place, typed=backwards), DomainError) == "days"
        OutletFigures.objects.all().delete()
        assert wrong(lambda: reckon(city=city.place, typed=city.typed()), DomainError) == "nobody"


def test_a_job_sums_what_outlets_have(world):
    load_programmes(now=NOW)
    agent = Agent(Market(world))
    agent.receives(agent.plans(), came=4)
    agent.plans(25)
    QuotaUse.objects.create(
        programme_id=LPG, category="RT", nik_index=b"n" * 32, cooperative=world.bumiayu, qty=3, at=NOW,
        day=NOW.date(), state="USED", known_by="NETWORK", decision={}, recorded_at=NOW,
    )  # fmt: skip

    assert count_outlets(now=NOW) >= 1
    assert count_outlets(now=NOW + timedelta(minutes=5)) == 0  # nothing changed: nothing is written

    (row,) = outlets_of(programme=LPG, codes=[world.bumiayu.code])
    assert (row.came_qty, row.sold_qty, row.stock_qty, row.weekly_qty, row.next_qty) == (4, 3, 4, 25, 25)
    assert (row.shelf, row.hours) == (Shelf.BANYAK, "Senin sampai Sabtu")
    assert row.summed_at == NOW + timedelta(minutes=5)  # but the page tells when it was looked at

    OutletFigures.objects.filter(code=world.bumiayu.code, programme_id=LPG).update(sold_qty=9)
    stray = OutletFigures.objects.create(
        cooperative=world.arjosari, programme_id="BERAS_SPHP", code=world.arjosari.code, name="x", registered=0,
        monthly_qty=0, sold_qty=0, unmet_qty=0, came_qty=0,
    )  # fmt: skip

    assert count_outlets(now=NOW) == 1  # what changed alone; what is no more goes

    assert outlets_of(programme=LPG, codes=[world.bumiayu.code])[0].sold_qty == 3
    assert not OutletFigures.objects.filter(pk=stray.pk).exists()
