"""The sections of a member's page, in their order. A later context adds one: a line here, and its template.

A section's template gets ``answer``, what its inquiry said, ``page`` with every other answer, and ``member``.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from guyub.community.cooperatives.selectors.officers import offices_inquiry
from guyub.community.members.selectors.businesses import businesses_inquiry
from guyub.community.members.selectors.files import (
    changes_inquiry,
    file_inquiry,
    heirs_inquiry,
    household_inquiry,
    letters_inquiry,
    standing_inquiry,
)
from guyub.community.members.selectors.groups import seats_inquiry
from guyub.finance.loans.selectors.guarantor_repayments import surety_debts_inquiry
from guyub.finance.loans.selectors.loans import loans_inquiry
from guyub.finance.savings.selectors.balances import savings_inquiry
from guyub.finance.savings.selectors.bills import dues_inquiry
from guyub.foundation.identity.selectors.people import roles_inquiry
from guyub.foundation.identity.selectors.privacy import consents_inquiry
from guyub.foundation.identity.selectors.vault import masked_numbers_inquiry
from guyub.foundation.kernel.rows import Row
from guyub.foundation.kernel.selectors.together import joined

if TYPE_CHECKING:
    from collections.abc import Callable

    from guyub.community.cooperatives.selectors.officers import OfficerRow
    from guyub.desks.member.selectors.member_page import Subject
    from guyub.foundation.identity.selectors.people import HeldRole
    from guyub.foundation.kernel.selectors.together import Inquiry


@dataclass(frozen=True)
class Section(Row):
    """One part of the page: what is asked, and the template that shows the answer.

    Args:
        key: Of the answer; the template is ``member_desk/_part_<key>.html``.
        ask: Gives the inquiry about a member.
        is_beside: Stands in the narrow column.
        is_shown: Has a card of its own; otherwise others show its answer.
    """

    key: str
    ask: Callable[[Subject], Inquiry[Any]]
    is_beside: bool = False
    is_shown: bool = True

    @property
    def template(self) -> str:
        """The card."""
        return f"member_desk/_part_{self.key}.html"


@dataclass(frozen=True, slots=True)
class Offices(Row):
    """What somebody does for the cooperative: roles in Guyub, and offices of pengurus and pengawas."""

    roles: list[HeldRole]
    offices: list[OfficerRow]


def _whole(subject: Subject) -> dict[str, Any]:
    return {"cooperative_id": subject.cooperative_id}


def _of_member(subject: Subject) -> dict[str, Any]:
    return _whole(subject) | {"member_id": subject.member.member_id}


def _of_person(subject: Subject) -> dict[str, Any]:
    return _whole(subject) | {"person_id": subject.member.person_id}


def _of_file(subject: Subject) -> dict[str, Any]:
    return _whole(subject) | {"file_id": subject.member.file_id}


def _offices(subject: Subject) -> Inquiry[Offices]:
    of = _of_person(subject)
    return joined(roles_inquiry(**of), offices_inquiry(**of), read=Offices)


SECTIONS = (
    Section("savings", lambda one: savings_inquiry(**_of_member(one))),
    Section("dues", lambda one: dues_inquiry(**_of_member(one)), is_shown=False),
    Section("loans", lambda one: loans_inquiry(**_of_member(one))),
    Section("sureties", lambda one: surety_debts_inquiry(**_of_member(one))),
    Section("standing", lambda one: standing_inquiry(**_of_member(one))),
    Section("businesses", lambda one: businesses_inquiry(**_of_file(one))),
    Section("changes", lambda one: changes_inquiry(**_of_file(one))),
    Section("letters", lambda one: letters_inquiry(**_of_person(one)), is_shown=False),
    Section("file", lambda one: file_inquiry(**_of_file(one)), is_beside=True),
    Section("numbers", lambda one: masked_numbers_inquiry(one.member.person_id), is_shown=False),
    Section("household", lambda one: household_inquiry(**_of_person(one)), is_beside=True),
    Section("heirs", lambda one: heirs_inquiry(**_of_file(one)), is_beside=True),
    Section("groups", lambda one: seats_inquiry(**_of_member(one)), is_beside=True),
    Section("offices", _offices, is_beside=True),
    Section("consents", lambda one: consents_inquiry(**_of_person(one)), is_beside=True),
)
PARTS = {section.key: section.ask for section in SECTIONS}
