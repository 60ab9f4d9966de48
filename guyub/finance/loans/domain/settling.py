"""How much of a contract's interest is kept when it is settled early, by the rules in use for flat loans."""

from __future__ import annotations

from typing import TYPE_CHECKING

from guyub.finance.loans.domain.servicing import PayoffInterest
from guyub.foundation.kernel.money import ROUNDERS, Rounding

if TYPE_CHECKING:
    from collections.abc import Sequence

    from guyub.finance.loans.domain.servicing import Servicing

_NEAREST = ROUNDERS[Rounding.NEAREST]


def interest_of_contract(costs: Sequence[int], at: int, servicing: Servicing) -> int:
    """Give what the running period and those after it cost when the loan is settled in it.

    ``full_contract`` keeps all but the rebate on the periods after it; ``rule_78`` has earned, of n periods, the share
    (n + (n-1) + ...) / (n (n+1) / 2) by the end of the running one, less what earlier periods cost by the plan.

    Args:
        costs: What each period costs by the plan, in the smallest unit.
        at: The running period, from 0.
        servicing: With ``payoff_interest`` and ``payoff_rebate``.

    Source: docs/algorithms/early_settlement.md.
    """
    later = sum(costs[at + 1 :])
    if servicing.payoff_interest is PayoffInterest.FULL_CONTRACT:
        rebate = servicing.payoff_rebate
        return costs[at] + later - _NEAREST(later * rebate.numerator, rebate.denominator)
    number = len(costs)
    digits = sum(number - place for place in range(at + 1))
    earned = _NEAREST(sum(costs) * digits * 2, number * (number + 1))
    return max(0, earned - sum(costs[:at]))
