"""The rooms of buying: the row of tabs that its pages share."""

from __future__ import annotations

from contextlib import suppress
from typing import TYPE_CHECKING

from django.urls import NoReverseMatch, reverse

if TYPE_CHECKING:
    from collections.abc import Iterator

_ROOMS = {
    "buying:orders": "Pesanan",
    "buying:receipts": "Barang datang",
    "buying:bills": "Tagihan",
    "buying:debts": "Utang",
    "buying:suggestions": "Saran pesan",
    "buying:market": "Kulak",
    "buyer_orders:cycles": "Setor beli",
    "buying:supplies": "Harga pemasok",
}


def rooms(current: str) -> Iterator[dict[str, object]]:
    """Give the way to each room; ``current`` is the url name of the one shown. Whoever sees goods sees them all."""
    for url_name, label in _ROOMS.items():
        with suppress(NoReverseMatch):
            yield {"label": label, "href": reverse(url_name), "current": url_name == current}
