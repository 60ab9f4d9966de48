"""Pages of instalment lists: made, noted at the door, counted blind, booked, on paper."""

import re

import pytest

from guyub.foundation.identity.domain.roles import Role
from tests.finance.loans.round_book import A_MONTH, RoundBook
from tests.finance.savings.jasa_world import TODAY
from tests.world import NOW, new_id

pytestmark = [pytest.mark.django_db]
LIST = "/pinjaman/daftar-tagih/"


@pytest.fixture
def book(world, monkeypatch):
    for module in (
        "guyub.foundation.identity.web.doors",
        "guyub.finance.savings.web.frame",
        "guyub.finance.savings.web.collection_pages",
        "guyub.finance.loans.web.views.collections",
    ):
        monkeypatch.setattr(f"{module}.utc_now", lambda: NOW)
    made = RoundBook(world)
    made.opens_drawer()
    return made


@pytest.fixture
def enter(book, client):
    def enter(role):
        client.force_login(book.world.person(role))
        return client

    return enter


def text_of(answer):
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", answer.content.decode())).replace("\u00a0", " ")


def posted(client, address, **fields):
    return client.post(address, {"request_id": str(new_id()), **fields}, follow=True)


def test_a_list_goes_out_and_comes_back(book, enter, django_assert_max_num_queries):
    cashier = enter(Role.KASIR)
    assert "Tidak ada daftar di luar" in text_of(cashier.get(LIST))
    with django_assert_max_num_queries(16):
        form = text_of(cashier.get(f"{LIST}baru/?rt=003/001"))
    assert "3 pinjaman" in form
    assert "PJ-2026-0001, 3 angsuran sejak 1 Okt 2026" in form  # with that of next week
    assert posted(cashier, f"{LIST}baru/", rt="003/001", collector="").status_code == 422
    made = posted(cashier, f"{LIST}baru/", rt="003/001", collector=book.collector.person_id)
    one = made.request["PATH_INFO"]
    assert "RT 003/001" in text_of(made)
    assert "Slip untuk anggota" not in text_of(made)

    collector = enter(Role.KOLEKTOR)
    assert "DA-2026-0001" in text_of(collector.get(LIST))
    noted = posted(
        collector, f"{one}catat/", **{"how-1": "lain", "rp-1": "224.000", "how-2": "tidak", "why-2": "PERGI"}
    )
    assert "2 dari 3 dicatat" in text_of(noted)
    assert collector.get(f"{one}hitung/").status_code == 403
    assert collector.get(f"{one}lembar/")["Content-Type"] == "application/pdf"

    book.pays(book.loans["citra"], 2 * A_MONTH)
    cashier = enter(Role.KASIR)
    assert "Hitung uang" in text_of(cashier.get(f"{one}terima/", follow=True))
    look = text_of(posted(cashier, f"{one}hitung/", total="336.000"))
    assert "Yang jatuh tempo tinggal Rp 0" in look
    lines = {"how-1": "lain", "rp-1": "224.000", "how-3": "lain", "rp-3": "112.000"}
    more = {"counted": "336000", "cash_place": book.drawer, "paid_on": f"{TODAY}", "reason": ""}
    refused = posted(cashier, f"{one}terima/", **lines, **more)
    assert (refused.status_code, "Pilih uangnya dibukukan" in text_of(refused)) == (422, True)
    assert posted(cashier, f"{one}terima/", **lines, **more | {"paid_on": "x"}).status_code == 422
    booked = text_of(posted(cashier, f"{one}terima/", **lines, **more, **{"surplus-3": "BALIK"}))

    assert "Sudah dibukukan" in booked
    assert "dikembalikan 112.000" in booked
    assert cashier.get(f"{one}kwitansi/")["Content-Type"] == "application/pdf"
    assert "Selesai" in text_of(cashier.get(LIST))
    assert book.broken() == []


def test_money_above_all_that_is_owed_is_named_with_the_line(book, enter):
    list_id = book.goes_out()
    book.counts(list_id, 400_000)
    cashier = enter(Role.KASIR)
    lines = {"how-3": "lain", "rp-3": "400.000"}
    more = {"counted": "400000", "cash_place": book.drawer, "paid_on": f"{TODAY}", "reason": ""}

    refused = posted(cashier, f"{LIST}{list_id}/terima/", **lines, **more)

    assert "seluruh utangnya tinggal Rp 336.000" in text_of(refused)
    assert "Seluruh utangnya tinggal Rp 336.000." in text_of(refused)  # at the line, beside the choice


def test_a_collector_sees_the_own_lists_alone(book, enter):
    other = book.goes_out(collector_id=book.world.person(Role.SEKRETARIS).id)
    collector = enter(Role.KOLEKTOR)

    assert "DA-2026" not in text_of(collector.get(LIST))
    for page in ("", "catat/", "lembar/"):
        assert collector.get(f"{LIST}{other}/{page}").status_code == 404
    called_off = posted(enter(Role.KASIR), f"{LIST}{other}/batal/", reason="")
    assert called_off.status_code == 422
    assert "Batal" in text_of(posted(enter(Role.KASIR), f"{LIST}{other}/batal/", reason="hujan"))
