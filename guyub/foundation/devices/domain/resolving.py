"""How an event that was not applied is resolved."""

from __future__ import annotations

from enum import StrEnum

from guyub.foundation.devices.domain.chain import Answer, Place


class How(StrEnum):
    """What a person made of it."""

    APPLIED = "APPLIED"  # it was applied after all, once something was mended
    LOSS = "LOSS"  # it happened and cannot be entered: two people take the loss
    REFUSED = "REFUSED"  # it did not happen, or is entered otherwise


# The refusals of the chain itself. What apply refuses has the code of its own context.
PLACE_CODES = {
    Place.FORKED: "devices.event.forked",
    Place.LATE: "devices.event.given_up",
    Place.BROKEN: "devices.event.broken",
    Place.UNLINKED: "devices.event.unlinked",
}
SAME_ID = "devices.event.same_id"
FAILED = "devices.event.failed"  # our own program failed on it


def obstacle_for(answer: Answer, resolved: How | None) -> str:
    """Tell why an event is not to be resolved: ``accepted``, ``resolved``; empty when it is."""
    if answer is Answer.ACCEPTED:
        return "accepted"
    return "resolved" if resolved else ""
