"""How every use-case of loans begins: once, under a name of its own."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from guyub.foundation.identity.services.acting import act_once

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from datetime import datetime
    from uuid import UUID

    from guyub.foundation.identity.domain.roles import Action, Actor


def once(
    actor: Actor,
    action: Action,
    name: str,
    facts: Mapping[str, Any],
    request_id: UUID,
    now: datetime,
    work: Callable[[], Any],
) -> Any:
    """Do one act on loans once, or give what came of it the first time; see ``identity.services.acting``."""
    return act_once(
        actor=actor,
        action=action,
        request_id=request_id,
        use_case=f"loans.{name}",
        facts=facts,
        now=now,
        work=work,
    )
