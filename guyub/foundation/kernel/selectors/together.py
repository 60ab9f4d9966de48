"""Asking several things of the database in one round trip.

A page over many contexts would pay a trip for each of them. A context gives a ``Question`` instead of asking: its own
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
class Question(Generic[T]):
    """Statements with their values, and what their rows mean: ``read`` gets the rows of each, as the driver does."""

    statements: Sequence[tuple[str, Any]]
    read: Callable[..., T]

    @classmethod
    def of(cls, *querysets: QuerySet[Any, Any], read: Callable[..., T]) -> Question[T]:
        """Make a question of querysets that give values: ``values_list`` of plain columns and sums."""
        return cls([rows.query.sql_with_params() for rows in querysets], read)


def count_of(rows: QuerySet[Any, Any]) -> Any:
    """Give the queryset that counts the rows of another; no row of it means none."""
    return rows.order_by().values("cooperative_id").annotate(counted=Count("*")).values_list("counted")


def counted(rows: Sequence[tuple[Any, ...]]) -> int:
    """Read what ``count_of`` asked."""
    return int(rows[0][0]) if rows else 0


def asked(*questions: Question[Any]) -> list[Any]:
    """Give the answers in the order of the questions; one round trip, in the scope that all of them need."""
    compose: Any = connection.ops.compose_sql  # type: ignore[attr-defined]  # PostgreSQL's
    texts = [compose(*statement) for one in questions for statement in one.statements]
    if not texts:
        return [one.read() for one in questions]
    with connection.cursor() as cursor:
        cursor.execute(BETWEEN.join(texts))
        answers: list[list[tuple[Any, ...]]] = [cursor.fetchall()]
        while cursor.nextset():
            answers.append(cursor.fetchall())
    given = iter(answers)
    return [one.read(*(next(given) for _ in one.statements)) for one in questions]
