"""What acts on goods are called in the trail."""

from __future__ import annotations

from typing import TYPE_CHECKING

from guyub.trade.inventory.web.stock_sentences import STOCK_SENTENCES

if TYPE_CHECKING:
    from collections.abc import Mapping

SENTENCES: Mapping[str, str] = {**STOCK_SENTENCES}
