"""Requests about personal data and breaches, with the time that the rules of the day give."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from guyub.foundation.identity.services import privacy
from guyub.foundation.parameters.selectors.values import value_of

if TYPE_CHECKING:
    from datetime import date, datetime
    from uuid import UUID

    from guyub.foundation.identity.domain.roles import Actor


def receive_request(
    *, actor: Actor, person_id: UUID, kind: str, today: date, request_id: UUID, now: datetime
) -> None:
    """Take in a person's request; the answer is due after ``privasi.jawab_jam`` hours. Use-case.

    Raises:
        NothingHoldsError: Nobody has set how long.
        NotAllowedError, PersonUnknownError: As identity.services.privacy says.
    """
    privacy.receive_request(
        actor=actor,
        person_id=person_id,
        kind=kind,
        within=_hours("privasi.jawab_jam", actor, today),
        request_id=request_id,
        now=now,
    )


def report_breach(
    *,
    actor: Actor,
    found_at: datetime,
    what: str,
    how: str,
    handling: str,
    people_count: int,
    today: date,
    request_id: UUID,
    now: datetime,
) -> None:
    """Open a breach case; it must be told after at most ``privasi.pelanggaran_jam`` hours. Use-case.

    Raises:
        NothingHoldsError: Nobody has set how long.
        NotAllowedError, TextMissingError: As identity.services.privacy says.
    """
    privacy.report_breach(
        actor=actor,
        found_at=found_at,
        what=what,
        how=how,
        handling=handling,
        people_count=people_count,
        within=_hours("privasi.pelanggaran_jam", actor, today),
        request_id=request_id,
        now=now,
    )


def _hours(key: str, actor: Actor, today: date) -> timedelta:
    return timedelta(hours=int(value_of(key, cooperative_id=actor.cooperative_id, on=today)))
