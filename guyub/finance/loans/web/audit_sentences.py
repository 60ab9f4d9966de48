"""What acts on loans are called in the trail."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

SENTENCES: Mapping[str, str] = {
    "loans.claim.made": "mengajukan klaim atas pinjaman {number} ke {insurer}",
    "loans.claim.paid": "menerima pembayaran {insurer} atas pinjaman {number}",
    "loans.claim.refused": "mencatat {insurer} tidak menanggung pinjaman {number}",
    "loans.death.noted": "mencatat peminjam meninggal, {loans} pinjaman",
    "loans.death.taken_back": "membatalkan catatan peminjam meninggal: {reason}",
    "loans.loan.disbursed": "mencairkan pinjaman {number}",
    "loans.loan.disbursement_taken_back": "membatalkan pencairan pinjaman {number}: {reason}",
    "loans.loan.forgiven": "menghapus {what} {amount} pada pinjaman {number}",
    "loans.loan.restructured": "mengubah jadwal atau suku pinjaman {number}",
    "loans.loan.write_off_undone": "membatalkan hapus buku pinjaman {number}: {reason}",
    "loans.loan.written_off": "menghapus buku pinjaman {number}, {amount}",
    "loans.pause.done": "memberi jeda {months} bulan untuk {count} pinjaman ({aim}), keputusan {number}",
    "loans.payment.shifted": "memindah angsuran pinjaman {number} dari simpanan",
    "loans.payment.taken": "menerima angsuran pinjaman {number}",
    "loans.payment.taken_back": "membatalkan angsuran pinjaman {number}: {reason}",
    "loans.premiums.paid": "menyetor premi {count} pinjaman ke {insurer}",
    "loans.premiums.taken_back": "membatalkan setoran premi ke {insurer}: {reason}",
    "loans.reminder.letter_issued": "membuat surat peringatan {letter} untuk pinjaman {number}",
    "loans.reminders.phones_opened": "membuka nomor HP {people_count} peminjam untuk pengingat: {reason}",
    "loans.standing_order.ended": "menghentikan potongan angsuran pinjaman {number}",
    "loans.standing_order.set": "mengatur potongan angsuran pinjaman {number}",
    "loans.visit.noted": "mencatat kunjungan untuk pinjaman {number}",
}
