"""Which cooperatives the running transaction may see: the only place that tells the database.

Row-level security reads the setting ``guyub.cooperatives`` (ADR 0007). Nothing set means nothing visible; ``all``
reads everything and writes nothing. The setting lives and dies with the transaction, so reads need a scope too.
"""

from __future__ import annotations

from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.db import connection, transaction

from guyub.foundation.kernel.tenancy.postgresql.calls import begun, called

if TYPE_CHECKING:
    from collections.abc import Iterator

SETTING = "guyub.cooperatives"
_FIRST = f"SELECT set_config('{SETTING}', '{{}}', true)"
# Kept statements are planned once, for rows that are found by their keys; so are the keys that the commit checks.
_BY_KEYS = (
    ", set_config('plan_cache_mode', 'force_generic_plan', true), set_config('enable_seqscan', 'off', true)"
)
_CHANGE = f"SELECT coalesce(current_setting('{SETTING}', true), ''), set_config('{SETTING}', %s, true)"


class ScopeWidenedError(AssertionError):
    """Code inside one cooperative's scope asked for another: one request works for one cooperative."""


@dataclass(frozen=True)
class Scope:
    """What the transaction may see: the listed cooperatives, or everything for a stated reason."""

    cooperative_ids: frozenset[int]
    why_all: str = ""

    @property
    def setting(self) -> str:
        """The value that the policies read: an int[] literal, or ``all``."""
        return "all" if self.why_all else "{" + ",".join(map(str, sorted(self.cooperative_ids))) + "}"

    def covers(self, other: Scope) -> bool:
        """Tell whether everything visible in the other scope is visible in this one."""
        return bool(self.why_all) or (not other.why_all and other.cooperative_ids <= self.cooperative_ids)


_current: ContextVar[Scope | None] = ContextVar("guyub_scope", default=None)


def current_scope() -> Scope | None:
    """Tell the scope of the running transaction; None outside any."""
    return _current.get()


@contextmanager
def scope(*cooperative_ids: int, durable: bool = False, by_keys: bool = False) -> Iterator[None]:
    """Open a transaction that sees these cooperatives and no other.

    Args:
        cooperative_ids: One for all work; several for reading, and for an import that is whole or nothing (ADR 0036).
        durable: Refuse to be nested: the commit at the end is the commit (use-cases).
        by_keys: The transaction asks for few rows by their keys, again and again through the day: no statement is
            planned anew for its values, and none reads a table whole because it was small once. Not for reports.

    Raises:
        ScopeWidenedError: A surrounding scope does not cover these cooperatives.
    """
    with _enter(Scope(frozenset(cooperative_ids)), durable=durable, first=_BY_KEYS if by_keys else ""):
        yield


@contextmanager
def all_cooperatives(why: str) -> Iterator[None]:
    """Open a transaction that reads the rows of every cooperative and can write none.

    Args:
        why: The reason, in words; it stands in the code for the reviewer and excuses the query guard.

    Raises:
        ValueError: No reason was given.
        ScopeWidenedError: The surrounding scope is narrower.
    """
    if not why.strip():
        raise ValueError("say why this reads all cooperatives")
    with _enter(Scope(frozenset(), why_all=why), durable=False):
        yield


@contextmanager
def _enter(wanted: Scope, *, durable: bool, first: str = "") -> Iterator[None]:
    outer = _current.get()
    if outer is not None and not outer.covers(wanted):
        raise ScopeWidenedError(f"inside {outer.setting}, asked for {wanted.setting}")
    is_nested = connection.in_atomic_block
    with transaction.atomic(durable=durable):
        if is_nested:
            previous = _set(wanted.setting)
        else:
            begun(_FIRST.format(wanted.setting) + first)
        token = _current.set(wanted)
        try:
            yield
        finally:
            _current.reset(token)
        # An exception skips this: rolling back restores the setting, and a finished transaction forgets it.
        if is_nested:
            _set(previous)


def _set(value: str) -> str:
    ((previous, _),) = called(_CHANGE, [value])
    return str(previous)
