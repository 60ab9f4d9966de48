"""What an offer of money really costs: however it is told, by its instalments beside what one gets in hand.

A cooperative tells a rate, a money-lender an amount a day, a shop an amount a month. All three are instalments for
something received, so all three have the same rate. Rules: docs/algorithms/effective_rate.md.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from enum import StrEnum
from fractions import Fraction
from functools import lru_cache
from typing import TYPE_CHECKING, ClassVar

from guyub.finance.loans.domain.amounts import MOST
from guyub.finance.loans.domain.schedules import schedule_of
from guyub.finance.loans.domain.terms import (
    A_YEAR,
    MONTHLY,
    MOST_INSTALMENTS,
    Every,
    Fee,
    FeeWhen,
    Method,
    Terms,
    Unit,
    refused,
)
from guyub.finance.loans.domain.yields import annual_rates
from guyub.foundation.kernel.errors import DomainError
from guyub.foundation.kernel.money import round_rp

if TYPE_CHECKING:
    from collections.abc import Sequence
    from decimal import Decimal

    from guyub.finance.loans.domain.schedules import Instalment

MOST_OFFERS = 4
MOST_TIMES = 100  # what is paid back over what was received: beyond it somebody mistyped
DAILY = Every(Unit.DAY)
EACH_RP = 100_000  # cost is told for so much in hand


class OfferRefusedError(DomainError):
    """An offer cannot be counted. Facts: ``field``, ``wrong``.

    ``missing`` (nothing typed), ``number``, ``percent`` (not understood; fact ``written``), ``rate`` (above 100 % a
    month), ``small`` (less than a rupiah each time; fact ``number``), ``received`` (more in hand than was named),
    ``down_payment`` (nothing is left to pay), ``paid_back`` (less than was received), ``absurd`` (above a hundred
    times of it), ``many`` (too many offers; fact ``most``).
    """

    code: ClassVar[str] = "loans.offer.refused"


class Per(StrEnum):
    """What a told rate is of."""

    MONTH = "month"
    YEAR = "year"


@dataclass(frozen=True, slots=True, kw_only=True)
class RateOffer:
    """Told as a rate: what cooperatives and banks do.

    Attributes:
        name: As the reader calls it.
        principal_rp: What is lent.
        method: How principal and interest are spread.
        rate: A fraction a month or a year.
        per: Which of both.
        number: How many periods.
        every: How long a period is.
        kept: What is kept back at the payment out.
        each_rp: What is due with each instalment beside it.
    """

    name: str
    principal_rp: int
    method: Method
    rate: Fraction
    per: Per
    number: int
    every: Every = MONTHLY
    kept: Fee | None = None
    each_rp: int = 0

    @property
    def annual_rate(self) -> Fraction:
        """The rate as told, a year."""
        return self.rate * (A_YEAR[Unit.MONTH] if self.per is Per.MONTH else 1)


@dataclass(frozen=True, slots=True, kw_only=True)
class AmountOffer:
    """Told as an amount each time: what money-lenders do. ``named_rp`` is what they call the loan, if more."""

    name: str
    received_rp: int
    instalment_rp: int
    number: int
    every: Every = DAILY
    named_rp: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class GoodsOffer:
    """Goods now, instalments later; ``kept`` is the fee paid at once, its rate is of the price less down payment."""

    name: str
    price_rp: int
    instalment_rp: int
    number: int
    every: Every = MONTHLY
    down_payment_rp: int = 0
    kept: Fee | None = None


Offer = RateOffer | AmountOffer | GoodsOffer


@dataclass(frozen=True, slots=True, kw_only=True)
class Cost:
    """What an offer costs.

    Attributes:
        offer: What was told.
        in_hand_rp: What one really gets: fees taken at once are off, of goods also the down payment.
        payments_rp: What is paid after each period.
        nominal: The rate a year on what is still owed, as a fraction: of a period times periods.
        compounded: The same with interest on interest.
        lines: The schedule with principal and interest, where the offer tells them apart.
        by_rate: Its place by ``nominal``, from 1; equal ones share it.
        by_rupiah: Its place by what it costs.
    """

    offer: Offer
    in_hand_rp: int
    payments_rp: tuple[int, ...]
    nominal: Decimal
    compounded: Decimal
    lines: tuple[Instalment, ...] = ()
    by_rate: int = 1
    by_rupiah: int = 1

    @property
    def number(self) -> int:
        """How many periods."""
        return len(self.payments_rp)

    @property
    def first_rp(self) -> int:
        """The first payment."""
        return self.payments_rp[0]

    @property
    def last_rp(self) -> int:
        """The last payment."""
        return self.payments_rp[-1]

    @property
    def most_rp(self) -> int:
        """The largest payment."""
        return max(self.payments_rp)

    @property
    def total_rp(self) -> int:
        """All payments."""
        return sum(self.payments_rp)

    @property
    def cost_rp(self) -> int:
        """What is paid above what was received."""
        return self.total_rp - self.in_hand_rp

    @property
    def cost_each_rp(self) -> int:
        """What 100,000 rupiah in hand cost, rounded half up: so offers of different size compare."""
        return round_rp(Fraction(self.cost_rp * EACH_RP, self.in_hand_rp))

    @property
    def years(self) -> Fraction:
        """How long it runs."""
        return self.number / self.offer.every.a_year

    @property
    def monthly(self) -> Decimal:
        """The nominal rate a month."""
        return self.nominal / A_YEAR[Unit.MONTH]

    @property
    def flat(self) -> Fraction:
        """The rate a year as a flat teller would say it: all costs of what was received, by years."""
        part = Fraction(self.cost_rp, self.in_hand_rp)
        return part / self.years


class Why(StrEnum):
    """Why the lower rate costs more rupiah."""

    LONGER = "longer"
    LARGER = "larger"
    LONGER_AND_LARGER = "longer_and_larger"
    LATER = "later"  # the same sum for as long, but it is paid back later


@dataclass(frozen=True, slots=True)
class Verdict:
    """Which offer is the cheapest: by rate, by rupiah, and why the two differ; ``why`` is None where they do not."""

    by_rate: Cost
    by_rupiah: Cost
    why: Why | None


@lru_cache(maxsize=32)  # looked at twice: to say beside a field what is amiss, and among the others
def cost_of(offer: Offer) -> Cost:
    """Tell what one offer costs.

    Raises:
        OfferRefusedError: ``rate``, ``small``, ``received``, ``down_payment``, ``paid_back``, ``absurd``.
        TermsRefusedError: ``principal``, ``too_large``, ``instalments``, ``amount``, ``fee``: see ``terms.check``.

    Source: docs/algorithms/effective_rate.md.
    """
    if isinstance(offer, RateOffer):
        return _cost_of_rate(offer)
    if isinstance(offer, AmountOffer):
        if offer.named_rp is not None and offer.received_rp > offer.named_rp:
            raise OfferRefusedError(field="received", wrong="received")
        return _cost_of_amounts(offer, offer.received_rp, None)
    if 0 < offer.price_rp <= offer.down_payment_rp:
        raise OfferRefusedError(field="down_payment", wrong="down_payment")
    return _cost_of_amounts(offer, offer.price_rp - offer.down_payment_rp, offer.kept)


def compare(offers: Sequence[Offer]) -> list[Cost]:
    """Tell what each offer costs, in the order given, with its place by rate and by rupiah.

    Raises:
        OfferRefusedError: ``many``; else as ``cost_of``.
        TermsRefusedError: As ``cost_of``.
    """
    if len(offers) > MOST_OFFERS:
        raise OfferRefusedError(field="", wrong="many", most=MOST_OFFERS)
    return ranked([cost_of(offer) for offer in offers])


def ranked(costs: Sequence[Cost]) -> list[Cost]:
    """Give each cost its places."""
    return [
        replace(
            one,
            by_rate=1 + sum(other.nominal < one.nominal for other in costs),
            by_rupiah=1 + sum(other.cost_rp < one.cost_rp for other in costs),
        )
        for one in costs
    ]


def verdict(costs: Sequence[Cost]) -> Verdict:
    """Name the cheapest of ranked costs, at least one; of equal ones what is cheap by both, then the earlier."""
    by_rate = min(costs, key=lambda one: (one.by_rate, one.by_rupiah))
    by_rupiah = min(costs, key=lambda one: (one.by_rupiah, one.by_rate))
    if by_rate is by_rupiah:
        return Verdict(by_rate, by_rupiah, None)
    is_longer, is_larger = by_rate.years > by_rupiah.years, by_rate.in_hand_rp > by_rupiah.in_hand_rp
    if is_longer and is_larger:
        return Verdict(by_rate, by_rupiah, Why.LONGER_AND_LARGER)
    return Verdict(by_rate, by_rupiah, Why.LONGER if is_longer else Why.LARGER if is_larger else Why.LATER)


def _cost_of_rate(offer: RateOffer) -> Cost:
    if offer.annual_rate > A_YEAR[Unit.MONTH]:
        raise OfferRefusedError(field="rate", wrong="rate")
    if 0 < offer.principal_rp < offer.number <= MOST_INSTALMENTS:
        raise OfferRefusedError(field="principal", wrong="small", number=offer.number)
    each = Fee(name="angsuran", amount=offer.each_rp, when=FeeWhen.EACH)
    found = schedule_of(
        Terms(
            method=offer.method,
            principal=offer.principal_rp,
            annual_rate=offer.annual_rate,
            instalments=offer.number,
            every=offer.every,
            fees=[fee for fee in (offer.kept, each) if fee is not None],
        )
    )
    payments = tuple(line.total for line in found.instalments)
    return _cost(offer, found.net, payments, found.instalments)


def _cost_of_amounts(offer: AmountOffer | GoodsOffer, received: int, kept: Fee | None) -> Cost:
    """Let the engine check what was received and what is kept of it; the payments are as told."""
    found = schedule_of(
        Terms(
            method=Method.BULLET,
            principal=received,
            annual_rate=Fraction(0),
            instalments=offer.number,
            every=offer.every,
            fees=[kept] if kept else [],
        )
    )
    if offer.instalment_rp <= 0:
        raise refused("instalment_amount", "amount", "Besar angsuran harus lebih dari nol.")
    if offer.instalment_rp * offer.number > MOST:
        raise refused(
            "instalment_amount",
            "too_large",
            "Jumlah angsurannya melampaui yang dapat dicatat. Periksa nolnya.",
        )
    return _cost(offer, found.net, (offer.instalment_rp,) * offer.number, ())


def _cost(offer: Offer, net: int, payments: tuple[int, ...], lines: tuple[Instalment, ...]) -> Cost:
    if net <= 0:
        raise refused("fees", "fee", "Biaya menghabiskan pinjamannya. Periksa biayanya.")
    if sum(payments) < net:
        raise OfferRefusedError(field="instalment_amount", wrong="paid_back")
    if sum(payments) > net * MOST_TIMES:
        raise OfferRefusedError(field="instalment_amount", wrong="absurd", most=MOST_TIMES)
    rates = annual_rates(net, payments, offer.every.a_year)
    assert rates is not None  # noqa: S101  something comes back: it is at least what was received
    return Cost(
        offer=offer,
        in_hand_rp=net,
        payments_rp=payments,
        nominal=rates[0],
        compounded=rates[1],
        lines=lines,
    )
