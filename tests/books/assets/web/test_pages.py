"""The pages of assets through HTTP: lists, forms that keep what was typed, files."""

import re

import pytest
from django.core.cache import cache
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test.utils import CaptureQueriesContext

from guyub.books.assets.models import FixedAsset, LentAsset, Spread
from guyub.books.ledger.services.periods import close_months
from guyub.foundation.identity.domain.roles import Role
from guyub.foundation.kernel.documents.spreadsheets import read_table
from guyub.foundation.kernel.tenancy.scope import scope
from tests.books.assets.holdings import balances, common, listed, showcase
from tests.books.ledger.books import posted
from tests.pictures import photo as picture
from tests.world import NOW, new_id

ASET = "/aset/35.73.03.1003"
PNG = picture(kind="PNG")
TABLE = "Nama;Jenis;Tanggal;Harga\nEtalase;Peralatan gerai;2026-11-05;{}\n"


@pytest.fixture
def treasurer(world, client):
    cache.clear()
    world.cash()
    client.force_login(world.person(Role.BENDAHARA))
    return client


def words(answer):
    return " ".join(re.sub(r"<[^>]*>", " ", answer.content.decode()).replace("\xa0", " ").split())


def rows(world, model=FixedAsset):
    with scope(world.bumiayu.id):
        return list(model.objects.filter(cooperative=world.bumiayu))


def form(**more):
    return {
        "name": "Laptop kasir", "kind": "PERABOT", "on": "2026-11-20", "cost": "6.000.000", "months": "",
        "way": "TUNAI", "who": "Toko contoh", "request_id": str(new_id()),
    } | more  # fmt: skip


def test_the_list_says_what_is_in_the_books_and_not_in_it(world, treasurer):
    page = treasurer.get(f"{ASET}/")

    assert "0 aset di daftar" in words(page)
    assert "Rp 4.500.000 di buku belum ada di daftar." in words(page)

    listed(world, showcase(location="Ruang depan"))
    with CaptureQueriesContext(connection) as asked:
        page = treasurer.get(f"{ASET}/")
    assert "1 aset di daftar" in words(page)
    assert "di buku belum ada" not in words(page)
    assert "AT-0001 , Peralatan gerai, Ruang depan, sejak 5 Nov 2026" in words(page)
    assert len([one for one in asked if "set_config" not in one["sql"]]) <= 12
    assert len(page.content) < 100_000


def test_an_asset_is_bought_from_its_page(world, treasurer):
    cash = world.cash()["BANK"]
    done = treasurer.post(f"{ASET}/baru/", form(cash=str(cash), document=SimpleUploadedFile("a.png", PNG)))

    (row,) = rows(world)
    assert done.url == f"{ASET}/{row.id}/"
    assert (row.months, balances(world, "1.6.05", "1.1.03")) == (48, (6_000_000, 14_500_000))
    page = treasurer.get(done.url)
    assert "Laptop kasir" in words(page)
    photo = treasurer.get(f"{ASET}/foto/{row.photo_id}/")
    assert (photo.status_code, photo["Content-Type"]) == (200, "image/jpeg")
    assert treasurer.get(f"{ASET}/foto/{new_id()}/").status_code == 404

    back = treasurer.post(f"{ASET}/{row.id}/urung/", {"reason": "dobel", "request_id": str(new_id())})
    assert (back.status_code, balances(world, "1.6.05")) == (302, (0,))


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"cost": "enam juta"}, "rupiah"),
        ({"on": "kemarin"}, "Tanggalnya"),
        ({"kind": ""}, "Pilih jenis aset"),
        ({"cash": ""}, "Pilih dari mana"),
        ({"unit": str(new_id())}, "unit"),
    ],
)
def test_what_cannot_be_keeps_what_was_typed(world, treasurer, change, said):
    page = treasurer.post(f"{ASET}/baru/", form(cash=str(world.cash()["BANK"])) | change)

    assert (page.status_code, said.casefold() in words(page).casefold()) == (422, True)
    assert "Laptop kasir" in page.content.decode()
    assert (rows(world), balances(world, "1.6.05")) == ([], (0,))


def test_an_asset_is_sold_and_comes_back_on_its_pages(world, treasurer):
    asset = listed(world, showcase(first=None))
    sale = {"how": "DIJUAL", "on": "2026-11-25", "amount": "4.000.000", "cash": str(world.cash()["BANK"])}
    page = treasurer.post(f"{ASET}/{asset}/lepas/", sale | {"cash": "", "request_id": str(new_id())})
    assert (page.status_code, "Pilih dari mana" in words(page)) == (422, True)

    done = treasurer.post(f"{ASET}/{asset}/lepas/", sale | {"request_id": str(new_id())})
    assert done.status_code == 302
    assert "Dijual pada 25 Nov 2026" in words(treasurer.get(done.url))
    treasurer.post(f"{ASET}/{asset}/urung/", {"reason": "batal", "request_id": str(new_id())})
    assert rows(world)[0].ended_on is None
    assert treasurer.get(f"{ASET}/{new_id()}/lepas/").status_code == 404
    assert treasurer.post(f"{ASET}/{new_id()}/urung/", {"reason": "x"}).status_code == 404


def test_what_the_books_have_is_listed_changed_and_taken_back(world, treasurer):
    typed = form(
        name="Etalase", kind="PERALATAN", on="2026-11-05", cost="4.500.000", months="45", source="TERDAFTAR"
    )
    done = treasurer.post(f"{ASET}/daftarkan/", typed | {"first": "12-2026"})
    assert done.url == f"{ASET}/"
    (row,) = rows(world)
    assert f"{row.first_month:%Y-%m}" == "2026-12"

    change = {"name": "Etalase depan", "location": "Depan", "request_id": str(new_id())}
    assert treasurer.post(f"{ASET}/{row.id}/ubah/", change).status_code == 302
    assert treasurer.post(f"{ASET}/{row.id}/ubah/", change | {"name": ""}).status_code == 422
    assert "Etalase depan" in words(treasurer.get(f"{ASET}/{row.id}/"))
    assert treasurer.post(f"{ASET}/{row.id}/batal/", {"reason": ""}).status_code == 422
    assert treasurer.post(f"{ASET}/{row.id}/batal/", {"reason": "dobel"}).status_code == 302
    assert rows(world)[0].ended_how == "DIBATALKAN"


def test_a_table_is_looked_at_first_and_listed_whole(world, treasurer):
    address = f"{ASET}/daftarkan/"
    upload = SimpleUploadedFile(
        "aset.csv", (TABLE + "Kursi;kayu;2026-11-05;x\n").format("4.500.000").encode()
    )
    page = treasurer.post(address, {"file": upload, "source": "TERDAFTAR", "check": "1"})
    assert "1 baris belum terbaca." in words(page)
    assert "Baris 3: jenis tidak dikenal" in words(page)

    asked = {"table": TABLE.format("4500000"), "source": "TERDAFTAR", "request_id": str(new_id())}
    page = treasurer.post(address, asked | {"check": "1"})
    assert "1 aset siap didaftarkan, harga Rp 4.500.000" in words(page)
    assert rows(world) == []
    assert treasurer.post(address, asked).status_code == 302
    assert [row.name for row in rows(world)] == ["Etalase"]

    page = treasurer.post(address, {"file": SimpleUploadedFile("a.csv", b"\x00\x01"), "source": "TERDAFTAR"})
    assert page.status_code == 422


def test_a_month_is_run_and_taken_back(world, treasurer):
    listed(world, showcase(acquired_on=NOW.date().replace(day=1, month=9), first=None, months=45))
    assert "Penyusutan Oktober 2026 belum dicatat." in words(treasurer.get(f"{ASET}/"))
    assert "1 bulan belum disusutkan" in words(treasurer.get(f"{ASET}/penyusutan/"))
    run = {"month": "2026-10", "request_id": str(new_id())}
    assert treasurer.post(f"{ASET}/penyusutan/", run | {"month": "x"}).status_code == 422
    assert treasurer.post(f"{ASET}/penyusutan/", run).status_code == 302
    page = treasurer.get(f"{ASET}/penyusutan/")
    assert "Penyusutan sudah lengkap sampai Oktober 2026" in words(page)
    assert balances(world, "1.6.92") == (-100_000,)

    (entry,) = re.findall(r"/penyusutan/([0-9a-f-]{36})/batal/", page.content.decode())
    assert treasurer.post(f"{ASET}/penyusutan/{entry}/batal/", {"reason": ""}).status_code == 422
    assert treasurer.post(f"{ASET}/penyusutan/{entry}/batal/", {"reason": "keliru"}).status_code == 302
    assert balances(world, "1.6.92") == (0,)


def test_rent_is_spread_and_taken_back(world, treasurer):
    posted(world.bumiayu, (("1.4.01", 1_200_000), ("1.1.03", -1_200_000)), NOW.date())
    typed = {"kind": "SEWA", "what": "Sewa gerai", "amount": "1.200.000", "first": "2026-12", "months": "12"}
    page = treasurer.post(f"{ASET}/sebaran/", typed | {"amount": "1.200.001"})
    assert (page.status_code, "Di akunnya tinggal Rp 1.200.000" in words(page)) == (422, True)
    assert treasurer.post(f"{ASET}/sebaran/", typed | {"first": ""}).status_code == 422
    assert treasurer.post(f"{ASET}/sebaran/", typed).status_code == 302
    assert "Rp 1.200.000 masih disebar" in words(treasurer.get(f"{ASET}/sebaran/"))
    (row,) = rows(world, Spread)
    address = f"{ASET}/sebaran/{row.id}/batal/"
    assert [treasurer.post(address).status_code, treasurer.post(address).status_code] == [302, 422]


def test_what_is_lent_is_listed_and_goes_back(world, treasurer):
    typed = {"name": "Freezer", "lender": "Diskopindag (contoh)", "on": "2026-05-04", "worth": "4.200.000"}
    page = treasurer.post(f"{ASET}/pinjam-pakai/", typed | {"lender": ""})
    assert (page.status_code, "Tulis siapa pemiliknya" in words(page)) == (422, True)
    assert treasurer.post(f"{ASET}/pinjam-pakai/", typed).status_code == 302
    (row,) = rows(world, LentAsset)
    assert "milik Diskopindag (contoh)" in words(treasurer.get(f"{ASET}/"))
    address = f"{ASET}/pinjam-pakai/{row.id}/kembali/"
    assert treasurer.post(address, {"on": "2026-05-03"}).status_code == 422
    assert treasurer.post(address, {"on": "2026-11-01"}).status_code == 302
    assert "1 barang pinjam pakai" not in words(treasurer.get(f"{ASET}/pinjam-pakai/"))


def test_the_list_goes_out_as_sheet_pdf_and_labels(world, treasurer):
    listed(world)
    sheet = treasurer.get(f"{ASET}/?bentuk=csv")
    assert read_table(sheet.content)[1][:5] == [
        "AT-0001",
        "Etalase kaca",
        "Peralatan gerai",
        "2026-11-05",
        "4500000",
    ]
    for address in ("?bentuk=pdf", "?bentuk=pdf&kertas=f4", "label/"):
        answer = treasurer.get(f"{ASET}/{address}")
        assert (answer.status_code, answer.content[:4]) == (200, b"%PDF"), address
    assert treasurer.get(f"{ASET}/?bentuk=xlsx").content[:2] == b"PK"
    assert read_table(treasurer.get(f"{ASET}/daftarkan/contoh/").content)[0][0] == "Nama aset"


def test_a_closed_month_says_so(world, treasurer):
    with scope(world.bumiayu.id, durable=True):
        through = NOW.date().replace(month=10, day=31)
        actor = common(world)["actor"]
        close_months(place=world.bumiayu, through=through, actor=actor, today=NOW.date(), now=NOW)
    typed = form(name="Etalase", kind="PERALATAN", on="2026-10-05", cost="4.500.000", source="TERDAFTAR")
    page = treasurer.post(f"{ASET}/daftarkan/", typed | {"first": "2026-10"})

    assert (page.status_code, "sudah ditutup" in words(page)) == (422, True)
