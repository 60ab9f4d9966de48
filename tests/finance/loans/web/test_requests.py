"""Pages of applications: written at the counter, analysed, handed to the committee, seen on the phone."""

import re
from contextlib import contextmanager

import pytest
from django.core.cache import cache
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test.utils import CaptureQueriesContext

from guyub.foundation.identity.domain.roles import Role
from tests.finance.loans.request_book import PIN, WISH, RequestBook
from tests.finance.savings.jasa_world import TODAY
from tests.pictures import photo
from tests.world import NOW, new_id

pytestmark = [pytest.mark.django_db]
LIST = "/pinjaman/permohonan/"
SHEET = {
    "income": "2.000.000",
    "business": "1.500.000",
    "household": "2.300.000",
    "other": "",
    "amount": "2.400.000",
    "instalments": "12",
    "rate": "12",
    "visited_on": TODAY.isoformat(),
    "visit_seen": "Warung buka.",
    "advice": "LAYAK",
    "note": "",
}


@pytest.fixture
def book(world, monkeypatch):
    for module in (
        "guyub.foundation.identity.web.doors",
        "guyub.finance.savings.web.frame",
        "guyub.finance.loans.web.request_pages",
        "guyub.finance.loans.web.views.requests",
        "guyub.finance.loans.web.views.request_acts",
        "guyub.foundation.approvals.web.views.inbox",
    ):
        monkeypatch.setattr(f"{module}.utc_now", lambda: NOW)
    return RequestBook(world)


@pytest.fixture
def enter(book, client):
    def enter(role):
        client.force_login(book.world.person(role))
        return client

    return enter


def text_of(answer):
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", answer.content.decode())).replace("\u00a0", " ")


@contextmanager
def at_most_twelve():
    """What the application asks, without what the test's own transactions do."""
    with CaptureQueriesContext(connection) as captured:
        yield
    asked = [one["sql"] for one in captured if not one["sql"].startswith(("SAVEPOINT", "RELEASE"))]
    assert len([sql for sql in asked if "set_config" not in sql]) <= 12


def posted(client, address, **fields):
    return client.post(address, {"request_id": str(new_id()), **fields}, follow=True)


def test_from_the_counter_to_the_committee(book, enter):
    cashier = enter(Role.KASIR)
    assert "Tidak ada permohonan berjalan" in text_of(cashier.get(LIST))
    assert f"{LIST}baru/{book.siti.id}/" in cashier.get(f"{LIST}baru/?cari=Siti Aminah").url
    wish = {
        "product": book.product.id,
        "amount": "2.400.000",
        "instalments": "12",
        "use": "MODAL_USAHA",
        "purpose": "Modal warung",
        "first_due_on": "",
        "consent": "1",
    }
    refused = posted(cashier, f"{LIST}baru/{book.siti.id}/", **wish | {"amount": "20.000.000"})
    assert (refused.status_code, "20.000.000" in refused.content.decode()) == (422, True)
    made = posted(cashier, f"{LIST}baru/{book.siti.id}/", **wish)
    book.lends()  # a running loan is read with its history
    one = made.request["PATH_INFO"]
    shown = text_of(made)
    assert "PM-2026-0001" in shown
    assert "Anggota menyetujui utangnya di koperasi lain dilihat" in shown
    assert "Minta putusan" not in shown  # that is the treasurer's
    assert cashier.get(f"{one}analisis/").status_code == 403

    treasurer = enter(Role.BENDAHARA)
    assert "Siti Aminah" in text_of(treasurer.get(f"{LIST}?tahap=analisis"))
    with at_most_twelve():
        assert "Angsuran baru paling banyak 40%" in text_of(treasurer.get(f"{one}analisis/"))
    tight = posted(treasurer, f"{one}analisis/", **SHEET | {"income": "500.000"})
    assert tight.status_code == 422
    assert "Angsuran Rp 224.000 sebulan di atas kemampuan Rp 0" in text_of(tight)
    analysed = posted(treasurer, f"{one}analisis/", **SHEET)
    shown = text_of(analysed)
    assert "dari 100" in shown
    assert "Lama menjadi anggota" in shown
    assert "Utang di koperasi lain tidak ada" in shown
    with at_most_twelve():
        treasurer.get(one)

    asked = posted(treasurer, f"{one}komite/")
    inbox = asked.request["PATH_INFO"]
    assert inbox.startswith("/persetujuan/")
    with at_most_twelve():
        shown = text_of(treasurer.get(one))
    assert "Menunggu putusan" in shown
    assert "menunggu 2 orang lagi" in shown
    for role in (Role.KETUA, Role.SEKRETARIS):
        cache.clear()
        officer = enter(role)
        page = text_of(officer.get(inbox))
        for words in ("Siti Aminah meminjam Rp 2.400.000", "Kemampuan", "Saran penganalisis", "BMPP anggota"):
            assert words in page, words
        posted(officer, f"{inbox}putus/", decision="setuju", proof=PIN)
    shown = text_of(enter(Role.BENDAHARA).get(one))
    assert "PJ-2026-0002" in shown
    assert "Batalkan pinjaman yang belum cair" in shown
    cancelled = posted(enter(Role.BENDAHARA), f"{one}batal/", reason="Anggota tidak jadi.")
    assert "batal" in text_of(cancelled)
    assert "Siti Aminah" in text_of(enter(Role.PENGAWAS).get(f"{LIST}?tahap=selesai"))


def test_a_refusal_is_written_with_its_reason_and_the_members_answer(book, enter):
    application_id = book.refused()
    one = f"{LIST}{application_id}/"

    cashier = enter(Role.KASIR)
    shown = text_of(cashier.get(one))
    assert "Ditolak: Usahanya belum jalan." in shown
    shown = text_of(posted(cashier, f"{one}banding/", text="Warung saya sudah buka lagi."))
    assert "Warung saya sudah buka lagi." in shown
    assert "Tarik permohonan" in shown
    assert posted(cashier, f"{one}banding/", text="Warung saya sudah buka lagi.").status_code == 422


def test_papers_consent_and_taking_back(book, enter):
    one = f"{LIST}{book.applies()}/"
    cashier = enter(Role.KASIR)

    picture = photo(kind="PNG")
    with_picture = {"kind": "USAHA", "title": "Warung depan", "request_id": str(new_id())}
    sent = SimpleUploadedFile("warung.png", picture, content_type="image/png")
    kept = cashier.post(f"{one}berkas/", with_picture | {"document": sent}, follow=True)
    address = re.search(rf"{LIST}berkas/[-0-9a-f]+/", kept.content.decode())[0]
    assert cashier.get(address)["Content-Type"] == "image/jpeg"
    assert cashier.get(f"{LIST}berkas/{new_id()}/").status_code == 404
    assert posted(cashier, f"{one}berkas/", kind="USAHA").status_code == 422
    assert "Cabut persetujuan" in text_of(posted(cashier, f"{one}persetujuan/", is_given="1"))
    assert posted(cashier, f"{one}tarik/", reason="").status_code == 422
    assert "Ditarik" in text_of(posted(cashier, f"{one}tarik/", reason="Anggota tidak jadi."))


def test_who_only_looks_has_no_buttons_and_gets_the_table(book, enter):
    one = f"{LIST}{book.applies()}/"
    pengawas = enter(Role.PENGAWAS)

    shown = text_of(pengawas.get(one))
    assert "Tarik permohonan" not in shown
    assert "Tambah berkas" not in shown
    table = pengawas.get(f"{LIST}unduh/?bentuk=csv").content.decode()
    assert "PM-2026-0001" in table
    assert WISH.purpose in table
    assert pengawas.get(f"{LIST}unduh/").content.startswith(b"PK")
    assert pengawas.get(f"{LIST}{new_id()}/").status_code == 404


def test_the_search_finds_no_candidate_and_takes_no_nik(book, enter):
    book.world.candidate("Calon Baru")
    cashier = enter(Role.KASIR)

    assert "Tidak ada anggota yang cocok" in text_of(cashier.get(f"{LIST}baru/?cari=Calon"))
    assert "NIK dan nomor HP dicari di daftar anggota" in text_of(
        cashier.get(f"{LIST}baru/?cari=3573034105900001")
    )
    assert cashier.get(f"{LIST}baru/{new_id()}/").status_code == 404
