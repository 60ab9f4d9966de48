"""Collecting simpanan wajib outside: numbers of lists and slips, what came back, the words of a bill."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING, ClassVar

from guyub.foundation.kernel.dates import add_months
from guyub.foundation.kernel.errors import DomainError
from guyub.foundation.kernel.formats import MONTHS, rupiah

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import date

MOST_LINES = 50  # of one list: more fit on no evening's way, nor on a page below 100 kB
MOST_RP = 100_000_000  # noted on one line
LONGEST_REASON = 120


class ListState(StrEnum):
    """Where a list is."""

    KELUAR = "KELUAR"  # with the collector
    KEMBALI = "KEMBALI"  # its cash was counted, its lines are looked through
    DIBUKUKAN = "DIBUKUKAN"
    BATAL = "BATAL"


OPEN_STATES = (ListState.KELUAR.value, ListState.KEMBALI.value)
STATE_WORDS: Mapping[ListState, str] = {
    ListState.KELUAR: "Di kolektor",
    ListState.KEMBALI: "Kas sudah dihitung",
    ListState.DIBUKUKAN: "Sudah dibukukan",
    ListState.BATAL: "Batal",
}


class SkipWhy(StrEnum):
    """Why a collector came back from a door with nothing."""

    PERGI = "PERGI"
    LAIN_HARI = "LAIN_HARI"
    PINDAH = "PINDAH"
    LANGSUNG = "LANGSUNG"


SKIP_WORDS: Mapping[str, str] = {
    SkipWhy.PERGI: "Tidak di rumah",
    SkipWhy.LAIN_HARI: "Minta lain hari",
    SkipWhy.PINDAH: "Sudah pindah",
    SkipWhy.LANGSUNG: "Mau bayar ke kantor",
}


class Surplus(StrEnum):
    """What becomes of money for months that were paid another way meanwhile."""

    MUKA = "MUKA"  # it pays the months that follow
    BALIK = "BALIK"  # it goes back to the member


SURPLUS_WORDS: Mapping[str, str] = {
    Surplus.MUKA: "Bukukan untuk bulan berikutnya",
    Surplus.BALIK: "Kembalikan uangnya",
}


class CollectionRefusedError(DomainError):
    """A list is not made, noted, counted, booked or called off; ``wrong`` says why.

    Of the list: ``nobody`` (no member owes anything there, or all are on another list; fact ``elsewhere``),
    ``collector`` (not somebody who works here), ``aim`` (no such RT or group), ``gone`` (no such list), ``state`` (it
    is at another point of its way; fact ``now``), ``money`` (some was noted already), ``own`` (nobody takes the own
    list back), ``own_line`` (nor one with the own bill), ``waiting`` (a second person has not decided), ``reason``
    (the cash differs and nobody says why, or longer than 120), ``void`` (called off without a reason), ``unreached``
    (nobody is left who gets messages). Of the cash: ``uncounted``, ``pieces`` (neither pieces nor one sum), ``count``
    (counted again meanwhile), ``place`` (neither drawer nor safe). Of a line, with facts ``slip`` and ``name``:
    ``amount``, ``why`` (nothing was given and nobody says why), ``paid`` (fact ``months``: paid another way meanwhile;
    say what becomes of the money), ``ahead`` (more than the months in advance can take), ``left`` (no member any more).
    """

    code: ClassVar[str] = "savings.collection.refused"


def list_name(year: int, number: int) -> str:
    """Write the number of a list: ``DT-2026-0007``."""
    return f"DT-{year}-{number:04d}"


def slip_name(of_list: str, rank: int) -> str:
    """Write the number of a slip: ``DT-2026-0007/03``."""
    return f"{of_list}/{rank:02d}"


def months_words(months: Sequence[date]) -> str:
    """Name months in their order, the year once for each: ``Oktober dan November 2026``.

    Three and more without a gap are a span: ``Agustus sampai November 2026``.
    """
    runs: list[list[date]] = []
    for month in sorted(months):
        if runs and add_months(runs[-1][-1], 1) == month:
            runs[-1].append(month)
        else:
            runs.append([month])
    parts: list[tuple[str, int]] = []
    for run in runs:
        if len(run) > 2:
            first, last = run[0], run[-1]
            since = MONTHS[first.month - 1] + (f" {first.year}" if first.year != last.year else "")
            parts.append((f"{since} sampai {MONTHS[last.month - 1]}", last.year))
        else:
            parts += [(MONTHS[month.month - 1], month.year) for month in run]
    last_of_year = [at + 1 == len(parts) or parts[at + 1][1] != year for at, (_, year) in enumerate(parts)]
    said = [
        f"{word} {year}" if ends else word for (word, year), ends in zip(parts, last_of_year, strict=True)
    ]
    return f"{', '.join(said[:-1])} dan {said[-1]}" if len(said) > 1 else "".join(said)


@dataclass(frozen=True, slots=True)
class Settled:
    """What one line's money pays: the months asked that still miss something, the rest, and what goes back; rupiah.

    ``months`` get ``amount_rp``, the oldest first; ``ahead_rp`` of it is more than they miss and pays months after
    them. ``is_met`` says that none of what was asked had been paid another way.
    """

    months: tuple[date, ...]
    amount_rp: int
    ahead_rp: int
    back_rp: int
    paid_meanwhile: tuple[date, ...]


def settle_line(
    *, got_rp: int, asked: Mapping[date, int], missing: Mapping[date, int], surplus: Surplus | None
) -> Settled | None:
    """Tell what the money of a line pays.

    More than was asked is the member's will and pays months after them. Where a month that was asked for was paid
    another way meanwhile, what is too much goes as ``surplus`` says.

    Args:
        got_rp: What the collector took, zero or more.
        asked: The months of the line with what each missed when the list was made, whole rupiah.
        missing: What each misses now; a month that is not in it misses nothing.
        surplus: What becomes of money for months paid meanwhile; None: nobody said.

    Returns:
        None where it must be said first.
    """
    months = tuple(month for month in sorted(asked) if missing.get(month, 0) > 0)
    paid = tuple(month for month in sorted(asked) if missing.get(month, 0) < asked[month])
    left_rp = sum(missing[month] for month in months)
    over_rp = max(got_rp - left_rp, 0)
    if over_rp and paid:
        if surplus is None:
            return None
        if surplus is Surplus.BALIK:
            return Settled(months if left_rp else (), left_rp, 0, over_rp, paid)
    return Settled(months, got_rp, over_rp, 0, paid)


@dataclass(frozen=True, slots=True, kw_only=True)
class Bill:
    """What one member is asked for: whole rupiah for some months, and until when."""

    name: str
    sex: str
    number: str
    months: tuple[date, ...]
    amount_rp: int
    due_on: date


def bill_text(bill: Bill, *, cooperative: str) -> str:
    """Write a bill as a message: what for, how much, until when, how to pay, and whom to tell of hardship.

    Args:
        bill: Of whom; ``sex`` is ``L``, ``P`` or unknown.
        cooperative: Who asks.
    """
    called = {"L": "Bapak", "P": "Ibu"}.get(bill.sex, "Bapak/Ibu")
    until = f"{bill.due_on.day} {MONTHS[bill.due_on.month - 1]} {bill.due_on.year}"
    return (
        f"Yth. {called} {bill.name}, anggota {bill.number}.\n\n"
        f"Simpanan wajib {months_words(bill.months)} sejumlah {rupiah(bill.amount_rp)}, jatuh tempo {until}."
        " Bisa dibayar di kantor atau lewat petugas kami; mintalah buktinya.\n\n"
        "Bila sudah dibayar, abaikan pesan ini. Bila sedang sulit, kabari kami, kita cari jalannya bersama."
        f" Terima kasih.\n\n{cooperative}"
    )
