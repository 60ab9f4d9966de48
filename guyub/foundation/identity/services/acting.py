"""How every use-case begins: whose rows, may this person, was it asked before."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, ClassVar

from guyub.foundation.identity.domain.roles import CITY_ROLES, Action, Actor, can, may_reach
from guyub.foundation.identity.selectors.guiding import guides, guides_all
from guyub.foundation.identity.selectors.people import still_holds
from guyub.foundation.identity.services.audit import record
from guyub.foundation.kernel.errors import DomainError
from guyub.foundation.kernel.models import Cooperative
from guyub.foundation.kernel.services.requests import run_once
from guyub.foundation.kernel.tenancy.scope import scope

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Mapping
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
    place_id: int | None = None,
    also: Collection[int] = (),
) -> Any:
    """Do one act of one person in one durable transaction, or return what came of it the first time.

    Checks run in this order: the table of roles, the city that guides, the role still held, the request_id.

    Args:
        actor: Who, in which role, for which cooperative: the scope of the transaction.
        action: What the table of roles must allow.
        request_id: Made once per intention.
        use_case: Its name, such as ``identity.end_role``.
        facts: Everything that makes the request what it is.
        now: The moment, aware.
        work: Does it; returns plain JSON.
        place_id: The cooperative whose rows are written, where a city's officer acts in one that the city guides:
            the transaction, the request_id and the trail are that cooperative's. None: the actor's own.
        also: Further cooperatives that the actor's city guides, or ids reserved for new ones, whose rows the same
            transaction writes: an import that is whole or nothing (ADR 0036). The request_id stays the city's.

    Raises:
        NotAllowedError: The role does not allow it, or was ended meanwhile.
        RequestReusedError: The request_id came before with other facts.
    """
    place = actor.cooperative_id if place_id is None else place_id
    with scope(place, *also, durable=True):
        allowed = may_act(actor, action, place) and (not also or _may_write_in(actor, also))
        if not allowed or not still_holds(actor, now=now):
            raise NotAllowedError(action=action.value)
        return run_once(
            cooperative_id=place,
            request_id=request_id,
            use_case=use_case,
            facts={"person": actor.person_id, **facts},
            now=now,
            work=work,
        )


@dataclass(frozen=True, slots=True)
class ActsOf:
    """How the use-cases of one context begin, and what they tell the trail: under its own name."""

    context: str

    def once(
        self,
        actor: Actor,
        action: Action,
        name: str,
        facts: Mapping[str, Any],
        request_id: UUID,
        now: datetime,
        work: Callable[[], Any],
    ) -> Any:
        """Do one act once, or give what came of it the first time; see ``act_once``."""
        return act_once(
            actor=actor,
            action=action,
            request_id=request_id,
            use_case=f"{self.context}.{name}",
            facts=facts,
            now=now,
            work=work,
        )

    def note(self, actor: Actor, act: str, facts: Mapping[str, Any], now: datetime) -> None:
        """Write an act into the trail, where no posting carries it. Step; call it late."""
        place_id = actor.cooperative_id
        record(cooperative_id=place_id, actor=actor, act=f"{self.context}.{act}", facts=facts, now=now)


def _may_write_in(actor: Actor, place_ids: Collection[int]) -> bool:
    city = Cooperative.objects.get(id=actor.cooperative_id)
    return actor.role in CITY_ROLES and guides_all(city=city, place_ids=place_ids)


def may_act(actor: Actor, action: Action, place_id: int) -> bool:
    """Tell whether an actor may do something in a cooperative: the own one, or one that the actor's city guides."""
    if place_id == actor.cooperative_id:
        return can(actor, action, place_id)
    return may_reach(actor, action) and guides(city_id=actor.cooperative_id, place_id=place_id)
