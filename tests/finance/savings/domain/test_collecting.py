"""Numbers of lists and slips, what money of a line pays, the words of a bill: docs/algorithms/collecting.md."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from guyub.finance.savings.domain.collecting import (
    SKIP_WORDS,
    STATE_WORDS,
    SURPLUS_WORDS,
    Bill,
    ListState,
    Settled,
    SkipWhy,
    Surplus,
    bill_text,
    list_name,
    months_words,
    settle_line,
    slip_name,
)

SEP, OCT, NOV, DEC = (date(2026, month, 1) for month in (9, 10, 11, 12))
ASKED = {OCT: 15_000, NOV: 15_000}


def test_numbers_are_read_aloud():
    assert slip_name(list_name(2026, 7), 3) == "DT-2026-0007/03"
    assert list_name(2027, 12_345) == "DT-2027-12345"


def test_every_state_and_reason_has_words():
    assert (set(STATE_WORDS), set(SKIP_WORDS), set(SURPLUS_WORDS)) == (
        set(ListState),
        set(SkipWhy),
        set(Surplus),
    )


@pytest.mark.parametrize(
    ("months", "words"),
    [
        ([], ""),
        ([NOV], "November 2026"),
        ([NOV, OCT], "Oktober dan November 2026"),
        ([SEP, OCT, NOV], "September sampai November 2026"),
        ([date(2026, 3, 1), OCT, NOV], "Maret, Oktober dan November 2026"),
        ([DEC, date(2027, 1, 1)], "Desember 2026 dan Januari 2027"),
        ([NOV, DEC, date(2027, 1, 1)], "November 2026 sampai Januari 2027"),
        ([date(2025, 12, 1), SEP, OCT, NOV], "Desember 2025 dan September sampai November 2026"),
    ],
)
def test_months_are_named_as_people_do(months, words):
    assert months_words(months) == words


@pytest.mark.parametrize(
    ("_case", "got_rp", "missing", "surplus", "settled"),
    [
        ("whole", 30_000, ASKED, None, Settled((OCT, NOV), 30_000, 0, 0, ())),
        ("a part", 20_000, ASKED, None, Settled((OCT, NOV), 20_000, 0, 0, ())),
        (
            "more than asked pays months after",
            45_000,
            ASKED,
            None,
            Settled((OCT, NOV), 45_000, 15_000, 0, ()),
        ),
        ("one month was paid at the counter", 30_000, {NOV: 15_000}, None, None),
        (
            "it pays what follows",
            30_000,
            {NOV: 15_000},
            Surplus.MUKA,
            Settled((NOV,), 30_000, 15_000, 0, (OCT,)),
        ),
        ("it goes back", 30_000, {NOV: 15_000}, Surplus.BALIK, Settled((NOV,), 15_000, 0, 15_000, (OCT,))),
        ("nothing is left to pay", 30_000, {}, Surplus.BALIK, Settled((), 0, 0, 30_000, (OCT, NOV))),
        ("paid in part meanwhile", 30_000, {OCT: 5_000, NOV: 15_000}, None, None),
        ("still enough room", 15_000, {NOV: 15_000}, None, Settled((NOV,), 15_000, 0, 0, (OCT,))),
        ("nothing was given", 0, ASKED, None, Settled((OCT, NOV), 0, 0, 0, ())),
        ("not in the way of whole", 30_000, ASKED, Surplus.BALIK, Settled((OCT, NOV), 30_000, 0, 0, ())),
    ],
)
def test_what_the_money_of_a_line_pays(_case, got_rp, missing, surplus, settled):
    assert settle_line(got_rp=got_rp, asked=ASKED, missing=missing, surplus=surplus) == settled


@given(
    got_rp=st.integers(0, 200_000),
    asked=st.lists(st.integers(1, 50_000), min_size=1, max_size=6),
    paid=st.lists(st.integers(0, 50_000), min_size=6, max_size=6),
    surplus=st.sampled_from(Surplus),
)
def test_every_rupiah_is_paid_or_given_back(got_rp, asked, paid, surplus):
    months = {date(2026, at, 1): amount for at, amount in enumerate(asked, start=1)}
    missing = {month: max(was - less, 0) for (month, was), less in zip(months.items(), paid, strict=False)}

    done = settle_line(got_rp=got_rp, asked=months, missing=missing, surplus=surplus)

    assert done.amount_rp + done.back_rp == got_rp
    assert done.amount_rp - done.ahead_rp <= sum(missing[month] for month in done.months)
    assert done.back_rp == 0 or (surplus is Surplus.BALIK and done.paid_meanwhile and not done.ahead_rp)


@pytest.mark.parametrize(("sex", "called"), [("P", "Ibu"), ("L", "Bapak"), ("", "Bapak/Ibu")])
def test_the_words_of_a_bill(sex, called):
    bill = Bill(
        name="Siti Aminah",
        sex=sex,
        number="A-00012",
        months=(OCT, NOV),
        amount_rp=30_000,
        due_on=date(2026, 11, 10),
    )
    assert bill_text(bill, cooperative="Koperasi Bumiayu") == (
        f"Yth. {called} Siti Aminah, anggota A-00012.\n\n"
        "Simpanan wajib Oktober dan November 2026 sejumlah Rp\u00a030.000, jatuh tempo 10 November 2026. Bisa dibayar"
        " di kantor atau lewat petugas kami; mintalah buktinya.\n\n"
        "Bila sudah dibayar, abaikan pesan ini. Bila sedang sulit, kabari kami, kita cari jalannya bersama. Terima"
        " kasih.\n\nKoperasi Bumiayu"
    )
