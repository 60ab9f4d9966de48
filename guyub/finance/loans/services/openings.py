"""Tables of running loans: what is taken in, from which columns, by whom."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from guyub.finance.loans.domain.opening_fields import FIELDS, ONE_OF
from guyub.finance.loans.models import LoanOpening
from guyub.finance.loans.selectors.opening_plans import plan_of
from guyub.finance.loans.services.opening_taking import LoanOpeningRefusedError, take_loans
from guyub.finance.loans.services.opening_undoing import undo_loans
from guyub.foundation.identity.domain.roles import Action
from guyub.foundation.intake.services.tables import Intake

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date, datetime

    from guyub.finance.loans.selectors.opening_plans import OpeningPlan
    from guyub.foundation.intake.services.tables import Opened
    from guyub.foundation.kernel.models import Cooperative

MOST_LOANS = 5_000
NEWS = "loans.opened"


def _plan(batch: LoanOpening, opened: Opened, place: Cooperative, today: date, _now: datetime) -> OpeningPlan:
    return plan_of(
        cooperative_id=place.id,
        columns=opened.header.columns,
        lines=opened.lines,
        mapping=batch.mapping,
        choices=batch.choices,
        today=today,
    )


def _told(_cooperative_id: int, options: Mapping[str, Any] | None) -> dict[str, Any]:
    """Say what else is chosen.

    ``is_part``: other tables bring the rest of the loans, so that the totals may be less than those of the opening
    position. ``is_spread``: what the opening position set aside is shared among the loans by what is left of their
    principal, where the table does not tell it.
    """
    told = {"is_part": False, "is_spread": True} if options is None else options
    return {"choices": {name: bool(told[name]) for name in ("is_part", "is_spread")}}


RUNNING_LOANS = Intake(
    model=LoanOpening,
    refused=LoanOpeningRefusedError,
    fields=FIELDS,
    most=MOST_LOANS,
    acts="loans.opening",
    brings=Action.KEEP_LOANS,
    takes=Action.KEEP_LOANS,
    task="loans.carry_on_opening_table",
    plan=_plan,
    take=take_loans,
    undo=undo_loans,
    told=_told,
    one_of=ONE_OF,
    news=NEWS,
)
