"""What each device is lent beforehand of something that is limited: two of them never use more than there is together.

Rupiah of a member's limit, units of a household's quota. A device that hears of more may use it at once, since it was
set aside first. A device that hears of less may have sold by what it heard before: what is set aside falls only once
the device has heard the lower amount and every sale it had written by then was taken in. Source:
docs/algorithms/bon.md.
"""

from __future__ import annotations

from dataclasses import dataclass, replace


@dataclass(frozen=True, slots=True)
class Word:
    """What a device says when it asks what it may sell.

    Args:
        heard_no: The last answer about what it is lent that it has heard.
        written: The number of the last event that it has written; None: it does not say.
    """

    heard_no: int
    written: int | None


@dataclass(frozen=True, slots=True)
class Lent:
    """What one device is lent for one buyer, whole units.

    Args:
        lent: What is set aside: at most so much can still come from the device.
        told: What the device was told last.
        lowered_no: The answer that told it less; it counts where less was told than is set aside.
    """

    lent: int = 0
    told: int = 0
    lowered_no: int = 0


def share(*, free: int, others: int, parts: int) -> int:
    """Tell how much one device may be lent: an equal part of what is free, and no more than others leave.

    Args:
        free: What is left for the buyer, before anything is set aside for devices.
        others: What is set aside for other devices.
        parts: In how many equal parts it is shared.
    """
    return max(0, min(free - others, free // max(parts, 1)))


def heard(lent: Lent, *, number: int, is_all_in: bool) -> Lent:
    """Let go of what a device knows that it may not use any more.

    Args:
        lent: As it stands.
        number: The last answer that the device has heard.
        is_all_in: Every event that the device had written when it asked was taken in.
    """
    if lent.lent > lent.told and is_all_in and number >= lent.lowered_no:
        return replace(lent, lent=lent.told)
    return lent


def told(lent: Lent, *, target: int, number: int) -> Lent:
    """Tell a device another amount.

    Args:
        lent: As it stands.
        target: What it may sell from now on, of what is free or set aside for it.
        number: The answer that tells it.
    """
    if target < lent.told:
        return Lent(lent.lent, target, number)
    return replace(lent, lent=max(lent.lent, target), told=target)


def used(lent: Lent, amount: int) -> Lent:
    """Take what a device sold out of what it was lent; what goes beyond is judged by the limits."""
    return replace(lent, lent=max(0, lent.lent - amount), told=max(0, lent.told - amount))
