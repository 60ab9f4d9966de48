"""Summaries say what the rows say, follow the news, and sum up to the nation."""

import pytest
from django.core.management import call_command
from django.db.models import Count, Q, Sum

from guyub.city.supervision.models import PlaceSummary, RegionSummary
from guyub.city.supervision.services import summaries
from guyub.city.supervision.services.summaries import catch_up, sum_all, sum_places, sum_regions
from guyub.community.cooperatives.services.reports import Figure, keep_report
from guyub.foundation.identity.domain.roles import Actor, Role
from guyub.foundation.identity.models import Membership, Person
from guyub.foundation.kernel.models import Cooperative
from tests.world import BEGAN, NOW, new_id

pytestmark = [pytest.mark.django_db, pytest.mark.database]


@pytest.fixture
def network(db):
    call_command("load_network", without_regions=True)
    assert sum_all(now=NOW) == 57
    return Cooperative.objects.get(code="35.73")


@pytest.fixture
def officer(network):
    person = Person.objects.create(name="Ratna", password="!", created_at=BEGAN)
    seat = Membership.objects.create(
        person=person, cooperative=network, role="PETUGAS_DINAS", starts_at=BEGAN
    )
    return Actor(person.id, person.name, Role.PETUGAS_DINAS, network.id, seat.id)


def test_the_57_stand_where_the_reports_put_them(network):
    counted = PlaceSummary.objects.aggregate(
        nib=Count("id", filter=Q(has_nib=True)),
        sales=Sum("sales_rp"),
        savings=Sum("savings_rp"),
        selling=Count("id", filter=Q(stage="JUALAN")),
        at_nib=Count("id", filter=Q(next_step="NIB")),
        at_account=Count("id", filter=Q(next_step="REKENING")),
    )

    assert counted == {
        "nib": 35,
        "sales": 295_480_000,
        "savings": 36_520_000,
        "selling": 9,
        "at_nib": 22,
        "at_account": 35,
    }


def test_regions_sum_up_to_the_nation(network):
    rows = {row.code: row for row in RegionSummary.objects.all()}

    assert set(rows) == {"35.73.01", "35.73.02", "35.73.03", "35.73.04", "35.73.05", "35.73", "35", "ID"}
    for code in ("35.73", "35", "ID"):
        assert (rows[code].places_count, rows[code].nib_count, rows[code].stuck_count) == (57, 35, 22)
        assert (rows[code].sales_rp, rows[code].savings_rp) == (295_480_000, 36_520_000)
    assert rows["35"].parent_code == "ID"
    assert rows["35.73.03"].parent_code == "35.73"
    assert rows["ID"].parent_code == ""


def test_news_is_followed_once_and_only_for_whom_it_is_about(network, officer):
    assert catch_up(now=NOW) == 0
    keep_report(
        actor=officer,
        figure=Figure("35.73.02.1007", "nib", "ya", NOW.date(), "Surat kelurahan"),
        today=NOW.date(),
        request_id=new_id(),
        now=NOW,
    )

    assert catch_up(now=NOW) == 1
    assert catch_up(now=NOW) == 0
    assert PlaceSummary.objects.get(code="35.73.02.1007").has_nib
    assert RegionSummary.objects.get(code="ID").nib_count == 36
    assert RegionSummary.objects.get(code="35.73.02").nib_count == 6
    assert RegionSummary.objects.get(code="35.73.01").nib_count == 9


def test_what_died_between_news_and_sum_is_summed_the_next_time(network, officer, monkeypatch):
    keep_report(
        actor=officer,
        figure=Figure("35.73.02.1007", "nib", "ya", NOW.date(), "Surat kelurahan"),
        today=NOW.date(),
        request_id=new_id(),
        now=NOW,
    )
    with monkeypatch.context() as broken, pytest.raises(ZeroDivisionError):
        broken.setattr(summaries, "sum_places", lambda *_, **__: 1 / 0)
        catch_up(now=NOW)
    assert not PlaceSummary.objects.get(code="35.73.02.1007").has_nib

    assert catch_up(now=NOW) == 1
    assert PlaceSummary.objects.get(code="35.73.02.1007").has_nib


def test_a_cooperative_that_joins_is_summed_by_itself(network):
    alone = Cooperative.objects.create(code="35.73.01.9999", name="KKMP Baru", zone="WIB")

    assert catch_up(now=NOW) == 1
    assert RegionSummary.objects.get(code="35.73").places_count == 58
    assert PlaceSummary.objects.get(cooperative=alone).next_step == "AKTA"


def test_a_cooperative_without_a_city_is_summed_all_the_same(network):
    alone = Cooperative.objects.create(code="11.01.01.2001", name="KDMP Contoh", zone="WIB")
    sum_places([alone.id], now=NOW)
    sum_regions(codes=[alone.code], now=NOW)

    assert PlaceSummary.objects.get(code=alone.code).next_step == "AKTA"
    assert RegionSummary.objects.get(code="11").places_count == 1
    assert RegionSummary.objects.get(code="ID").places_count == 58
