"""A fee that is sold as a product: beside goods with a ceiling it raises what they cost, whatever its line is called.

What is no good of its own is told by its name, since shops sell fees under the names of fees. A real service, which
nobody must take to get the goods, is named by the cooperative in a dated rule, with who decided it and why.
Source: docs/algorithms/price_ceilings.md.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence

SERVICES = "kasir.jasa_het"  # codes of products, with spaces between; a dash: none
FEE_WORDS = frozenset(
    {
        *("biaya", "ongkos", "ongkir", "upah", "jasa", "layanan", "admin", "administrasi", "fee"),
        *("pengantaran", "pengiriman", "parkir", "retribusi", "denda"),
    }
)
_WORD = re.compile(r"[a-z]+")


def is_fee(*, name: str, code: str, services: Collection[str]) -> bool:
    """Tell whether a product is a fee by its name, and no service that the cooperative has named.

    Args:
        name: Of the product.
        code: Of the product.
        services: Codes of real services, as ``services_of`` gives them.
    """
    return code not in services and not FEE_WORDS.isdisjoint(_WORD.findall(name.lower()))


def services_of(written: str) -> frozenset[str]:
    """Give the codes that the parameter ``SERVICES`` names."""
    return frozenset(written.split())


def with_fees(
    overs_rp: Sequence[int], *, nets_rp: Sequence[int], fees: Collection[int], has_ceiling: bool
) -> list[int]:
    """Give what of each line is above a ceiling, once a fee beside goods with a ceiling counts as a whole.

    Args:
        overs_rp: What each line by itself is above its own ceiling, whole rupiah.
        nets_rp: What was paid for each line.
        fees: Places of the lines that are fees, from zero.
        has_ceiling: A good in the sale has one.
    """
    return [
        net_rp if has_ceiling and at in fees else over_rp
        for at, (over_rp, net_rp) in enumerate(zip(overs_rp, nets_rp, strict=True))
    ]
