"""A year of a small shop, from the members' first rupiah to the day on which the surplus is shared.

Worked out by hand, in rupiah. T is the shop's unit; everything else stands in the cooperative as a whole.

    members    50 x simpanan pokok 100.000 = 5.000.000; simpanan wajib 1.000.000 a month = 12.000.000
    gift       20.000.000 into the bank
    machine    6.000.000 from the bank, five years: 100.000 a month = 1.200.000                                    T
    goods      bought on credit 20.000.000 + 22.000.000 + 18.000.000 = 60.000.000; paid 15 + 22 + 13 = 50.000.000
    sales      a month 4.000.000 to members (500.000 of December on bon), 2.000.000 to others; cost 3.200.000
               and 1.500.000; a discount of 100.000 to members                                                     T
    costs      a month electricity 150.000 from the till (T), wages 600.000 from the treasurer (T);
               rent 1.200.000 for a year from July, half of it used; meeting 400.000; bank 15.000; lost stock 50.000 (T)
    loans      5.000.000 out; ten times 400.000 back with 50.000 of jasa; 10.000 provided for
    savings    3.000.000 in, 1.000.000 out; 60.000 of jasa, not paid yet
    bank       25.000 of interest
    tax        0,5 % of 71.900.000 = 359.500, of which 300.000 paid

    till       71.500.000 sold - 100.000 - 1.800.000 - 44.000.000 to the bank                              = 25.600.000
    treasurer  17.000.000 + 2.000.000 + 4.500.000 - 7.200.000 - 400.000 - 1.200.000                        = 14.700.000
    bank       20.000.000 + 44.000.000 - 6.000.000 - 50.000.000 - 5.000.000 - 300.000 + 25.000 - 15.000    =  2.710.000
    stock      60.000.000 - 12 x 4.700.000 - 50.000                                                        =  3.550.000

In the next March the members' meeting shares 2.000.000 of the surplus: 1.200.000 to the reserve, 300.000 to the social
fund, 500.000 to members, not paid yet.
"""

import datetime as dt

import pytest

from guyub.books.ledger.domain.entries import Phase
from guyub.books.ledger.domain.statements import StatementName
from guyub.books.ledger.selectors.statements import Question, statement_of
from guyub.community.cooperatives.models import BusinessUnit
from guyub.foundation.kernel.dates import month_end
from guyub.foundation.kernel.tenancy.scope import scope
from tests.books.ledger.posting import OPENED, entry, opened, post
from tests.books.ledger.sheets import shown, sums_are_exact, table

pytestmark = pytest.mark.database
NEW_YEARS_EVE = dt.date(2026, 12, 31)
TODAY = dt.date(2027, 3, 31)
ENDS = [month_end(dt.date(2026, month, 1)) for month in range(1, 13)]


def money_of_members_and_bank():
    yield "savings", entry("2026-01-02", "Simpanan pokok", ("1.1.02", 5_000_000), ("3.1.01", -5_000_000))
    for end in ENDS:
        paid = (("1.1.02", 1_000_000), ("3.1.02", -1_000_000))
        yield "savings", entry(end.replace(day=5), "Simpanan wajib", *paid)
    yield "ledger", entry("2026-01-05", "Hibah modal awal", ("1.1.03", 20_000_000), ("3.2.01", -20_000_000))
    for on, amount in (("2026-03-01", 8_000_000), ("2026-07-01", 22_000_000), ("2026-12-01", 14_000_000)):
        yield "ledger", entry(on, "Setor ke bank", ("1.1.03", amount), ("1.1.01", -amount, {"unit_id": "T"}))
    yield "savings", entry("2026-03-01", "Sukarela", ("1.1.02", 3_000_000), ("2.2.01", -3_000_000))
    yield "savings", entry("2026-10-01", "Sukarela ditarik", ("2.2.01", 1_000_000), ("1.1.02", -1_000_000))
    yield "loans", entry("2026-02-15", "Pinjaman cair", ("1.2.03", 5_000_000), ("1.1.03", -5_000_000))
    for end in ENDS[2:]:
        back = (("1.1.02", 450_000), ("1.2.03", -400_000), ("4.1.02", -50_000))
        yield "loans", entry(end.replace(day=15), "Angsuran", *back)


def trade():
    shop = {"unit_id": "T"}
    for on, amount in (("2026-01-12", 20_000_000), ("2026-05-10", 22_000_000), ("2026-09-10", 18_000_000)):
        yield "procurement", entry(on, "Faktur pemasok", ("1.4.03", amount, shop), ("2.1.01", -amount, shop))
        yield "inventory", entry(on, "Barang masuk", ("1.3.01", amount, shop), ("1.4.03", -amount, shop))
    for on, amount in (("2026-03-10", 15_000_000), ("2026-07-10", 22_000_000), ("2026-12-10", 13_000_000)):
        yield "procurement", entry(on, "Bayar pemasok", ("2.1.01", amount, shop), ("1.1.03", -amount))
    for end in ENDS:
        owed = [("1.2.01", 500_000, shop)] if end == NEW_YEARS_EVE else []
        cash = 5_500_000 if owed else 6_000_000
        sold = (("4.1.01", -4_000_000, shop), ("4.2.01", -2_000_000, shop))
        yield "retail", entry(end, "Penjualan", ("1.1.01", cash, shop), *owed, *sold)
        cost = (("5.1.01", 3_200_000, shop), ("5.2.01", 1_500_000, shop), ("1.3.01", -4_700_000, shop))
        yield "inventory", entry(end, "Beban pokok", *cost)
    yield "retail", entry("2026-11-11", "Potongan", ("4.1.09", 100_000, shop), ("1.1.01", -100_000, shop))
    yield "inventory", entry(NEW_YEARS_EVE, "Susut", ("5.3.01", 50_000, shop), ("1.3.01", -50_000, shop))


def costs():
    shop = {"unit_id": "T"}
    yield "ledger", entry("2026-01-10", "Kulkas", ("1.6.03", 6_000_000, shop), ("1.1.03", -6_000_000))
    for end in ENDS:
        power = (("6.1.02", 150_000, shop), ("1.1.01", -150_000, shop))
        yield "ledger", entry(end.replace(day=20), "Listrik", *power)
        yield "ledger", entry(end.replace(day=28), "Upah", ("6.1.01", 600_000, shop), ("1.1.02", -600_000))
        worn = (("6.1.08", 100_000, shop), ("1.6.92", -100_000, shop))
        yield "ledger", entry(end, "Penyusutan", *worn, phase=Phase.ADJUSTMENT)
    yield "ledger", entry("2026-03-20", "Rapat anggota", ("6.2.01", 400_000), ("1.1.02", -400_000))
    yield "ledger", entry("2026-06-30", "Jasa giro", ("1.1.03", 25_000), ("4.3.01", -25_000))
    yield "ledger", entry("2026-07-01", "Sewa setahun", ("1.4.01", 1_200_000), ("1.1.02", -1_200_000))
    for on in ("2026-04-15", "2026-07-15", "2026-10-15"):
        yield "ledger", entry(on, "PPh final", ("7.1.01", 100_000), ("1.1.03", -100_000))
    yield "ledger", entry(NEW_YEARS_EVE, "Administrasi bank", ("6.1.10", 15_000), ("1.1.03", -15_000))
    for context, memo, debit, credit, amount in (
        ("ledger", "Sewa terpakai", "6.1.04", "1.4.01", 600_000),
        ("loans", "Penyisihan", "6.1.09", "1.2.05", 10_000),
        ("savings", "Jasa simpanan", "5.1.02", "2.1.10", 60_000),
        ("ledger", "PPh final Desember", "7.1.01", "2.1.05", 59_500),
    ):
        adjusted = ((debit, amount), (credit, -amount))
        yield context, entry(NEW_YEARS_EVE, memo, *adjusted, phase=Phase.ADJUSTMENT)


def closing():
    """Give the year's closing entry: the shop earned 5.250.000, the rest cost 919.500."""
    shop = {"unit_id": "T"}
    of_shop = (
        ("4.1.01", 48_000_000), ("4.1.09", -100_000), ("4.2.01", 24_000_000), ("5.1.01", -38_400_000),
        ("5.2.01", -18_000_000), ("5.3.01", -50_000), ("6.1.01", -7_200_000), ("6.1.02", -1_800_000),
        ("6.1.08", -1_200_000), ("3.5.01", -5_250_000),
    )  # fmt: skip
    common = (
        ("4.1.02", 500_000), ("4.3.01", 25_000), ("5.1.02", -60_000), ("6.1.04", -600_000), ("6.1.09", -10_000),
        ("6.1.10", -15_000), ("6.2.01", -400_000), ("7.1.01", -359_500), ("3.5.01", 919_500),
    )  # fmt: skip
    lines = [(*line, shop) for line in of_shop]
    yield "ledger", entry(NEW_YEARS_EVE, "Tutup buku 2026", *lines, *common, phase=Phase.CLOSING)


def sharing():
    shared = (("3.5.01", 2_000_000), ("3.3.01", -1_200_000), ("2.3.02", -300_000), ("2.1.11", -500_000))
    yield "surplus", entry("2027-03-20", "Pembagian SHU 2026", *shared)


@pytest.fixture
def shop(world):
    """The year as it was posted: month by month, then closed, then shared."""
    place = opened(world.bumiayu)
    with scope(place.id):
        unit = BusinessUnit.objects.create(
            cooperative=place, kind="SEMBAKO", name="Toko", opened_on=OPENED, outlet=None
        )
    for events in ((*money_of_members_and_bank(), *trade(), *costs()), closing(), sharing()):
        for context, draft in sorted(events, key=lambda event: event[1].occurred_on):
            for line in draft.lines:
                if line.unit_id == "T":
                    object.__setattr__(line, "unit_id", unit.id)
            post(place, draft, context=context, today=TODAY)
    return place


def asked(place, name, since=OPENED, until=NEW_YEARS_EVE, **more):
    with scope(place.id):
        statement = statement_of(
            cooperative_id=place.id, question=Question(name=name, since=since, until=until, **more)
        )
    assert all(tie.holds for tie in statement.ties)
    assert sums_are_exact(statement)
    return statement


NERACA = """
    Aset lancar
    Kas dan bank
    Kas gerai                            | 25.600.000
    Kas bendahara                        | 14.700.000
    Bank                                 |  2.710.000
    Jumlah kas dan bank                  | 43.010.000
    Piutang
    Bon anggota                          |    500.000
    Pinjaman anggota                     |  1.000.000
    Penyisihan pinjaman anggota          |    -10.000
    Jumlah piutang                       |  1.490.000
    Persediaan
    Persediaan sembako                   |  3.550.000
    Jumlah persediaan                    |  3.550.000
    Dibayar di muka
    Sewa dibayar di muka                 |    600.000
    Jumlah dibayar di muka               |    600.000
    Jumlah aset lancar                   | 48.650.000
    Aset tidak lancar
    Aset tetap
    Peralatan gerai                      |  6.000.000
    Akumulasi penyusutan peralatan gerai | -1.200.000
    Jumlah aset tetap                    |  4.800.000
    Jumlah aset tidak lancar             |  4.800.000
    Jumlah aset                          | 53.450.000
    Kewajiban jangka pendek
    Utang usaha
    Utang pemasok                        | 10.000.000
    Jumlah utang usaha                   | 10.000.000
    Utang pajak
    Utang PPh final usaha                |     59.500
    Jumlah utang pajak                   |     59.500
    Utang lain
    Jasa simpanan belum dibayar          |     60.000
    Jumlah utang lain                    |     60.000
    Simpanan anggota yang dapat ditarik
    Simpanan sukarela                    |  2.000.000
    Jumlah simpanan anggota yang dapat ditarik |  2.000.000
    Jumlah kewajiban jangka pendek       | 12.119.500
    Jumlah kewajiban                     | 12.119.500
    Ekuitas
    Simpanan pokok                       |  5.000.000
    Simpanan wajib                       | 12.000.000
    Hibah                                | 20.000.000
    Sisa hasil usaha
    {surplus}                            |  4.330.500
    Jumlah sisa hasil usaha              |  4.330.500
    Jumlah ekuitas                       | 41.330.500
    Jumlah kewajiban dan ekuitas         | 53.450.000
"""


def test_position(shop):
    statement = asked(shop, StatementName.NERACA)
    assert shown(statement) == table(NERACA.format(surplus="SHU belum dibagi"))
    assert statement.ties[0].sentence == (
        "Seimbang. Aset {left} sama dengan kewajiban Rp\u00a012.119.500 ditambah modal Rp\u00a041.330.500."
    )


def test_position_before_the_year_was_closed(shop):
    from guyub.books.ledger.models import JournalEntry

    with scope(shop.id):
        closed_at = JournalEntry.objects.get(cooperative=shop, memo="Tutup buku 2026").posted_at
    before = asked(shop, StatementName.NERACA, known_at=closed_at - dt.timedelta(microseconds=1))
    assert shown(before) == table(NERACA.format(surplus="SHU tahun berjalan"))


def test_result(shop):
    assert shown(asked(shop, StatementName.HASIL_USAHA)) == table(
        """
        Partisipasi bruto anggota
        Penjualan kepada anggota              | 48.000.000
        Jasa pinjaman anggota                 |    500.000
        Retur dan potongan penjualan anggota  |   -100.000
        Jumlah partisipasi bruto anggota      | 48.400.000
        Beban pokok anggota
        Beban pokok penjualan anggota         | 38.400.000
        Jasa simpanan anggota                 |     60.000
        Jumlah beban pokok anggota            | 38.460.000
        Partisipasi neto anggota              |  9.940.000
        Pendapatan dari bukan anggota
        Penjualan kepada bukan anggota        | 24.000.000
        Jumlah pendapatan dari bukan anggota  | 24.000.000
        Beban pokok bukan anggota
        Beban pokok penjualan bukan anggota   | 18.000.000
        Jumlah beban pokok bukan anggota      | 18.000.000
        Laba kotor bukan anggota              |  6.000.000
        SHU kotor                             | 15.940.000
        Beban usaha
        Susut, rusak, dan selisih stok        |     50.000
        Gaji dan upah                         |  7.200.000
        Listrik dan air                       |  1.800.000
        Sewa                                  |    600.000
        Penyusutan aset tetap                 |  1.200.000
        Penyisihan piutang                    |     10.000
        Administrasi bank                     |     15.000
        Jumlah beban usaha                    | 10.875.000
        Beban perkoperasian
        Rapat anggota                         |    400.000
        Jumlah beban perkoperasian            |    400.000
        SHU operasional                       |  4.665.000
        Pendapatan lain
        Jasa giro dan bunga bank              |     25.000
        Jumlah pendapatan lain                |     25.000
        SHU sebelum pajak                     |  4.690.000
        Pajak penghasilan
        PPh final                             |    359.500
        Jumlah pajak penghasilan              |    359.500
        SHU setelah pajak                     |  4.330.500
        """
    )


def test_result_of_each_unit(shop):
    statement = asked(shop, StatementName.HASIL_USAHA, by_unit=True)
    assert statement.columns == ("Koperasi bersama", "Toko", "Jumlah")
    assert shown(statement)[-1] == "SHU setelah pajak | -919.500 | 5.250.000 | 4.330.500"


def test_changes_in_equity(shop):
    assert shown(asked(shop, StatementName.EKUITAS)) == table(
        """
        Saldo awal      |         0 |          0 |          0 | 0 | 0 | 0 |         0 |          0
        Penambahan      | 5.000.000 | 12.000.000 | 20.000.000 | 0 | 0 | 0 |         0 | 37.000.000
        Pengurangan     |         0 |          0 |          0 | 0 | 0 | 0 |         0 |          0
        Pembagian SHU   |         0 |          0 |          0 | 0 | 0 | 0 |         0 |          0
        SHU periode ini |         0 |          0 |          0 | 0 | 0 | 0 | 4.330.500 |  4.330.500
        Saldo akhir     | 5.000.000 | 12.000.000 | 20.000.000 | 0 | 0 | 0 | 4.330.500 | 41.330.500
        """
    )
    assert shown(asked(shop, StatementName.EKUITAS, since=dt.date(2027, 1, 1), until=TODAY)) == table(
        """
        Saldo awal      | 5.000.000 | 12.000.000 | 20.000.000 |         0 | 0 | 0 |  4.330.500 | 41.330.500
        Penambahan      |         0 |          0 |          0 | 1.200.000 | 0 | 0 |          0 |  1.200.000
        Pengurangan     |         0 |          0 |          0 |         0 | 0 | 0 |          0 |          0
        Pembagian SHU   |         0 |          0 |          0 |         0 | 0 | 0 | -2.000.000 | -2.000.000
        SHU periode ini |         0 |          0 |          0 |         0 | 0 | 0 |          0 |          0
        Saldo akhir     | 5.000.000 | 12.000.000 | 20.000.000 | 1.200.000 | 0 | 0 |  2.330.500 | 40.530.500
        """
    )


REST = """
    Kas bersih dari kegiatan operasi               |  12.010.000
    Arus kas dari kegiatan investasi
    Aset tetap                                     |  -6.000.000
    Kas bersih dari kegiatan investasi             |  -6.000.000
    Arus kas dari kegiatan pendanaan
    Simpanan pokok dan wajib                       |  17.000.000
    Hibah                                          |  20.000.000
    Kas bersih dari kegiatan pendanaan             |  37.000.000
    Kenaikan (penurunan) kas                       |  43.010.000
    Kas awal                                       |           0
    Kas akhir                                      |  43.010.000
"""


def test_cash_flow_direct(shop):
    assert shown(asked(shop, StatementName.ARUS_KAS)) == table(
        f"""
        Arus kas dari kegiatan operasi
        Penerimaan dari anggota                        |  47.900.000
        Penerimaan dari bukan anggota                  |  24.000.000
        Pendapatan lain                                |      25.000
        Barang dan pemasok                             | -50.000.000
        Beban usaha                                    | -10.215.000
        Beban perkoperasian                            |    -400.000
        Pinjaman anggota: pencairan dan angsuran pokok |  -1.000.000
        Simpanan sukarela dan berjangka                |   2.000.000
        Pajak                                          |    -300.000
        {REST.strip()}
        """
    )


def test_cash_flow_indirect(shop):
    assert shown(asked(shop, StatementName.ARUS_KAS, is_indirect=True)) == table(
        f"""
        Arus kas dari kegiatan operasi
        SHU setelah pajak                              |   4.330.500
        Bukan kas: aset tetap                          |   1.200.000
        Bukan kas: penyisihan piutang                  |      10.000
        Perubahan piutang                              |  -1.500.000
        Perubahan persediaan                           |  -3.550.000
        Perubahan dibayar di muka                      |    -600.000
        Perubahan utang usaha                          |  10.000.000
        Perubahan utang pajak                          |      59.500
        Perubahan utang lain                           |      60.000
        Perubahan simpanan anggota yang dapat ditarik  |   2.000.000
        {REST.strip()}
        """
    )


def test_trial_balance_before_closing(shop):
    before = asked(shop, StatementName.NERACA_SALDO, through=Phase.ADJUSTMENT)
    # Assets 53.450.000 and their deductions of 1.210.000, costs 68.094.500 and the discount of 100.000.
    assert shown(before)[-1].split(" | ")[-2:] == ["122.854.500"] * 2
    after = asked(shop, StatementName.NERACA_SALDO)
    assert "Gaji dan upah | - | - | 7.200.000 | 7.200.000 | - | -" in shown(after)
    assert shown(after)[-1].split(" | ")[-2:] == ["54.660.000"] * 2
