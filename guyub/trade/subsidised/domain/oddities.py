"""What an oddity is: its kind, from when on something is one, the sentence that says why, and what people decide.

Thresholds are dated parameters. Source: docs/algorithms/anomalies.md.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING, Any, ClassVar

from guyub.foundation.kernel.errors import DomainError
from guyub.foundation.kernel.rows import Row

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date
    from decimal import Decimal

SHORTEST_NOTE, LONGEST_NOTE = 5, 200
OUTLET, NIK, KK = "OUTLET", "NIK", "KK"


class OddityRefusedError(DomainError):
    """A pattern is not decided on; ``wrong``: ``gone`` (none that concerns this outlet), ``verdict``, ``note``."""

    code: ClassVar[str] = "subsidised.oddity.refused"


class OddKind(StrEnum):
    """What looks odd."""

    RUSH = "RUSH"  # one sale after the other within seconds
    EVEN = "EVEN"  # as even as a machine
    UNIFORM = "UNIFORM"  # the same large quantity again and again
    PACKED = "PACKED"  # a day told faster than hands could sell it
    NIGHT = "NIGHT"
    OFTEN = "OFTEN"  # one person many times a day
    OUTLETS_DAY = "OUTLETS_DAY"  # one person at many outlets in a day
    OUTLETS_MONTH = "OUTLETS_MONTH"
    HOUSEHOLD = "HOUSEHOLD"  # one household many times a month, over all outlets
    SHARED = "SHARED"  # one household's number with many buyers
    RESELLERS = "RESELLERS"  # too large a part went to those who sell on
    NO_EVENT = "NO_EVENT"  # sold without a buyer's part of a quota
    STILL = "STILL"  # lies there while nothing is sold


class Verdict(StrEnum):
    """What somebody found out."""

    RIGHT = "RIGHT"  # it was misuse
    WRONG = "WRONG"  # there was a good reason


@dataclass(frozen=True, slots=True, kw_only=True)
class Thresholds(Row):
    """From when on something looks odd; seconds, sales, buyers, hours of the clock in Jakarta, days.

    Args:
        rush_s: Sales less than so many seconds apart belong to a rush.
        rush_run: So many of them in a row are one.
        even_s: Two waits that differ by no more are alike.
        even_run: So many sales with waits alike are even.
        uniform_run: So many sales in a row of one quantity above the usual.
        packed_s: Mean seconds between sales below which a day is packed.
        packed_sales: From so many sales a day.
        night_from: The hour at which night begins.
        night_until: The hour at which it ends.
        night_sales: From so many sales at night.
        nik_sales: From so many sales to one person a day.
        nik_outlets: From so many outlets of one person a day.
        nik_month_outlets: From so many a month.
        kk_sales: From so many sales to one household a month.
        kk_buyers: From so many buyers with one KK.
        reseller_share: The part for resellers above which it is odd.
        still_days: From so many days without a sale.
    """

    rush_s: int
    rush_run: int
    even_s: int
    even_run: int
    uniform_run: int
    packed_s: int
    packed_sales: int
    night_from: int
    night_until: int
    night_sales: int
    nik_sales: int
    nik_outlets: int
    nik_month_outlets: int
    kk_sales: int
    kk_buyers: int
    reseller_share: Decimal
    still_days: int


# Which dated parameter says which threshold.
KEYS: Mapping[str, str] = {
    "rush_s": "jatah.kilat_detik",
    "rush_run": "jatah.kilat_beruntun",
    "even_s": "jatah.ajek_detik",
    "even_run": "jatah.ajek_beruntun",
    "uniform_run": "jatah.seragam_beruntun",
    "packed_s": "jatah.padat_detik",
    "packed_sales": "jatah.padat_jumlah",
    "night_from": "jatah.malam_mulai",
    "night_until": "jatah.malam_selesai",
    "night_sales": "jatah.malam_jumlah",
    "nik_sales": "jatah.nik_hari",
    "nik_outlets": "jatah.nik_gerai_hari",
    "nik_month_outlets": "jatah.nik_gerai_bulan",
    "kk_sales": "jatah.kk_bulan",
    "kk_buyers": "jatah.kk_pembeli",
    "reseller_share": "lpg.pengecer_bagian",
    "still_days": "jatah.diam_hari",
}


def thresholds_of(values: Mapping[str, Decimal]) -> Thresholds:
    """Read thresholds from dated parameters by their keys."""
    read: dict[str, Any] = {name: int(values[key]) for name, key in KEYS.items() if name != "reseller_share"}
    return Thresholds(**read, reseller_share=values[KEYS["reseller_share"]])


@dataclass(frozen=True, slots=True, kw_only=True)
class Pattern(Row):
    """Something odd.

    Args:
        kind: What.
        programme: Of which good.
        of: Of what: OUTLET, NIK or KK.
        subject: Which one of them.
        from_on: The first day, inside.
        until_on: The last day, inside.
        count: How much of it, as the sentence says.
        outlets: Where, in order.
        more: A second number of the sentence.
    """

    kind: OddKind
    programme: str
    of: str
    subject: Any
    from_on: date
    until_on: date
    count: int
    outlets: tuple[int, ...]
    more: int = 0


def said_of(pattern: Pattern, limits: Thresholds) -> str:
    """Say in a sentence what looks odd and why, without saying who it is."""
    count, more = pattern.count, pattern.more
    return {
        OddKind.RUSH: f"{count} penjualan berturut-turut berjarak kurang dari {limits.rush_s} detik. Melayani satu "
        f"pembeli butuh waktu lebih lama.",
        OddKind.EVEN: f"{count} penjualan berturut-turut dengan jeda yang sama, {more} detik. Antrean orang tidak "
        f"serapi itu.",
        OddKind.UNIFORM: f"{count} penjualan berturut-turut, masing-masing {more}, lebih banyak dari pembelian yang "
        f"lazim.",
        OddKind.PACKED: f"{count} penjualan sehari dengan jeda rata-rata {more} detik, lebih cepat daripada tangan.",
        OddKind.NIGHT: f"{count} penjualan antara pukul {limits.night_from} dan {limits.night_until}, saat gerai "
        f"lazimnya tutup.",
        OddKind.OFTEN: f"Satu NIK membeli {count} kali dalam sehari.",
        OddKind.OUTLETS_DAY: f"Satu NIK membeli di {count} gerai dalam sehari.",
        OddKind.OUTLETS_MONTH: f"Satu NIK membeli di {count} gerai dalam sebulan.",
        OddKind.HOUSEHOLD: f"Satu KK membeli {count} kali dalam sebulan, dengan {more} NIK, di semua gerai.",
        OddKind.SHARED: f"Satu nomor KK dipakai {count} pembeli yang terdaftar.",
        OddKind.RESELLERS: f"Pengecer mendapat {more} persen dari penjualan bulan ini, lebih dari bagiannya.",
        OddKind.NO_EVENT: f"{count} penjualan tanpa catatan jatah pembelinya.",
        OddKind.STILL: f"Masih ada {more}, tetapi sudah {count} hari tidak ada yang terjual.",
    }[pattern.kind]


def checked_note(written: str) -> str:
    """Give what somebody found out, without spare spaces.

    Raises:
        OddityRefusedError: ``note``: not 5 to 200 letters.
    """
    note = " ".join(written.split())
    if not SHORTEST_NOTE <= len(note) <= LONGEST_NOTE:
        raise OddityRefusedError(wrong="note")
    return note


def checked_verdict(written: str) -> Verdict:
    """Read a verdict.

    Raises:
        OddityRefusedError: ``verdict``: neither of them.
    """
    try:
        return Verdict(written)
    except ValueError as error:
        raise OddityRefusedError(wrong="verdict") from error
