"""Until when members paid their dues.

Savings are kept above this context: it offers ``DUES`` in its ``selectors/dues.py``, two expressions over the id of a
member, and the lists here ask with them in one statement.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from importlib import import_module
from importlib.util import find_spec
from typing import TYPE_CHECKING, Any

from django.apps import apps
from django.db.models import OuterRef, Subquery
from django.db.models.functions import Greatest

from guyub.community.members.domain.cases import PassiveState, last_day_for, missed_months
from guyub.community.members.domain.register import MemberState, member_number
from guyub.community.members.models import Member, PassiveCase
from guyub.community.members.models.cases import OPEN_PASSIVE
from guyub.foundation.kernel.rows import Row

if TYPE_CHECKING:
    from collections.abc import Callable, Collection
    from datetime import date
    from uuid import UUID

    from django.db.models import QuerySet

    # (the last day of a payment, the day from which payments are known), of the member whose id the column holds
    Dues = Callable[[str], tuple[Any, Any]]


@dataclass(frozen=True, slots=True)
class MissedRow(Row):
    """A member of whom no simpanan wajib is known since a day; ``paid_on`` is the last payment, None for none."""

    member_id: UUID
    number: str
    name: str
    rt: str
    rw: str
    since: date
    paid_on: date | None
    months: int


@cache
def dues() -> Dues:
    """Find the context that keeps dues.

    Raises:
        LookupError: There is none.
    """
    for config in apps.get_app_configs():
        module = f"{config.name}.selectors.dues"
        is_ours = config.name.startswith("guyub.") and config.name != "guyub.community.members"
        if is_ours and find_spec(f"{config.name}.selectors") and find_spec(module):
            found: Dues = import_module(module).DUES
            return found
    raise LookupError("no context keeps dues")


def last_paid(member: str) -> Any:
    """Give the expression for the last day on which the member paid, whose id the column ``member`` holds."""
    return dues()(member)[0]


def missing_dues(*, cooperative_id: int, months: int, today: date) -> QuerySet[Member]:
    """Find active members without dues for so many months and without an open case, the longest first.

    What is known of dues begins anew with the admission, the return to active, the account, and a notice lifted.

    Args:
        cooperative_id: Whose.
        months: The parameter ``anggota.pasif_bulan``.
        today: The business date.
    """
    paid_on, known_from = dues()("id")
    cases = PassiveCase.objects.filter(cooperative_id=cooperative_id, member_id=OuterRef("id"))
    lifted = cases.filter(state=PassiveState.DICABUT.value).order_by("-noticed_on").values("noticed_on")[:1]
    told = PassiveCase.objects.filter(cooperative_id=cooperative_id, state__in=OPEN_PASSIVE).values(
        "member_id"
    )
    rows = Member.objects.filter(cooperative_id=cooperative_id, state=MemberState.AKTIF.value)
    known = rows.exclude(id__in=told).annotate(
        paid_on=paid_on, since=Greatest("state_since", paid_on, known_from, Subquery(lifted))
    )
    late = known.filter(since__lte=last_day_for(months, today=today))
    return late.select_related("file").order_by("since", "number")


def missed_rows(
    *, cooperative_id: int, months: int, today: date, most: int, among: Collection[UUID] | None = None
) -> list[MissedRow]:
    """List members who may be given notice, the longest without dues first. One query.

    Args:
        cooperative_id: Whose.
        months: The parameter ``anggota.pasif_bulan``.
        today: The business date.
        most: How many.
        among: These alone.
    """
    rows: Any = missing_dues(cooperative_id=cooperative_id, months=months, today=today)
    if among is not None:
        rows = rows.filter(id__in=among)
    return [
        MissedRow(
            row.id,
            member_number(row.number),
            row.file.name,
            row.file.rt,
            row.file.rw,
            row.since,
            row.paid_on,
            missed_months(row.since, today=today),
        )
        for row in rows[:most]
    ]
