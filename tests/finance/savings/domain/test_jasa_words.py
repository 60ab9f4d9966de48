from datetime import date

import pytest

from guyub.finance.savings.domain.jasa import FINE, month_jasa
from guyub.finance.savings.domain.jasa_words import fine_rupiah, sentence
from guyub.finance.savings.domain.terms import DayCount, JasaMethod
from tests.finance.savings.domain.test_jasa import MID, TIERS, counted, terms


def said(found):
    return sentence(found).replace("\N{NO-BREAK SPACE}", " ")


def test_the_sentence_of_a_month():
    found = counted(terms(), moves=MID, carried=31 * FINE // 100)

    assert said(found) == (
        "Saldo Rp 500.000 selama 14 hari dan Rp 700.000 selama 17 hari, jasa 6 % setahun dibagi 365 hari: "
        "Rp 3.106,84; sisa bulan lalu Rp 0,31; dibukukan Rp 3.107, sisa Rp 0,15 dibawa ke bulan berikutnya."
    )


@pytest.mark.parametrize(
    ("found", "words"),
    [
        (counted(), "Produk ini tidak memberi jasa pada bulan ini."),
        (
            counted(terms(method=JasaMethod.TERENDAH, day_count=DayCount.MONTH_12), moves=MID),
            "Saldo terendah Rp 500.000 selama 31 hari, jasa 6 % setahun dibagi 12 bulan: Rp 2.500; "
            "dibukukan Rp 2.500.",
        ),
        (
            counted(terms(method=JasaMethod.RATA_RATA, day_count=DayCount.THIRTY_360), moves=MID),
            "Saldo rata-rata Rp 609.677,41 selama 31 hari, jasa 6 % setahun menurut bulan 30 hari dan tahun "
            "360 hari: Rp 3.048,38; dibukukan Rp 3.048, sisa Rp 0,38 dibawa ke bulan berikutnya.",
        ),
        (
            counted(terms(TIERS, day_count=DayCount.ACTUAL_360), opening_rp=360_000, moves=MID),
            "Saldo Rp 360.000 selama 14 hari dengan jasa 3 % dan Rp 560.000 selama 17 hari dengan jasa 4 % "
            "setahun dibagi 360 hari: Rp 1.477,77; dibukukan Rp 1.477, sisa Rp 0,77 dibawa ke bulan berikutnya.",
        ),
        (
            counted(terms(day_count=DayCount.ACTUAL_ACTUAL), opening_rp=0),
            "Tanpa saldo selama bulan ini: Rp 0; dibukukan Rp 0.",
        ),
    ],
)
def test_sentences(found, words):
    assert said(found) == words


def test_many_balances_are_told_by_their_number():
    moves = [(date(2026, 10, day), 100_000) for day in (5, 10, 15, 20, 25)]

    same = said(counted(terms(), moves=moves))
    assert same.startswith(
        "Saldo harian dalam 6 rentang, berjumlah Rp 24.000.000 kali hari, jasa 6 % setahun"
    )
    tiers = said(counted(terms(TIERS), moves=moves))
    assert "jasa setahun menurut jenjang tiap hari dibagi 365 hari" in tiers


@pytest.mark.parametrize(("year", "days"), [(2026, 365), (2028, 366)])
def test_the_days_of_the_year(year, days):
    told = [terms(day_count=DayCount.ACTUAL_ACTUAL)]
    found = month_jasa(month=date(year, 2, 1), opening_rp=1, moves=(), terms=told, carried=0)

    assert f"setahun dibagi {days} hari:" in said(found)


def test_parts_of_a_rupiah_are_cut_off():
    assert fine_rupiah(FINE - 1) == "Rp\N{NO-BREAK SPACE}0,99"
