"""What the pengawas should look at in goods."""

from __future__ import annotations

from typing import TYPE_CHECKING

from guyub.trade.inventory.selectors.exceptions_containers import CONTAINER_EXCEPTIONS
from guyub.trade.inventory.selectors.exceptions_stock import STOCK_EXCEPTIONS

if TYPE_CHECKING:
    from collections.abc import Iterable

    from guyub.foundation.kernel.selectors.exceptions import Watcher

EXCEPTIONS: Iterable[Watcher] = (*CONTAINER_EXCEPTIONS, *STOCK_EXCEPTIONS)
