"""Asking several things of the database in one round trip.

A page over many contexts would pay a trip for each of them. A context gives an ``Inquiry`` instead of asking: its own
statements and how their rows are read. Who shows the page asks all of them together.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import TYPE_CHECKING, Any, Generic, TypeVar
from uuid import UUID

from django.db import connection
from django.db.models import Count

from guyub.foundation.kernel.tenancy.postgresql.calls import BETWEEN, prepared

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from django.db.models import QuerySet

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Inquiry(Generic[T]):
    """Statements with their values, and what their rows mean: ``read`` gets the rows of each, as the driver does."""

    statements: Sequence[tuple[str, Any]]
    read: Callable[..., T]
    is_kept: bool = False  # their text stays the same

    @classmethod
    def of(cls, *querysets: QuerySet[Any, Any], read: Callable[..., T]) -> Inquiry[T]:
        """Make an inquiry of querysets that give values: ``values_list`` of plain columns and sums."""
        return cls([rows.query.sql_with_params() for rows in querysets], read)

    @classmethod
    def kept(
        cls, build: Callable[..., QuerySet[Any, Any]], *values: Any, read: Callable[..., T]
    ) -> Inquiry[T]:
        """Make an inquiry of the queryset that a function makes of values; its statement is written once, and kept.

        For what is asked at every press: writing a statement takes Django longer than the database to answer it.

        Args:
            build: A function of a module: the statement it makes depends on nothing but how many values there are
                and of which kinds.
            values: Numbers, texts, days, moments, ids.
            read: As in ``of``.
        """
        return cls([_written(build, values).statement(values)], read, is_kept=True)


def json_of(kept: Any) -> Any:
    """Read a column of JSON in the rows of an inquiry: the driver gives it as text, Django as what it says."""
    return json.loads(kept) if isinstance(kept, str) else kept


def rows_of(rows: QuerySet[Any, Any]) -> Inquiry[list[Any]]:
    """Make an inquiry of a queryset of whole rows, without what hangs on them and without JSON."""
    names = [field.attname for field in rows.model._meta.concrete_fields]
    return Inquiry.of(
        rows, read=lambda found: [rows.model.from_db(rows.db, names, list(row)) for row in found]
    )


def kept_rows(build: Callable[..., QuerySet[Any, Any]], *values: Any) -> Inquiry[list[Any]]:
    """Make an inquiry of whole rows, as ``rows_of``, whose statement is written once, as ``Inquiry.kept``."""
    written = _written(build, values)
    model, names = written.model, written.names
    return Inquiry(
        [written.statement(values)],
        lambda found: [model.from_db("default", names, list(row)) for row in found],
        is_kept=True,
    )


@dataclass(frozen=True, slots=True)
class _Written:
    """The statement of a queryset: its values, and where those come from that change (None: it is always this one)."""

    sql: str
    params: tuple[Any, ...]
    slots: tuple[int | None, ...]
    model: Any
    names: list[str]

    def statement(self, values: Sequence[Any]) -> tuple[str, tuple[Any, ...]]:
        """Give it with other values."""
        pairs = zip(self.params, self.slots, strict=True)
        return self.sql, tuple(
            param if at is None else type(param)(values[at]) if isinstance(param, int) else values[at]
            for param, at in pairs
        )


_KEPT: dict[tuple[Any, ...], _Written] = {}
_MARKS: dict[
    type, Callable[[int], Any]
] = {  # values that nobody asks for, to be found again among the statement's
    int: lambda at: 1_987_654_320 + at,
    str: lambda at: f"mark {at} of a kept statement",
    date: lambda at: date(9000, 1, 1 + at),
    datetime: lambda at: datetime(9000, 1, 1 + at, tzinfo=UTC),
    UUID: lambda at: UUID(int=(0xFACE << 112) + at),
}


def _written(build: Callable[..., QuerySet[Any, Any]], values: Sequence[Any]) -> _Written:
    key = (build, *map(type, values))
    found = _KEPT.get(key)
    if found is None:
        marks = [_MARKS[type(value)](at) for at, value in enumerate(values)]
        rows = build(*marks)
        sql, params = rows.query.sql_with_params()
        slots = tuple(marks.index(param) if param in marks else None for param in params)
        if set(range(len(marks))) - set(slots):
            raise TypeError(f"{build.__name__} does not hand every value to the database as it is")
        names = [field.attname for field in rows.model._meta.concrete_fields]
        found = _KEPT[key] = _Written(sql, tuple(params), slots, rows.model, names)
    return found


def joined(*parts: Inquiry[Any], read: Callable[..., T]) -> Inquiry[T]:
    """Make one inquiry of several: ``read`` gets their answers."""

    def whole(*rows: list[tuple[Any, ...]]) -> T:
        given = iter(rows)
        return read(*(one.read(*(next(given) for _ in one.statements)) for one in parts))

    statements = [statement for one in parts for statement in one.statements]
    return Inquiry(statements, whole, is_kept=all(one.is_kept for one in parts))


def count_of(rows: QuerySet[Any, Any]) -> Any:
    """Give the queryset that counts the rows of another; no row of it means none."""
    return rows.order_by().values("cooperative_id").annotate(counted=Count("*")).values_list("counted")


def counted(rows: Sequence[tuple[Any, ...]]) -> int:
    """Read what ``count_of`` asked."""
    return int(rows[0][0]) if rows else 0


def asked(*inquiries: Inquiry[Any]) -> list[Any]:
    """Give the answers in the order of the inquiries; one round trip, in the scope that all of them need."""
    whole: Inquiry[list[Any]] = joined(*inquiries, read=lambda *answers: list(answers))
    if whole.is_kept and whole.statements:
        return whole.read(*prepared(*whole.statements))
    compose: Any = connection.ops.compose_sql  # type: ignore[attr-defined]  # PostgreSQL's
    rows: list[list[tuple[Any, ...]]] = []
    if whole.statements:
        with connection.cursor() as cursor:
            cursor.execute(BETWEEN.join(compose(*statement) for statement in whole.statements))
            rows.append(cursor.fetchall())
            while cursor.nextset():
                rows.append(cursor.fetchall())
    return whole.read(*rows)
