"""What people tell an official site by hand: the steps of a sale there, and how long it has waited for them.

Nothing here reaches the sites: a person types there what stands here. Source: docs/algorithms/official_sites.md.
"""

from __future__ import annotations

from enum import StrEnum
from typing import TYPE_CHECKING, ClassVar

from guyub.foundation.kernel.dates import Zone, business_date
from guyub.foundation.kernel.errors import DomainError
from guyub.trade.subsidised.domain.programmes import OfficialState

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import datetime

SHORTEST_WHY, LONGEST_WHY, LONGEST_REF = 5, 200, 40
MOST_SEEN = 10**6


class OfficialRefusedError(DomainError):
    """A sale is not told to a site, or its number is not shown; ``wrong`` says why.

    ``gone`` (no such sale here), ``step`` (it stands elsewhere by now, or no such step), ``ref`` (longer than 40
    letters), ``why`` (5 to 200 letters), ``code`` (not one of the reasons of the site), ``seen`` (what the site says is
    left is no whole number), ``number`` (the buyer's number is not kept).
    """

    code: ClassVar[str] = "subsidised.official.refused"


class OfficialStep(StrEnum):
    """What somebody does with a sale that a site is to be told of."""

    DONE = "DONE"  # typed there
    REFUSED = "REFUSED"  # the site refused it
    AGAIN = "AGAIN"  # try once more
    KEEP = "KEEP"  # stands here, with a note, although the site refused it
    UNTICK = "UNTICK"  # was not typed after all
    CANCELLED = "CANCELLED"  # cancelled there, after it was taken back here


class RefusedFor(StrEnum):
    """Why a site refused a sale, as its screen says it."""

    NIK = "NIK"  # more than the person may have
    KK = "KK"  # more than the household may have
    UNKNOWN = "UNKNOWN"  # not registered there
    STOCK = "STOCK"  # the site knows of no stock
    BUSY = "BUSY"  # too many at once, or the session ended
    OTHER = "OTHER"


STEPS: Mapping[OfficialStep, tuple[frozenset[OfficialState], OfficialState]] = {
    OfficialStep.DONE: (frozenset({OfficialState.WAITING}), OfficialState.DONE),
    OfficialStep.REFUSED: (frozenset({OfficialState.WAITING}), OfficialState.REFUSED),
    OfficialStep.AGAIN: (frozenset({OfficialState.REFUSED, OfficialState.KEPT}), OfficialState.WAITING),
    OfficialStep.KEEP: (frozenset({OfficialState.REFUSED}), OfficialState.KEPT),
    OfficialStep.UNTICK: (frozenset({OfficialState.DONE}), OfficialState.WAITING),
    OfficialStep.CANCELLED: (frozenset({OfficialState.CANCEL}), OfficialState.CANCELLED),
}
# What somebody still has to do.
OPEN = (OfficialState.WAITING, OfficialState.REFUSED, OfficialState.CANCEL)
WITH_WHY = frozenset({OfficialStep.KEEP, OfficialStep.UNTICK})


class Age(StrEnum):
    """How long a sale has waited to be told, from the least to the most urgent."""

    FRESH = "FRESH"
    LATE = "LATE"  # more than a few hours
    CLOSING = "CLOSING"  # the day's work is over
    PAST = "PAST"  # it is another day


def after_step(state: OfficialState, step: OfficialStep) -> OfficialState:
    """Give where a sale stands after a step.

    Raises:
        OfficialRefusedError: ``step``: it cannot be done from there.
    """
    before, after = STEPS[step]
    if state not in before:
        raise OfficialRefusedError(wrong="step")
    return after


def after_taken_back(state: OfficialState) -> OfficialState:
    """Give where a sale stands once it was taken back here: what the site knows is to be cancelled there."""
    if state in {OfficialState.DONE, OfficialState.KEPT}:
        # What was kept may have come to stand there by another way: a person looks.
        return OfficialState.CANCEL
    if state in {OfficialState.WAITING, OfficialState.REFUSED}:
        return OfficialState.NONE
    return state


def age_of(*, sold_at: datetime, now: datetime, late_hours: int, closing_hour: int) -> Age:
    """Tell how urgent a sale is that the site was not told of; days and hours are those of Jakarta.

    Args:
        sold_at: When it was sold, aware.
        now: The moment, aware.
        late_hours: From how many hours on it is late.
        closing_hour: The hour of the clock at which a day's work is over.
    """
    if business_date(now, Zone.WIB) > business_date(sold_at, Zone.WIB):
        return Age.PAST
    if now.astimezone(Zone.WIB.info).hour >= closing_hour:
        return Age.CLOSING
    waited_s = int((now - sold_at).total_seconds())
    return Age.LATE if waited_s >= late_hours * 3600 else Age.FRESH


def checked_ref(written: str) -> str:
    """Give the number that the site gave, without spare spaces; it may be empty.

    Raises:
        OfficialRefusedError: ``ref``: longer than 40 letters.
    """
    ref = " ".join(written.split())
    if len(ref) > LONGEST_REF:
        raise OfficialRefusedError(wrong="ref")
    return ref


def checked_note(written: str, *, is_needed: bool) -> str:
    """Give a note without spare spaces.

    Raises:
        OfficialRefusedError: ``why``: longer than 200 letters, or needed and shorter than 5.
    """
    why = " ".join(written.split())
    if len(why) > LONGEST_WHY or (is_needed and len(why) < SHORTEST_WHY):
        raise OfficialRefusedError(wrong="why")
    return why


def checked_seen(written: str) -> int | None:
    """Read what the site says is left; None where nothing was typed.

    Raises:
        OfficialRefusedError: ``seen``: no whole number.
    """
    text = written.strip()
    if not text:
        return None
    if not (text.isascii() and text.isdigit()) or int(text) > MOST_SEEN:
        raise OfficialRefusedError(wrong="seen")
    return int(text)


def refused_for(written: str) -> RefusedFor:
    """Read why a site refused a sale.

    Raises:
        OfficialRefusedError: ``code``: none of its reasons.
    """
    try:
        return RefusedFor(written)
    except ValueError as error:
        raise OfficialRefusedError(wrong="code") from error
