"""Schemes of kolektibilitas as data: classes, limits of arrears, the rule of collateral, rates of provision, haircuts.

Each says where it comes from and how sure that is (docs/regulations.md#kolektibilitas): no text of Permenkop UKM 8/2023
on the quality of loans was found, so nothing here is a constant in a formula, and a cooperative may bring its own.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction
from types import MappingProxyType
from typing import TYPE_CHECKING, ClassVar

from guyub.foundation.kernel.errors import DomainError

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from datetime import date

MONTH_DAYS = 30


class Kolektibilitas(StrEnum):
    """The class of a loan, from good to lost; only the bank's scheme has DPK."""

    LANCAR = "L"
    DALAM_PERHATIAN_KHUSUS = "DPK"
    KURANG_LANCAR = "KL"
    DIRAGUKAN = "D"
    MACET = "M"


L, DPK, KL, D, M = Kolektibilitas
KOLEKTIBILITAS_WORDS: Mapping[Kolektibilitas, str] = MappingProxyType(
    {
        L: "Lancar",
        DPK: "Dalam perhatian khusus",
        KL: "Kurang lancar",
        D: "Diragukan",
        M: "Macet",
    }
)
NON_PERFORMING = frozenset({KL, D, M})


class Rhythm(StrEnum):
    """How often a loan is paid back."""

    MONTHLY = "monthly"
    SHORT = "short"  # more often than once a month
    LONG = "long"  # every six months or more seldom


class CollateralKind(StrEnum):
    """What a loan is secured by."""

    CASH_SAVINGS_GOLD = "cash_savings_gold"
    LIENED_LAND = "liened_land"
    CERTIFICATE_TAX_VALUE = "certificate_tax_value"
    GIRIK = "village_title_girik"
    VEHICLE = "vehicle"


class KolektibilitasRefusedError(DomainError):
    """What was given cannot be classed. Facts: ``field``, ``wrong`` and the sentence ``message``.

    ``scheme`` (none of this name holds on that day), ``again`` (two loans of one id), ``negative`` (an amount or a time
    below zero), ``large`` (more than the books can hold), ``overdue`` (days and months, or neither), ``number`` (months
    that are no number), ``class`` (a rate for a class that the scheme does not have), ``rate`` (not a decimal text from
    0 to 1), ``share`` (of collateral, likewise), ``collateral`` (no haircut of this kind holds on that day).
    """

    code: ClassVar[str] = "loans.kolektibilitas.refused"


@dataclass(frozen=True, slots=True)
class Limit:
    """A class up to so many units of arrears, inside."""

    kolektibilitas: Kolektibilitas
    to: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Doubtful:
    """When a loan beyond the last limit is still D.

    Args:
        salvage_share: What part of the debt collateral covers at least where the loan can be saved.
        lost_share: The same where it cannot.
        longest: For how many units at most it stays D without being settled.
    """

    salvage_share: Fraction
    lost_share: Fraction
    longest: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Scheme:
    """How loans are classed and what is set aside for them.

    Args:
        name: How it is asked for.
        source: Where it comes from.
        confidence: How sure that is, A to M as in docs/regulations.md.
        valid_from: Its first day; None: as far back as anybody asks, the day was not verified.
        unit_days: How many days a unit of its limits has.
        unit_word: What people call the unit.
        principal: Limits of arrears of instalments by how often they fall due.
        interest: Limits of arrears of jasa, likewise.
        matured: Limits of a loan that is past its last day and not paid back.
        doubtful: What holds beyond the last limit; None: M.
        matrix: Rates of provision by class; its keys are the classes of the scheme.
        risk: Weights of the risk of problem loans (RPM) by class.
    """

    name: str
    source: str
    confidence: str
    valid_from: date | None
    unit_days: int
    unit_word: str
    principal: Mapping[Rhythm, tuple[Limit, ...]]
    interest: Mapping[Rhythm, tuple[Limit, ...]]
    matured: tuple[Limit, ...]
    doubtful: Doubtful | None
    matrix: Mapping[Kolektibilitas, Fraction]
    risk: Mapping[Kolektibilitas, Fraction]


@dataclass(frozen=True, slots=True, kw_only=True)
class Haircut:
    """What part of a collateral's value counts."""

    kind: CollateralKind
    share: Fraction
    source: str
    confidence: str
    valid_from: date | None


def _months(good_to: int, substandard_to: int) -> tuple[Limit, ...]:
    return Limit(L, good_to), Limit(KL, substandard_to)


# Permen 14/2009 and Perdep 06/2016 as theses quote them, confidence C.
_RPM = MappingProxyType({KL: Fraction(1, 2), D: Fraction(3, 4), M: Fraction(1)})
_BANK = (Limit(L, 0), Limit(DPK, 90), Limit(KL, 120), Limit(D, 180))

SCHEMES = (
    Scheme(
        name="koperasi",
        source=(
            "classes of the health rating of savings-and-loan units (Permen 14/2009, Perdep 06/2016), criteria from one"
            " page that quotes them; rates: practice, no regulation of cooperatives fixes them"
        ),
        confidence="C",
        valid_from=None,
        unit_days=MONTH_DAYS,
        unit_word="bulan",
        principal=MappingProxyType(
            {Rhythm.MONTHLY: _months(3, 6), Rhythm.SHORT: _months(1, 2), Rhythm.LONG: _months(6, 12)}
        ),
        interest=MappingProxyType(
            {Rhythm.MONTHLY: _months(3, 6), Rhythm.SHORT: _months(1, 3), Rhythm.LONG: _months(3, 6)}
        ),
        matured=(Limit(KL, 3),),
        doubtful=Doubtful(salvage_share=Fraction(3, 4), lost_share=Fraction(1), longest=21),
        matrix=MappingProxyType(
            {L: Fraction(1, 100), KL: Fraction(10, 100), D: Fraction(50, 100), M: Fraction(1)}
        ),
        risk=_RPM,
    ),
    Scheme(
        name="bank",
        source=(
            "quality of assets of banks (POJK 40/2019, from memory);"
            " rates: PPAP of rural banks as published examples count"
        ),
        confidence="M",
        valid_from=None,
        unit_days=1,
        unit_word="hari",
        principal=MappingProxyType(dict.fromkeys(Rhythm, _BANK)),
        interest=MappingProxyType(dict.fromkeys(Rhythm, _BANK)),
        matured=_BANK,
        doubtful=None,
        matrix=MappingProxyType(
            {
                L: Fraction(5, 1000),
                DPK: Fraction(3, 100),
                KL: Fraction(10, 100),
                D: Fraction(50, 100),
                M: Fraction(1),
            }
        ),
        risk=_RPM,
    ),
)

_HAIRCUT_SOURCE = "PPAP of rural banks as a banking blog quotes it; the shares changed over the years"
HAIRCUTS = tuple(
    Haircut(kind=kind, share=Fraction(percent, 100), source=_HAIRCUT_SOURCE, confidence="C", valid_from=None)
    for kind, percent in {
        CollateralKind.CASH_SAVINGS_GOLD: 100,
        CollateralKind.LIENED_LAND: 80,
        CollateralKind.CERTIFICATE_TAX_VALUE: 60,
        CollateralKind.GIRIK: 50,
        CollateralKind.VEHICLE: 50,
    }.items()
)


def scheme_in_force(*, name: str, on: date | None = None, schemes: Iterable[Scheme] = SCHEMES) -> Scheme:
    """Give the scheme of a name that holds on a day: the one that began last.

    Args:
        name: As in ``SCHEMES``.
        on: The day; None: the newest.
        schemes: Which there are.

    Raises:
        KolektibilitasRefusedError: ``scheme``.
    """
    known = [one for one in schemes if one.name == name and _holds(one.valid_from, on)]
    if not known:
        message = "Skema kolektibilitas ini tidak ada atau belum berlaku. Pilih skema lain."
        raise KolektibilitasRefusedError(field="scheme", wrong="scheme", message=message)
    return max(known, key=lambda one: _begin(one.valid_from))


def haircut_in_force(
    *, kind: CollateralKind, on: date | None = None, haircuts: Iterable[Haircut] = HAIRCUTS
) -> Fraction:
    """Give what part of a kind of collateral counts on a day.

    Args:
        kind: What it is.
        on: The day; None: the newest.
        haircuts: Which there are.

    Raises:
        KolektibilitasRefusedError: ``collateral``.
    """
    known = [one for one in haircuts if one.kind is kind and _holds(one.valid_from, on)]
    if not known:
        message = "Untuk jenis agunan ini belum ada bagian yang diperhitungkan. Tetapkan dulu bagiannya."
        raise KolektibilitasRefusedError(field="kind", wrong="collateral", message=message)
    return max(known, key=lambda one: _begin(one.valid_from)).share


def _holds(valid_from: date | None, on: date | None) -> bool:
    return valid_from is None or on is None or valid_from <= on


def _begin(valid_from: date | None) -> int:
    return valid_from.toordinal() if valid_from else 0
