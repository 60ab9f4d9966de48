"""How every change of a cooperative's legal life begins and ends: taking turns, one line of the trail, one of news."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from guyub.community.cooperatives.domain.texts import one_line
from guyub.community.cooperatives.selectors.locks import lock_life
from guyub.foundation.identity.services.acting import act_once
from guyub.foundation.identity.services.audit import record
from guyub.foundation.kernel.services.outbox import write_news

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from datetime import datetime
    from typing import Any
    from uuid import UUID

    from guyub.foundation.identity.domain.roles import Action, Actor
    from guyub.foundation.kernel.errors import DomainError

NEWS = "cooperatives.changed"


@dataclass(frozen=True)
class Done:
    """What an act came to: its name in the trail, the facts of its sentence, the id of the row it is about."""

    act: str
    facts: Mapping[str, Any]
    row_id: UUID | str = ""


def change_once(
    *,
    actor: Actor,
    place_id: int,
    action: Action,
    request_id: UUID,
    use_case: str,
    facts: Mapping[str, Any],
    now: datetime,
    work: Callable[[], Done],
) -> str:
    """Do one act on one cooperative in one durable transaction, one at a time; the rest is ``act_once``.

    Returns:
        The id of the row that the act is about.
    """

    def whole() -> str:
        lock_life(cooperative_id=place_id)
        done = work()
        record(cooperative_id=place_id, actor=actor, act=done.act, facts=done.facts, now=now)
        payload = {"act": done.act, "id": str(done.row_id)}
        write_news(cooperative_id=place_id, topic=NEWS, payload=payload, now=now)
        return str(done.row_id)

    return str(
        act_once(
            actor=actor,
            action=action,
            request_id=request_id,
            use_case=use_case,
            facts=facts,
            now=now,
            work=whole,
            place_id=place_id,
        )
    )


def checked_line(
    written: str, refusal: type[DomainError], wrong: str, *, most: int, is_required: bool = False
) -> str:
    """Bring a typed text to one line, or refuse it: too long, or missing where it is required.

    Raises:
        DomainError: The refusal that was given, with the fact ``wrong``.
    """
    line = one_line(written)
    if len(line) > most or (is_required and not line):
        raise refusal(wrong=wrong)
    return line
