"""Calling a function of the database that is called often, and beginning a transaction."""

from __future__ import annotations

from contextlib import nullcontext
from functools import partial
from typing import TYPE_CHECKING, Any

import psycopg
from django.db import connection
from psycopg import errors, pq

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

BETWEEN = ";\n"  # the query guard takes statements that go together apart again


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


def prepared(*statements: tuple[str, Any]) -> list[list[tuple[Any, ...]]]:
    """Run statements whose text stays the same, as ``called`` does, and give the rows of each: one round trip.

    The query guard and whoever counts queries see them as they see Django's own.

    Args:
        statements: SQL with ``%s`` or ``%(name)s``, and its values; one that may be None and stands where the server
            cannot tell its kind has a cast.
    """

    def run(*_: Any) -> list[list[tuple[Any, ...]]]:
        raw = connection.connection
        with connection.wrap_database_errors, raw.pipeline() if len(statements) > 1 else nullcontext():
            cursors = [psycopg.Cursor(raw).execute(sql, values, prepare=True) for sql, values in statements]
        # Whether there are rows: ``description`` would write every column's down.
        return [
            cursor.fetchall() if cursor.pgresult and cursor.pgresult.nfields else [] for cursor in cursors
        ]

    connection.ensure_connection()
    connection.validate_no_broken_transaction()
    text, execute = BETWEEN.join(sql for sql, _ in statements), run
    if connection.queries_logged:
        connection.queries_log.append({"sql": text, "time": "0"})
    for wrapper in reversed(connection.execute_wrappers):
        execute = partial(wrapper, execute)
    return execute(text, None, False, {"connection": connection, "cursor": None})  # noqa: FBT003  Django's signature


def listed(values: Iterable[object]) -> str:
    """Write ids, numbers or days as one text that the server reads as an array; None is NULL.

    For hundreds of them: psycopg would write a list out piece by piece, which takes five times as long. Texts have no
    place here, since nothing is quoted.

    Args:
        values: The elements; the statement casts them: ``%s::uuid[]``.
    """
    return "{" + ",".join(["NULL" if value is None else str(value) for value in values]) + "}"


def listed_bytes(values: Iterable[bytes]) -> str:
    """Write strings of bytes as one text that the server reads as an array, as ``listed``: ``%s::bytea[]``."""
    return "{" + ",".join([f'"\\\\x{value.hex()}"' for value in values]) + "}"


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
