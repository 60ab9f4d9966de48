"""Perhitungan hasil usaha."""

from guyub.books.ledger.domain.result import result
from tests.books.ledger.sheets import books, moved, shown, sums_are_exact, table, ties

YEAR = [
    moved("1.1.01", 0, 2_000, 1_100, flow="DARI_ANGGOTA"),
    moved("1.3.01", 0, 0, 520),
    moved("2.1.05", 0, 0, 8),
    moved("4.1.01", -77, 0, 1_000),
    moved("4.1.09", 0, 100, 0),
    moved("5.1.01", 0, 600, 0),
    moved("4.2.01", 0, 0, 500),
    moved("5.2.01", 0, 350, 0),
    moved("6.1.01", 0, 120, 0),
    moved("6.2.01", 0, 30, 0),
    moved("4.3.01", 0, 0, 90),
    moved("6.3.01", 0, 10, 0),
    moved("7.1.01", 0, 8, 0),
]
CLOSING = [moved("4.1.01", 0, 1_000, 0, phase=2), moved("3.5.01", 0, 0, 1_000, phase=2)]
TABLE = """
    Partisipasi bruto anggota
    Penjualan kepada anggota                | 1.000
    Retur dan potongan penjualan anggota    |  -100
    Jumlah partisipasi bruto anggota        |   900
    Beban pokok anggota
    Beban pokok penjualan anggota           |   600
    Jumlah beban pokok anggota              |   600
    Partisipasi neto anggota                |   300
    Pendapatan dari bukan anggota
    Penjualan kepada bukan anggota          |   500
    Jumlah pendapatan dari bukan anggota    |   500
    Beban pokok bukan anggota
    Beban pokok penjualan bukan anggota     |   350
    Jumlah beban pokok bukan anggota        |   350
    Laba kotor bukan anggota                |   150
    SHU kotor                               |   450
    Beban usaha
    Gaji dan upah                           |   120
    Jumlah beban usaha                      |   120
    Beban perkoperasian
    Rapat anggota                           |    30
    Jumlah beban perkoperasian              |    30
    SHU operasional                         |   300
    Pendapatan lain
    Jasa giro dan bunga bank                |    90
    Jumlah pendapatan lain                  |    90
    Beban lain
    Bunga pinjaman bank                     |    10
    Jumlah beban lain                       |    10
    SHU sebelum pajak                       |   380
    Pajak penghasilan
    PPh final                               |     8
    Jumlah pajak penghasilan                |     8
    SHU setelah pajak                       |   372
"""


def test_members_and_others_apart():
    statement = result(books(YEAR))
    assert shown(statement) == table(TABLE)
    assert sums_are_exact(statement)
    assert ties(statement) == [("hasil-usaha", 372, 372)]


def test_the_closing_of_the_year_does_not_erase_its_result():
    assert shown(result(books([*YEAR, *CLOSING]))) == table(TABLE)


def test_what_is_on_no_side_breaks_the_tie():
    statement = result(books([moved("4.2.02", 0, 0, 40), moved("1.1.01", 0, 30, 0)]))
    assert ties(statement) == [("BROKEN hasil-usaha", 40, 30)]
    assert statement.ties[0].sentence.startswith("Belum cocok.")


def test_consolidation_leaves_out_what_cooperatives_sell_each_other():
    sold = [moved("1.1.02", 0, 70, 0), moved("4.2.03", 0, 0, 70)]
    bought = [moved("1.1.02", 0, 0, 70), moved("5.2.02", 0, 70, 0)]
    own = [moved("1.1.02", 0, 5, 0), moved("4.2.02", 0, 0, 5)]
    agreed = result(books([*sold, *bought, *own], is_consolidated=True))
    assert "SHU setelah pajak | 5" in shown(agreed)
    assert "koperasi" not in "".join(shown(agreed)).lower()
    assert ties(agreed) == [("hasil-usaha", 5, 5), ("antar-koperasi", 70, 70)]

    apart = result(books([*sold, *own], is_consolidated=True))
    assert "Selisih antar koperasi | 70" in shown(apart)
    assert ties(apart) == [("hasil-usaha", 75, 75), ("BROKEN antar-koperasi", 70, 0)]
