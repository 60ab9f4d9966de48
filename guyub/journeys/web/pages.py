"""What the pages of closing and verifying share with the books' own."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.urls import NoReverseMatch, reverse

if TYPE_CHECKING:
    from guyub.foundation.kernel.models import Cooperative

_TABS = {"ledger:books": "Buku & laporan", "closing:books": "Tutup buku", "closing:verify": "Periksa"}


def tabs(place: Cooperative, current: str) -> list[dict[str, object]]:
    """Give the way back to the books, and to the neighbour."""
    made: list[dict[str, object]] = []
    for url_name, label in _TABS.items():
        try:
            address = reverse(url_name, kwargs={"code": place.code})
        except NoReverseMatch:
            continue
        made.append({"label": label, "href": address, "current": url_name == current})
    return made
