"""Asking several things of the database in one round trip.

A page over many contexts would pay a trip for each of them. A context gives an ``Inquiry`` instead of asking: its own
statements and how their rows are read. Who shows the page asks all of them together.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Generic, TypeVar

from django.db import connection
from django.db.models import Count

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from django.db.models import QuerySet

T = TypeVar("T")
BETWEEN = ";\n"  # the query guard takes the statements apart again


@dataclass(frozen=True, slots=True)
class Inquiry(Generic[T]):
    """Statements with their values, and what their rows mean: ``read`` gets the rows of each, as the driver does."""

    statements: Sequence[tuple[str, Any]]
    read: Callable[..., T]

    @classmethod
    def of(cls, *querysets: QuerySet[Any, Any], read: Callable[..., T]) -> Inquiry[T]:
        """Make an inquiry of querysets that give values: ``values_list`` of plain columns and sums."""
        return cls([rows.query.sql_with_params() for rows in querysets], read)


def rows_of(rows: QuerySet[Any, Any]) -> Inquiry[list[Any]]:
    """Make an inquiry of a queryset of whole rows, without what hangs on them and without JSON."""
    names = [field.attname for field in rows.model._meta.concrete_fields]
    return Inquiry.of(
        rows, read=lambda found: [rows.model.from_db(rows.db, names, list(row)) for row in found]
    )


def joined(*parts: Inquiry[Any], read: Callable[..., T]) -> Inquiry[T]:
    """Make one inquiry of several: ``read`` gets their answers."""

    def whole(*rows: list[tuple[Any, ...]]) -> T:
        given = iter(rows)
        return read(*(one.read(*(next(given) for _ in one.statements)) for one in parts))

    return Inquiry([statement for one in parts for statement in one.statements], whole)


def count_of(rows: QuerySet[Any, Any]) -> Any:
    """Give the queryset that counts the rows of another; no row of it means none."""
    return rows.order_by().values("cooperative_id").annotate(counted=Count("*")).values_list("counted")


def counted(rows: Sequence[tuple[Any, ...]]) -> int:
    """Read what ``count_of`` asked."""
    return int(rows[0][0]) if rows else 0


def asked(*inquiries: Inquiry[Any]) -> list[Any]:
    """Give the answers in the order of the inquiries; one round trip, in the scope that all of them need."""
    whole: Inquiry[list[Any]] = joined(*inquiries, read=lambda *answers: list(answers))
    compose: Any = connection.ops.compose_sql  # type: ignore[attr-defined]  # PostgreSQL's
    rows: list[list[tuple[Any, ...]]] = []
    if whole.statements:
        with connection.cursor() as cursor:
            cursor.execute(BETWEEN.join(compose(*statement) for statement in whole.statements))
            rows.append(cursor.fetchall())
            while cursor.nextset():
                rows.append(cursor.fetchall())
    return whole.read(*rows)
