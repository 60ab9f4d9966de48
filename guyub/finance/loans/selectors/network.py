"""What a person owes in other cooperatives of the network, for who agreed to be looked up: how much, never where."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.db.models import Case, Count, F, Sum, When
from django.db.models.functions import Coalesce

from guyub.finance.loans.domain.lifecycle import OWING, LoanState
from guyub.finance.loans.models import Loan
from guyub.foundation.kernel.rows import Row
from guyub.foundation.kernel.tenancy.scope import all_cooperatives

if TYPE_CHECKING:
    from uuid import UUID

_COUNTED = sorted(state.value for state in (LoanState.DISETUJUI, *OWING))


@dataclass(frozen=True, slots=True)
class NetworkDebts(Row):
    """How many loans a person has in other cooperatives, and what is left of them in whole rupiah."""

    loans: int
    left_rp: int


def network_debts(*, person_id: UUID, except_id: int) -> NetworkDebts:
    """Count what a person owes in other cooperatives; of what is agreed and not paid out, all of it. One query.

    Opens a reading scope over all cooperatives, so it stands outside any other. Whoever calls has the person's consent,
    and writes the look into the trail.

    Args:
        person_id: Who agreed to it.
        except_id: The cooperative that looks; its own loans are no news to it.
    """
    left = Case(When(state=LoanState.DISETUJUI.value, then=F("principal_rp")), default=F("left_rp"))
    with all_cooperatives(
        "what a person who agreed to it owes elsewhere: how many loans and how much, never where"
    ):
        rows = Loan.objects.filter(member__person_id=person_id, state__in=_COUNTED)
        found = rows.exclude(cooperative_id=except_id).aggregate(
            loans=Count("id"), left=Coalesce(Sum(left), 0)
        )
    return NetworkDebts(found["loans"], found["left"])
