"""The pages of everyday events through HTTP."""

import io
import re
import zipfile

import pytest
from django.core.cache import cache
from django.db import connection
from django.test.utils import CaptureQueriesContext

from guyub.books.treasury.models import Event, FavouriteEvent, RecurringEvent
from guyub.books.treasury.selectors.kinds import kinds
from guyub.foundation.approvals.models import ApprovalRequest
from guyub.foundation.identity.domain.roles import Role
from guyub.foundation.kernel.photos import small_copy
from guyub.foundation.kernel.tenancy.scope import scope
from tests.books.treasury.daily import events, recorded, told, undone
from tests.pictures import photo
from tests.world import new_id

CATAT = "/catat/35.73.03.1003"
ELECTRICITY = kinds()["beban.listrik"]
PNG = photo(kind="PNG")
MOST_QUERIES, MOST_BYTES = 12, 100_000


@pytest.fixture
def treasurer(world, client):
    cache.clear()
    world.cash()
    client.force_login(world.person(Role.BENDAHARA))
    return client


def typed(world, **more):
    return {
        "jumlah": "150.000",
        "cash_place": str(world.cash()["BRANKAS"]),
        "happened_on": "2026-11-24",
        "who": "PLN",
        "note": "token",
        "request_id": str(new_id()),
    } | more


def words(answer):
    return " ".join(re.sub(r"<[^>]*>", " ", answer.content.decode()).replace("\xa0", " ").split())


def tells(client, world, kind="beban.listrik", **more):
    return client.post(f"{CATAT}/baru/{kind}/", typed(world, **more))


def test_the_menu_leads_to_the_own_list(treasurer):
    assert treasurer.get("/catat/").url == f"{CATAT}/"


def test_an_event_is_told_and_shown_in_both_wordings(treasurer, world):
    answer = tells(treasurer, world)

    (event,) = events(world)
    assert answer.url == f"{CATAT}/riwayat/{event.id}/?baru=1"
    shown = words(treasurer.get(answer.url))
    assert "Tersimpan sebagai BKK-2026-0001." in shown
    assert "Uang di Kotak bendahara berkurang Rp 150.000." in shown
    assert "Biaya Listrik dan air bertambah Rp 150.000." in shown
    assert "6.1.02 Listrik dan air 150.000" in shown
    assert "Dibayar kepada PLN" in shown
    assert "Tersimpan sebagai" not in words(treasurer.get(f"{CATAT}/riwayat/{event.id}/"))


def test_a_photo_comes_along_and_is_opened_again(treasurer, world):
    paper = io.BytesIO(PNG)
    paper.name = "nota.png"
    page = treasurer.get(tells(treasurer, world, document=paper).url).content.decode()

    (kept,) = re.findall(r'href="([^"]*/bukti/)"', page)
    assert b"".join(treasurer.get(kept)) == small_copy(PNG)


def test_a_refusal_keeps_what_was_typed(treasurer, world):
    for more, said in (
        ({"jumlah": "600.000"}, "Uang di sana kurang Rp 50.000."),
        ({"jumlah": "seribu"}, "bukan jumlah rupiah"),
        ({"jumlah": ""}, "Tulis jumlahnya dalam rupiah"),
        ({"cash_place": "x"}, "Pilih dari mana atau ke mana uangnya"),
        ({"happened_on": "besok"}, "Tanggal"),
        ({"unit": "x"}, "nit"),
        ({"recurring": "x"}, "Catatan rutin itu tidak ada"),
        ({"recurring": str(new_id()), "due": "x"}, "Catatan rutin itu tidak ada"),
    ):
        answer = tells(treasurer, world, **more)
        assert (answer.status_code, said in words(answer)) == (422, True), more
        assert 'value="PLN"' in answer.content.decode()
    assert events(world) == []


def test_the_form_begins_as_the_last_one_was_told(treasurer, world):
    first = treasurer.get(f"{CATAT}/baru/beban.listrik/").content.decode()
    assert 'inputmode="numeric"' in first
    assert first.count("autofocus") == 1
    assert f'value="{world.cash()["LACI"]}" checked' in first
    tells(treasurer, world)

    again = treasurer.get(f"{CATAT}/baru/beban.listrik/").content.decode()
    assert f'value="{world.cash()["BRANKAS"]}" checked' in again
    assert 'value="PLN"' in again
    assert 'value="150.000"' not in again
    (copy,) = re.findall(r'href="(\?salin=[^"]*)"', again)
    copied = treasurer.get(f"{CATAT}/baru/beban.listrik/{copy}").content.decode()
    assert 'value="150.000"' in copied
    assert 'value="token"' in copied
    other = treasurer.get(f"{CATAT}/baru/beban.internet/").content.decode()
    assert f'value="{world.cash()["BRANKAS"]}" checked' in other  # the place that was named last
    for strange in ("?salin=x", f"?salin={new_id()}", "?rutin=x", f"?rutin={new_id()}"):
        assert treasurer.get(f"{CATAT}/baru/beban.listrik/{strange}").status_code == 200


def test_what_goes_through_the_bank_begins_there(treasurer, world):
    page = treasurer.get(f"{CATAT}/baru/bank.tarik/").content.decode()
    bank, drawer = world.cash()["BANK"], world.cash()["LACI"]

    assert re.search(f'name="cash_place" value="{bank}" checked', page)
    assert re.search(f'name="to_place" value="{drawer}" checked', page)


def test_the_posting_is_shown_while_it_is_typed_and_nothing_is_kept(treasurer, world):
    shown = words(
        treasurer.post(
            f"{CATAT}/baru/organisasi.honor_pengawas/jurnal/",
            {"jumlah": "1.000.000", "pajak": "50.000", "cash_place": str(world.cash()["BANK"])},
        )
    )

    assert "Uang di BRI Kedungkandang berkurang Rp 950.000." in shown
    assert "Utang PPh 21 bertambah Rp 50.000." in shown
    nothing = words(treasurer.post(f"{CATAT}/baru/jual.modal/jurnal/", {"jumlah": "x"}))
    assert "Pilihan belum dipilih." in nothing
    assert events(world) == []


def test_only_what_the_list_shows_can_be_told(treasurer):
    hidden = next(kind.code for kind in kinds().values() if kind.is_hidden)

    for kind in ("kapal", hidden):
        assert treasurer.get(f"{CATAT}/baru/{kind}/").status_code == 404
        assert treasurer.post(f"{CATAT}/baru/{kind}/jurnal/").status_code == 404
        assert treasurer.post(f"{CATAT}/baru/{kind}/favorit/").status_code == 404


def test_any_word_finds_a_kind_without_script(treasurer):
    found = words(treasurer.get(f"{CATAT}/?cari=PLN"))
    assert "Bayar listrik dan air" in found
    assert "Terima hibah" not in found
    assert "Tidak ada yang bernama “kapal”" in words(treasurer.get(f"{CATAT}/?cari=kapal"))


def test_favourites_come_first_and_go_again(treasurer, world):
    assert "Sering terjadi" in words(treasurer.get(f"{CATAT}/"))
    treasurer.post(f"{CATAT}/baru/beban.sewa/favorit/", {"is_favourite": "1", "request_id": str(new_id())})

    page = words(treasurer.get(f"{CATAT}/"))
    assert "Favorit Anda Bayar sewa tempat atau alat" in page
    assert "Sering terjadi" not in page
    treasurer.post(f"{CATAT}/baru/beban.sewa/favorit/", {"is_favourite": "0", "request_id": str(new_id())})
    assert "Favorit Anda" not in words(treasurer.get(f"{CATAT}/"))
    with scope(world.bumiayu.id):
        assert not FavouriteEvent.objects.filter(cooperative=world.bumiayu).exists()


def test_the_history_is_searched_and_says_what_was_taken_back(treasurer, world):
    tells(treasurer, world)
    tells(treasurer, world, "beban.internet", who="Telkom", jumlah="99.000")
    (first, _) = events(world)
    undone(world, first.id)

    page = words(treasurer.get(f"{CATAT}/riwayat/"))
    assert "Bayar listrik dan air Dibatalkan" in page
    assert "Batal: Bayar listrik dan air" in page
    for query, there in (
        ("cari=telkom", {"Telkom"}),
        ("cari=wifi", {"Telkom"}),
        ("cari=BKK-2026-0001", {"PLN"}),
        ("jumlah=99000", {"Telkom"}),
        ("dari=2026-11-25", {"PLN"}),
        ("sampai=2026-11-24", {"PLN", "Telkom"}),
        (f"tempat={world.cash()['BRANKAS']}", {"PLN", "Telkom"}),
        (f"tempat={world.cash()['BANK']}", set()),
        ("cari=&tempat=x&halaman=x&dari=x&jumlah=x", {"PLN", "Telkom"}),
    ):
        main = words(treasurer.get(f"{CATAT}/riwayat/?{query}"))
        for word in ("PLN", "Telkom"):
            assert (word in main) == (word in there), (query, word)


def test_the_history_goes_on_page_by_page(treasurer, world, monkeypatch):
    monkeypatch.setattr(
        "guyub.books.treasury.selectors.events.event_page.__kwdefaults__",
        {"search": None, "after": "", "most": 2},
    )
    for who in ("Satu", "Dua", "Tiga"):
        tells(treasurer, world, who=who)

    newest = treasurer.get(f"{CATAT}/riwayat/").content.decode()
    assert ("Tiga" in newest, "Satu" in newest) == (True, False)
    (older,) = re.findall(r'href="(\?halaman=[^"]*)"', newest)
    rest = treasurer.get(f"{CATAT}/riwayat/{older}").content.decode()
    assert ("Tiga" in rest, "Satu" in rest) == (False, True)


def test_lists_are_taken_away_as_tables(treasurer, world):
    tells(treasurer, world)
    history = treasurer.get(f"{CATAT}/riwayat/?bentuk=csv").content.decode()
    assert "BKK-2026-0001" in history
    assert "150000" in history
    every = treasurer.get(f"{CATAT}/jenis/?bentuk=csv").content.decode()
    for code in kinds():
        assert code in every
    for path in ("riwayat", "jenis"):
        sheet = treasurer.get(f"{CATAT}/{path}/?bentuk=xlsx").content
        assert zipfile.is_zipfile(io.BytesIO(sheet))


def test_taking_back_from_its_page(treasurer, world):
    tells(treasurer, world)
    (event,) = events(world)

    refused = treasurer.post(
        f"{CATAT}/riwayat/{event.id}/batal/", {"reason": "", "request_id": str(new_id())}
    )
    assert (refused.status_code, "Tulis alasannya" in words(refused)) == (422, True)
    done = treasurer.post(
        f"{CATAT}/riwayat/{event.id}/batal/", {"reason": "dobel", "request_id": str(new_id())}
    )
    assert "Membatalkan catatan ini" in words(treasurer.get(done.url))
    page = treasurer.get(f"{CATAT}/riwayat/{event.id}/").content.decode()
    assert "Sudah dibatalkan" in page
    assert "/batal/" not in page


def test_above_the_threshold_it_waits_in_sight(treasurer, world):
    paper = io.BytesIO(PNG)
    paper.name = "surat.png"
    answer = tells(treasurer, world, "modal.hibah", jumlah="9.000.000", document=paper)

    with scope(world.bumiayu.id):
        (request,) = ApprovalRequest.objects.filter(cooperative=world.bumiayu)
    assert answer.url == f"/persetujuan/{request.id}/"
    waits = treasurer.get(f"{CATAT}/riwayat/")
    assert "Menunggu orang kedua" in words(waits)
    assert b"".join(treasurer.get(f"{CATAT}/menunggu/{request.id}/bukti/")) == small_copy(PNG)
    assert treasurer.get(f"{CATAT}/menunggu/{new_id()}/bukti/").status_code == 404
    assert "Uang di Kotak bendahara bertambah Rp 9.000.000." in words(treasurer.get(answer.url))


def test_an_event_comes_again_and_is_recorded_on_its_day(treasurer, world):
    tells(treasurer, world)
    (event,) = events(world)
    address = f"{CATAT}/riwayat/{event.id}/rutin/"
    for more, said in (
        ({"every": "TAHUN", "first_on": "2099-01-05"}, "Pilih seberapa sering"),
        ({"every": "BULAN", "first_on": ""}, "Tulis tanggal berikutnya"),
        ({"every": "BULAN", "first_on": "2099-01-05", "until": "2099-01-04"}, "mendahului"),
    ):
        refused = treasurer.post(address, {"request_id": str(new_id())} | more)
        assert (refused.status_code, said in words(refused)) == (422, True)
    treasurer.post(address, {"every": "BULAN", "first_on": "2099-01-31", "request_id": str(new_id())})
    with scope(world.bumiayu.id):
        row = RecurringEvent.objects.get(cooperative=world.bumiayu)
    assert "Bayar listrik dan air Tiap bulan, berikutnya 31 Jan 2099" in words(
        treasurer.get(f"{CATAT}/rutin/")
    )

    form = treasurer.get(f"{CATAT}/baru/beban.listrik/?rutin={row.id}").content.decode()
    assert 'value="150.000"' in form
    assert 'name="due" value="2099-01-31"' in form
    done = tells(treasurer, world, recurring=str(row.id), due="2099-01-31")
    assert done.status_code == 302
    assert "berikutnya 28 Feb 2099" in words(treasurer.get(f"{CATAT}/rutin/"))
    treasurer.post(f"{CATAT}/rutin/{row.id}/akhiri/", {"request_id": str(new_id())})
    assert "Belum ada yang rutin" in words(treasurer.get(f"{CATAT}/rutin/"))
    gone = treasurer.post(f"{CATAT}/rutin/{row.id}/akhiri/", {"request_id": str(new_id())})
    assert (gone.status_code, "sudah diakhiri" in words(gone)) == (422, True)


def test_without_a_place_for_money_the_page_says_so(world, client):
    cache.clear()
    world.books()
    client.force_login(world.person(Role.BENDAHARA))

    assert "Belum ada tempat uang" in words(client.get(f"{CATAT}/"))
    assert "Belum ada tempat uang" in words(client.get(f"{CATAT}/baru/beban.listrik/"))
    assert "Belum ada tempat uang" not in words(client.get(f"{CATAT}/baru/pajak.final_catat/"))


def test_the_auditor_reads_and_records_nothing(treasurer, world, client):
    tells(treasurer, world)
    (event,) = events(world)
    client.force_login(world.person(Role.PENGAWAS))

    for path in (f"riwayat/{event.id}/", "riwayat/", "jenis/"):
        page = client.get(f"{CATAT}/{path}")
        assert page.status_code == 200
        assert "Batalkan catatan" not in words(page)
    assert client.get(f"{CATAT}/").status_code == 403
    assert client.get(f"{CATAT}/riwayat/{new_id()}/").status_code == 404
    with scope(world.bumiayu.id):
        assert Event.objects.filter(cooperative=world.bumiayu).count() == 1


def test_pages_ask_little_and_weigh_little(treasurer, world):
    for _ in range(3):
        recorded(world, told(world, ELECTRICITY))
    (event, *_) = events(world)
    tells(treasurer, world)
    for path in (
        "",
        "baru/barang.beli_tunai/",
        "baru/bank.setor/",
        f"baru/beban.listrik/?salin={event.id}",
        "riwayat/",
        f"riwayat/{event.id}/",
        "jenis/",
        "rutin/",
    ):
        treasurer.get(f"{CATAT}/{path}")
        with CaptureQueriesContext(connection) as asked:
            answer = treasurer.get(f"{CATAT}/{path}")
        assert answer.status_code == 200
        assert len(asked) <= MOST_QUERIES, (path, len(asked))
        assert len(answer.content) <= MOST_BYTES, path
