"""What the refusals of the treasury say."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.translation import gettext_noop as _

if TYPE_CHECKING:
    from collections.abc import Mapping

MESSAGES: Mapping[str, str] = {
    "treasury.event.refused:kind": _("Kejadian itu tidak ada di daftar. Cari lagi dari daftar kejadian."),
    "treasury.event.refused:amount": _(
        "Tulis jumlahnya dalam rupiah bulat di atas nol. Potongan tidak boleh menghabiskan seluruhnya."
    ),
    "treasury.event.refused:choice": _("Pilih salah satu dari daftar, lalu simpan lagi."),
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
