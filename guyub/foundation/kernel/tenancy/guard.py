"""Finds statements that forget whose rows they ask for. On in every test and in `./run dev`.

Row-level security would answer them on one server, at the price of reading everybody's rows; a cluster sharded by
cooperative would refuse them or ask every shard. The rule: each SELECT, UPDATE or DELETE on a tenant table compares
that table's ``cooperative_id`` with a value, or with that of a table that does, or stands inside
``all_cooperatives("why")``.
"""

from __future__ import annotations

import re
from functools import cache, lru_cache
from typing import TYPE_CHECKING, Any

from guyub.foundation.kernel.tenancy.kinds import TableKind
from guyub.foundation.kernel.tenancy.schema import declared_models
from guyub.foundation.kernel.tenancy.scope import current_scope

if TYPE_CHECKING:
    from collections.abc import Callable

_LITERALS = re.compile(r"'(?:[^']|'')*'|--[^\n]*|/\*.*?\*/", re.DOTALL)
_AFTER_A_TABLE = (
    "WHERE|SET|INNER|LEFT|RIGHT|FULL|CROSS|JOIN|ON|ORDER|GROUP|LIMIT|FOR|USING|UNION|HAVING|OFFSET|RETURNING"
)
_NAMED = re.compile(
    r"\b(?P<verb>FROM|JOIN|UPDATE)\s+(?:ONLY\s+)?\"?(?P<table>\w+)\"?"
    rf"(?:\s+(?:AS\s+)?(?!(?:{_AFTER_A_TABLE})\b)\"?(?P<alias>\w+)\"?)?",
    re.IGNORECASE,
)
_COLUMN = r'"?(\w+)"?\s*\.\s*"?cooperative_id"?'
_SAME = re.compile(rf"{_COLUMN}\s*=\s*\(*\s*{_COLUMN}", re.IGNORECASE)
_VALUE = re.compile(rf"{_COLUMN}\s*(?:=|IN\b)(?!\s*\(*\s*{_COLUMN})", re.IGNORECASE)
_ROW_VALUE = re.compile(rf"\(\s*{_COLUMN}\s*,[^()]*\)\s*(?:=|IN\b)", re.IGNORECASE)
_BARE_VALUE = re.compile(
    r"\bWHERE\b.*(?<![.\w\"])\"?cooperative_id\"?\s*(?:=|IN\b)", re.IGNORECASE | re.DOTALL
)


class UnpinnedQueryError(AssertionError):
    """A statement reads or writes a tenant table without naming the cooperative."""


@cache
def _tenant_tables() -> frozenset[str]:
    return frozenset(model._meta.db_table for model, kind in declared_models() if kind is TableKind.TENANT)


@lru_cache(maxsize=10_000)  # the same few thousand statements are asked again and again
def unpinned_tables(sql: str, tenant_tables: frozenset[str]) -> frozenset[str]:
    """List the tenant tables (by alias) that a statement uses without pinning their cooperative."""
    statement = _LITERALS.sub(" ", sql)
    if not any(table in statement for table in tenant_tables):
        return frozenset()
    aliases = {
        match["alias"] or match["table"]
        for match in _NAMED.finditer(statement)
        if match["table"] in tenant_tables
    }
    pinned = {match[1] for match in _VALUE.finditer(statement)}
    pinned |= {match[1] for match in _ROW_VALUE.finditer(statement)}
    if len(aliases) == 1 and _BARE_VALUE.search(statement):
        pinned |= aliases
    same = [(match[1], match[2]) for match in _SAME.finditer(statement)]
    while True:
        reached = {b for a, b in same if a in pinned} | {a for a, b in same if b in pinned}
        if reached <= pinned:
            return frozenset(aliases - pinned)
        pinned |= reached


def refuse_unpinned(execute: Callable[..., Any], sql: str, params: Any, many: bool, context: Any) -> Any:  # noqa: FBT001  Django's signature
    """Refuse a statement that forgets its cooperative; for ``connection.execute_wrapper``.

    Raises:
        UnpinnedQueryError: The statement uses a tenant table unpinned, outside ``all_cooperatives``.
    """
    scope = current_scope()
    if not (scope and scope.why_all):
        for statement in str(sql).split(";\n"):  # several that were asked together: each for itself
            if unpinned := unpinned_tables(statement, _tenant_tables()):
                raise UnpinnedQueryError(
                    f"name the cooperative of {', '.join(sorted(unpinned))}: {statement}"
                )
    return execute(sql, params, many, context)
