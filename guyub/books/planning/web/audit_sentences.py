"""What acts of planning are called in the trail."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

SENTENCES: Mapping[str, str] = {
    "planning.budget.started": "memulai rancangan anggaran {year}, versi {version}",
    "planning.budget.changed": "mengisi anggaran {year}: {account} {amount}",
    "planning.budget.table_taken": "mengisi anggaran {year} dari tabel, {count} pos",
    "planning.budget.set": "menetapkan anggaran {year} versi {version} dengan keputusan {number}",
    "planning.budget.dropped": "membuang rancangan anggaran {year}, versi {version}",
    "planning.duty.noted": "mencatat selesai: {duty}, {period}",
    "planning.duty.taken_back": "membatalkan catatan selesai: {duty}, {period}",
}
