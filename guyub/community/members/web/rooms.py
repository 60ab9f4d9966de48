"""The rooms of membership: the row of tabs that pages of members share, whichever context they lie in."""

from __future__ import annotations

from contextlib import suppress
from typing import TYPE_CHECKING

from django.urls import NoReverseMatch, reverse

from guyub.foundation.identity.domain.roles import TABLE, Action
from guyub.foundation.identity.web.doors import actor_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from django.http import HttpRequest

# Pages of this and of higher contexts, each where it is there and this person may open it; any of the acts opens it.
_ROOMS = {
    "register:members": ("Daftar anggota", (Action.VIEW_MEMBERS,)),
    "applications:applications": ("Pendaftaran", (Action.KEEP_MEMBERS, Action.APPROVE_MEMBERS)),
    "joining:candidates": ("Simpanan pokok", (Action.TAKE_SAVINGS,)),
    "member_cases:passive": ("Pasif", (Action.VIEW_MEMBER_FILE,)),
    "member_cases:cases": ("Keluar", (Action.VIEW_MEMBER_FILE,)),
    "own_requests:own_requests": ("Permintaan", (Action.HANDLE_LETTERS, Action.VIEW_MEMBER_FILE)),
    "member_files:groups": ("Kelompok", (Action.VIEW_MEMBERS,)),
    "member_files:businesses": ("Usaha", (Action.VIEW_MEMBERS,)),
    "register:cards": ("Kartu", (Action.KEEP_MEMBERS,)),
    "reach:reach": ("Hubungi", (Action.REACH_MEMBERS,)),
    "registers:books": ("Buku", (Action.KEEP_REGISTERS, Action.VIEW_MEMBER_FILE)),
    "member_imports:imports": ("Impor", (Action.IMPORT_MEMBERS,)),
    "member_desk:kiosk_begin": ("Kios", (Action.RUN_KIOSK,)),
}


def rooms(request: HttpRequest, current: str) -> Iterator[dict[str, object]]:
    """Give the way to each room that this person may open; ``current`` is the url name of the one shown."""
    allowed = TABLE[actor_of(request).role]
    for url_name, (label, actions) in _ROOMS.items():
        if allowed.intersection(actions):
            with suppress(NoReverseMatch):
                yield {"label": label, "href": reverse(url_name), "current": url_name == current}
