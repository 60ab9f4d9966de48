"""What an instalment may be: a part of what a household has left each month after living and its other debts.

Source: the part is the parameter ``pinjaman.kemampuan``, a choice of this house; docs/algorithms/loan_capacity.md.
"""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from typing import TYPE_CHECKING

from guyub.finance.loans.domain.applications import MOST_RP, LoanApplicationRefusedError
from guyub.foundation.kernel.money import Rounding, rounded

if TYPE_CHECKING:
    from decimal import Decimal

    from guyub.finance.loans.domain.terms import Every

MONTHS_A_YEAR = 12


@dataclass(frozen=True, slots=True, kw_only=True)
class Household:
    """What comes in and goes out in a usual month; whole rupiah, zero or more.

    Args:
        income_rp: Wages and what else comes in without the business.
        business_rp: What the business leaves after its own costs.
        household_rp: What living costs.
        other_rp: Instalments elsewhere, as the member told.
        own_rp: Instalments on running loans of this cooperative.
    """

    income_rp: int
    business_rp: int
    household_rp: int
    other_rp: int
    own_rp: int

    @property
    def left_rp(self) -> int:
        """What is left each month; below zero where more goes out than comes in."""
        return self.income_rp + self.business_rp - self.household_rp - self.other_rp - self.own_rp


def check_household(told: Household) -> None:
    """Refuse figures that cannot be.

    Raises:
        LoanApplicationRefusedError: ``figures`` (one below zero or above what is kept), ``income`` (nothing comes in).
    """
    figures = (told.income_rp, told.business_rp, told.household_rp, told.other_rp, told.own_rp)
    if any(not 0 <= one < MOST_RP for one in figures):
        raise LoanApplicationRefusedError(wrong="figures")
    if not told.income_rp + told.business_rp:
        raise LoanApplicationRefusedError(wrong="income")


def capacity_rp(left_rp: int, *, share: Decimal) -> int:
    """Give what an instalment may be at most, a month, in whole rupiah rounded down; 0 where nothing is left.

    Args:
        left_rp: What is left each month.
        share: The part of it that may go into instalments, a fraction.
    """
    return rounded(max(left_rp, 0) * Fraction(share), Rounding.DOWN)


def monthly_rp(instalment_rp: int, every: Every) -> int:
    """Give what an instalment of some rhythm takes of a month, in whole rupiah rounded up.

    A year has 52 weeks, 73 pasaran and 365 days, a month is a twelfth of it.
    """
    return rounded(instalment_rp * (every.a_year / MONTHS_A_YEAR), Rounding.UP)
