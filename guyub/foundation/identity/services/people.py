"""People and their roles."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, ClassVar

from django.contrib.auth.hashers import make_password

from guyub.foundation.identity.domain.names import LoginKind, person_name, phone_number
from guyub.foundation.identity.domain.roles import Action, Actor, Role, fits
from guyub.foundation.identity.domain.vault import SecretKind
from guyub.foundation.identity.models import LoginName, Membership, Person
from guyub.foundation.identity.selectors.people import login_keys, person_by_login
from guyub.foundation.identity.services.acting import act_once
from guyub.foundation.identity.services.audit import record
from guyub.foundation.identity.services.vault import keep_secret
from guyub.foundation.kernel.errors import DomainError
from guyub.foundation.kernel.models import Cooperative, CooperativeKind

if TYPE_CHECKING:
    from datetime import datetime
    from uuid import UUID


class LoginNameTakenError(DomainError):
    """Another person gets in by this e-mail, phone or member number already."""

    code: ClassVar[str] = "identity.login_name.taken"


class LoginNameNotUnderstoodError(DomainError):
    """What was typed is no e-mail, Indonesian mobile number or member number."""

    code: ClassVar[str] = "identity.login_name.not_understood"


class RoleRefusedError(DomainError):
    """A role is not given or ended; ``wrong``: ``city`` (belongs to the other kind of tenant), ``held``, ``ended``."""

    code: ClassVar[str] = "identity.role.refused"


def add_person(*, name: str, login: str, now: datetime, is_example: bool = False) -> Person:
    """Enter a person who gets in by a name, or find the one who already does. Step: needs an open transaction.

    Args:
        name: As they write it.
        login: E-mail, Indonesian mobile number or member number.
        now: The moment, aware.
        is_example: Invented for a demonstration.

    Raises:
        NameRefusedError: The name cannot be kept.
        LoginNameNotUnderstoodError: The login name is none of the three.
    """
    known = person_by_login(login)
    if known is not None:
        return known
    if not login_keys(login):
        raise LoginNameNotUnderstoodError
    person = Person.objects.create(
        name=person_name(name), password=make_password(None), created_at=now, is_example=is_example
    )
    add_login_name(person=person, login=login, now=now)
    return person


def add_visitor(*, name: str, now: datetime) -> Person:
    """Enter a person who writes to a cooperative and has no login. Step: needs an open transaction.

    Always somebody new: whether such a person is known already is found out by people, never by a public form.

    Raises:
        NameRefusedError: The name cannot be kept.
    """
    return Person.objects.create(name=person_name(name), password=make_password(None), created_at=now)


def add_login_name(*, person: Person, login: str, now: datetime) -> None:
    """Let a person get in by one more name. Step: needs an open transaction.

    Raises:
        LoginNameNotUnderstoodError: It is none of the three kinds.
        LoginNameTakenError: Another person has it.
    """
    keys = login_keys(login)
    if not keys:
        raise LoginNameNotUnderstoodError
    owner = person_by_login(login)
    if owner is not None:
        if owner.id != person.id:
            raise LoginNameTakenError
        return
    kind, key = keys[0]
    if kind == LoginKind.PHONE.value:
        keep_secret(person=person, kind=SecretKind.PHONE, value=phone_number(login), now=now)
    elif kind == LoginKind.EMAIL.value:
        person.email = key
        person.save(update_fields=["email"])
    LoginName.objects.create(person=person, kind=kind, key=key)


def give_role(*, person: Person, cooperative_id: int, role: Role, now: datetime) -> Membership:
    """Make a person something in a cooperative, from now on. Step: needs an open transaction.

    Raises:
        RoleRefusedError: The role belongs to the other kind of tenant, or is held already.
    """
    kind = Cooperative.objects.values_list("kind", flat=True).get(id=cooperative_id)
    if not fits(role, is_city=kind == CooperativeKind.KOTA):
        raise RoleRefusedError(wrong="city")
    held = Membership.objects.filter(
        person=person, cooperative_id=cooperative_id, role=role.value, ends_at__isnull=True
    )
    if held.exists():
        raise RoleRefusedError(wrong="held")
    return Membership.objects.create(
        person=person, cooperative_id=cooperative_id, role=role.value, starts_at=now
    )


def end_role(*, actor: Actor, membership_id: UUID, reason: str, request_id: UUID, now: datetime) -> Any:
    """Take a role from a person of the own cooperative; the rights end this moment. Use-case.

    Raises:
        NotAllowedError: The actor may not end roles.
        RoleRefusedError: It has ended already, or is not one of this cooperative.
    """

    def work() -> dict[str, str]:
        held = (
            Membership.objects.select_for_update(of=("self",))
            .select_related("person")
            .filter(id=membership_id, cooperative_id=actor.cooperative_id, ends_at__isnull=True)
            .first()
        )
        if held is None:
            raise RoleRefusedError(wrong="ended")
        held.ends_at = now
        held.save(update_fields=["ends_at"])
        record(
            cooperative_id=actor.cooperative_id,
            actor=actor,
            act="identity.role.ended",
            facts={"name": held.person.name, "role": held.role, "reason": reason},
            now=now,
        )
        return {"person": str(held.person_id)}

    return act_once(
        actor=actor,
        action=Action.END_ROLE,
        request_id=request_id,
        use_case="identity.end_role",
        facts={"membership": membership_id, "reason": reason},
        now=now,
        work=work,
    )
