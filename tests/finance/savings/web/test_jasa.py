import io
from datetime import date

import pytest
from python_calamine import CalamineWorkbook

from guyub.finance.savings.domain.terms import DayCount, JasaMethod
from guyub.finance.savings.models import JasaRun, TaxPayment, TaxSlip
from guyub.finance.savings.services.jasa import recount
from guyub.foundation.identity.domain.roles import Role
from guyub.foundation.kernel.tenancy.scope import scope
from tests.finance.savings.jasa_world import JANUARY, TODAY, JasaWorld
from tests.world import NOW, new_id

JASA, TAX = "/simpanan/jasa/", "/simpanan/pajak-jasa/"


@pytest.fixture
def jasa(client, world):
    """Siti has 60 million (jasa 300,000, tax 30,000), Budi one million; January is booked; the treasurer looks."""
    made = JasaWorld(world)
    made.siti, made.budi = world.member(), world.member("Budi Santoso")
    made.promise([(0, 60_000)], method=JasaMethod.TERENDAH, day_count=DayCount.MONTH_12)
    made.move(made.siti, 60_000_000, JANUARY)
    made.move(made.budi, 1_000_000, JANUARY)
    made.post(1)
    client.force_login(world.person(Role.BENDAHARA))
    return made


def text(answer):
    return " ".join(answer.content.decode().replace("\N{NO-BREAK SPACE}", " ").replace("&nbsp;", " ").split())


def sheet(client, address):
    answer = client.get(address)
    return CalamineWorkbook.from_filelike(io.BytesIO(answer.content)).get_sheet_by_index(0).to_python()


def test_the_next_month_is_looked_at_and_booked(client, jasa):
    assert "Jasa Februari 2026 belum dibukukan" in text(client.get(JASA))
    ahead = text(client.get(f"{JASA}bukukan/"))
    assert "2 rekening" in ahead
    assert "1 anggota di atas batas" in ahead
    with scope(jasa.place.id):
        assert JasaRun.objects.filter(cooperative=jasa.place).count() == 1

    answer = client.post(f"{JASA}bukukan/", {"request_id": new_id(), "month": "2026-02"})
    assert (answer.status_code, answer["Location"]) == (302, f"{JASA}2026-02/")
    # 60,270,000 and 1,005,000 at half a percent
    assert jasa.account(jasa.siti).balance_rp == 60_270_000 + 301_350 - 30_135
    assert jasa.account(jasa.budi).balance_rp == 1_005_000 + 5_025


@pytest.mark.parametrize(
    ("month", "words"),
    [
        ("2026-01", "sudah dibukukan"),
        ("2026-04", "Bukukan dulu bulan yang paling lama"),
        ("2026-11", "belum berakhir"),
        ("x", "Belum ada produk"),
    ],
)
def test_a_month_out_of_its_turn_is_refused(client, jasa, month, words):
    answer = client.post(f"{JASA}bukukan/", {"request_id": new_id(), "month": month})

    assert answer.status_code == 422
    assert words in text(answer)
    with scope(jasa.place.id):
        assert JasaRun.objects.filter(cooperative=jasa.place).count() == 1


def test_a_month_shows_every_account_and_what_was_counted_anew(client, jasa):
    moved = jasa.move(jasa.siti, 20_000_000, JANUARY)
    with scope(jasa.place.id):
        recount(
            place=jasa.place,
            since=JANUARY,
            accounts=[moved.account_id],
            reason="setoran bertanggal mundur",
            today=TODAY,
            actor=jasa.treasurer,
            request_id=new_id(),
            now=NOW,
        )
    page = text(client.get(f"{JASA}2026-01/"))
    assert "Setoran bertanggal mundur" in page
    assert "400.000" in page
    assert "Budi Santoso" not in text(client.get(f"{JASA}2026-01/?ulang=1"))
    assert "Siti Aminah" not in text(client.get(f"{JASA}2026-01/?cari=budi"))
    one = text(client.get(f"{JASA}2026-01/{moved.account_id}/"))
    assert (
        "Saldo terendah Rp 80.000.000 selama 31 hari, jasa 6 % setahun dibagi 12 bulan: Rp 400.000; dibukukan "
        "Rp 400.000."
    ) in one
    assert "Setoran bertanggal mundur" in one
    assert [row[1:5] for row in sheet(client, f"{JASA}2026-01/tabel/")[4:]] == [
        ["Siti Aminah", "Simpanan sukarela", 400_000, 400_000],
        ["Budi Santoso", "Simpanan sukarela", 5_000, 5_000],
    ]


@pytest.mark.parametrize(
    "address", [f"{JASA}2026-13/", f"{JASA}2026-02/", f"{TAX}2026-02/", f"{TAX}2026-01/bukti/"]
)
def test_what_is_not_there_is_not_found(client, jasa, address):
    assert client.get(address).status_code == 404


def test_slips_are_issued_and_printed(client, jasa):
    answer = client.post(f"{TAX}2026-01/terbitkan/", {"request_id": new_id()})
    assert answer.status_code == 302
    page = text(client.get(f"{TAX}2026-01/"))
    assert "BPJ-2026-00002" in page
    assert "Cetak 2 bukti potong" in page
    again = client.post(f"{TAX}2026-01/terbitkan/", {"request_id": new_id()})
    assert (again.status_code, "sudah terbit" in text(again)) == (422, True)
    for address in (f"{TAX}2026-01/bukti/", f"{TAX}2026-01/bukti/{jasa.budi.id}/"):
        assert client.get(address).content.startswith(b"%PDF")
    assert [row[1:6] for row in sheet(client, f"{TAX}2026-01/tabel/")[4:]] == [
        ["Siti Aminah", 300_000, "10 %", 30_000, "BPJ-2026-00001"],
        ["Budi Santoso", 5_000, "0 %", 0, "BPJ-2026-00002"],
    ]
    with scope(jasa.place.id):
        assert TaxSlip.objects.filter(cooperative=jasa.place).count() == 2


def test_the_tax_is_paid_and_taken_back(client, jasa):
    assert "Pajak jasa Rp 30.000 belum dibayar" in text(client.get(TAX))
    fields = {
        "amount": "30000",
        "paid_on": "2026-02-10",
        "ntpn": "1234567890ABCDEF",
        "cash_place": str(jasa.cash),
    }
    refused = client.post(f"{TAX}2026-01/bayar/", fields | {"request_id": new_id(), "ntpn": "12"})
    assert refused.status_code == 422
    assert "16 huruf dan angka" in text(refused)

    paid = client.post(f"{TAX}2026-01/bayar/", fields | {"request_id": new_id()})
    assert paid.status_code == 302
    assert "Tidak ada pajak jasa terutang" in text(client.get(TAX))
    with scope(jasa.place.id):
        payment = TaxPayment.objects.get(cooperative=jasa.place)
    assert (payment.amount_rp, payment.paid_on) == (30_000, date(2026, 2, 10))
    back = client.post(
        f"{TAX}2026-01/batal/{payment.id}/", {"request_id": new_id(), "reason": "keliru bulan"}
    )
    assert back.status_code == 302
    assert "Pajak jasa Rp 30.000 belum dibayar" in text(client.get(TAX))


@pytest.mark.parametrize("address", [JASA, f"{JASA}2026-01/", TAX, f"{TAX}2026-01/"])
def test_the_pages_ask_little(client, jasa, address, django_assert_max_num_queries):
    with django_assert_max_num_queries(12):
        assert client.get(address).status_code == 200
