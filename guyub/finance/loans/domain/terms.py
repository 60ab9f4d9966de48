"""What a loan's contract says: the amount, the method, the periods, the roundings, the fees."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum
from fractions import Fraction
from typing import TYPE_CHECKING, ClassVar

from guyub.finance.loans.domain.amounts import MOST
from guyub.foundation.kernel.errors import DomainError
from guyub.foundation.kernel.money import Rounding

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import date

MOST_INSTALMENTS = 1200
MOST_YEARS = 100
MILLION = 1_000_000  # rates are kept in millionths
HIGHEST_ANNUAL_RATE = 12  # 100 % a month


class Method(StrEnum):
    """How principal and interest are spread; the names of ``guyub calc``."""

    FLAT = "flat"
    DECLINING = "declining"  # equal principal
    ANNUITY = "annuity"  # equal instalments
    INTEREST_ONLY = "interest_only"
    BULLET = "bullet"  # all at the end


class Unit(StrEnum):
    """What a period is counted in. A pasaran is the Javanese market week of five days."""

    DAY = "day"
    WEEK = "week"
    MONTH = "month"
    YEAR = "year"
    PASARAN = "pasaran"


A_YEAR: Mapping[Unit, int] = {
    Unit.DAY: 365,
    Unit.PASARAN: 73,
    Unit.WEEK: 52,
    Unit.MONTH: 12,
    Unit.YEAR: 1,
}


class DayCount(StrEnum):
    """What part of a year a period is."""

    PERIOD = "period"  # 12 months = 52 weeks = 365 days = 1 year
    THIRTY_360 = "30/360"
    ACTUAL_365 = "actual/365"
    ACTUAL_360 = "actual/360"
    ACTUAL_ACTUAL = "actual/actual"


_BY_DAYS = frozenset({DayCount.ACTUAL_365, DayCount.ACTUAL_360, DayCount.ACTUAL_ACTUAL})


class FeeWhen(StrEnum):
    """When a fee falls due."""

    DISBURSEMENT = "disbursement"
    EACH = "each"


class FeeOf(StrEnum):
    """What a rate of a fee is of."""

    LOAN = "loan"
    INSTALMENT = "instalment"  # principal + interest of the instalment
    BALANCE = "balance"  # what is owed before the instalment


class TermsRefusedError(DomainError):
    """No schedule can be made of these terms. Facts: ``field``, ``wrong`` and the sentence ``message``."""

    code: ClassVar[str] = "loans.terms.refused"


@dataclass(frozen=True, slots=True)
class Every:
    """How long a period is."""

    unit: Unit = Unit.MONTH
    count: int = 1

    @property
    def a_year(self) -> Fraction:
        """How many of them make a year."""
        return Fraction(A_YEAR[self.unit], self.count)


MONTHLY = Every()


@dataclass(frozen=True, slots=True, kw_only=True)
class Fee:
    """A fee: an amount, or a rate (a fraction) of something; rounded half up."""

    name: str
    amount: int | None = None
    rate: Fraction | None = None
    when: FeeWhen = FeeWhen.DISBURSEMENT
    of: FeeOf = FeeOf.LOAN


@dataclass(frozen=True, slots=True)
class Tranche:
    """A part of the loan that is paid out on a day."""

    on: date
    amount: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Terms:
    """What was agreed. Amounts in the smallest unit (whole rupiah, unless the caller counts in parts).

    Args:
        method: How principal and interest are spread.
        principal: What is lent; with tranches 0.
        annual_rate: The rate a year as a fraction; a rate a month times 12.
        instalments: How many, graces included; None: as many as ``instalment_amount`` needs.
        instalment_amount: A fixed instalment (principal + interest) instead of the computed one; flat and annuity.
        every: How long a period is.
        disbursed_on: When it is paid out; None when only periods matter.
        first_due_on: The first due date; None: one period later.
        due_dates: Due dates of their own (harvest, market days), rising; instead of ``every`` and ``first_due_on``.
        principal_parts: What each instalment takes of the principal, in order; interest on what is owed.
            Only ``declining``.
        balloon: What is left of the principal for the last instalment beside its ordinary part.
        day_count: What part of a year a period is.
        grace_principal: So many instalments take no principal.
        grace_interest_payment: The interest of so many periods falls due with the next instalment.
        interest_free: So many periods cost nothing.
        instalment_to: The instalment is rounded to a multiple of this.
        mode: How the instalment is rounded.
        interest: How interest is rounded: not ``up``.
        is_margin: The interest of a flat loan is a margin, an amount agreed at once: a broken first period bears as
            much of it as a whole one, and there is no highest rate.
        fees: What else is due.
        tranches: Payments out, in any order, instead of ``principal``; ``declining`` and ``annuity``.
    """

    method: Method
    annual_rate: Fraction
    principal: int = 0
    instalments: int | None = None
    instalment_amount: int | None = None
    every: Every = MONTHLY
    disbursed_on: date | None = None
    first_due_on: date | None = None
    due_dates: tuple[date, ...] = ()
    principal_parts: tuple[int, ...] = ()
    balloon: int = 0
    day_count: DayCount = DayCount.PERIOD
    grace_principal: int = 0
    grace_interest_payment: int = 0
    interest_free: int = 0
    instalment_to: int = 1
    mode: Rounding = Rounding.NEAREST
    interest: Rounding = Rounding.NEAREST
    is_margin: bool = False
    fees: Sequence[Fee] = field(default=())
    tranches: Sequence[Tranche] = field(default=())

    @property
    def lent(self) -> int:
        """What is paid out in all."""
        return sum(one.amount for one in self.tranches) if self.tranches else self.principal

    @property
    def starts_on(self) -> date | None:
        """When the first period starts, where that was told."""
        return self.disbursed_on or min((one.on for one in self.tranches), default=None)


def refused(name: str, wrong: str, message: str) -> TermsRefusedError:
    """Make a refusal of terms."""
    return TermsRefusedError(field=name, wrong=wrong, message=message)


def check(terms: Terms) -> None:
    """Refuse terms that no schedule can be made of, in the order: amount, rate, number, dates, graces, fees, tranches.

    Raises:
        TermsRefusedError: ``principal`` (none, negative), ``too_large`` (above what a bigint holds), ``rate``
            (negative, above 100 % a month), ``instalments`` (none, too many, or not told), ``amount`` (a fixed
            instalment of nothing, or where the method has none), ``step`` (the rounding is coarser than the loan),
            ``every``, ``dates`` (missing, not rising, before disbursement), ``grace`` (as many as instalments),
            ``parts`` (do not sum to the principal), ``balloon``, ``fee``, ``tranches``.
    """
    _check_amount(terms)
    if not 1 <= terms.every.count <= MOST_INSTALMENTS:
        raise refused("every", "every", f"Jarak angsuran harus 1 sampai {MOST_INSTALMENTS}.")
    _check_number(terms)
    _check_dates(terms)
    _check_graces(terms)
    _check_parts(terms)
    for fee in terms.fees:
        _check_fee(fee)
    if terms.tranches:
        _check_tranches(terms)


def _check_amount(terms: Terms) -> None:
    lent = terms.lent
    if lent <= 0:
        raise refused("principal", "principal", "Jumlah pinjaman harus lebih dari nol. Tulis jumlahnya.")
    if lent > MOST:
        raise refused("principal", "too_large", "Jumlah itu melampaui yang dapat dicatat. Periksa nolnya.")
    if terms.annual_rate < 0:
        raise refused("rate", "rate", "Suku jasa tidak boleh kurang dari nol. Tulis 0 bila tanpa jasa.")
    if terms.annual_rate > HIGHEST_ANNUAL_RATE and not terms.is_margin:
        raise refused(
            "rate",
            "rate",
            "Suku jasa lebih dari 100% sebulan. Periksa: suku ditulis sebagai pecahan, 0.02 berarti 2%.",
        )
    if terms.instalment_to < 1:
        raise refused("rounding.instalment_to", "step", "Pembulatan angsuran paling kecil 1.")
    if lent < terms.instalment_to:
        raise refused(
            "rounding.instalment_to",
            "step",
            "Pembulatan angsuran lebih besar daripada pinjamannya. Pakai pembulatan yang lebih kecil.",
        )


def _check_number(terms: Terms) -> None:
    number, amount = terms.instalments, terms.instalment_amount
    if number is None and amount is None:
        raise refused("instalments", "instalments", "Tulis banyaknya angsuran, atau besar satu angsuran.")
    if number is not None and not 1 <= number <= MOST_INSTALMENTS:
        raise refused(
            "instalments",
            "instalments",
            f"Banyaknya angsuran harus 1 sampai {MOST_INSTALMENTS}. Periksa angkanya.",
        )
    if number is not None and number * terms.every.count > MOST_YEARS * A_YEAR[terms.every.unit]:
        raise refused(
            "instalments", "instalments", f"Jangka waktunya lebih dari {MOST_YEARS} tahun. Periksa angkanya."
        )
    if amount is not None and amount <= 0:
        raise refused("instalment_amount", "amount", "Besar angsuran harus lebih dari nol.")
    if amount is not None and terms.method not in {Method.FLAT, Method.ANNUITY}:
        raise refused(
            "instalment_amount",
            "amount",
            "Angsuran tetap hanya ada pada cara flat dan anuitas. Kosongkan, atau ganti caranya.",
        )


def _check_dates(terms: Terms) -> None:
    start, dues = terms.starts_on, terms.due_dates
    if dues:
        if terms.first_due_on or start is None or len(dues) != terms.instalments:
            raise refused(
                "due_dates",
                "dates",
                "Tanggal sendiri perlu tanggal cair, satu tanggal tiap angsuran, tanpa first_due_on.",
            )
        if list(dues) != sorted({start, *dues})[1:]:
            raise refused("due_dates", "dates", "Urutkan tanggalnya, semua sesudah tanggal cair.")
        if terms.day_count is DayCount.PERIOD:
            raise refused("day_count", "dates", "Tanggal tak teratur dihitung per hari: pakai actual/365.")
    elif start is not None and terms.first_due_on is not None and terms.first_due_on <= start:
        raise refused(
            "first_due_on", "dates", "Angsuran pertama jatuh sesudah pinjaman cair. Periksa tanggalnya."
        )
    if start is None and terms.first_due_on is None and terms.day_count in _BY_DAYS:
        raise refused(
            "disbursed_on", "dates", "Hitungan hari sebenarnya perlu tanggal cair. Tulis tanggalnya."
        )


def _check_graces(terms: Terms) -> None:
    if not (terms.grace_principal or terms.grace_interest_payment or terms.interest_free):
        return
    most = MOST_INSTALMENTS if terms.instalments is None else terms.instalments
    for name in ("grace_principal", "grace_interest_payment", "interest_free"):
        grace = getattr(terms, name)
        if grace < 0:
            raise refused(name, "grace", "Masa tenggang tidak boleh kurang dari nol.")
        # Free of interest to the end is a loan without interest; the other graces leave nothing to pay in.
        if grace > most or (grace == most and name != "interest_free"):
            raise refused(
                name,
                "grace",
                "Masa tenggang harus lebih pendek daripada banyaknya angsuran. Kurangi masanya.",
            )


def _check_parts(terms: Terms) -> None:
    parts = terms.principal_parts
    if parts and (
        terms.method is not Method.DECLINING
        or len(parts) != terms.instalments
        or min(parts) < 0
        or sum(parts) != terms.lent
        or terms.grace_principal
        or terms.balloon
        or terms.tranches
    ):
        raise refused(
            "principal_parts",
            "parts",
            "Bagian pokok sendiri: cara menurun, satu tiap angsuran, jumlahnya sama dengan pinjaman.",
        )
    if terms.balloon and terms.instalment_amount is not None:
        raise refused("balloon", "balloon", "Angsuran tetap sudah menentukan sisanya. Kosongkan salah satu.")
    if not 0 <= terms.balloon < terms.lent:
        raise refused("balloon", "balloon", "Pokok di akhir harus kurang dari pinjamannya.")


def _check_fee(fee: Fee) -> None:
    if (fee.amount is None) == (fee.rate is None):
        raise refused("fees", "fee", f"Biaya {fee.name}: tulis jumlahnya atau sukunya, salah satu.")
    if (fee.amount or 0) < 0 or not 0 <= (fee.rate or 0) <= 1:
        raise refused("fees", "fee", f"Biaya {fee.name}: tidak boleh kurang dari nol atau lebih dari 100%.")
    if fee.when is FeeWhen.DISBURSEMENT and fee.rate is not None and fee.of is FeeOf.INSTALMENT:
        raise refused("fees", "fee", f"Biaya {fee.name}: saat cair belum ada angsuran. Hitung dari pinjaman.")


def _check_tranches(terms: Terms) -> None:
    if terms.principal or terms.method not in {Method.DECLINING, Method.ANNUITY} or terms.instalments is None:
        raise refused(
            "tranches",
            "tranches",
            "Pencairan bertahap: cara menurun atau anuitas, tanpa principal, n angsuran.",
        )
    if any(one.amount <= 0 for one in terms.tranches):
        raise refused("tranches", "tranches", "Tiap tahap pencairan harus lebih dari nol.")
    if terms.disbursed_on is not None and min(one.on for one in terms.tranches) < terms.disbursed_on:
        raise refused("tranches", "dates", "Ada tahap sebelum tanggal cair. Periksa tanggalnya.")
