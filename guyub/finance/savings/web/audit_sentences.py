"""What acts on savings are called in the trail."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

SENTENCES: Mapping[str, str] = {
    "savings.bills.phones_opened": "membuka nomor HP {people_count} anggota untuk tagihan ({whom}): {reason}",
    "savings.account.closed": "menutup {product} dan membayarkan isinya",
    "savings.deposit.taken": "menerima setoran {product}",
    "savings.hold.put": "menahan sebagian simpanan: {why}",
    "savings.hold.released": "melepas simpanan yang ditahan: {why}",
    "savings.movement.taken_back": "membatalkan gerak simpanan: {reason}",
    "savings.withdrawal.paid": "membayarkan {product}",
    "savings.collection.booked": "membukukan daftar tagih {number} dari {collector}: {booked}, selisih {difference}",
    "savings.collection.counted": "menghitung uang daftar tagih {number}: {counted}",
    "savings.collection.difference": "membukukan selisih kas {difference} dari daftar tagih {number}: {reason}",
    "savings.collection.made": "membuat daftar tagih {number}: {count} anggota, {amount}",
    "savings.collection.noted": "mencatat {count} kunjungan di daftar tagih {number}",
    "savings.dues.billed": "menagih simpanan wajib {month} kepada {bills} anggota",
    "savings.dues.paid": "menerima simpanan wajib {months}",
    "savings.dues.shifted": "memindah simpanan wajib {months} dari simpanan sukarela",
    "savings.jasa.ended": "membukukan jasa {month} rekening yang ditutup ({accounts} rekening)",
    "savings.jasa.posted": "membukukan jasa simpanan {month} untuk {accounts} rekening",
    "savings.jasa.recounted": "menghitung ulang jasa simpanan {month} ({accounts} rekening)",
    "savings.standing_order.ended": "menghentikan potongan simpanan wajib",
    "savings.standing_order.set": "mengatur potongan simpanan wajib",
    "savings.collection.void": "membatalkan daftar tagih {number}: {reason}",
    "savings.certificate.issued": "mencetak bilyet {number}, lembar {sheet}",
    "savings.deposit.broken": "mencairkan bilyet {number} sebelum jatuh tempo: {reason}",
    "savings.deposit.matured": "mencatat bilyet {number} jatuh tempo, menunggu diambil",
    "savings.deposit.paid": "mencairkan bilyet {number}",
    "savings.deposit.placed": "menerima penempatan {product}",
    "savings.deposit.roll_set": "mengubah kemauan anggota saat bilyet {number} jatuh tempo",
    "savings.deposit.rolled": "memperpanjang bilyet {number}",
    "savings.deposit.taken_back": "membatalkan penempatan bilyet {number}: {reason}",
    "savings.passbook.printed": "mencetak buku simpanan {product} {book}: {lines}",
    "savings.passbook.printed_again": "mencetak ulang buku simpanan {product} {book}: {lines}",
    "savings.passbook.started": "memulai buku simpanan {product} nomor {book} {reason}",
    "savings.statement.issued": "menerbitkan rekening {product} sampai {until}",
    "savings.withdrawal_request.asked": "meminta pengambilan {product}",
    "savings.withdrawal_request.called_off": "membatalkan permintaan pengambilan {product}",
    "savings.withdrawal_request.ready": "menyiapkan uang untuk permintaan pengambilan {product}",
    "savings.withdrawal_request.refused": "menolak permintaan pengambilan {product}",
    "savings.tax.paid": "membayar pajak jasa {month}, {amount}",
    "savings.tax.slips_issued": "menerbitkan {count} bukti potong jasa {month}",
    "savings.tax.taken_back": "membatalkan pembayaran pajak jasa {month}: {reason}",
    # Products, their terms, and the gate of the savings-and-loan unit.
    "savings.product.opened": "membuka produk simpanan {name}",
    "savings.product.closed": "menutup produk simpanan {name} untuk rekening baru",
    "savings.terms.set": "menetapkan jasa {name} {rate} mulai {begins}, keputusan {number}",
    "savings.unit.capital_set": "mencatat modal tetap unit simpan pinjam {amount} sejak {begins}, keputusan {number}",
    "savings.unit.opened_by_city": "mengizinkan setoran simpan pinjam sampai {until}: {reason}",
    "savings.unit.override_ended": "mencabut izin khusus simpan pinjam: {reason}",
}
