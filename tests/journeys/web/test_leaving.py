"""One leaving, from the case to the signed sheet, as the treasurer meets it."""

from datetime import date

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from guyub.community.members.domain.cases import ExitStanding
from guyub.community.members.selectors.cases import exit_case
from guyub.foundation.identity.domain.roles import Role
from guyub.foundation.kernel.canonical import facts_hash
from guyub.foundation.kernel.documents.pdf import render_pdf
from guyub.foundation.kernel.models import IssuedPaper
from guyub.foundation.kernel.tenancy.scope import scope
from guyub.journeys.services.leaving import paper_content
from guyub.journeys.web import leaving_sheets
from tests.community.members.case_world import again, agreed_exit, asked_exit, decided, heirs, joined, saved
from tests.finance.loans.loan_book import LoanBook
from tests.pictures import photo
from tests.world import NOW, new_id

EXITS = "/anggota/keluar/"


@pytest.fixture
def sit(client, world):
    def sit(role):
        client.force_login(world.person(role))
        return client

    return sit


@pytest.fixture
def budi(world):
    world.cash()
    member = joined(world)
    saved(world, member, "WAJIB", 120_000)
    saved(world, member, "POKOK", 100_000)
    return member


def words(answer):
    return answer.content.decode().replace("\u00a0", " ")


def send(client, address, **fields):
    return client.post(address, {"request_id": str(new_id())} | fields)


def seen(page):
    return page.partition('name="seen" value="')[2].partition('"')[0]


@pytest.fixture
def printed(monkeypatch):
    """Keep what the sheets are set from."""
    payloads = []

    def render(**given):
        payloads.append(given["payload"])
        return render_pdf(**given)

    monkeypatch.setattr(leaving_sheets, "render_pdf", render)
    return payloads


def settled(sit, world, case_id, **fields):
    address = f"{EXITS}{case_id}/"
    mark = seen(words(sit(Role.BENDAHARA).get(address)))
    cash = str(world.cash()["BRANKAS"])
    return send(sit(Role.BENDAHARA), f"{address}bayar/", seen=mark, cash_place=cash, **fields)


def test_who_decides_sees_what_is_owed_and_goes_to_decide(sit, world, budi):
    asked = new_id()
    case_id = asked_exit(world, budi, request_id=asked)
    page = words(sit(Role.KETUA).get(f"{EXITS}{case_id}/"))
    assert "Simpanan wajib" in page
    assert f"/persetujuan/{asked}/" in page
    assert "akhiri keanggotaan" not in page
    decided(world, asked, is_approved=False)
    page = words(sit(Role.SEKRETARIS).get(f"{EXITS}{case_id}/"))
    assert "Ditolak" in page
    assert "Ajukan lagi" in page


def test_the_treasurer_pays_prints_and_keeps_the_signed_sheet(sit, world, budi, printed):
    case_id = agreed_exit(world, budi)
    address = f"{EXITS}{case_id}/"
    assert "Bayar Rp 220.000 dan akhiri keanggotaan" in words(sit(Role.BENDAHARA).get(address))
    assert sit(Role.BENDAHARA).get(f"{address}lembar/").status_code == 404
    stale = send(sit(Role.BENDAHARA), f"{address}bayar/", seen="x", paid_to="Ibunya")
    assert stale.status_code == 422
    assert "berubah sejak halaman dibuka" in words(stale)
    assert "Ibunya" in words(stale)

    assert settled(sit, world, case_id).url == address

    assert again(world, budi).state == "KELUAR"
    page = words(sit(Role.BENDAHARA).get(address))
    assert "Budi Contoh sudah keluar" in page
    assert "Dibayar kepada Budi Contoh" in page
    with scope(world.bumiayu.id):
        row = exit_case(cooperative_id=world.bumiayu.id, case_id=case_id, now=NOW)
        paper = IssuedPaper.objects.get(cooperative=world.bumiayu, id=case_id)
    content = paper_content(number=row.number, on=row.settled_on, lines=row.settlement, paid_to=row.paid_to)
    assert bytes(paper.content_hash) == facts_hash(content)
    sheet = sit(Role.KETUA).get(f"{address}lembar/?kertas=f4")
    assert sheet.content[:5] == b"%PDF-"
    (paid,) = printed
    assert paid["mark"] == facts_hash(content).hex()[:12]
    assert paid["words"] == "Terbilang: dua ratus dua puluh ribu rupiah"
    assert [[*row[:1], *row[2:]] for row in paid["rows"]] == [
        ["Simpanan wajib", "120.000", ""],
        ["Simpanan pokok", "100.000", ""],
    ]
    assert paid["sums"] == [["Jumlah", "", "220.000", ""]]
    assert [one["name"] for row in paid["signers"] for one in row] == [
        world.person(Role.BENDAHARA).name, "", "Budi Contoh",
    ]  # fmt: skip
    assert (paid["paper"], paid["address"]) == (
        "f4",
        f"http://testserver/periksa/{world.bumiayu.id}/{case_id}/",
    )
    stranger = words(sit(Role.KETUA).get(f"/periksa/{world.bumiayu.id}/{case_id}/"))
    assert "Penyelesaian keanggotaan KA-2026-0001" in stranger
    assert "Budi" not in stranger

    signed = SimpleUploadedFile("lembar.jpg", photo(), content_type="image/jpeg")
    assert send(sit(Role.BENDAHARA), f"{address}tanda-tangan/", document=signed).url == address
    assert sit(Role.KETUA).get(f"{address}berkas/lembar-bertanda-tangan/").status_code == 200
    twice = SimpleUploadedFile("lembar.jpg", photo(), content_type="image/jpeg")
    refused = send(sit(Role.BENDAHARA), f"{address}tanda-tangan/", document=twice)
    assert (refused.status_code, "sudah tersimpan" in words(refused)) == (422, True)


def test_the_page_names_the_heirs_and_their_shares(sit, world, budi, printed):
    heirs(world, budi, ("Sari Contoh", 60), ("Tono Contoh", 40))
    case_id = agreed_exit(world, budi, "MENINGGAL")
    page = words(sit(Role.BENDAHARA).get(f"{EXITS}{case_id}/"))
    assert "Sari Contoh, Anak" in page
    assert "132.000" in page
    assert settled(sit, world, case_id, paid_to="").status_code == 302
    assert sit(Role.BENDAHARA).get(f"{EXITS}{case_id}/lembar/").status_code == 200
    assert printed[0]["payees"] == [["Sari Contoh", "132.000"], ["Tono Contoh", "88.000"]]
    assert printed[0]["signers"][1] == [{"role": "Penerima, ahli waris", "name": "Tono Contoh"}]


def test_the_board_calls_it_off_on_the_page(sit, world, budi):
    case_id = agreed_exit(world, budi)
    address = f"{EXITS}{case_id}/"
    short = send(sit(Role.KETUA), f"{address}batal/", reason="batal")
    assert short.status_code == 422
    assert send(sit(Role.KETUA), f"{address}batal/", reason="Surat dicabut lagi").url == address
    with scope(world.bumiayu.id):
        row = exit_case(cooperative_id=world.bumiayu.id, case_id=case_id, now=NOW)
    assert row.standing is ExitStanding.DIBATALKAN


def test_another_cooperatives_case_is_not_there(client, world, budi):
    case_id = agreed_exit(world, budi)
    client.force_login(world.person(Role.BENDAHARA, world.arjosari))
    assert client.get(f"{EXITS}{case_id}/").status_code == 404
    client.force_login(world.person(Role.KEPALA_DINAS))
    assert client.get(f"{EXITS}{case_id}/").status_code == 403


def test_a_loan_is_shown_as_a_debt_and_asks_for_the_letter(sit, world):
    book = LoanBook(world)
    loan = book.lends()
    for month in range(2, 12):
        book.pays(loan, 112_000, date(2026, month, 1))
    saved(world, book.siti, "WAJIB", 120_000)
    case_id = agreed_exit(world, book.siti)
    address = f"{EXITS}{case_id}/"
    page = words(sit(Role.BENDAHARA).get(address))
    assert f"/pinjaman/{loan.id}/" in page
    assert "untuk menutup pinjaman" in page
    assert 'name="agreement"' not in page
    saved(world, book.siti, "POKOK", 100_000)
    assert 'name="agreement"' in words(sit(Role.BENDAHARA).get(address))
    refused = settled(sit, world, case_id)
    assert refused.status_code == 422
    assert "surat persetujuan" in words(refused)

    assert settled(sit, world, case_id, agreement="surat 20-11-2026").url == address

    assert f"Pinjaman {loan.name}, persetujuan surat 20-11-2026" in words(sit(Role.BENDAHARA).get(address))
    assert book.now(loan).state == "LUNAS"
