"""What the refusals of groups of joint liability say."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.translation import gettext_noop as _

if TYPE_CHECKING:
    from collections.abc import Mapping

GROUP_MESSAGES: Mapping[str, str] = {
    "loans.seat.refused:seat": _(
        "Peminjam tidak ada di kelompok tanggung renteng itu. Masukkan dulu di Anggota, bagian Kelompok."
    ),
    "loans.application.refused:group": _(
        "Anggota tidak ada di kelompok tanggung renteng itu. Masukkan dulu di Anggota, bagian Kelompok; atau tarik"
        " permohonannya dan tulis lagi tanpa kelompok."
    ),
    "loans.disbursement.refused:group": _(
        "Peminjam tidak ada lagi di kelompok yang menanggung pinjaman ini. Masukkan lagi di Anggota, bagian Kelompok;"
        " atau batalkan pinjaman yang belum cair ini, lalu ajukan tanpa kelompok."
    ),
    "loans.collection.refused:paid": _(
        "Baris {slip}, {name}: yang jatuh tempo tinggal {due_rp}, selebihnya sudah dibayar lewat jalan lain. Pilih"
        " uangnya dibukukan untuk angsuran berikutnya atau dikembalikan. Belum ada yang dibukukan."
    ),
    "loans.collection.refused:owed": _(
        "Baris {slip}, {name}: seluruh utangnya tinggal {most_rp}. Pilih uang yang lebih dikembalikan, atau terima"
        " sebagai pelunasan di loket. Belum ada yang dibukukan."
    ),
    "loans.collection.refused:day": _(
        "Hari uang diterima harus sejak daftar dibuat sampai hari ini. Pilih hari lain."
    ),
    "loans.security.refused:decided": _(
        "Anggota ini ikut memutus pinjaman ini, jadi tidak menjaminnya. Cari penjamin lain."
    ),
    "loans.serving.refused:covered": _(
        "Pembayaran ini talangan yang sudah diganti. Batalkan dulu penggantiannya di halaman kelompok."
    ),
    "loans.group_fund.refused:group": _(
        "Kelompok tanggung renteng itu tidak ada atau sudah ditutup. Kembali ke daftar kelompok."
    ),
    "loans.group_fund.refused:member": _(
        "Orang itu tidak ada di kelompok ini sekarang. Pilih anggota kelompoknya."
    ),
    "loans.group_fund.refused:amount": _(
        "Tulis jumlah lebih dari nol, paling banyak satu miliar rupiah. Periksa nolnya."
    ),
    "loans.group_fund.refused:short": _(
        "Dana kelompok tinggal {fund_rp}. Kurangi jumlahnya, atau minta kelompok mengisinya dulu."
    ),
    "loans.group_fund.refused:own": _(
        "Dana kelompok sendiri dikembalikan oleh petugas lain. Minta bendahara atau kasir lain."
    ),
    "loans.group_fund.refused:note": _("Tulis sebab dana dikembalikan, paling banyak 60 huruf."),
    "loans.group_fund.refused:till": _(
        "Petugas yang meminta tidak memegang laci itu lagi. Tolak permintaan ini; ia meminta lagi dari lacinya."
    ),
    "loans.group_cover.refused:gone": _(
        "Talangan atau penggantian itu tidak ada atau sudah dibatalkan. Buka lagi halaman kelompok."
    ),
    "loans.group_cover.refused:own": _(
        "Talangan Anda sendiri, sebagai yang menalangi atau ditalangi, dicatat petugas lain."
    ),
    "loans.group_cover.refused:amount": _(
        "Yang belum diganti tinggal {open_rp}. Tulis jumlah dari satu rupiah sampai itu."
    ),
    "loans.group_cover.refused:undone": _("Penggantian ini sudah dibatalkan. Buka lagi halaman kelompok."),
    "loans.group_cover.refused:past": _(
        "Penggantian hari lain atau petugas lain dibatalkan bendahara. Sampaikan kepadanya."
    ),
    "loans.group_cover.refused:reason": _("Tulis alasan pembatalannya."),
    "loans.meeting.refused:empty": _(
        "Belum ada anggota di kelompok tanggung renteng ini. Masukkan dulu di Anggota, bagian Kelompok."
    ),
    "loans.meeting.refused:many": _(
        "Satu lembar memuat paling banyak {most} anggota. Bagi kelompok ini menjadi dua."
    ),
    "loans.meeting.refused:open": _(
        "Lembar {number} belum dibukukan. Bukukan atau batalkan dulu, lalu buat yang baru."
    ),
    "loans.meeting.refused:again": _(
        "Pertemuan hari itu sudah dibukukan di lembar {number}. Pilih hari lain."
    ),
    "loans.meeting.refused:day": _(
        "Lembar dibuat dari dua minggu sebelum sampai seminggu sesudah pertemuan. Pilih harinya lagi."
    ),
    "loans.meeting.refused:gone": _("Lembar itu tidak ada di koperasi ini. Buka halaman kelompoknya lagi."),
    "loans.meeting.refused:state": _(
        "Lembar ini sudah dibukukan atau dibatalkan. Buka lembarnya untuk melihat hasilnya."
    ),
    "loans.meeting.refused:early": _("Hari pertemuan ini belum tiba. Bukukan pada harinya atau sesudahnya."),
    "loans.meeting.refused:changed": _(
        "Lembar ini baru saja diubah orang lain. Buka lagi, periksa, lalu ulangi."
    ),
    "loans.meeting.refused:own": _("Nama Anda ada di lembar ini, jadi petugas lain yang membukukannya."),
    "loans.meeting.refused:void": _("Tulis alasan pembatalan, paling banyak 120 huruf."),
    "loans.meeting.refused:amount": _(
        "{name}: jumlahnya harus nol sampai satu miliar rupiah. Periksa nolnya."
    ),
    "loans.meeting.refused:absent": _(
        "{name} tidak hadir, jadi tidak dapat menalangi. Tandai hadir dulu, atau pilih orang lain."
    ),
    "loans.meeting.refused:cover": _(
        "{name}: talangan paling banyak sebesar kekurangannya, {short_rp}, dan bukan dari diri sendiri."
        " Tulis lagi jumlahnya."
    ),
    "loans.meeting.refused:nobody": _(
        "{name}: tidak ada anggota hadir yang angsurannya lunas hari ini. Pilih dana kelompok, atau ketik siapa"
        " menalangi."
    ),
    "loans.meeting.refused:payer": _(
        "Yang menalangi {name} harus ada di lembar ini. Pilih dari daftar anggota."
    ),
    "loans.meeting.refused:back": _(
        "{name}: talangan yang belum diganti tinggal {open_rp}. Perbaiki jumlah gantinya."
    ),
    "loans.meeting.refused:paid": _(
        "{name} sudah membayar lewat jalan lain sejak lembar ditulis; yang jatuh tempo tinggal {due_rp}. Catat lagi"
        " barisnya, lalu bukukan."
    ),
    "loans.meeting.refused:owed": _(
        "{name}: yang dibawa lebih dari seluruh utangnya, atau pinjamannya sudah lunas. Kurangi jumlahnya."
    ),
    "loans.meeting.refused:left": _(
        "{name} tidak ada lagi di kelompok ini. Hapus uang atau talangannya dari lembar, lalu bukukan."
    ),
    "loans.meeting.refused:fund": _(
        "Dana kelompok hanya {fund_rp} termasuk setoran hari ini. Kurangi talangan dari dana."
    ),
    "loans.meeting.refused:count": _(
        "Uang dihitung {counted_rp}, menurut lembar {sheet_rp}. Hitung lagi bersama kelompok, atau perbaiki"
        " lembarnya, sampai sama."
    ),
    "loans.meeting.refused:place": _("Pilih laci giliran Anda, atau brankas, tempat uangnya masuk."),
}
