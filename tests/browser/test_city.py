"""An officer finds who lacks a NIB and prints the report; a chair completes a step with its document."""

import re

import pytest

pytestmark = pytest.mark.browser
MERGOSONO = "35.73.03.1002"


def test_the_officer_finds_the_22_without_nib_and_prints_the_report(visit):
    page = visit("/kota/", role="PETUGAS_DINAS")
    assert re.search(r"\d+ koperasi berjalan, \d+ macet", page.locator("h1").inner_text())
    page.get_by_label("NIB", exact=True).select_option("tanpa-nib")
    page.get_by_role("button", name="Saring").click()
    page.wait_for_url("**izin=tanpa-nib**")
    shown = page.get_by_role("status").first.inner_text()
    assert re.match(r"2[12] dari 57", shown)  # 22, or 21 when the chair's test came first
    assert page.locator("#semua tbody tr").count() in {21, 22}

    answer = page.request.post(
        page.url.split("?")[0] + "laporan/",
        form={"csrfmiddlewaretoken": page.locator("[name=csrfmiddlewaretoken]").first.input_value()},
        headers={"Referer": page.url},
    )
    assert answer.headers["content-type"] == "application/pdf"
    assert answer.body().startswith(b"%PDF-")


def test_a_ward_is_opened_from_the_map_by_keyboard(visit):
    page = visit("/kota/", role="PETUGAS_DINAS")
    ward = page.locator("svg.map a").first
    ward.focus()
    page.keyboard.press("Enter")
    page.wait_for_url(re.compile(r"/jalur/35\.73\."))

    assert page.locator("h1").inner_text() == "Dari akta ke usaha"


def test_the_chair_completes_the_nib_with_its_document(visit, tmp_path):
    sheet = tmp_path / "nib.pdf"
    sheet.write_bytes(b"%PDF-1.4\n% NIB contoh\n%%EOF\n")
    page = visit("/masuk/", width=360)
    page.get_by_label("Nama masuk").fill("081200000053")  # the chair of Mergosono
    page.get_by_label("Kata sandi").fill("contoh-guyub-2026")
    page.get_by_role("button", name="Masuk", exact=True).first.click()
    page.wait_for_url("**/beranda/")
    page.get_by_role("link", name="Buka jalur").click()
    page.get_by_role("link", name="Catat dokumen", exact=True).first.click()
    page.wait_for_url("**/dokumen/?jenis=NIB")
    page.get_by_label("Nomor", exact=True).fill("1234567890123")
    page.get_by_label(re.compile("Tanggal terbit|Terbit")).first.fill("2026-11-20")
    page.locator("input[type=file]").first.set_input_files(sheet)
    page.get_by_role("button", name=re.compile("Simpan|Catat")).first.click()

    page.goto(f"/jalur/{MERGOSONO}/")
    assert "Buka rekening atas nama koperasi" in page.locator("main").inner_text()
