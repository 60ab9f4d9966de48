"""The rooms of savings: the row of tabs that pages of savings share."""

from __future__ import annotations

from contextlib import suppress
from typing import TYPE_CHECKING

from django.urls import NoReverseMatch, reverse

from guyub.foundation.identity.domain.roles import TABLE, Action
from guyub.foundation.identity.web.doors import actor_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from django.http import HttpRequest

# Each where it is there and this person may open it; any of the acts opens it.
_ROOMS = {
    "savings:counter": ("Loket", (Action.VIEW_SAVINGS,)),
    "passbooks:requests": ("Permintaan", (Action.VIEW_SAVINGS,)),
    "dues:bills": ("Tagihan", (Action.VIEW_SAVINGS,)),
    "collections:lists": ("Daftar tagih", (Action.VIEW_SAVINGS, Action.COLLECT_SAVINGS)),
    "collections:messages": ("Pesan tagihan", (Action.REACH_MEMBERS,)),
    "term_deposits:deposits": ("Berjangka", (Action.VIEW_SAVINGS,)),
    "jasa:months": ("Jasa", (Action.VIEW_SAVINGS,)),
    "jasa:tax": ("Pajak jasa", (Action.VIEW_SAVINGS,)),
    "savings_products:products": ("Produk", (Action.VIEW_SAVINGS,)),
}


def rooms(request: HttpRequest, current: str) -> Iterator[dict[str, object]]:
    """Give the way to each room that this person may open; ``current`` is the url name of the one shown."""
    allowed = TABLE[actor_of(request).role]
    for url_name, (label, actions) in _ROOMS.items():
        if allowed.intersection(actions):
            with suppress(NoReverseMatch):
                yield {"label": label, "href": reverse(url_name), "current": url_name == current}
