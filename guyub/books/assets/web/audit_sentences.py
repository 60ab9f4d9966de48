"""What acts on assets are called in the trail."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

SENTENCES: Mapping[str, str] = {
    "assets.listed": "mendaftarkan {count} aset, mulai {name}, seharga {amount_rp}",
    "assets.unlisted": "membatalkan pendaftaran {count} aset, mulai {name}: {reason}",
    "assets.changed": "mengubah keterangan aset {name}",
    "assets.month.run": "menjalankan penyusutan {months}, {amount_rp}",
    "assets.month.undone": "membatalkan penyusutan {months} ({number}): {reason}",
    "assets.spread.begun": "menyebar {kind} “{what}” {amount_rp} ke {months} bulan",
    "assets.spread.undone": "membatalkan sebaran “{what}” {amount_rp}",
    "assets.lent.listed": "mencatat pinjam pakai {name} dari {lender}",
    "assets.lent.returned": "mengembalikan {name} kepada {lender}",
}
