"""Prices that the state sets or a contract agrees: which rule holds where and when, and whether a line of goods obeys.

A line is judged by what is really paid for it, after discounts, fees, surcharges, bundles and rounding, against the
rule's price for the same quantity. Both sides are multiplied out: nothing is divided, so nothing is rounded away.
Source: docs/algorithms/price_ceilings.md.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from itertools import pairwise
from typing import TYPE_CHECKING, ClassVar

from guyub.foundation.kernel.errors import DomainError
from guyub.foundation.kernel.formats import day, rupiah
from guyub.foundation.kernel.money import ROUNDERS, Rounding
from guyub.foundation.kernel.rows import Row
from guyub.trade.inventory.domain.regulated import CONTENTS, REGULATED, UNIT_WORDS, RuleUnit

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import date

    from guyub.foundation.parameters.domain.definitions import Confidence

_DOWN, _UP = ROUNDERS[Rounding.DOWN], ROUNDERS[Rounding.UP]


class PriceRuleRefusedError(DomainError):
    """A rule, or prices under rules, cannot stand; ``wrong`` says why.

    ``overlap`` (two rules of one key hold on one day; facts ``good``,
    ``kind``, ``first_on``, ``other_on``), ``row`` (a
    line of a file of rules is not one; facts ``line``, ``column``), ``bundle`` (parts under ceilings cannot take the
    price of the bundle; fact ``over_rp``).
    """

    code: ClassVar[str] = "inventory.price_rule.refused"


class PriceKind(StrEnum):
    """What a rule says about a price."""

    HET = "HET"  # a ceiling for who sells: refused above it
    HAP_LOW = "HAP_LOW"  # the lower end of a reference price
    HAP_HIGH = "HAP_HIGH"  # its upper end: warned above it
    PURCHASE_MAX = "PURCHASE_MAX"  # what a supplier may ask at most
    CONTRACT = "CONTRACT"  # what was agreed with a supplier


KIND_WORDS: Mapping[PriceKind, str] = {
    PriceKind.HET: "HET",
    PriceKind.HAP_LOW: "harga acuan terendah",
    PriceKind.HAP_HIGH: "harga acuan tertinggi",
    PriceKind.PURCHASE_MAX: "harga beli tertinggi",
    PriceKind.CONTRACT: "harga kontrak",
}


class Channel(StrEnum):
    """Which link of the chain sells: our outlet in a sale, the supplier in a purchase."""

    ANY = "ANY"
    PENGECER = "PENGECER"
    PANGKALAN = "PANGKALAN"
    SUB_PANGKALAN = "SUB_PANGKALAN"
    PPTS = "PPTS"
    AGEN = "AGEN"
    BULOG = "BULOG"
    D1 = "D1"
    D2 = "D2"
    PRODUSEN = "PRODUSEN"


def channel_of(good: str) -> Channel:
    """Tell as what a cooperative's outlet sells a good."""
    known = REGULATED.get(good)
    return Channel(known.sells_as) if known else Channel.PENGECER


@dataclass(frozen=True, slots=True, kw_only=True)
class PriceRule(Row):
    """One price that holds for a good in a region and a channel over a span of days.

    Args:
        good: Which good; a key of ``REGULATED``, or a cooperative's own for a contract.
        kind: What the price is.
        region: Where: the first parts of a region's code (``35``, ``35.73``); empty: the whole country.
        channel: Who sells.
        unit: For how much.
        amount_rp: Whole rupiah for one ``unit``.
        valid_from: The first day, inside.
        valid_to: The last day, inside; None: until further notice.
        legal_basis: The law, decree or contract.
        source: Where we have it from.
        confidence: How sure that is.
        hotline: Whom a buyer tells of a higher price, as printed; empty: nobody is named.
    """

    good: str
    kind: PriceKind
    region: str
    channel: Channel
    unit: RuleUnit
    amount_rp: int
    valid_from: date
    valid_to: date | None
    legal_basis: str
    source: str
    confidence: Confidence
    hotline: str = ""

    def holds_on(self, on: date) -> bool:
        """Tell whether it holds on a day."""
        return self.valid_from <= on and (self.valid_to is None or on <= self.valid_to)

    def covers(self, region: str) -> bool:
        """Tell whether a region lies inside its own; parts of a code count whole: ``35`` does not cover ``350``."""
        return not self.region or f"{region}.".startswith(f"{self.region}.")


class Deal(StrEnum):
    """Whether the cooperative sells or buys."""

    SALE = "SALE"
    PURCHASE = "PURCHASE"


class Judgement(StrEnum):
    """What becomes of a line, from the mildest to the hardest."""

    ALLOWED = "ALLOWED"
    WARNED = "WARNED"  # goes through with a reason
    REFUSED = "REFUSED"  # above a ceiling: nobody at the counter can let it through
    STOPPED = "STOPPED"  # no ceiling is known for a rationed good


_HARDNESS = {one: at for at, one in enumerate(Judgement)}


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding(Row):
    """One rule that a line does not keep.

    Args:
        judgement: What that means.
        kind: Of which rule.
        rule: The rule; None where it is missing.
        limit_rp: What the line may come to at most (of ``HAP_LOW``: at least), whole rupiah; None without a rule.
        by_rp: By how much it is passed.
        reason: Said to a person.
    """

    judgement: Judgement
    kind: PriceKind
    rule: PriceRule | None
    limit_rp: int | None
    by_rp: int
    reason: str


@dataclass(frozen=True, slots=True)
class Verdict(Row):
    """What becomes of a line and why; no findings: it is allowed."""

    findings: tuple[Finding, ...]

    @property
    def judgement(self) -> Judgement:
        """The hardest of the findings."""
        return max(
            (one.judgement for one in self.findings), key=_HARDNESS.__getitem__, default=Judgement.ALLOWED
        )

    @property
    def is_accepted(self) -> bool:
        """True where the line may go through, with or without a warning."""
        return self.judgement in {Judgement.ALLOWED, Judgement.WARNED}


# Which rules are looked at, whether the price must stay below (+1) or above (-1) them, and what it means if not.
_WATCHED: Mapping[Deal, tuple[tuple[PriceKind, int, Judgement], ...]] = {
    Deal.SALE: (
        (PriceKind.HET, 1, Judgement.REFUSED),
        (PriceKind.HAP_HIGH, 1, Judgement.WARNED),
    ),
    Deal.PURCHASE: (
        (PriceKind.PURCHASE_MAX, 1, Judgement.WARNED),
        (PriceKind.CONTRACT, 1, Judgement.WARNED),
        (PriceKind.HAP_LOW, -1, Judgement.WARNED),
    ),
}


def ruling(
    rules: Sequence[PriceRule], *, good: str, region: str, channel: Channel, on: date
) -> dict[PriceKind, PriceRule]:
    """Find the rule of each kind that holds for a deal.

    The most specific region goes first, then a rule of the channel before one of any channel.

    Args:
        rules: In any order, without overlaps.
        good: Which good.
        region: Where the outlet is, as a code.
        channel: Who sells.
        on: The business date of the deal: of the sale itself, also where it reaches the books later.
    """
    found: dict[PriceKind, PriceRule] = {}
    for rule in rules:
        fits = rule.good == good and rule.channel in {channel, Channel.ANY}
        if not fits or not rule.covers(region) or not rule.holds_on(on):
            continue
        held = found.get(rule.kind)
        if held is None or _rank(rule) > _rank(held):
            found[rule.kind] = rule
    return found


def refuse_overlap(rules: Sequence[PriceRule]) -> None:
    """Refuse rules of which two hold on one day for the same good, kind, region and channel.

    Raises:
        PriceRuleRefusedError: ``overlap``.
    """
    ordered = sorted(rules, key=lambda rule: (*_key(rule), rule.valid_from))
    for earlier, later in pairwise(ordered):
        if _key(earlier) == _key(later) and earlier.holds_on(later.valid_from):
            raise PriceRuleRefusedError(
                wrong="overlap",
                good=REGULATED[later.good].title if later.good in REGULATED else later.good,
                kind=KIND_WORDS[later.kind],
                first_on=earlier.valid_from,
                other_on=later.valid_from,
            )


def highest_rp(rule: PriceRule, *, base_qty: int, content: int) -> int:
    """Give what a quantity may come to at most under a rule, in whole rupiah, rounded down.

    Args:
        rule: A ceiling.
        base_qty: How many base units are sold.
        content: How many grams, milliliters or pieces (by the rule's unit) one base unit holds: 1 where the base unit
            is a gram, 5000 where it is a sack of 5 kg.
    """
    return _DOWN(rule.amount_rp * base_qty * content, CONTENTS[rule.unit])


def judge_line(
    *,
    deal: Deal,
    net_rp: int,
    base_qty: int,
    content: int,
    rules: Mapping[PriceKind, PriceRule],
    is_rationed: bool = False,
) -> Verdict:
    """Judge one line of goods by what is paid for it in the end.

    Args:
        deal: Sale or purchase.
        net_rp: What the line comes to after everything, whole rupiah.
        base_qty: How many base units, one or more.
        content: What one base unit holds (``highest_rp``).
        rules: What ``ruling`` found.
        is_rationed: The good may not be sold where no ceiling is known.

    Returns:
        The findings, in the order in which rules are looked at. At the limit itself a line is allowed.

    Raises:
        ValueError: A quantity or content below one.

    Source: docs/regulations.md#harga-eceran-tertinggi.
    """
    if base_qty < 1 or content < 1:
        raise ValueError("a line has a quantity")
    if deal is Deal.SALE and is_rationed and PriceKind.HET not in rules:
        reason = "HET barang ini belum diketahui untuk hari itu. Catat aturan harganya sebelum menjual."
        return Verdict((_finding(Judgement.STOPPED, PriceKind.HET, None, None, 0, reason),))
    findings = []
    for kind, sign, judgement in _WATCHED[deal]:
        rule = rules.get(kind)
        if rule is None:
            continue
        unit_content, qty_content = CONTENTS[rule.unit], base_qty * content
        if sign * (net_rp * unit_content - rule.amount_rp * qty_content) <= 0:
            continue
        limit_rp = (_DOWN if sign > 0 else _UP)(rule.amount_rp * qty_content, unit_content)
        by_rp = sign * (net_rp - limit_rp)
        findings.append(
            _finding(judgement, kind, rule, limit_rp, by_rp, _reason(rule, net_rp, limit_rp, by_rp))
        )
    return Verdict(tuple(findings))


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """Everything that a buyer pays for a line, and what is taken off; whole rupiah, zero or more.

    Args:
        price_rp: Quantity times price, or the line's share of a bundle.
        discount_rp: What is taken off.
        fee_rp: Fees for how it is paid (admin, QRIS) or packed.
        delivery_rp: What bringing it costs the buyer.
        credit_rp: What is added because it is paid later, jasa included.
        rounding_rp: What rounding the cash added; below zero: took off.
    """

    price_rp: int
    discount_rp: int = 0
    fee_rp: int = 0
    delivery_rp: int = 0
    credit_rp: int = 0
    rounding_rp: int = 0

    @property
    def net_rp(self) -> int:
        """What the line really comes to: the amount that a ceiling looks at."""
        extra_rp = self.fee_rp + self.delivery_rp + self.credit_rp + self.rounding_rp
        return self.price_rp - self.discount_rp + extra_rp


def round_down_for_ceiling(total_rp: int, *, step_rp: int, has_ceiling: bool = True) -> int:
    """Round what is paid in cash to coins that exist: down where something in it has a ceiling, else to the nearest.

    Args:
        total_rp: What is owed, whole rupiah, zero or more.
        step_rp: The smallest coin in use, above zero.
        has_ceiling: A good in the basket has a HET.
    """
    how = Rounding.DOWN if has_ceiling else Rounding.NEAREST
    return ROUNDERS[how](total_rp, step_rp) * step_rp


def rule_words(rule: PriceRule) -> str:
    """Write a rule's price: ``Rp 12.500 per kg``."""
    return f"{rupiah(rule.amount_rp)} per {UNIT_WORDS[rule.unit]}"


def _finding(
    judgement: Judgement,
    kind: PriceKind,
    rule: PriceRule | None,
    limit_rp: int | None,
    by_rp: int,
    reason: str,
) -> Finding:
    return Finding(judgement=judgement, kind=kind, rule=rule, limit_rp=limit_rp, by_rp=by_rp, reason=reason)


def _reason(rule: PriceRule, net_rp: int, limit_rp: int, by_rp: int) -> str:
    who = "Harga pemasok" if rule.kind in {PriceKind.PURCHASE_MAX, PriceKind.CONTRACT} else "Harga"
    side, bound = (
        ("di bawah", "Paling sedikit") if rule.kind is PriceKind.HAP_LOW else ("di atas", "Paling tinggi")
    )
    limit = (
        f"{bound} {rupiah(limit_rp)} ({rule_words(rule)}, {rule.legal_basis}, sejak {day(rule.valid_from)})"
    )
    return f"{who} {rupiah(net_rp)} {side} {KIND_WORDS[rule.kind]}, selisih {rupiah(by_rp)}. {limit}."


def _rank(rule: PriceRule) -> tuple[int, bool]:
    return len(rule.region), rule.channel is not Channel.ANY


def _key(rule: PriceRule) -> tuple[str, PriceKind, str, Channel]:
    return rule.good, rule.kind, rule.region, rule.channel
