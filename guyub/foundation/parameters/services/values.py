"""Setting values."""

from __future__ import annotations

import csv
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, ClassVar

from django.db import IntegrityError, transaction
from django.db.models import Min

from guyub.foundation.kernel.errors import DomainError
from guyub.foundation.kernel.models import Cooperative, CooperativeKind
from guyub.foundation.parameters.domain.catalogue import CATALOGUE
from guyub.foundation.parameters.domain.definitions import (
    ORDER,
    Dated,
    Direction,
    LoosenedError,
    Scope,
    is_tighter,
    read_value,
    shown,
)
from guyub.foundation.parameters.models import Decision, ParameterValue
from guyub.foundation.parameters.selectors.values import dated_values

if TYPE_CHECKING:
    from datetime import datetime
    from uuid import UUID

NATIONAL_VALUES = Path(__file__).resolve().parent.parent / "data" / "national.csv"
SET_BY_PRODUCT = "rilis Guyub"


class ValueRefusedError(DomainError):
    """A value is not set; ``wrong``: ``key scope past overlaps decision basis ends``."""

    code: ClassVar[str] = "parameters.value.refused"


@dataclass(frozen=True, kw_only=True)
class Change:
    """A value that somebody wants to hold."""

    key: str
    value: str
    valid_from: date
    legal_basis: str
    source: str
    valid_to: date | None = None
    decision_id: UUID | None = None


def checked_change(change: Change, *, cooperative: Cooperative, today: date) -> Change:
    """Check what somebody wants to set for a tenant, and bring its value to the form in which it is kept. Step.

    Checks run in this order: key, scope, basis, dates, value, decision, wider scopes on each day of the span.

    Args:
        change: As typed.
        cooperative: For whom: a cooperative, or a city office for its city.
        today: A value may begin today or later; what held is never rewritten.

    Raises:
        ValueRefusedError: See its fact ``wrong``.
        ValueNotUnderstoodError: The value is not one of its unit.
        LoosenedError: A wider scope is tighter.
    """
    definition = CATALOGUE.get(change.key)
    if definition is None:
        raise ValueRefusedError(wrong="key")
    scope = scope_of(cooperative)
    if scope not in definition.settable_by:
        raise ValueRefusedError(wrong="scope")
    if not change.legal_basis.strip() or not change.source.strip():
        raise ValueRefusedError(wrong="basis")
    if change.valid_from < today:
        raise ValueRefusedError(wrong="past")
    if change.valid_to and change.valid_to < change.valid_from:
        raise ValueRefusedError(wrong="ends")
    value = read_value(change.value, definition.unit, definition.choices)
    if (
        change.decision_id
        and not Decision.objects.filter(cooperative_id=cooperative.id, id=change.decision_id).exists()
    ):
        raise ValueRefusedError(wrong="decision")
    if definition.direction is not Direction.FREE:
        for wider in dated_values(change.key, cooperative_id=cooperative.id):
            if (
                ORDER[wider.scope] < ORDER[scope]
                and _meet(wider, change)
                and not is_tighter(value, wider.value, definition)
            ):
                raise LoosenedError(
                    wrong=definition.direction.value.lower(), wider=shown(wider.value, definition.unit)
                )
    return Change(**{**vars(change), "value": value})


def set_value(
    change: Change, *, cooperative: Cooperative, set_by: str, today: date, now: datetime
) -> ParameterValue:
    """Let a value hold from a day on; the one that held until then ends the day before. Step: needs a transaction.

    Args:
        change: What is to hold.
        cooperative: For whom.
        set_by: The people who decided it, as names.
        today: The business date.
        now: The moment, aware.

    Raises:
        ValueRefusedError, ValueNotUnderstoodError, LoosenedError: As ``checked_change``; ``overlaps``: another value
            begins within the span.
    """
    change = checked_change(change, cooperative=cooperative, today=today)
    scope = scope_of(cooperative)
    ours = ParameterValue.objects.filter(key=change.key, scope=scope.value, cooperative=cooperative)
    ours.filter(valid_from__lt=change.valid_from, valid_to__isnull=True).update(
        valid_to=change.valid_from - timedelta(days=1)
    )
    try:
        with transaction.atomic():
            return ParameterValue.objects.create(
                key=change.key,
                scope=scope.value,
                cooperative=cooperative,
                value=change.value,
                valid_from=change.valid_from,
                valid_to=change.valid_to,
                legal_basis=change.legal_basis.strip(),
                source=change.source.strip(),
                confidence="A" if change.decision_id else "OURS",
                decision_id=change.decision_id,
                set_by=set_by,
                set_at=now,
            )
    except IntegrityError as error:
        raise ValueRefusedError(wrong="overlaps") from error


def scope_of(cooperative: Cooperative) -> Scope:
    """Tell for whom a tenant sets values."""
    return Scope.CITY if cooperative.kind == CooperativeKind.KOTA else Scope.COOPERATIVE


def load_national(*, now: datetime) -> int:
    """Bring the values that come with the product into the database; repeating it changes nothing. Step.

    A value that a later release ends or corrects is ended or corrected; what people set stays untouched.

    Returns:
        How many values the product brings.
    """
    cities = list(Cooperative.objects.filter(kind=CooperativeKind.KOTA))
    with NATIONAL_VALUES.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    with transaction.atomic():
        ParameterValue.objects.filter(set_by=SET_BY_PRODUCT).delete()
        set_by_people = {
            (key, scope, cooperative_id): first
            for key, scope, cooperative_id, first in ParameterValue.objects.values_list(
                "key", "scope", "cooperative_id"
            ).annotate(first=Min("valid_from"))
        }
        brought = [
            ParameterValue(
                key=row["key"],
                scope=row["scope"],
                cooperative=city,
                value=row["value"],
                valid_from=date.fromisoformat(row["valid_from"]),
                valid_to=_until(row, set_by_people.get((row["key"], row["scope"], city and city.id))),
                legal_basis=row["legal_basis"],
                source=row["source"],
                confidence=row["confidence"],
                set_by=SET_BY_PRODUCT,
                set_at=now,
            )
            for row in rows
            for city in ([None] if row["scope"] == Scope.NATIONAL else cities)
        ]
        ParameterValue.objects.bulk_create(
            value for value in brought if value.valid_to is None or value.valid_to >= value.valid_from
        )
    return len(rows)


def _until(row: dict[str, str], people_from: date | None) -> date | None:
    """Tell how long a value of the product holds: until its own end, or the day before people set another."""
    ends = [date.fromisoformat(row["valid_to"])] if row["valid_to"] else []
    ends += [people_from - timedelta(days=1)] if people_from else []
    return min(ends, default=None)


def _meet(wider: Dated, change: Change) -> bool:
    """Tell whether two spans share a day."""
    ends = change.valid_to or date.max
    return wider.valid_from <= ends and change.valid_from <= (wider.valid_to or date.max)
