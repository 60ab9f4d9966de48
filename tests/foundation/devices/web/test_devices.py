import re

import pytest
from django.contrib.auth.hashers import make_password
from django.core.files.uploadedfile import SimpleUploadedFile

from guyub.community.cooperatives.domain.outlets import Internet, OutletStatus
from guyub.community.cooperatives.models import Outlet
from guyub.foundation.devices.domain.clocks import STOP_MS
from guyub.foundation.devices.domain.resolving import FAILED, PLACE_CODES, SAME_ID
from guyub.foundation.devices.models import BindingCode, BroughtOutbox, Device, DeviceEvent
from guyub.foundation.devices.services.admitting import UNREADABLE, admit
from guyub.foundation.devices.web.words import EVENT_WORDS, WORRY_ADVICE, WORRY_WORDS, offset_words, why
from guyub.foundation.identity.domain.roles import Role
from guyub.foundation.kernel.tenancy.scope import scope
from tests.foundation.devices.till import Books, RefusedSaleError, bound, file_of, inside
from tests.world import NOW, new_id

PIN = "270817"


@pytest.fixture
def manager(client, world):
    client.force_login(world.person(Role.PENGELOLA_GERAI))
    return client


@pytest.fixture
def outlet(world):
    with scope(world.bumiayu.id):
        return Outlet.objects.create(
            cooperative=world.bumiayu,
            kind="SEMBAKO",
            name="Gerai Bumiayu",
            ownership="BELUM",
            internet=Internet.TIDAK_ADA.value,
            status=OutletStatus.BELUM.value,
            changed_at=NOW,
        )


@pytest.fixture
def refused(world):
    """A device with one event that was not applied, and the row of that."""
    device, till, _ = bound(world)
    till.write(kind="moon.landed", body={"total_rp": 15000, "nama": "<b>Siti</b>"})
    with inside(device):
        admit(device=device, batch=till.events, now=NOW, apply=Books({1: RefusedSaleError}))
        return device, till, DeviceEvent.objects.get(cooperative=world.bumiayu).id


def form(**more):
    return {"request_id": str(new_id())} | more


def page(answer, status=200):
    assert answer.status_code == status
    return answer.content.decode()


def test_a_code_is_shown_once_and_binds(manager, outlet, world):
    typed = form(name="HP kasir 1", outlet=str(outlet.id))

    first = page(manager.post("/perangkat/ikat/", typed))
    again = page(manager.post("/perangkat/ikat/", typed))

    (code,) = re.findall(r"<code>([A-Z0-9]{4}-[A-Z0-9]{4})</code>", first)
    assert code in again
    assert "data:image/png;base64," in first
    assert code not in page(manager.get("/perangkat/ikat/"))
    made = BindingCode.objects.get()
    assert (made.device_name, made.outlet_id, made.outlet_name) == ("HP kasir 1", outlet.id, "Gerai Bumiayu")


@pytest.mark.parametrize(("change", "words"), [({"name": ""}, "Beri nama"), ({"outlet": "x"}, "Pilih gerai")])
def test_what_is_wrong_with_a_binding_is_said(change, words, manager, outlet):
    told = page(manager.post("/perangkat/ikat/", form(name="HP", outlet=str(outlet.id)) | change), 422)

    assert words in told


def test_the_list_says_how_each_stands(manager, world, refused):
    bound(world, name="Laptop kantor")
    device, *_ = refused

    told = page(manager.get("/perangkat/"))

    assert "1 perangkat perlu dilihat" in told
    assert "Perlu diputuskan" in told
    assert "1 catatan belum masuk ke buku" in told
    assert str(device.id) in told
    assert "HP kasir 1" in told
    assert "K2" in told


def test_one_device_says_what_worries_and_what_to_do(manager, world, refused):
    device, till, _ = refused
    till.sell(3)
    with inside(device):
        admit(device=device, batch=till.events[2:], now=NOW, apply=Books())
        mine = Device.objects.filter(cooperative=world.bumiayu, id=device.id)
        mine.update(offset_ms=STOP_MS + 1, forked_at=NOW, waiting=30, is_persisted=False, free_mb=100)

    told = page(manager.get(f"/perangkat/{device.id}/"))

    for worry, advice in WORRY_ADVICE.items():
        if WORRY_WORDS[worry][0] != "Jam meleset":
            assert advice in told
    assert "Nomor 2" in told
    assert "24 jam di belakang" in told
    assert "belum aman, sisa 100 MB" in told


@pytest.mark.parametrize(
    ("offset_ms", "words"),
    [
        (None, "belum diketahui"),
        (4999, "tepat"),
        (-59_000, "59 detik di depan"),
        (720_000, "12 menit di belakang"),
        (-7_200_000, "2 jam di depan"),
    ],
)
def test_how_far_off_a_clock_is(offset_ms, words):
    assert offset_words(offset_ms) == words


def test_a_device_is_revoked_with_a_reason(manager, world):
    device, *_ = bound(world)
    address = f"/perangkat/{device.id}/cabut/"

    assert "Tulis alasan mencabut" in page(manager.post(address, form(why="")), 422)
    assert manager.post(address, form(why="HP hilang di pasar")).url == f"/perangkat/{device.id}/"
    told = page(manager.get(f"/perangkat/{device.id}/"))
    assert "HP hilang di pasar" in told
    assert "Cabut perangkat" not in told
    assert "Dicabut" in page(manager.get("/perangkat/"))


def test_an_event_is_read_and_refused(manager, world, refused):
    _, _, row_id = refused
    address = f"/perangkat/catatan/{row_id}/"

    told = page(manager.get(address))
    assert "&lt;b&gt;Siti&lt;/b&gt;" in told
    assert "Masukkan lagi" in told
    assert "1 catatan menunggu" in page(manager.get("/perangkat/catatan/"))
    assert "Tulis alasannya" in page(manager.post(f"{address}tolak/", form(reason="")), 422)
    assert manager.post(f"{address}tolak/", form(reason="salah pencet")).url == address
    assert "sudah diputuskan" in page(manager.get(address))
    past = page(manager.get("/perangkat/catatan/"))
    assert "salah pencet" in past
    assert "Tidak ada catatan yang tertahan" in past
    manager.force_login(world.person(Role.KETUA))
    trail = page(manager.get("/jejak/"))
    assert "tidak memasukkan catatan 1 dari HP kasir 1: salah pencet" in trail
    assert "mengikat HP kasir 1 di Gerai Bumiayu dengan kode sekali pakai" in trail


def test_applying_again_says_why_not(manager, refused):
    _, _, row_id = refused

    told = page(manager.post(f"/perangkat/catatan/{row_id}/masukkan/", form(reason="coba")), 422)

    assert "Jenis catatan moon.landed belum dikenal" in told


def test_a_loss_goes_to_the_inbox_of_a_second_person(manager, world, refused):
    _, _, row_id = refused
    address = f"/perangkat/catatan/{row_id}/rugi/"

    assert "alasan" in page(manager.post(address, form(reason="")), 422).lower()
    assert manager.post(address, form(reason="barang sudah dibawa")).url == "/persetujuan/"
    manager.force_login(world.person(Role.KETUA))
    assert "catatan nomor 1 dari HP kasir 1 diterima sebagai kerugian" in page(manager.get("/persetujuan/"))


def test_a_gap_is_proposed_to_be_given_up(manager, world):
    device, till, _ = bound(world)
    till.sell(3)
    with inside(device):
        admit(device=device, batch=till.events[2:], now=NOW, apply=Books())
        gap_id = device.gaps.get().id

    assert "Lepas nomor yang hilang" in page(manager.get(f"/perangkat/{device.id}/"))
    address = f"/perangkat/{device.id}/celah/{gap_id}/"
    assert page(manager.post(address, form(reason="")), 422)
    assert manager.post(address, form(reason="HP rusak")).url == "/persetujuan/"


def test_a_file_is_brought_let_in_and_admitted(manager, world, settings, tmp_path):
    settings.DATA_DIR = tmp_path
    device, till, _ = bound(world)
    till.sell(2)
    address, typed = f"/perangkat/{device.id}/berkas/", form(reason="HP ditemukan")

    assert "bukan catatan dari kasir" in page(manager.post(address, typed), 422)
    file = SimpleUploadedFile("kasir.json", file_of(till, device))
    assert manager.post(address, typed | {"request_id": str(new_id()), "file": file}).url == "/persetujuan/"
    assert "Menunggu orang kedua" in page(manager.get(f"/perangkat/{device.id}/"))
    with scope(world.bumiayu.id):
        outbox_id = BroughtOutbox.objects.get(cooperative=world.bumiayu).id
    chair = world.person(Role.KETUA)
    chair.pin = make_password(PIN)
    chair.save()
    manager.force_login(chair)
    inbox = page(manager.get(f"/persetujuan/{outbox_id}/"))
    assert "cocok dengan kunci perangkat" in inbox
    manager.post(f"/persetujuan/{outbox_id}/putus/", form(decision="setuju", proof=PIN))
    manager.force_login(world.person(Role.PENGELOLA_GERAI))

    told = page(manager.post(f"{address}{outbox_id}/", form()))

    assert "0 catatan masuk, 2 perlu diputuskan, 0 masih di berkas." in told  # no context knows sales here
    assert "Sudah diperiksa semua" in told


def test_a_row_of_another_cooperative_is_not_there(client, world, refused):
    device, _, row_id = refused
    client.force_login(world.person(Role.PENGELOLA_GERAI, world.arjosari))

    for address in (f"/perangkat/{device.id}/", f"/perangkat/catatan/{row_id}/"):
        assert client.get(address).status_code == 404
    for address in (f"/perangkat/{device.id}/cabut/", f"/perangkat/catatan/{row_id}/tolak/"):
        assert client.post(address, form(why="x", reason="x")).status_code == 404


def test_who_only_sells_reads_and_decides_nothing(client, world, refused):
    device, _, row_id = refused
    client.force_login(world.person(Role.KASIR))

    assert "diputuskan pengelola gerai" in page(client.get(f"/perangkat/catatan/{row_id}/"))
    told = page(client.get(f"/perangkat/{device.id}/"))
    assert "<form" not in told.split("<main")[1].split("</main>")[0]
    assert "Ikat perangkat" not in page(client.get("/perangkat/"))


def test_the_first_page_says_what_waits(manager, world, refused):
    assert "Putuskan 1 catatan kasir" in page(manager.get("/beranda/"))


def test_every_refusal_of_the_chain_has_words():
    assert {*PLACE_CODES.values(), FAILED, SAME_ID, UNREADABLE} == set(EVENT_WORDS)
    assert all(why(code, {}).endswith(".") for code in EVENT_WORDS)
    assert why("", {}) == ""
    assert why("devices.batch.refused", {"wrong": "too_many", "most": 50}).startswith("Sekali kirim")


def test_json_of_a_body_is_readable(manager, refused):
    told = page(manager.get(f"/perangkat/catatan/{refused[2]}/"))

    assert "&quot;total_rp&quot;: 15000" in told
