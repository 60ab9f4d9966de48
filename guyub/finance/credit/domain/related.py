"""Who is a related party: an officer, or somebody close to one.

Source: Permenkop UKM 8/2023 Ps 44 names pengurus and pengawas (docs/regulations.md#limits-of-lending). That their kin
of the first degree and their household count with them is a policy of the house (ADR 61).
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from guyub.community.cooperatives.domain.officers import Relation
from guyub.foundation.kernel.rows import Row

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping, Sequence
    from uuid import UUID

KIN_WORDS: Mapping[Relation, str] = {
    Relation.PASANGAN: "suami atau istri",
    Relation.ORANG_TUA_ANAK: "orang tua atau anak",
    Relation.MERTUA_MENANTU: "mertua atau menantu",
}


@dataclass(frozen=True, slots=True)
class Office:
    """One officer in office on the day; ``person_id`` None: entered by name alone, so nobody is known to be it."""

    officer_id: UUID
    person_id: UUID | None
    name: str
    post: str

    @property
    def words(self) -> str:
        """Name and post."""
        return f"{self.name} ({self.post})"


@dataclass(frozen=True, slots=True)
class KinPair:
    """Two who hold or held office and are kin of the first degree, as declared."""

    one_id: UUID
    other_id: UUID
    relation: Relation


@dataclass(frozen=True, slots=True)
class Related(Row):
    """Why a member is a related party, and through whom.

    Args:
        reasons: One for each way, in words.
        people: The member's person and the officers close to the member: none of them decides on the member's loan.
    """

    reasons: tuple[str, ...]
    people: tuple[UUID, ...]

    @property
    def words(self) -> str:
        """All reasons in one line."""
        return "; ".join(self.reasons)


def related_party(
    *,
    person_id: UUID,
    offices: Sequence[Office],
    held_ids: Collection[UUID],
    kin: Sequence[KinPair],
    household: Collection[UUID],
    roles: Sequence[str],
) -> Related | None:
    """Tell whether a person is a related party, and why.

    Args:
        person_id: Who asks for a loan.
        offices: Everybody in office on the day.
        held_ids: The offices that the person holds or ever held: kinship is declared between officers.
        kin: All that was declared.
        household: Who else stands on the same KK, by their persons.
        roles: Roles of pengurus or pengawas in which the person works on the day, in words.

    Returns:
        The reasons: own office (or, where the list of officers names none, the role), kin, household; an officer who is
        kin is not told again as household. None: no related party.
    """
    own = [one for one in offices if one.person_id == person_id]
    others = [one for one in offices if one.person_id != person_id]
    reasons = [f"menjabat {one.post}" for one in own] or [f"berperan {role}" for role in roles]
    close: dict[UUID, str] = {}
    for pair in kin:
        for mine, theirs in ((pair.one_id, pair.other_id), (pair.other_id, pair.one_id)):
            if mine in held_ids:
                close |= {
                    one.officer_id: f"{KIN_WORDS[pair.relation]} {one.words}"
                    for one in others
                    if one.officer_id == theirs
                }
    for one in others:
        if one.person_id in household and one.officer_id not in close:
            close[one.officer_id] = f"satu KK dengan {one.words}"
    if not reasons and not close:
        return None
    through = {one.person_id for one in others if one.officer_id in close and one.person_id is not None}
    return Related((*reasons, *close.values()), (person_id, *sorted(through)))
