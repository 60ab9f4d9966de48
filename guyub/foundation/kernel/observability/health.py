"""Is this installation ready to be trusted with work?"""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import Error, connection
from django.db.migrations.executor import MigrationExecutor

from guyub.foundation.kernel.tenancy.schema import schema_differences

if TYPE_CHECKING:
    from collections.abc import Callable


def _database_answers() -> str:
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1")
    return ""


def _migrations_are_applied() -> str:
    executor = MigrationExecutor(connection)
    waiting = executor.migration_plan(executor.loader.graph.leaf_nodes())
    return f"{len(waiting)} migrations wait" if waiting else ""


def _walls_stand() -> str:
    missing = schema_differences()
    return f"{len(missing)} keys, policies or grants differ, first {missing[0].table}" if missing else ""


def _worker_lives() -> str:
    with connection.cursor() as cursor:
        cursor.execute("SELECT max(last_heartbeat) > now() - interval '1 minute' FROM procrastinate_workers")
        (alive,) = cursor.fetchone()
    return "" if alive else "no worker has been heard of for a minute"


CHECKS: dict[str, Callable[[], str]] = {
    "database": _database_answers,
    "migrations": _migrations_are_applied,
    "walls": _walls_stand,
    "worker": _worker_lives,
}


def readiness() -> dict[str, str]:
    """Run every check, each on its own.

    Returns:
        Check → what is wrong with it; an empty text is good.
    """
    return {name: _tried(check) for name, check in CHECKS.items()}


def _tried(check: Callable[[], str]) -> str:
    try:
        return check()
    except Error as error:
        return type(error).__name__
