"""What acts of consignment are called in the trail."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

SENTENCES: Mapping[str, str] = {
    "consignment.agreement.written": "menulis perjanjian titip jual {name} dengan {partner}",
    "consignment.agreement.ended": "mengakhiri perjanjian titip jual {name} dengan {partner}: {reason}",
    "consignment.agreement.shown": "menampilkan nama usaha {partner} di halaman umum, perjanjian {name}",
    "consignment.agreement.hidden": "tidak lagi menampilkan nama usaha {partner} di halaman umum, perjanjian {name}",
    "consignment.terms.set": "mengatur bagian {product} pada perjanjian titip jual {name} dengan {partner}",
    "consignment.slip.written": "menulis surat titipan {slip} dari {partner}",
    "consignment.slip.undone": "membatalkan surat titipan {slip} dari {partner}: {reason}",
    "consignment.statement.drawn": "menyusun perhitungan titip jual {statement}, {partner}, sampai {until}, {amount}",
    "consignment.statement.undone": "membatalkan perhitungan titip jual {statement} dengan {partner}: {reason}",
    "consignment.payout.paid": "membayar {partner} {amount} untuk perhitungan {statement}",
    "consignment.payout.undone": "membatalkan bayaran kepada {partner}, {amount}, perhitungan {statement}: {reason}",
}
