"""The city's pages: what an officer sees in a minute, and what only a reason opens."""

import gzip
import re
from datetime import timedelta

import pytest
from django.core.management import call_command
from django.db import connection
from django.test.utils import CaptureQueriesContext

from guyub.city.supervision.models import PlaceSummary
from guyub.city.supervision.services.summaries import sum_all
from guyub.community.cooperatives.models import Officer
from guyub.foundation.identity.domain.roles import Role
from guyub.foundation.identity.domain.vault import SecretKind
from guyub.foundation.identity.models import AuditEntry
from guyub.foundation.identity.services.vault import keep_secret
from guyub.foundation.kernel.dates import utc_now
from guyub.foundation.kernel.documents.spreadsheets import read_table
from guyub.foundation.kernel.models import IssuedPaper
from guyub.foundation.kernel.tenancy.scope import scope
from tests.world import BEGAN, NOW, World, new_id

pytestmark = pytest.mark.django_db


@pytest.fixture
def city(client):
    """An officer of Kota Malang before the 57."""
    call_command("load_network", without_regions=True)
    world = World()
    sum_all(now=NOW)
    client.force_login(world.person(Role.PETUGAS_DINAS))
    return world


def test_the_title_says_what_was_found_and_the_sums_are_the_sources(city, client):
    answer = client.get("/kota/")
    view = answer.context["view"]

    assert "9 koperasi berjalan, 22 macet" in answer.content.decode()
    assert (view.total, view.with_nib, view.sales_rp, view.savings_rp) == (57, 35, 295_480_000, 36_520_000)
    by_step = {code: count for code, _, count in view.by_step}
    assert (by_step["AKTA"], by_step["NIB"], by_step["JUALAN"]) == (57, 35, 9)


def test_one_filter_shows_the_22_without_a_nib_and_since_when(city, client):
    answer = client.get("/kota/?izin=tanpa-nib")
    page = answer.content.decode()

    assert len(answer.context["view"].rows) == 22
    assert "22 dari 57 koperasi ditampilkan" in page
    assert "tercatat belum, paling sedikit sejak 5\xa0Agu\xa02026" in page
    assert "Polehan" in page


@pytest.mark.parametrize(
    ("query", "count"),
    [
        ("kecamatan=35.73.02", 11),
        ("langkah=NIB", 22),
        ("hanya=macet", 22),
        ("hanya=lama", 57),
        ("hanya=segar", 0),
        ("langkah=TIDAK_ADA", 0),
        ("kecamatan=35.73.03&izin=tanpa-nib", 4),
        ("pendamping=Siapa", 0),
    ],
)
def test_filters_narrow_everything(query, count, city, client):
    assert len(client.get(f"/kota/?{query}").context["view"].rows) == count


def test_mentors_are_named_and_filter(city, client):
    city.seat(Role.PENDAMPING, name="Fajar Nugroho")

    assert client.get("/kota/?pendamping=Fajar+Nugroho").context["view"].rows[0].ward == "Bumiayu"


@pytest.mark.parametrize(
    "address", ["/kota/", "/kota/kalender/", "/kota/kontak/", "/wilayah/", "/wilayah/35.73/"]
)
def test_a_page_is_light_and_asks_at_most_twelve_times(address, city, client):
    with CaptureQueriesContext(connection) as captured:
        answer = client.get(address)
    asked = [q["sql"] for q in captured if not q["sql"].startswith(("SAVEPOINT", "RELEASE"))]

    assert answer.status_code == 200
    assert len([sql for sql in asked if "set_config" not in sql]) <= 12
    assert len(gzip.compress(answer.content)) <= 100_000


def test_the_map_and_the_table_say_the_same(city, client):
    page = client.get("/kota/").content.decode()

    assert len(re.findall(r'<a href="/jalur/[^"]+" aria-label="[^"]+: [^"]+">', page)) == 57
    assert page.count("<circle") == 22
    assert page.count('<th scope="row"><a href="/jalur/') == 57


def test_the_list_goes_out_as_a_table(city, client):
    rows = read_table(client.get("/kota/unduh/?izin=tanpa-nib").content)
    assert rows[2][:3] == ["Kode", "Koperasi", "Kecamatan"]
    assert len(rows) == 3 + 22
    assert client.get("/kota/unduh/?bentuk=csv").content.startswith("\ufeffKode;Koperasi".encode())


def test_the_report_is_one_page_issued_once_and_can_be_verified(city, client):
    request_id = new_id()
    first = client.post("/kota/laporan/", {"request_id": str(request_id)})
    again = client.post("/kota/laporan/", {"request_id": str(request_id)})

    assert first["Content-Type"] == "application/pdf"
    assert first.content.startswith(b"%PDF-")
    assert len(re.findall(rb"/Type\s*/Page[^s]", first.content)) == 1
    assert first.content == again.content
    with scope(city.city.id):
        paper = IssuedPaper.objects.get(cooperative_id=city.city.id, id=request_id)
    assert ["Tercatat punya NIB", "35 dari 57"] in paper.facts


def test_a_chairs_phone_is_opened_with_a_reason_and_written_down(city, client):
    person = city.person(Role.KETUA)
    keep_secret(person=person, kind=SecretKind.PHONE, value="+6281200000043", now=NOW)
    with scope(city.bumiayu.id):
        Officer.objects.create(
            cooperative=city.bumiayu,
            name="Bambang Sutrisno",
            person=person,
            post="KETUA",
            term_from=BEGAN.date(),
            term_to="2030-01-01",
            recorded_at=NOW,
        )
    listed = client.get("/kota/kontak/").content.decode()
    assert "Bambang Sutrisno" in listed
    assert "81200000043" not in listed

    refused = client.post("/kota/kontak/", {"reason": "rapat", "request_id": str(new_id())})
    assert refused.status_code == 422
    assert "81200000043" not in refused.content.decode()
    with scope(city.city.id):
        assert not AuditEntry.objects.filter(cooperative_id=city.city.id).exists()

    request_id = str(new_id())
    fields = {"reason": "mengundang rapat 3 Desember", "request_id": request_id}
    opened = client.post("/kota/kontak/", fields)
    assert "https://wa.me/6281200000043" in opened.content.decode()
    assert "no-store" in opened["Cache-Control"]
    with scope(city.city.id):
        entry = AuditEntry.objects.get(cooperative_id=city.city.id)
    assert entry.facts == {"people_count": 1, "reason": "mengundang rapat 3 Desember"}
    assert client.post("/kota/kontak/", fields).status_code == 422


def test_the_calendar_names_who_is_late(city, client):
    rows = client.get("/kota/kalender/").context["rows"]

    limit = next(row for row in rows if row.title == "RAT, batas undang-undang")
    assert (limit.due_on.isoformat()[5:], len(limit.unmet), limit.total) == ("06-30", 57, 57)


def test_the_calendar_reminds_of_what_ends_within_sixty_days(city, client):
    today = utc_now().date()
    places = PlaceSummary.objects.order_by("code")
    first, second, third = places[0].code, places[1].code, places[2].code
    places.filter(code=first).update(expires_on=today + timedelta(days=58))
    places.filter(code=second).update(term_ends_on=today - timedelta(days=3))
    places.filter(code=third).update(expires_on=today + timedelta(days=90))

    endings = client.get("/kota/kalender/").context["endings"]

    assert [(one.code, one.what) for one in endings] == [(second, "masa jabatan"), (first, "dokumen")]


def test_regions_lead_down_from_the_nation_to_the_wards(city, client):
    nation = client.get("/wilayah/").content.decode()
    assert "9 dari 57 koperasi berjalan" in nation
    assert client.get("/wilayah/35/").status_code == 200
    district = client.get("/wilayah/35.73.03/")
    assert "KKMP Bumiayu" in district.content.decode()
    assert client.get("/wilayah/99/").status_code == 404
    assert client.get("/wilayah/35.73.03/?halaman=x").status_code == 200


def test_a_cooperatives_own_people_see_none_of_it(city, client):
    client.force_login(city.person(Role.KETUA))

    for address in ("/kota/", "/kota/kontak/", "/kota/kalender/", "/wilayah/", "/kota/unduh/"):
        assert client.get(address).status_code == 403
