"""How kinds of accounts and contexts are called."""

from __future__ import annotations

from typing import TYPE_CHECKING

from guyub.books.ledger.domain.chart import AccountKind

if TYPE_CHECKING:
    from collections.abc import Mapping

KIND_WORDS: Mapping[str, str] = {
    AccountKind.ASET: "Aset",
    AccountKind.KEWAJIBAN: "Kewajiban",
    AccountKind.EKUITAS: "Modal sendiri",
    AccountKind.PENDAPATAN: "Pendapatan",
    AccountKind.BEBAN: "Beban",
}
# Who posts: the contexts of the house, as people know them.
CONTEXT_WORDS: Mapping[str, str] = {
    "ledger": "jurnal umum",
    "savings": "simpanan",
    "loans": "pinjaman",
    "consignment": "titip jual",
    "retail": "kasir",
    "inventory": "stok",
    "procurement": "pembelian",
    "treasury": "kas dan bank",
    "assets": "aset",
    "surplus": "SHU",
}
