"""A member's way in from an own phone: a name to get in by, and a one-time code from an officer's hand."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from guyub.community.members.domain.register import MemberState, login_number
from guyub.community.members.services.register import locked_member
from guyub.foundation.identity.domain.roles import Action, Actor
from guyub.foundation.identity.services.acting import act_once
from guyub.foundation.identity.services.audit import record
from guyub.foundation.identity.services.getting_in import issue_code
from guyub.foundation.identity.services.people import LoginNameTakenError, add_login_name
from guyub.foundation.identity.services.vault import phones_for
from guyub.foundation.kernel.errors import DomainError

if TYPE_CHECKING:
    from datetime import datetime
    from uuid import UUID

    from guyub.community.members.models import Member
    from guyub.foundation.kernel.models import Cooperative


class PortalRefusedError(DomainError):
    """A member gets no way in; ``wrong`` says why.

    ``standing`` (no member now), ``login`` (has a password: a lost one is renewed at the counter by two officers),
    ``name`` (others get in by the member's number and phone already).
    """

    code: ClassVar[str] = "journeys.portal.refused"


def open_portal(
    *, actor: Actor, place: Cooperative, member_id: UUID, request_id: UUID, now: datetime
) -> None:
    """Let a member read the own pages: by the phone in the vault, by the number of the member. Use-case.

    The one-time code is derived from ``request_id`` and shown to this officer, who gives it to the member alone.

    Args:
        actor: An officer who keeps the register.
        place: The cooperative.
        member_id: Whose.
        request_id: Made once per intention; the id of the code.
        now: The moment, aware.

    Raises:
        PortalRefusedError: See there.
        StandingRefusedError: ``gone``.
    """

    def work() -> None:
        member = locked_member(cooperative_id=place.id, member_id=member_id)
        if member.state not in {MemberState.AKTIF.value, MemberState.PASIF.value}:
            raise PortalRefusedError(wrong="standing")
        if member.person.has_usable_password():
            raise PortalRefusedError(wrong="login")
        if not _named(place, member, now):
            raise PortalRefusedError(wrong="name")
        issue_code(
            invitation_id=request_id,
            person=member.person,
            cooperative_id=place.id,
            issued_by=actor.person_id,
            now=now,
        )
        facts = {"name": member.file.name, "about": str(member.person_id)}
        record(cooperative_id=place.id, actor=actor, act="identity.invitation.issued", facts=facts, now=now)

    act_once(
        actor=actor,
        action=Action.KEEP_MEMBERS,
        request_id=request_id,
        use_case="journeys.open_portal",
        facts={"member": member_id},
        now=now,
        work=work,
        place_id=place.id,
    )


def _named(place: Cooperative, member: Member, now: datetime) -> bool:
    """Give the names by which nobody else gets in; tell whether there is one."""
    phone = phones_for([member.person_id]).get(member.person_id)
    names = [login_number(place.name, member.number or 0), *([phone] if phone else [])]
    given = 0
    for name in names:
        try:
            add_login_name(person=member.person, login=name, now=now)
        except LoginNameTakenError:
            continue
        given += 1
    return given > 0
