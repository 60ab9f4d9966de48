"""Groups of members: their names, and who sits in which RT."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping
    from uuid import UUID

LONGEST_GROUP_NAME = 60


class RtMoves(NamedTuple):
    """What brings the seats of RT groups to what the files say.

    Args:
        missing: Names of groups that are to be opened, in order.
        leaves: Members who leave a group: (name of the group, member).
        enters: Members who enter one.
    """

    missing: list[str]
    leaves: list[tuple[str, UUID]]
    enters: list[tuple[str, UUID]]


def rt_name(rt: str, rw: str) -> str:
    """Name the group of an RT, three digits each: ``RT 003 RW 005``; "" where one of both is not known."""
    return f"RT {rt} RW {rw}" if rt and rw else ""


def rt_moves(
    *, homes: Mapping[UUID, tuple[str, str]], seats: Collection[tuple[str, UUID]], groups: Collection[str]
) -> RtMoves:
    """Tell what brings RT groups to the addresses of the members.

    Whose RT is not known stays where people put them, and so does who sits in a group of another name.

    Args:
        homes: RT and RW of every member, as the file has them.
        seats: Who sits in an RT group now: (name of the group, member).
        groups: Names of the RT groups there are.
    """
    at_home = {member: name for member, home in homes.items() if (name := rt_name(*home))}
    wanted = {(name, member) for member, name in at_home.items()}
    ours = {(name, member) for name, member in seats if is_rt_name(name) and member in at_home}
    missing = sorted({name for name, _ in wanted} - set(groups))
    return RtMoves(missing, sorted(ours - wanted), sorted(wanted - ours))


def is_rt_name(name: str) -> bool:
    """Tell whether a group's name was made of an RT and an RW."""
    words = name.split(" ")
    if len(words) != 4 or (words[0], words[2]) != ("RT", "RW"):
        return False
    return all(len(digits) == 3 and digits.isascii() and digits.isdigit() for digits in words[1::2])
