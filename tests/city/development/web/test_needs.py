import io
from html import unescape

import pytest
from python_calamine import CalamineWorkbook

from guyub.city.development.models import Need
from guyub.foundation.identity.domain.roles import Role
from guyub.foundation.identity.models import Membership
from guyub.foundation.identity.web.middleware import SEAT
from guyub.foundation.kernel.documents.spreadsheets import read_table
from guyub.foundation.kernel.models import StoredFile
from guyub.foundation.kernel.photos import small_copy
from guyub.foundation.kernel.tenancy.scope import scope
from tests.city.development.makers import JPEG, S, bring_to, raise_one

HERE = "/kebutuhan/35.73.03.1003/"
FORM = {
    "kind": "PENDINGIN",
    "title": "Lemari pendingin",
    "quantity": "1",
    "unit": "buah",
    "estimate": "5.200.000",
    "reason": "Telur dan minuman",
    "urgency": "3",
}


def page(answer, status=200):
    assert answer.status_code == status
    return unescape(answer.content.decode())


def at(need_id, more=""):
    return f"{HERE}{need_id}/{more}"


def state(world):
    with scope(world.bumiayu.id):
        return Need.objects.get(cooperative=world.bumiayu).state


def test_a_chair_raises_a_need_and_the_city_moves_it(client, world):
    client.force_login(world.person(Role.KETUA))
    raised = client.post(f"{HERE}ajukan/", FORM)
    assert raised.status_code == 302
    shown = page(client.get(raised.url))
    assert "Menunggu Diskopindag memeriksa" in shown
    assert "langkah/" not in shown  # nothing for her to do

    client.force_login(world.person(Role.PETUGAS_DINAS))
    shown = page(client.get(raised.url))
    assert "Nyatakan sudah diperiksa" in shown
    assert client.post(f"{raised.url}langkah/", {"seen": "RAISED", "to": "VERIFIED"}).url == raised.url
    assert state(world) == "VERIFIED"
    assert "1 kebutuhan terbuka" in page(client.get("/kebutuhan/"))


def test_a_refusal_keeps_what_was_typed(client, world):
    client.force_login(world.person(Role.KETUA))

    shown = page(client.post(f"{HERE}ajukan/", FORM | {"quantity": "dua"}), 422)
    assert "Tulis jumlahnya dengan angka bulat" in shown
    assert 'value="Lemari pendingin"' in shown
    assert '<option value="PENDINGIN" selected>' in shown

    shown = page(client.post(f"{HERE}ajukan/", FORM | {"estimate": "lima juta"}), 422)
    assert "bukan jumlah rupiah" in shown


def test_who_was_late_is_told_on_the_page_as_it_is_now(client, world):
    need_id = raise_one(world)
    bring_to(world, need_id, S.VERIFIED)
    client.force_login(world.person(Role.PETUGAS_DINAS))

    shown = page(client.post(at(need_id, "langkah/"), {"seen": "RAISED", "to": "DECLINED", "note": "x"}), 422)

    assert "Orang lain baru saja memindahkan" in shown
    assert "Masukkan ke rencana" in shown
    assert state(world) == "VERIFIED"


def test_the_cooperative_says_that_it_is_used(client, world):
    need_id = raise_one(world)
    bring_to(world, need_id, S.HANDED_OVER)
    client.force_login(world.person(Role.PETUGAS_DINAS))
    assert "Nyatakan sudah dipakai" not in page(client.get(at(need_id)))
    client.force_login(world.person(Role.KETUA))
    assert "Nyatakan sudah dipakai" in page(client.get(at(need_id)))
    client.force_login(world.person(Role.KASIR))
    assert "langkah/" not in page(client.get(at(need_id)))
    page(client.post(at(need_id, "langkah/"), {"seen": "HANDED_OVER", "to": "IN_USE"}), 422)
    assert state(world) == "HANDED_OVER"


def test_a_photo_is_sent_to_those_who_may_see_the_cooperative(client, world):
    need_id = raise_one(world, photo=JPEG)
    with scope(world.bumiayu.id):
        file = StoredFile.objects.get(cooperative=world.bumiayu)
        other = StoredFile.objects.get(cooperative=world.bumiayu)
        other.pk, other.kind = None, "AKTA"
        other.id = file.id.__class__(int=file.id.int ^ 1)
        other.save(force_insert=True)
    address = f"{HERE}berkas/{file.id}/"

    for role in (Role.KETUA, Role.PENDAMPING, Role.PETUGAS_DINAS):
        client.force_login(world.person(role))
        answer = client.get(address)
        assert answer.content == small_copy(JPEG[1])
        assert answer["Cache-Control"] == "private, no-store"
        assert "sandbox" in answer["Content-Security-Policy"]
        assert address in page(client.get(at(need_id)))
        assert client.get(f"{HERE}berkas/{other.id}/").status_code == 404  # not of this context
    client.force_login(world.person(Role.KETUA, world.arjosari))
    assert client.get(address).status_code == 404
    assert client.get(address.replace(world.bumiayu.code, world.arjosari.code)).status_code == 404


@pytest.mark.parametrize(
    ("role", "expected"),
    [
        (Role.KETUA, {"Rak Bumiayu"}),
        (Role.PETUGAS_DINAS, {"Rak Bumiayu", "Rak Arjosari"}),
        (Role.PENDAMPING, {"Rak Bumiayu"}),
    ],
)
def test_everybody_reads_the_own_and_the_city_all(client, world, role, expected):
    raise_one(world, title="Rak Bumiayu")
    raise_one(world, place=world.arjosari, title="Rak Arjosari")
    client.force_login(world.person(role))

    shown = page(client.get("/kebutuhan/"))
    table = {row[3] for row in read_table(client.get("/kebutuhan/unduh/").content)[1:] if len(row) > 3}

    for title in ("Rak Bumiayu", "Rak Arjosari"):
        assert (title in shown) is (title in expected)
        assert (title in table) is (title in expected)


def test_filters_and_pages(client, world):
    for number in range(51):
        raise_one(world, title=f"Rak {number:02}", urgency=1)
    raise_one(world, title="Timbangan", kind="TIMBANGAN", urgency=3)
    client.force_login(world.person(Role.KETUA))

    first, second = page(client.get("/kebutuhan/")), page(client.get("/kebutuhan/?halaman=2"))
    assert "1–50 dari 52" in first
    assert "51–52 dari 52" in second
    assert "Timbangan" in page(client.get("/kebutuhan/?jenis=TIMBANGAN"))
    assert "Rak 01" not in page(client.get("/kebutuhan/?mendesak=3"))
    assert "Tidak ada kebutuhan di sini" in page(client.get("/kebutuhan/?keadaan=IN_USE"))
    assert b"Rak 01" in client.get("/kebutuhan/unduh/?bentuk=csv&mendesak=1").content


@pytest.fixture
def mentor(world, client):
    """A mentor of both cooperatives, whose session sits in Bumiayu."""
    seat = world.seat(Role.PENDAMPING)
    Membership.objects.create(
        person=seat.person, cooperative=world.arjosari, role="PENDAMPING", starts_at=seat.starts_at
    )
    client.force_login(seat.person)
    session = client.session
    session[SEAT] = str(seat.id)
    session.save()
    return seat.person


def test_a_mentor_writes_in_each_cooperative_without_changing_seats(client, world, mentor):
    assert client.get(f"/kebutuhan/?untuk={world.arjosari.code}").url == "/kebutuhan/35.73.01.1011/ajukan/"
    raised = client.post("/kebutuhan/35.73.01.1011/ajukan/", FORM)

    assert "KKMP Arjosari" in page(client.get(raised.url))
    with scope(world.arjosari.id):
        assert Need.objects.get(cooperative=world.arjosari).raised_by_name == mentor.name


def test_a_seat_in_another_role_opens_nothing(client, world, mentor):
    member = Membership.objects.create(
        person=mentor,
        cooperative=world.bumiayu,
        role="KASIR",
        starts_at=world.seat(Role.PENDAMPING).starts_at,
    )
    client.post("/saya/peran/", {"seat": member.id})

    assert client.get("/kebutuhan/35.73.01.1011/ajukan/").status_code == 403
    assert client.get("/kunjungan/").status_code == 200
    assert "KKMP Arjosari" not in page(client.get("/kebutuhan/"))


def test_a_mentor_who_is_something_else_elsewhere_is_no_mentor_there(client, world):
    seat = world.seat(Role.PENDAMPING)
    Membership.objects.create(
        person=seat.person, cooperative=world.arjosari, role="BENDAHARA", starts_at=seat.starts_at
    )
    raise_one(world, place=world.arjosari, title="Rak Arjosari")
    client.force_login(seat.person)
    session = client.session
    session[SEAT] = str(seat.id)
    session.save()

    assert client.get("/kebutuhan/35.73.01.1011/ajukan/").status_code == 404
    assert client.get("/kunjungan/35.73.01.1011/rencana/").status_code == 404
    assert "Rak Arjosari" not in page(client.get("/kebutuhan/"))
    assert "KKMP Arjosari" not in page(client.get("/pembinaan/"))


def test_the_workbook_holds_the_list_and_both_sums(client, world):
    raise_one(world)
    client.force_login(world.person(Role.KETUA))

    book = CalamineWorkbook.from_filelike(io.BytesIO(client.get("/kebutuhan/unduh/").content))

    assert book.sheet_names == ["Kebutuhan", "Per jenis", "Per koperasi"]
    assert book.get_sheet_by_name("Per jenis").to_python()[-1] == [
        "Rak dan etalase",
        "buah",
        1,
        3,
        4_500_000,
        0,
    ]
    assert book.get_sheet_by_name("Per koperasi").to_python()[-1][1:4] == ["KKMP Bumiayu", 1, 4_500_000]
