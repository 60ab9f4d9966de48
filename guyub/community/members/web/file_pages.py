"""What the pages about one member's file share: whose it is, where they lead, what is typed."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.http import Http404
from django.shortcuts import redirect, render

from guyub.community.members.selectors.members import one_member
from guyub.foundation.identity.web.doors import actor_of, own_rows, request_id_of, tried
from guyub.foundation.kernel.dates import utc_now

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from uuid import UUID

    from django.http import HttpRequest, HttpResponse

    from guyub.community.members.selectors.members import MemberRow


def member_of(request: HttpRequest, member_id: UUID) -> MemberRow:
    """Find the member that an address names; one query.

    Raises:
        Http404: There is none in the own cooperative.
    """
    with own_rows(request):
        found = one_member(cooperative_id=actor_of(request).cooperative_id, member_id=member_id)
    if found is None:
        raise Http404
    return found


def done_of(request: HttpRequest) -> dict[str, Any]:
    """Give what every use-case takes: who, which request, when."""
    return {"actor": actor_of(request), "request_id": request_id_of(request), "now": utc_now()}


def to_member(member_id: UUID) -> HttpResponse:
    """Lead to the page of a member, which lies in a context above."""
    return redirect("member_desk:member", member_id=member_id)


def shown(request: HttpRequest, name: str, context: Mapping[str, Any], *, refusal: str = "") -> HttpResponse:
    """Render a page of this context; a refusal makes it a 422 with what was typed still there."""
    shared = {"typed": request.POST, "refusal": refusal}
    return render(request, f"members/{name}.html", shared | dict(context), status=422 if refusal else 200)


def acted(
    act: Callable[[], Any], *, then: Callable[[], HttpResponse], else_: Callable[[str], HttpResponse]
) -> HttpResponse:
    """Run a use-case and lead on, or show the page again with the sentence of the refusal."""
    _, refusal = tried(act)
    return else_(refusal) if refusal else then()
