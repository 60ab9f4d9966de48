"""What the tills sold, as people see it: receipts, one of them and its copies, the sheet of a day, a span of days."""

import io
from datetime import timedelta
from urllib.parse import unquote

import pytest
from python_calamine import CalamineWorkbook

from guyub.foundation.identity.domain.roles import Role
from guyub.foundation.kernel.selectors.together import asked
from guyub.foundation.kernel.tenancy.scope import scope
from guyub.trade.retail.domain.baskets import TenderKind
from guyub.trade.retail.models import ReceiptCopy, SaleKind
from guyub.trade.retail.selectors.shop_days import shop_day, shop_today_inquiry
from guyub.trade.retail.selectors.shop_figures import shop_figures
from tests.trade.retail.counter import Counter
from tests.world import NOW, new_id

pytestmark = pytest.mark.django_db
DAY = NOW.date()
OF_DAY = f"?dari={DAY}&sampai={DAY}"


@pytest.fixture
def counter(world):
    """A shift with three sales: one stands, one was taken back whole, of one a piece of soap came back."""
    counter = Counter(world)
    counter.opens_shift()
    counter.ids = {name: new_id() for name in ("plain", "void", "back", "bon")}
    counter.tells("sale.made", counter.basket(change_rp=20_000), id_=counter.ids["plain"])  # 30,000
    counter.tells("sale.made", counter.basket(counter.soap_line(5)), id_=counter.ids["void"])
    counter.voids(counter.ids["void"])
    both = counter.basket(
        counter.rice_line(1_250), counter.soap_line(2), tenders={"CASH": 20_000, "QRIS": 6_750}
    )
    counter.tells("sale.made", both, id_=counter.ids["back"])
    returned = counter.of_shift(
        number=counter.number(),
        sale_id=str(counter.ids["back"]),
        reason="sobek satu",
        lines=[{"line": 2, "base_qty": 1, "amount_rp": 4_000}],
        tenders=[{"kind": "CASH", "amount_rp": 4_000}],
    )
    assert counter.tells("sale.returned", returned).answer == "ACCEPTED"
    return counter


def opened(client, world, role, address):
    client.force_login(world.seat(role).person)
    answer = client.get(address)
    assert answer.status_code == 200, address
    return answer.content.decode().replace("\xa0", " ")


def test_a_day_added_up_is_its_receipts_its_drawer_and_its_books(counter):
    counter.closes_shift(45_000)
    with scope(counter.place.id):
        found = shop_day(place=counter.place, on=DAY)
        one_shift = shop_day(place=counter.place, on=DAY, shift_id=counter.shift_id)
        other = shop_day(place=counter.place, on=DAY, shift_id=new_id())
        figures = shop_figures(place=counter.place, since=DAY - timedelta(days=3), until=DAY)

    total = found.sheet.total
    assert (total.net_rp, found.books_rp, found.difference_rp) == (52_750, 52_750, 0)
    assert dict(found.sheet.untied) == {}
    # 3.25 kg of rice at 12,000 and one piece of soap at 2,500
    assert (total.cost_rp, total.margin_rp) == (41_500, 11_250)
    assert found.sheet.by_kind == {TenderKind.CASH: 46_000, TenderKind.QRIS: 6_750}
    assert found.open_rp[TenderKind.QRIS] == 6_750
    assert {kind: (one.count, one.paid_rp) for kind, one in found.kinds.items()} == {
        SaleKind.JUAL: (3, 76_750),
        SaleKind.BATAL: (1, -20_000),
        SaleKind.RETUR: (1, -4_000),
    }
    (drawer,) = found.drawers
    assert (drawer.sales_rp, drawer.other_rp, drawer.shift.difference_rp) == (46_000, 0, -1_000)
    assert (one_shift, other.sheet.total.receipts) == (found, 0)
    assert figures.total == total
    assert list(figures.by_day.values()) == list(figures.by_hour.values()) == [total]
    assert [one.net_rp for _, one in figures.by_product.values()] == [48_750, 4_000]
    assert sum(one.cost_rp for one in figures.by_unit.values()) == 41_500
    assert figures.by_member == {False: total}


def test_people_see_what_is_theirs_to_see(client, counter, world):
    page = opened(client, world, Role.BENDAHARA, f"/gerai/penjualan/{OF_DAY}")
    assert page.count("/gerai/penjualan/") > 5
    assert "Dibatalkan" in page
    assert "76.750" in page
    only = opened(
        client, world, Role.BENDAHARA, f"/gerai/penjualan/{OF_DAY}&jenis=RETUR&bayar=CASH&pembeli=umum"
    )
    assert "4.000" in only
    assert "30.000" not in only
    assert "Tidak ada nota" in opened(
        client, world, Role.BENDAHARA, "/gerai/penjualan/?dari=2020-01-01&sampai=2020-01-02"
    )
    sale = opened(client, world, Role.BENDAHARA, f"/gerai/penjualan/{counter.ids['back']}/")
    assert all(
        words in sale for words in ("1,25 kg", "Masih terbuka", "Harga pokok", "Sesudahnya", "sobek satu")
    )
    day = opened(client, world, Role.BENDAHARA, f"/gerai/penjualan/hari/?hari={DAY}")
    assert "Nota sama dengan buku" in day
    assert "berjalan" in day
    client.get(f"/gerai/penjualan/hari/lembar/?hari={DAY}").content.startswith(b"%PDF")
    assert "52.750" in opened(client, world, Role.BENDAHARA, f"/gerai/penjualan/angka/{OF_DAY}")
    with scope(counter.place.id):
        (today,) = asked(shop_today_inquiry(counter.place.id, on=DAY))
    assert today == (5, 52_750)
    rows = (
        CalamineWorkbook.from_filelike(io.BytesIO(client.get(f"/gerai/penjualan/unduh/{OF_DAY}").content))
        .get_sheet_by_index(0)
        .to_python()
    )
    assert len([row for row in rows if str(row[0]).startswith("PJ-")]) == 5

    # Who counts the drawer must not read before what should lie there.
    assert "76.750" not in opened(client, world, Role.KASIR, f"/gerai/penjualan/{OF_DAY}")
    blind = opened(client, world, Role.KASIR, f"/gerai/penjualan/hari/?hari={DAY}")
    assert "sesudah laci hari ini dihitung" in blind
    assert "52.750" not in blind
    assert client.get(f"/gerai/penjualan/hari/lembar/?hari={DAY}").status_code == 404
    assert "Harga pokok" not in opened(client, world, Role.KASIR, f"/gerai/penjualan/{counter.ids['back']}/")
    counter.closes_shift(46_000)
    assert "46.000" in opened(client, world, Role.KASIR, f"/gerai/penjualan/hari/?hari={DAY}")


def test_a_copy_says_so_is_counted_and_opens_no_drawer(client, counter, world):
    client.force_login(world.seat(Role.KASIR).person)
    address = f"/gerai/penjualan/{counter.ids['plain']}"
    assert client.get(f"{address}/salinan/2/").status_code == 404
    asked = {"request_id": str(new_id())}
    for _ in range(2):  # pressed twice
        assert client.post(f"{address}/salin/", asked).url == f"{address}/salinan/2/"
    assert client.post(f"{address}/salin/", {"request_id": str(new_id())}).url.endswith("/salinan/3/")

    page = client.get(f"{address}/salinan/3/?lebar=80").content.decode()
    assert page.count("SALINAN ke-3") >= 2
    assert "\n2 kg x 15.000" in page.replace("  ", "")
    assert "Uang kembali" in page
    assert "wa.me/?text=" in page
    assert "SALINAN ke-3" in unquote(page)
    assert client.get(f"{address}/salinan/3/lembar/").content.startswith(b"%PDF")
    sent = client.get(f"{address}/salinan/2/printer/")
    assert sent.content.startswith(b"\x1b@")
    assert b"\x1bp" not in sent.content
    assert sent["Content-Disposition"].endswith('-2-58mm.bin"')
    with scope(counter.place.id):
        assert ReceiptCopy.objects.filter(cooperative=counter.place).count() == 2
    void = client.get(f"/gerai/penjualan/{counter.ids['void']}/").content.decode()
    assert "DIBATALKAN" in void
    assert client.post(f"/gerai/penjualan/{new_id()}/salin/", {}).status_code == 404
