"""The pages of closing and verifying, as people meet them."""

import datetime as dt
import json
from uuid import uuid4

import pytest

from guyub.books.ledger.domain.exported import verify_file
from guyub.books.ledger.selectors.chart import chart
from guyub.foundation.approvals.models import ApprovalRequest
from guyub.foundation.identity.domain.roles import Role
from guyub.foundation.kernel.tenancy.scope import scope
from tests.books.ledger.books import ELECTRICITY, SERVICE, begun, posted

D = dt.date
BOOKS = "/buku/35.73.03.1003/tutup/"
VERIFY = "/buku/35.73.03.1003/periksa/"


@pytest.fixture
def place(world):
    place = begun(world.bumiayu, D(2025, 12, 1))
    posted(place, SERVICE, D(2025, 12, 3))
    posted(place, ELECTRICITY, D(2026, 1, 3))
    return place


@pytest.fixture
def sit(client, world):
    def sit(role):
        client.force_login(world.person(role))
        return client

    return sit


def press(client, address, **fields):
    return client.post(f"{BOOKS}{address}/", {"request_id": str(uuid4())} | fields)


def words(answer):
    return answer.content.decode().replace("\u00a0", " ")


def test_the_treasurer_closes_a_month_and_a_year(sit, place):
    treasurer = sit(Role.BENDAHARA)
    assert "Belum ada bulan yang ditutup" in words(treasurer.get(BOOKS))

    assert press(treasurer, "bulan", through="2025-12-31").url == BOOKS
    page = words(treasurer.get(BOOKS))
    assert "<h1>Buku tertutup sampai Desember 2025</h1>" in page
    assert "Tutup bulan Januari 2026" in page
    assert "Tutup tahun 2025" in page
    assert "35.73.03.1003:2:" in page

    assert press(treasurer, "tahun", through="2025-12-31").url == BOOKS
    page = words(treasurer.get(BOOKS))
    assert "Tahun 2025 ditutup" in page
    assert "Tutup tahun 2025" not in page


def test_a_refusal_says_why_and_keeps_what_was_typed(sit, place):
    treasurer = sit(Role.BENDAHARA)

    answer = press(treasurer, "bulan", through="2026-01-31")
    assert answer.status_code == 422
    assert "Yang lebih dulu belum ditutup. Tutup dulu yang berakhir 31 Des 2025." in words(answer)
    for odd in ("", "kemarin", "9" * 400):
        assert press(treasurer, "bulan", through=odd).status_code == 422
    press(treasurer, "bulan", through="2025-12-31")
    answer = press(treasurer, "buka", day="2025-12-05", reason="lupa")
    assert answer.status_code == 422
    assert 'value="lupa"' in words(answer)


def test_opening_again_goes_to_the_second_person(sit, place):
    treasurer = sit(Role.BENDAHARA)
    press(treasurer, "bulan", through="2025-12-31")

    answer = press(treasurer, "buka", day="2025-12-05", reason="nota listrik tertinggal")

    assert answer.url == "/persetujuan/"
    with scope(place.id):
        assert ApprovalRequest.objects.get(cooperative=place).kind == "ledger.reopen"
    assert "buku dibuka kembali sejak Desember 2025" in words(sit(Role.PENGAWAS).get("/persetujuan/"))


def test_who_may_not_close_sees_no_button(sit, place):
    page = words(sit(Role.PENGAWAS).get(BOOKS))

    assert "Desember 2025" in page
    assert "Tutup bulan" not in page
    assert "Minta dibuka kembali" not in page


def test_a_month_that_is_not_over_has_no_button(sit, world):
    begun(world.bumiayu, dt.datetime.now(dt.UTC).date())

    page = words(sit(Role.BENDAHARA).get(BOOKS))
    assert "Belum lewat. Bisa ditutup mulai 1 " in page
    assert "Tutup bulan" not in page


def test_without_books_the_page_says_so(sit, world):
    assert "Pembukuan belum dimulai" in words(sit(Role.BENDAHARA).get(BOOKS))
    assert sit(Role.PENGAWAS).post(VERIFY).status_code == 422


def test_a_closed_month_has_a_sheet(sit, place):
    treasurer = sit(Role.BENDAHARA)
    address = f"{BOOKS}lembar/2025/12/"
    assert treasurer.get(address).status_code == 404
    press(treasurer, "bulan", through="2025-12-31")

    sheet = treasurer.get(address)

    assert sheet.content.startswith(b"%PDF")
    assert "tutup-bulan-2025-12" in sheet["Content-Disposition"]
    for odd in ("2025/13", "1/12", "9999999/1", "2026/1", "2025/11"):
        assert treasurer.get(f"{BOOKS}lembar/{odd}/").status_code == 404


def test_the_supervisor_verifies_against_paper(sit, place):
    supervisor = sit(Role.PENGAWAS)
    assert "<h1>Periksa buku</h1>" in words(supervisor.get(VERIFY))

    page = words(supervisor.post(VERIFY, {"request_id": str(uuid4())}))
    assert "<h1>Buku cocok seluruhnya</h1>" in page
    assert "2 jurnal, 4 baris" in page
    anchor = page.split('<p class="break">')[1].split("<")[0]

    page = words(supervisor.post(VERIFY, {"request_id": str(uuid4()), "anchor": anchor}))
    assert "dicocokkan dengan segel di kertas" in page
    assert "<h1>Buku cocok dengan kertas</h1>" in page
    wrong = anchor[: anchor.index(" ")] + "0" * 32
    page = words(supervisor.post(VERIFY, {"request_id": str(uuid4()), "anchor": wrong}))
    assert "<h1>1 hal tidak cocok</h1>" in page
    assert "JU-2026-0001. Jurnal tidak cocok dengan segel di kertas" in page
    answer = supervisor.post(VERIFY, {"request_id": str(uuid4()), "anchor": "412"})
    assert answer.status_code == 422
    assert 'value="412"' in words(answer)


def test_the_city_verifies_and_does_not_read_the_journal(sit, place):
    officer = sit(Role.PETUGAS_DINAS)

    assert "Buku cocok seluruhnya" in words(officer.post(VERIFY, {"request_id": str(uuid4())}))
    assert "jurnal.jsonl" not in words(officer.get(VERIFY))
    assert officer.get(f"{VERIFY}jurnal.jsonl").status_code == 403
    assert officer.get(BOOKS).status_code == 200


def test_the_journal_goes_out_as_a_file_that_verifies(sit, place):
    answer = sit(Role.PENGAWAS).get(f"{VERIFY}jurnal.jsonl")
    lines = b"".join(answer.streaming_content).splitlines(keepends=True)

    assert [json.loads(line)["number"] for line in lines] == [1, 1]
    assert verify_file(lines, chart=chart()).findings == []


def test_another_cooperatives_books_are_not_there(sit, world, client):
    client.force_login(world.person(Role.BENDAHARA, world.arjosari))

    for address in (BOOKS, VERIFY, f"{VERIFY}jurnal.jsonl"):
        assert client.get(address).status_code == 404
