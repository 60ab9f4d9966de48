"""Jasa in one sentence: what a member reads beside the figure, and can count anew with pencil and paper."""

from __future__ import annotations

from calendar import monthrange
from typing import TYPE_CHECKING

from guyub.finance.savings.domain.jasa import FINE
from guyub.finance.savings.domain.offering import rate_words
from guyub.finance.savings.domain.terms import DayCount, JasaMethod
from guyub.foundation.kernel.formats import NBSP, number, rupiah

if TYPE_CHECKING:
    from guyub.finance.savings.domain.jasa import MonthJasa, Span

MOST_SPANS = 4  # told one by one; more of them as their number


def fine_rupiah(fine: int, *, whole: int = FINE) -> str:
    """Write parts of a rupiah with two digits, cut off and never rounded up: ``Rp 3.106,84``, whole: ``Rp 500``.

    Args:
        fine: Zero or more, in parts of ``whole``.
        whole: How many parts one rupiah has.
    """
    rupiah_whole, rest = divmod(fine, whole)
    cents = rest * 100 // whole
    return f"Rp{NBSP}{number(rupiah_whole)}" + (f",{cents:02}" if rest else "")


def sentence(told: MonthJasa) -> str:
    """Say how a month's jasa came about: balances and days, the rate, the exact sum, what is booked and what is left.

    Args:
        told: What one account earned in one month.
    """
    if told.method is JasaMethod.TANPA or not told.spans:
        return "Produk ini tidak memberi jasa pada bulan ini."
    words = f"{_base(told)}: {fine_rupiah(told.fine)}"
    if told.carried_in:
        words += f"; sisa bulan lalu {fine_rupiah(told.carried_in)}"
    words += f"; dibukukan {rupiah(told.jasa_rp)}"
    if told.carried:
        words += f", sisa {fine_rupiah(told.carried)} dibawa ke bulan berikutnya"
    return words + "."


def _base(told: MonthJasa) -> str:
    """Tell the base, its rate, and how the year is divided."""
    year, days = _year(told), sum(one.days for one in told.spans)
    if told.method is JasaMethod.TERENDAH:
        return f"Saldo terendah {rupiah(told.base)} selama {days} hari, jasa {rate_words(told.ppm)} setahun {year}"
    if told.method is JasaMethod.RATA_RATA:
        mean = fine_rupiah(told.base, whole=days)
        return f"Saldo rata-rata {mean} selama {days} hari, jasa {rate_words(told.ppm)} setahun {year}"
    spans = [one for one in told.spans if one.balance_rp]
    rates = {one.ppm for one in spans}
    if not spans:
        return "Tanpa saldo selama bulan ini"
    if len(spans) > MOST_SPANS:
        held = sum(one.balance_rp * one.days for one in spans)
        rate = (
            f"{rate_words(spans[0].ppm)} setahun" if len(rates) == 1 else "setahun menurut jenjang tiap hari"
        )
        return (
            f"Saldo harian dalam {len(spans)} rentang, berjumlah {rupiah(held)} kali hari, jasa {rate} {year}"
        )
    if len(rates) == 1:
        return (
            f"Saldo {_joined([_held(one) for one in spans])}, jasa {rate_words(spans[0].ppm)} setahun {year}"
        )
    each = [f"{_held(one)} dengan jasa {rate_words(one.ppm)}" for one in spans]
    return f"Saldo {_joined(each)} setahun {year}"


def _held(span: Span) -> str:
    return f"{rupiah(span.balance_rp)} selama {span.days} hari"


def _joined(parts: list[str]) -> str:
    return " dan ".join([", ".join(parts[:-1]), parts[-1]] if len(parts) > 1 else parts)


def _year(told: MonthJasa) -> str:
    """How the year is divided."""
    match told.day_count:
        case DayCount.ACTUAL_365:
            return "dibagi 365 hari"
        case DayCount.ACTUAL_360:
            return "dibagi 360 hari"
        case DayCount.ACTUAL_ACTUAL:
            return f"dibagi {337 + monthrange(told.spans[0].first.year, 2)[1]} hari"
        case DayCount.THIRTY_360:
            return "menurut bulan 30 hari dan tahun 360 hari"
        case _:  # DayCount.MONTH_12
            return "dibagi 12 bulan"
