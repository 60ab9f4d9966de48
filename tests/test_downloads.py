"""Lists as XLSX and CSV: what they hold, whose rows, and nothing that a spreadsheet would run."""

import csv
import io
import zipfile
from datetime import timedelta

import pytest
from django.core.management import call_command
from django.utils.timezone import localdate
from python_calamine import CalamineWorkbook

from guyub.city.development.services.help_requests import answer_help
from guyub.city.supervision.models import PlaceSummary, RegionSummary
from guyub.city.supervision.services.summaries import sum_all
from guyub.community.members.services.letters import Wish, ask_to_join, write_suggestion
from guyub.foundation.identity.domain.roles import Role
from guyub.foundation.kernel.documents.spreadsheets import FORMULA_STARTS, read_table
from guyub.foundation.parameters.models import ParameterValue
from guyub.foundation.parameters.services.decisions import keep_decision
from guyub.foundation.parameters.services.values import load_national
from tests.city.development.makers import TODAY, account, ask, plan, raise_one, write
from tests.world import NOW, RESIDENT, new_id

BAD = '=HYPERLINK("http://contoh.invalid")'
TABLES = [
    (Role.PENDAMPING, "/kunjungan/unduh/kunjungan/", "Tujuan", "Ditemui"),
    (Role.KETUA, "/kunjungan/unduh/tindak-lanjut/", "Apa", "Paling lambat"),
    (Role.KETUA, "/bantuan/unduh/", "Permintaan", "Jawaban"),
    (Role.SEKRETARIS, "/surat/unduh/gabung/", "Harapan", "RT/RW"),
    (Role.SEKRETARIS, "/surat/unduh/saran/", "Isi", "Tenggat jawaban"),
    (Role.PENGAWAS, "/orang/unduh/", "Nama", "Peran"),
    (Role.PENGAWAS, "/jejak/unduh/", "Siapa", "Apa"),
    (Role.KETUA, "/kebutuhan/unduh/", "Kebutuhan", "Keadaan"),
    (Role.KETUA, "/keputusan/unduh/", "Nomor", "Dokumen"),
    (Role.KETUA, "/parameter/unduh/", "Sumber", "Kepastian"),
    (Role.PETUGAS_DINAS, "/kota/kalender/unduh/", "Koperasi", "Keadaan"),
    (Role.PETUGAS_DINAS, "/wilayah/ID/unduh/", "Wilayah", "Penjualan"),
    (Role.PETUGAS_DINAS, "/wilayah/35.73.03/unduh/", "Koperasi", "NIB"),
]


@pytest.fixture
def filled(world):
    """Every list has a row in which somebody wrote a formula."""
    load_national(now=NOW)
    call_command("load_network", without_regions=True)
    raise_one(world, title=BAD, actor=world.actor(Role.WAKIL_KETUA_USAHA, name=BAD))
    visit = plan(world, purpose=BAD)
    write(world, visit, actions=[*account().actions, step(BAD)])
    plan(world, place=world.arjosari, purpose="Kunjungan Arjosari")
    ask(world, text=BAD)
    here = {"cooperative_id": world.bumiayu.id, "today": TODAY, "now": NOW}
    wish = Wish(**RESIDENT | {"text": BAD}, has_consented=True)
    ask_to_join(**here, wish=wish, consent_version=1, request_id=new_id())
    write_suggestion(**here, kind="KELUHAN", text=BAD, name="", request_id=new_id())
    world.seat(Role.KASIR, name=BAD)
    keep_decision(
        actor=world.actor(Role.KETUA),
        number=BAD,
        decided_on=TODAY,
        body="RAT",
        title="Simpanan wajib",
        today=TODAY,
        request_id=new_id(),
        now=NOW,
    )
    ParameterValue.objects.filter(key="simpanan.wajib").update(source=BAD)
    sum_all(now=NOW)
    PlaceSummary.objects.filter(code=world.bumiayu.code).update(name=BAD)
    RegionSummary.objects.filter(code="35").update(name=BAD)
    return world


def step(what):
    return type(account().actions[0])(what, "Ketua", TODAY + timedelta(days=7))


def csv_of(client, address):
    answer = client.get(f"{address}?bentuk=csv")
    assert answer.status_code == 200
    return list(csv.DictReader(io.StringIO(answer.content.decode("utf-8-sig")), delimiter=";"))


@pytest.mark.parametrize(("role", "address", "column", "other"), TABLES, ids=[row[1] for row in TABLES])
def test_a_list_goes_out_and_no_spreadsheet_runs_what_somebody_wrote(
    role, address, column, other, client, filled
):
    client.force_login(filled.person(role))

    book, rows = client.get(address), csv_of(client, address)

    assert book["Content-Disposition"].endswith('.xlsx"')
    assert "no-store" in book["Cache-Control"]
    table = read_table(book.content)
    head = next(row for row in table if {column, other} <= set(row))
    assert BAD in {row[head.index(column)] for row in table[table.index(head) + 1 :]}
    with zipfile.ZipFile(io.BytesIO(book.content)) as archive:
        assert b"<f>" not in archive.read("xl/worksheets/sheet1.xml")
    assert list(rows[0]) == head
    assert f"'{BAD}" in {row[column] for row in rows}
    assert not [cell for row in rows for cell in row.values() if cell.startswith(FORMULA_STARTS)]


def test_a_page_leads_to_its_table(client, filled):
    pages = {
        Role.SEKRETARIS: (
            *("/kunjungan/", "/bantuan/", "/surat/", "/orang/", "/keputusan/", "/parameter/"),
            *("/jejak/", "/kebutuhan/"),
        ),
        Role.PETUGAS_DINAS: ("/kota/kalender/", "/wilayah/", "/wilayah/35.73.03/"),
    }
    led_to = set()
    for role, addresses in pages.items():
        client.force_login(filled.person(role))
        for address in addresses:
            page = client.get(address).content.decode()
            led_to |= {table for _, table, *_ in TABLES if f'href="{table}"' in page}
            assert all(
                f'href="{table}?bentuk=csv"' in page for _, table, *_ in TABLES if f'href="{table}"' in page
            )
    assert led_to == {table for _, table, *_ in TABLES}


def test_each_reader_takes_the_rows_that_the_page_shows(client, filled):
    seen = {}
    for role in (Role.KETUA, Role.PETUGAS_DINAS):
        client.force_login(filled.person(role))
        seen[role] = {row["Tujuan"] for row in csv_of(client, "/kunjungan/unduh/kunjungan/")}

    assert seen == {Role.KETUA: {f"'{BAD}"}, Role.PETUGAS_DINAS: {f"'{BAD}", "Kunjungan Arjosari"}}


def test_what_is_no_list_is_not_there(client, filled):
    client.force_login(filled.person(Role.SEKRETARIS))
    assert client.get("/surat/unduh/nomor/").status_code == 404
    assert client.get("/kunjungan/unduh/nomor/").status_code == 404
    client.force_login(filled.person(Role.PETUGAS_DINAS))
    assert client.get("/wilayah/99/unduh/").status_code == 404


def test_the_words_of_a_row_say_how_it_stands(client, filled):
    client.force_login(filled.person(Role.PENDAMPING))
    (visit,) = csv_of(client, "/kunjungan/unduh/kunjungan/")
    assert (visit["Keadaan"], visit["Menit"], visit["Dikunjungi"]) == ("selesai", "90", TODAY.isoformat())
    steps = csv_of(client, "/kunjungan/unduh/tindak-lanjut/")
    late = localdate() > TODAY + timedelta(days=7)
    assert {row["Keadaan"] for row in steps} == {"lewat batas waktu" if late else "berjalan"}

    call_id = ask(filled, text="Printer rusak")
    answer_help(
        actor=filled.actor(Role.PENDAMPING),
        place_id=filled.bumiayu.id,
        help_id=call_id,
        answer="Pinjam dari dinas",
        request_id=new_id(),
        now=NOW,
    )
    calls = {row["Permintaan"]: row["Jawaban"] for row in csv_of(client, "/bantuan/unduh/")}
    assert calls == {f"'{BAD}": "", "Printer rusak": "Pinjam dari dinas"}


def test_the_calendar_has_a_row_for_each_cooperative_and_duty(client, filled):
    client.force_login(filled.person(Role.PETUGAS_DINAS))
    PlaceSummary.objects.filter(code=filled.arjosari.code).update(last_quarter=20991, rat_on=None)

    rows = csv_of(client, "/kota/kalender/unduh/")
    page = client.get("/kota/kalender/").context["rows"]

    assert len(rows) == 57 * len(page)
    not_met = {
        (row["Kode"], row["Kewajiban"], row["Tentang"]) for row in rows if row["Keadaan"] != "tercatat"
    }
    assert not_met == {(code, duty.title, duty.period) for duty in page for code, _ in duty.unmet}
    arjosari = [row for row in rows if row["Kode"] == filled.arjosari.code]
    states = {row["Keadaan"] for row in arjosari if row["Kewajiban"].startswith("Laporan triwulan")}
    assert states == {"tercatat"}
    assert "tercatat" not in {row["Keadaan"] for row in arjosari if row["Kewajiban"].startswith("RAT")}


def test_the_workbook_of_deadlines_holds_what_ends_soon(client, filled):
    client.force_login(filled.person(Role.PETUGAS_DINAS))
    ends_on = localdate() + timedelta(days=9)
    PlaceSummary.objects.update(expires_on=None, term_ends_on=None)
    PlaceSummary.objects.filter(code=filled.arjosari.code).update(expires_on=ends_on)

    book = CalamineWorkbook.from_filelike(io.BytesIO(client.get("/kota/kalender/unduh/").content))

    assert book.sheet_names == ["Tenggat", "Segera berakhir"]
    code, _, what, last_day = book.get_sheet_by_index(1).to_python()[-1]
    assert (code, what, last_day) == (filled.arjosari.code, "dokumen", ends_on)


def test_the_sums_of_regions_are_those_of_the_page(client, filled):
    client.force_login(filled.person(Role.PETUGAS_DINAS))
    rows = csv_of(client, "/wilayah/35.73/unduh/")

    assert len(rows) == 5
    assert sum(int(row["Koperasi"]) for row in rows) == 57
    assert sum(int(row["Penjualan"]) for row in rows) == 295_480_000
