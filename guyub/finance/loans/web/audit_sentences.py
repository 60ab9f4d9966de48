"""What acts on loans are called in the trail."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

SENTENCES: Mapping[str, str] = {
    # Applications, the committee, what was agreed.
    "loans.application.agreed": "menyetujui permohonan {number}: pinjaman {loan}",
    "loans.application.analysed": "menganalisis permohonan {number}",
    "loans.application.analysed_in_network": "melihat utang di koperasi lain atas persetujuan anggota: {reason}",
    "loans.application.appealed": "mengajukan banding atas permohonan {number}",
    "loans.application.consent_given": "mencatat persetujuan melihat utang di koperasi lain, permohonan {number}",
    "loans.application.consent_withdrawn": "mencabut persetujuan melihat utang di koperasi lain, permohonan {number}",
    "loans.application.expired": "mengakhiri permohonan {number} yang lewat waktu",
    "loans.application.paper_added": "menyimpan berkas permohonan {number}",
    "loans.application.refused": "menolak permohonan {number}",
    "loans.application.submitted": "meminta putusan komite atas permohonan {number}",
    "loans.application.withdrawn": "menarik permohonan {number}",
    "loans.application.written": "menulis permohonan {number}",
    "loans.loan.cancelled": "membatalkan pinjaman {number} yang belum cair: {reason}",
    "loans.book.counted": "menghitung buku pinjaman {day}: {loans} pinjaman, {changed} berubah",
    "loans.collateral.returned": "menyerahkan kembali agunan pinjaman {number}: {thing}",
    "loans.collateral.taken": "menerima agunan pinjaman {number}: {thing}",
    "loans.contract.issued": "mencetak akad pinjaman {number}, lembar {sheet}",
    "loans.guarantee.called": "membayar tunggakan pinjaman {number} dari simpanan penjamin",
    "loans.guarantee.given": "mencatat penjamin pinjaman {number}",
    "loans.guarantee.released": "melepas penjamin pinjaman {number}",
    "loans.loan.disbursed": "mencairkan pinjaman {number}",
    "loans.loan.disbursement_taken_back": "membatalkan pencairan pinjaman {number}: {reason}",
    "loans.opening.brought": "mengunggah tabel pinjaman berjalan {name}: {rows} baris",
    "loans.opening.dropped": "membuang tabel pinjaman berjalan {name}",
    "loans.opening.mapped": "memilih cara membaca tabel pinjaman berjalan {name}",
    "loans.opening.taken": "memasukkan tabel pinjaman berjalan {name}: {loans} pinjaman, {entry}",
    "loans.opening.undone": "membatalkan tabel pinjaman berjalan {name}: {loans} pinjaman, {entry}",
    "loans.payment.shifted": "memindah angsuran pinjaman {number} dari simpanan",
    "loans.payment.taken": "menerima angsuran pinjaman {number}",
    "loans.payment.taken_back": "membatalkan angsuran pinjaman {number}: {reason}",
    "loans.standing_order.ended": "menghentikan potongan angsuran pinjaman {number}",
    "loans.standing_order.set": "mengatur potongan angsuran pinjaman {number}",
    # Products and their terms.
    "loans.product.opened": "membuka produk pinjaman {name}",
    "loans.product.closed": "menutup produk pinjaman {name} untuk pinjaman baru",
    "loans.terms.set": "menetapkan jasa {name} {rate} mulai {begins}, keputusan {number}",
}
