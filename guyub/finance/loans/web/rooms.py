"""The rooms of loans: the row of tabs that pages of loans share."""

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
    "loans:book": ("Pinjaman", (Action.VIEW_LOANS,)),
    "loan_requests:requests": ("Permohonan", (Action.VIEW_LOANS,)),
    "joint_groups:groups": ("Kelompok", (Action.VIEW_LOANS, Action.COLLECT_LOANS)),
    "instalment_lists:lists": ("Daftar tagih", (Action.VIEW_LOANS, Action.COLLECT_LOANS)),
    "loan_arrears:arrears": ("Tunggakan", (Action.VIEW_LOANS, Action.COLLECT_LOANS)),
    "loan_products:products": ("Produk", (Action.VIEW_LOANS,)),
    "loan_reports:reports": ("Laporan", (Action.VIEW_LOANS,)),
}


def rooms(request: HttpRequest, current: str) -> Iterator[dict[str, object]]:
    """Give the way to each room that this person may open; ``current`` is the url name of the one shown."""
    allowed = TABLE[actor_of(request).role]
    for url_name, (label, actions) in _ROOMS.items():
        if allowed.intersection(actions):
            with suppress(NoReverseMatch):
                yield {"label": label, "href": reverse(url_name), "current": url_name == current}
