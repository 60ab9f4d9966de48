"""A basket and its money: what each line comes to, how it is paid, what comes back as change.

Two steps. ``price_basket`` takes off discounts and puts on what is charged on top; ``settle`` takes the payments,
rounds the part that is paid in cash to coins that exist, and judges each line by what is really paid for it in the end.
Sums always tie: the lines are what was paid, to the rupiah. Source: docs/algorithms/till.md.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from decimal import Decimal
from enum import StrEnum
from fractions import Fraction
from typing import TYPE_CHECKING, ClassVar

from guyub.foundation.kernel.errors import DomainError
from guyub.foundation.kernel.money import Rounding, allocate_rp, round_rp, rounded
from guyub.foundation.kernel.rows import Row
from guyub.trade.inventory.domain.price_rules import (
    Asked,
    Deal,
    Judgement,
    PriceKind,
    judge_line,
    round_down_for_ceiling,
)

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from guyub.trade.inventory.domain.price_rules import Finding, PriceRule

MOST_LINES = 200
MOST_QTY = 10**9  # base units: a thousand tonnes in grams
MOST_PRICE_RP = 10**9
MOST_TENDERS = 5
SHORTEST_WHY, LONGEST_WHY = 3, 80


class TenderKind(StrEnum):
    """How something is paid."""

    CASH = "CASH"
    QRIS = "QRIS"
    TRANSFER = "TRANSFER"
    CREDIT = "CREDIT"  # bon: paid later by a member


class BasketRefusedError(DomainError):
    """A basket is not sold so; ``wrong`` says why. Fact ``line``: the number of the line from one, where one is meant.

    Lines: ``lines`` (none, or more than 200), ``qty`` (zero, below, or too large), ``price`` (zero, below, or too
    large), ``discount`` (below nothing, more than the line comes to, or told both ways; fact ``most_rp``), ``reason``
    (of a discount, 3 to 80 letters).
    ``service`` (a fee sold as a product beside a good with a HET; fact ``name``).
    On top: ``charge`` (below nothing, or on goods that come to nothing), ``ceiling`` (a fee, service or
    tax on a basket with a HET).
    Paying: ``tenders`` (more than 5), ``tender`` (nothing paid that way), ``credit`` (without a member), ``over`` (more
    than is owed, without cash; ``over_rp``), ``short`` (``missing_rp``).
    Prices: ``above`` (above its HET) and ``stopped`` (a rationed good whose HET is not known); fact ``message``.
    """

    code: ClassVar[str] = "retail.basket.refused"


@dataclass(frozen=True, slots=True, kw_only=True)
class Discount(Row):
    """What is taken off, an amount or a part of it; the other is nothing.

    Args:
        amount_rp: Whole rupiah.
        rate: A fraction, from 0 to 1.
        reason: Why, as printed.
    """

    amount_rp: int = 0
    rate: Decimal = Decimal(0)
    reason: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class BasketLine(Row):
    """One line of goods as it was tapped, scanned or weighed.

    Args:
        name: As printed.
        base_qty: How many base units: pieces, grams, milliliters.
        price_rp: What ``price_qty`` base units cost, whole rupiah.
        price_qty: 1 where the price is of a piece; 1000 of a kilogram in grams; 40 of a carton of forty.
        discount: What is taken off this line.
        content: What one base unit holds, as the ceiling's rule counts (``price_rules.highest_rp``).
        rules: Which price rules hold for it at the time of the sale.
        is_rationed: It is not sold where no ceiling is known.
        is_fee: It is a fee and no good (``fees.is_fee``).
    """

    name: str
    base_qty: int
    price_rp: int
    price_qty: int = 1
    discount: Discount | None = None
    content: int = 1
    rules: Mapping[PriceKind, PriceRule] = field(default_factory=dict)
    is_rationed: bool = False
    is_fee: bool = False

    @property
    def has_ceiling(self) -> bool:
        """True where nobody may pay more for it than the state says."""
        return PriceKind.HET in self.rules or self.is_rationed


@dataclass(frozen=True, slots=True, kw_only=True)
class Basket(Row):
    """What one buyer takes.

    Args:
        lines: In the order in which they were put in.
        discount: What is taken off the whole.
        fee_rp: What is asked on top for how it is paid or packed.
        service_rate: A fraction of what the goods come to, put on top.
        tax_rate: A fraction of goods and service, put on top.
        is_member: A member buys, who may pay later.
    """

    lines: Sequence[BasketLine]
    discount: Discount | None = None
    fee_rp: int = 0
    service_rate: Decimal = Decimal(0)
    tax_rate: Decimal = Decimal(0)
    is_member: bool = False

    @property
    def has_ceiling(self) -> bool:
        """True where a good in it has a ceiling."""
        return any(line.has_ceiling for line in self.lines)


@dataclass(frozen=True, slots=True, kw_only=True)
class Priced(Row):
    """A basket before it is paid; whole rupiah, one amount a line in each tuple.

    Args:
        gross_rp: Quantity times price.
        discount_rp: What is taken off, the line's share of the basket's discount in it.
        charge_rp: Its share of fee, service and tax.
        fee_rp: The fee of the basket.
        service_rp: The service.
        tax_rp: The tax.
    """

    gross_rp: tuple[int, ...]
    discount_rp: tuple[int, ...]
    charge_rp: tuple[int, ...]
    fee_rp: int
    service_rp: int
    tax_rp: int

    @property
    def subtotal_rp(self) -> int:
        """All lines before discounts."""
        return sum(self.gross_rp)

    @property
    def total_rp(self) -> int:
        """What is owed before cash is rounded."""
        return sum(self.gross_rp) - sum(self.discount_rp) + sum(self.charge_rp)


@dataclass(frozen=True, slots=True, kw_only=True)
class Tender(Row):
    """One way in which a part is paid: what is handed over, whole rupiah; of cash also more than is owed."""

    kind: TenderKind
    amount_rp: int


@dataclass(frozen=True, slots=True, kw_only=True)
class SettledLine(Row):
    """What one line came to in the end.

    Args:
        base_qty: How many base units.
        net_rp: What was paid for them after everything; the price of a base unit is this over that, never divided.
        rounding_rp: What rounding the cash added to it; below zero: took off.
        warnings: Reference prices that it passes: it goes through with a reason.
    """

    base_qty: int
    net_rp: int
    rounding_rp: int
    warnings: tuple[Finding, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Settled(Row):
    """A basket that is paid. ``total_rp + rounding_rp`` is the sum of ``kept`` and of the lines.

    Args:
        total_rp: What was owed before rounding.
        rounding_rp: What rounding the cash added; below zero: took off.
        kept: What stays of each way of paying, in the order of ``TenderKind``; cash without the change.
        change_rp: What the buyer gets back, in cash.
        lines: One a line of the basket.
    """

    total_rp: int
    rounding_rp: int
    kept: tuple[Tender, ...]
    change_rp: int
    lines: tuple[SettledLine, ...]


def price_basket(basket: Basket) -> Priced:
    """Work out what a basket comes to before it is paid.

    A line is rounded half up to the rupiah, and down where it has a ceiling. The basket's discount, and what is put on
    top, are shared over the lines by largest remainder, by what they come to until then.

    Raises:
        BasketRefusedError: ``lines``; line by line ``qty price discount reason``; then ``discount reason`` of the
            whole, ``charge``, ``ceiling``.
    """
    if not 0 < len(basket.lines) <= MOST_LINES:
        raise BasketRefusedError(wrong="lines")
    gross, less = [], []
    for at, line in enumerate(basket.lines, 1):
        gross.append(gross_of(line, at=at))
        less.append(_discount_of(line.discount, gross[-1], at))
    nets_rp = [one - off for one, off in zip(gross, less, strict=True)]
    whole_rp = _discount_of(basket.discount, sum(nets_rp), 0)
    less = [off + part for off, part in zip(less, allocate_rp(whole_rp, nets_rp), strict=True)]
    nets_rp = [one - off for one, off in zip(gross, less, strict=True)]
    service_rp, tax_rp = _charges(basket, sum(nets_rp))
    charge_rp = basket.fee_rp + service_rp + tax_rp
    if charge_rp and not any(nets_rp):
        raise BasketRefusedError(wrong="charge")
    if charge_rp and basket.has_ceiling:
        raise BasketRefusedError(wrong="ceiling", charge_rp=charge_rp)
    return Priced(
        gross_rp=tuple(gross),
        discount_rp=tuple(less),
        charge_rp=allocate_rp(charge_rp, nets_rp),
        fee_rp=basket.fee_rp,
        service_rp=service_rp,
        tax_rp=tax_rp,
    )


def gross_of(line: BasketLine, *, at: int = 1) -> int:
    """Give quantity times price of a line in whole rupiah: half up, down where the line has a ceiling.

    Args:
        line: With a quantity in base units.
        at: Its number, for a refusal.

    Raises:
        BasketRefusedError: ``qty``, ``price``.
    """
    if not 0 < line.base_qty <= MOST_QTY:
        raise BasketRefusedError(wrong="qty", line=at)
    if not 0 < line.price_rp <= MOST_PRICE_RP or line.price_qty < 1:
        raise BasketRefusedError(wrong="price", line=at)
    exact = Fraction(line.base_qty * line.price_rp, line.price_qty)
    return rounded(exact, Rounding.DOWN if line.has_ceiling else Rounding.NEAREST)


def settle(basket: Basket, tenders: Sequence[Tender], *, step_rp: int) -> Settled:
    """Pay a basket: only what is paid in cash is rounded, downward where a good in the basket has a ceiling.

    Args:
        basket: What is taken.
        tenders: How it is paid, in any order; of one kind together.
        step_rp: To which amount cash is rounded at this till, above zero; 1: not at all.

    Raises:
        BasketRefusedError: As of ``price_basket``; then ``service tenders tender credit over short``, then line
            by line ``stopped above``.

    Source: docs/regulations.md#harga-eceran-tertinggi, docs/regulations.md#pembulatan-tunai.
    """
    priced = price_basket(basket)
    fee = next((line for line in basket.lines if line.is_fee), None)
    if fee is not None and basket.has_ceiling:
        raise BasketRefusedError(wrong="service", name=fee.name)
    given = _given(tenders, is_member=basket.is_member)
    owed_rp = priced.total_rp - sum(
        amount_rp for kind, amount_rp in given.items() if kind is not TenderKind.CASH
    )
    cash_rp, has_cash = given.get(TenderKind.CASH, 0), TenderKind.CASH in given
    if owed_rp < 0 or (cash_rp and not owed_rp):
        raise BasketRefusedError(wrong="over", over_rp=cash_rp - owed_rp)
    due_rp = (
        round_down_for_ceiling(owed_rp, step_rp=step_rp, has_ceiling=basket.has_ceiling)
        if has_cash
        else owed_rp
    )
    if cash_rp < due_rp:
        raise BasketRefusedError(wrong="short", missing_rp=due_rp - cash_rp)
    given[TenderKind.CASH] = due_rp
    settled = Settled(
        total_rp=priced.total_rp,
        rounding_rp=due_rp - owed_rp,
        kept=tuple(Tender(kind=kind, amount_rp=given[kind]) for kind in TenderKind if given.get(kind)),
        change_rp=cash_rp - due_rp,
        lines=_settled_lines(basket, priced, due_rp - owed_rp),
    )
    paid_rp = sum(tender.amount_rp for tender in settled.kept)
    assert paid_rp == sum(line.net_rp for line in settled.lines)  # noqa: S101  our own mistake, not the caller's
    return settled


def charge_of(base_rp: int, *, rate: Decimal) -> int:
    """Give a service or tax on an amount, half up to whole rupiah."""
    return round_rp(base_rp * rate)


def _discount_of(discount: Discount | None, of_rp: int, at: int) -> int:
    if discount is None:
        return 0
    amount_rp = discount.amount_rp or round_rp(of_rp * discount.rate)
    is_twice = bool(discount.amount_rp and discount.rate)
    if is_twice or not 0 <= amount_rp <= of_rp:
        raise BasketRefusedError(wrong="discount", line=at, most_rp=of_rp)
    if amount_rp and not SHORTEST_WHY <= len(" ".join(discount.reason.split())) <= LONGEST_WHY:
        raise BasketRefusedError(wrong="reason", line=at)
    return amount_rp


def _charges(basket: Basket, goods_rp: int) -> tuple[int, int]:
    if basket.fee_rp < 0 or min(basket.service_rate, basket.tax_rate) < 0:
        raise BasketRefusedError(wrong="charge")
    service_rp = charge_of(goods_rp, rate=basket.service_rate)
    return service_rp, charge_of(goods_rp + service_rp, rate=basket.tax_rate)


def _given(tenders: Sequence[Tender], *, is_member: bool) -> dict[TenderKind, int]:
    if len(tenders) > MOST_TENDERS:
        raise BasketRefusedError(wrong="tenders")
    given: dict[TenderKind, int] = {}
    for tender in tenders:
        # Nothing in cash is said where rounding leaves nothing to pay.
        if tender.amount_rp < (0 if tender.kind is TenderKind.CASH else 1):
            raise BasketRefusedError(wrong="tender")
        if tender.kind is TenderKind.CREDIT and not is_member:
            raise BasketRefusedError(wrong="credit")
        given[tender.kind] = given.get(tender.kind, 0) + tender.amount_rp
    return given


def _settled_lines(basket: Basket, priced: Priced, rounding_rp: int) -> tuple[SettledLine, ...]:
    before = [
        gross_rp - less_rp + charge_rp
        for gross_rp, less_rp, charge_rp in zip(
            priced.gross_rp, priced.discount_rp, priced.charge_rp, strict=True
        )
    ]
    sign = 1 if rounding_rp > 0 else -1
    shares = allocate_rp(abs(rounding_rp), before)
    lines = []
    for at, line in enumerate(basket.lines):
        asked = Asked(
            price_rp=priced.gross_rp[at],
            discount_rp=priced.discount_rp[at],
            fee_rp=priced.charge_rp[at],
            rounding_rp=sign * shares[at],
        )
        lines.append(
            SettledLine(
                base_qty=line.base_qty,
                net_rp=asked.net_rp,
                rounding_rp=asked.rounding_rp,
                warnings=_judged(line, asked.net_rp, at + 1),
            )
        )
    return tuple(lines)


def _judged(line: BasketLine, net_rp: int, at: int) -> tuple[Finding, ...]:
    verdict = judge_line(
        deal=Deal.SALE,
        net_rp=net_rp,
        base_qty=line.base_qty,
        content=line.content,
        rules=line.rules,
        is_rationed=line.is_rationed,
    )
    for finding in verdict.findings:
        if finding.judgement is Judgement.STOPPED:
            raise BasketRefusedError(wrong="stopped", line=at, message=finding.reason)
        if finding.judgement is Judgement.REFUSED:
            raise BasketRefusedError(
                wrong="above", line=at, message=finding.reason, limit_rp=finding.limit_rp
            )
    return verdict.findings
