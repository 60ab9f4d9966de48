"""What acts on the treasury are called in the trail."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

SENTENCES: Mapping[str, str] = {
    "treasury.place.opened": "membuka tempat uang {name} (akun {account})",
    "treasury.place.closed": "menutup tempat uang {name} (akun {account})",
}
