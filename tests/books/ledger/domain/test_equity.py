"""Laporan perubahan ekuitas."""

from guyub.books.ledger.domain.equity import equity
from tests.books.ledger.sheets import books, moved, shown, sums_are_exact, table, ties

YEAR = [
    moved("1.1.02", 1_000, 920, 300),
    moved("2.3.02", 0, 0, 20),
    moved("3.1.01", -600, 50, 150),
    moved("3.1.02.01", -200, 0, 240),
    moved("3.3.01", 0, 0, 60),
    moved("3.5.01", -150, 80, 0),  # shared: 60 to reserve, 20 to a fund
    moved("3.5.01", 0, 0, 280, phase=2),
    moved("4.1.01", -50, 0, 500),
    moved("6.1.01", 0, 220, 0),
    moved("4.1.01", 0, 500, 0, phase=2),
    moved("6.1.01", 0, 0, 220, phase=2),
]


def test_rows_and_columns():
    statement = equity(books(YEAR))
    assert statement.columns == (
        "Simpanan pokok",
        "Simpanan wajib",
        "Hibah",
        "Cadangan umum",
        "Cadangan risiko",
        "Modal penyertaan",
        "SHU",
        "Jumlah",
    )
    assert shown(statement) == table(
        """
        Saldo awal      | 600 | 200 | 0 |  0 | 0 | 0 | 200 | 1.000
        Penambahan      | 150 | 240 | 0 | 60 | 0 | 0 |   0 |   450
        Pengurangan     | -50 |   0 | 0 |  0 | 0 | 0 |   0 |   -50
        Pembagian SHU   |   0 |   0 | 0 |  0 | 0 | 0 | -80 |   -80
        SHU periode ini |   0 |   0 | 0 |  0 | 0 | 0 | 280 |   280
        Saldo akhir     | 700 | 440 | 0 | 60 | 0 | 0 | 400 | 1.600
        """
    )
    assert sums_are_exact(statement)
    assert ties(statement) == [("ekuitas", 1_600, 1_600), ("hasil-usaha", 280, 280)]


def test_what_the_other_side_lacks_breaks_both_ties():
    lacking = [moved("1.1.02", 1_000, 900, 300), *YEAR[1:]]
    statement = equity(books(lacking))
    assert ties(statement) == [("BROKEN ekuitas", 1_600, 1_580), ("BROKEN hasil-usaha", 280, 260)]
    assert statement.ties[0].sentence.startswith("Belum cocok.")


def test_spans_stand_one_below_the_other_and_only_the_main_one_tells_its_ties():
    whole = [moved("1.1.02", 0, 5, 0), moved("3.1.01", 0, 0, 5)]
    statement = equity(books(whole, whole))
    assert [row.title for row in statement.rows if not row.amounts] == ["kolom 0", "kolom 1"]
    assert len(statement.rows) == 14
    assert len(statement.ties) == 2
    assert len(equity(books(whole, [moved("3.1.01", 0, 0, 5)])).ties) == 4


def test_a_closing_entry_that_moves_more_than_the_result_shows_where_it_went():
    loss = [moved("6.1.01", 0, 0, 30, phase=2), moved("3.5.01", 0, 30, 0, phase=2)]
    assert all(cell == "0" for row in shown(equity(books(loss)))[:5] for cell in row.split(" | ")[1:])
    fund = [moved("3.5.01", 0, 30, 0, phase=2), moved("2.3.02", 0, 0, 30, phase=2)]
    assert shown(equity(books(fund)))[3].split(" | ")[-2:] == ["-30", "-30"]
    gift = [moved("3.5.01", 0, 0, 30, phase=2), moved("2.3.02", 0, 30, 0, phase=2)]
    assert shown(equity(books(gift)))[1].split(" | ")[-2:] == ["30", "30"]
