"""Members counted, for whoever may see figures and no person: of many cooperatives in a handful of queries."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.db.models import Count, Q
from django.db.models.functions import TruncMonth

from guyub.community.members.domain.files import Sex
from guyub.community.members.domain.register import MemberState
from guyub.community.members.models import Member
from guyub.foundation.identity.domain.vault import SecretKind
from guyub.foundation.kernel.dates import add_months
from guyub.foundation.kernel.rows import Row

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator
    from datetime import date

# Years of age at which a band begins; the last has no end. Who is younger than the first is in it too.
AGES = (17, 25, 35, 50, 65)
_NOW = Q(state__in=[MemberState.AKTIF.value, MemberState.PASIF.value])


@dataclass(frozen=True, slots=True)
class MonthOfMembers(Row):
    """How the register moved in a month: who joined, who left, who was a member at its end."""

    month: date  # its first day
    joined: int
    left: int
    members: int


@dataclass(frozen=True, slots=True)
class MemberFigures(Row):
    """The members of one cooperative, counted. ``ages`` counts by the bands of AGES, and last those of unknown age."""

    members: int
    passive: int
    candidates: int
    women: int
    men: int
    ages: tuple[int, ...]
    households: int
    without_kk: int
    growth: tuple[MonthOfMembers, ...]


def member_figures(cooperative_ids: Collection[int], *, since: date, today: date) -> dict[int, MemberFigures]:
    """Count the members of cooperatives that have a register here; five queries, in a scope that covers them.

    Args:
        cooperative_ids: Which; those with neither member nor candidate, now or ever, are left out.
        since: The first day of the first month of the growth.
        today: The business date: ages count to it, and the last month of the growth is its.
    """
    mine = Member.objects.filter(cooperative_id__in=cooperative_ids)
    counted: Any = mine.order_by("cooperative_id").values("cooperative_id").annotate(**_counts(today))
    households = dict(
        mine.filter(_NOW, person__vault__kind=SecretKind.KK.value)
        .values_list("cooperative_id")
        .annotate(households=Count("person__vault__blind_index", distinct=True))
        .values_list("cooperative_id", "households")
    )
    known = dict(
        mine.filter(_NOW, person__vault__kind=SecretKind.KK.value)
        .values_list("cooperative_id")
        .annotate(known=Count("id"))
        .values_list("cooperative_id", "known")
    )
    joined, left = (_by_month(mine, field) for field in ("joined_on", "left_on"))
    found = {}
    for row in counted:
        place_id = row["cooperative_id"]
        ages = tuple(row[f"age_{n}"] for n in range(len(AGES)))
        found[place_id] = MemberFigures(
            members=row["members"],
            passive=row["passive"],
            candidates=row["candidates"],
            women=row["women"],
            men=row["men"],
            ages=(*ages, row["members"] - sum(ages)),
            households=households.get(place_id, 0),
            without_kk=row["members"] - known.get(place_id, 0),
            growth=tuple(_growth(joined.get(place_id, {}), left.get(place_id, {}), since=since, today=today)),
        )
    return found


def _counts(today: date) -> dict[str, Any]:
    counts = {
        "members": Count("id", filter=_NOW),
        "passive": Count("id", filter=Q(state=MemberState.PASIF.value)),
        "candidates": Count("id", filter=Q(state=MemberState.CALON.value)),
        "women": Count("id", filter=_NOW & Q(file__sex=Sex.PEREMPUAN.value)),
        "men": Count("id", filter=_NOW & Q(file__sex=Sex.LAKI.value)),
    }
    # Born on or before the day that makes them this old today.
    turns = [add_months(today, -12 * age) for age in AGES]
    for n, _ in enumerate(AGES):
        in_band = _NOW & Q(file__born_on__isnull=False)
        if n:
            in_band &= Q(file__born_on__lte=turns[n])
        if n + 1 < len(AGES):
            in_band &= Q(file__born_on__gt=turns[n + 1])
        counts[f"age_{n}"] = Count("id", filter=in_band)
    return counts


def _by_month(rows: Any, field: str) -> dict[int, dict[date, int]]:
    """Count who joined or left by month, of those who had a number."""
    had = rows.filter(**{f"{field}__isnull": False, "number__isnull": False})
    found: dict[int, dict[date, int]] = {}
    counted = had.annotate(month=TruncMonth(field)).values("cooperative_id", "month").annotate(n=Count("id"))
    for row in counted.order_by("cooperative_id", "month"):
        found.setdefault(row["cooperative_id"], {})[row["month"]] = row["n"]
    return found


def _growth(
    joined: dict[date, int], left: dict[date, int], *, since: date, today: date
) -> Iterator[MonthOfMembers]:
    members = sum(n for month, n in joined.items() if month < since)
    members -= sum(n for month, n in left.items() if month < since)
    month = since
    while month <= today:
        members += joined.get(month, 0) - left.get(month, 0)
        yield MonthOfMembers(month, joined.get(month, 0), left.get(month, 0), members)
        month = add_months(month, 1)
