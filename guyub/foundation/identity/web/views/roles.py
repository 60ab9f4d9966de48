"""The table of roles, and who holds both sides of an act that needs two people."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.shortcuts import render
from django.views.decorators.http import require_safe

from guyub.foundation.identity.domain.role_words import ROLE_WORDS
from guyub.foundation.identity.domain.roles import APPROVING_ROLES, CITY_ROLES, TABLE, TWO_SIDED, Action, Role
from guyub.foundation.identity.selectors.people import who_holds_both_sides
from guyub.foundation.identity.web.doors import actor_of, acts
from guyub.foundation.identity.web.words import ACTION_WORDS
from guyub.foundation.kernel.dates import utc_now

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse


@require_safe
@acts(Action.VIEW_ROLES)
def roles(request: HttpRequest) -> HttpResponse:
    """Show what each role may, and who could ask and approve the same kind of act."""
    is_city = request.visit.seat.is_city  # type: ignore[attr-defined]  # identity.web.middleware
    columns = [role for role in Role if (role in CITY_ROLES) is is_city]
    both = who_holds_both_sides(cooperative_id=actor_of(request).cooperative_id, now=utc_now())
    context = {
        "columns": [(ROLE_WORDS[role], role in APPROVING_ROLES) for role in columns],
        "rows": [
            (ACTION_WORDS[action], action in TWO_SIDED, [action in TABLE[role] for role in columns])
            for action in Action
        ],
        "both": [
            (name, ACTION_WORDS[Action(str(ask))], ", ".join(ROLE_WORDS[role] for role in through))
            for name, ask, through in both
        ],
    }
    return render(request, "identity/roles.html", context)
