"""What acts on the treasury are called in the trail."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

SENTENCES: Mapping[str, str] = {
    "treasury.event.recorded": "mencatat {what}, {amount}",
    "treasury.event.undone": "membatalkan {number} ({what}): {reason}",
    "treasury.favourite.dropped": "melepas {what} dari kejadian favorit",
    "treasury.favourite.kept": "menaruh {what} di kejadian favorit",
    "treasury.recurring.ended": "mengakhiri catatan rutin {what}",
    "treasury.recurring.kept": "membuat {what} rutin {every}, mulai {first}",
    "treasury.claim.taken_back": "mengeluarkan klaim nota {number} dari buku: {reason}",
    "treasury.claims.paid": "membayar klaim nota {numbers}, {amount}",
    "treasury.claims.payment_undone": "membatalkan pembayaran klaim nota {numbers}: {reason}",
    "treasury.fund.begun": "memulai {name} (akun {account}) dengan {amount}",
    "treasury.fund.collected": "menerima {amount} untuk {name}",
    "treasury.fund.paid": "membayar {amount} dari {name}{decided}",
    "treasury.fund.rule_set": "menetapkan aturan {name} sejak {since} menurut keputusan {decision}",
    "treasury.fund.undone": "membatalkan {amount} pada {name}: {reason}",
    "treasury.line.recorded": "mencatat {what} {amount} dari baris bank {name}",
    "treasury.match.let_go": "melepas kecocokan bank {name}, {day}",
    "treasury.match.matched": "mencocokkan {count} pasang di bank {name}",
    "treasury.statement.brought": "mengunggah rekening koran {file} untuk {name}",
    "treasury.statement.mapped": "memilih kolom rekening koran {file} untuk {name}",
    "treasury.statement.taken": "memasukkan {lines} baris rekening koran {file} untuk {name}, {matched} langsung cocok",
    "treasury.statement.dropped": "membuang rekening koran {file} untuk {name}",
    "treasury.statement.undone": "membatalkan {lines} baris rekening koran {file} untuk {name}",
    "treasury.sheet.kept": "menyimpan rekonsiliasi bank {name} sampai {through}",
    "treasury.asset.bought": "mencatat aset baru {asset} seharga {amount_rp} ({number})",
    "treasury.asset.unbought": "membatalkan aset baru {asset} ({number}): {reason}",
    "treasury.asset.disposed": "melepas aset {asset} ({how}), diterima {amount_rp}",
    "treasury.asset.returned": "membatalkan pelepasan aset {asset}: {reason}",
    "treasury.opening.brought": "mencatat saldo awal {number}, {amount_rp}",
    "treasury.opening.undone": "membatalkan saldo awal {number}: {reason}",
    "treasury.place.opened": "membuka tempat uang {name} (akun {account})",
    "treasury.drawer.counted": "menghitung {drawer}: {counted}, selisih {difference}",
    "treasury.shift.opened": "mulai memegang {drawer} dengan {counted}, selisih {difference}",
    "treasury.shift.closed": "menutup giliran di {drawer} dengan {counted}, selisih {difference}",
    "treasury.shift.handed_over": "serah terima {drawer} dengan {counted}, selisih {difference}",
    "treasury.shift.joined": "membuka kasir di {drawer} yang sudah dipegang, dihitung {counted}, selisih {difference}",
    "treasury.shift.taken_over": "melanjutkan {drawer} di kasir dengan {counted}, selisih {difference}",
    "treasury.shift.counted_late": "menghitung {drawer} di kasir {counted} sesudah gilirannya ditutup di kantor",
    "treasury.shift.late_cash": "memasukkan {name}, tunai {amount} sudah terhitung saat giliran {drawer} ditutup",
    "treasury.shift.dropped": "menyetor {amount} dari {drawer} ke {other}, diterima {who}",
    "treasury.shift.topped_up": "menambah {amount} ke {drawer} dari {other}, diserahkan {who}",
    "treasury.handover.given": "menyerahkan semua kas dan bank dari {giver} kepada {receiver}",
    "treasury.handover.confirmed": "menerima semua kas dan bank: dari {giver} kepada {receiver}",
    "treasury.handover.withdrawn": "menarik serah terima kas dan bank dari {giver} kepada {receiver}",
    "treasury.place.closed": "menutup tempat uang {name} (akun {account})",
}
