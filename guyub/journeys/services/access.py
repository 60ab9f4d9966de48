"""Who gets in and who becomes what: by one officer where no money hangs on it, by two where it does."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, ClassVar
from uuid import UUID

from guyub.foundation.approvals.services.requests import ask
from guyub.foundation.identity.domain.role_words import ROLE_WORDS
from guyub.foundation.identity.domain.roles import Action, Actor, Role, fits, needs_second_factor
from guyub.foundation.identity.selectors.people import person_of
from guyub.foundation.identity.services.acting import act_once
from guyub.foundation.identity.services.audit import record
from guyub.foundation.identity.services.getting_in import issue_code
from guyub.foundation.identity.services.people import RoleRefusedError, add_person, give_role
from guyub.foundation.identity.services.vault import PersonUnknownError
from guyub.foundation.kernel.errors import DomainError
from guyub.foundation.kernel.models import Cooperative, CooperativeKind

if TYPE_CHECKING:
    from datetime import datetime

    from guyub.foundation.approvals.models import ApprovalRequest
    from guyub.foundation.identity.models import Person

ROLE_KIND, RESET_KIND = "journeys.role", "journeys.reset"


class ReasonMissingError(DomainError):
    """The one who decides must know why."""

    code: ClassVar[str] = "journeys.access.reason_missing"


class PlaceUnknownError(DomainError):
    """The city guides no such cooperative."""

    code: ClassVar[str] = "journeys.access.place_unknown"


@dataclass(frozen=True)
class Invited:
    """What came of an invitation."""

    person_id: UUID
    has_code: bool
    waits: bool


def invite(
    *,
    actor: Actor,
    name: str,
    login: str,
    role: Role,
    reason: str,
    request_id: UUID,
    now: datetime,
    place_code: str = "",
) -> Invited:
    """Invite somebody into a role of the own cooperative; the city also into one of its cooperatives. Use-case.

    A new person gets a one-time code; it is derived from ``request_id`` and shown to the officer. A role that
    approves waits for a second person; until then the invited may get in and do nothing.

    Raises:
        NotAllowedError: The actor may not invite.
        NameRefusedError, LoginNameNotUnderstoodError, RoleRefusedError: As the steps say.
        PlaceUnknownError: The named cooperative is not one that the city guides.
        ReasonMissingError: A second person must decide, and no reason is given.
    """

    def work() -> dict[str, Any]:
        place = _place(actor, place_code)
        person = add_person(name=name, login=login, now=now)
        waits = _give_or_ask(actor, person, role, place, reason, request_id, now)
        has_code = not person.has_usable_password()
        if has_code:
            issue_code(
                invitation_id=request_id,
                person=person,
                cooperative_id=place.id,
                issued_by=actor.person_id,
                now=now,
            )
            _note(actor, "identity.invitation.issued", {"name": person.name}, now)
        return {"person": str(person.id), "has_code": has_code, "waits": waits}

    facts = {"name": name, "login": login, "role": role.value, "reason": reason, "place": place_code}
    done = act_once(
        actor=actor,
        action=Action.INVITE,
        request_id=request_id,
        use_case="journeys.invite",
        facts=facts,
        now=now,
        work=work,
    )
    return Invited(UUID(done["person"]), done["has_code"], done["waits"])


def ask_role(
    *, actor: Actor, person_id: UUID, role: Role, reason: str, request_id: UUID, now: datetime
) -> bool:
    """Give a person of the own cooperative one more role, or ask a second person to. Use-case.

    Returns:
        True when it waits for a second person.

    Raises:
        NotAllowedError, PersonUnknownError, RoleRefusedError, ReasonMissingError.
    """

    def work() -> bool:
        person = person_of(cooperative_id=actor.cooperative_id, person_id=person_id)
        if person is None:
            raise PersonUnknownError
        return _give_or_ask(actor, person, role, _place(actor, ""), reason, request_id, now)

    facts = {"about": person_id, "role": role.value, "reason": reason}
    return bool(
        act_once(
            actor=actor,
            action=Action.ASK_ROLE,
            request_id=request_id,
            use_case="journeys.ask_role",
            facts=facts,
            now=now,
            work=work,
        )
    )


def ask_reset(*, actor: Actor, person_id: UUID, reason: str, request_id: UUID, now: datetime) -> None:
    """Ask a second officer for a new way in for somebody who stands at the counter. Use-case.

    Raises:
        NotAllowedError, PersonUnknownError, ReasonMissingError.
    """
    if not reason.strip():
        raise ReasonMissingError

    def work() -> None:
        person = person_of(cooperative_id=actor.cooperative_id, person_id=person_id)
        if person is None:
            raise PersonUnknownError
        ask(
            actor=actor,
            kind=RESET_KIND,
            facts={"name": person.name},
            reason=reason,
            concerns=person.id,
            request_id=request_id,
            now=now,
        )

    act_once(
        actor=actor,
        action=Action.ASK_RESET,
        request_id=request_id,
        use_case="journeys.ask_reset",
        facts={"about": person_id, "reason": reason},
        now=now,
        work=work,
    )


def carry_out_role(*, request: ApprovalRequest, actor: Actor, now: datetime) -> None:
    """Give the role that was approved. Step of the last approval."""
    person = _concerned(request)
    role = Role(request.facts["role"])
    give_role(person=person, cooperative_id=request.facts["place_id"], role=role, now=now)
    _note(actor, "identity.role.given", {"name": person.name, "role": role.value}, now)


def carry_out_reset(*, request: ApprovalRequest, actor: Actor, now: datetime) -> None:
    """Issue the code that was approved; the one who asked sees it on the request's page. Step."""
    person = _concerned(request)
    issue_code(
        invitation_id=request.id,
        person=person,
        cooperative_id=request.cooperative_id,
        issued_by=request.requested_by_id,
        is_reset=True,
        now=now,
    )
    _note(actor, "identity.reset.issued", {"name": person.name}, now)


def _give_or_ask(
    actor: Actor,
    person: Person,
    role: Role,
    place: Cooperative,
    reason: str,
    request_id: UUID,
    now: datetime,
) -> bool:
    if not fits(role, is_city=place.kind == CooperativeKind.KOTA):
        raise RoleRefusedError(wrong="city")
    if not needs_second_factor(role):
        give_role(person=person, cooperative_id=place.id, role=role, now=now)
        _note(actor, "identity.role.given", {"name": person.name, "role": role.value}, now)
        return False
    if not reason.strip():
        raise ReasonMissingError
    ask(
        actor=actor,
        kind=ROLE_KIND,
        facts={
            "name": person.name,
            "role": role.value,
            "role_words": ROLE_WORDS[role].lower(),
            "place_id": place.id,
            "place": place.name,
        },
        reason=reason,
        concerns=person.id,
        request_id=request_id,
        now=now,
    )
    return True


def _place(actor: Actor, code: str) -> Cooperative:
    """Find where a role is to be held: here, or in a cooperative that this city guides."""
    own = Cooperative.objects.get(id=actor.cooperative_id)
    if not code or code == own.code:
        return own
    if own.kind != CooperativeKind.KOTA or not code.startswith(f"{own.code}."):
        raise PlaceUnknownError
    place = Cooperative.objects.filter(code=code).first()
    if place is None:
        raise PlaceUnknownError
    return place


def _concerned(request: ApprovalRequest) -> Person:
    assert request.concerns is not None  # noqa: S101  these kinds always say whom
    return request.concerns


def _note(actor: Actor, act: str, facts: dict[str, Any], now: datetime) -> None:
    record(cooperative_id=actor.cooperative_id, actor=actor, act=act, facts=facts, now=now)
