"""Calling a function of the database that is called often, and beginning a transaction."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import psycopg
from django.db import connection
from psycopg import errors, pq

if TYPE_CHECKING:
    from collections.abc import Sequence


def called(statement: str, values: Sequence[Any]) -> list[tuple[Any, ...]]:
    """Run a statement with its values bound by the server and its plan kept, and give its rows.

    Django binds values in Python, which costs a posting a tenth of its time; this is its connection and its
    transaction, without that step. For functions alone: it does not pass the query guard.

    Args:
        statement: Without tables; ``%s`` for values, each with a cast where it is no plain text or number.
        values: One for each.
    """
    connection.ensure_connection()
    with connection.wrap_database_errors, psycopg.Cursor(connection.connection) as cursor:
        cursor.execute(statement, values, prepare=True)
        return cursor.fetchall()


def begun(statement: str) -> None:
    """Send the BEGIN that Django has only announced, and a first statement with it: one round trip, not two.

    Args:
        statement: One that gives rows; its values are written into it.
    """
    connection.ensure_connection()
    with connection.wrap_database_errors:
        libpq = connection.connection.pgconn
        result = libpq.exec_(f"BEGIN; {statement}".encode())
        if result.status == pq.ExecStatus.TUPLES_OK:
            return
        if libpq.status == pq.ConnStatus.BAD:
            raise psycopg.OperationalError(libpq.get_error_message())
        raise errors.error_from_result(result)
