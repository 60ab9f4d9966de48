"""Tables that a city brings: a dirty one reports everything and changes nothing."""

import io
import threading
import zipfile
from datetime import date, timedelta
from pathlib import Path

import pytest
import xlsxwriter
from django.db import connection

from guyub.community.cooperatives.models import ImportBatch
from guyub.community.cooperatives.selectors.imports import batch_of
from guyub.community.cooperatives.selectors.wards import wards
from guyub.community.cooperatives.services.imports import (
    ImportRefusedError,
    drop_batch,
    drop_idle_batches,
    map_batch,
)
from guyub.foundation.identity.domain.roles import Role
from guyub.foundation.identity.models import AuditEntry
from guyub.foundation.identity.services.acting import NotAllowedError
from guyub.foundation.kernel.documents.spreadsheets import TableRefusedError
from guyub.foundation.kernel.tenancy.scope import all_cooperatives, scope
from tests.community.cooperatives.tables import BUMIAYU, REPORTS, TODAY, dump, table, wrong_of
from tests.world import NOW, new_id

# -- the dry run -----------------------------------------------------------------------------------------------------

HEADER = [
    "KODE WILAYAH",
    "Kelurahan",
    "Alamat",
    "Tgl akta",
    "Nomor akta",
    "NIB",
    "Tanggal NIB",
    "NPWP",
    "Tgl NPWP",
]
DEED = ["02/06/2025", "12"]


def dirty_list():
    """The real list of wards as an office might send it: titles above, another delimiter, an old coding, faults."""
    rows = [
        [ward.code.replace(".", ""), ward.name.upper(), "Jl. Café 1", *DEED, "", "", "", ""]
        for ward in wards()
    ]
    line = {row[1]: number for number, row in enumerate(rows, 4)}
    by_name = {row[1]: row for row in rows}
    planted = {}

    def plant(name, cell, value, field, wrong, suggestion=""):
        by_name[name][HEADER.index(cell)] = value
        planted[line[name], field, wrong] = suggestion

    plant("BUMIAYU", "KODE WILAYAH", "35.73.03.9999", "code", "unknown_code", "35.73.03.1003 Bumiayu")
    by_name["RAMPALCELAKET"][1] = "Rampal Celaket"  # only a blank: fine
    plant("SUKUN", "Kelurahan", "Sukunn", "ward", "name_other", "Sukun")
    plant("MERGOSONO", "KODE WILAYAH", "", "code", "missing", "35.73.03.1002 Mergosono")
    plant("ARJOSARI", "Tgl akta", "01/01/2027", "akta_on", "future")
    plant("POLOWIJEN", "Tgl akta", "31/02/2026", "akta_on", "bad_date")
    plant("PURWODADI", "Nomor akta", "=1+1", "akta_number", "formula")
    plant("BLIMBING", "NIB", "1,23457E+12", "nib", "rounded")
    by_name["BLIMBING"][6] = "04/08/2025"
    plant("PANDANWANGI", "NIB", "12345", "nib", "bad_number")
    by_name["PANDANWANGI"][6] = "4 Agustus 2025"
    plant("KAUMAN", "NIB", "1234567890123", "nib_on", "before_deed", "2025-06-02")
    by_name["KAUMAN"][6] = "1-6-2025"
    plant("KLOJEN", "NPWP", "1234567890123", "npwp_on", "missing")
    planted[line["KLOJEN"], "npwp", "bad_number"] = ""
    by_name["SAMAAN"][2] = "=HYPERLINK(1)"  # words: harmless as they are
    rows.append(list(by_name["TLOGOMAS"]))
    planted[len(rows) + 3, "code", "duplicate"] = str(line["TLOGOMAS"])
    title = [["Daftar Koperasi, Kota Malang"], ["per November 2026", ""], HEADER]
    return table(*title, *rows).decode().encode("cp1252"), planted


def test_a_dirty_list_reports_every_planted_fault_and_changes_nothing(bring, check, take):
    content, planted = dirty_list()
    batch_id = bring("COOPERATIVES", content)
    before = dump()

    checked = check(batch_id)

    found = {(fault.line, fault.field, fault.wrong): fault.suggestion for fault in checked.faults}
    assert found == planted
    assert checked.faults_count == len(planted)
    assert not checked.may_be_taken
    with pytest.raises(ImportRefusedError) as refused:
        take(batch_id)
    assert refused.value.facts == {"wrong": "faults", "count": len(planted)}
    assert dump() == before


def test_merged_cells_and_numbers_of_a_workbook_are_seen(bring, check):
    buffer = io.BytesIO()
    with xlsxwriter.Workbook(buffer, {"in_memory": True}) as book:
        page = book.add_worksheet()
        page.merge_range(0, 0, 0, 3, "Pengurus KKMP Kota Malang")
        for column, title in enumerate(["Kode", "Nama", "Jabatan", "Mulai", "Sampai"]):
            page.write(2, column, title)
        page.merge_range(3, 0, 4, 0, 3573031003)
        day = book.add_format({"num_format": "dd/mm/yyyy"})
        for row, (name, post) in enumerate((("Sri", "Ketua"), ("Budi", "Sekertaris")), 3):
            page.write(row, 1, name)
            page.write(row, 2, post)
            page.write_datetime(row, 3, date(2025, 6, 2), day)
            page.write_datetime(row, 4, date(2030, 6, 1), day)

    checked = check(bring("OFFICERS", buffer.getvalue()))

    assert [(f.line, f.field, f.wrong, f.suggestion) for f in checked.faults] == [
        (5, "code", "missing", ""),
        (5, "post", "bad_post", "SEKRETARIS"),
    ]


@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|"])
def test_any_delimiter_with_a_bom_is_read(bring, check, delimiter):
    rows = [["kode_wilayah", "alamat"], *([ward.code, "Jl. Contoh 1"] for ward in wards())]

    checked = check(bring("COOPERATIVES", b"\xef\xbb\xbf" + table(*rows, delimiter=delimiter)))

    assert (checked.new, checked.changed, checked.unchanged, checked.faults_count) == (0, 57, 0, 0)


def test_fifty_thousand_rows_are_answered(bring, check):
    days = [TODAY - timedelta(days=back) for back in range(900)]
    rows = [["kode", "indikator", "nilai", "tanggal", "sumber"]]
    rows += [[ward.code, "members", "130", day.isoformat(), "a"] for day in days for ward in wards()][:49_998]
    rows.append(["99.99.99.9999", "anggotaa", "-1", "besok", ""])
    batch_id = bring("REPORTS", table(*rows))
    checked = check(batch_id)

    assert (checked.new, checked.rows_count) == (49_998, 49_999)
    assert [(f.field, f.wrong) for f in checked.faults] == [
        ("code", "unknown_code"),
        ("as_of", "bad_date"),
        ("source", "missing"),
        ("indicator", "unknown_indicator"),
        ("value", "formula"),
    ]


# -- bringing ----------------------------------------------------------------------------------------------------------


def archive(name, text):
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as made:
        made.writestr(name, text)
    return buffer.getvalue()


@pytest.mark.parametrize(
    ("content", "wrong"),
    [
        (archive("xl/vbaProject.bin", "x"), "has_macros"),
        (archive("xl/sheet.xml", "0" * 200_000_001), "too_large"),
        (b"a" * 10_000_001, "too_large"),
        (b"\0\1\2", "not_text"),
    ],
)
def test_what_is_no_table_is_not_kept(bring, content, wrong):
    with pytest.raises(TableRefusedError) as refused:
        bring("REPORTS", content)
    assert wrong_of(refused) == wrong
    with all_cooperatives("a test counts"):
        assert not ImportBatch.objects.exists()


@pytest.mark.parametrize(
    ("kind", "content", "as_of", "source", "wrong"),
    [
        ("MEMBERS", REPORTS, None, "", "kind"),
        ("REPORTS", b"", None, "", "empty"),
        ("REPORTS", b"kode;nilai\n", None, "", "empty"),
        ("REPORTS", b";".join([b"a"] * 61) + b"\n1;2\n", None, "", "columns"),
        ("REPORTS", REPORTS, TODAY + timedelta(days=1), "", "future"),
        ("REPORTS", REPORTS, None, "x" * 161, "source"),
    ],
)
def test_each_refusal_of_bringing(bring, kind, content, as_of, source, wrong):
    with pytest.raises(ImportRefusedError) as refused:
        bring(kind, content, as_of=as_of, source=source)
    assert wrong_of(refused) == wrong
    with all_cooperatives("a test counts"):
        assert not ImportBatch.objects.exists()


def test_a_file_sent_twice_is_one_table_and_a_second_of_the_kind_waits(bring, check):
    request_id = new_id()

    assert bring("REPORTS", REPORTS, request_id=request_id) == bring(
        "REPORTS", REPORTS, request_id=request_id
    )
    with pytest.raises(ImportRefusedError) as refused:
        bring("REPORTS", REPORTS)
    assert wrong_of(refused) == "open"
    bring("OFFICERS", table(["kode", "nama"], [BUMIAYU, "Sri"]))
    with all_cooperatives("a test counts"):
        assert ImportBatch.objects.count() == 2


@pytest.mark.database
@pytest.mark.django_db(transaction=True)
def test_of_two_at_once_one_is_open(bring):
    outcomes, gate = [], threading.Barrier(2)

    def send():
        gate.wait()
        try:
            outcomes.append(str(type(bring("REPORTS", REPORTS)).__name__))
        except ImportRefusedError as refusal:
            outcomes.append(refusal.facts["wrong"])
        finally:
            connection.close()

    threads = [threading.Thread(target=send) for _ in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert sorted(outcomes) == ["UUID", "open"]


def test_the_original_is_sealed_and_gone_afterwards(bring, take, undo, officer, network):
    secret = b"kode;alamat\n35.73.03.1003;Jl. Rahasia Sekali 7\n"
    batch_id = bring("COOPERATIVES", secret)

    def sealed():
        with scope(network.city.id):
            return bytes(ImportBatch.objects.get(cooperative_id=network.city.id, id=batch_id).sealed)

    assert len(sealed()) > len(secret)
    assert b"Rahasia" not in sealed()
    take(batch_id)
    assert sealed() == b""
    undo(batch_id)
    assert sealed() == b""
    batch_id = bring("COOPERATIVES", secret)
    drop_batch(actor=officer, batch_id=batch_id, request_id=new_id(), now=NOW)
    assert sealed() == b""
    with pytest.raises(ImportRefusedError) as refused:
        take(batch_id)
    assert wrong_of(refused) == "closed"


def test_what_idles_for_a_day_is_thrown_away(bring, network):
    batch_id = bring("REPORTS", REPORTS)

    assert drop_idle_batches(now=NOW + timedelta(hours=24)) == 0
    assert drop_idle_batches(now=NOW + timedelta(hours=25)) == 1
    assert drop_idle_batches(now=NOW + timedelta(hours=26)) == 0
    with scope(network.city.id):
        row = batch_of(city_id=network.city.id, batch_id=batch_id)
        last = AuditEntry.objects.filter(cooperative_id=network.city.id).order_by("position").last()
    assert row.state == "DROPPED"
    assert (last.act, last.actor_name) == ("cooperatives.import.dropped", "Guyub")


@pytest.mark.parametrize("role", [Role.KEPALA_DINAS, Role.OPERATOR, Role.KETUA])
def test_only_the_citys_officers_bring(bring, network, role):
    with pytest.raises(NotAllowedError):
        bring("REPORTS", REPORTS, actor=network.actor(role))


# -- columns -----------------------------------------------------------------------------------------------------------


def test_columns_that_nobody_knows_are_chosen_by_hand(bring, check, officer):
    batch_id = bring("REPORTS", table(["wil", "n"], [BUMIAYU, "140"]))
    assert check(batch_id).lacking == ["code", "indicator", "value", "as_of", "source"]

    def choose(mapping, as_of=date(2026, 11, 1), source="Laporan RT"):
        map_batch(
            actor=officer,
            batch_id=batch_id,
            mapping=mapping,
            as_of=as_of,
            source=source,
            today=TODAY,
            request_id=new_id(),
            now=NOW,
        )

    for bad in ({"code": "wil", "members": "x"}, {"code": "wil", "members": "wil"}, {"nik": "wil"}):
        with pytest.raises(ImportRefusedError) as refused:
            choose(bad)
        assert wrong_of(refused) == "field"
    with pytest.raises(ImportRefusedError) as refused:
        choose({"code": "wil"}, as_of=TODAY + timedelta(days=1))
    assert wrong_of(refused) == "future"
    assert check(batch_id).lacking[0] == "code"

    choose({"code": "wil", "members": "n", "value": ""})
    checked = check(batch_id)
    assert (checked.new, checked.faults_count, checked.may_be_taken) == (1, 0, True)


def test_a_table_without_its_columns_cannot_be_taken(bring, take):
    batch_id = bring("OFFICERS", table(["a", "b"], ["1", "2"]))

    with pytest.raises(ImportRefusedError) as refused:
        take(batch_id)
    assert wrong_of(refused) == "lacking"


@pytest.mark.parametrize("ending", ["xls", "ods"])
def test_workbooks_of_other_programs_are_checked_the_same(bring, check, ending):
    tables = Path(__file__).parents[3] / "foundation/kernel/documents/tables"
    batch_id = bring(
        "REPORTS", (tables / f"laporan-contoh.{ending}").read_bytes(), source="Laporan kelurahan (contoh)"
    )
    checked = check(batch_id)

    assert not checked.faults
    assert (checked.new, checked.unchanged) == (4, 0)  # two wards, NIB and sales each
    assert checked.may_be_taken
