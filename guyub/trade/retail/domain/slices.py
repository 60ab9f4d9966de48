"""What of a member's limit each till is lent beforehand: two tills can never sell more than the limit together.

A till that hears of more may use it at once, since it was set aside first. A till that hears of less may have sold by
what it heard before: what is set aside falls only once the till has heard the lower amount and every sale it had
written by then was taken in. Source: docs/algorithms/bon.md.
"""

from __future__ import annotations

from dataclasses import dataclass, replace


@dataclass(frozen=True, slots=True)
class Lent:
    """What one till is lent for one member, whole rupiah.

    Args:
        lent_rp: What is set aside: at most so much can still come from the till.
        told_rp: What the till was told last.
        lowered_no: The answer that told it less; it counts where less was told than is set aside.
    """

    lent_rp: int = 0
    told_rp: int = 0
    lowered_no: int = 0


def share_rp(*, free_rp: int, others_rp: int, tills: int) -> int:
    """Tell how much one till may be lent: an equal part of what is free, and no more than others leave.

    Args:
        free_rp: What the member may still owe, before anything is set aside for tills.
        others_rp: What is set aside for other tills.
        tills: How many tills sell here.
    """
    return max(0, min(free_rp - others_rp, free_rp // max(tills, 1)))


def heard(lent: Lent, *, number: int, is_all_in: bool) -> Lent:
    """Let go of what a till knows that it may not use any more.

    Args:
        lent: As it stands.
        number: The last answer that the till has heard.
        is_all_in: Every event that the till had written when it asked was taken in.
    """
    if lent.lent_rp > lent.told_rp and is_all_in and number >= lent.lowered_no:
        return replace(lent, lent_rp=lent.told_rp)
    return lent


def told(lent: Lent, *, target_rp: int, number: int) -> Lent:
    """Tell a till another amount.

    Args:
        lent: As it stands.
        target_rp: What it may sell from now on, of what is free or set aside for it.
        number: The answer that tells it.
    """
    if target_rp < lent.told_rp:
        return Lent(lent.lent_rp, target_rp, number)
    return replace(lent, lent_rp=max(lent.lent_rp, target_rp), told_rp=target_rp)


def used(lent: Lent, amount_rp: int) -> Lent:
    """Take what a till sold on bon out of what it was lent; what goes beyond is judged by the limits."""
    return replace(lent, lent_rp=max(0, lent.lent_rp - amount_rp), told_rp=max(0, lent.told_rp - amount_rp))
