"""How much more each member may owe by law, for whoever sets a part of it aside for many members at once."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING

from guyub.books.ledger.selectors.capital import capital_inquiry
from guyub.finance.credit.domain.limits import right_capital
from guyub.finance.credit.selectors.exposures import owed_by_member_inquiry
from guyub.finance.credit.selectors.limits import OTHER, RELATED
from guyub.finance.savings.domain.caps import part_rp
from guyub.finance.savings.selectors.gate import capitals_inquiry
from guyub.foundation.kernel.selectors.together import Inquiry, joined
from guyub.foundation.parameters.selectors.values import over_time_inquiry

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date
    from uuid import UUID

    from guyub.books.ledger.selectors.capital import Capital
    from guyub.finance.savings.selectors.gate import CapitalRow
    from guyub.foundation.parameters.selectors.values import OverTime


@dataclass(frozen=True, slots=True)
class Rooms:
    """What any member may owe, and what each of them owes already; whole rupiah.

    Args:
        most_rp: The narrower of the two limits of the law: nobody is asked here whether a member is a related party, so
            that everybody gets what a related party would.
        owed: By member, over all who lend; who owes nothing is not there.
    """

    most_rp: int
    owed: Mapping[UUID, int]

    def left_rp(self, member_id: UUID) -> int:
        """Tell how much more a member may owe; below zero: it is too much already."""
        return self.most_rp - self.owed.get(member_id, 0)


def rooms_inquiry(*, cooperative_id: int, on: date) -> Inquiry[Rooms]:
    """Ask how much more each member may owe by law.

    What it gives is never more than ``services.limits.hold_limits`` lets; where a rule has no value, it is nothing.

    Args:
        cooperative_id: Whose.
        on: The day whose rules hold.
    """

    def read(rules: OverTime, capitals: list[CapitalRow], capital: Capital, owed: dict[UUID, int]) -> Rooms:
        rows = [rules.on(key, on) for key in (RELATED, OTHER)]
        shares = [Decimal(row.value) for row in rows if row]
        set_apart = next((row for row in capitals if row.on <= on), None)
        base = right_capital(set_apart_rp=set_apart.amount_rp if set_apart else 0, own_rp=capital.own_rp)
        return Rooms(part_rp(base.amount_rp, min(shares)) if len(shares) == len(rows) else 0, owed)

    return joined(
        over_time_inquiry(RELATED, OTHER, cooperative_id=cooperative_id),
        capitals_inquiry(cooperative_id=cooperative_id),
        capital_inquiry(cooperative_id),
        owed_by_member_inquiry(cooperative_id=cooperative_id),
        read=read,
    )
