"""Pages of simpanan wajib: a month's bills, one member's months, a payment, a waiver, a standing order."""

import html
import io
import re

import pytest
from python_calamine import CalamineWorkbook

from guyub.foundation.identity.domain.roles import Role
from guyub.foundation.kernel.tenancy.scope import scope
from tests.finance.savings.dues_world import DEC, NOV, OCT, SEP, TODAY, DuesWorld
from tests.world import NOW, new_id

pytestmark = pytest.mark.django_db
BILLS = "/simpanan/tagihan/"


@pytest.fixture
def dues(world, monkeypatch):
    for module in ("guyub.foundation.identity.web.doors", "guyub.finance.savings.web.frame"):
        monkeypatch.setattr(f"{module}.utc_now", lambda: NOW)
    found = DuesWorld(world)
    found.siti = world.member("Siti Contoh", rt="003", rw="001")
    with scope(found.place.id):
        found.siti.joined_on = SEP
        found.siti.save()
    found.address = f"/simpanan/wajib/{found.siti.id}/"
    return found


def by(dues, client, role):
    client.force_login(dues.world.person(role))
    return client


def text_of(answer):
    return re.sub(r"\s+", " ", html.unescape(re.sub(r"<[^>]+>", " ", answer.content.decode())))


def test_a_month_is_billed_and_says_who_paid(dues, client):
    treasurer = by(dues, client, Role.BENDAHARA)
    assert "Tagihan Oktober 2026 belum dibuat" in text_of(treasurer.get(f"{BILLS}?bulan=2026-10"))
    for month in ("2026-10", "2026-11"):
        made = treasurer.post(f"{BILLS}buat/", {"month": month, "request_id": new_id()})
        assert made.url == f"{BILLS}?bulan={month}"
    dues.take(dues.siti, [NOV], 10_000)
    shown = text_of(treasurer.get(BILLS))
    assert "1 dari 1 anggota sudah lunas November 2026" in shown
    assert "September 2026" not in shown
    assert "Tagihan Januari 2001 belum dibuat" in text_of(treasurer.get(f"{BILLS}?bulan=2001-01"))
    assert "RT 003 RW 001 , sejak Oktober 2026" in shown
    assert "Rp 10.000" in shown


def test_a_month_that_has_not_begun_is_not_billed(dues, client):
    treasurer = by(dues, client, Role.BENDAHARA)
    refused = treasurer.post(f"{BILLS}buat/", {"month": "2026-12", "request_id": new_id()})
    assert refused.status_code == 422
    assert "Tagihan dibuat untuk bulan yang sudah mulai" in text_of(refused)
    assert treasurer.post(f"{BILLS}buat/", {"month": "x"}).status_code == 422
    assert dues.months(dues.siti) == []


@pytest.mark.parametrize(
    ("query", "is_found"),
    [
        ("rt=003/001", True),
        ("rt=004/001", False),
        ("cari=siti", True),
        ("cari=budi", False),
        ("lama=2", True),
        ("lama=3", False),
        ("lama=x&bulan=9999-99", True),
        ("kelompok=0193a1b2-1234-7abc-8def-0123456789ab", False),
    ],
)
def test_who_is_behind_is_narrowed_on_the_page_and_in_the_table(dues, client, query, is_found):
    dues.bill(OCT)
    dues.bill(NOV)
    overseer = by(dues, client, Role.PENGAWAS)
    shown = text_of(overseer.get(f"{BILLS}?{query}"))
    assert ("Siti Contoh" in shown) is is_found
    handed = overseer.get(f"{BILLS}tabel/?{query}")
    rows = CalamineWorkbook.from_filelike(io.BytesIO(handed.content)).get_sheet_by_index(0).to_python()
    assert [row[4:] for row in rows if "Siti Contoh" in row] == (
        [[2.0, "Oktober 2026", 20_000.0]] if is_found else []
    )


def test_months_are_ticked_and_paid_under_one_voucher(dues, client):
    for month in (SEP, OCT, NOV):
        dues.bill(month)
    treasurer = by(dues, client, Role.BENDAHARA)
    form = treasurer.get(dues.address).content.decode()
    assert re.findall(r'value="(\d{4}-\d\d\.\d+)"[^>]*checked', form) == [
        "2026-09.10000",
        "2026-10.10000",
        "2026-11.10000",
    ]
    told = {
        "month": ["2026-09.10000", "2026-10.10000", "2026-12.10000"],
        "amount": "",
        "cash_place": dues.cash,
        "request_id": new_id(),
    }
    paid = treasurer.post(f"{dues.address}terima/", told)
    again = treasurer.post(f"{dues.address}terima/", told)
    assert paid.url == again.url
    assert paid.url.startswith(f"{dues.address}?kwitansi=")
    assert [(row[0], row[2], row[4]) for row in dues.months(dues.siti)] == [
        (9, 10_000, "LUNAS"),
        (10, 10_000, "LUNAS"),
        (11, 0, "BELUM"),
        (12, 10_000, "LUNAS"),
    ]
    shown = treasurer.get(paid.url)
    assert "Rp 30.000 diterima." in text_of(shown)
    voucher = re.search(r'href="(/kas/[^"]+\?bentuk=kwitansi)"', shown.content.decode())[1]
    assert treasurer.get(voucher).content[:4] == b"%PDF"
    dues.whole()


def test_an_amount_alone_goes_to_the_oldest_months_and_ahead(dues, client):
    dues.bill(OCT)
    dues.bill(NOV)
    told = {"month": ["2026-11.10000"], "amount": "25.000", "cash_place": dues.cash}
    by(dues, client, Role.BENDAHARA).post(f"{dues.address}terima/", told | {"request_id": new_id()})
    assert [(row[0], row[2]) for row in dues.months(dues.siti)] == [(10, 10_000), (11, 10_000), (12, 5_000)]
    dues.whole()


@pytest.mark.parametrize(
    ("fields", "said"),
    [
        ({}, "Centang bulan yang dibayar"),
        ({"amount": "0"}, "Jumlahnya harus lebih dari nol"),
        ({"amount": "999.999"}, "lebih dari yang kurang, Rp 130.000"),
        ({"month": "2026-11.10000", "on": "2026-12-24"}, "Tanggalnya belum tiba"),
        ({"month": "2026-11.10000", "on": "kemarin"}, "Tanggalnya belum tiba"),
        ({"month": "2026-09.10000"}, "Bulan Sep 2026 tidak ditagih"),
        ({"month": "2026-11.10000", "cash_place": "x"}, "Masukkan uangnya ke laci"),
    ],
)
def test_what_was_typed_stays_where_a_payment_is_refused(dues, client, fields, said):
    dues.bill(NOV)
    told = {"cash_place": dues.cash, "who": "Contoh Kakak", "request_id": new_id()} | fields
    refused = by(dues, client, Role.BENDAHARA).post(f"{dues.address}terima/", told)
    assert refused.status_code == 422
    assert said in text_of(refused)
    assert 'value="Contoh Kakak"' in refused.content.decode()
    assert dues.months(dues.siti) == [(11, 10_000, 0, 0, "BELUM")]


def test_who_has_no_shift_is_led_to_the_drawer_and_who_only_looks_gets_no_form(dues, client):
    dues.bill(NOV)
    assert "Buka dulu giliran di laci Anda" in text_of(by(dues, client, Role.KASIR).get(dues.address))
    shown = by(dues, client, Role.PENGAWAS).get(dues.address)
    assert 'name="month"' not in shown.content.decode()
    assert "Lewat jatuh tempo: November 2026, Rp 10.000." in text_of(shown)


def test_a_candidate_and_a_stranger_have_no_months(dues, client):
    calon = dues.world.candidate("Yuni Contoh")
    treasurer = by(dues, client, Role.BENDAHARA)
    for member_id in (calon.id, new_id()):
        assert treasurer.get(f"/simpanan/wajib/{member_id}/").status_code == 404
        assert treasurer.post(f"/simpanan/wajib/{member_id}/terima/").status_code == 404


def test_who_left_is_not_asked_for_what_was_unpaid(dues, client):
    dues.bill(NOV)
    with scope(dues.place.id):
        dues.siti.left_on, dues.siti.left_why, dues.siti.state = TODAY, "MUNDUR", "KELUAR"
        dues.siti.save()
    treasurer = by(dues, client, Role.BENDAHARA)
    shown = text_of(treasurer.get(dues.address))
    assert "tidak ditagih lagi dan tidak dipotong dari haknya" in shown
    assert "Siti Contoh" not in text_of(treasurer.get(BILLS))
    told = {"month": "2026-11.10000", "cash_place": dues.cash, "request_id": new_id()}
    refused = treasurer.post(f"{dues.address}terima/", told)
    assert "Simpanan wajib hanya dari anggota" in text_of(refused)


def test_a_waiver_is_asked_for_with_its_reason(dues, client):
    dues.bill(OCT)
    dues.bill(NOV)
    treasurer = by(dues, client, Role.BENDAHARA)
    address = f"{dues.address}keringanan/"
    refused = treasurer.post(address, {"month": "2026-10.10000", "reason": " ", "request_id": new_id()})
    assert refused.status_code == 422
    assert re.findall(r'value="(\d{4}-\d\d\.\d+)"[^>]*checked', refused.content.decode()) == ["2026-10.10000"]
    told = {"month": "2026-10.10000", "reason": "usaha tutup", "decision": dues.decision.id}
    asked = treasurer.post(address, told | {"request_id": new_id()})
    assert asked.url.startswith("/persetujuan/")
    shown = text_of(treasurer.get(asked.url))
    assert "Okt 2026" in shown
    assert dues.months(dues.siti)[0] == (10, 10_000, 0, 0, "BELUM")


def test_a_standing_order_is_set_and_ended(dues, client):
    dues.move(dues.siti, 50_000, TODAY)
    account = dues.account(dues.siti)
    treasurer = by(dues, client, Role.BENDAHARA)
    refused = treasurer.post(f"{dues.address}rutin/", {"account": "x", "request_id": new_id()})
    assert "Pilih simpanan sukarela" in text_of(refused)
    treasurer.post(f"{dues.address}rutin/", {"account": account.id, "request_id": new_id()})
    assert "Tiap jatuh tempo diambil dari Simpanan sukarela" in text_of(treasurer.get(dues.address))
    treasurer.post(f"{dues.address}rutin/", {"account": "", "request_id": new_id()})
    assert "Mulai potong" in text_of(treasurer.get(dues.address))
    assert DEC not in [row[0] for row in dues.months(dues.siti)]
