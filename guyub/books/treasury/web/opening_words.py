"""What is wrong with a row of a table of balances."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.translation import gettext_noop as _

if TYPE_CHECKING:
    from collections.abc import Mapping

FAULT_WORDS: Mapping[str, str] = {
    "columns": _("Kolom kode atau nama, debit, dan kredit harus ada. Pakai tabel contoh."),
    "account": _("akun tidak dikenal"),
    "amount": _("jumlah bukan rupiah bulat"),
    "both": _("debit dan kredit terisi dua-duanya"),
    "twice": _("akun ini sudah ada di baris lain"),
    "result": _("pendapatan dan beban tidak punya saldo awal; pilih mulai di tengah tahun"),
    "unmapped": _("akun ini diisi bagiannya sendiri; pakai akun lain"),
}
