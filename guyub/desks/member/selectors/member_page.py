"""The page of one member: every part is an inquiry of its own context; all of them are asked in one trip."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from guyub.community.members.selectors.members import one_member
from guyub.foundation.kernel.rows import Row
from guyub.foundation.kernel.selectors.together import asked
from guyub.foundation.kernel.tenancy.scope import scope

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from uuid import UUID

    from guyub.community.members.selectors.members import MemberRow
    from guyub.foundation.kernel.selectors.together import Inquiry

    Ask = Callable[["Subject"], Inquiry[Any]]


@dataclass(frozen=True, slots=True)
class Subject(Row):
    """Whom a part is asked about."""

    cooperative_id: int
    member: MemberRow


@dataclass(frozen=True, slots=True)
class MemberPage(Row):
    """One member and the answers of the parts, by their keys."""

    member: MemberRow
    answers: Mapping[str, Any]


def member_page(*, cooperative_id: int, member_id: UUID, parts: Mapping[str, Ask]) -> MemberPage | None:
    """Read one member and the parts of the page; None for another cooperative's or none. Two trips.

    Args:
        cooperative_id: The own cooperative.
        member_id: Which member.
        parts: Key → what is asked; none for who sees the short page alone.
    """
    with scope(cooperative_id):
        member = one_member(cooperative_id=cooperative_id, member_id=member_id)
        if member is None:
            return None
        subject = Subject(cooperative_id, member)
        answers = asked(*(ask(subject) for ask in parts.values()))
    return MemberPage(member, dict(zip(parts, answers, strict=True)))
