"""What must hold of rationed goods."""

from __future__ import annotations

from typing import TYPE_CHECKING

from guyub.trade.subsidised.selectors.invariants_log import LOG_INVARIANTS
from guyub.trade.subsidised.selectors.invariants_queue import queues_are_in_their_order
from guyub.trade.subsidised.selectors.invariants_quota import QUOTA_INVARIANTS
from guyub.trade.subsidised.selectors.supply_invariants import (
    deliveries_are_their_receipts,
    estimates_replace_their_own,
    shares_follow_their_estimates,
)

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from guyub.foundation.kernel.selectors.invariants import Broken

INVARIANTS: Iterable[Callable[[int], Iterator[Broken]]] = (
    deliveries_are_their_receipts,
    estimates_replace_their_own,
    shares_follow_their_estimates,
    *LOG_INVARIANTS,
    *QUOTA_INVARIANTS,
    queues_are_in_their_order,
)
