"""How every use-case begins: whose rows, may this person, was it asked before."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, ClassVar

from guyub.foundation.identity.domain.roles import Action, Actor, can
from guyub.foundation.identity.selectors.people import still_holds
from guyub.foundation.kernel.errors import DomainError
from guyub.foundation.kernel.services.requests import run_once
from guyub.foundation.kernel.tenancy.scope import scope

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from datetime import datetime
    from uuid import UUID


class NotAllowedError(DomainError):
    """The role does not allow the act, or is not held any more. Fact: ``action``."""

    code: ClassVar[str] = "identity.act.not_allowed"


def act_once(
    *,
    actor: Actor,
    action: Action,
    request_id: UUID,
    use_case: str,
    facts: Mapping[str, Any],
    now: datetime,
    work: Callable[[], Any],
) -> Any:
    """Do one act of one person in one durable transaction, or return what came of it the first time.

    Checks run in this order: the table of roles, the role still held, the request_id.

    Args:
        actor: Who, in which role, for which cooperative: the scope of the transaction.
        action: What the table of roles must allow.
        request_id: Made once per intention.
        use_case: Its name, such as ``identity.end_role``.
        facts: Everything that makes the request what it is.
        now: The moment, aware.
        work: Does it; returns plain JSON.

    Raises:
        NotAllowedError: The role does not allow it, or was ended meanwhile.
        RequestReusedError: The request_id came before with other facts.
    """
    with scope(actor.cooperative_id, durable=True):
        if not can(actor, action, actor.cooperative_id) or not still_holds(actor, now=now):
            raise NotAllowedError(action=action.value)
        return run_once(
            cooperative_id=actor.cooperative_id,
            request_id=request_id,
            use_case=use_case,
            facts={"person": actor.person_id, **facts},
            now=now,
            work=work,
        )
