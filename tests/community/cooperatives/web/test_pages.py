"""The pages of a cooperative's legal life, through the browser's door."""

import re
from datetime import timedelta
from html import unescape

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.management import call_command
from django.db import connection
from django.test.utils import CaptureQueriesContext

from guyub.community.cooperatives.models import LegalRecord
from guyub.foundation.identity.domain.roles import Role
from guyub.foundation.kernel.dates import utc_now
from guyub.foundation.kernel.documents.spreadsheets import read_table
from guyub.foundation.kernel.tenancy.scope import scope
from tests.world import new_id

CODE = "35.73.03.1003"
HOME = f"/lembaga/{CODE}/"
TODAY = utc_now().date()


@pytest.fixture
def network(world, settings, tmp_path):
    """The world with the wards, the rules and what was reported."""
    settings.DATA_DIR = tmp_path
    call_command("load_network", without_regions=True)
    return world


@pytest.fixture
def as_role(network, client):
    def as_role(role=Role.SEKRETARIS):
        client.force_login(network.person(role))
        return client

    return as_role


def words_of(answer, status=200):
    assert answer.status_code == status
    return unescape(answer.content.decode())


def post(client, part, /, *, follow=True, **fields):
    return client.post(f"{HOME}{part}", {"request_id": str(new_id())} | fields, follow=follow)


def first_id(pattern, page):
    return re.search(pattern.replace("<id>", r"([0-9a-f-]{36})"), page)[1]


def scan(name, content=b"%PDF-1.7 nib"):
    return SimpleUploadedFile(name, content)


def keep_nib(client, **more):
    return post(
        client,
        "dokumen/",
        **{"kind": "NIB", "number": "1234567890123", "issued_on": "2025-08-05"} | more,
    )


def test_the_menu_leads_to_the_own_cooperative_and_the_city_to_its_own_page(as_role):
    client = as_role(Role.KASIR)
    for path, target in (
        ("/lembaga/", HOME),
        ("/pengurus/", f"{HOME}pengurus/"),
        ("/gerai/", f"{HOME}gerai/"),
    ):
        assert client.get(path).url == target
    assert as_role(Role.PETUGAS_DINAS).get("/lembaga/").url.startswith(("/saya/", "/kota/"))


def test_the_overview_says_what_is_there_what_is_missing_and_what_others_say(as_role):
    client = as_role()
    keep_nib(client)
    page = words_of(client.get(HOME))

    assert "<h1>1 dari 8 dokumen pokok ada</h1>" in page
    assert 'data-number="1234567890123"' in page
    assert "?jenis=NPWP#h-baru" in page
    assert "130 orang" in page
    assert "Tidak cocok:" in page
    assert "statistik publik SIMKOPDES" in page


@pytest.mark.parametrize("role", [Role.KASIR, Role.PETUGAS_DINAS])
@pytest.mark.parametrize("part", ["", "dokumen/", "pengurus/", "gerai/", "laporan/"])
def test_a_page_is_light_and_asks_little_also_for_the_city(part, role, as_role):
    client = as_role()
    keep_nib(client)
    post(client, "pengurus/", post="KETUA", name="Bambang", term_from="2025-05-20")
    client = as_role(role)
    with CaptureQueriesContext(connection) as captured:
        answer = client.get(f"{HOME}{part}")

    asked = [query["sql"] for query in captured if not query["sql"].startswith(("SAVEPOINT", "RELEASE"))]
    assert len([sql for sql in asked if "set_config" not in sql]) <= 12, "\n".join(asked)
    assert len(answer.content) < 100_000


def test_a_paper_is_kept_opened_replaced_and_declared_void(as_role):
    client = as_role()
    page = words_of(client.get(f"{HOME}dokumen/?jenis=NIB"))
    assert '<option value="NIB" selected>' in page
    sent = client.post(
        f"{HOME}dokumen/",
        {"kind": "NIB", "number": "1234567890123", "issued_on": "05-08-2025", "file": scan("nib.pdf")},
        follow=True,
    )
    page = words_of(sent)
    assert "1234567890123" in page

    file = client.get(f"{HOME}berkas/{first_id('berkas/<id>/', page)}/")
    assert file.content == b"%PDF-1.7 nib"
    assert file["Cache-Control"] == "private, no-store"
    assert file["Content-Security-Policy"] == "default-src 'none'; sandbox"
    assert file["Content-Disposition"].startswith("attachment;")

    held = first_id(r"\?ganti=<id>", page)
    assert 'value="1234567890123"' in words_of(client.get(f"{HOME}dokumen/?ganti={held}"))
    page = words_of(keep_nib(client, number="9" * 13, replaces=held))
    assert "Tidak berlaku lagi" in page
    held = first_id(r"\?ganti=<id>", page)
    page = words_of(post(client, f"dokumen/{held}/batal/", reason="nomornya tertukar"))
    assert "nomornya tertukar" in page
    assert "Belum ada dokumen" in page


def test_a_refusal_says_what_to_do_and_keeps_what_was_typed(as_role, network):
    page = words_of(keep_nib(as_role(), number="12"), 422)

    assert "Nomor NIB harus 13 angka." in page
    assert 'value="12"' in page
    assert 'value="2025-08-05"' in page
    with scope(network.bumiayu.id):
        assert not LegalRecord.objects.filter(cooperative_id=network.bumiayu.id).exists()


@pytest.mark.parametrize(
    ("written", "status"), [("2025-08-05", 200), ("5/8/2025", 200), ("2025-13-05", 422), ("", 422)]
)
def test_days_are_read_as_people_write_them(written, status, as_role):
    assert keep_nib(as_role(), issued_on=written).status_code == status


def test_a_scan_is_for_whom_may_see_the_cooperative(as_role, network, client):
    address = f"{HOME}berkas/"
    keep_nib(as_role(), file=scan("nib.pdf"))
    with scope(network.bumiayu.id):
        file_id = LegalRecord.objects.get(cooperative_id=network.bumiayu.id).file_id
    assert as_role(Role.PETUGAS_DINAS).get(f"{address}{file_id}/").status_code == 200
    assert as_role(Role.ANGGOTA).get(f"{address}{file_id}/").status_code == 403
    client.force_login(network.person(Role.KETUA, network.arjosari))
    assert client.get(f"{address}{file_id}/").status_code == 404
    assert client.get(f"/lembaga/{network.arjosari.code}/berkas/{file_id}/").status_code == 404
    page = words_of(as_role(Role.PENGAWAS).get("/jejak/"))
    assert "membuka berkas NIB 1234567890123" in page


def test_a_cashier_reads_and_writes_nothing(as_role):
    client = as_role(Role.KASIR)
    assert "Catat dokumen" not in words_of(client.get(f"{HOME}dokumen/"))
    for part in ("dokumen/", "pengurus/", "gerai/", "laporan/"):
        assert post(client, part).status_code == 403


def test_an_ending_paper_and_empty_posts_are_said_on_the_first_page(as_role):
    client = as_role()
    ends = TODAY + timedelta(days=20)
    post(client, "dokumen/", kind="IZIN_TEMPAT", issued_on="2025-08-05", expires_on=ends.isoformat())
    post(client, "pengurus/", post="KETUA", name="Bambang", term_from="2025-05-20")
    page = words_of(client.get(HOME))

    assert re.search(r"Izin pakai tempat berlaku sampai .*, (19|20|21) hari lagi\.", page)
    assert "Belum terisi: wakil ketua bidang usaha, " in page
    assert "Pengurus baru 1 orang" in page


def test_somebody_takes_office_leaves_and_hands_over(as_role):
    client = as_role()
    page = words_of(post(client, "pengurus/", post="BENDAHARA", name="Dwi Cahyono", term_from="2025-05-20"))
    officer = first_id("pengurus/<id>/akhiri/", page)
    again = post(client, "pengurus/", post="KETUA", name="Dwi Cahyono", term_from="2025-05-20")
    assert "Dwi Cahyono masih menjabat sebagai Bendahara." in words_of(again, 422)

    page = words_of(post(client, f"pengurus/{officer}/akhiri/", ended_on="2026-01-05", reason="pindah"))
    assert "Uang kas, belum diserahkan" in page
    page = words_of(
        post(client, f"pengurus/{officer}/serah/", item="KAS", received_by="Sri", done_on="2026-01-05")
    )
    assert re.search(r"Uang kas, kepada Sri, 5\s+Jan\s+2026", page)
    assert "Tanggal serah terima" in words_of(
        post(client, f"pengurus/{officer}/serah/", item="BUKU", received_by="Sri"), 422
    )


def test_kin_is_noted_and_said(as_role):
    client = as_role()
    for office, name in (("KETUA", "Bambang"), ("BENDAHARA", "Sri")):
        page = words_of(post(client, "pengurus/", post=office, name=name, term_from="2025-05-20"))
    one, other = dict.fromkeys(re.findall(r"pengurus/([0-9a-f-]{36})/akhiri/", page))

    page = words_of(post(client, "pengurus/kerabat/", one=one, other=other, relation="PASANGAN"))
    assert "1 pasang pengurus atau pengawas berkerabat dekat." in page
    assert "Pilih dua orang yang berbeda." in words_of(
        post(client, "pengurus/kerabat/", one=one, other=one, relation="PASANGAN"), 422
    )


def test_an_outlet_and_its_unit_open_and_close(as_role):
    client = as_role()
    shop = {"kind": "APOTEK", "name": "Apotek", "ownership": "BELUM", "internet": "HP", "land_m2": "1.200"}
    page = words_of(post(client, "gerai/", **shop))
    outlet = first_id("gerai/<id>/keadaan/", page)
    assert "Izin usaha kesehatan belum ada" in page
    refused = post(client, f"gerai/{outlet}/keadaan/", status="OPERASIONAL", on="2026-01-05")
    assert "Gerai tanpa tempat belum bisa operasional." in words_of(refused, 422)

    assert 'value="1200"' in words_of(client.get(f"{HOME}gerai/{outlet}/"))
    changed = shop | {"kind": "SEMBAKO", "ownership": "SEWA", "has_water": "1"}
    assert "Sewa" in words_of(post(client, f"gerai/{outlet}/", **changed))
    assert "angka bulat" in words_of(post(client, f"gerai/{outlet}/", **changed | {"land_m2": "x"}), 422)
    page = words_of(post(client, f"gerai/{outlet}/keadaan/", status="OPERASIONAL", on="2026-01-05"))
    assert "<h1>1 gerai operasional</h1>" in page

    page = words_of(
        post(client, "gerai/unit/", unit_kind="SEMBAKO", unit_name="Toko", outlet=outlet, on="2026-01-05")
    )
    unit = first_id("gerai/unit/<id>/tutup/", page)
    assert "unit Toko" in words_of(client.get(HOME))
    assert "Ditutup" in words_of(post(client, f"gerai/unit/{unit}/tutup/", on="2026-02-05"))
    assert client.get(f"{HOME}gerai/{new_id()}/").status_code == 404


def test_a_word_on_a_step_is_kept_and_leads_back_where_the_form_was(as_role):
    client = as_role()
    word = {"step": "NIB", "started_on": "2026-01-05", "waits_for": "KETUA", "note": "Alamat beda."}

    page = words_of(post(client, "langkah/", **word))
    assert "Menunggu Ketua" in page
    assert "Alamat beda." in page
    assert post(client, "langkah/", follow=False, kembali="/jalur/", **word).url == "/jalur/"
    for elsewhere in ("//contoh.example", "https://contoh.example", "identity:own", "x"):
        answer = post(client, "langkah/", follow=False, kembali=elsewhere, **word)
        assert answer.url == f"{HOME}#h-langkah"
    assert "Langkah ini tidak dikenal." in words_of(post(client, "langkah/", **word | {"step": "X"}), 422)


def test_lines_of_business_are_added_and_ended(as_role):
    client = as_role()
    page = words_of(post(client, "kbli/", kbli="47772", edition="2020"))
    assert "Perdagangan eceran gas elpiji" in page
    held = first_id('name="berakhir" value="<id>"', page)
    assert "Kode KBLI lima angka" in words_of(post(client, "kbli/", kbli="1", edition="2020"), 422)
    assert "Belum ada KBLI tercatat." in words_of(post(client, "kbli/", berakhir=held))


def test_name_and_place_change_and_a_strange_name_is_warned_of(as_role):
    client = as_role(Role.PETUGAS_DINAS)
    typed = {"official_name": "Koperasi Maju", "address": "Jalan Contoh 12", "postal_code": "65135"}
    assert "Jalan Contoh 12 65135" in words_of(post(client, "ubah/", **typed))
    assert "Nama belum mengikuti aturan program." in words_of(client.get(f"{HOME}ubah/"))
    page = words_of(post(client, "ubah/", **typed | {"postal_code": "1"}), 422)
    assert "Kode pos lima angka." in page
    assert 'value="Koperasi Maju"' in page


def test_the_city_keeps_a_report_and_takes_it_back(as_role):
    client = as_role(Role.PETUGAS_DINAS)
    typed = {"indicator": "members", "written": "1.250", "as_of": "2026-10-01", "source": "Kunjungan"}
    page = words_of(post(client, "laporan/", **typed))
    assert "1.250 orang" in page
    assert "sudah tercatat" in words_of(post(client, "laporan/", **typed), 422)
    report = re.search(r'1\.250 orang.*?name="report" value="([0-9a-f-]{36})"', page, re.DOTALL)[1]

    page = words_of(post(client, "laporan/", report=report, reason="salah baca"))
    assert re.search(r"Ditarik .*: salah baca", page)
    assert "sudah ditarik" in words_of(post(client, "laporan/", report=report, reason="lagi"), 422)
    assert "1.250 orang" not in words_of(client.get(HOME))


@pytest.mark.parametrize(
    ("what", "holds"),
    [("dokumen", "1234567890123"), ("pengurus", "Bambang"), ("gerai", "Toko"), ("laporan", "130 orang")],
)
def test_lists_are_taken_away_as_tables(what, holds, as_role):
    client = as_role()
    keep_nib(client)
    post(client, "pengurus/", post="KETUA", name="Bambang", term_from="2025-05-20")
    post(client, "gerai/", kind="SEMBAKO", name="Toko", ownership="SEWA", internet="HP")
    table, text = client.get(f"{HOME}unduh/{what}/"), client.get(f"{HOME}unduh/{what}/?bentuk=csv")

    assert holds in {cell for row in read_table(table.content) for cell in row}
    assert holds in text.content.decode()
    assert text["Content-Type"].startswith("text/csv")
    assert client.get(f"{HOME}unduh/anggota/").status_code == 404
