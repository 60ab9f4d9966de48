"""What a program may be allowed through the API, by the code that a key carries."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

SCOPES: Mapping[str, str] = {
    "parameters:read": "membaca parameter yang berlaku",
    "people:read": "membaca nama dan peran pengurus",
}
