"""What the refusals of loans say."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.translation import gettext_noop as _

from guyub.finance.loans.web.messages_groups import GROUP_MESSAGES
from guyub.finance.loans.web.trouble_messages import TROUBLE_MESSAGES
from guyub.foundation.intake.web.refusals import shared_messages

if TYPE_CHECKING:
    from collections.abc import Mapping

MESSAGES: Mapping[str, str] = {
    **TROUBLE_MESSAGES,
    # The rule says what is amiss in the words of the field; `guyub calc` shows the same sentence.
    "loans.terms.refused": _("{message} Perbaiki isian itu, lalu hitung lagi."),
    "loans.kolektibilitas.refused": _("{message} Perbaiki isian itu, lalu nilai lagi."),
    "loans.ageing.refused": _("{message} Perbaiki isian itu, lalu susun lagi."),
    "loans.book.refused:running": _(
        "Hari itu belum selesai. Hitung buku pinjamannya setelah hari itu lewat."
    ),
    "loans.book.refused:before": _(
        "Hari sesudahnya sudah dihitung. Buku pinjaman hanya dihitung maju: pilih hari yang lebih baru."
    ),
    "loans.book.refused:busy": _(
        "Pembayaran pinjaman sedang dicatat. Tunggu sebentar, lalu hitung buku pinjaman lagi."
    ),
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
    "loans.disbursement.refused:terms": _(
        "Ketentuan produk berubah sesudah pinjaman ini disetujui: {what} tidak sesuai lagi. Batalkan pinjaman yang"
        " belum cair ini, lalu perbarui analisisnya dan minta putusan komite lagi."
    ),
    "loans.agreement.refused:gone": _("Pinjaman itu tidak ada di koperasi ini. Buka permohonannya lagi."),
    "loans.agreement.refused:own": _("Pinjaman sendiri dibatalkan orang lain. Minta bendahara lain."),
    "loans.agreement.refused:state": _(
        "Pinjaman ini sudah cair atau sudah berakhir. Yang sudah cair dilunasi, tidak dibatalkan."
    ),
    "loans.agreement.refused:reason": _("Tulis sebabnya dengan 10 sampai 160 huruf."),
    "loans.application.refused:product": _(
        "Produk itu tidak ada atau tidak memberi pinjaman baru. Pilih produk lain."
    ),
    "loans.application.refused:terms": _(
        "Produk itu belum punya ketentuan. Minta bendahara menetapkannya, atau pilih produk lain."
    ),
    "loans.application.refused:amount": _("Jumlahnya harus lebih dari nol. Tulis dalam rupiah."),
    "loans.application.refused:number": _("Banyaknya angsuran 1 sampai 365 kali. Tulis angkanya."),
    "loans.application.refused:purpose": _(
        "Tulis untuk apa pinjamannya, 5 sampai 120 huruf, misalnya: modal warung."
    ),
    "loans.application.refused:use": _("Pilih jenis keperluannya."),
    "loans.application.refused:first_due": _(
        "Hari mulai membayar harus sesudah hari ini dan dalam setahun. Pilih hari lain, atau kosongkan."
    ),
    "loans.application.refused:figures": _(
        "Ada jumlah yang kurang dari nol atau terlalu besar. Periksa isian bulanannya."
    ),
    "loans.application.refused:income": _(
        "Penghasilan dan hasil usaha dua-duanya nol. Isi satu di antaranya, lalu simpan lagi."
    ),
    "loans.application.refused:visit": _(
        "Kunjungan ditulis lengkap: tanggalnya, paling lambat hari ini, dan apa yang dilihat (paling banyak 400"
        " huruf). Kosongkan keduanya bila belum dikunjungi."
    ),
    "loans.application.refused:advice": _("Pilih sarannya: layak, layak dengan syarat, atau belum layak."),
    "loans.application.refused:note": _("Catatannya terlalu panjang. Tulis paling banyak 400 huruf."),
    "loans.application.refused:capacity": _(
        "Angsuran {instalment_rp} sebulan di atas kemampuan {capacity_rp}. Kecilkan pinjamannya, panjangkan"
        " angsurannya, atau tulis di catatan mengapa tetap layak (paling sedikit 10 huruf)."
    ),
    "loans.application.refused:paper": _("Pilih jenis berkasnya dan ambil fotonya atau pilih PDF."),
    "loans.application.refused:many": _(
        "Paling banyak {most} berkas tiap permohonan. Pilih yang terpenting."
    ),
    "loans.application.refused:reason": _(
        "Tulis dengan 10 sampai 400 huruf, supaya jelas bagi yang membaca."
    ),
    "loans.application.refused:gone": _("Permohonan itu tidak ada di sini. Buka daftarnya lagi."),
    "loans.application.refused:member": _(
        "Yang meminjam harus anggota aktif yang bernomor di koperasi ini. Selesaikan simpanan pokok, atau aktifkan"
        " keanggotaannya dulu."
    ),
    "loans.application.refused:own": _(
        "Permohonan sendiri ditulis dari halaman Anda sebagai anggota dan dilayani petugas lain."
    ),
    "loans.application.refused:open": _(
        "Permohonan {number} untuk produk ini masih berjalan. Tunggu putusannya, atau tarik dulu."
    ),
    "loans.application.refused:state": _(
        "Keadaan permohonan ini: {state}. Langkah itu tidak bisa lagi. Muat ulang halamannya."
    ),
    "loans.application.refused:asked": _(
        "Komite sedang memutus permohonan ini. Tunggu putusannya, atau yang meminta menarik usulannya di kotak"
        " persetujuan dulu."
    ),
    "loans.application.refused:analysis": _(
        "Analisisnya belum ada atau sudah lebih dari {days} hari. Buat analisis baru, lalu minta putusan."
    ),
    "loans.application.refused:gate": _(
        "Unit simpan pinjam belum boleh memberi pinjaman. {why} Permohonannya tetap tersimpan."
    ),
    "loans.application.refused:changed": _(
        "Ketentuan produk tidak cocok dengan usulan ini: {what}. Perbarui analisisnya menurut ketentuan yang"
        " berlaku; bila komite sedang memutus, tarik usulannya dulu."
    ),
    "loans.application.refused:appealed": _(
        "Banding hanya sekali, dan sudah diputus. Anggota boleh mengajukan permohonan baru."
    ),
    "loans.application.refused:late": _(
        "Banding paling lambat {until}. Anggota boleh mengajukan permohonan baru."
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
    "loans.serving.refused:left": _(
        "Peminjam sudah keluar dan perkaranya selesai. Pembayarannya tetap; bicarakan kekeliruannya dengan pengawas."
    ),
    "loans.serving.refused:reason": _("Tulis sebabnya, supaya pengawas dapat membacanya."),
    "loans.disbursement.refused:guarantor": _(
        "Pinjaman di atas {above_rp} memerlukan penjamin. Catat penjaminnya dulu, lalu cairkan."
    ),
    "loans.disbursement.refused:collateral": _(
        "Pinjaman di atas {above_rp} memerlukan agunan. Catat agunannya dulu, lalu cairkan."
    ),
    "loans.security.refused:gone": _(
        "Pinjaman, penjamin, atau agunan itu tidak ada di koperasi ini. Buka halamannya lagi."
    ),
    "loans.security.refused:state": _(
        "Pinjaman ini belum cair atau sudah selesai, jadi jaminannya tidak berubah di sini."
    ),
    "loans.security.refused:own": _(
        "Anda peminjam atau penjamin pinjaman ini. Minta petugas lain mengerjakannya."
    ),
    "loans.security.refused:borrower": _(
        "Peminjam tidak dapat menjamin pinjamannya sendiri. Pilih anggota lain."
    ),
    "loans.security.refused:member": _(
        "Penjamin harus anggota yang masih aktif. Cari dengan nomor anggota atau namanya."
    ),
    "loans.security.refused:twice": _(
        "Anggota ini sudah menjamin pinjaman ini. Lepas dulu bila jumlahnya berubah."
    ),
    "loans.security.refused:amount": _("Jumlahnya harus di atas nol, paling banyak sebesar pinjamannya."),
    "loans.security.refused:account": _(
        "Simpanan itu bukan milik penjamin atau tidak dapat ditahan. Pilih simpanan sukarelanya."
    ),
    "loans.security.refused:short": _(
        "Yang dapat ditahan dari simpanan itu hanya {free_rp}. Kurangi jumlahnya atau pilih simpanan lain."
    ),
    "loans.security.refused:kind": _("Jenis agunan itu tidak dikenal. Pilih dari daftarnya."),
    "loans.security.refused:thing": _("Tulis barangnya dengan 3 sampai 120 huruf, misalnya motor Beat 2021."),
    "loans.security.refused:paper": _(
        "Nomor surat paling panjang 40 huruf dan bukan NIK. Tulis nomor BPKB, sertifikat, atau girik."
    ),
    "loans.security.refused:owner": _("Tulis nama pemiliknya, paling panjang 80 huruf."),
    "loans.security.refused:value": _("Nilai agunan harus di atas nol. Tulis harga wajarnya hari ini."),
    "loans.security.refused:kept": _("Tulis di mana agunan disimpan, paling panjang 60 huruf."),
    "loans.security.refused:returned": _("Agunan ini sudah diserahkan. Muat ulang halamannya."),
    "loans.security.refused:to": _("Tulis kepada siapa agunan diserahkan, paling panjang 80 huruf."),
    "loans.security.refused:reason": _(
        "Tulis sebabnya dengan 3 sampai 200 huruf, supaya orang kedua mengerti."
    ),
    "loans.security.refused:released": _("Penjamin ini sudah dilepas. Muat ulang halamannya."),
    "loans.security.refused:held": _(
        "Simpanan penjamin yang ditahan {held_rp}. Tagih paling banyak sejumlah itu."
    ),
    "loans.security.refused:arrears": _(
        "Tunggakannya sekarang {most_rp}. Penjamin hanya membayar tunggakan; kurangi jumlahnya."
    ),
    "loans.security.refused:over": _(
        "Peminjam berutang {open_rp} kepada penjamin ini. Terima paling banyak sejumlah itu."
    ),
    "loans.security.refused:past": _(
        "Penggantian hari lain dibatalkan bendahara. Sampaikan kepadanya dengan alasannya."
    ),
    "loans.serving.refused:repaid": _(
        "Peminjam sudah mengganti sebagian kepada penjamin. Batalkan dulu penggantiannya di bagian penjamin."
    ),
    "loans.contract.refused:gone": _("Pinjaman itu tidak ada di koperasi ini. Buka daftar pinjaman lagi."),
    "loans.contract.refused:own": _("Akad pinjaman Anda sendiri dicetak petugas lain."),
    "loans.contract.refused:state": _("Pinjaman ini batal, jadi akadnya tidak dicetak."),
    "loans.contract.refused:day": _(
        "Tanggal cair mendahului persetujuannya. Pilih hari persetujuan atau sesudahnya."
    ),
    **shared_messages("loans.opening.refused"),
    "loans.opening.refused:empty": _(
        "Berkas ini belum berisi daftar. Unggah tabel dengan judul kolom dan paling sedikit satu pinjaman."
    ),
    "loans.opening.refused:many": _(
        "Paling banyak {most} pinjaman tiap tabel. Bagi menjadi beberapa berkas, lalu centang sebagian pinjaman."
    ),
    "loans.opening.refused:lacking": _(
        "Ada kolom wajib yang belum dipilih. Pilih kolomnya, lalu simpan dan periksa lagi."
    ),
    "loans.opening.refused:nothing": _("Tidak ada pinjaman di tabel ini. Periksa lembar dan baris judulnya."),
    "loans.opening.refused:unopened": _(
        "Buku belum dimulai, jadi {kind} belum bisa masuk. Mulai buku dan catat saldo awal dulu."
    ),
    "loans.opening.refused:more": _(
        "{kind} di tabel {total_rp}, di saldo awal tinggal {left_rp}: lebih {difference_rp}."
        " Cocokkan tabel dengan saldo awal."
    ),
    "loans.opening.refused:less": _(
        "{kind} di tabel {total_rp}, di saldo awal {left_rp}: kurang {difference_rp}."
        " Lengkapi tabel, atau centang sebagian pinjaman."
    ),
    "loans.opening.refused:moved": _(
        "Saldo awal berubah sementara tabel dimasukkan. Belum ada yang masuk; periksa lagi, lalu ulangi."
    ),
    "loans.opening.refused:used": _(
        "Sudah ada yang terjadi pada pinjaman dari tabel ini, jadi tidak bisa dibatalkan utuh."
        " Betulkan satu per satu di halaman pinjamannya."
    ),
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
    "loans.product.refused:name": _("Nama produk 3 sampai 60 huruf. Tulis ulang namanya."),
    "loans.product.refused:purpose": _("Keterangan paling banyak 200 huruf. Singkatkan."),
    "loans.product.refused:taken": _("Produk dengan nama itu sudah ada. Pakai nama lain."),
    "loans.product.refused:unit": _(
        "Unit simpan pinjam belum dibuka, padahal pinjaman dibukukan di sana. Minta sekretaris membukanya di halaman"
        " gerai, lalu coba lagi."
    ),
    "loans.product.refused:gone": _("Produk ini tidak ada. Kembali ke daftar produk."),
    "loans.product.refused:closed": _("Produk ini sudah ditutup. Buka produk baru bila perlu."),
    "loans.product.refused:percent": _(
        "Persen ditulis seperti 1,5: dari 0, kurang dari 100, paling banyak empat angka di belakang koma."
    ),
    "loans.product.refused:choice": _("Pilih dari daftarnya, lalu kirim lagi."),
    "loans.product.refused:days": _(
        "Banyaknya hari ditulis dengan angka, misalnya 3. Kosongkan bila denda dihitung sejak hari pertama."
    ),
    "loans.product.refused:range": _(
        "Rentang jasa ditulis dari yang rendah ke yang tinggi, dan jasa yang biasa ada di dalamnya. Periksa ketiganya."
    ),
    "loans.product.refused:every": _("Jarak angsuran harus 1 sampai 12. Pilih dari daftarnya."),
    "loans.product.refused:numbers": _(
        "Banyaknya angsuran ditulis dari yang sedikit ke yang banyak, 1 sampai {most}. Periksa kedua angka itu."
    ),
    "loans.product.refused:amounts": _(
        "Pinjaman terkecil harus lebih dari nol dan tidak melebihi yang terbesar. Periksa nolnya."
    ),
    "loans.product.refused:fee": _(
        "Tiap biaya perlu nama yang berbeda, paling panjang 30 huruf, dan besarnya: rupiah atau persen di bawah 100."
        " Periksa isian biaya."
    ),
    "loans.product.refused:guarantee": _("Batas penjamin dan agunan ditulis dalam rupiah. Periksa nolnya."),
    "loans.product.refused:penalty": _(
        "Denda harus punya batas, paling banyak {most} dari angsuran yang terlambat ({basis}). Turunkan batasnya."
    ),
    "loans.product.refused:cap_nominal": _(
        "Jasa {found} setahun di atas batas {most} ({basis}). Turunkan jasa atau ujung atas rentangnya."
    ),
    "loans.product.refused:terms": _("{message} Perbaiki isian itu, lalu kirim lagi."),
    "loans.product.refused:cap_effective": _(
        "Jasa sebenarnya {found} setahun untuk {amount} diangsur {times} kali, di atas batas {most} ({basis})."
        " Turunkan jasa atau biayanya, atau ubah banyaknya angsuran."
    ),
    "loans.product.refused:day": _(
        "Tanggal mulai harus sejak produk dibuka, paling jauh dua tahun ke depan. Periksa tanggalnya."
    ),
    "loans.product.refused:decision": _(
        "Pilih keputusan yang menetapkannya. Bila belum ada, minta sekretaris mencatatnya dulu."
    ),
    "loans.product.refused:body": _(
        "Ketentuan pinjaman ditetapkan rapat anggota atau pengurus. Pilih keputusan dari satu di antaranya."
    ),
    "loans.product.refused:meeting": _(
        "Rapat anggota belum menyetujui rentang jasa produk ini untuk cara menghitung itu. Pilih keputusan rapat"
        " anggota."
    ),
    "loans.product.refused:beyond": _(
        "Rapat anggota menyetujui {low} sampai {high} setahun. Pilih jasa di dalamnya, atau pakai keputusan rapat"
        " anggota yang baru."
    ),
    "loans.product.refused:amount": _(
        "Produk ini meminjamkan {least} sampai {most}. Tulis jumlah di antaranya, atau pilih produk lain."
    ),
    "loans.product.refused:number": _(
        "Produk ini diangsur {least} sampai {most} kali. Tulis angka di antaranya, atau pilih produk lain."
    ),
    "loans.product.refused:rate": _(
        "Jasa produk ini {low} sampai {high} setahun. Tulis jasa di antaranya, atau pilih produk lain."
    ),
    **GROUP_MESSAGES,
}
