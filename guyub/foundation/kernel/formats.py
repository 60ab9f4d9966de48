"""Numbers and dates as Indonesians read them. Pure text; the page's tags add the markup."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from datetime import date, datetime

NBSP = "\u00a0"
MINUS = "\u2212"
UNKNOWN = "–"

MONTHS = (
    "Januari", "Februari", "Maret", "April", "Mei", "Juni",
    "Juli", "Agustus", "September", "Oktober", "November", "Desember",
)  # fmt: skip
SHORT_MONTHS = ("Jan", "Feb", "Mar", "Apr", "Mei", "Jun", "Jul", "Agu", "Sep", "Okt", "Nov", "Des")
DAYS = ("Senin", "Selasa", "Rabu", "Kamis", "Jumat", "Sabtu", "Minggu")
SHORT_DAYS = ("Sen", "Sel", "Rab", "Kam", "Jum", "Sab", "Min")
RELATIVE_DAYS = 99


def number(amount: int) -> str:
    """Write a whole number with dots: ``1.234.567``, ``−50.000``."""
    return f"{MINUS if amount < 0 else ''}{abs(amount):,}".replace(",", ".")


def rupiah(amount_rp: int | None) -> str:
    """Write an amount for text and lists: ``Rp 1.234.567`` with a no-break space, ``−Rp 50.000``; unknown is ``–``."""
    if amount_rp is None:
        return UNKNOWN
    return f"{MINUS if amount_rp < 0 else ''}Rp{NBSP}{number(abs(amount_rp))}"


def statement_rupiah(amount_rp: int | None) -> str:
    """Write an amount for a financial statement: ``1.234.567``, ``(50.000)``, ``0``; unknown is ``–``."""
    if amount_rp is None:
        return UNKNOWN
    return f"({number(-amount_rp)})" if amount_rp < 0 else number(amount_rp)


def short_rupiah(amount_rp: int) -> str:
    """Write an amount for a chart, rounded: ``Rp 2,67 juta``, ``Rp 1,2 miliar``, ``Rp 950 ribu``."""
    for digits, word in ((9, "miliar"), (6, "juta"), (3, "ribu")):
        if abs(amount_rp) >= 10**digits:
            rounded = (
                f"{Decimal(abs(amount_rp)).scaleb(-digits):.2f}".rstrip("0").rstrip(".").replace(".", ",")
            )
            return f"{MINUS if amount_rp < 0 else ''}Rp{NBSP}{rounded}{NBSP}{word}"
    return rupiah(amount_rp)


def percent(fraction: Decimal, *, digits: int = 0) -> str:
    """Write a fraction as percent with a decimal comma: 0.455 with one digit is ``45,5%``."""
    shown = f"{abs(fraction) * 100:.{digits}f}".replace(".", ",")
    return f"{MINUS if fraction < 0 else ''}{shown}%"


def quantity(amount: int | Decimal, unit: str) -> str:
    """Write a quantity with its unit: ``3 bungkus``, ``1,5 kg``."""
    if isinstance(amount, int):
        return f"{number(amount)}{NBSP}{unit}"
    whole, _, rest = f"{abs(amount):f}".partition(".")
    tail = "," + rest.rstrip("0") if rest.rstrip("0") else ""
    return f"{MINUS if amount < 0 else ''}{number(int(whole))}{tail}{NBSP}{unit}"


def day(value: date) -> str:
    """Write a date: ``24 Nov 2026``."""
    return f"{value.day}{NBSP}{SHORT_MONTHS[value.month - 1]}{NBSP}{value.year}"


def weekday(value: date) -> str:
    """Write a date of these weeks: ``Jum, 28 Nov``."""
    return f"{SHORT_DAYS[value.weekday()]}, {value.day}{NBSP}{SHORT_MONTHS[value.month - 1]}"


def long_day(value: date) -> str:
    """Write a date for a title: ``Selasa, 24 November 2026``."""
    return f"{DAYS[value.weekday()]}, {value.day} {MONTHS[value.month - 1]} {value.year}"


def clock(value: datetime) -> str:
    """Write the time of a moment as it stands, without turning zones: ``10.24``."""
    return f"{value:%H.%M}"


def part_of_day(hour: int) -> str:
    """Name the part of the day in which one greets: ``pagi`` before 11, ``siang``, ``sore``, ``malam`` from 18."""
    return "pagi" if hour < 11 else "siang" if hour < 15 else "sore" if hour < 18 else "malam"


def days_ago(value: date, *, today: date) -> str:
    """Say how long ago: ``hari ini``, ``kemarin``, ``5 hari lalu``; beyond 99 days the date itself."""
    ago = (today - value).days
    if ago == 0:
        return "hari ini"
    if ago == 1:
        return "kemarin"
    return f"{number(ago)} hari lalu" if 1 < ago <= RELATIVE_DAYS else day(value)


def freshness(value: date | None, *, today: date) -> int:
    """Grade the age of a figure: 4 today, 3 up to 7 days, 2 up to 30, 1 older or never."""
    if value is None:
        return 1
    ago = (today - value).days
    return 4 if ago <= 0 else 3 if ago <= 7 else 2 if ago <= 30 else 1
