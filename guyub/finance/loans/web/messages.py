"""What the refusals of loans say."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.translation import gettext_noop as _

from guyub.finance.loans.web.trouble_messages import TROUBLE_MESSAGES

if TYPE_CHECKING:
    from collections.abc import Mapping

MESSAGES: Mapping[str, str] = {
    **TROUBLE_MESSAGES,
    # The rule says what is amiss in the words of the field; `guyub calc` shows the same sentence.
    "loans.terms.refused": _("{message} Perbaiki isian itu, lalu hitung lagi."),
    "loans.kolektibilitas.refused": _("{message} Perbaiki isian itu, lalu nilai lagi."),
    "loans.ageing.refused": _("{message} Perbaiki isian itu, lalu susun lagi."),
    "loans.line.refused": _("{message} Periksa isiannya, lalu hitung lagi."),
    "loans.event.refused": _("{message} Periksa peristiwanya, lalu coba lagi."),
    "loans.disbursement.refused:gone": _(
        "Pinjaman itu tidak ada di koperasi ini. Buka daftar pinjaman lagi."
    ),
    "loans.disbursement.refused:paid": _("Pinjaman ini sudah cair. Buka halamannya untuk melihat buktinya."),
    "loans.disbursement.refused:state": _(
        "Pinjaman ini tidak dapat dicairkan atau dibatalkan cairnya sekarang. Buka halamannya lagi."
    ),
    "loans.disbursement.refused:member": _(
        "Peminjam bukan anggota lagi, jadi pinjamannya tidak dicairkan. Batalkan persetujuannya."
    ),
    "loans.disbursement.refused:own": _("Anda tidak dapat mencairkan pinjaman sendiri. Minta petugas lain."),
    "loans.disbursement.refused:gate": _(
        "Unit simpan pinjam belum boleh memberi pinjaman. {why} Lengkapi dulu di halaman unit."
    ),
    "loans.disbursement.refused:early": _(
        "Tanggal cair mendahului persetujuannya. Pilih hari persetujuan atau sesudahnya."
    ),
    "loans.disbursement.refused:late": _("Tanggal cair belum tiba. Pilih hari ini atau sebelumnya."),
    "loans.disbursement.refused:first_due": _(
        "Angsuran pertama harus sesudah tanggal cair. Pilih hari yang lebih lambat."
    ),
    "loans.disbursement.refused:way": _(
        "Pilih satu tempat uang atau satu simpanan. Yang cair ke simpanan dikembalikan lewat pelunasan."
    ),
    "loans.disbursement.refused:account": _(
        "Simpanan itu bukan milik peminjam atau tidak dapat diisi. Pilih simpanan sukarelanya."
    ),
    "loans.disbursement.refused:goods": _("Tulis barang yang dibeli dan penjualnya, keduanya."),
    "loans.disbursement.refused:served": _(
        "Sudah ada angsuran, catatan, atau setoran premi pada pinjaman ini. Batalkan itu dulu."
    ),
    "loans.disbursement.refused:day": _(
        "Pencairan hanya dapat dibatalkan pada harinya. Terima pelunasannya sebagai gantinya."
    ),
    "loans.order.refused:gone": _("Pinjaman itu tidak ada di koperasi ini. Buka daftar pinjaman lagi."),
    "loans.order.refused:own": _(
        "Potongan diatur peminjam di halamannya sendiri, atau oleh petugas lain di loket."
    ),
    "loans.order.refused:state": _("Pinjaman ini tidak sedang berjalan, jadi tidak ada yang dipotong."),
    "loans.order.refused:account": _(
        "Simpanan itu bukan milik peminjam atau tidak dapat diambil. Pilih simpanan sukarelanya."
    ),
    "loans.serving.refused:gone": _(
        "Pinjaman atau pembayaran itu tidak ada di koperasi ini. Buka daftar pinjaman lagi."
    ),
    "loans.serving.refused:own": _("Anda tidak dapat melayani pinjaman sendiri. Minta petugas lain."),
    "loans.serving.refused:state": _(
        "Pinjaman ini tidak sedang berjalan. Buka halamannya untuk melihat keadaannya."
    ),
    "loans.serving.refused:late": _("Tanggalnya belum tiba. Pilih hari ini atau sebelumnya."),
    "loans.serving.refused:early": _("Tanggalnya mendahului pencairan. Periksa tanggalnya."),
    "loans.serving.refused:past": _(
        "Tanggal yang sudah lewat dicatat oleh bendahara. Minta bendahara mencatatnya."
    ),
    "loans.serving.refused:account": _(
        "Simpanan itu bukan milik peminjam atau tidak dapat diambil. Pilih simpanan sukarelanya."
    ),
    "loans.serving.refused:short": _(
        "Yang dapat diambil dari simpanan itu hanya {free_rp}. Kurangi jumlahnya atau terima tunai."
    ),
    "loans.serving.refused:undone": _("Pembayaran ini sudah dibatalkan. Muat ulang halamannya."),
    "loans.serving.refused:kind": _("Catatan ini tidak dibatalkan dari sini. Batalkan di halaman asalnya."),
    "loans.serving.refused:reason": _("Tulis sebabnya, supaya pengawas dapat membacanya."),
    "loans.offer.refused:missing": _("Isian ini belum ada. Tulis angkanya."),
    "loans.offer.refused:number": _("“{written}” bukan bilangan bulat. Tulis angka saja, misalnya 12."),
    "loans.offer.refused:percent": _("“{written}” bukan persen. Tulis seperti 1,5 atau 1,5%."),
    "loans.offer.refused:rate": _(
        "Jasanya lebih dari 100% sebulan. Periksa angkanya, dan apakah itu sebulan atau setahun."
    ),
    "loans.offer.refused:small": _("Jumlah ini kurang dari satu rupiah tiap angsuran. Periksa nolnya."),
    "loans.offer.refused:received": _(
        "Yang diterima lebih banyak daripada yang disebut. Periksa kedua angka itu."
    ),
    "loans.offer.refused:down_payment": _(
        "Uang muka sudah melunasi harganya. Tulis uang muka yang lebih kecil."
    ),
    "loans.offer.refused:paid_back": _(
        "Semua angsuran kurang dari yang diterima. Periksa besar dan banyaknya angsuran."
    ),
    "loans.offer.refused:absurd": _("Yang dibayar lebih dari {most} kali yang diterima. Periksa angkanya."),
    "loans.offer.refused:many": _(
        "Paling banyak {most} penawaran sekaligus. Hapus satu dulu, lalu tambah lagi."
    ),
    "loans.time_value.refused:number": _('Tulis angka dengan titik desimal, seperti "0.01" atau "0.12/12".'),
    "loans.time_value.refused:size": _(
        "Angka ini terlalu besar atau terlalu dekat dengan nol. Periksa lagi."
    ),
    "loans.time_value.refused:rate": _("Suku harus lebih dari -1 (-100 persen)."),
    "loans.time_value.refused:nper": _("Jumlah periode harus lebih dari 0, paling banyak 1.000.000."),
    "loans.time_value.refused:per": _("Nomor periode harus bilangan bulat dari 1 sampai nper."),
    "loans.time_value.refused:solution": _(
        "Tidak ada jawabannya. Periksa tandanya: uang keluar ditulis negatif."
    ),
    "loans.yield.refused:net": _("Jumlah yang diterima harus lebih dari nol."),
    "loans.yield.refused:flows": _(
        "Uang yang keluar dan yang kembali tidak cocok untuk dihitung sukunya. Periksa tanggal, tanda, dan jumlahnya."
    ),
    "loans.yield.refused:periods": _("Jumlah periode setahun harus lebih dari 0."),
    "loans.yield.refused:solution": _("Tidak ada suku yang cocok. Periksa tanda dan jumlahnya."),
}
