"""How a loan is served: what a payment pays first, what paying early, settling and being late do."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction
from typing import TYPE_CHECKING

from guyub.finance.loans.domain.amounts import MOST
from guyub.finance.loans.domain.terms import Method, Terms, refused

if TYPE_CHECKING:
    from datetime import date


class Component(StrEnum):
    """What an instalment is made of; in the order in which a payment usually pays."""

    PENALTY = "penalty"
    FEE = "fee"
    INTEREST = "interest"
    PRINCIPAL = "principal"


class Timing(StrEnum):
    """Where an instalment's due date lies, seen from the day of a payment."""

    OVERDUE = "overdue"
    DUE = "due"
    IN_ADVANCE = "in_advance"


class Across(StrEnum):
    """What a payment finishes first."""

    INSTALMENT = "instalment"  # all of an instalment, then the next
    COMPONENT = "component"  # one component of all instalments, then the next component


class Prepayment(StrEnum):
    """What principal paid early does, where interest follows the payments."""

    REDUCE_INSTALMENT = "reduce_instalment"
    REDUCE_TERM = "reduce_term"
    NEXT_INSTALMENTS = "next_instalments"


class PayoffInterest(StrEnum):
    """How much interest settling early costs beside what is open of past instalments."""

    TO_DAY = "to_day"
    FULL_PERIOD = "full_period"
    FULL_CONTRACT = "full_contract"  # all of the contract, less a rebate
    RULE_78 = "rule_78"  # the sum of the digits, the running period as a whole


class PenaltyOf(StrEnum):
    """What a rate of a penalty is of."""

    PRINCIPAL = "principal"
    INSTALMENT = "instalment"  # principal + interest


class PenaltyPer(StrEnum):
    """How often a penalty is counted."""

    ONCE = "once"  # for each instalment that is overdue on the day of the look
    DAY = "day"


@dataclass(frozen=True, slots=True, kw_only=True)
class Penalty:
    """What being late costs: on what is unpaid of an instalment, from the day after the grace.

    Args:
        rate: A fraction of what is unpaid; or
        amount: an amount in the smallest unit.
        of: What of the instalment counts.
        per: Once, or each day.
        grace_days: Days after the due date without a penalty.
        cap: The most, as a fraction of what the instalment has of ``of``; None: no limit.
        until: The last day that counts, where a decision stopped it, such as a death; None: it goes on.
    """

    rate: Fraction = Fraction(0)
    amount: int = 0
    of: PenaltyOf = PenaltyOf.PRINCIPAL
    per: PenaltyPer = PenaltyPer.ONCE
    grace_days: int = 0
    cap: Fraction | None = None
    until: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Servicing:
    """How a loan is served.

    Args:
        allocation: Which component is paid first.
        in_advance: The same for instalments that are not due yet; empty: as ``allocation``.
        timing: Which instalments are paid first.
        across: Whether instalments or components are finished first.
        recalculate_interest: Interest follows the payments.
        prepayment: What principal paid early does then.
        payoff_interest: How much interest settling early costs.
        payoff_rebate: The fraction of the interest of later periods that is forgiven under ``full_contract``.
        penalty: What being late costs.
    """

    allocation: tuple[Component, ...] = tuple(Component)
    in_advance: tuple[Component, ...] = ()
    timing: tuple[Timing, ...] = tuple(Timing)
    across: Across = Across.INSTALMENT
    recalculate_interest: bool = False
    prepayment: Prepayment = Prepayment.REDUCE_INSTALMENT
    payoff_interest: PayoffInterest = PayoffInterest.TO_DAY
    payoff_rebate: Fraction = Fraction(0)
    penalty: Penalty | None = None

    @property
    def ahead(self) -> tuple[Component, ...]:
        """Which component of an instalment that is not due yet is paid first."""
        return self.in_advance or self.allocation


def check_servicing(terms: Terms, servicing: Servicing) -> None:
    """Refuse a way of serving that does not fit.

    Raises:
        TermsRefusedError: ``dates`` (no date of payment out), ``allocation``, ``timing`` (a component or time twice or
            missing), ``recalculate`` (a flat loan's interest follows nothing), ``payoff``, ``penalty``.
    """
    if terms.starts_on is None:
        raise refused("loan.disbursed_on", "dates", "Keadaan pinjaman perlu tanggal cair. Tulis tanggalnya.")
    if sorted(servicing.allocation) != sorted(Component) or sorted(servicing.ahead) != sorted(Component):
        raise refused(
            "allocation", "allocation", "Sebut denda, biaya, jasa, dan pokok, masing-masing sekali."
        )
    if sorted(servicing.timing) != sorted(Timing):
        raise refused("timing", "timing", "Sebut overdue, due, dan in_advance, masing-masing sekali.")
    if servicing.recalculate_interest and terms.method is Method.FLAT:
        raise refused(
            "recalculate_interest",
            "recalculate",
            "Jasa flat dihitung dari pinjaman awal dan tidak mengikuti pembayaran. Pilih cara lain.",
        )
    by_contract = servicing.payoff_interest in {PayoffInterest.FULL_CONTRACT, PayoffInterest.RULE_78}
    if servicing.recalculate_interest and by_contract:
        raise refused(
            "payoff_interest",
            "payoff",
            "Jasa yang mengikuti pembayaran dilunasi dengan jasa sampai hari itu.",
        )
    if not 0 <= servicing.payoff_rebate <= 1:
        raise refused("payoff_rebate", "payoff", "Potongan pelunasan 0 sampai 1.")
    if servicing.penalty:
        _check_penalty(servicing.penalty)


def _check_penalty(penalty: Penalty) -> None:
    if bool(penalty.rate) and bool(penalty.amount):
        raise refused("penalty", "penalty", "Denda: tulis suku atau jumlahnya, salah satu.")
    if not 0 <= penalty.rate <= 1 or not 0 <= penalty.amount <= MOST:
        raise refused("penalty", "penalty", "Denda tidak boleh kurang dari nol atau lebih dari 100%.")
    if penalty.grace_days < 0 or not 0 <= (penalty.cap or 0) <= 1:
        raise refused("penalty", "penalty", "Tenggang denda paling kecil 0 hari; batasnya 0 sampai 1.")
