"""The pages of cash through HTTP: a cashier's day, blind until the count is in; vouchers; a hand-over."""

import re

import pytest
from django.core.cache import cache
from django.db import connection
from django.test.utils import CaptureQueriesContext

from guyub.books.treasury.models import CashHandover, CashShift, Event
from guyub.books.treasury.selectors.shifts import shifts_of
from guyub.foundation.identity.domain.roles import Role
from guyub.foundation.kernel.documents.spreadsheets import read_table
from guyub.foundation.kernel.tenancy.scope import scope
from tests.books.treasury.tills import pieces
from tests.world import new_id

KAS = "/kas/35.73.03.1003"


@pytest.fixture
def kas(world, client):
    """The cashier at Bumiayu's places: 0 in the drawer, 550,000 in the box."""
    cache.clear()
    world.ids = world.cash()
    client.force_login(world.person(Role.KASIR))
    return client


def words(answer):
    return " ".join(re.sub(r"<[^>]*>", " ", answer.content.decode()).replace("\xa0", " ").split())


def counted(amount_rp, **more):
    fields = {f"pieces-{code}": str(count) for code, count in pieces(amount_rp).items() if count}
    return fields | {"request_id": str(new_id())} | more


def running(world):
    with scope(world.bumiayu.id):
        return next(iter(shifts_of(cooperative_id=world.bumiayu.id, only_open=True)), None)


def begins(kas, world):
    opened = kas.post(f"{KAS}/laci/{world.ids['LACI']}/mulai/", counted(0))
    assert (opened.status_code, opened.url) == (302, f"{KAS}/giliran/")
    moved = {"amount_in": "200.000", "from_place": world.ids["BRANKAS"], "giver": "Bu Bendahara"}
    assert kas.post(f"{KAS}/giliran/tambah/", moved).status_code == 302
    return running(world).shift_id


def test_a_cashiers_day_with_a_difference(kas, world):
    assert "Anda belum memegang laci" in words(kas.get(f"{KAS}/giliran/"))
    shift_id = begins(kas, world)
    dropped = {"amount": "50.000", "to_place": world.ids["BANK"], "receiver": "Teller"}
    assert kas.post(f"{KAS}/giliran/setor/", dropped).status_code == 302
    for page in ("/", "/giliran/", f"/giliran/{shift_id}/tutup/", "/riwayat/"):
        said = words(kas.get(f"{KAS}{page}"))
        assert "150.000" not in said, page  # what the books expect
        assert "20.5" not in said, page

    first = kas.post(f"{KAS}/giliran/{shift_id}/tutup/", counted(148_000))
    assert first.url == f"{KAS}/giliran/{shift_id}/tutup/"
    said = words(kas.get(first.url))
    assert "148.000" in said
    assert "150.000" in said
    (count_id,) = re.findall(r'name="count" value="([^"]+)"', kas.get(first.url).content.decode())
    empty = kas.post(first.url, {"count": count_id, "reason": " ", "request_id": str(new_id())})
    assert (empty.status_code, "Tulis sebab selisihnya" in words(empty)) == (422, True)
    closed = kas.post(first.url, {"count": count_id, "reason": "kembalian", "request_id": str(new_id())})
    assert closed.url == f"{KAS}/giliran/"
    assert running(world) is None
    assert "1 dari 1 giliran terakhir berbeda" in words(kas.get(f"{KAS}/riwayat/"))


@pytest.mark.parametrize(
    ("fields", "said"),
    [
        ({"pieces-K50000": "dua"}, "Isi banyaknya lembar atau keping dengan angka bulat"),
        ({"pieces-K50000": "-1"}, "Isi banyaknya lembar atau keping dengan angka bulat"),
        ({"pieces-K50000": "999999"}, "Isi banyaknya lembar atau keping dengan angka bulat"),
        ({"count": "x"}, "Hitungan itu bukan yang terakhir"),
    ],
)
def test_a_count_that_is_none_stays_on_the_form(kas, world, fields, said):
    answer = kas.post(f"{KAS}/laci/{world.ids['LACI']}/mulai/", fields)

    assert (answer.status_code, said in words(answer)) == (422, True)
    assert fields.get("pieces-K50000", "") in answer.content.decode()
    assert running(world) is None


def test_a_drop_larger_than_the_drawer_does_not_say_by_how_much(kas, world):
    begins(kas, world)

    refused = kas.post(
        f"{KAS}/giliran/setor/", {"amount": "200.500", "to_place": world.ids["BANK"], "receiver": "Teller"}
    )

    assert (refused.status_code, "Uang di sana tidak sebanyak itu" in words(refused)) == (422, True)
    assert "200.500" in refused.content.decode()
    assert "kurang Rp 500" not in words(refused)


def test_a_drawer_changes_hands_between_two_people(kas, world):
    shift_id = begins(kas, world)
    manager = world.person(Role.PENGELOLA_GERAI)
    offered = kas.post(f"{KAS}/giliran/{shift_id}/serah/", counted(200_000, to_person=str(manager.id)))
    assert offered.url == f"{KAS}/giliran/"
    assert f"Menunggu {manager.name} menghitung" in words(kas.get(f"{KAS}/giliran/"))

    kas.force_login(manager)
    assert "menyerahkan Laci gerai kepada Anda" in words(kas.get(f"{KAS}/giliran/"))
    page = words(kas.get(f"{KAS}/giliran/{shift_id}/terima/"))
    assert "200.000" not in page
    differs = kas.post(f"{KAS}/giliran/{shift_id}/terima/", counted(199_000))
    assert (differs.status_code, "Dua hitungan tidak sama" in words(differs)) == (422, True)
    assert "PIN atau kode" in words(kas.get(f"{KAS}/giliran/{shift_id}/terima/"))

    kas.force_login(world.person(Role.KASIR))
    assert f"Hitungan Anda dan {manager.name} tidak sama" in words(kas.get(f"{KAS}/giliran/"))
    kas.post(f"{KAS}/giliran/{shift_id}/serah/", counted(199_000, to_person=str(manager.id)))
    kas.force_login(manager)
    kas.post(f"{KAS}/giliran/{shift_id}/terima/", counted(199_000))
    kas.force_login(world.person(Role.KASIR))
    assert "Sebab selisih" in words(kas.get(f"{KAS}/giliran/"))
    done = kas.post(f"{KAS}/giliran/{shift_id}/selesai/", {"reason": "koin", "request_id": str(new_id())})
    assert done.status_code == 302
    assert running(world).person_id == manager.id


def test_places_are_opened_and_closed_by_the_treasurer_alone(kas, world):
    assert kas.post(f"{KAS}/", {"kind": "LACI", "name": "Laci dua"}).status_code == 403
    kas.force_login(world.person(Role.BENDAHARA))
    wanted = {"kind": "LACI", "name": "Laci dua", "request_id": str(new_id())}
    assert kas.post(f"{KAS}/", wanted).status_code == 302
    assert "Kas dan bank Rp 21.050.000" in words(kas.get(f"{KAS}/"))
    refused = kas.post(f"{KAS}/", {"kind": "BANK", "name": "BNI", "request_id": str(new_id())})
    assert (refused.status_code, "Tulis nama banknya" in words(refused)) == (422, True)
    refused = kas.post(f"{KAS}/tempat/{world.ids['BRANKAS']}/tutup/", {})
    assert (refused.status_code, "masih ada Rp 550.000" in words(refused)) == (422, True)


def test_vouchers_are_listed_printed_and_kept_from_others(kas, world):
    begins(kas, world)
    with scope(world.bumiayu.id):
        event = Event.objects.get(cooperative=world.bumiayu)
    own = kas.get(f"{KAS}/bukti/{event.id}/")
    assert "dua ratus ribu rupiah" in words(own)
    assert kas.get(f"{KAS}/bukti/{event.id}/?bentuk=pdf").getvalue().startswith(b"%PDF")
    kas.force_login(world.person(Role.PENGELOLA_GERAI))
    assert kas.get(f"{KAS}/bukti/{event.id}/").status_code == 404

    kas.force_login(world.person(Role.PENGAWAS))
    said = words(kas.get(f"{KAS}/bukti/?seri=BP"))
    assert "1 bukti" in said
    assert "BP-2026-0001" in said
    for query in ("bentuk=pdf&muat=4&kertas=f4", "bentuk=pdf", "bentuk=pdf&muat=9"):
        assert kas.get(f"{KAS}/bukti/?{query}").getvalue().startswith(b"%PDF")
    sheet = read_table(kas.get(f"{KAS}/bukti/?bentuk=xlsx").getvalue())
    assert any("BP-2026-0001" in row for row in sheet)
    assert "Belum ada bukti" in words(kas.get(f"{KAS}/bukti/?masa=2026-01&seri=XX"))


def test_all_cash_goes_to_the_chair_and_is_printed(kas, world):
    treasurer, chair = world.person(Role.BENDAHARA), world.person(Role.KETUA)
    kas.force_login(treasurer)
    fields = {
        "receiver_id": chair.id,
        f"counted-{world.ids['LACI']}": "0",
        f"counted-{world.ids['BRANKAS']}": "549.500",
    }
    refused = kas.post(f"{KAS}/serah-terima/", fields | {"request_id": str(new_id())})
    assert (refused.status_code, "Tulis sebabnya" in words(refused)) == (422, True)
    given = kas.post(f"{KAS}/serah-terima/", fields | {"reason": "koin hilang", "request_id": str(new_id())})
    assert given.status_code == 302
    assert kas.post(f"{given.url}setuju/", {"request_id": str(new_id())}).status_code == 422

    kas.force_login(chair)
    assert "Saya terima" in words(kas.get(given.url))
    assert kas.post(f"{given.url}setuju/", {"request_id": str(new_id())}).status_code == 302
    assert kas.get(f"{given.url}?bentuk=pdf").getvalue().startswith(b"%PDF")
    with scope(world.bumiayu.id):
        assert CashHandover.objects.get(cooperative=world.bumiayu).confirmed_at


def test_pages_ask_little_and_weigh_little(kas, world):
    shift_id = begins(kas, world)
    with scope(world.bumiayu.id):
        assert CashShift.objects.filter(cooperative=world.bumiayu).count() == 1
    pages = ("/", "/giliran/", f"/giliran/{shift_id}/tutup/", f"/giliran/{shift_id}/serah/", "/riwayat/")
    for role, more in ((Role.KASIR, ()), (Role.BENDAHARA, ("/bukti/", "/serah-terima/"))):
        kas.force_login(world.person(role))
        for page in (*pages, *more):
            kas.get(f"{KAS}{page}")
            with CaptureQueriesContext(connection) as asked:
                answer = kas.get(f"{KAS}{page}")
            assert answer.status_code in {200, 404}, page
            assert len(asked) <= 12, (role, page, len(asked))
            assert len(answer.content) < 100_000
