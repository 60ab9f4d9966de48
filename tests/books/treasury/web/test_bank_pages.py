"""The pages of banks through HTTP: a month from the file to the signed sheet, and what is sent in its place."""

import io
import re
import zipfile

import pytest
from django.core.cache import cache
from django.db import connection
from django.test.utils import CaptureQueriesContext

from guyub.books.treasury.models import BankLine, BankReconciliation
from guyub.foundation.identity.domain.roles import Role
from guyub.foundation.kernel.documents.spreadsheets import read_table
from guyub.foundation.kernel.tenancy.scope import scope
from tests.books.treasury.banking import SEEN, bank, csv, taken
from tests.world import new_id

BANK = "/bank/35.73.03.1003"


@pytest.fixture
def treasurer(world, client):
    cache.clear()
    world.cash()
    client.force_login(world.person(Role.BENDAHARA))
    return client


def words(answer):
    return " ".join(re.sub(r"<[^>]*>", " ", answer.content.decode()).replace("\xa0", " ").split())


def sent(client, address, **fields):
    return client.post(address, {"request_id": str(new_id())} | fields)


def upload(client, world, content, name="koran.csv"):
    file = io.BytesIO(content)
    file.name = name
    return sent(client, f"{BANK}/{world.cash()['BANK']}/impor/", table=file)


def test_a_month_from_the_file_to_the_signed_sheet(treasurer, world):
    account = f"{BANK}/{world.cash()['BANK']}/"
    assert "BRI Kedungkandang belum punya rekening koran" in words(treasurer.get(account))
    brought = upload(treasurer, world, csv(*SEEN))
    assert brought.status_code == 302

    dry = words(treasurer.get(brought.url))
    assert "3 baris siap dimasukkan" in dry
    assert "TRF TOKO MEBEL 08•••••••890" in dry
    assert "081234567890" not in dry
    assert sent(treasurer, f"{brought.url}masukkan/").status_code == 302
    assert "3 baris dimasukkan" in words(treasurer.get(brought.url))

    page = treasurer.get(account)
    assert "1 baris bank belum cocok" in words(page)
    (record,) = re.findall(r'href="([^"]*/catat/)" aria', page.content.decode())
    form = words(treasurer.get(record))
    assert "−Rp 10.000" in form
    assert "Dipotong biaya bank" in form
    assert sent(treasurer, record, kind="bank.biaya").url == account
    assert "Bank dan buku cocok" in words(treasurer.get(account))
    assert treasurer.get(record).url == account

    sheet = f"{account}rekonsiliasi/2026-11/"
    assert "Bank dan buku cocok" in words(treasurer.get(sheet))
    assert sent(treasurer, sheet).status_code == 302
    assert "Cocok dan tersimpan" in words(treasurer.get(sheet))
    pdf = treasurer.get(f"{sheet}?bentuk=pdf")
    assert pdf.content.startswith(b"%PDF")
    xlsx = treasurer.get(f"{sheet}?bentuk=xlsx")
    table = read_table(xlsx.getvalue())
    assert table[-1][2:] == ["Saldo menurut buku", "20490000"]
    written = zipfile.ZipFile(io.BytesIO(xlsx.getvalue())).read("xl/worksheets/sheet1.xml").decode()
    assert "<f>SUM(D5:D6)-D7</f>" in written
    assert "16 Nov 2026" in words(treasurer.get(f"{BANK}/"))


def test_a_suggestion_is_accepted_and_let_go(treasurer, world):
    taken(world, csv("2026-11-24;SETOR;0;5;5", "2026-11-24;SETOR;0;5;10"))
    account = f"{BANK}/{world.cash()['BANK']}/"
    with scope(world.bumiayu.id):
        ids = [str(row.id) for row in BankLine.objects.filter(cooperative_id=world.bumiayu.id)]

    refused = sent(treasurer, f"{account}cocokkan/", line=ids)
    assert (refused.status_code, "Jumlah bank Rp 10, jumlah buku Rp 0." in words(refused)) == (422, True)
    assert refused.content.decode().count(" checked") == 2
    assert sent(treasurer, f"{account}cocokkan/", line=["x"]).status_code == 422
    assert sent(treasurer, f"{account}otomatis/").status_code == 302


def test_a_match_is_let_go(treasurer, world):
    taken(world)
    account = f"{BANK}/{world.cash()['BANK']}/"
    page = treasurer.get(f"{account}cocok/").content.decode()
    forms = re.findall(r'action="([^"]*/lepas/)"', page)
    assert len(forms) == 2

    assert sent(treasurer, forms[0]).url == account
    assert sent(treasurer, forms[0]).status_code == 422
    assert "2 baris bank belum cocok" in words(treasurer.get(account))


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"", "tidak berisi baris mutasi"),
        (b"\x00\x01\x02" * 50, "bukan teks"),
        (csv(header="Tanggal^Keterangan^Kredit") + b"\n1^2^3", "Kolom tanggal dan jumlah"),
        (csv(*["02/11/2026;x;0;5;"] * 20_001), "lebih dari 20.000 baris"),
    ],
    ids=["empty", "binary", "delimiter", "many"],
)
def test_a_file_that_is_none_is_answered(treasurer, world, content, said):
    answer = upload(treasurer, world, content)

    assert (answer.status_code, said in words(answer)) == (422, True)
    with scope(world.bumiayu.id):
        assert not BankLine.objects.filter(cooperative_id=world.bumiayu.id).exists()


def test_a_form_without_a_file_is_answered(treasurer, world):
    assert sent(treasurer, f"{BANK}/{world.cash()['BANK']}/impor/").status_code == 422


@pytest.mark.parametrize(
    ("lines", "said"),
    [
        (("01/11/2026;x;5;;",), "Belum jelas mana hari dan mana bulan"),
        (("2026-11-13;x;=1+1;;",), "Baris 2: jumlahnya tidak terbaca"),
        ((SEEN[0], "16/11/2026;x;1;0;5"), "Baris 3: saldo seharusnya Rp 24.999.999."),
    ],
)
def test_a_file_that_cannot_be_read_says_why_and_may_be_mapped(treasurer, world, lines, said):
    brought = upload(treasurer, world, csv(*lines))

    assert said in words(treasurer.get(brought.url))
    assert sent(treasurer, f"{brought.url}masukkan/").status_code == 422
    assert sent(treasurer, f"{brought.url}kolom/", **{"f-date": "Dulu"}).status_code == 422
    assert sent(treasurer, f"{brought.url}buang/").status_code == 302
    assert "Rekening koran ini dibuang" in words(treasurer.get(brought.url))


def test_the_order_of_days_is_said_by_people(treasurer, world):
    brought = upload(treasurer, world, csv("01/11/2026;SETOR;;5;"))
    columns = {"f-date": "Tanggal", "f-debit": "Debet", "f-credit": "Kredit", "f-order": "hari"}

    assert sent(treasurer, f"{brought.url}kolom/", **columns).status_code == 302
    assert "1 Nov 2026" in words(treasurer.get(brought.url))


def test_a_taken_file_is_undone(treasurer, world):
    _, statement_id = taken(world, csv("2026-11-24;SETOR;0;5;5"))
    address = f"{BANK}/koran/{statement_id}/"

    assert sent(treasurer, f"{address}batalkan/").status_code == 302
    assert "Rekening koran ini dibatalkan" in words(treasurer.get(address))
    assert sent(treasurer, f"{address}batalkan/").status_code == 422


def test_a_month_that_does_not_tie_is_not_kept(treasurer, world):
    taken(world, csv("2026-11-02;HIBAH;0;25.000.000", header="Tanggal;Keterangan;Debet;Kredit"))
    sheet = f"{BANK}/{world.cash()['BANK']}/rekonsiliasi/2026-11/"

    assert "Saldo menurut bank belum diketahui" in words(treasurer.get(sheet))
    for typed, said in (("", "Tulis saldo akhir"), ("lima", "Tulis saldo akhir"), ("5", "Masih ada selisih")):
        refused = sent(treasurer, sheet, statement_rp=typed)
        assert (refused.status_code, said in words(refused)) == (422, True)
    with scope(world.bumiayu.id):
        assert not BankReconciliation.objects.filter(cooperative_id=world.bumiayu.id).exists()
    assert sent(treasurer, sheet, statement_rp="25.000.000").status_code == 302


@pytest.mark.parametrize("month", ["2026-13", "2026-10", "0-1"])
def test_a_month_that_is_none_is_not_there(treasurer, world, month):
    taken(world)

    assert treasurer.get(f"{BANK}/{world.cash()['BANK']}/rekonsiliasi/{month}/").status_code == 404


def test_the_pengawas_reads_and_does_not_write(treasurer, world, client):
    taken(world)
    client.force_login(world.person(Role.PENGAWAS))
    account = f"{BANK}/{bank(world).id}/"

    assert "Unggah" not in words(client.get(account))
    assert sent(client, f"{account}rekonsiliasi/2026-11/").status_code == 403


def test_pages_ask_little_and_weigh_little(treasurer, world):
    lines = [f"2026-11-{2 + at % 20:02};BARIS {at} {'x' * 60};0;{1000 + at}" for at in range(300)]
    taken(world, csv(*lines, header="Tanggal;Keterangan;Debet;Kredit"))
    account = f"{BANK}/{world.cash()['BANK']}/"
    for address in (
        f"{BANK}/",
        account,
        f"{account}cocok/",
        f"{account}rekonsiliasi/2026-11/",
        f"{account}impor/",
    ):
        treasurer.get(address)
        with CaptureQueriesContext(connection) as asked:
            answer = treasurer.get(address)

        assert len(asked) <= 12, address
        assert len(answer.content) <= 100_000, address
