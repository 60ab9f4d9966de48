"""The member's own pages of applications: asked on the phone, watched, taken back, appealed against."""

import re

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from guyub.foundation.identity.domain.roles import Role
from tests.finance.loans.request_book import RequestBook
from tests.pictures import photo
from tests.world import NOW, new_id

pytestmark = [pytest.mark.django_db]
OWN = "/saya/pinjaman/permohonan/"


@pytest.fixture
def book(world, monkeypatch):
    for module in (
        "guyub.foundation.identity.web.doors",
        "guyub.desks.member.web.own_pages",
        "guyub.desks.member.web.views.own_loans",
    ):
        monkeypatch.setattr(f"{module}.utc_now", lambda: NOW)
    return RequestBook(world)


@pytest.fixture
def siti(book, client):
    client.force_login(book.siti.person)
    return client


def text_of(answer):
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", answer.content.decode())).replace("\u00a0", " ")


def posted(client, address, **fields):
    return client.post(address, {"request_id": str(new_id()), **fields}, follow=True)


def wish(book, **more):
    told = {"product": book.product.id, "amount": "1.200.000", "instalments": "12", "use": "PENDIDIKAN"}
    return told | {"purpose": "Seragam sekolah", "first_due_on": ""} | more


def test_a_member_asks_adds_a_picture_and_takes_it_back(book, siti, django_assert_max_num_queries):
    with django_assert_max_num_queries(12):
        assert "Belum ada permohonan" in text_of(siti.get(OWN))
    assert "Pinjaman usaha, 12% setahun" in text_of(siti.get(f"{OWN}baru/"))
    refused = posted(siti, f"{OWN}baru/", **wish(book, purpose="x"))
    assert (refused.status_code, "Tulis untuk apa pinjamannya" in text_of(refused)) == (422, True)
    made = posted(siti, f"{OWN}baru/", **wish(book))
    one = made.request["PATH_INFO"]
    assert "Bendahara akan menganalisisnya" in text_of(made)
    sent = SimpleUploadedFile("raport.png", photo(kind="PNG"), content_type="image/png")
    kept = posted(siti, f"{one}berkas/", kind="KEPERLUAN", title="Daftar harga", document=sent)
    address = re.search(rf"{OWN}berkas/[-0-9a-f]+/", kept.content.decode())[0]
    assert siti.get(address)["Content-Type"] == "image/jpeg"
    assert "Cabut persetujuan" in text_of(posted(siti, f"{one}persetujuan/", is_given="1"))
    with django_assert_max_num_queries(12):
        siti.get(one)
    assert "Permohonan ini ditarik" in text_of(posted(siti, f"{one}tarik/", reason=""))
    assert posted(siti, f"{one}tarik/", reason="").status_code == 422


def test_a_member_reads_the_reason_and_appeals(book, siti):
    application_id = book.refused()
    one = f"{OWN}{application_id}/"

    shown = text_of(siti.get(one))
    assert "Alasan komite: Usahanya belum jalan." in shown
    assert "sampai 9 Des 2026" in shown
    assert "Lama menjadi anggota" in shown
    assert posted(siti, f"{one}banding/", text="x").status_code == 422
    shown = text_of(posted(siti, f"{one}banding/", text="Warung saya sudah buka lagi."))
    assert "Banding Anda akan diputus orang lain" in shown


def test_nobody_sees_anothers(book, siti, client):
    application_id = book.applies(member=book.world.member("Budi Santoso"))

    assert siti.get(f"{OWN}{application_id}/").status_code == 404
    assert siti.get(f"{OWN}{new_id()}/").status_code == 404
    assert posted(siti, f"{OWN}{application_id}/tarik/", reason="").status_code == 404
    client.force_login(book.world.person(Role.KASIR))
    assert client.get(OWN).status_code == 403


def test_who_is_no_active_member_is_told_what_to_do(book, client):
    client.force_login(book.world.person(Role.ANGGOTA))

    assert "Yang meminjam anggota aktif" in text_of(client.get(f"{OWN}baru/"))
    assert posted(client, f"{OWN}baru/", **wish(book)).status_code == 422


def test_an_agreed_loan_is_told(book, siti):
    row = book.agreed()

    assert "Disetujui. Bendahara mencairkannya" in text_of(siti.get(f"{OWN}{row.id}/"))
    book.pays_out(row.loan, on=NOW.date())
    assert "PJ-2026-0001: berjalan" in text_of(siti.get(f"{OWN}{row.id}/"))
