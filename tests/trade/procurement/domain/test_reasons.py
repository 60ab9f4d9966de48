from datetime import date
from fractions import Fraction

import pytest

from guyub.trade.procurement.domain.demand import Festival, calendar_of
from guyub.trade.procurement.domain.forecasting import Errors, Forecast, Method, Pattern
from guyub.trade.procurement.domain.reasons import Words, error_words, reason_of
from guyub.trade.procurement.domain.reordering import Supply, suggest

LEBARAN = Festival("Idul Fitri", date(2026, 3, 14), date(2026, 3, 19), Fraction(3, 2))
NOODLES, RICE = Words(unit="bungkus", case="karton"), Words(unit="kg", size=1000)


def told(
    daily=12,
    variance=4,
    *,
    stock_qty=30,
    on_order_qty=0,
    words=NOODLES,
    effects=(),
    days=28,
    refused=0,
    skipped=0,
    method=Method.MOVING,
    pattern=Pattern.SMOOTH,
    **supply,
):
    forecast = Forecast(
        pattern,
        method,
        (Fraction(daily).numerator,) * 7,
        Fraction(daily).denominator,
        Fraction(variance),
        days,
        refused,
        skipped,
    )
    delivered = Supply(**{"review_days": 7, "lead_days": 2, "case_size": 24} | supply)
    suggestion = suggest(
        forecast,
        calendar=calendar_of(date(2026, 11, 2), days=delivered.days, effects=[]),
        supply=delivered,
        z=Fraction(1645, 1000),
        stock_qty=stock_qty,
        on_order_qty=on_order_qty,
    )
    return reason_of(
        suggestion,
        forecast=forecast,
        supply=delivered,
        stock_qty=stock_qty,
        on_order_qty=on_order_qty,
        words=words,
        effects=effects,
    )


def test_the_reason_of_the_order_worked_by_hand():
    assert told(refused=6) == (
        "Terjual rata-rata 12 bungkus sehari (4 minggu), datang tiap 7 hari, sisa 30: pesan 4 karton (96). "
        "6 permintaan tidak terlayani ikut dihitung."
    )


@pytest.mark.parametrize(
    ("_case", "facts", "reason"),
    [
        (
            "what is on its way",
            {"on_order_qty": 48},
            "Terjual rata-rata 12 bungkus sehari (4 minggu), datang tiap 7 hari, sisa 30 dan 48 sedang dipesan: "
            "pesan 2 karton (48).",
        ),
        (
            "enough",
            {"stock_qty": 1_200},
            "Terjual rata-rata 12 bungkus sehari (4 minggu), datang tiap 7 hari, sisa 1.200: "
            "cukup, tidak perlu memesan.",
        ),
        (
            "owed",
            {"stock_qty": -2, "case_size": 1},
            "Terjual rata-rata 12 bungkus sehari (4 minggu), datang tiap 7 hari, kurang 2: pesan 120 bungkus.",
        ),
        (
            "one owed",
            {"stock_qty": -1, "case_size": 1},
            "Terjual rata-rata 12 bungkus sehari (4 minggu), datang tiap 7 hari, kurang 1: pesan 119 bungkus.",
        ),
        (
            "a case without a name",
            {"words": Words(unit="bungkus")},
            "Terjual rata-rata 12 bungkus sehari (4 minggu), datang tiap 7 hari, sisa 30: pesan 96 bungkus.",
        ),
        (
            "by the kilogram",
            {
                "daily": 12_340,
                "variance": 0,
                "words": RICE,
                "stock_qty": 2_450,
                "case_size": 1,
                "refused": 1_500,
                "days": 30,
            },
            "Terjual rata-rata 12 kg sehari (30 hari), datang tiap 7 hari, sisa 2,5: pesan 109 kg. "
            "1,5 kg permintaan tidak terlayani ikut dihitung.",
        ),
        (
            "a few days, and days without stock",
            {"days": 12, "skipped": 3, "method": Method.MEAN},
            "Terjual rata-rata 12 bungkus sehari (12 hari), datang tiap 7 hari, sisa 30: pesan 4 karton (96). "
            "3 hari tanpa stok tidak dihitung. Catatannya belum empat minggu, jadi perkiraannya masih kasar.",
        ),
        (
            "a festival",
            {"effects": [LEBARAN]},
            "Terjual rata-rata 12 bungkus sehari (4 minggu), datang tiap 7 hari, sisa 30: pesan 4 karton (96). "
            "Idul Fitri ikut dihitung (1,5 kali).",
        ),
        (
            "the least of the supplier",
            {"least_qty": 120},
            "Terjual rata-rata 12 bungkus sehari (4 minggu), datang tiap 7 hari, sisa 30: pesan 5 karton (120). "
            "Dinaikkan ke jumlah terkecil yang dikirim pemasok.",
        ),
        (
            "the most",
            {"most_qty": 48},
            "Terjual rata-rata 12 bungkus sehari (4 minggu), datang tiap 7 hari, sisa 30: pesan 2 karton (48). "
            "Diturunkan ke jumlah terbanyak yang boleh dipesan.",
        ),
        (
            "nothing allowed",
            {"most_qty": 0},
            "Terjual rata-rata 12 bungkus sehari (4 minggu), datang tiap 7 hari, sisa 30: belum boleh dipesan. "
            "Diturunkan ke jumlah terbanyak yang boleh dipesan.",
        ),
        (
            "once a week",
            {"daily": Fraction(1, 2), "variance": 0, "stock_qty": 0, "case_size": 1, "days": 40},
            "Terjual rata-rata 3,5 bungkus seminggu (40 hari), datang tiap 7 hari, sisa 0: pesan 5 bungkus.",
        ),
        (
            "seldom, and silent for long",
            {
                "daily": Fraction(1, 10),
                "variance": 0,
                "stock_qty": 0,
                "case_size": 1,
                "method": Method.TSB,
                "days": 56,
            },
            "Terjual rata-rata 3 bungkus sebulan (8 minggu), datang tiap 7 hari, sisa 0: pesan 1 bungkus. "
            "Lama tidak diminta, jadi perkiraannya diturunkan.",
        ),
        (
            "never",
            {"daily": 0, "variance": 0, "pattern": Pattern.NONE},
            "Tidak terjual (4 minggu), datang tiap 7 hari, sisa 30: cukup, tidak perlu memesan.",
        ),
        (
            "not known",
            {"daily": 0, "variance": 0, "pattern": Pattern.NONE, "days": 0},
            "Belum pernah tercatat terjual, datang tiap 7 hari, sisa 30: cukup, tidak perlu memesan.",
        ),
        (
            "once a day exactly, once a week exactly",
            {"daily": 1, "variance": 0, "stock_qty": 0, "case_size": 1},
            "Terjual rata-rata 1 bungkus sehari (4 minggu), datang tiap 7 hari, sisa 0: pesan 9 bungkus.",
        ),
        (
            "a seventh",
            {"daily": Fraction(1, 7), "variance": 0, "stock_qty": 0, "case_size": 1},
            "Terjual rata-rata 1 bungkus seminggu (4 minggu), datang tiap 7 hari, sisa 0: pesan 2 bungkus.",
        ),
        (
            "decimals below ten alone",
            {"daily": Fraction(994, 100), "variance": 0, "stock_qty": 0},
            "Terjual rata-rata 9,9 bungkus sehari (4 minggu), datang tiap 7 hari, sisa 0: pesan 4 karton (96).",
        ),
        (
            "ten and more are whole",
            {"daily": Fraction(1049, 100), "variance": 0, "stock_qty": 0},
            "Terjual rata-rata 10 bungkus sehari (4 minggu), datang tiap 7 hari, sisa 0: pesan 4 karton (96).",
        ),
    ],
)
def test_reasons_in_words(_case, facts, reason):
    assert told(**facts) == reason


@pytest.mark.parametrize(
    ("wape", "bias", "words"),
    [
        (
            Fraction(12, 100),
            Fraction(5, 100),
            "4 perkiraan terakhir meleset 12%, rata-rata 5% terlalu tinggi.",
        ),
        (
            Fraction(12, 100),
            Fraction(-5, 100),
            "4 perkiraan terakhir meleset 12%, rata-rata 5% terlalu rendah.",
        ),
        (
            Fraction(12, 100),
            Fraction(4, 1000),
            "4 perkiraan terakhir meleset 12%, tidak condong ke atas atau ke bawah.",
        ),
        (None, None, "Belum ada perkiraan yang bisa dibandingkan."),
    ],
)
def test_errors_in_words(wape, bias, words):
    assert error_words(Errors(wape, bias, 4)) == words
