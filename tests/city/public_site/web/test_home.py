import pytest
from django.core.management import call_command
from django.db import connection
from django.test.utils import CaptureQueriesContext

from guyub.community.cooperatives.selectors.wards import wards
from guyub.foundation.kernel.documents.spreadsheets import FORMULA_STARTS, read_table


@pytest.fixture
def loaded(db):
    call_command("load_network", without_regions=True)


def test_the_first_page_names_all_57_cooperatives_with_their_source(client, loaded):
    with CaptureQueriesContext(connection) as asked:
        page = client.get("/").content.decode()

    assert len([query for query in asked if "set_config" not in query["sql"]]) <= 5
    assert all(f"KKMP {ward.name}" in page for ward in wards())
    assert all(page.count(f'href="/koperasi/{ward.code}/"') >= 2 for ward in wards())  # map and list
    assert page.count("<path") >= 57
    assert "CC BY-IGO" in page
    assert "Tidak tercatat bukan berarti tidak jalan" in page
    assert "9 dilaporkan berjalan, 4 ada penjualan, 23 nib tercatat, 21 belum tercatat" in page
    assert "295.480.000" in page
    assert "statistik publik SIMKOPDES, 5\u00a0Agu\u00a02026" in page


def test_before_anything_is_loaded_the_page_stands(client, db):
    page = client.get("/").content.decode()

    assert "Belum ada angka yang dilaporkan" in page


def test_a_few_letters_narrow_the_list(client, loaded):
    answer = client.get("/", {"kelurahan": "bumi"})

    assert answer.context["found"] == 1
    assert [row.ward.name for _, rows in answer.context["kecamatan"] for row, _ in rows] == ["Bumiayu"]


def test_nothing_found_says_so(client, db):
    answer = client.get("/", {"kelurahan": "Jakarta"})

    assert answer.status_code == 200
    assert answer.context["found"] == 0


def test_the_list_has_an_address_of_its_own(client, db):
    assert client.get("/koperasi/").url == "/#daftar"


def test_whoever_wants_the_figures_gets_them_as_csv_without_formulas(client, loaded):
    answer = client.get("/data/koperasi.csv")

    assert answer["Content-Type"] == "text/csv; charset=utf-8"
    titles, *rows = read_table(answer.content)
    assert titles[0] == "kode"
    assert titles[-3:] == ["per_tanggal", "sumber", "catatan"]
    assert len(rows) == 580
    assert not [cell for row in rows for cell in row if cell.startswith(FORMULA_STARTS)]
