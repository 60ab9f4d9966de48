"""Which page of a long list an address asks for."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from django.http import HttpRequest

MOST_DIGITS = 4


def page_of(request: HttpRequest) -> int:
    """Read ``?halaman=``: from 1, and 1 for whatever is no page."""
    asked = request.GET.get("halaman", "")
    is_number = asked.isascii() and asked.isdigit() and len(asked) <= MOST_DIGITS
    return max(int(asked), 1) if is_number else 1
