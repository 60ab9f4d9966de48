"""What the refusals of the treasury say."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.translation import gettext_noop as _

if TYPE_CHECKING:
    from collections.abc import Mapping

MESSAGES: Mapping[str, str] = {
    "treasury.claim.refused:day": _("Tanggal nota paling lama setahun lalu dan tidak sesudah hari ini."),
    "treasury.claim.refused:amount": _("Tulis jumlah di nota dalam rupiah bulat di atas nol."),
    "treasury.claim.refused:choice": _("Pilih uang itu dipakai untuk apa, lalu kirim lagi."),
    "treasury.claim.refused:note": _("Catatan paling panjang 120 huruf. Singkat, lalu kirim lagi."),
    "treasury.claim.refused:receipt": _(
        "Foto notanya, atau tulis mengapa tidak ada nota, paling panjang 120 huruf."
    ),
    "treasury.claim.refused:reason": _("Tulis alasannya, paling panjang 60 huruf."),
    "treasury.claim.refused:nothing": _("Pilih dulu klaim yang dibayar, lalu simpan lagi."),
    "treasury.claim.refused:same_receipt": _(
        "Foto nota ini sudah dipakai di klaim {number}. Pilih foto nota yang lain."
    ),
    "treasury.claim.refused:twice": _(
        "Anda sudah punya klaim {number} dengan tanggal dan jumlah yang sama. Bila ini nota lain, centang “Ini nota"
        " lain”, lalu kirim lagi."
    ),
    "treasury.claim.refused:gone": _(
        "Klaim itu belum disetujui, sudah dibayar, atau tidak ada. Muat ulang daftar klaim."
    ),
    "treasury.claim.refused:people": _("Sekali bayar untuk satu orang. Pilih klaim dari satu orang saja."),
    "treasury.claim.refused:waiting": _(
        "Pembayaran klaim ini menunggu orang kedua. Lihat di halaman persetujuan."
    ),
    "treasury.claim.refused:paid": _("Klaim ini sudah dibayar. Batalkan dulu pembayarannya."),
    "treasury.fund.refused:name": _("Beri nama dananya, paling panjang 80 huruf."),
    "treasury.fund.refused:use": _("Pilih cara dana ini dipakai: santunan bertarif atau tujuan bebas."),
    "treasury.fund.refused:account": _("Pilih akun dananya dari daftar."),
    "treasury.fund.refused:taken": _("Nama itu sudah dipakai dana lain. Pakai nama lain."),
    "treasury.fund.refused:below": _(
        "Saldo akun itu di bawah nol. Luruskan dulu di jurnal, lalu mulai dananya lagi."
    ),
    "treasury.fund.refused:members": _("Tulis berapa anggota yang membayar, paling banyak 100.000."),
    "treasury.fund.refused:amount": _(
        "Tulis jumlah anggota, atau jumlah sumbangan dalam rupiah bulat di atas nol. Isi satu saja."
    ),
    "treasury.fund.refused:pay": _("Tulis jumlah yang dibayar dalam rupiah bulat di atas nol."),
    "treasury.fund.refused:benefit": _("Pilih jenis santunannya dari aturan dana."),
    "treasury.fund.refused:stay": _(
        "Isi tanggal berobat atau rawat inap: paling lama setahun, dan tidak sesudah hari ini."
    ),
    "treasury.fund.refused:who": _("Tulis nama penerimanya, paling panjang 80 huruf."),
    "treasury.fund.refused:purpose": _("Tulis untuk apa uangnya, paling panjang 120 huruf."),
    "treasury.fund.refused:reason": _("Tulis alasannya tanpa nama orang, paling panjang 60 huruf."),
    "treasury.fund.refused:proof": _(
        "Foto buktinya, atau tulis mengapa tidak ada, paling panjang 120 huruf."
    ),
    "treasury.fund.refused:rate": _("Tulis iuran per anggota sebulan dalam rupiah bulat, atau kosongkan."),
    "treasury.fund.refused:benefits": _(
        "Isi iuran atau santunan: tiap santunan punya nama sendiri dan jumlah di atas nol, paling banyak 8. Dana tujuan"
        " bebas tidak punya santunan."
    ),
    "treasury.fund.refused:day": _("Isi tanggalnya, misalnya 31-12-2026."),
    "treasury.fund.refused:gone": _(
        "Dana atau gerak dana itu tidak ada di koperasi ini. Buka daftarnya lagi."
    ),
    "treasury.fund.refused:short": _(
        "Isi dana kurang {missing_rp}. Catat dulu uang yang masuk, atau kurangi jumlahnya."
    ),
    "treasury.fund.refused:again": _(
        "Orang ini sudah disantun untuk hari yang sama. Periksa tanggal dan daftar pembayaran."
    ),
    "treasury.fund.refused:undone": _("Catatan ini sudah dibatalkan. Lihat pembatalannya di gerak dana."),
    "treasury.fund.refused:undo": _("Pembatalan tidak dibatalkan lagi. Catat ulang kejadiannya."),
    "treasury.fund.refused:listed": _("Catatan ini datang dari bagian lain, jadi dibatalkan di sana."),
    "treasury.fund.refused:decision": _(
        "Pilih keputusan rapat yang menetapkannya. Bila belum tercatat, minta ketua atau sekretaris mencatatnya dulu."
    ),
    "treasury.fund.refused:dated": _("Sudah ada aturan yang mulai hari itu. Pilih tanggal mulai yang lain."),
    "treasury.fund.refused:no_rule": _(
        "Belum ada aturan yang berlaku pada hari itu. Tetapkan aturan dana, atau pilih keputusan rapat."
    ),
    "treasury.fund.refused:not_in_rule": _(
        "Santunan itu tidak ada dalam aturan. Pilih dari aturan, atau pilih keputusan rapat yang membolehkannya."
    ),
    "treasury.fund.refused:too_much": _(
        "Menurut aturan jumlahnya {most_rp}. Tulis jumlah itu, atau pilih keputusan rapat yang membolehkan lain."
    ),
    "treasury.fund.refused:too_often": _(
        "Orang ini sudah {times} kali disantun tahun ini, batas menurut aturan. Pilih keputusan rapat yang"
        " membolehkannya."
    ),
    "treasury.bank.statement_refused:empty": _(
        "Berkas ini tidak berisi baris mutasi. Unduh lagi rekening koran dari bank, lalu unggah."
    ),
    "treasury.bank.statement_refused:many": _(
        "Berkas ini lebih dari {most} baris. Unduh per bulan dari bank, lalu unggah satu per satu."
    ),
    "treasury.bank.statement_refused:columns": _(
        "Kolom tanggal dan jumlah belum ditemukan. Pilih kolomnya, atau simpan berkas sebagai XLSX atau CSV."
    ),
    "treasury.bank.statement_refused:field": _(
        "Kolom itu tidak ada di berkas ini, atau dipilih dua kali. Pilih kolom lain."
    ),
    "treasury.bank.statement_refused:day": _(
        "Baris {line}: tanggalnya tidak terbaca atau belum tiba. Periksa kolom tanggal atau berkasnya."
    ),
    "treasury.bank.statement_refused:order": _(
        "Belum jelas mana hari dan mana bulan pada kolom tanggal. Pilih urutannya, lalu periksa lagi."
    ),
    "treasury.bank.statement_refused:amount": _(
        "Baris {line}: jumlahnya tidak terbaca sebagai rupiah bulat. Periksa kolom jumlah atau berkasnya."
    ),
    "treasury.bank.statement_refused:sign": _(
        "Belum jelas mana uang masuk dan mana uang keluar. Pilih kolom debet atau kredit."
    ),
    "treasury.bank.statement_refused:balance": _(
        "Baris {line}: saldo seharusnya {expected_rp}. Ada baris yang hilang atau tercampur rekening lain, unduh lagi"
        " dari bank."
    ),
    "treasury.bank.statement_refused:mixed": _(
        "Baris {line}: ada nomor rekening kedua. Unduh satu berkas untuk satu rekening."
    ),
    "treasury.bank.statement_refused:account": _(
        "Baris {line}: nomor rekening di berkas ini lain dari rekening yang dipilih. Unggah di rekening yang benar."
    ),
    "treasury.bank.statement_refused:again": _(
        "Berkas ini sudah dimasukkan {day}. Unggah rekening koran berikutnya."
    ),
    "treasury.bank.statement_refused:nothing": _(
        "Semua baris berkas ini sudah ada. Buang berkas ini, lalu unggah rekening koran berikutnya."
    ),
    "treasury.bank.statement_refused:closed": _(
        "Berkas ini sudah selesai diproses atau tidak ada. Buka lagi daftar rekening koran."
    ),
    "treasury.bank.statement_refused:matched": _(
        "{count} baris berkas ini sudah dicocokkan. Lepas dulu semuanya, lalu batalkan lagi."
    ),
    "treasury.bank.statement_refused:kept": _(
        "Rekonsiliasi yang tersimpan memakai baris berkas ini. Berkas ini tetap ada."
    ),
    "treasury.bank.statement_refused:place": _(
        "Rekening bank itu tidak ada di koperasi ini. Pilih dari daftar rekening."
    ),
    "treasury.bank.match_refused:place": _(
        "Rekening bank itu tidak ada di koperasi ini. Pilih dari daftar rekening."
    ),
    "treasury.bank.match_refused:empty": _("Pilih baris bank dan catatan buku yang sama, lalu cocokkan."),
    "treasury.bank.match_refused:many": _("Paling banyak {most} baris sekali cocok. Pilih lebih sedikit."),
    "treasury.bank.match_refused:gone": _(
        "Ada baris yang sudah dicocokkan atau tidak ada. Muat ulang halaman ini, lalu pilih lagi."
    ),
    "treasury.bank.match_refused:sum": _(
        "Jumlah bank {lines_rp}, jumlah buku {entries_rp}. Pilih baris yang jumlahnya sama."
    ),
    "treasury.bank.match_refused:kind": _(
        "Kejadian itu tidak sesuai arah uangnya. Pilih kejadian lain dari daftar."
    ),
    "treasury.bank.match_refused:large": _(
        "Jumlah ini perlu orang kedua. Catat lewat halaman Catat, lalu cocokkan setelah disetujui."
    ),
    "treasury.bank.sheet_refused:place": _(
        "Rekening bank itu tidak ada di koperasi ini. Pilih dari daftar rekening."
    ),
    "treasury.bank.sheet_refused:month": _(
        "Belum ada baris rekening koran untuk bulan itu. Unggah rekening korannya dulu."
    ),
    "treasury.bank.sheet_refused:statement": _(
        "Tulis saldo akhir menurut rekening koran, rupiah bulat, lalu simpan lagi."
    ),
    "treasury.bank.sheet_refused:start": _(
        "Saldo awal rekening koran berbeda {gap_rp} dari buku. Unggah rekening koran bulan sebelumnya, atau cocokkan"
        " catatan lama yang baru masuk bank."
    ),
    "treasury.bank.sheet_refused:gap": _(
        "Masih ada selisih {gap_rp}. Periksa rekening koran yang belum diunggah, lalu cocokkan lagi."
    ),
    "treasury.bank.sheet_refused:many": _(
        "Lebih dari {most} baris belum cocok. Cocokkan dulu, lalu simpan rekonsiliasi."
    ),
    "treasury.event.refused:kind": _("Kejadian itu tidak ada di daftar. Cari lagi dari daftar kejadian."),
    "treasury.event.refused:amount": _(
        "Tulis jumlahnya dalam rupiah bulat di atas nol. Potongan tidak boleh menghabiskan seluruhnya."
    ),
    "treasury.event.refused:choice": _("Pilih satu dari daftar, lalu simpan lagi."),
    "treasury.event.refused:cash": _("Pilih dari mana atau ke mana uangnya: laci, brankas, atau bank."),
    "treasury.event.refused:same": _("Uang pindah antara dua tempat yang berbeda. Pilih tempat tujuan lain."),
    "treasury.event.refused:who": _("Nama pihak paling panjang 80 huruf. Singkat, lalu simpan lagi."),
    "treasury.event.refused:note": _("Catatan paling panjang 120 huruf. Singkat, lalu simpan lagi."),
    "treasury.event.refused:place": _(
        "Laci, brankas, atau bank itu tidak ada atau sudah ditutup. Pilih lagi."
    ),
    "treasury.event.refused:short": _(
        "Uang di sana kurang {missing_rp}. Catat dulu uang yang masuk, atau pilih tempat lain."
    ),
    "treasury.event.refused:gone": _("Catatan itu tidak ada di koperasi ini. Buka daftarnya lagi."),
    "treasury.event.refused:undone": _("Catatan ini sudah dibatalkan. Lihat pembatalannya di riwayat."),
    "treasury.event.refused:undo": _("Pembatalan tidak dibatalkan lagi. Catat ulang kejadiannya."),
    "treasury.event.refused:listed": _(
        "Catatan ini dibuat dari daftar lain. Batalkan lewat halaman daftar itu."
    ),
    "treasury.event.refused:reason": _("Tulis alasannya, paling panjang 60 huruf."),
    "treasury.recurring.refused:every": _(
        "Pilih seberapa sering: tiap minggu, tiap bulan, atau tiap tiga bulan."
    ),
    "treasury.recurring.refused:first": _("Tulis tanggal berikutnya, hari ini atau sesudahnya."),
    "treasury.recurring.refused:until": _(
        "Tanggal akhirnya mendahului tanggal berikutnya. Pilih tanggal yang lebih akhir, atau kosongkan."
    ),
    "treasury.recurring.refused:gone": _(
        "Catatan rutin itu tidak ada atau sudah diakhiri. Buka daftarnya lagi."
    ),
    "treasury.recurring.refused:due": _(
        "Catatan rutin untuk tanggal itu sudah dicatat. Yang berikutnya jatuh pada {next}."
    ),
    "treasury.handover.refused:receiver": _(
        "Yang menerima adalah pengurus atau pengawas lain, dan ia sendiri yang menyetujui."
    ),
    "treasury.handover.refused:pending": _(
        "Masih ada serah terima yang menunggu. Setujui atau tarik dulu yang itu."
    ),
    "treasury.handover.refused:counted": _("Isi hasil hitung untuk {name}, 0 bila kosong."),
    "treasury.handover.refused:amount": _("Tulis hasil hitung dalam rupiah bulat, 0 bila kosong."),
    "treasury.handover.refused:reason": _("Ada hasil hitung yang berbeda dari buku. Tulis sebabnya."),
    "treasury.handover.refused:item": _(
        "Baris serah terima pengurus itu tidak ada di koperasi ini. Pilih dari daftar."
    ),
    "treasury.handover.refused:gone": _(
        "Serah terima itu tidak ada, sudah disetujui, atau sudah ditarik. Buka daftarnya lagi."
    ),
    "treasury.handover.refused:moved": _(
        "Ada uang masuk atau keluar setelah dihitung. Yang menyerahkan menarik lembar ini dan menghitung lagi."
    ),
    "treasury.opening.refused:empty": _("Tulis paling sedikit satu saldo, lalu simpan lagi."),
    "treasury.opening.refused:amount": _("Saldo akun {account} terlalu besar. Periksa jumlah angkanya."),
    "treasury.opening.refused:account": _("Akun {account} tidak dikenal. Pilih dari bagan akun."),
    "treasury.opening.refused:result": _(
        "Akun {account} adalah pendapatan atau beban, yang mulai dari nol. Pilih mulai di tengah tahun bila perlu."
    ),
    "treasury.opening.refused:unmapped": _(
        "Akun {account} diisi oleh bagiannya sendiri. Masukkan saldonya ke akun lain yang sejenis."
    ),
    "treasury.opening.refused:unbalanced": _(
        "Belum seimbang: debit {debit_rp}, kredit {credit_rp}. Periksa lagi, atau jadikan selisihnya SHU tahun lalu."
    ),
    "treasury.opening.refused:taken": _(
        "Saldo awal sudah dicatat. Batalkan yang lama dulu bila perlu diganti."
    ),
    "treasury.opening.refused:closed": _(
        "Bulan pertama sudah ditutup. Minta dibuka kembali dari Tutup buku, lalu ulangi."
    ),
    "treasury.opening.refused:gone": _("Saldo awal tidak ada atau sudah dibatalkan. Buka halamannya lagi."),
    "treasury.opening.refused:detailed": _(
        "Total di akun {account} sudah mulai dirinci. Batalkan rinciannya dulu, lalu ulangi."
    ),
    "treasury.opening.refused:reason": _("Tulis alasannya, paling panjang 60 huruf."),
    "treasury.place.refused:kind": _("Pilih jenisnya: laci, brankas, atau rekening bank."),
    "treasury.place.refused:name": _("Beri nama tempat uang ini, paling panjang 80 huruf."),
    "treasury.place.refused:taken": _("Nama itu sudah dipakai. Pakai nama lain."),
    "treasury.place.refused:bank": _(
        "Tulis nama banknya, paling panjang 60 huruf, dan nomor rekening paling panjang 30 huruf."
    ),
    "treasury.place.refused:unit": _(
        "Unit usaha atau gerai itu tidak ada di koperasi ini. Pilih dari daftar."
    ),
    "treasury.place.refused:account": _(
        "Akun itu tidak ada, sudah ditutup, atau sudah menjadi tempat uang lain. Pilih akun lain."
    ),
    "treasury.place.refused:gone": _("Tempat uang itu tidak ada atau sudah ditutup. Buka daftarnya lagi."),
    "treasury.place.refused:shift": _("Laci itu sedang dipegang. Tutup gilirannya dulu, lalu tutup lacinya."),
    "treasury.place.refused:balance": _(
        "Di {name} masih ada {balance_rp}. Pindahkan dulu semuanya, lalu tutup lagi."
    ),
    "treasury.shift.refused:drawer": _("Laci itu tidak ada atau sudah ditutup. Pilih laci lain."),
    "treasury.shift.refused:open": _("Laci ini sedang dipegang {holder}. Minta serah terima, atau tunggu."),
    "treasury.shift.refused:busy": _(
        "Satu orang memegang satu laci. Tutup atau serahkan dulu laci yang lain."
    ),
    "treasury.shift.refused:none": _("Anda belum memegang laci. Hitung isinya dan mulai giliran dulu."),
    "treasury.shift.refused:gone": _("Giliran itu tidak ada atau sudah ditutup. Lihat riwayatnya."),
    "treasury.shift.refused:holder": _(
        "Laci ini dipegang orang lain. Pemegangnya atau bendahara yang menutupnya."
    ),
    "treasury.shift.refused:pieces": _(
        "Isi banyaknya lembar atau keping dengan angka bulat, paling banyak 100.000 tiap pecahan."
    ),
    "treasury.shift.refused:count": _("Hitungan itu bukan yang terakhir. Hitung lagi isi laci."),
    "treasury.shift.refused:moved": _("Ada uang masuk atau keluar setelah dihitung. Hitung lagi isi laci."),
    "treasury.shift.refused:reason": _("Tulis sebab selisihnya, paling panjang 120 huruf."),
    "treasury.shift.refused:amount": _("Tulis jumlahnya dalam rupiah bulat di atas nol."),
    "treasury.shift.refused:who": _("Tulis siapa yang menerima atau menyerahkan, paling panjang 80 huruf."),
    "treasury.shift.refused:to": _("Pilih brankas atau rekening bank koperasi ini."),
    "treasury.shift.refused:short": _("Uang di sana tidak sebanyak itu. Periksa jumlahnya."),
    "treasury.shift.refused:receiver": _(
        "Pilih orang lain yang boleh memegang kas. Yang menghitung adalah orang yang dipilih."
    ),
    "treasury.shift.refused:offer": _("Laci ini belum diserahkan. Pemegangnya menghitung dulu."),
    "treasury.shift.refused:differs": _(
        "Dua hitungan tidak sama, dan keduanya disimpan. Hitung bersama sekali lagi."
    ),
    "treasury.shift.refused:agreed": _(
        "Dua hitungan sudah sama. Pemegang laci tinggal menulis sebab selisih."
    ),
    "treasury.shift.refused:large": _(
        "Selisihnya di atas batas. Tutup giliran ini dulu dengan orang kedua, lalu mulai giliran baru."
    ),
    "treasury.shift.refused:waiting": _("Penutupan laci ini menunggu orang kedua. Tunggu keputusannya."),
}
