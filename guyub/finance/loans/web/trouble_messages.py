"""What the refusals about loans in trouble say."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.translation import gettext_noop as _

if TYPE_CHECKING:
    from collections.abc import Mapping

_GONE = _("Pinjaman itu tidak ada di koperasi ini. Buka daftar tunggakan lagi.")
_STATE = _("Pinjaman ini tidak sedang berjalan. Buka halamannya untuk melihat keadaannya.")
_PAID_SINCE = _(
    "Sesudah perubahan ini ada pembayaran atau keringanan yang tidak muat pada jadwal semula. Batalkan dulu"
    " pembayarannya, atau buat perubahan baru."
)
_NEWER = _("Ada perubahan yang lebih baru dan bertumpu pada perubahan ini. Batalkan dulu yang lebih baru.")
TROUBLE_MESSAGES: Mapping[str, str] = {
    "loans.serving.refused:written_off": _(
        "Pembayaran ini dibukukan sebelum pinjamannya dihapus buku, jadi tidak dibatalkan lagi. Catat koreksinya"
        " di buku umum bila perlu."
    ),
    # Reminders and letters.
    "loans.reminder.refused:gone": _GONE,
    "loans.reminder.refused:state": _STATE,
    "loans.reminder.refused:own": _("Surat untuk pinjaman Anda sendiri dibuat orang lain."),
    "loans.reminder.refused:nothing": _(
        "Tidak ada angsuran yang terlambat, jadi tidak ada surat yang dibuat."
    ),
    "loans.reminder.refused:early": _(
        "Surat baru dibuat setelah terlambat {days} hari. Ingatkan dulu lewat pesan atau kunjungan."
    ),
    "loans.reminder.refused:soon": _(
        "Beri waktu untuk menjawab surat sebelumnya. Surat berikutnya paling cepat {next_on}."
    ),
    "loans.reminder.refused:all": _(
        "Tiga surat sudah dikirim. Temui peminjam, lalu bicarakan perubahan jadwal atau keputusan rapat."
    ),
    "loans.reminder.refused:death": _(
        "Peminjam sudah meninggal. Datangi keluarganya, lalu lihat jalan menyelesaikannya."
    ),
    "loans.reminder.refused:unreached": _(
        "Tidak ada lagi yang bisa dikirimi pengingat. Kunjungi yang tidak punya nomor."
    ),
    "loans.reminder.refused:aim": _("RT itu tidak ada. Pilih dari daftar."),
    # Visits.
    "loans.visit.refused:gone": _GONE,
    "loans.visit.refused:own": _("Kunjungan untuk pinjaman Anda sendiri dicatat orang lain."),
    "loans.visit.refused:state": _(
        "Tidak ada lagi yang terutang pada pinjaman ini, jadi tidak perlu dikunjungi."
    ),
    "loans.visit.refused:found": _("Pilih keadaan yang ditemui, lalu simpan lagi."),
    "loans.visit.refused:note": _("Catatannya lebih dari 200 huruf. Ringkas, lalu simpan lagi."),
    "loans.visit.refused:day": _("Pilih hari ini atau paling jauh 30 hari yang lalu."),
    "loans.visit.refused:promise": _("Janji ditulis dengan tanggal dan jumlahnya, keduanya."),
    "loans.visit.refused:promise_day": _(
        "Tanggal janji mulai hari kunjungan sampai 60 hari sesudahnya. Pilih yang di antaranya."
    ),
    "loans.visit.refused:promise_amount": _(
        "Jumlah yang dijanjikan lebih dari nol dan paling banyak {most_rp}. Tulis ulang jumlahnya."
    ),
    "loans.visit.refused:promise_who": _(
        "Hanya peminjam sendiri yang dapat berjanji. Kosongkan janjinya, atau pilih bertemu peminjam."
    ),
    # Other terms, and what is forgiven.
    "loans.restructure.refused:gone": _GONE,
    "loans.restructure.refused:own": _("Perubahan pinjaman Anda sendiri diajukan orang lain."),
    "loans.restructure.refused:state": _STATE,
    "loans.restructure.refused:reason": _("Tulis sebabnya, paling banyak 200 huruf."),
    "loans.restructure.refused:nothing": _(
        "Belum ada yang diubah. Isi suku baru, tambahan angsuran, atau angsuran tanpa pokok."
    ),
    "loans.restructure.refused:many": _("Tulis banyaknya angsuran dari 0 sampai {most}."),
    "loans.restructure.refused:from": _(
        "Perubahan mulai dari angsuran yang belum dibayar. Pilih mulainya dari daftar."
    ),
    "loans.restructure.refused:rate": _("Suku setahun ditulis seperti 12 atau 10,5. Tulis ulang sukunya."),
    "loans.restructure.refused:cap_nominal": _(
        "Suku {rate} setahun di atas batas {cap}. Tulis suku yang lebih rendah."
    ),
    "loans.restructure.refused:cap_effective": _(
        "Dengan perubahan ini pinjaman sebenarnya berbiaya {rate} setahun, di atas batas {cap}. Turunkan sukunya, atau"
        " perpendek perpanjangannya."
    ),
    "loans.restructure.refused:changed": _(
        "Ada pembayaran atau catatan baru sejak lembar ini dibuat. Tolak permintaan ini, lalu minta lembar yang baru."
    ),
    "loans.restructure.refused:component": _("Pilih denda, jasa, atau biaya dari daftar."),
    "loans.restructure.refused:amount": _("Jumlah yang dihapus harus lebih dari nol. Tulis jumlahnya."),
    "loans.restructure.refused:over": _(
        "Yang terbuka sekarang hanya {most_rp}. Tulis paling banyak sejumlah itu."
    ),
    "loans.restructure.refused:undone": _("Perubahan ini tidak berlaku lagi. Muat ulang halamannya."),
    "loans.restructure.refused:paid": _PAID_SINCE,
    "loans.restructure.refused:newer": _NEWER,
    # A pause for many.
    "loans.pause.refused:decision": _("Pilih keputusan rapat yang menetapkan jeda ini."),
    "loans.pause.refused:reason": _("Tulis sebabnya, paling banyak 200 huruf."),
    "loans.pause.refused:months": _(
        "Jeda paling sedikit 1 bulan dan paling lama {most} bulan. Pilih dari daftar."
    ),
    "loans.pause.refused:from": _("Mulainya paling jauh {days} hari sebelum atau sesudah hari ini."),
    "loans.pause.refused:aim": _("RT atau produk itu tidak ada. Pilih dari daftar."),
    "loans.pause.refused:nobody": _(
        "Tidak ada pinjaman yang dapat istirahat dengan pilihan ini. Lihat alasannya satu per satu, lalu pilih lagi."
    ),
    "loans.pause.refused:many": _(
        "Ada {count} pinjaman; paling banyak 3.000 sekaligus. Bagi menurut RT atau produk."
    ),
    "loans.pause.refused:changed": _(
        "Tidak ada lagi pinjaman dalam permintaan ini yang dapat istirahat. Tolak, lalu ajukan yang baru."
    ),
    "loans.pause.refused:gone": _("Jeda atau pinjaman itu tidak ada di sini. Buka daftar jeda lagi."),
    "loans.pause.refused:own": _("Pinjaman Anda sendiri dikeluarkan dari jeda oleh orang lain."),
    "loans.pause.refused:state": _STATE,
    "loans.pause.refused:undone": _("Pinjaman ini sudah dikeluarkan dari jeda. Muat ulang halamannya."),
    "loans.pause.refused:paid": _PAID_SINCE,
    "loans.pause.refused:newer": _NEWER,
    "loans.pause.refused:kept": _(
        "Tidak ada pinjaman yang dapat dikeluarkan dari jeda ini. Keluarkan satu per satu untuk melihat alasannya."
    ),
    # Writing off.
    "loans.write_off.refused:gone": _GONE,
    "loans.write_off.refused:own": _("Pinjaman Anda sendiri diajukan orang lain."),
    "loans.write_off.refused:state": _STATE,
    "loans.write_off.refused:nothing": _(
        "Pokoknya sudah habis. Pakai penghapusan denda atau jasa untuk sisanya."
    ),
    "loans.write_off.refused:decision": _("Pilih keputusan rapat yang menetapkan penghapusan ini."),
    "loans.write_off.refused:reason": _("Tulis sebabnya, paling banyak 200 huruf."),
    "loans.write_off.refused:day": _(
        "Hapus buku hanya dapat dibatalkan pada harinya. Sesudah itu terima saja pembayarannya bila ada."
    ),
    "loans.write_off.refused:served": _(
        "Sudah ada pembayaran setelah hapus buku. Batalkan pembayaran itu dulu."
    ),
    # The claim ends.
    "loans.serving.refused:forgiven": _(
        "Utang pinjaman ini sudah dihapus tagih oleh rapat anggota, jadi tidak ada lagi yang dibayar. Catat uangnya"
        " sebagai sumbangan bila memang diberikan."
    ),
    "loans.forgiving.refused:gone": _GONE,
    "loans.forgiving.refused:own": _("Pinjaman Anda sendiri diajukan orang lain."),
    "loans.forgiving.refused:state": _(
        "Hanya pinjaman yang sudah dihapus buku yang dapat dihapus tagih. Buka halamannya untuk melihat keadaannya."
    ),
    "loans.forgiving.refused:decision": _(
        "Pilih keputusan rapat anggota (RAT) yang menetapkan hapus tagih ini."
    ),
    "loans.forgiving.refused:document": _(
        "Keputusan itu belum punya berkas. Simpan dulu foto keputusannya di Keputusan."
    ),
    "loans.forgiving.refused:reason": _("Tulis sebabnya, paling banyak 200 huruf."),
    "loans.forgiving.refused:day": _("Hapus tagih hanya dapat dibatalkan pada harinya."),
    # Insurance.
    "loans.insurance.refused:insurer": _("Tulis nama perusahaan asuransinya, paling banyak 80 huruf."),
    "loans.insurance.refused:none": _("Centang dulu premi yang disetor."),
    "loans.insurance.refused:paid": _("Ada premi yang baru saja disetor orang lain. Muat ulang halamannya."),
    "loans.insurance.refused:changed": _(
        "Premi yang dicentang berjumlah {now_rp}, tidak sama dengan yang ditulis. Samakan dulu."
    ),
    "loans.insurance.refused:late": _(
        "Tanggalnya belum tiba atau belum ditulis. Pilih hari ini atau sebelumnya."
    ),
    "loans.insurance.refused:gone": _("Pinjaman, setoran, atau klaim itu tidak ada di koperasi ini."),
    "loans.insurance.refused:undone": _("Setoran ini sudah dibatalkan. Muat ulang halamannya."),
    "loans.insurance.refused:day": _(
        "Setoran premi hanya dapat dibatalkan pada harinya. Catat pengembaliannya bila uangnya kembali."
    ),
    "loans.insurance.refused:own": _("Klaim atas pinjaman Anda sendiri diurus orang lain."),
    "loans.insurance.refused:state": _("Tidak ada lagi yang terutang pada pinjaman ini."),
    "loans.insurance.refused:open": _(
        "Klaim atas pinjaman ini masih menunggu jawaban. Catat jawabannya dulu."
    ),
    "loans.insurance.refused:answered": _("Klaim ini sudah dijawab. Muat ulang halamannya."),
    "loans.insurance.refused:amount": _("Jumlahnya harus lebih dari nol. Tulis jumlahnya."),
    "loans.insurance.refused:over": _(
        "Pinjaman ini lunas hari ini dengan {owed_rp}. Terima sejumlah itu; kelebihannya milik ahli waris."
    ),
    "loans.insurance.refused:why": _("Tulis sebabnya, paling banyak 200 huruf."),
    # A death.
    "loans.death.refused:gone": _("Belum ada catatan duka untuk anggota ini. Muat ulang halamannya."),
    "loans.death.refused:loans": _(
        "Anggota ini tidak punya pinjaman yang terutang, jadi tidak perlu dicatat di sini."
    ),
    "loans.death.refused:again": _("Kabar duka ini sudah dicatat. Muat ulang halamannya."),
    "loans.death.refused:day": _("Tanggalnya paling jauh setahun yang lalu dan bukan sesudah hari ini."),
    "loans.death.refused:told_by": _("Tulis siapa yang membawa kabar, paling banyak 120 huruf."),
    "loans.death.refused:note": _("Catatannya lebih dari 200 huruf. Ringkas, lalu simpan lagi."),
    "loans.death.refused:own": _("Catatan tentang Anda sendiri dibuat orang lain."),
    "loans.death.refused:why": _("Tulis alasannya, paling banyak 200 huruf."),
    "loans.death.refused:later": _(
        "Sudah ada pembayaran sejak catatan ini, jadi denda yang berhenti tetap berhenti. Hubungi pengawas bila keliru."
    ),
}
