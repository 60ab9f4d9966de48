"""The class of each loan by its arrears, what is set aside for it, and the ratios that a supervisor reads.

The schemes are data (domain/kolektibilitas_schemes.py). Source: docs/algorithms/kolektibilitas.md.
"""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from typing import TYPE_CHECKING

from guyub.finance.loans.domain.amounts import amount_fault
from guyub.finance.loans.domain.kolektibilitas_schemes import (
    NON_PERFORMING,
    Kolektibilitas,
    KolektibilitasRefusedError,
    Rhythm,
)
from guyub.foundation.kernel.money import round_rp

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from guyub.finance.loans.domain.kolektibilitas_schemes import Limit, Scheme

L, D, M = Kolektibilitas.LANCAR, Kolektibilitas.DIRAGUKAN, Kolektibilitas.MACET
_ORDER = {one: at for at, one in enumerate(Kolektibilitas)}


@dataclass(frozen=True, slots=True)
class Collateral:
    """What a loan is secured by: its value and the part of it that counts."""

    value_rp: int
    share: Fraction = Fraction(1)


@dataclass(frozen=True, slots=True, kw_only=True)
class Loan:
    """A loan as it is classed; times in days, a month is 30 of them.

    Args:
        loan_id: Which.
        outstanding_rp: What is left of the principal.
        overdue_days: How long the oldest instalment is overdue; past the last day of the loan, how long that is ago.
        past_maturity: The last day has passed and the loan is not paid back.
        collateral: What secures it.
        rhythm: How often it is paid back.
        interest_overdue_days: How long jasa is overdue, where that is told apart; None: with the instalments.
        interest_rp: Jasa that is owed; with the principal it is the debt that collateral is held against.
        is_salvageable: The loan can still be saved.
        doubtful_days: For how long it has been D, by its history; None: counted from the limit of the class before.
        is_handed_over: A court, an auction or an insurer has it.
    """

    loan_id: str
    outstanding_rp: int
    overdue_days: Fraction
    past_maturity: bool = False
    collateral: Sequence[Collateral] = ()
    rhythm: Rhythm = Rhythm.MONTHLY
    interest_overdue_days: Fraction | None = None
    interest_rp: int = 0
    is_salvageable: bool = True
    doubtful_days: Fraction | None = None
    is_handed_over: bool = False

    @property
    def counted_rp(self) -> Fraction:
        """What its collateral counts for, exact."""
        return sum((one.value_rp * one.share for one in self.collateral), Fraction(0))


@dataclass(frozen=True, slots=True)
class Verdict:
    """The class of a loan and the sentence that says why."""

    kolektibilitas: Kolektibilitas
    reason: str


@dataclass(frozen=True, slots=True)
class Line:
    """What one loan got."""

    loan_id: str
    verdict: Verdict
    provision_rp: int


@dataclass(frozen=True, slots=True)
class Total:
    """What the loans of one class come to."""

    outstanding_rp: int
    provision_rp: int
    count: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Assessment:
    """All loans: each with its class, the sums by class, and ratios, exact; a ratio that divides by nothing is 0."""

    lines: tuple[Line, ...]
    totals: Mapping[Kolektibilitas, Total]
    rpm_exact: Fraction
    reserve_rp: int

    @property
    def provision_rp(self) -> int:
        """What is set aside for all loans."""
        return sum(one.provision_rp for one in self.totals.values())

    @property
    def outstanding_rp(self) -> int:
        """What all loans come to."""
        return sum(one.outstanding_rp for one in self.totals.values())

    @property
    def non_performing_rp(self) -> int:
        """What loans of KL, D and M come to."""
        return sum(one.outstanding_rp for kind, one in self.totals.items() if kind in NON_PERFORMING)

    @property
    def rpm_rp(self) -> int:
        """Risk of problem loans, to the nearest rupiah."""
        return round_rp(self.rpm_exact)

    @property
    def rpm_ratio(self) -> Fraction:
        """Risk of problem loans by all loans."""
        return _ratio(self.rpm_exact, self.outstanding_rp)

    @property
    def non_performing_ratio(self) -> Fraction:
        """Loans of KL, D and M by all loans."""
        return _ratio(self.non_performing_rp, self.outstanding_rp)

    @property
    def coverage(self) -> Fraction:
        """The reserve by loans of KL, D and M."""
        return _ratio(self.reserve_rp, self.non_performing_rp)


def classify(loan: Loan, *, scheme: Scheme) -> Verdict:
    """Class a loan by what is worst: its instalments, its jasa, or that it is past its last day.

    Limits are inside: three months are still the class "to 3 months". Beyond the last limit the rule of collateral and
    history decides, where the scheme has one, else it is M.

    Source: docs/regulations.md#kolektibilitas.
    """
    if loan.is_handed_over and scheme.doubtful:
        return Verdict(M, "Penagihannya sudah diserahkan ke pengadilan, lelang, atau penjamin.")
    return worst_of(_by_arrears(loan, scheme))


def worst_of(verdicts: Sequence[Verdict]) -> Verdict:
    """Give the worst of one or more verdicts on a loan; of equal ones the first."""
    return max(verdicts, key=lambda verdict: _ORDER[verdict.kolektibilitas])


def provision_rp(
    *, kolektibilitas: Kolektibilitas, outstanding_rp: int, counted_rp: Fraction, rate: Fraction
) -> int:
    """Count what is set aside for a loan: the rate of what collateral leaves, of class L the rate of the whole.

    Returns:
        Whole rupiah, half up; from 0 to the outstanding.
    """
    bare_rp = outstanding_rp if kolektibilitas is L else max(Fraction(0), outstanding_rp - counted_rp)
    return round_rp(rate * bare_rp)


def rates_of(scheme: Scheme, changed: Mapping[Kolektibilitas, Fraction]) -> dict[Kolektibilitas, Fraction]:
    """Give the rates of provision of a scheme with some of them changed.

    Raises:
        KolektibilitasRefusedError: ``class``, ``rate``.
    """
    for kolektibilitas, rate in changed.items():
        field = f"matrix.{kolektibilitas}"
        if kolektibilitas not in scheme.matrix:
            raise refused(field, "class", f"Skema ini hanya mengenal kelas {', '.join(scheme.matrix)}.")
        if not 0 <= rate <= 1:
            raise refused(field, "rate", 'Tarif penyisihan dari "0" sampai "1".')
    return {**scheme.matrix, **changed}


def assess(
    loans: Sequence[Loan],
    *,
    scheme: Scheme,
    changed_rates: Mapping[Kolektibilitas, Fraction] | None = None,
    reserve_rp: int = 0,
) -> Assessment:
    """Class all loans, set aside what each needs, add up by class.

    Args:
        loans: In any order; answered in the same.
        scheme: By which.
        changed_rates: Rates of provision instead of the scheme's own.
        reserve_rp: The reserve for risk that the books hold.

    Raises:
        KolektibilitasRefusedError: In this order: the reserve, the rates, then loan by loan as they stand.
    """
    _refuse_amount("reserve", reserve_rp)
    rates = rates_of(scheme, changed_rates or {})
    seen: set[str] = set()
    for at, loan in enumerate(loans):
        _refuse_loan(loan, f"loans[{at}]", seen)
        seen.add(loan.loan_id)
    lines, totals = list[Line](), {kind: Total(0, 0, 0) for kind in rates}
    for loan in loans:
        verdict = classify(loan, scheme=scheme)
        kind = verdict.kolektibilitas
        aside_rp = provision_rp(
            kolektibilitas=kind,
            outstanding_rp=loan.outstanding_rp,
            counted_rp=loan.counted_rp,
            rate=rates[kind],
        )
        lines.append(Line(loan.loan_id, verdict, aside_rp))
        sofar = totals[kind]
        totals[kind] = Total(
            sofar.outstanding_rp + loan.outstanding_rp, sofar.provision_rp + aside_rp, sofar.count + 1
        )
    rpm = sum((weight * totals[kind].outstanding_rp for kind, weight in scheme.risk.items()), Fraction(0))
    return Assessment(lines=tuple(lines), totals=totals, rpm_exact=rpm, reserve_rp=reserve_rp)


def refused(field: str, wrong: str, message: str) -> KolektibilitasRefusedError:
    """Say what cannot be classed."""
    return KolektibilitasRefusedError(field=field, wrong=wrong, message=message)


def _ratio(part: Fraction | int, whole: int) -> Fraction:
    return Fraction(part, whole) if whole else Fraction(0)


def _by_arrears(loan: Loan, scheme: Scheme) -> list[Verdict]:
    """Judge what a loan is behind with, each on its own."""
    if loan.past_maturity:
        word, limits = "Lewat jatuh tempo dan belum lunas", scheme.matured
    else:
        word, limits = "Tunggakan", scheme.principal[loan.rhythm]
    found = [_judged(loan, scheme, word, limits, loan.overdue_days)]
    if loan.interest_overdue_days is not None:
        limits = scheme.interest[loan.rhythm]
        found.append(_judged(loan, scheme, "Tunggakan jasa", limits, loan.interest_overdue_days))
    return found


def _judged(loan: Loan, scheme: Scheme, word: str, limits: Sequence[Limit], days: Fraction) -> Verdict:
    units, above = days / scheme.unit_days, None
    for limit in limits:
        if units <= limit.to:
            return Verdict(limit.kolektibilitas, _within(word, above, limit.to, scheme.unit_word))
        above = limit.to
    beyond = f"{word} lebih dari {limits[-1].to} {scheme.unit_word}"
    if scheme.doubtful is None:
        return Verdict(M, f"{beyond}.")
    waited = units - limits[-1].to if loan.doubtful_days is None else loan.doubtful_days / scheme.unit_days
    longest = scheme.doubtful.longest
    if waited > longest:
        return Verdict(M, f"{beyond}; diragukan lebih dari {longest} {scheme.unit_word} tanpa pelunasan.")
    share = scheme.doubtful.salvage_share if loan.is_salvageable else scheme.doubtful.lost_share
    percent = round_rp(share * 100)
    if loan.counted_rp >= share * (loan.outstanding_rp + loan.interest_rp):
        return Verdict(D, f"{beyond}; agunan menutup sekurangnya {percent} persen utang.")
    return Verdict(M, f"{beyond}; agunan menutup kurang dari {percent} persen utang.")


def _within(word: str, above: int | None, to: int, unit: str) -> str:
    if above is not None:
        return f"{word} lebih dari {above} sampai {to} {unit}."
    return f"{word} paling lama {to} {unit}." if to else "Tidak ada tunggakan."


def _refuse_loan(loan: Loan, field: str, seen: set[str]) -> None:
    if loan.loan_id in seen:
        raise refused(
            f"{field}.id", "again", "Nomor pinjaman ini sudah ada di atas. Beri nomor yang berbeda."
        )
    _refuse_amount(f"{field}.outstanding", loan.outstanding_rp)
    _refuse_amount(f"{field}.interest", loan.interest_rp)
    for days in (loan.overdue_days, loan.interest_overdue_days, loan.doubtful_days):
        if days is not None and days < 0:
            raise refused(field, "negative", "Lama waktu tidak boleh kurang dari nol.")
    for one in loan.collateral:
        _refuse_amount(f"{field}.collateral", one.value_rp)
        if not 0 <= one.share <= 1:
            raise refused(f"{field}.collateral_share", "share", 'Bagian agunan dari "0" sampai "1".')


def _refuse_amount(field: str, amount_rp: int) -> None:
    fault = amount_fault(amount_rp)
    if fault:
        raise refused(field, *fault)
