"""The dated rules of tills about who must agree."""

from __future__ import annotations

from typing import TYPE_CHECKING

from guyub.foundation.parameters.selectors.values import written_values
from guyub.trade.retail.domain.guards import GUARD_KEYS, guards_of

if TYPE_CHECKING:
    from datetime import date

    from guyub.trade.retail.domain.guards import Guards


def guards_on(*, cooperative_id: int, on: date) -> Guards:
    """Give the rules about who must agree that held on a day. One query."""
    return guards_of(written_values(*GUARD_KEYS, cooperative_id=cooperative_id, on=on))
