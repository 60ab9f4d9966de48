"""How the scales of the shops lay out their labels: one pattern with weight, one with price.

Scales differ; these are what most are set to. A shop whose scale is set otherwise sets the scale.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from guyub.trade.inventory.domain.barcodes import read_patterns

if TYPE_CHECKING:
    from collections.abc import Mapping

PATTERNS = read_patterns(("21PPPPPWWWWWC", "22PPPPPHHHHHC"))
PREFIX_WORDS: Mapping[str, str] = {"21": "label menyebut berat (gram)", "22": "label menyebut harga (rupiah)"}
