"""Why so much is suggested, in words: anybody at the counter can check it and say otherwise."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from typing import TYPE_CHECKING

from guyub.foundation.kernel.formats import number
from guyub.foundation.kernel.money import ROUNDERS, Rounding, round_rp
from guyub.trade.procurement.domain.demand import WEEK
from guyub.trade.procurement.domain.forecasting import LEAST_DAYS, Method, Pattern

if TYPE_CHECKING:
    from collections.abc import Sequence

    from guyub.trade.procurement.domain.demand import Festival, Payday
    from guyub.trade.procurement.domain.forecasting import Errors, Forecast
    from guyub.trade.procurement.domain.reordering import Suggestion, Supply

MONTH = 30
FEW = 10  # below it one decimal is shown
_NEAREST = ROUNDERS[Rounding.NEAREST]


@dataclass(frozen=True, slots=True, kw_only=True)
class Words:
    """In what quantities are told.

    Args:
        unit: The word: ``bungkus``, ``kg``.
        size: How many units of stock it holds.
        case: What a case is called: ``karton``.
    """

    unit: str
    size: int = 1
    case: str = ""


def reason_of(
    suggestion: Suggestion,
    *,
    forecast: Forecast,
    supply: Supply,
    stock_qty: int,
    on_order_qty: int,
    words: Words,
    effects: Sequence[Festival | Payday] = (),
) -> str:
    """Say why so much is suggested.

    Args:
        suggestion: What is suggested.
        forecast: What it follows from.
        supply: How the product is delivered.
        stock_qty: What is there.
        on_order_qty: What is on its way.
        words: In what to tell it.
        effects: Festivals and paydays that touch the days until the next order has come.
    """
    there = f"sisa {_amount(stock_qty, words)}" if stock_qty >= 0 else f"kurang {_amount(-stock_qty, words)}"
    if on_order_qty:
        there += f" dan {_amount(on_order_qty, words)} sedang dipesan"
    head = f"{_rate_words(forecast, words)}, datang tiap {supply.review_days} hari, {there}"
    return " ".join(
        [f"{head}: {_order_words(suggestion, supply, words)}.", *_notes(suggestion, forecast, words, effects)]
    )


def error_words(errors: Errors) -> str:
    """Say how far the last forecasts were off, and to which side."""
    if errors.wape is None or errors.bias is None:
        return "Belum ada perkiraan yang bisa dibandingkan."
    off = f"{errors.periods} perkiraan terakhir meleset {round_rp(errors.wape * 100)}%"
    bias = round_rp(errors.bias * 100)
    if not bias:
        return f"{off}, tidak condong ke atas atau ke bawah."
    return f"{off}, rata-rata {abs(bias)}% terlalu {'tinggi' if bias > 0 else 'rendah'}."


def _rate_words(forecast: Forecast, words: Words) -> str:
    span = _span_words(forecast.days_used)
    if forecast.pattern is Pattern.NONE:
        return f"Tidak terjual ({span})" if forecast.days_used else "Belum pernah tercatat terjual"
    daily = forecast.daily / words.size
    for days, word in ((1, "sehari"), (WEEK, "seminggu")):
        if daily * days >= 1:
            return f"Terjual rata-rata {_decimal(daily * days)} {words.unit} {word} ({span})"
    return f"Terjual rata-rata {_decimal(daily * MONTH)} {words.unit} sebulan ({span})"


def _span_words(days: int) -> str:
    return f"{days // WEEK} minggu" if days and days % WEEK == 0 else f"{days} hari"


def _order_words(suggestion: Suggestion, supply: Supply, words: Words) -> str:
    if not suggestion.order_qty:
        return "belum boleh dipesan" if suggestion.is_capped else "cukup, tidak perlu memesan"
    amount = _amount(suggestion.order_qty, words)
    if supply.case_size == 1 or not words.case:
        return f"pesan {amount} {words.unit}"
    return f"pesan {number(suggestion.cases)} {words.case} ({amount})"


def _notes(
    suggestion: Suggestion, forecast: Forecast, words: Words, effects: Sequence[Festival | Payday]
) -> list[str]:
    notes = []
    if forecast.refused:
        unit = "" if words.size == 1 else f" {words.unit}"
        notes.append(f"{_amount(forecast.refused, words)}{unit} permintaan tidak terlayani ikut dihitung.")
    if forecast.skipped:
        notes.append(f"{forecast.skipped} hari tanpa stok tidak dihitung.")
    if forecast.method is Method.TSB:
        notes.append("Lama tidak diminta, jadi perkiraannya diturunkan.")
    if 0 < forecast.days_used < LEAST_DAYS:
        notes.append("Catatannya belum empat minggu, jadi perkiraannya masih kasar.")
    if forecast.pattern is not Pattern.NONE:
        notes += [f"{effect.name} ikut dihitung ({_decimal(effect.factor)} kali)." for effect in effects]
    if suggestion.is_raised:
        notes.append("Dinaikkan ke jumlah terkecil yang dikirim pemasok.")
    if suggestion.is_capped:
        notes.append("Diturunkan ke jumlah terbanyak yang boleh dipesan.")
    return notes


def _amount(qty: int, words: Words) -> str:
    return _decimal(Fraction(qty, words.size))


def _decimal(exact: Fraction) -> str:
    """Write a number of zero or more, half up; below ten with one decimal where it has one."""
    top, bottom = exact.numerator, exact.denominator
    tenths = _NEAREST(10 * top, bottom)
    if tenths >= FEW * 10 or tenths % 10 == 0:
        return number(_NEAREST(top, bottom))
    return f"{tenths // 10},{tenths % 10}"
