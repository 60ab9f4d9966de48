"""What stands on a shelf tag and on the board of prices, and which printed tags no longer say what is true.

Source: docs/algorithms/price_ceilings.md.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction
from typing import TYPE_CHECKING

from guyub.foundation.kernel.formats import rupiah
from guyub.foundation.kernel.money import round_rp
from guyub.foundation.kernel.rows import Row
from guyub.trade.inventory.domain.price_rules import PriceKind, rule_words
from guyub.trade.inventory.domain.regulated import UNIT_WORDS
from guyub.trade.inventory.domain.units import BaseUnit

if TYPE_CHECKING:
    from collections.abc import Mapping

    from guyub.trade.inventory.domain.price_rules import PriceRule

# By what prices of one measure are compared: the word, and how many base units it holds.
COMPARED: Mapping[BaseUnit, tuple[str, int]] = {
    BaseUnit.GRAM: ("kg", 1000),
    BaseUnit.MILILITER: ("liter", 1000),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Tag(Row):
    """What one tag says; two tags of the same words are the same tag.

    Args:
        name: The product's.
        price: ``Rp 62.500 per sak``.
        comparison: ``Rp 12.500 per kg``, or empty where it says nothing new.
        rule: The ceiling or reference price with its basis, or empty.
        hotline: Whom a buyer tells of a higher price, or empty.
    """

    name: str
    price: str
    comparison: str = ""
    rule: str = ""
    hotline: str = ""


class Stale(StrEnum):
    """Why a tag must be printed, in the order in which it is told."""

    NEW = "belum dicetak"
    GONE = "tidak dijual lagi"
    NAME = "nama berubah"
    PRICE = "harga berubah"
    RULE = "aturan berubah"


def tag_of(
    *,
    name: str,
    price_rp: int,
    unit: str,
    measure: BaseUnit,
    content: int,
    rules: Mapping[PriceKind, PriceRule],
    piece: str = "buah",
) -> Tag:
    """Write the tag of a product.

    Args:
        name: The product's.
        price_rp: What one unit costs, whole rupiah.
        unit: The unit of sale: ``sak``.
        measure: In what it is measured.
        content: How many grams, milliliters or pieces one unit holds, one or more.
        rules: What ``price_rules.ruling`` found for a sale.
        piece: What one piece is called.
    """
    ruled = _rule_line(rules)
    hotline = rules[PriceKind.HET].hotline if PriceKind.HET in rules else ""
    return Tag(
        name=name,
        price=f"{rupiah(price_rp)} per {unit}",
        comparison=_comparison(price_rp, unit, measure, content, piece),
        rule=ruled,
        hotline=f"Harga lebih tinggi? Lapor {hotline}" if hotline else "",
    )


def board_line(tag: Tag) -> str:
    """Write a tag as one line of the board of prices."""
    price = f"{tag.price} ({tag.comparison})" if tag.comparison else tag.price
    return " · ".join(part for part in (tag.name, price, tag.rule) if part)


def changed_since(printed: Mapping[str, Tag], now: Mapping[str, Tag]) -> dict[str, tuple[Stale, ...]]:
    """Tell which tags must be printed or taken down, and why.

    Args:
        printed: Product → the tag that hangs at the shelf.
        now: Product → what it would say today.

    Returns:
        Product → reasons, one or more, in the order of ``now``, then what is sold no longer.
    """
    reasons = {key: _reasons(printed.get(key), tag) for key, tag in now.items()}
    gone = {key: (Stale.GONE,) for key in printed if key not in now}
    return {key: why for key, why in reasons.items() if why} | gone


def _reasons(before: Tag | None, tag: Tag) -> tuple[Stale, ...]:
    if before is None:
        return (Stale.NEW,)
    differs = {
        Stale.NAME: before.name != tag.name,
        Stale.PRICE: (before.price, before.comparison) != (tag.price, tag.comparison),
        Stale.RULE: (before.rule, before.hotline) != (tag.rule, tag.hotline),
    }
    return tuple(why for why, is_so in differs.items() if is_so)


def _comparison(price_rp: int, unit: str, measure: BaseUnit, content: int, piece: str) -> str:
    if measure not in COMPARED:
        return f"{rupiah(round_rp(Fraction(price_rp, content)))} per {piece}" if content > 1 else ""
    word, size = COMPARED[measure]
    if content == size and unit == word:
        return ""
    return f"{rupiah(round_rp(Fraction(price_rp * size, content)))} per {word}"


def _rule_line(rules: Mapping[PriceKind, PriceRule]) -> str:
    ceiling, low, high = (rules.get(kind) for kind in (PriceKind.HET, PriceKind.HAP_LOW, PriceKind.HAP_HIGH))
    if ceiling is not None:
        return f"HET {rule_words(ceiling)} ({ceiling.legal_basis})"
    if high is None:
        return ""
    span = rule_words(high)
    if low is not None:
        span = f"{rupiah(low.amount_rp)} sampai {rupiah(high.amount_rp)} per {UNIT_WORDS[high.unit]}"
    return f"Harga acuan {span} ({high.legal_basis})"
