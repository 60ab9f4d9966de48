"""A posting in everyday words, as it is typed and as it stands: it says the same as the entry."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from guyub.books.ledger.selectors.chart import chart
from guyub.books.treasury.domain.events import CashSide, Direction, lines_of
from guyub.books.treasury.domain.places import CashKind
from guyub.books.treasury.domain.wording import planned_lines, said_lines
from guyub.books.treasury.selectors.kinds import kinds

NAMES = {code: account.name for code, account in chart().accounts.items()} | {
    "1.1.02": "Kotak bendahara",
    "1.1.03": "BRI",
}
CASH = {"1.1.02", "1.1.03"}
BOX, BANK = CashSide("1.1.02", CashKind.BRANKAS, None), CashSide("1.1.03", CashKind.BANK, None)


def words(code, amounts, **more):
    lines = planned_lines(kinds()[code], amounts, **{"cash": "1.1.02", "to_cash": "1.1.03"} | more)
    return [line.words.replace("\xa0", " ") for line in said_lines(lines, names=NAMES, cash_codes=CASH)]


@pytest.mark.parametrize(
    ("code", "amounts", "more", "said"),
    [
        (
            "beban.listrik",
            {"jumlah": 150_000},
            {},
            ["Biaya Listrik dan air bertambah Rp 150.000.", "Uang di Kotak bendahara berkurang Rp 150.000."],
        ),
        ("beban.listrik", {}, {}, ["Biaya Listrik dan air bertambah.", "Uang di Kotak bendahara berkurang."]),
        (
            "beban.lain",
            {"jumlah": 1_000},
            {"cash": ""},
            ["Beban usaha lain bertambah Rp 1.000.", "Tempat uang belum dipilih."],
        ),
        ("jual.modal", {}, {}, ["Pilihan belum dipilih.", "Persediaan tanpa kartu stok berkurang."]),
        (
            "jual.umum",
            {"jumlah": 5_000},
            {},
            [
                "Uang di Kotak bendahara bertambah Rp 5.000.",
                "Pendapatan Penjualan harian kepada bukan anggota bertambah Rp 5.000.",
            ],
        ),
        (
            "organisasi.honor_pengawas",
            {"jumlah": 1_000_000, "pajak": 50_000},
            {},
            [
                "Biaya Honor pengawas bertambah Rp 1.000.000.",
                "Utang PPh 21 bertambah Rp 50.000.",
                "Uang di Kotak bendahara berkurang Rp 950.000.",
            ],
        ),
        (
            "organisasi.honor_pengawas",
            {"jumlah": 1_000_000},
            {},
            [
                "Biaya Honor pengawas bertambah Rp 1.000.000.",
                "Uang di Kotak bendahara berkurang Rp 1.000.000.",
            ],
        ),
        (
            "barang.retur_utang",
            {"jumlah": 7_000},
            {},
            ["Utang usaha lain berkurang Rp 7.000.", "Persediaan tanpa kartu stok berkurang Rp 7.000."],
        ),
        (
            "bank.setor",
            {"jumlah": 7_000},
            {},
            ["Uang di BRI bertambah Rp 7.000.", "Uang di Kotak bendahara berkurang Rp 7.000."],
        ),
    ],
)
def test_it_is_said_as_people_say_it(code, amounts, more, said):
    assert words(code, amounts, **more) == said


def test_a_rest_that_is_eaten_up_is_left_out():
    assert len(words("organisasi.honor_pengawas", {"jumlah": 5_000, "pajak": 5_000})) == 2


def test_an_account_without_a_name_is_called_by_its_code():
    (said,) = said_lines([("6.1.02.01", 1, 5)], names={}, cash_codes=set())

    assert (said.name, said.debit_rp, said.credit_rp) == ("6.1.02.01", 5, None)
    (said,) = said_lines([("6.1.02.01", -1, 5)], names={}, cash_codes=set())
    assert (said.debit_rp, said.credit_rp) == (None, 5)


@given(data=st.data(), kind=st.sampled_from(list(kinds().values())))
def test_what_is_shown_before_is_what_is_posted(data, kind):
    amounts = {  # the first is never nothing, the others are less
        name: data.draw(st.integers(1_000_000, 10**12) if at == 0 else st.integers(0, 900_000))
        for at, name in enumerate(kind.amounts)
    }
    choice = data.draw(st.sampled_from(list(kind.choices))) if kind.choices else ""
    moves, goes = kind.direction is not Direction.CATAT, kind.direction is Direction.PINDAH

    posted = lines_of(
        kind, amounts, cash=BOX if moves else None, to_cash=BANK if goes else None, choice=choice
    )
    shown = planned_lines(kind, amounts, cash="1.1.02", to_cash="1.1.03", choice=choice)

    assert sorted((line.account, line.amount_rp) for line in posted) == sorted(
        (code, side * amount_rp) for code, side, amount_rp in shown
    )
