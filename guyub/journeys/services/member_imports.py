"""Tables of members: what is taken in, from which columns, by whom."""

from __future__ import annotations

from typing import TYPE_CHECKING

from guyub.community.members.domain.import_fields import FIELDS
from guyub.community.members.models import MemberImport
from guyub.community.members.services.imports import MemberImportRefusedError, choices_told, table_of
from guyub.foundation.identity.domain.roles import Action
from guyub.foundation.intake.services.tables import Intake
from guyub.foundation.kernel.documents.spreadsheets import MOST_ROWS
from guyub.foundation.parameters.selectors.values import value_of
from guyub.journeys.selectors.member_import_plans import plan_of
from guyub.journeys.services.member_import_taking import take_members
from guyub.journeys.services.member_import_undoing import undo_members

if TYPE_CHECKING:
    from datetime import date, datetime

    from guyub.foundation.intake.services.tables import Opened
    from guyub.foundation.kernel.models import Cooperative
    from guyub.journeys.selectors.member_import_plans import Plan

NEWS = "members.imported"
LEAST_AGE = "anggota.usia_minimal"


def _plan(batch: MemberImport, opened: Opened, place: Cooperative, today: date, now: datetime) -> Plan:
    age = int(value_of(LEAST_AGE, cooperative_id=place.id, on=today))
    table = table_of(batch, opened, today=today, least_age=age)
    return plan_of(cooperative_id=place.id, table=table, choices=batch.choices, now=now)


MEMBERS = Intake(
    model=MemberImport,
    refused=MemberImportRefusedError,
    fields=FIELDS,
    most=MOST_ROWS,
    acts="members.import",
    brings=Action.IMPORT_MEMBERS,
    takes=Action.IMPORT_MEMBERS,
    task="journeys.carry_on_member_table",
    plan=_plan,
    take=take_members,
    undo=undo_members,
    told=choices_told,
    news=NEWS,
)
