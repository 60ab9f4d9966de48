"""Tables of debts: what is taken in, from which columns, by whom."""

from __future__ import annotations

from typing import TYPE_CHECKING

from guyub.foundation.identity.domain.roles import Action
from guyub.foundation.intake.services.tables import Intake
from guyub.trade.procurement.domain.opening_fields import FIELDS, MOST_DEBTS
from guyub.trade.procurement.models import DebtOpening
from guyub.trade.procurement.selectors.opening_plans import plan_of
from guyub.trade.procurement.services.opening_taking import DebtOpeningRefusedError, take_debts
from guyub.trade.procurement.services.opening_undoing import undo_debts

if TYPE_CHECKING:
    from datetime import date, datetime

    from guyub.foundation.intake.services.tables import Opened
    from guyub.foundation.kernel.models import Cooperative
    from guyub.trade.procurement.selectors.opening_plans import DebtPlan


def _plan(batch: DebtOpening, opened: Opened, place: Cooperative, today: date, _now: datetime) -> DebtPlan:
    return plan_of(
        place=place, columns=opened.header.columns, lines=opened.lines, mapping=batch.mapping, today=today
    )


# Who buys brings a table; who keeps the treasury takes it in, since the books follow.
DEBTS_BEFORE = Intake(
    model=DebtOpening,
    refused=DebtOpeningRefusedError,
    fields=FIELDS,
    most=MOST_DEBTS,
    acts="procurement.opening",
    brings=Action.BUY_GOODS,
    takes=Action.KEEP_TREASURY,
    task="procurement.carry_on_opening_table",
    plan=_plan,
    take=take_debts,
    undo=undo_debts,
)
