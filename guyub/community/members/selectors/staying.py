"""What ties a member to a group.

Loans are kept above this context: a context that binds members to a group offers ``KEPT_IN_GROUP`` in its
``selectors/staying.py``, which says in plain words what is open, and the groups here ask before anybody goes.
"""

from __future__ import annotations

from functools import cache
from importlib import import_module
from importlib.util import find_spec
from typing import TYPE_CHECKING

from django.apps import apps

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from uuid import UUID

    # (cooperative, group, member or None for the whole group) -> what is open, a few words each
    Kept = Callable[[int, UUID, UUID | None], Sequence[str]]


@cache
def _sources() -> tuple[Kept, ...]:
    found: list[Kept] = []
    for config in apps.get_app_configs():
        module = f"{config.name}.selectors.staying"
        is_ours = config.name.startswith("guyub.") and config.name != "guyub.community.members"
        if is_ours and find_spec(f"{config.name}.selectors") and find_spec(module):
            found.append(import_module(module).KEPT_IN_GROUP)
    return tuple(found)


def kept_in_group(*, cooperative_id: int, group_id: UUID, member_id: UUID | None) -> list[str]:
    """Say what keeps a member in a group, or the group open where no member is named. Needs the scope.

    Args:
        cooperative_id: Whose.
        group_id: Which group.
        member_id: Who wants to leave it; None: the group is to be closed.

    Returns:
        A few words for each thing that is open, in Indonesian; none: nothing does.
    """
    return [said for source in _sources() for said in source(cooperative_id, group_id, member_id)]
