"""The tasks of a morning as sentences, each role its own."""

from datetime import timedelta

import pytest
from django.core.cache import cache
from django.db import connection
from django.test.utils import CaptureQueriesContext

from guyub.desks.cooperative.selectors.home import home_page
from guyub.desks.cooperative.web.tasks import tasks_of, way
from guyub.finance.savings.models import DuesBill
from guyub.foundation.devices.services.binding import revoke_device
from guyub.foundation.identity.domain.roles import Role
from guyub.foundation.kernel.tenancy.scope import scope
from tests.desks.cooperative.mornings import Morning
from tests.foundation.devices.till import bound
from tests.world import NOW, new_id

pytestmark = pytest.mark.django_db
RP = "Rp\u00a0"


@pytest.fixture
def morning():
    return Morning()


def test_the_treasurers_morning(morning):
    assert morning.tasks(Role.BENDAHARA) == {
        "Laci gerai belum ditutup": "dibuka Kasir KKMP Bumiayu, 24\u00a0Nov\u00a02026",
        "Catat bayar listrik dan air": "jatuh 20\u00a0Nov\u00a02026",
        "Ganti 1 klaim nota": f"{RP}40.000, sudah disetujui",
        "Cocokkan rekening bank": "1 baris belum berpasangan",
        "Jawab 1 pertanyaan pengawas": "tentang jurnal",
        "Susutkan aset Oktober": "penyusutan dan beban dibayar di muka",
        "Tutup buku Januari": "berakhir 298 hari lalu",
        "Tetapkan anggaran 2026": "belum ada yang berlaku tahun ini",
    }


def test_the_chair_decides_claims_and_answers(morning):
    assert morning.tasks(Role.KETUA) == {
        "Putuskan 1 klaim nota": f"{RP}22.500",
        "Jawab 1 pertanyaan pengawas": "tentang jurnal",
    }


def test_who_has_a_claim_sees_the_own_one_and_the_cashier_the_own_drawer(morning):
    assert morning.tasks(Role.SEKRETARIS)["Klaim Anda: 2 belum diganti"] == f"{RP}62.500"
    assert list(morning.tasks(Role.KASIR)) == ["Tutup giliran di Laci gerai"]


def test_the_pengawas_answers_nothing_and_closes_nothing(morning):
    assert not {"Jawab 1 pertanyaan pengawas", "Tutup buku Januari"} & set(morning.tasks(Role.PENGAWAS))


def test_a_page_that_is_not_there_has_no_way(morning):
    assert way("nowhere:page", morning.bumiayu) == ""
    assert way("ledger:journal", morning.bumiayu) == "/buku/35.73.03.1003/jurnal/"


@pytest.mark.parametrize("role", [Role.BENDAHARA, Role.KETUA, Role.PENGAWAS, Role.SEKRETARIS, Role.KASIR])
def test_the_home_costs_twelve_queries_at_most_with_everything_there(role, morning, client):
    cache.clear()
    client.force_login(morning.person(role))
    client.get("/beranda/")

    with CaptureQueriesContext(connection) as trips:
        page = client.get("/beranda/")

    asked = [one for one in trips if "SAVEPOINT" not in one["sql"]]
    assert len(asked) <= 12
    assert page.status_code == 200
    assert len(page.content) < 100_000


def test_who_takes_savings_hears_of_late_dues(morning):
    member = morning.member("Siti Contoh")
    with scope(morning.bumiayu.id):
        for month, due_on in (
            ("2026-10-01", "2026-10-10"),
            ("2026-11-01", "2026-11-25"),
        ):  # due today: not late
            DuesBill.objects.create(
                cooperative=morning.bumiayu, member=member, month=month, amount_rp=10_000, due_on=due_on
            )
    title = "Tagih 1 anggota yang belum bayar simpanan wajib"
    assert morning.tasks(Role.BENDAHARA)[title] == f"lewat jatuh tempo, {RP}10.000"
    assert title not in morning.tasks(Role.KETUA)


def test_a_till_that_was_not_heard_of_for_a_week_is_asked_after(world):
    device, *_ = bound(world, now=NOW - timedelta(days=7))

    def told(role, now):
        page = home_page(actor=world.actor(role), place=world.bumiayu, now=now, today=now.date())
        return [
            one.title for one in tasks_of(page, world.bumiayu, today=now.date()) if "terdengar" in one.title
        ]

    late = NOW + timedelta(seconds=1)
    assert told(Role.PENGELOLA_GERAI, NOW) == []
    assert told(Role.PENGELOLA_GERAI, late) == ["HP kasir 1 belum terdengar"]
    assert told(Role.KASIR, late) == []
    bound(world, name="HP kasir 2", now=NOW - timedelta(days=8))
    assert told(Role.PENGELOLA_GERAI, NOW) == ["HP kasir 2 belum terdengar"]
    assert told(Role.PENGELOLA_GERAI, late) == ["2 perangkat belum terdengar"]
    revoke_device(
        actor=world.actor(Role.KETUA), device_id=device.id, why="hilang", request_id=new_id(), now=NOW
    )
    assert told(Role.PENGELOLA_GERAI, late) == ["HP kasir 2 belum terdengar"]
