"""What a loan product may promise: terms within the dated ceilings, and the contract of one loan under them.

The ceiling on the real rate is held against the dearest loan that the terms allow: costs taken at the payment out make
short and small loans dear, a flat rate makes those of middle length dear, so each number of instalments is tried.
"""

from __future__ import annotations

from contextlib import contextmanager
from dataclasses import dataclass
from dataclasses import replace as changed
from decimal import Decimal
from fractions import Fraction
from functools import lru_cache
from typing import TYPE_CHECKING, Any, ClassVar, NamedTuple

from guyub.finance.loans.domain.contracts import KIND_ORDER, Contract, read, written
from guyub.finance.loans.domain.schedules import schedule_of
from guyub.finance.loans.domain.servicing import Servicing, check_servicing
from guyub.finance.loans.domain.terms import (
    A_YEAR,
    MILLION,
    MONTHLY,
    Every,
    Fee,
    Method,
    Terms,
    TermsRefusedError,
    Unit,
)
from guyub.foundation.kernel.errors import DomainError
from guyub.foundation.kernel.formats import number as grouped
from guyub.foundation.kernel.formats import rupiah
from guyub.foundation.kernel.money import Rounding

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from datetime import date

LONGEST_FEE = 30
MOST_RP, MOST_FEES, MOST_NUMBER, MOST_EVERY = 10**13, 3, 365, 12
MONTHS_A_YEAR = A_YEAR[Unit.MONTH]
# What LoanTerms keeps in columns of its own, beside the contract in ``rest``.
COLUMNS = (
    "rate_ppm",
    "rate_from_ppm",
    "rate_to_ppm",
    "least_rp",
    "most_rp",
    "least_instalments",
    "most_instalments",
    "guarantor_above_rp",
    "collateral_above_rp",
)


class LoanProductRefusedError(DomainError):
    """A product is not opened, closed or given terms, or a loan does not fit it; ``wrong`` says why.

    Of products: ``name purpose taken unit gone closed``. Of terms: ``percent`` (not understood, or below zero),
    ``choice`` (none of the form's), ``days`` (no count), ``range`` (not from low to high with the usual one inside),
    ``every``, ``numbers`` (``most``), ``amounts``, ``fee``, ``guarantee``, ``penalty`` (no limit of its own, or one
    above ``most``; ``basis``), ``cap_nominal`` (``found`` is above ``most``; ``basis``), ``terms`` (no schedule can be
    made of them; ``message``), ``cap_effective`` (``found`` is above ``most`` for ``amount`` in ``times`` instalments;
    ``basis``), ``day``, ``decision`` (none of this cooperative), ``body`` (neither the members' meeting nor the board),
    ``meeting`` (the members' meeting has approved no range yet), ``beyond`` (outside the range it approved; ``low``,
    ``high``). Of a loan: ``amount`` and ``number`` (``least``, ``most``), ``rate`` (``low``, ``high``).
    """

    code: ClassVar[str] = "loans.product.refused"


@dataclass(frozen=True, slots=True, kw_only=True)
class Offered:
    """What a product promises from a day on: everything that LoanTerms keeps; both ends of each range are inside.

    Args:
        from_on: The first day.
        method: How principal and interest are spread.
        rate_ppm: The usual rate a year, millionths.
        rate_from_ppm: The lowest that the members' meeting approved.
        rate_to_ppm: The highest.
        least_rp: The smallest loan, whole rupiah.
        most_rp: The largest.
        least_instalments: The fewest instalments.
        most_instalments: The most.
        every: How long a period is; a month is a twelfth of a year, whatever its days.
        guarantor_above_rp: Above it somebody stands surety; None: never asked, 0: always.
        collateral_above_rp: The same of collateral.
        fees: What is kept back at the payment out or due with each instalment.
        premiums: The names of those fees that belong to an insurer.
        grace_principal: So many instalments take no principal.
        instalment_to: Instalments are rounded to a multiple of this.
        mode: How they are rounded.
        servicing: What a payment pays first, what being late and settling early cost.
    """

    from_on: date
    method: Method
    rate_ppm: int
    rate_from_ppm: int
    rate_to_ppm: int
    least_rp: int
    most_rp: int
    least_instalments: int
    most_instalments: int
    every: Every = MONTHLY
    guarantor_above_rp: int | None = None
    collateral_above_rp: int | None = None
    fees: tuple[Fee, ...] = ()
    premiums: tuple[str, ...] = ()
    grace_principal: int = 0
    instalment_to: int = 1
    mode: Rounding = Rounding.NEAREST
    servicing: Servicing = Servicing(allocation=KIND_ORDER)  # noqa: RUF009  frozen

    def needs_guarantor(self, amount_rp: int) -> bool:
        """Tell whether somebody must stand surety for so much."""
        return self.guarantor_above_rp is not None and amount_rp > self.guarantor_above_rp

    def needs_collateral(self, amount_rp: int) -> bool:
        """Tell whether so much needs collateral."""
        return self.collateral_above_rp is not None and amount_rp > self.collateral_above_rp


class Cap(NamedTuple):
    """The most that may be taken, in millionths, and the rule that says so."""

    ppm: int
    basis: str


class Caps(NamedTuple):
    """The ceilings of a day: of the rate as told, of the real rate, both a year; of a penalty, of the instalment."""

    nominal: Cap
    effective: Cap
    penalty: Cap


class Dearest(NamedTuple):
    """The loan under some terms that costs most: its real rate a year in millionths, its amount, its instalments."""

    ppm: int
    amount_rp: int
    instalments: int


def rate_words(ppm: int) -> str:
    """Write millionths as people read them: 214,572 is ``21,4572%``."""
    text = format((Decimal(ppm) / 10_000).normalize(), "f")
    return f"{text.replace('.', ',')}%"


def contract_of(
    offered: Offered,
    *,
    amount_rp: int,
    instalments: int,
    rate_ppm: int,
    first_due_on: date | None = None,
    disbursed_on: date | None = None,
) -> Contract:
    """Make the contract of one loan under terms; whether it fits them, ``fits`` says.

    Args:
        offered: The terms.
        amount_rp: What is lent, whole rupiah.
        instalments: How many.
        rate_ppm: The rate a year, millionths.
        first_due_on: The first due date; None: one period after the payment out.
        disbursed_on: When it is paid out; None while that is not known.
    """
    terms = Terms(
        method=offered.method,
        principal=amount_rp,
        annual_rate=Fraction(rate_ppm, MILLION),
        instalments=instalments,
        every=offered.every,
        disbursed_on=disbursed_on,
        first_due_on=first_due_on,
        grace_principal=offered.grace_principal,
        instalment_to=offered.instalment_to,
        mode=offered.mode,
        fees=offered.fees,
    )
    return Contract(terms, offered.servicing, offered.premiums)


def effective_ppm(contract: Contract) -> int:
    """Give what a loan really costs a year, in millionths: of a period times periods, not compounded.

    Counted is what stays with the cooperative: jasa and fees. A premium goes to an insurer for a cover that the member
    gets, and is left out.

    Raises:
        TermsRefusedError: No schedule can be made, or fees eat what is paid out.

    Source: docs/algorithms/effective_rate.md; docs/regulations.md#loan-products.
    """
    own = tuple(fee for fee in contract.terms.fees if fee.name not in contract.premiums)
    rates = schedule_of(changed(contract.terms, fees=own)).rates()
    assert rates is not None  # noqa: S101  None is of tranches, which no product has
    return int(rates[0] * MILLION)


@lru_cache(maxsize=512)
def dearest(offered: Offered) -> Dearest:
    """Find the dearest loan that terms allow: at the highest rate, of each number of instalments, smallest and largest.

    Between both amounts a fee in rupiah weighs less than at the smallest; an instalment that is rounded up may weigh
    more there, so the rate of each loan is held against the ceiling once more when it is agreed (``fits``).

    Raises:
        TermsRefusedError: No schedule can be made of one of them.
    """
    found = (
        Dearest(_at_the_top(offered, amount_rp, number), amount_rp, number)
        for amount_rp in (offered.least_rp, offered.most_rp)
        for number in range(offered.least_instalments, offered.most_instalments + 1)
    )
    return max(found, key=lambda one: one.ppm)


def _at_the_top(offered: Offered, amount_rp: int, number: int) -> int:
    return effective_ppm(
        contract_of(offered, amount_rp=amount_rp, instalments=number, rate_ppm=offered.rate_to_ppm)
    )


def check(offered: Offered, *, caps: Caps) -> None:
    """Refuse terms that a product cannot have, or that cost more than may be taken.

    Args:
        offered: What would be promised.
        caps: The ceilings of its first day, of today where it is past: the lower ones.

    Raises:
        LoanProductRefusedError: In this order: ``percent range every numbers amounts fee guarantee penalty cap_nominal
            terms cap_effective``.

    Source: docs/regulations.md#loan-products.
    """
    if offered.rate_from_ppm < 0:
        raise LoanProductRefusedError(wrong="percent")
    if not offered.rate_from_ppm <= offered.rate_ppm <= offered.rate_to_ppm:
        raise LoanProductRefusedError(wrong="range")
    if not 1 <= offered.every.count <= MOST_EVERY:
        raise LoanProductRefusedError(wrong="every")
    if not 1 <= offered.least_instalments <= offered.most_instalments <= MOST_NUMBER:
        raise LoanProductRefusedError(wrong="numbers", most=MOST_NUMBER)
    if not 1 <= offered.least_rp <= offered.most_rp < MOST_RP:
        raise LoanProductRefusedError(wrong="amounts")
    _check_fees(offered)
    for above_rp in (offered.guarantor_above_rp, offered.collateral_above_rp):
        if above_rp is not None and not 0 <= above_rp < MOST_RP:
            raise LoanProductRefusedError(wrong="guarantee")
    _check_penalty(offered, caps.penalty)
    _check_cost(offered, caps)


def _check_fees(offered: Offered) -> None:
    names = [fee.name for fee in offered.fees]
    if len(names) > MOST_FEES or len(set(names)) < len(names) or not set(offered.premiums) <= set(names):
        raise LoanProductRefusedError(wrong="fee")
    for fee in offered.fees:
        is_named = fee.name == " ".join(fee.name.split()) and 1 <= len(fee.name) <= LONGEST_FEE
        is_amount = fee.amount is not None and 1 <= fee.amount < MOST_RP
        is_rate = fee.rate is not None and 0 < fee.rate < 1
        if not is_named or (fee.amount is not None and fee.rate is not None) or not (is_amount or is_rate):
            raise LoanProductRefusedError(wrong="fee")


def _check_penalty(offered: Offered, cap: Cap) -> None:
    """A penalty needs an end of its own, so that no instalment ever costs more for being late than may be taken."""
    penalty = offered.servicing.penalty
    if penalty and (penalty.cap is None or penalty.cap > Fraction(cap.ppm, MILLION)):
        raise LoanProductRefusedError(wrong="penalty", most=rate_words(cap.ppm), basis=cap.basis)


def _check_cost(offered: Offered, caps: Caps) -> None:
    _refuse_nominal(offered.rate_to_ppm, caps.nominal)
    longest = contract_of(
        offered,
        amount_rp=offered.least_rp,
        instalments=offered.most_instalments,
        rate_ppm=offered.rate_ppm,
        disbursed_on=offered.from_on,
    )
    with _no_schedule_refused():
        check_servicing(longest.terms, longest.servicing)
        found = dearest(offered)
    _refuse_effective(found, caps.effective)


@contextmanager
def _no_schedule_refused() -> Iterator[None]:
    try:
        yield
    except TermsRefusedError as refused:
        raise LoanProductRefusedError(wrong="terms", message=refused.facts["message"]) from refused


def _refuse_nominal(rate_ppm: int, cap: Cap) -> None:
    if rate_ppm > cap.ppm:
        raise LoanProductRefusedError(
            wrong="cap_nominal", found=rate_words(rate_ppm), most=rate_words(cap.ppm), basis=cap.basis
        )


def _refuse_effective(found: Dearest, cap: Cap) -> None:
    if found.ppm > cap.ppm:
        raise LoanProductRefusedError(
            wrong="cap_effective",
            found=rate_words(found.ppm),
            most=rate_words(cap.ppm),
            basis=cap.basis,
            amount=rupiah(found.amount_rp),
            times=grouped(found.instalments),
        )


def fits(
    offered: Offered, *, amount_rp: int, instalments: int, rate_ppm: int, caps: Caps | None = None
) -> None:
    """Refuse a loan that its product does not allow.

    Args:
        offered: The terms of the day.
        amount_rp: What is asked for, whole rupiah.
        instalments: How many.
        rate_ppm: The rate a year, millionths.
        caps: The ceilings of the day, which may have fallen since the terms were set; None leaves them out.

    Raises:
        LoanProductRefusedError: In this order: ``amount number rate cap_nominal terms cap_effective``.
    """
    if not offered.least_rp <= amount_rp <= offered.most_rp:
        raise LoanProductRefusedError(
            wrong="amount", least=rupiah(offered.least_rp), most=rupiah(offered.most_rp)
        )
    if not offered.least_instalments <= instalments <= offered.most_instalments:
        raise LoanProductRefusedError(
            wrong="number",
            least=grouped(offered.least_instalments),
            most=grouped(offered.most_instalments),
        )
    if not offered.rate_from_ppm <= rate_ppm <= offered.rate_to_ppm:
        raise LoanProductRefusedError(
            wrong="rate", low=rate_words(offered.rate_from_ppm), high=rate_words(offered.rate_to_ppm)
        )
    if caps is not None:
        _refuse_nominal(rate_ppm, caps.nominal)
        contract = contract_of(offered, amount_rp=amount_rp, instalments=instalments, rate_ppm=rate_ppm)
        with _no_schedule_refused():
            found = Dearest(effective_ppm(contract), amount_rp, instalments)
        _refuse_effective(found, caps.effective)


def rest_of(offered: Offered) -> dict[str, Any]:
    """Write what LoanTerms keeps beside its columns: the contract of the largest and longest loan, as plain JSON."""
    contract = contract_of(
        offered,
        amount_rp=offered.most_rp,
        instalments=offered.most_instalments,
        rate_ppm=offered.rate_ppm,
    )
    return written(contract)


def offered_of(*, from_on: date, columns: Mapping[str, Any], rest: Mapping[str, Any]) -> Offered:
    """Read terms as LoanTerms keeps them: its first day, the columns of COLUMNS, and what ``rest_of`` wrote."""
    terms, servicing, premiums = read(rest)
    return Offered(
        from_on=from_on,
        method=terms.method,
        every=terms.every,
        fees=tuple(terms.fees),
        premiums=premiums,
        grace_principal=terms.grace_principal,
        instalment_to=terms.instalment_to,
        mode=terms.mode,
        servicing=servicing,
        **{name: columns[name] for name in COLUMNS},
    )
