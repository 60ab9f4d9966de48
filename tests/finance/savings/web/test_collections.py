"""Pages of collecting: a list is made, noted on the phone, counted, booked; its papers; bills as messages."""

import re
from datetime import date

import pytest

from guyub.finance.savings.models import BillMessage, CollectionList
from guyub.finance.savings.selectors.owing import Aim
from guyub.finance.savings.web.views import collection_papers
from guyub.foundation.identity.domain.roles import Role
from guyub.foundation.kernel.tenancy.scope import scope
from tests.finance.savings.collecting import OCT, TODAY, Round
from tests.permission_rows_member_registers import reachable
from tests.world import NOW, new_id

pytestmark = pytest.mark.django_db
BASE = "/simpanan/daftar-tagih/"
MESSAGES = "/simpanan/tagihan-pesan/"


@pytest.fixture
def walk(world, monkeypatch):
    for module in (
        "guyub.foundation.identity.web.doors",
        "guyub.finance.savings.web.collection_pages",
        "guyub.finance.savings.web.views.collections",
    ):
        monkeypatch.setattr(f"{module}.utc_now", lambda: NOW)
    return Round(world)


def by(walk, client, role):
    client.force_login(walk.world.person(role))
    return client


def choices_of(walk, list_id, **how):
    """Give the fields of a form, by first name: ``lunas``, an amount, or a reason."""
    fields = {}
    for name, line in walk.lines(list_id).items():
        chosen = how.get(name.split()[0].lower())
        if chosen == "lunas":
            fields[f"how-{line.rank}"] = "lunas"
        elif chosen and chosen[0].isdigit():
            fields |= {f"how-{line.rank}": "lain", f"rp-{line.rank}": chosen}
        elif chosen:
            fields |= {f"how-{line.rank}": "tidak", f"why-{line.rank}": chosen}
    return fields


def text_of(answer):
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", answer.content.decode())).replace("\u00a0", " ")


def test_a_list_goes_out_and_comes_back(walk, client, django_assert_max_num_queries):
    cashier = by(walk, client, Role.KASIR)
    walk.opens_drawer()
    shown = text_of(cashier.get(f"{BASE}baru/?rt=003/001"))
    assert "3 anggota" in shown
    assert "60.000" in shown
    made = cashier.post(
        f"{BASE}baru/", {"rt": "003/001", "collector": walk.collector.id, "request_id": new_id()}
    ).url
    list_id = made.removeprefix(BASE).strip("/")
    collector = by(walk, client, Role.KOLEKTOR)
    assert "DT-2026-0001/01" in text_of(collector.get(f"{made}catat/"))
    noted = collector.post(
        f"{made}catat/",
        choices_of(walk, list_id, ani="lunas", budi="10.000", citra="PERGI") | {"request_id": new_id()},
    )
    assert noted.url == f"{made}catat/"
    assert "3 dari 3 dicatat" in text_of(collector.get(noted.url))

    cashier = by(walk, client, Role.KASIR)
    assert "40.000" not in text_of(cashier.get(made))
    assert cashier.get(f"{made}terima/").url == f"{made}hitung/"
    assert "40.000" not in text_of(cashier.get(f"{made}hitung/"))
    assert (
        cashier.post(f"{made}hitung/", {"pieces-K20000": "2", "request_id": new_id()}).url == f"{made}terima/"
    )
    with django_assert_max_num_queries(13):  # some of them set the scope
        shown = cashier.get(f"{made}terima/").content.decode()
    assert 'value="10.000"' in shown
    booked = cashier.post(
        f"{made}terima/",
        choices_of(walk, list_id, ani="lunas", budi="10.000", citra="PERGI")
        | {"counted": "40000", "cash_place": walk.cash["LACI"], "reason": "", "request_id": new_id()},
    )
    assert booked.url == made
    shown = text_of(cashier.get(made))
    assert "Sudah dibukukan" in shown
    assert "Tidak di rumah" in shown
    receipts = cashier.get(f"{made}kwitansi/")
    assert (receipts["Content-Type"], receipts.content[:4]) == ("application/pdf", b"%PDF")
    listed = text_of(cashier.get(BASE))
    assert "Tidak ada daftar di luar" in listed
    assert f"{walk.collector.name} 1 60.000 40.000 0 0" in listed


def test_what_was_typed_stays_where_a_line_is_refused(walk, client):
    list_id = walk.goes_out()
    collector = by(walk, client, Role.KOLEKTOR)
    fields = choices_of(walk, list_id, ani="5.000", budi="x") | {"request_id": new_id()}
    refused = collector.post(f"{BASE}{list_id}/catat/", fields)
    assert refused.status_code == 422
    assert 'value="5.000"' in refused.content.decode()
    assert "Pilih sebabnya di baris 02, Budi Contoh" in text_of(refused)
    assert walk.row(list_id).noted == 0


def test_a_difference_is_asked_for_and_what_was_chosen_stays(walk, client):
    list_id = walk.goes_out()
    walk.opens_drawer()
    walk.counts(list_id, 29_000)
    cashier = by(walk, client, Role.KASIR)
    typed = choices_of(walk, list_id, ani="lunas") | {"counted": "29000", "cash_place": walk.cash["LACI"]}
    refused = cashier.post(f"{BASE}{list_id}/terima/", typed)
    assert refused.status_code == 422
    assert "Tulis sebabnya" in text_of(refused)
    assert 'value="lunas" checked' in refused.content.decode()
    done = cashier.post(
        f"{BASE}{list_id}/terima/", typed | {"reason": "kembalian kurang", "request_id": new_id()}
    )
    assert done.url == f"{BASE}{list_id}/"
    assert "kembalian kurang" in text_of(cashier.get(done.url))


def test_a_month_paid_at_the_counter_is_shown_on_its_line(walk, client):
    list_id = walk.goes_out()
    walk.opens_drawer()
    walk.counts(list_id, 30_000)
    walk.pays_at_the_counter("Ani Contoh", OCT)
    cashier = by(walk, client, Role.KASIR)
    shown = text_of(cashier.get(f"{BASE}{list_id}/terima/"))
    assert shown.count("Oktober 2026 sudah dibayar lewat jalan lain.") == 1
    typed = choices_of(walk, list_id, ani="lunas") | {"counted": "30000", "cash_place": walk.cash["LACI"]}
    refused = cashier.post(f"{BASE}{list_id}/terima/", typed)
    assert "Baris 01, Ani Contoh: Oktober 2026 sudah dibayar lewat jalan lain" in text_of(refused)
    line = walk.lines(list_id)["Ani Contoh"]
    chosen = {f"surplus-{line.rank}": "BALIK", "request_id": new_id()}
    assert cashier.post(f"{BASE}{list_id}/terima/", typed | chosen).status_code == 302
    assert "dikembalikan 15.000" in text_of(cashier.get(f"{BASE}{list_id}/"))


def test_a_collector_sees_the_own_lists_alone(walk, client):
    own = walk.goes_out()
    walk.owes(walk.world.member("Dewi Contoh", rt="003", rw="001"), OCT)
    other = walk.goes_out(collector=walk.world.person(Role.SEKRETARIS))
    collector = by(walk, client, Role.KOLEKTOR)
    listed = collector.get(BASE).content.decode()
    assert f"{own}/catat/" in listed
    assert str(other) not in listed
    assert {
        collector.get(f"{BASE}{other}/{part}").status_code for part in ("", "catat/", "lembar/", "slip/")
    } == {404}
    assert collector.get(f"{BASE}{own}/lembar/").content[:4] == b"%PDF"


def test_a_full_list_stays_below_a_hundred_kilobytes(walk, client):
    for at in range(60):
        walk.owes(walk.world.member(f"Anggota Contoh Nomor {at:02d}", rt="005", rw="001"), OCT)
    list_id = walk.goes_out(aim=Aim(rt="005/001"))
    assert walk.row(list_id).lines == 50
    assert len(by(walk, client, Role.KOLEKTOR).get(f"{BASE}{list_id}/catat/").content) < 100_000
    walk.counts(list_id, 0)
    assert len(by(walk, client, Role.KASIR).get(f"{BASE}{list_id}/terima/").content) < 100_000


def test_what_stands_on_the_papers(walk, client, monkeypatch):
    printed = []

    def render(*, template, payload, is_example):
        printed.append((template, payload))
        return b"%PDF"

    monkeypatch.setattr(collection_papers, "render_pdf", render)
    list_id = walk.goes_out()
    cashier = by(walk, client, Role.KASIR)
    walk.owes(walk.world.member("Dewi Contoh", rt="003", rw="001"), date(2026, 11, 1))
    for address in (f"{BASE}{list_id}/lembar/", f"{BASE}{list_id}/slip/", f"{MESSAGES}slip/?rt=003/001"):
        cashier.get(address)

    (_, sheet), (_, slips), (_, bills) = printed
    assert sheet["rows"][0] == [
        "1",
        "Ani Contoh",
        "A-0001",
        "RT 003 RW 001",
        "Oktober dan November 2026",
        "30.000",
    ]
    assert (sheet["total"], sheet["facts"][1]) == ("60.000", ["Wilayah", "RT 003/001"])
    assert slips["slips"][1] == {
        "name": "Budi Contoh",
        "member": "A-0002",
        "home": "RT 003 RW 001",
        "months": "November 2026",
        "amount": "Rp\u00a015.000",
        "slip": "DT-2026-0001/02",
        "due": "",
    }
    assert [(one["name"], one["due"], one["slip"]) for one in bills["slips"]] == [
        ("Dewi Contoh", "10 November 2026", "")
    ]


def test_bills_are_sent_link_by_link(walk, client, django_assert_max_num_queries):
    ani = walk.members["Ani Contoh"]
    reachable(walk.world, ani)
    secretary = by(walk, client, Role.SEKRETARIS)
    with django_assert_max_num_queries(12):
        shown = text_of(secretary.get(MESSAGES))
    assert "1 anggota menunggu pesan" in shown
    assert "2 anggota lain tidak setuju dihubungi" in shown
    assert (
        "Yth. Ibu Ani Contoh, anggota A-0001. Simpanan wajib Oktober dan November 2026 sejumlah Rp 30.000"
        in shown
    )
    assert "81200000099" not in shown

    request = new_id()
    answer = secretary.post(MESSAGES, {"reason": "Tagihan simpanan wajib", "request_id": request})
    assert "https://wa.me/6281200000099?text=Yth.%20Ibu%20Ani%20Contoh" in answer.content.decode()
    again = secretary.post(MESSAGES, {"reason": "Tagihan simpanan wajib", "request_id": request})
    assert (again.status_code, "81200000099" in again.content.decode()) == (422, False)
    tapped = secretary.post(f"{MESSAGES}terkirim/", {"sent": ani.id, "tap": "1"})
    assert (tapped.status_code, tapped.content) == (204, b"")
    assert secretary.post(f"{MESSAGES}terkirim/", {"sent": [ani.id, "x"], "rt": "003/001"}).url == (
        f"{MESSAGES}?rt=003%2F001"
    )
    with scope(walk.place.id):
        (row,) = BillMessage.objects.filter(cooperative=walk.place)
    assert (row.member_id, row.month) == (ani.id, TODAY.replace(day=1))
    assert "0 anggota menunggu pesan, 1 sudah terkirim" in text_of(secretary.get(MESSAGES))


def test_another_cooperatives_member_is_not_marked(walk, client):
    secretary = by(walk, client, Role.SEKRETARIS)
    stranger = walk.world.member("Eka Contoh", walk.world.arjosari)
    secretary.post(f"{MESSAGES}terkirim/", {"sent": stranger.id})
    with scope(walk.place.id):
        assert not BillMessage.objects.filter(cooperative=walk.place).exists()
        assert not CollectionList.objects.filter(cooperative=walk.place).exists()
