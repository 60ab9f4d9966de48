"""What the tills of invented Bumiayu sold, by the hour: baskets as they were keyed in, for the demonstration alone."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from guyub.trade.inventory.selectors.unit_words import find_product

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

# What was put on the shelf for them: base units, and what one costs in whole rupiah.
BROUGHT: Mapping[str, tuple[int, int]] = {
    "minyak-1": (60, 17_900),
    "gula-1": (50, 15_600),
    "terigu-1": (40, 10_900),
    "kecap-220": (30, 9_800),
    "kapal-api-mix": (120, 1_450),
    "teh-celup": (30, 6_300),
    "aqua-600": (96, 2_600),
    "susu-kental": (40, 10_900),
    "sabun-mandi": (60, 3_700),
    "deterjen": (24, 20_400),
    "sarden": (6, 10_700),
    "beras-sphp-5": (20, 58_000),
    "lpg-3": (24, 16_000),
}


@dataclass(frozen=True, kw_only=True)
class Basket:
    """One sale as it was keyed in.

    Args:
        goods: Base units by product.
        kind: How it was paid.
        bon_rp: What of it is paid later; the rest as ``kind`` says.
        member: Which of the members the till knows bought, by their order; None: somebody else.
        off_rp: What was taken off the first line.
        why: Why.
        told_rp: What the till still asked where the list had changed since, by product.
        handed_rp: What was handed over in cash, where it was more.
        buyer: Which of the registered buyers was asked for, by their order; None: nobody had to be.
        stays: How a cylinder stays with the buyer who brought no empty one, as the till writes it.
        is_known: The till could ask what is left; else it sold as the rule lets while nobody knows.
    """

    goods: Mapping[str, int]
    kind: str = "CASH"
    bon_rp: int = 0
    member: int | None = None
    off_rp: int = 0
    why: str = ""
    told_rp: Mapping[str, int] = field(default_factory=dict)
    handed_rp: int = 0
    buyer: int | None = None
    stays: str = ""
    is_known: bool = True


BASKETS: Sequence[Basket] = (
    Basket(goods={"minyak-1": 1, "gula-1": 1}, handed_rp=40_000),
    Basket(goods={"kapal-api-mix": 5, "aqua-600": 1}, member=0),
    Basket(goods={"sabun-mandi": 3, "deterjen": 1}, kind="QRIS", member=1),
    Basket(goods={"terigu-1": 2}),
    Basket(goods={"beras-sphp-5": 1, "minyak-1": 1}, member=2, bon_rp=20_000, buyer=4),
    Basket(goods={"teh-celup": 1, "gula-1": 1, "susu-kental": 1}, handed_rp=50_000),
    Basket(goods={"aqua-600": 6}, kind="QRIS"),
    Basket(goods={"kecap-220": 1, "sabun-mandi": 2}, member=3),
    Basket(goods={"minyak-1": 2, "terigu-1": 1, "gula-1": 2}, kind="TRANSFER", member=4),
)
DENTED = Basket(goods={"susu-kental": 2}, off_rp=2_000, why="Kaleng penyok (contoh)")
MISTAKEN = Basket(goods={"deterjen": 2, "kecap-220": 1})  # taken back at once
GIVEN_BACK = Basket(goods={"sabun-mandi": 4, "teh-celup": 1})  # of the first line two pieces come back
MISTOLD = Basket(goods={"kapal-api-mix": 10, "gula-1": 1})  # told as cash; QRIS it was
OLD_PRICE = Basket(goods={"aqua-600": 2}, told_rp={"aqua-600": 3_000})
TOO_DEAR = Basket(goods={"beras-sphp-5": 1}, told_rp={"beras-sphp-5": 63_000}, handed_rp=70_000, buyer=8)
# What three producers let the shop sell (``consignment_examples``), and who buys of it.
LOCAL_NAMES: Mapping[str, str] = {
    "tempe-titip": "Tempe Bu Wiwik (contoh)",
    "telur-asin-titip": "Telur asin Pak Yono (contoh)",
    "keripik-titip": "Keripik tempe Kenanga (contoh)",
    "sambal-titip": "Sambal pecel Kenanga (contoh)",
}
LOCAL: Sequence[Basket] = (
    Basket(goods={"tempe-titip": 6, "telur-asin-titip": 4}, handed_rp=60_000),
    Basket(goods={"keripik-titip": 2, "aqua-600": 2, "sambal-titip": 1}, member=1),
    Basket(goods={"tempe-titip": 5}, off_rp=2_000, why="Sisa kemarin (contoh)"),
)
# Who was asked for bought LPG: for an empty cylinder, for a deposit, on loan, and once while the line was down.
GAS: Sequence[Basket] = (
    Basket(goods={"lpg-3": 1}, buyer=2, handed_rp=20_000),
    Basket(goods={"lpg-3": 1, "gula-1": 1}, buyer=7),
    Basket(goods={"lpg-3": 1}, buyer=11, stays="DEPOSIT", handed_rp=20_000),
    Basket(goods={"lpg-3": 1}, buyer=13, kind="QRIS"),
    Basket(goods={"lpg-3": 1}, buyer=16, is_known=False),
    Basket(goods={"lpg-3": 1}, buyer=19, stays="LOAN"),
    Basket(goods={"lpg-3": 1, "sabun-mandi": 1}, buyer=22, handed_rp=50_000),
)
NOT_THERE = Basket(goods={"sarden": 8})  # more than the books say lies there


def local_baskets(cooperative_id: int) -> Sequence[Basket]:
    """Give what is bought of local producers, where there are any; needs the scope of the cooperative."""
    found = [find_product(cooperative_id=cooperative_id, written=name) for name in LOCAL_NAMES.values()]
    return LOCAL if all(found) else ()
