"""A score that anybody can check: what the cooperative itself knows of a member, in points with a sentence each.

It informs a committee and decides nothing. What it never looks at: sex, age, religion, origin, address, NIK, the word
of neighbours, anything of other people. Weights are a choice of this house: docs/algorithms/loan_score.md.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction
from typing import TYPE_CHECKING

from guyub.foundation.kernel.formats import number, rupiah
from guyub.foundation.kernel.money import Rounding, rounded
from guyub.foundation.kernel.rows import Row

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

FULL_MONTHS = 24  # of membership
FULL_SAVINGS = 3  # times what is saved: the loan
TIGHT, TOO_MUCH = 1, 2  # times the capacity: up to the first all points, from the second on none
NO_HISTORY = Fraction(1, 2)  # of the points, who has not borrowed or not been billed yet


class Measure(StrEnum):
    """What is measured, in the order of the sheet."""

    MEMBERSHIP = "membership"
    DUES = "dues"
    PAST_LOANS = "past_loans"
    SAVINGS = "savings"
    CAPACITY = "capacity"
    ARREARS = "arrears"


TITLES: Mapping[Measure, str] = {
    Measure.MEMBERSHIP: "Lama menjadi anggota",
    Measure.DUES: "Simpanan wajib tepat waktu",
    Measure.PAST_LOANS: "Pinjaman lalu tepat waktu",
    Measure.SAVINGS: "Simpanan dibanding pinjaman",
    Measure.CAPACITY: "Kemampuan dibanding angsuran",
    Measure.ARREARS: "Tunggakan sekarang",
}
WEIGHTS: Mapping[Measure, int] = {
    Measure.MEMBERSHIP: 10,
    Measure.DUES: 15,
    Measure.PAST_LOANS: 25,
    Measure.SAVINGS: 15,
    Measure.CAPACITY: 25,
    Measure.ARREARS: 10,
}


class Band(StrEnum):
    """What a total means, in words."""

    KUAT = "kuat"
    CUKUP = "cukup"
    CERMATI = "perlu dicermati"
    LEMAH = "lemah"


_BANDS = ((80, Band.KUAT), (60, Band.CUKUP), (40, Band.CERMATI), (0, Band.LEMAH))


@dataclass(frozen=True, slots=True, kw_only=True)
class Known:
    """What is measured; whole rupiah, counts zero or more.

    Args:
        months: Whole months since the member got the number.
        dues: Months of simpanan wajib that were due in the last year.
        dues_kept: How many of them were whole on the due date.
        instalments: Instalments of loans here that were due.
        instalments_kept: How many of them were whole in time.
        savings_rp: What the member has saved here.
        asked_rp: What is asked for.
        capacity_rp: What an instalment may be a month.
        instalment_rp: The dearest instalment, a month.
        dues_late: Months of simpanan wajib past their due date and not whole.
        overdue_rp: Principal and jasa of loans here past their due dates.
    """

    months: int
    dues: int
    dues_kept: int
    instalments: int
    instalments_kept: int
    savings_rp: int
    asked_rp: int
    capacity_rp: int
    instalment_rp: int
    dues_late: int
    overdue_rp: int


@dataclass(frozen=True, slots=True)
class ScoreLine(Row):
    """One measure: points of so many, and what was seen."""

    measure: str
    title: str
    points: int
    most: int
    said: str


@dataclass(frozen=True, slots=True)
class Score(Row):
    """All lines; the total is from 0 to 100."""

    lines: tuple[ScoreLine, ...]

    @property
    def total(self) -> int:
        """All points."""
        return sum(line.points for line in self.lines)

    @property
    def band(self) -> Band:
        """What the total means."""
        return band_of(self.total)


def band_of(total: int) -> Band:
    """Say what a total from 0 to 100 means."""
    return next(band for least, band in _BANDS if total >= least)


def score_of(known: Known) -> Score:
    """Measure a member for one loan; each line's points are rounded down.

    Source: docs/algorithms/loan_score.md.
    """
    told = (
        (Measure.MEMBERSHIP, _membership(known)),
        (Measure.DUES, _dues(known)),
        (Measure.PAST_LOANS, _past_loans(known)),
        (Measure.SAVINGS, _savings(known)),
        (Measure.CAPACITY, _capacity(known)),
        (Measure.ARREARS, _arrears(known)),
    )
    return Score(tuple(_line(measure, *part) for measure, part in told))


def _line(measure: Measure, part: Fraction, said: str) -> ScoreLine:
    most = WEIGHTS[measure]
    return ScoreLine(measure.value, TITLES[measure], rounded(most * part, Rounding.DOWN), most, said)


def _membership(known: Known) -> tuple[Fraction, str]:
    part = Fraction(min(known.months, FULL_MONTHS), FULL_MONTHS)
    return part, f"Anggota selama {number(known.months)} bulan; penuh mulai {FULL_MONTHS} bulan."


def _dues(known: Known) -> tuple[Fraction, str]:
    if not known.dues:
        return NO_HISTORY, "Belum ada simpanan wajib yang jatuh tempo setahun ini; dihitung setengah."
    said = f"{number(known.dues_kept)} dari {number(known.dues)} bulan lunas pada waktunya."
    return Fraction(known.dues_kept, known.dues), said


def _past_loans(known: Known) -> tuple[Fraction, str]:
    if not known.instalments:
        return NO_HISTORY, "Belum ada angsuran pinjaman di sini yang jatuh tempo; dihitung setengah."
    said = f"{number(known.instalments_kept)} dari {number(known.instalments)} angsuran lunas pada waktunya."
    return Fraction(known.instalments_kept, known.instalments), said


def _savings(known: Known) -> tuple[Fraction, str]:
    part = min(FULL_SAVINGS * Fraction(known.savings_rp, known.asked_rp), Fraction(1))
    said = (
        f"Simpanan {rupiah(known.savings_rp)}, pinjaman {rupiah(known.asked_rp)}; penuh mulai sepertiganya."
    )
    return part, said


def _capacity(known: Known) -> tuple[Fraction, str]:
    said = f"Angsuran {rupiah(known.instalment_rp)} sebulan, kemampuan {rupiah(known.capacity_rp)}."
    if known.instalment_rp <= known.capacity_rp * TIGHT:
        return Fraction(1), said
    if known.instalment_rp >= known.capacity_rp * TOO_MUCH:
        return Fraction(0), said
    return TOO_MUCH - Fraction(known.instalment_rp, known.capacity_rp), said


def _arrears(known: Known) -> tuple[Fraction, str]:
    if known.overdue_rp:
        return Fraction(0), f"Angsuran pinjaman menunggak {rupiah(known.overdue_rp)}."
    if known.dues_late:
        return Fraction(1, 2), f"Simpanan wajib {number(known.dues_late)} bulan belum lunas."
    return Fraction(1), "Tidak ada tunggakan."


def lines_written(score: Score) -> list[dict[str, object]]:
    """Write a score as plain JSON, for the analysis that keeps it."""
    return [
        {
            "measure": one.measure,
            "title": one.title,
            "points": one.points,
            "most": one.most,
            "said": one.said,
        }
        for one in score.lines
    ]


def lines_read(kept: Sequence[Mapping[str, object]]) -> Score:
    """Read what ``lines_written`` wrote."""
    return Score(
        tuple(
            ScoreLine(
                str(one["measure"]),
                str(one["title"]),
                int(str(one["points"])),
                int(str(one["most"])),
                str(one["said"]),
            )
            for one in kept
        )
    )
