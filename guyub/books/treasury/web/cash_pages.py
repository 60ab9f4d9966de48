"""What the pages of cash share: whose, the row of tabs, what was typed of a count."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any
from uuid import UUID

from django.shortcuts import redirect, render
from django.urls import reverse

from guyub.books.ledger.web.rooms import rooms
from guyub.books.treasury.domain.shifts import ShiftRefusedError
from guyub.books.treasury.selectors.denominations import denominations
from guyub.foundation.identity.domain.roles import Action
from guyub.foundation.identity.web.doors import actor_of, may_here, request_id_of, today_of
from guyub.foundation.kernel.dates import utc_now

if TYPE_CHECKING:
    from collections.abc import Mapping
    from typing import Final

    from django.http import HttpRequest, HttpResponse

    from guyub.foundation.kernel.errors import DomainError
    from guyub.foundation.kernel.models import Cooperative

WORKING: Final = (Action.HANDLE_CASH, Action.VIEW_JOURNAL)  # either opens what both read
_WHOLE = re.compile(r"\d{1,6}", re.ASCII)


def page(
    request: HttpRequest, place: Cooperative, name: str, context: Mapping[str, Any], *, refusal: str = ""
) -> HttpResponse:
    """Render one page of cash; a refusal makes it a 422 with what was typed still there."""
    shared = {
        "place": place,
        "today": today_of(request),
        "tabs": list(rooms(request, place, "cash:places")),
        "may_handle": may_here(request, Action.HANDLE_CASH, place),
        "may_keep": may_here(request, Action.KEEP_TREASURY, place),
        "may_read": may_here(request, Action.VIEW_JOURNAL, place),
        "typed": request.POST,
        "refusal": refusal,
    }
    status = 422 if refusal else 200
    return render(request, f"treasury/{name}.html", shared | dict(context), status=status)


def to(name: str, place: Cooperative, **more: object) -> HttpResponse:
    """Lead to a page of cash after an act."""
    return redirect(reverse(f"cash:{name}", kwargs={"code": place.code, **more}))


def shared_of(request: HttpRequest, place: Cooperative) -> dict[str, Any]:
    """Give what every use-case of cash takes: who, whose, on which day, which request, when."""
    return {
        "actor": actor_of(request),
        "place": place,
        "today": today_of(request),
        "request_id": request_id_of(request),
        "now": utc_now(),
    }


def id_in(request: HttpRequest, field: str, refusal: type[DomainError], wrong: str) -> UUID:
    """Read the id of a chosen row.

    Raises:
        DomainError: The refusal that was given: what came is no id.
    """
    try:
        return UUID(request.POST.get(field, ""))
    except ValueError as error:
        raise refusal(wrong=wrong) from error


def pieces_in(request: HttpRequest) -> dict[str, int]:
    """Read a count: the pieces of each denomination of today; nothing typed is none.

    Raises:
        ShiftRefusedError: ``pieces``.
    """
    counted = {}
    for one in denominations(on=today_of(request)):
        written = request.POST.get(f"pieces-{one.code}", "").strip().replace(".", "")
        if written and not _WHOLE.fullmatch(written):
            raise ShiftRefusedError(wrong="pieces")
        if written and int(written):
            counted[one.code] = int(written)
    return counted


def denomination_rows(request: HttpRequest) -> list[dict[str, object]]:
    """Give the rows of a count's form, with what was typed."""
    return [
        {
            "code": one.code,
            "value_rp": one.value_rp,
            "is_note": one.is_note,
            "typed": request.POST.get(f"pieces-{one.code}", ""),
        }
        for one in denominations(on=today_of(request))
    ]
