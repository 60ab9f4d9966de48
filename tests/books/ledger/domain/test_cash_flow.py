"""Laporan arus kas, direct and indirect."""

from guyub.books.ledger.domain.cash_flow import cash_flow
from tests.books.ledger.sheets import books, moved, shown, sums_are_exact, table, ties

# A sale of 900 (300 of it owed), goods of 500 bought on credit and 350 paid, cost 400, wages 100, a machine of 250
# with 25 of depreciation, 50 provided for, 200 of members' capital, and the closing of the year.
YEAR = [
    moved("1.1.01", 80, 600, 0, flow="DARI_ANGGOTA"),
    moved("1.1.01", 0, 0, 350, flow="PEMASOK"),
    moved("1.1.01", 0, 0, 100, flow="BEBAN"),
    moved("1.1.01", 0, 0, 250, flow="ASET_TETAP"),
    moved("1.1.01", 0, 200, 0, flow="MODAL_ANGGOTA"),
    moved("1.1.01", 0, 0, 70, flow="ANTAR_KAS"),
    moved("1.1.03", 0, 70, 0, flow="ANTAR_KAS"),
    moved("1.2.01", 0, 300, 0),
    moved("1.2.06", 0, 0, 50),
    moved("1.3.01", 0, 500, 400),
    moved("1.6.03", 0, 250, 0),
    moved("1.6.92", 0, 0, 25),
    moved("2.1.01", 0, 350, 500),
    moved("3.1.01", -80, 0, 200),
    moved("4.1.01", 0, 0, 900),
    moved("5.1.01", 0, 400, 0),
    moved("6.1.01", 0, 100, 0),
    moved("6.1.08", 0, 25, 0),
    moved("6.1.09", 0, 50, 0),
    moved("4.1.01", 0, 900, 0, phase=2),
    moved("5.1.01", 0, 0, 400, phase=2),
    moved("6.1.01", 0, 0, 175, phase=2),
    moved("3.5.01", 0, 0, 325, phase=2),
]
REST = """
    Arus kas dari kegiatan investasi
    Aset tetap                            | -250
    Kas bersih dari kegiatan investasi    | -250
    Arus kas dari kegiatan pendanaan
    Simpanan pokok dan wajib              |  200
    Kas bersih dari kegiatan pendanaan    |  200
    Kenaikan (penurunan) kas              |  100
    Kas awal                              |   80
    Kas akhir                             |  180
"""


def test_direct():
    statement = cash_flow(books(YEAR), is_indirect=False)
    assert shown(statement) == table(
        f"""
        Arus kas dari kegiatan operasi
        Penerimaan dari anggota            |  600
        Barang dan pemasok                 | -350
        Beban usaha                        | -100
        Kas bersih dari kegiatan operasi   |  150
        {REST.strip()}
        """
    )
    assert sums_are_exact(statement)
    assert ties(statement) == [("arus-kas", 180, 180)]


def test_indirect_comes_to_the_same():
    statement = cash_flow(books(YEAR), is_indirect=True)
    assert shown(statement) == table(
        f"""
        Arus kas dari kegiatan operasi
        SHU setelah pajak                  |  325
        Bukan kas: aset tetap              |   25
        Bukan kas: penyisihan piutang      |   50
        Perubahan piutang                  | -300
        Perubahan persediaan               | -100
        Perubahan utang usaha              |  150
        Kas bersih dari kegiatan operasi   |  150
        {REST.strip()}
        """
    )
    assert sums_are_exact(statement)


def test_a_surplus_shared_without_cash_is_no_flow():
    shared = [moved("3.5.01", -30, 30, 0), moved("2.3.02", 0, 0, 20), moved("2.1.11", 0, 0, 10)]
    statement = cash_flow(books(shared), is_indirect=True)
    assert shown(statement)[:4] == table(
        """
        Arus kas dari kegiatan operasi
        Bukan kas: SHU dan cadangan        | -20
        Perubahan dana-dana                |  20
        Kas bersih dari kegiatan operasi   |   0
        """
    )


def test_one_unit_may_have_given_cash_to_another():
    shop = [moved("1.1.01", 0, 90, 40, flow="ANTAR_KAS"), moved("1.9.01", 0, 40, 90)]
    for is_indirect in (False, True):
        statement = cash_flow(books(shop), is_indirect=is_indirect)
        assert "Kas dari dan kepada unit lain | 50" in shown(statement)
        assert "Kas bersih dari kegiatan operasi | 0" in shown(statement)
        assert ties(statement) == [("arus-kas", 50, 50)]
    paid_for = [moved("1.1.01", 0, 0, 40, flow="BEBAN"), moved("1.9.01", 0, 40, 0)]
    assert "Antar unit | -40" in shown(cash_flow(books(paid_for), is_indirect=True))


def test_consolidation_shows_what_cooperatives_do_not_agree_on():
    apart = [moved("1.1.02", 0, 20, 0, flow="OPERASI_LAIN"), moved("2.1.12", 0, 0, 20)]
    assert "Selisih antar koperasi | 20" in shown(
        cash_flow(books(apart, is_consolidated=True), is_indirect=True)
    )


def test_cash_without_a_flow_breaks_the_tie():
    statement = cash_flow(books([moved("1.1.01", 0, 20, 0)]), is_indirect=False)
    assert ties(statement) == [("BROKEN arus-kas", 0, 20)]
    assert statement.ties[0].sentence.startswith("Belum cocok.")
