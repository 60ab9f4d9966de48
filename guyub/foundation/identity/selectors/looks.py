"""Who dealt with a person's data: every act of the trail that says whom it is about.

An act about one person carries the fact ``about``, the person's id; an act about several (an export, a list of phones)
carries ``people``, their ids.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db.models import Q

from guyub.foundation.identity.models import AuditEntry
from guyub.foundation.identity.selectors.audit import Line

if TYPE_CHECKING:
    from uuid import UUID

MOST_LOOKS = 50
_HIDDEN = ("about", "people")


def acts_about(*, cooperative_id: int, person_id: UUID, most: int = MOST_LOOKS) -> list[Line]:
    """List what others did with a person's data in a cooperative, the newest first; one query.

    The ids of others who were in the same act are left out.
    """
    whom = str(person_id)
    rows = AuditEntry.objects.filter(cooperative_id=cooperative_id)
    about = rows.filter(Q(facts__contains={"about": whom}) | Q(facts__contains={"people": [whom]}))
    picked = about.order_by("-position").values_list(
        "position", "at", "actor_name", "actor_role", "act", "facts"
    )
    return [
        Line(*row[:5], {name: fact for name, fact in row[5].items() if name not in _HIDDEN})
        for row in picked[:most]
    ]
