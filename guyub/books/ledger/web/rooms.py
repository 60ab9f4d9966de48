"""The rooms of the cooperative's money: the row of tabs that pages of treasury, assets and planning share."""

from __future__ import annotations

from contextlib import suppress
from typing import TYPE_CHECKING

from django.urls import NoReverseMatch, reverse

from guyub.foundation.identity.domain.roles import Action
from guyub.foundation.identity.web.doors import may_here

if TYPE_CHECKING:
    from collections.abc import Iterator

    from django.http import HttpRequest

    from guyub.foundation.kernel.models import Cooperative

# Pages of higher contexts, each where it is there and this person may open it; any of the acts opens it.
_ROOMS = {
    "events:record": ("Catat", (Action.RECORD_EVENT,)),
    "events:history": ("Riwayat", (Action.VIEW_JOURNAL,)),
    "cash:places": ("Kas", (Action.HANDLE_CASH, Action.VIEW_JOURNAL)),
    "banks:banks": ("Bank", (Action.VIEW_JOURNAL,)),
    "claims:claims": ("Klaim nota", (Action.CLAIM,)),
    "funds:funds": ("Dana", (Action.VIEW_JOURNAL,)),
    "assets:assets": ("Aset", (Action.VIEW_JOURNAL,)),
    "budgets:budget": ("Anggaran", (Action.VIEW_STATEMENTS,)),
    "taxes:taxes": ("Pajak", (Action.VIEW_STATEMENTS,)),
    "opening:opening": ("Saldo awal", (Action.KEEP_TREASURY,)),
}


def rooms(request: HttpRequest, place: Cooperative, current: str) -> Iterator[dict[str, object]]:
    """Give the way to each room that this person may open; ``current`` is the url name of the one shown."""
    for url_name, (label, actions) in _ROOMS.items():
        if any(may_here(request, action, place) for action in actions):
            with suppress(NoReverseMatch):
                address = reverse(url_name, kwargs={"code": place.code})
                yield {"label": label, "href": address, "current": url_name == current}
