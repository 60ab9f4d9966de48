"""What one event is answered: applied behind a savepoint, refused, or kept because the program failed on it (ADR 0074).

An event on which our own program fails must not hold up all that come after it: what it wrote is taken back, it is kept
as one that waits for a person, and it is applied again once the program is mended. A database that is away or busy is
no fault of the event: that takes the batch back, and the device sends it again.
"""

from __future__ import annotations

import logging
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any

from django.db import InterfaceError, OperationalError, transaction

from guyub.foundation.devices.domain.chain import Answer
from guyub.foundation.devices.domain.resolving import FAILED
from guyub.foundation.kernel.errors import DomainError
from guyub.foundation.kernel.formats import day

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from guyub.foundation.devices.services.admitting import Applied, Happened

logger = logging.getLogger("guyub.devices")
PASSING = (
    OperationalError,
    InterfaceError,
    MemoryError,
)  # it may go well the next time, without anybody's doing


@dataclass(frozen=True, slots=True)
class Kept:
    """Why an event was not applied: what is answered, the code and the facts of its sentence."""

    answer: Answer
    code: str
    facts: Mapping[str, Any]


def applied_or_kept(apply: Callable[[Happened], Applied], happened: Happened) -> Applied | Kept:
    """Apply one event behind a savepoint, or say why it was not. Step: needs an open transaction.

    Args:
        apply: As of ``admitting.admit``.
        happened: The event.

    Raises:
        OperationalError, InterfaceError, MemoryError: Nothing is wrong with the event; the batch comes again.
    """
    try:
        with transaction.atomic():
            return apply(happened)
    except DomainError as refusal:
        answer = Answer.CONFLICT if getattr(refusal, "answers_conflict", False) else Answer.REJECTED
        return Kept(answer, refusal.code, told_facts(refusal))
    except PASSING:
        raise
    except Exception as error:  # noqa: BLE001  whatever our own mistake is, the next sale must get in
        log_failure(happened, error)
        return Kept(Answer.CONFLICT, FAILED, {"error": type(error).__name__})


def log_failure(happened: Happened, error: Exception) -> None:
    """Tell the operator that the program failed on an event: which one, and where; never what stands in it."""
    event = happened.event
    logger.error(
        "event failed: %s %s of device %s",
        event.kind,
        event.seq,
        happened.device_id,
        exc_info=(type(error), error, error.__traceback__),
    )


def told_facts(refusal: DomainError) -> dict[str, Any]:
    """Give the facts of a refusal as they are kept: numbers and text; a day as it is read."""
    return {
        name: fact
        if fact is None or isinstance(fact, bool | int | str)
        else day(fact)
        if isinstance(fact, date)
        else str(fact)
        for name, fact in refusal.facts.items()
    }
