"""Pages of groups: the sheet on a phone, covers, booking, papers, the fund at the counter."""

import re
from datetime import timedelta

import pytest

from guyub.books.treasury.web import voucher_files
from guyub.finance.loans.domain.group_meetings import CoverHow
from guyub.finance.loans.web.views import group_papers
from guyub.foundation.identity.domain.roles import Role
from guyub.foundation.kernel.documents.pdf import render_pdf
from tests.finance.loans.group_world import A_MONTH, GroupWorld
from tests.finance.savings.jasa_world import TODAY
from tests.world import NOW, new_id

pytestmark = pytest.mark.django_db
BASE = "/pinjaman/kelompok/"


@pytest.fixture
def book(world, monkeypatch):
    for module in (
        "guyub.foundation.identity.web.doors",
        "guyub.finance.savings.web.frame",
        "guyub.finance.loans.web.group_pages",
    ):
        monkeypatch.setattr(f"{module}.utc_now", lambda: NOW)
    return GroupWorld(world, borrowers=("Ani Contoh", "Budi Contoh"))


def by(book, client, role):
    client.force_login(book.world.person(role))
    return client


def text_of(answer):
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", answer.content.decode())).replace("\u00a0", " ")


def sent(**fields):
    return {name.replace("_", "-"): value for name, value in fields.items()} | {"request_id": new_id()}


def test_an_evening_from_the_phone_to_the_books(book, client, monkeypatch, django_assert_max_num_queries):
    group = f"{BASE}{book.group}/"
    collector = by(book, client, Role.KOLEKTOR)
    assert "Melati" in text_of(collector.get(BASE))
    with django_assert_max_num_queries(16):  # some of them set the scope
        assert "Buat lembar" in text_of(collector.get(group))
    made = collector.post(f"{group}pertemuan/", sent(on=TODAY.isoformat())).url
    sheet = made.removesuffix("catat/")
    shown = text_of(collector.get(made))
    assert "Ani Contoh" in shown
    assert "112.000" in shown
    # Ani brings all, Budi 50.000, Dewi 20.000 for the fund.
    fields = sent(version="0", hadir_1="1", how_1_0="lunas", hadir_2="1", how_2_0="lain", bayar_2_0="50.000")
    fields |= {"hadir-4": "1", "dana-4": "20.000"}
    assert collector.post(made, fields).url == sheet
    shown = text_of(collector.get(sheet))
    assert "kurang Rp 62.000" in shown
    assert "Bukukan semuanya" not in shown  # the collector has no drawer
    row = book.line(sheet.split("/")[-2], "budi").loans[0].row_id
    cover = f"{sheet}talangan/{row}/"
    assert "Bagi rata" in text_of(collector.get(cover))
    refused = collector.post(cover, sent(version="1", how="KETIK", rp_4="70.000"))
    assert refused.status_code == 422
    assert "paling banyak sebesar kekurangannya, Rp 62.000" in text_of(refused)
    assert 'value="70.000"' in refused.content.decode()
    assert collector.post(cover, sent(version="1", how="KETIK", rp_4="42.000", rp_dana="20.000")).url == sheet
    assert "Dewi Contoh menalangi Rp 42.000" in text_of(collector.get(sheet))
    assert collector.get(f"{sheet}lembar/").content[:4] == b"%PDF"

    cashier = by(book, client, Role.KASIR)
    assert "Buka dulu giliran" in text_of(cashier.get(sheet))
    place = book.opens_drawer()["cash_place_id"]
    with django_assert_max_num_queries(16):
        assert "Bukukan semuanya" in text_of(cashier.get(sheet))
    wrong = cashier.post(f"{sheet}bukukan/", sent(version="2", counted="200.000", cash_place=str(place)))
    assert "Uang dihitung Rp 200.000, menurut lembar Rp 224.000" in text_of(wrong)
    told = {"version": "2", "counted": "224.000", "cash_place": str(place), "request_id": new_id()}
    assert cashier.post(f"{sheet}bukukan/", told).url == sheet

    shown = text_of(cashier.get(sheet))
    assert "Sudah dibukukan" in shown
    papers = []
    monkeypatch.setattr(
        voucher_files, "render_pdf", lambda **given: papers.append(given["payload"]) or render_pdf(**given)
    )
    assert cashier.get(f"{sheet}kwitansi/").content[:4] == b"%PDF"
    told = [dict(one["facts"]).get("Perincian", "") for one in papers[0]["vouchers"]]
    assert (
        sum("angsuran" in one and "Sisa pokok" in one for one in told) >= 2
    )  # each payment says what it paid and why
    assert cashier.get(f"{sheet}lembar/?kertas=f4").content[:4] == b"%PDF"
    assert cashier.get(made).url == sheet
    assert cashier.get(cover).url == sheet
    with django_assert_max_num_queries(16):
        shown = text_of(cashier.get(group))
    assert "Talangan belum diganti" in shown
    assert "Ditalangi Rp 62.000" in shown
    assert "Menalangi Rp 42.000" in shown
    book.whole()


def test_the_counter_of_a_group(book, client):
    group = f"{BASE}{book.group}/"
    dewi, ani = (book.members[name].id for name in ("Dewi Contoh", "Ani Contoh"))
    treasurer = by(book, client, Role.BENDAHARA)
    paid = sent(member=str(dewi), amount="9.000.000") | {"cash_place": str(book.cash)}
    assert treasurer.post(f"{group}dana/", paid).url == group
    assert "9.000.000" in text_of(treasurer.get(group))
    small = sent(member=str(ani), amount="50.000", note="arisan") | {"cash_place": str(book.cash)}
    assert treasurer.post(f"{group}dana/kembali/", small).url == group
    large = sent(member=str(ani), amount="8.000.000", note="bubar") | {"cash_place": str(book.cash)}
    assert treasurer.post(f"{group}dana/kembali/", large).url.startswith("/persetujuan/")
    nobody = treasurer.post(f"{group}dana/", sent(amount="1.000"))
    assert nobody.status_code == 422
    assert "Pilih anggota kelompoknya" in text_of(nobody)
    assert (
        "bukan"
        in text_of(treasurer.post(f"{group}dana/", paid | {"amount": "abc", "request_id": new_id()})).lower()
    )


def test_a_cover_given_back_and_taken_back_on_the_page(book, client):
    meeting = book.meets()
    book.notes(meeting, ani=A_MONTH, dewi=0)
    book.covers(meeting, "budi", CoverHow.KETIK, dewi=A_MONTH)
    book.books_sheet(meeting)
    group = f"{BASE}{book.group}/"
    treasurer = by(book, client, Role.BENDAHARA)
    (cover,) = book.open()
    given = treasurer.post(f"{group}talangan/", sent(cover=str(cover.cover_id), amount="112.000"))
    assert given.url == group
    assert "Talangan yang diganti" in text_of(treasurer.get(group))
    (paid,) = book.page().backs
    undone = treasurer.post(f"{group}talangan/batal/", sent(payment=str(paid.payment_id), reason="salah"))
    assert undone.url == group
    assert "Dibatalkan" in text_of(treasurer.get(group))
    assert treasurer.post(f"{group}talangan/", sent(amount="1")).status_code == 422


def test_a_sheet_is_called_off_and_other_days_are_refused(book, client):
    group = f"{BASE}{book.group}/"
    collector = by(book, client, Role.KOLEKTOR)
    far = collector.post(f"{group}pertemuan/", sent(on=(TODAY + timedelta(days=30)).isoformat()))
    assert far.status_code == 422
    assert "Pilih harinya lagi" in text_of(far)
    sheet = collector.post(f"{group}pertemuan/", sent(on=TODAY.isoformat())).url.removesuffix("catat/")
    assert collector.post(f"{sheet}batal/", sent(reason="")).status_code == 422
    assert collector.post(f"{sheet}batal/", sent(reason="hujan")).url == group
    assert "Dibatalkan: hujan" in text_of(collector.get(sheet))
    assert collector.get(f"{BASE}{new_id()}/").status_code == 404
    assert collector.get(f"{BASE}pertemuan/{new_id()}/").status_code == 404


def test_a_refused_note_keeps_what_was_typed(book, client):
    meeting = book.meets()
    collector = by(book, client, Role.KOLEKTOR)
    fields = sent(version="0", hadir_1="1", how_1_0="lain", bayar_1_0="12x")
    refused = collector.post(f"{BASE}pertemuan/{meeting}/catat/", fields)
    assert refused.status_code == 422
    assert 'value="12x"' in refused.content.decode()


def test_the_paper_says_who_covered_whom(book):
    meeting = book.meets()
    blank = group_papers.sheet_payload(book.sheet(meeting))
    assert blank["rows"][0][4:] == ["112.000", "", "", ""]
    assert (blank["cash"], blank["covers"]) == ("", [])
    book.notes(meeting, ani=A_MONTH, dewi=(0, 5_000, {}))
    book.covers(meeting, "budi", CoverHow.KETIK, dewi=12_000)

    paper = group_papers.sheet_payload(book.sheet(meeting))

    assert paper["rows"][0][3:] == ["PJ-2026-0001", "112.000", "hadir", "112.000", "0"]
    assert [line.replace("\u00a0", " ") for line in paper["covers"]] == [
        "Budi Contoh, PJ-2026-0002: kurang Rp 112.000; ditalangi Dewi Contoh Rp 12.000"
    ]
    assert paper["cash"].replace("\u00a0", " ") == "Rp 129.000"
