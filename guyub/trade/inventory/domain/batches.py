"""Batches of one stock: what comes in names one or is unmarked, what leaves takes those that expire first (FEFO)."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from datetime import date

UNMARKED = ""


class BatchShortError(Exception):
    """A batch holds less than is taken from it, or its expiry is another than its mark was kept with."""


@dataclass(slots=True)
class Batches:
    """The batches of one stock.

    Args:
        left: By mark, its expiry (None: unknown) and the base units that are left, zero or more.
        changed: Marks whose batch moved.
    """

    left: dict[str, tuple[date | None, int]] = field(default_factory=dict)
    changed: set[str] = field(default_factory=set)

    def put(self, qty: int, code: str = UNMARKED, expires_on: date | None = None) -> list[tuple[str, int]]:
        """Put base units into a batch; give the batch and what came to it.

        Raises:
            BatchShortError: The batch is known with another expiry.
        """
        known, there = self.left.get(code, (expires_on, 0))
        if expires_on is not None and known != expires_on:
            raise BatchShortError
        self._set(code, known, there + qty)
        return [(code, qty)] if qty else []

    def take(self, qty: int, code: str | None = None) -> list[tuple[str, int]]:
        """Take base units: from the batch that is named, else by expiry, those without one last.

        Returns:
            Batches with what was taken of each, above zero, in the order in which they were taken.

        Raises:
            BatchShortError: They hold less.
        """
        marks = [code] if code is not None else sorted(self.left, key=self._expiry)
        parts = []
        for mark in marks:
            expires_on, there = self.left.get(mark, (None, 0))
            part = min(there, qty)
            if part:
                self._set(mark, expires_on, there - part)
                parts.append((mark, part))
                qty -= part
        if qty:
            raise BatchShortError
        return parts

    def _expiry(self, mark: str) -> tuple[bool, str, str]:
        expires_on, _ = self.left[mark]
        return expires_on is None, expires_on.isoformat() if expires_on else "", mark

    def _set(self, mark: str, expires_on: date | None, qty: int) -> None:
        self.left[mark] = (expires_on, qty)
        self.changed.add(mark)
