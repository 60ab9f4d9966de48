"""What acts on the books are called in the trail."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

SENTENCES: Mapping[str, str] = {
    "ledger.books.opened": "memulai pembukuan sejak {on}",
    "ledger.entry.posted": "mencatat jurnal {memo}, {amount}",
    "ledger.entry.reversed": "membalik jurnal {number}: {reason}",
    "ledger.entry.corrected": "memperbaiki jurnal {number}: {reason}",
    "ledger.account.added": "menambah akun {code} {name}",
    "ledger.account.closed": "menutup akun {code} {name}",
    "ledger.account.reopened": "membuka lagi akun {code} {name}",
    "ledger.batch.posted": "mencatat {count} jurnal lewat API, jumlah {amount}",
}
