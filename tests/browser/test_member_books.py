"""The statutory books and mass work in a real browser: a guest at the door, a message by tapping."""

import re

import pytest

pytestmark = pytest.mark.browser


def test_a_guest_at_the_door_is_two_taps_away_and_a_slip_is_corrected(visit):
    page = visit("/buku-koperasi/", role="SEKRETARIS", width=360)
    page.get_by_role("link", name="Catat tamu").first.click()
    page.get_by_label("Nama tamu").fill("Pak Camat (contoh)")
    page.get_by_label("Dari instansi atau alamat").fill("Kecamatan")
    page.get_by_label("Keperluan").fill("Melihat gerai")
    page.get_by_role("button", name="Simpan").click()
    row = page.get_by_role("row").filter(has_text="Pak Camat (contoh)")
    row.get_by_role("link", name="Koreksi").click()
    page.get_by_label("Nama tamu").fill("Bu Camat (contoh)")
    page.get_by_role("button", name="Simpan").click()

    assert page.locator("s", has_text="Pak Camat (contoh)").count() == 1
    assert "Mengoreksi nomor" in page.get_by_role("row").filter(has_text="Bu Camat (contoh)").inner_text()
    paper = page.request.get("/buku-koperasi/catatan/tamu/?bentuk=pdf")
    assert paper.body().startswith(b"%PDF")


def test_a_message_is_sent_by_tapping_and_marked_as_it_goes(visit):
    page = visit("/anggota/hubungi/", role="SEKRETARIS", width=360)
    page.context.route("https://wa.me/**", lambda route: route.fulfill(body="WhatsApp"))
    page.get_by_role("link", name="Tulis pesan").click()
    page.get_by_label("Isi").fill("Yth. {nama}, kartu anggota {nomor} bisa diambil di {koperasi}. (contoh)")
    page.get_by_label("Keperluan").fill("Pengambilan kartu (contoh)")
    page.get_by_role("button", name="Buat daftar pesan").click()
    count = int(re.search(r"0 dari (\d+) terkirim", page.locator("main").inner_text())[1])
    page.get_by_role("button", name="nomor berikutnya").click()

    first = page.locator("[data-module=sent-marks][data-attached] li").first
    link = first.get_by_role("link", name="Kirim")
    assert re.match(r"https://wa\.me/62\d+\?text=Yth\.%20", link.get_attribute("href"))
    with (
        page.expect_response(lambda answer: answer.url.endswith("/terkirim/")),
        page.expect_popup() as opened,
    ):
        link.click()
    opened.value.close()
    assert first.get_by_role("checkbox").is_checked()
    page.get_by_role("link", name="Semua kiriman").click()
    sent = page.get_by_role("listitem").filter(has_text="Pengambilan kartu (contoh)").first
    assert f"1 dari {count} pesan terkirim" in sent.inner_text()
