from datetime import timedelta
from html import unescape

import pytest
from django.core.cache import cache

from guyub.city.development.models import Visit, VisitAction
from guyub.foundation.identity.domain.roles import Role
from guyub.foundation.kernel.dates import utc_now
from guyub.foundation.kernel.tenancy.scope import scope
from tests.city.development.makers import plan, write
from tests.foundation.identity.web.test_bad_input import FIELDS, STRANGE

HERE = "/kunjungan/35.73.03.1003/"


def page(answer, status=200):
    assert answer.status_code == status
    return unescape(answer.content.decode())


@pytest.fixture
def today():
    """The business date, in WIB, on which the pages work."""
    return (utc_now() + timedelta(hours=7)).date()


def form(today, **changed):
    return {
        "visited_on": today,
        "minutes": "90",
        "met": "Ketua",
        "notes": "Alamat berbeda",
        "what": ["Minta surat RT", "", "Cek OSS"],
        "who": ["Ketua", "", "Sekretaris"],
        "due_on": [today + timedelta(days=7), "", today + timedelta(days=9)],
    } | changed


def visit_of(world):
    with scope(world.bumiayu.id):
        return Visit.objects.get(cooperative=world.bumiayu)


def test_a_mentor_plans_a_visit_and_writes_it_up(client, world, today):
    client.force_login(world.person(Role.PENDAMPING))
    planned = client.post(f"{HERE}rencana/", {"planned_on": today, "purpose": "NIB", "plan": "Bawa akta"})
    assert planned.status_code == 302
    assert "Catat hasil kunjungan" in page(client.get(planned.url))

    assert client.post(planned.url, form(today)).url == planned.url

    with scope(world.bumiayu.id):
        agreed = VisitAction.objects.filter(cooperative=world.bumiayu).order_by("due_on")
        assert [(action.what, action.who) for action in agreed] == [
            ("Minta surat RT", "Ketua"),
            ("Cek OSS", "Sekretaris"),
        ]
        first = agreed[0]
    shown = page(client.get(planned.url))
    assert "Catat hasil kunjungan" not in shown
    assert "Cek%20OSS%20%28Sekretaris" in shown  # what WhatsApp will carry: no number
    assert client.post(f"{HERE}tindak/{first.id}/").url == "/kunjungan/"
    assert "sudah dinyatakan selesai" in page(client.post(f"{HERE}tindak/{first.id}/"), 422)


@pytest.mark.parametrize(
    ("changed", "said"),
    [
        ({"visited_on": "kemarin"}, "Pilih tanggal kunjungan terjadi"),
        ({"minutes": "sejam"}, "Tulis lamanya dalam menit"),
        ({"due_on": ["", "", ""]}, "perlu batas waktu"),
        ({"who": ["", "", ""]}, "nama orangnya"),
    ],
)
def test_a_refusal_keeps_what_was_typed(client, world, today, changed, said):
    plan(world)
    client.force_login(world.person(Role.PENDAMPING))

    shown = page(client.post(f"{HERE}{visit_of(world).id}/", form(today, **changed)), 422)

    assert said in shown
    assert 'value="Cek OSS"' in shown
    assert "Alamat berbeda</textarea>" in shown
    assert visit_of(world).state == "PLANNED"


def test_a_plan_is_refused_with_its_words_kept(client, world):
    client.force_login(world.person(Role.PENDAMPING))

    shown = page(client.post(f"{HERE}rencana/", {"planned_on": "2020-01-01", "purpose": "NIB"}), 422)

    assert "Pilih tanggal kunjungan, dari hari ini" in shown
    assert 'value="NIB"' in shown


def test_the_cooperative_reads_and_does_not_write(client, world, today):
    plan(world)
    address = f"{HERE}{visit_of(world).id}/"
    client.force_login(world.person(Role.KETUA))

    shown = page(client.get(address))
    assert "Mendampingi NIB" in shown
    assert 'method="post"' not in shown.partition("<main")[2].partition("</main")[0]
    assert client.post(address, form(today)).status_code == 403
    assert client.post(f"{address}batal/", {"reason": "x"}).status_code == 403
    assert "1 kunjungan direncanakan" in page(client.get("/kunjungan/"))


def test_another_mentor_is_told_whose_it_is(client, world, today):
    plan(world)
    address = f"{HERE}{visit_of(world).id}/"
    client.force_login(world.person(Role.PENDAMPING, name="Pendamping lain"))

    assert "Catat hasil" not in page(client.get(address))
    assert "Kunjungan ini milik Pendamping KKMP Bumiayu" in page(client.post(address, form(today)), 422)
    client.force_login(world.person(Role.PETUGAS_DINAS))
    assert client.post(f"{address}batal/", {"reason": "Banjir"}).status_code == 302
    assert "Banjir" in page(client.get(address))


def test_a_need_is_raised_from_a_visit(client, world):
    plan(world)
    visit_id = visit_of(world).id
    write(world, visit_id)
    client.force_login(world.person(Role.PENDAMPING))

    assert str(visit_id) in page(client.get(f"/kebutuhan/35.73.03.1003/ajukan/?kunjungan={visit_id}"))
    client.post(
        "/kebutuhan/35.73.03.1003/ajukan/",
        {
            "kind": "LAINNYA",
            "title": "Papan nama",
            "quantity": "1",
            "unit": "buah",
            "reason": "Belum ada",
            "urgency": "1",
            "visit": str(visit_id),
        },
    )

    assert "Papan nama" in page(client.get(f"{HERE}{visit_id}/"))


def test_strange_words_in_every_field_of_an_account_are_answered(client, world):
    cache.clear()
    plan(world)
    client.force_login(world.person(Role.PENDAMPING))
    for strange in STRANGE:
        answer = client.post(f"{HERE}{visit_of(world).id}/", dict.fromkeys(FIELDS, strange))

        assert answer.status_code in {400, 422}, strange
