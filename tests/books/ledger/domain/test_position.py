"""Laporan posisi keuangan."""

from guyub.books.ledger.domain.position import position
from tests.books.ledger.sheets import books, moved, shown, sums_are_exact, table, ties

NOW = [
    moved("1.1.02", 400, 700, 300, flow="BEBAN"),
    moved("1.1.03.01", 0, 200, 0),
    moved("1.2.03", 1_000),
    moved("1.2.05", 0, 0, 50),
    moved("1.6.03", 600),
    moved("1.6.92", -100, 0, 20),
    moved("2.1.01", -300, 100, 0),
    moved("2.4.01", -500),
    moved("3.1.01", -900, 0, 100),
    moved("3.5.01", -150),
    moved("4.1.01", 0, 0, 800),
    moved("6.1.01", 0, 170, 0),
]
BEFORE = [moved("1.1.02", 400), moved("3.1.01", -400)]


def test_sections_groups_and_sums():
    statement = position(books(NOW, BEFORE))
    assert shown(statement) == table(
        """
        Aset lancar
        Kas dan bank
        Kas bendahara                       |   800 | 400
        own 1.1.03.01                       |   200 |   0
        Jumlah kas dan bank                 | 1.000 | 400
        Piutang
        Pinjaman anggota                    | 1.000 |   0
        Penyisihan pinjaman anggota         |   -50 |   0
        Jumlah piutang                      |   950 |   0
        Jumlah aset lancar                  | 1.950 | 400
        Aset tidak lancar
        Aset tetap
        Peralatan gerai                     |   600 |   0
        Akumulasi penyusutan peralatan gerai |  -120 |   0
        Jumlah aset tetap                   |   480 |   0
        Jumlah aset tidak lancar            |   480 |   0
        Jumlah aset                         | 2.430 | 400
        Kewajiban jangka pendek
        Utang usaha
        Utang pemasok                       |   200 |   0
        Jumlah utang usaha                  |   200 |   0
        Jumlah kewajiban jangka pendek      |   200 |   0
        Kewajiban jangka panjang
        Utang jangka panjang
        Utang bank Himbara                  |   500 |   0
        Jumlah utang jangka panjang         |   500 |   0
        Jumlah kewajiban jangka panjang     |   500 |   0
        Jumlah kewajiban                    |   700 |   0
        Ekuitas
        Simpanan pokok                      | 1.000 | 400
        Sisa hasil usaha
        SHU belum dibagi                    |   150 |   0
        SHU tahun berjalan                  |   630 |   0
        Jumlah sisa hasil usaha             |   780 |   0
        Jumlah ekuitas                      | 1.780 | 400
        Jumlah kewajiban dan ekuitas        | 2.480 | 400
        """
    )
    assert sums_are_exact(statement)


def test_the_sentence_on_top_says_what_agrees_and_what_does_not():
    whole = position(books([moved("1.1.02", 900), moved("2.1.01", -200), moved("3.1.01", -700)]))
    assert ties(whole) == [("neraca", 900, 900)]
    assert whole.ties[0].sentence == (
        "Seimbang. Aset {left} sama dengan kewajiban Rp\u00a0200 ditambah modal Rp\u00a0700."
    )
    broken = position(books([moved("1.1.02", 900), moved("3.1.01", -700)], [moved("1.1.02", 1)]))
    assert ties(broken) == [("BROKEN neraca", 900, 700), ("BROKEN neraca", 1, 0)]
    assert broken.ties[0].sentence.startswith("Belum seimbang. Aset {left} tidak sama dengan kewajiban")


def test_what_units_owe_each_other_is_an_asset_of_the_one_and_nothing_of_all():
    shop = [moved("1.1.01", 100), moved("1.9.01", -60), moved("4.2.02", -40)]
    common = [moved("1.9.01", 60), moved("3.1.01", -60)]
    statement = position(books(shop, common, [*shop, *common], main=2))
    assert "Antar unit | -60 | 60 | 0" in shown(statement)
    assert ties(statement) == [("neraca", 100, 100)]
    assert "Antar unit" not in "".join(shown(position(books([*shop, *common]))))


def test_consolidation_leaves_out_what_cooperatives_owe_each_other():
    one = [moved("1.2.09", 30), moved("3.1.01", -30)]
    other = [moved("1.1.02", 30), moved("2.1.12", -30)]
    agreed = position(books([*one, *other], is_consolidated=True))
    assert "Jumlah aset | 30" in shown(agreed)
    assert "koperasi" not in "".join(shown(agreed)).lower()
    assert ties(agreed) == [("neraca", 30, 30), ("antar-koperasi", 30, 30)]

    apart = position(books([*one, moved("1.1.02", 20), moved("2.1.12", -20)], is_consolidated=True))
    assert "Selisih antar koperasi | 10" in shown(apart)
    assert ties(apart) == [("neraca", 30, 30), ("BROKEN antar-koperasi", 30, 20)]
    assert apart.ties[1].sentence == (
        "Piutang antar koperasi {left} belum sama dengan utang antar koperasi {right}."
    )


def test_empty_books_are_a_statement_too():
    assert shown(position(books([]))) == table(
        """
        Jumlah aset                  | 0
        Jumlah kewajiban             | 0
        Ekuitas
        Jumlah ekuitas               | 0
        Jumlah kewajiban dan ekuitas | 0
        """
    )
