"""Pages of budget and taxes: the finding, at most twelve queries, files, what is refused."""

import io
import re

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test.utils import CaptureQueriesContext
from python_calamine import CalamineWorkbook

from guyub.books.planning.models import Budget, DutyDone
from guyub.foundation.identity.domain.roles import Role
from guyub.foundation.kernel.tenancy.scope import scope
from tests.books.planning.makers import decision, draft, valid_budget
from tests.world import World

pytestmark = pytest.mark.django_db
BUDGET, TAX = "/anggaran/35.73.03.1003/", "/pajak/35.73.03.1003/"


@pytest.fixture
def world():
    made = World()
    made.books()
    return made


@pytest.fixture
def treasurer(client, world):
    client.force_login(world.person(Role.BENDAHARA))
    client.get("/akun/")
    return client


def words_of(answer):
    text = re.sub(r"<[^>]+>", " ", answer.content.decode())
    return re.sub(r"\s+", " ", text.replace("\xa0", " "))


@pytest.mark.parametrize("address", [BUDGET, f"{BUDGET}?tahun=2025&unit=bersama", TAX])
def test_a_page_costs_at_most_twelve_queries_and_a_hundred_kilobytes(address, treasurer, world):
    valid_budget(world)
    treasurer.get(address)
    with CaptureQueriesContext(connection) as asked:
        answer = treasurer.get(address)

    assert answer.status_code == 200
    assert len(asked) <= 12, [one["sql"][:90] for one in asked]
    assert len(answer.content) <= 100_000


def test_the_budget_says_what_went_beyond_it(treasurer, world):
    assert "Anggaran 2026 belum disusun" in words_of(treasurer.get(BUDGET))
    valid_budget(world)
    shown = words_of(treasurer.get(BUDGET))

    assert "1 pos melampaui anggaran 2026" in shown
    assert "melampaui Rp 1.750.000" in shown  # 4,500,000 for a shelf; 11 months of 250,000
    assert "lebih hemat Rp 900.000" in shown
    assert "keputusan 04/RAT/BMY/2026 (contoh) tanggal 28 Mar 2026" in shown


def test_the_workbook_goes_on_adding_up_and_its_months_can_be_brought_again(treasurer, world):
    valid_budget(world)
    book = CalamineWorkbook.from_filelike(io.BytesIO(treasurer.get(f"{BUDGET}?bentuk=xlsx").content))
    rows = {row[1]: row[2:6] for row in book.get_sheet_by_index(0).to_python()[4:]}

    assert rows["Listrik dan air"] == [1_100_000, 200_000, 1_200_000, 300_000]
    assert rows["SHU"] == [9_900_000, 550_000, 10_800_000, 1_700_000]
    months = book.get_sheet_by_index(1).to_python()[4:]
    assert [row[2:14] for row in months if row[0] == "6.1.02"] == [[100_000] * 12]
    assert treasurer.get(f"{BUDGET}?bentuk=csv").content.startswith("\ufeffKode;Pos".encode())


def test_a_budget_is_printed(treasurer, world):
    valid_budget(world)
    answer = treasurer.get(f"{BUDGET}?bentuk=pdf")

    assert answer.content.startswith(b"%PDF")


def test_from_an_empty_draft_to_a_budget_that_holds(treasurer, world):
    answer = treasurer.post(f"{BUDGET}mulai/", {"year": "2026", "basis": "KOSONG", "percent": "0"})
    address = answer["Location"]
    typed = {"account": "6.1.02", "unit": "", "amount": "1.200.000", "how": "rata"}
    assert treasurer.post(address, typed)["Location"] == address
    assert "1.200.000" in words_of(treasurer.get(f"{address}?pos=6.1.02&unit="))
    months = typed | {"how": "bulan", "month_amount": [str(at) for at in range(1, 13)]}
    treasurer.post(address, months)
    table = SimpleUploadedFile("rapb.csv", b"Kode;Setahun\r\n4.1.06;24.000.000\r\n")
    assert treasurer.post(f"{address}tabel/", {"table": table})["Location"] == address
    shown = words_of(treasurer.get(address))
    assert "Penjualan harian kepada anggota" in shown
    assert " 78 " in shown
    chosen = {"decision": str(decision(world)), "year": "2026"}
    assert treasurer.post(f"{address}tetapkan/", chosen)["Location"] == f"{BUDGET}?tahun=2026"
    assert treasurer.get(address).status_code == 404
    refused = treasurer.post(address, typed)
    assert refused.status_code == 422
    assert "versi baru" in words_of(refused)


def test_what_is_refused_keeps_what_was_typed(treasurer, world):
    address = f"{BUDGET}{draft(world)}/"
    for path, typed, said in (
        (address, {"account": "6.1.02", "amount": "1,5", "how": "rata"}, 'value="1,5"'),
        (address, {"account": "6.1.02", "unit": "x", "how": "rata"}, "Unit usaha itu tidak ada"),
        (f"{address}tabel/", {}, "tidak"),
        (f"{address}tetapkan/", {"decision": ""}, "Pilih keputusan rapat anggota"),
        (f"{BUDGET}mulai/", {"year": "2027", "basis": "KOSONG", "percent": "lima"}, 'value="lima"'),
        (f"{BUDGET}mulai/", {"year": "2026", "basis": "KOSONG", "percent": "0"}, "sudah ada"),
    ):
        answer = treasurer.post(path, typed)
        assert answer.status_code == 422, path
        assert said in answer.content.decode(), path
    with scope(world.bumiayu.id):
        assert Budget.objects.filter(cooperative_id=world.bumiayu.id).count() == 1


def test_a_draft_is_thrown_away_and_an_example_table_is_there(treasurer, world):
    address = f"{BUDGET}{draft(world)}/"

    assert treasurer.post(f"{address}buang/", {"year": "2026"}).status_code == 302
    assert treasurer.get(address).status_code == 404
    book = CalamineWorkbook.from_filelike(io.BytesIO(treasurer.get(f"{BUDGET}contoh/").content))
    codes = [row[0] for row in book.get_sheet_by_index(0).to_python()[4:]]
    assert "6.1.02" in codes
    assert "4.1.09" not in codes


def test_taxes_say_what_is_owed_and_what_is_not_certain(treasurer, world):
    shown = words_of(treasurer.get(TAX))

    assert "Peredaran usaha masih jauh dari batas" in shown
    assert "Rp 750.000 dari Rp 4.800.000.000" in shown
    assert "3.750" in shown
    assert "Belum pasti:" in shown
    assert "tanyakan ke KPP" in shown


def test_a_duty_is_noted_with_its_proof_shown_and_taken_back(treasurer, world):
    typed = {"kind": "SPT", "period": "2025", "done_on": "2026-04-20", "note": "BPE contoh"}
    proof = SimpleUploadedFile("bukti.txt", b"contoh")

    assert treasurer.post(f"{TAX}catat/", typed | {"document": proof}).status_code == 302
    with scope(world.bumiayu.id):
        row = DutyDone.objects.get(cooperative_id=world.bumiayu.id)
    assert treasurer.get(f"{TAX}{row.id}/bukti/").content == b"contoh"
    assert "BPE contoh" in words_of(treasurer.get(TAX))
    again = treasurer.post(f"{TAX}catat/", typed)
    assert again.status_code == 422
    assert "sudah dicatat selesai" in words_of(again)
    assert treasurer.post(f"{TAX}{row.id}/batal/").status_code == 302
    assert treasurer.post(f"{TAX}{row.id}/batal/").status_code == 422
    strange = treasurer.post(f"{TAX}catat/", typed | {"period": "x"})
    assert strange.status_code == 422


def test_the_calendar_goes_to_a_telephone_without_amounts(treasurer, world):
    answer = treasurer.get(f"{TAX}kalender.ics")

    assert answer["Content-Type"].startswith("text/calendar")
    text = answer.content.decode()
    assert "SUMMARY:Setor PPh final usaha\\, November 2026" in text
    assert "3.750" not in text
