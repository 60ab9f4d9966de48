"""What acts of the trail are called in supervision."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

SENTENCES: Mapping[str, str] = {
    "supervision.report.issued": "mencetak {title}",
    "supervision.contacts.opened": "membuka nomor HP {people_count} ketua koperasi: {reason}",
}
