"""What acts on partners are called in the trail."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

SENTENCES: Mapping[str, str] = {
    "partners.partner.added": "mencatat mitra {name}, {kind}",
    "partners.partner.changed": "mengubah {what} mitra {name}",
    "partners.partner.ended": "mengakhiri kerja sama dengan mitra {name}",
    "partners.partner.resumed": "memulai lagi kerja sama dengan mitra {name}",
    "partners.partner.phone_shown": "membuka nomor HP kontak mitra {name}: {reason}",
    "partners.account.set": "menetapkan rekening mitra {name}: {account}",
    "partners.account.stopped": "menghentikan rekening mitra {name}, {account}: {reason}",
}
