"""Shifts that a till tells of beside those of the web page: one drawer has one shift at a time, whoever began it where.

A till may tell late, and while it was silent somebody may have opened, handed over or closed the drawer on the web
page. What the cashier did at the till happened all the same: it is joined to the shift that ran then, never refused.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime
    from uuid import UUID


class Join(StrEnum):
    """How a till's shift came to the shift of the drawer."""

    MULAI = "MULAI"  # it began it
    IKUT = "IKUT"  # the same person had opened the drawer on the web page
    LANJUT = "LANJUT"  # another person held the drawer: with this count the shift goes over
    SUSUL = "SUSUL"  # told after somebody had opened the drawer again, or closed it


@dataclass(frozen=True, slots=True)
class Ran:
    """A shift of a drawer: whose, from when until when (None: it runs)."""

    shift_id: UUID
    person_id: UUID
    opened_at: datetime
    closed_at: datetime | None

    def covers(self, at: datetime) -> bool:
        """Tell whether it ran at a moment; the moment of its end belongs to what comes after."""
        return self.opened_at <= at and (self.closed_at is None or at < self.closed_at)


def joined_to(ran: Sequence[Ran], *, person_id: UUID, at: datetime) -> tuple[Join, Ran | None]:
    """Say which shift a till's opening belongs to.

    Args:
        ran: The drawer's shifts that run, or ended after the opening.
        person_id: Who opened at the till.
        at: When, aware.

    Returns:
        How, and the shift that it joins or goes on from; None where it begins one.
    """
    later = sorted((one for one in ran if one.closed_at is None or one.closed_at > at), key=_beginning)
    if not later:
        return Join.MULAI, None
    first = later[0]
    if first.closed_at is not None:
        return Join.SUSUL, first
    if first.person_id == person_id:
        return Join.IKUT, first
    return (Join.LANJUT if first.opened_at <= at else Join.SUSUL), first


def running_at(ran: Sequence[Ran], *, own: Ran, at: datetime) -> Ran:
    """Say to which shift of a drawer something belongs that a till told of its own shift.

    Args:
        ran: The drawer's shifts.
        own: The one that the till's shift is joined to.
        at: When it happened, aware.

    Returns:
        Its own, unless it had ended before and another one ran by then: the drawer was handed over on the web page.
    """
    if own.closed_at is None or at <= own.closed_at:
        return own
    return next((one for one in sorted(ran, key=_beginning) if one.covers(at)), own)


def may_end(shift: Ran, *, own_id: UUID, person_id: UUID, at: datetime) -> bool:
    """Say whether a count at the till ends a shift that runs.

    It ends its own. One that another person began since is ended by that person alone, and none that began after the
    count.

    Args:
        shift: The shift that runs at the drawer.
        own_id: The one that the till's shift is joined to.
        person_id: Who counted.
        at: When, aware.
    """
    return shift.shift_id == own_id or (shift.person_id == person_id and shift.opened_at <= at)


def _beginning(one: Ran) -> datetime:
    return one.opened_at
