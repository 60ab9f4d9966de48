from datetime import date

import pytest

from guyub.community.members.domain.businesses import BusinessTyped
from guyub.community.members.models import Business, BusinessPaper, FileChange
from guyub.community.members.services.businesses import (
    BusinessRefusedError,
    add_business,
    add_paper,
    change_business,
    end_business,
    remove_paper,
)
from guyub.foundation.identity.domain.roles import Role
from guyub.foundation.kernel.services.files import FileRefusedError
from guyub.foundation.kernel.tenancy.scope import scope
from tests.pictures import photo
from tests.world import NOW, World, new_id

pytestmark = pytest.mark.django_db
TODAY = NOW.date()


@pytest.fixture
def world():
    return World()


def done(world):
    return {"actor": world.actor(Role.SEKRETARIS), "request_id": new_id(), "now": NOW}


def added(world, **told):
    typed = BusinessTyped(**{"name": "Keripik  Bu Siti", "makes": "Keripik tempe", **told})
    return add_business(member_id=world.member().id, typed=typed, today=TODAY, **done(world))


def rows(world, model, *fields):
    with scope(world.bumiayu.id):
        return list(model.objects.filter(cooperative=world.bumiayu).order_by("id").values_list(*fields))


def lines(world):
    return rows(world, FileChange, "field", "before", "after", "why")


def wrong(act, error=BusinessRefusedError):
    with pytest.raises(error) as refused:
        act()
    return refused.value.facts["wrong"]


def test_a_business_is_told_changed_and_ended(world):
    business_id = added(world, a_month="200 bungkus", turnover_rp=3_000_000, workers=2, since_year=2019)
    typed = BusinessTyped(
        name="Keripik Bu Siti",
        makes="Keripik tempe",
        a_month="300 bungkus",
        turnover_rp=4_500_000,
        workers=2,
        since_year=None,
    )
    change_business(business_id=business_id, typed=typed, today=TODAY, **done(world))
    assert rows(world, Business, "name", "a_month", "turnover_rp", "since_year", "ended_on") == [
        ("Keripik Bu Siti", "300 bungkus", 4_500_000, None, None)
    ]
    end_business(business_id=business_id, today=TODAY, **done(world))

    name = "Keripik Bu Siti"
    assert lines(world) == [
        ("business", "", name, name),
        ("business.a_month", "200 bungkus", "300 bungkus", name),
        ("business.turnover_rp", "3000000", "4500000", name),
        ("business.since_year", "2019", "", name),
        ("business", name, "", name),
    ]
    assert wrong(lambda: end_business(business_id=business_id, today=TODAY, **done(world))) == "gone"
    assert rows(world, Business, "ended_on") == [(TODAY,)]


def test_what_cannot_be_kept_changes_nothing(world):
    business_id = added(world)
    same = BusinessTyped(name="Keripik Bu Siti", makes="Keripik tempe")
    assert (
        wrong(lambda: change_business(business_id=business_id, typed=same, today=TODAY, **done(world)))
        == "same"
    )
    assert wrong(lambda: added(world, workers=0)) == "workers"
    assert (
        wrong(lambda: change_business(business_id=new_id(), typed=same, today=TODAY, **done(world))) == "gone"
    )
    assert len(lines(world)) == 1


def test_one_member_has_ten_at_most(world):
    for turn in range(10):
        added(world, name=f"Usaha {turn}")
    assert wrong(lambda: added(world)) == "many"
    assert len(rows(world, Business, "id")) == 10


def paper(world, business_id, kind="HALAL", number="ID123", until=date(2027, 5, 1), document=None):
    add_paper(
        business_id=business_id,
        kind=kind,
        number=number,
        valid_until=until,
        document=document,
        **done(world),
    )


def test_photos_and_certificates_come_and_go(world):
    business_id = added(world)
    paper(world, business_id)
    paper(world, business_id, "FOTO", "", None, ("produk.png", photo()))
    assert wrong(lambda: paper(world, business_id, "NIB", "")) == "shows"
    with pytest.raises(FileRefusedError):
        paper(world, business_id, document=("a.exe", b"MZ" * 40))
    kept = rows(world, BusinessPaper, "id", "kind", "number", "valid_until", "file__kind")
    assert [row[1:] for row in kept] == [
        ("HALAL", "ID123", date(2027, 5, 1), None),
        ("FOTO", "", None, "USAHA_ANGGOTA"),
    ]

    remove_paper(business_id=business_id, paper_id=kept[0][0], today=TODAY, **done(world))
    assert [row[0] for row in rows(world, BusinessPaper, "removed_on")] == [TODAY, None]
    assert (
        wrong(lambda: remove_paper(business_id=business_id, paper_id=kept[0][0], today=TODAY, **done(world)))
        == "gone"
    )
    assert [line[:3] for line in lines(world)][1:] == [
        ("business.paper", "", "Sertifikat halal ID123"),
        ("business.paper", "", "Foto"),
        ("business.paper", "Sertifikat halal ID123", ""),
    ]
