"""What holds today, and what held."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING

from django.db.models import Q
from django.db.models.functions import Left

from guyub.foundation.kernel.models import Cooperative
from guyub.foundation.kernel.rows import Row
from guyub.foundation.kernel.selectors.together import Inquiry, asked, joined, kept_rows
from guyub.foundation.parameters.domain.catalogue import CATALOGUE
from guyub.foundation.parameters.domain.definitions import (
    Confidence,
    Dated,
    Definition,
    Scope,
    effective,
    shown,
)
from guyub.foundation.parameters.models import Decision, ParameterValue

if TYPE_CHECKING:
    from datetime import date, datetime
    from uuid import UUID

    from django.db.models import QuerySet

CITY_CODE_LENGTH = len("35.73")


class NothingHoldsError(LookupError):
    """No value holds for a key on a day; the message names both."""


@dataclass(frozen=True)
class ValueRow(Row):
    """One value with where it comes from."""

    value_id: UUID
    key: str
    scope: Scope
    value: str
    shown: str
    valid_from: date
    valid_to: date | None
    legal_basis: str
    source: str
    confidence: Confidence
    decision_id: UUID | None
    set_by: str
    set_at: datetime

    @property
    def is_verified(self) -> bool:
        """False where the source must still be checked."""
        return self.confidence.is_verified


@dataclass(frozen=True)
class InForce(Row):
    """A key and the value that holds; None where there is none."""

    definition: Definition
    row: ValueRow | None


def in_force(*, cooperative_id: int, on: date) -> list[InForce]:
    """Give every key with the value that holds for a cooperative on a day; one query."""
    by_key: dict[str, list[ValueRow]] = {}
    for row in _rows(cooperative_id):
        by_key.setdefault(row.key, []).append(row)
    return [
        InForce(definition, _holding(by_key.get(key, []), definition, on))
        for key, definition in CATALOGUE.items()
    ]


def value_of(key: str, *, cooperative_id: int, on: date) -> Decimal:
    """Give the number that holds: rupiah, a fraction, or a count.

    Raises:
        NothingHoldsError: There is none for that day; a rule that needs it must not guess.
    """
    definition = CATALOGUE[key]
    row = _holding(_rows(cooperative_id, key), definition, on)
    if row is None:
        raise NothingHoldsError(f"{key} on {on}")
    return Decimal(row.value)


def values_of(*keys: str, cooperative_id: int, on: date) -> dict[str, Decimal]:
    """Give several numbers that hold at once; one query.

    Raises:
        NothingHoldsError: One of them has none for that day.
    """
    return {
        key: Decimal(value)
        for key, value in written_values(*keys, cooperative_id=cooperative_id, on=on).items()
    }


def written_values(*keys: str, cooperative_id: int, on: date) -> dict[str, str]:
    """Give several values that hold, as they are written down: numbers as digits, days as MM-DD; one query.

    Raises:
        NothingHoldsError: One of them has none for that day.
    """
    by_key: dict[str, list[ValueRow]] = {key: [] for key in keys}
    for row in _rows(cooperative_id, *keys):
        by_key[row.key].append(row)
    found = {key: _holding(rows, CATALOGUE[key], on) for key, rows in by_key.items()}
    missing = [key for key, row in found.items() if row is None]
    if missing:
        raise NothingHoldsError(f"{', '.join(missing)} on {on}")
    return {key: row.value for key, row in found.items() if row is not None}


@dataclass(frozen=True)
class OverTime:
    """Every value of a few keys: for rules that ask what held in one month after the other."""

    rows: dict[str, list[ValueRow]]

    def on(self, key: str, day: date) -> ValueRow | None:
        """Give the value that holds on a day with where it comes from; None where there is none."""
        return _holding(self.rows[key], CATALOGUE[key], day)

    def written(self, key: str, *, on: date) -> str:
        """Give the value that holds on a day as it is written down.

        Raises:
            NothingHoldsError: There is none for that day.
        """
        row = self.on(key, on)
        if row is None:
            raise NothingHoldsError(f"{key} on {on}")
        return row.value


def over_time(*keys: str, cooperative_id: int) -> OverTime:
    """Read what held and holds of a few keys; one query."""
    (found,) = asked(over_time_inquiry(*keys, cooperative_id=cooperative_id))
    return found  # type: ignore[no-any-return]  # as the inquiry reads it


def over_time_inquiry(*keys: str, cooperative_id: int) -> Inquiry[OverTime]:
    """Ask what ``over_time`` gives, together with others."""

    def read(values: list[ParameterValue]) -> OverTime:
        rows: dict[str, list[ValueRow]] = {key: [] for key in keys}
        for value in values:
            rows[value.key].append(_value_row(value))
        return OverTime(rows)

    return joined(kept_rows(_values, cooperative_id, *keys), read=read)


def national_row(key: str, *, on: date) -> ValueRow | None:
    """Give the nation's own value with where it comes from, for pages without a cooperative; one query."""
    rows = ParameterValue.objects.filter(key=key, cooperative__isnull=True, valid_from__lte=on)
    row = rows.filter(Q(valid_to__isnull=True) | Q(valid_to__gte=on)).order_by("-valid_from", "id").first()
    return None if row is None else _value_row(row)


def national_value(key: str, *, on: date) -> Decimal:
    """Give the nation's own number, for what is summed across cities.

    Raises:
        NothingHoldsError: There is none for that day.
    """
    row = national_row(key, on=on)
    if row is None:
        raise NothingHoldsError(f"{key} on {on}")
    return Decimal(row.value)


def history_of(key: str, *, cooperative_id: int) -> list[ValueRow]:
    """List every value of a key that matters to a cooperative, the newest first."""
    return sorted(_rows(cooperative_id, key), key=lambda row: (row.valid_from, row.set_at), reverse=True)


def dated_values(key: str, *, cooperative_id: int) -> list[Dated]:
    """Give the values of a key as the rule takes them."""
    return [_dated(row) for row in _rows(cooperative_id, key)]


def decisions_of(*, cooperative_id: int, most: int = 200) -> list[Decision]:
    """List a cooperative's decisions, the newest first."""
    rows = Decision.objects.filter(cooperative_id=cooperative_id)
    return list(rows.order_by("-decided_on", "-id")[:most])


def _holding(rows: list[ValueRow], definition: Definition, on: date) -> ValueRow | None:
    found = effective([_dated(row) for row in rows], definition, on=on)
    return next((row for row in rows if _dated(row) == found), None)


def _dated(row: ValueRow) -> Dated:
    return Dated(row.scope, row.value, row.valid_from, row.valid_to)


def _rows(cooperative_id: int, *keys: str) -> list[ValueRow]:
    return [_value_row(value) for value in _values(cooperative_id, *keys)]


def _values(cooperative_id: int, *keys: str) -> QuerySet[ParameterValue]:
    city = Cooperative.objects.filter(id=cooperative_id).values(prefix=Left("code", CITY_CODE_LENGTH))
    wanted = Q(cooperative__isnull=True) | Q(cooperative_id=cooperative_id) | Q(cooperative__code__in=city)
    values = ParameterValue.objects.filter(wanted, key__in=keys or CATALOGUE)
    return values.order_by("key", "valid_from", "id")


def _value_row(value: ParameterValue) -> ValueRow:
    return ValueRow(
        value.id,
        value.key,
        Scope(value.scope),
        value.value,
        shown(value.value, CATALOGUE[value.key].unit),
        value.valid_from,
        value.valid_to,
        value.legal_basis,
        value.source,
        Confidence(value.confidence),
        value.decision_id,
        value.set_by,
        value.set_at,
    )
