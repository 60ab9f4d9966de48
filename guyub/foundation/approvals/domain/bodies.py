"""Which body of the cooperative a person decides for, and who is still needed before enough have approved."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from guyub.foundation.identity.domain.roles import Role

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping


class Body(StrEnum):
    """A body that the members elect, in the order in which it is named."""

    PENGURUS = "PENGURUS"
    PENGAWAS = "PENGAWAS"


BODY_ROLES: Mapping[Body, frozenset[Role]] = {
    Body.PENGURUS: frozenset(
        {
            Role.KETUA,
            Role.WAKIL_KETUA_USAHA,
            Role.WAKIL_KETUA_ANGGOTA,
            Role.SEKRETARIS,
            Role.BENDAHARA,
        }
    ),
    Body.PENGAWAS: frozenset({Role.PENGAWAS}),
}


def body_of(role: Role) -> Body | None:
    """Tell for which body somebody in a role decides; None: for neither."""
    return next((body for body, roles in BODY_ROLES.items() if role in roles), None)


@dataclass(frozen=True)
class Missing:
    """Who is still needed: so many people, among them at least one of each of these bodies.

    ``alone``: the one body of which all of them must be, where a single body decides.
    """

    people: int
    bodies: tuple[Body, ...] = ()
    alone: Body | None = None


def still_missing(approved: Collection[Body | None], *, needed: int, bodies: Collection[Body]) -> Missing:
    """Tell who must still approve before the act is carried out.

    Enough in number is not enough where a body is absent: however many of one body approve, none of them stands for the
    other.

    Args:
        approved: The body of each who has approved; None: of neither.
        needed: How many people must approve.
        bodies: From each of them at least one.

    Returns:
        Nobody (``people`` 0) once it is enough; never fewer people than bodies that are absent.
    """
    absent = tuple(body for body in Body if body in bodies and body not in approved)
    alone = next(iter(bodies)) if len(bodies) == 1 else None
    return Missing(max(needed - len(approved), len(absent)), absent, alone)
