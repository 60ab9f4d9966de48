"""The invented budget of Bumiayu, its draft for the next year, and duties that are done."""

from __future__ import annotations

from datetime import date
from itertools import cycle
from typing import TYPE_CHECKING
from uuid import uuid5

from guyub.books.planning.domain.calendar import DutyKind
from guyub.books.planning.selectors.budgets import budgetable, happened, versions_of
from guyub.books.planning.services.budgets import Sitting, keep_amounts, set_budget, start_budget
from guyub.books.planning.services.duties import DutyTyped, note_duty
from guyub.foundation.identity.domain.roles import Actor, Role
from guyub.foundation.identity.models import Membership
from guyub.foundation.kernel.dates import Zone, business_date
from guyub.foundation.kernel.models import Cooperative
from guyub.foundation.kernel.tenancy.scope import scope
from guyub.foundation.parameters.services.decisions import keep_decision
from guyub.journeys.services.examples import BUMIAYU, SPACE

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import datetime
    from uuid import UUID

YEAR = 2026
MET_ON = date(2026, 3, 28)
KNOWN_MONTHS = 10  # what the invented budget is made from
ROUND_RP = 50_000
# How the meeting is supposed to have planned, in percent of what the year then brought.
_PLANNED = {"4": (101, 99, 100), "5": (98, 100), "1": (110, 90)}
_PLANNED_ELSE = (100, 95, 104, 88, 102, 97, 110)


def make_planning_examples(*, now: datetime) -> None:
    """Set Bumiayu's budget of 2026, draft the next one, note duties that are done; repeating it changes nothing.

    Only for a demonstration, after ``make_ledger_examples``.
    """
    place = Cooperative.objects.get(code=BUMIAYU)
    today = business_date(now, Zone.WIB)
    with scope(place.id):
        if today.year != YEAR or versions_of(cooperative_id=place.id, year=YEAR):
            return
        rows = list(_invented(place.id))
    treasurer = _actor(place, Role.BENDAHARA)

    def sitting(label: str) -> Sitting:
        return Sitting(actor=treasurer, place=place, request_id=uuid5(SPACE, f"planning/{label}"), now=now)

    budget_id = start_budget(sitting("start"), year=YEAR, basis="KOSONG", percent=0, today=today)
    for code, unit_id, rp in rows:
        keep_amounts(
            sitting(f"{code}/{unit_id}"), budget_id=budget_id, account=code, unit_id=unit_id, amounts=[rp]
        )
    decision_id = keep_decision(
        actor=_actor(place, Role.SEKRETARIS),
        number="05/RAT/BMY/2026",
        decided_on=MET_ON,
        body="RAT",
        title="Rencana anggaran pendapatan dan belanja 2026 (contoh)",
        today=today,
        request_id=uuid5(SPACE, "planning/decision"),
        now=now,
    )
    set_budget(sitting("set"), budget_id=budget_id, decision_id=decision_id)
    start_budget(sitting("next"), year=YEAR + 1, basis="REALISASI", percent=5, today=today)
    for kind, period, done_on in (
        (DutyKind.SPT, YEAR - 1, date(2026, 4, 22)),
        (DutyKind.QUARTER, (YEAR - 1) * 10 + 4, date(2026, 1, 19)),
        (DutyKind.QUARTER, YEAR * 10 + 1, date(2026, 4, 17)),
        (DutyKind.USP_QUARTER, YEAR * 10 + 1, date(2026, 4, 17)),
        (DutyKind.ANNUAL, YEAR - 1, date(2026, 4, 24)),
        (DutyKind.QUARTER, YEAR * 10 + 2, date(2026, 7, 18)),
        (DutyKind.USP_QUARTER, YEAR * 10 + 2, date(2026, 7, 18)),
        (DutyKind.HALF_YEAR, YEAR * 10 + 1, date(2026, 7, 18)),
        (DutyKind.QUARTER, YEAR * 10 + 3, date(2026, 10, 19)),
    ):
        note_duty(
            actor=treasurer,
            place=place,
            typed=DutyTyped(kind=kind.value, period=period, done_on=done_on, note="Tanda terima contoh"),
            today=today,
            request_id=uuid5(SPACE, f"planning/{kind}/{period}"),
            now=now,
        )


def _invented(place_id: int) -> Iterator[tuple[str, UUID | None, int]]:
    """Make a year's amounts for each account and unit, round ones, off from what the books then brought."""
    percents, names = {first: cycle(row) for first, row in _PLANNED.items()}, budgetable()
    others = cycle(_PLANNED_ELSE)
    months_of = happened(cooperative_id=place_id, year=YEAR)
    for (code, unit_id), months in sorted(months_of.items(), key=lambda pair: (pair[0][0], str(pair[0][1]))):
        brought_rp = sum(months[:KNOWN_MONTHS])
        if code in names and brought_rp > 0:
            is_bought_once = code[0] == "1"
            year_rp = brought_rp if is_bought_once else brought_rp * 12 // KNOWN_MONTHS
            planned_rp = year_rp * next(percents.get(code[0], others)) // 100
            yield code, unit_id, max(planned_rp // ROUND_RP, 1) * ROUND_RP


def _actor(place: Cooperative, role: Role) -> Actor:
    seat = Membership.objects.select_related("person").get(
        cooperative=place, role=role.value, person__is_example=True
    )
    return Actor(seat.person_id, seat.person.name, role, place.id, seat.id)
