"""Neraca saldo."""

from guyub.books.ledger.domain.entries import Phase
from guyub.books.ledger.domain.trial_balance import trial_balance
from tests.books.ledger.sheets import books, moved, shown, sums_are_exact, table, ties

YEAR = [
    moved("1.1.01", 300, 200, 100, flow="DARI_ANGGOTA"),
    moved("1.1.01", 0, 0, 60, flow="BEBAN"),
    moved("1.6.92", 0, 0, 5, phase=1),
    moved("1.7.01", 0),
    moved("3.1.01", -300),
    moved("3.5.01", 0, 0, 35, phase=2),
    moved("4.1.01", 0, 0, 200),
    moved("4.1.01", 0, 200, 0, phase=2),
    moved("6.1.01", 0, 160, 0),
    moved("6.1.01", 0, 0, 160, phase=2),
    moved("6.1.08", 0, 5, 0, phase=1),
    moved("6.1.08", 0, 0, 5, phase=2),
]


def test_accounts_by_kind_debit_and_credit_apart():
    statement = trial_balance(books(YEAR), through=Phase.ADJUSTMENT)
    assert shown(statement) == table(
        """
        Aset
        Kas gerai                            | 300 |   - | 200 | 160 | 340 |   -
        Akumulasi penyusutan peralatan gerai |   - |   - |   - |   5 |   - |   5
        Jumlah aset                          | 300 |   0 | 200 | 165 | 340 |   5
        Ekuitas
        Simpanan pokok                       |   - | 300 |   - |   - |   - | 300
        Jumlah ekuitas                       |   0 | 300 |   0 |   0 |   0 | 300
        Pendapatan
        Penjualan kepada anggota             |   - |   - |   - | 200 |   - | 200
        Jumlah pendapatan                    |   0 |   0 |   0 | 200 |   0 | 200
        Beban
        Gaji dan upah                        |   - |   - | 160 |   - | 160 |   -
        Penyusutan aset tetap                |   - |   - |   5 |   - |   5 |   -
        Jumlah beban                         |   0 |   0 | 165 |   0 | 165 |   0
        Jumlah                               | 300 | 300 | 365 | 365 | 505 | 505
        """
    )
    assert sums_are_exact(statement)
    assert ties(statement) == [
        ("neraca-saldo:Saldo akhir", 505, 505),
        ("neraca-saldo:Saldo awal", 300, 300),
        ("neraca-saldo:Mutasi", 365, 365),
    ]


def test_before_adjustments_and_after_closing():
    before = trial_balance(books(YEAR), through=Phase.ORDINARY)
    assert "Penyusutan" not in "".join(shown(before))
    assert shown(before)[-1] == "Jumlah | 300 | 300 | 360 | 360 | 500 | 500"
    after = trial_balance(books(YEAR), through=Phase.CLOSING)
    assert "Gaji dan upah | - | - | 160 | 160 | - | -" in shown(after)
    assert shown(after)[-1] == "Jumlah | 300 | 300 | 565 | 565 | 340 | 340"


def test_a_side_that_lacks_is_told():
    statement = trial_balance(books([moved("1.1.01", 0, 7, 0)]), through=Phase.CLOSING)
    assert ties(statement)[0] == ("BROKEN neraca-saldo:Saldo akhir", 7, 0)
    assert statement.ties[0].sentence == "Belum seimbang. Saldo akhir: debit {left}, kredit {right}."


def test_consolidation_leaves_out_both_sides_and_shows_what_is_left():
    agreed = [
        moved("1.2.09", 30, 10, 0),
        moved("2.1.12", -30, 0, 10),
        moved("4.2.03", 0, 0, 5),
        moved("5.2.02", 0, 5),
    ]
    assert shown(trial_balance(books(agreed, is_consolidated=True), through=Phase.CLOSING)) == [
        "Jumlah | 0 | 0 | 0 | 0 | 0 | 0"
    ]
    apart = [*agreed, moved("1.2.09", 0, 0, 4)]
    assert "Selisih antar koperasi | - | - | - | 4 | - | 4" in shown(
        trial_balance(books(apart, is_consolidated=True), through=Phase.CLOSING)
    )
