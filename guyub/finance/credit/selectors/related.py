"""Whether a member is a related party on a day, as officers, kinships, households and roles tell it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from guyub.community.cooperatives.domain.officers import POST_WORDS
from guyub.community.cooperatives.selectors.officers import in_office, kin_inquiry, officers_inquiry
from guyub.community.members.selectors.files import household_people_inquiry
from guyub.finance.credit.domain.related import KinPair, Office, Related, related_party
from guyub.foundation.approvals.domain.bodies import body_of
from guyub.foundation.identity.domain.role_words import ROLE_WORDS
from guyub.foundation.identity.selectors.people import roles_inquiry
from guyub.foundation.kernel.selectors.together import Inquiry, asked, joined

if TYPE_CHECKING:
    from datetime import date
    from uuid import UUID

    from guyub.community.cooperatives.domain.officers import Relation
    from guyub.community.cooperatives.selectors.officers import OfficerRow
    from guyub.foundation.identity.selectors.people import HeldRole


def related_on(*, cooperative_id: int, person_id: UUID, on: date) -> Related | None:
    """Tell whether a person is a related party on a day, and why. One query.

    Managers and staff are none. An officer who was entered by name alone is known by the role in which they work, or
    not at all.

    Args:
        cooperative_id: Whose.
        person_id: Whose loan it is about; the person of the member.
        on: The day.
    """
    (found,) = asked(related_inquiry(cooperative_id=cooperative_id, person_id=person_id, on=on))
    return found  # type: ignore[no-any-return]  # as the inquiry reads it


def related_inquiry(*, cooperative_id: int, person_id: UUID, on: date) -> Inquiry[Related | None]:
    """Ask what ``related_on`` gives, together with others."""

    def read(
        officers: list[OfficerRow],
        kin: list[tuple[UUID, UUID, Relation]],
        household: set[UUID],
        held: list[HeldRole],
    ) -> Related | None:
        return related_party(
            person_id=person_id,
            offices=[
                Office(row.officer_id, row.person_id, row.name, POST_WORDS[row.post])
                for row in in_office(officers, today=on)
            ],
            held_ids={row.officer_id for row in officers if row.person_id == person_id},
            kin=[KinPair(*pair) for pair in kin],
            household=household,
            roles=_roles(held, on),
        )

    return joined(
        officers_inquiry(cooperative_id=cooperative_id),
        kin_inquiry(cooperative_id=cooperative_id),
        household_people_inquiry(cooperative_id=cooperative_id, person_id=person_id),
        roles_inquiry(cooperative_id=cooperative_id, person_id=person_id),
        read=read,
    )


def _roles(held: list[HeldRole], on: date) -> list[str]:
    """Name the roles of pengurus and pengawas held on a day.

    A role begins and ends at a moment, in UTC, and the day is the cooperative's: by a few hours more are related, not
    fewer.
    """
    return [
        ROLE_WORDS[one.role]
        for one in held
        if body_of(one.role)
        and one.starts_at.date() <= on
        and (one.ends_at is None or on <= one.ends_at.date())
    ]
