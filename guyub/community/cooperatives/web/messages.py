"""What the refusals of cooperatives say."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.translation import gettext_noop as _

if TYPE_CHECKING:
    from collections.abc import Mapping

MESSAGES: Mapping[str, str] = {
    "cooperatives.report.refused:indicator": _("Angka ini tidak dikenal. Pilih dari daftar."),
    "cooperatives.report.refused:value": _(
        "{title} belum terbaca. Tulis angka bulat tanpa koma, atau ya dan tidak, lalu kirim lagi."
    ),
    "cooperatives.report.refused:future": _(
        "Tanggal laporan belum tiba. Tulis tanggal paling lambat hari ini."
    ),
    "cooperatives.report.refused:source": _("Tulis siapa yang melaporkan, paling panjang 160 huruf."),
    "cooperatives.report.refused:place": _("Koperasi ini tidak dibina kota Anda. Pilih dari daftar."),
    "cooperatives.report.refused:taken": _(
        "Laporan ini sudah tercatat untuk tanggal dan sumber itu. Tarik dulu yang lama bila isinya keliru."
    ),
    "cooperatives.report.refused:gone": _("Laporan ini sudah ditarik. Muat ulang halaman."),
    "cooperatives.import.refused:kind": _("Pilih isi tabel: daftar koperasi, pengurus, atau angka laporan."),
    "cooperatives.import.refused:open": _(
        "Masih ada tabel sejenis yang belum selesai. Masukkan atau buang tabel itu lebih dulu."
    ),
    "cooperatives.import.refused:empty": _(
        "Tabel ini tidak punya baris di bawah judul kolom. Isi tabelnya, lalu kirim lagi."
    ),
    "cooperatives.import.refused:columns": _(
        "Tabel ini lebih dari {most} kolom. Hapus kolom yang tidak dipakai, lalu kirim lagi."
    ),
    "cooperatives.import.refused:field": _(
        "Satu kolom dipakai untuk dua isian, atau kolomnya tidak ada lagi. Periksa pilihan kolom."
    ),
    "cooperatives.import.refused:source": _("Tulis sumber paling panjang 160 huruf."),
    "cooperatives.import.refused:future": _("Tanggal data belum tiba. Tulis tanggal paling lambat hari ini."),
    "cooperatives.import.refused:closed": _(
        "Tabel ini sudah dimasukkan, dibatalkan, atau dibuang. Muat ulang halaman untuk melihat keadaannya."
    ),
    "cooperatives.import.refused:lacking": _(
        "Ada isian wajib yang belum punya kolom. Pilih kolomnya, lalu periksa lagi."
    ),
    "cooperatives.import.refused:faults": _(
        "Masih ada {count} catatan pada tabel ini. Perbaiki tabelnya, unggah lagi, lalu masukkan."
    ),
    "cooperatives.import.refused:nothing": _(
        "Semua baris sudah tercatat sama persis. Tidak ada yang perlu dimasukkan; buang tabel ini."
    ),
    "cooperatives.import.refused:moved": _(
        "Data berubah sewaktu tabel dimasukkan. Periksa hasilnya lagi, lalu tekan Masukkan sekali lagi."
    ),
    "cooperatives.import.refused:used": _(
        "Sesudah dimasukkan, sebagian datanya diubah atau dipakai orang lain. Ubah satu per satu di halamannya."
    ),
    "cooperatives.report.refused:reason": _("Tulis mengapa laporan ditarik. Alasannya ikut tersimpan."),
    "cooperatives.paper.refused:kind": _("Jenis dokumen ini tidak dikenal. Pilih dari daftar."),
    "cooperatives.paper.refused:missing": _("Nomor {title} belum diisi. Salin dari dokumennya."),
    "cooperatives.paper.refused:not_digits": _("Nomor {title} hanya angka. Hapus huruf di dalamnya."),
    "cooperatives.paper.refused:length": _("Nomor {title} harus {digits} angka. Cocokkan dengan dokumennya."),
    "cooperatives.paper.refused:too_long": _("Nomor {title} paling panjang 80 huruf. Ringkas nomornya."),
    "cooperatives.paper.refused:issuer": _("Nama penerbit paling panjang 120 huruf. Ringkas namanya."),
    "cooperatives.paper.refused:holder": _(
        "Tulis nama pemilik rekening seperti di buku tabungan, paling panjang 120 huruf."
    ),
    "cooperatives.paper.refused:issued": _("Tanggal terbit belum terbaca. Tulis seperti 31-12-2026."),
    "cooperatives.paper.refused:future": _("Tanggal terbit {title} belum tiba. Periksa tanggalnya."),
    "cooperatives.paper.refused:before_deed": _(
        "Tanggal terbit {title} lebih awal daripada akta ({day}). Periksa kedua tanggalnya."
    ),
    "cooperatives.paper.refused:expires": _(
        "Tanggal berakhir belum terbaca atau lebih awal daripada tanggal terbit. Periksa keduanya."
    ),
    "cooperatives.paper.refused:outlet": _(
        "Gerai hanya dipilih untuk izin, dan harus dari daftar. Kosongkan atau pilih lagi."
    ),
    "cooperatives.paper.refused:gone": _(
        "Catatan ini sudah diganti atau dibatalkan. Muat ulang halaman, lalu lihat yang berlaku."
    ),
    "cooperatives.paper.refused:replaces": _(
        "Yang diganti bukan {title} untuk gerai yang sama. Buka lagi lewat Ganti di daftar."
    ),
    "cooperatives.paper.refused:taken": _(
        "{title} yang berlaku sudah tercatat. Pilih Ganti di bawahnya bila ada yang baru."
    ),
    "cooperatives.paper.refused:reason": _(
        "Tulis mengapa catatan ini dibatalkan, paling panjang 200 huruf. Alasannya ikut tersimpan."
    ),
    "cooperatives.kbli.refused:code": _("Kode KBLI lima angka, seperti 47112. Lihat di NIB."),
    "cooperatives.kbli.refused:edition": _("Pilih edisi KBLI 2020 atau 2025, seperti tertulis di NIB."),
    "cooperatives.kbli.refused:title": _("Tulis nama usahanya, paling panjang 120 huruf."),
    "cooperatives.kbli.refused:taken": _("KBLI ini sudah tercatat. Periksa daftar."),
    "cooperatives.kbli.refused:gone": _("KBLI ini sudah diakhiri. Muat ulang halaman."),
    "cooperatives.step.refused:step": _("Langkah ini tidak dikenal. Pilih dari daftar."),
    "cooperatives.step.refused:responsible": _("Nama pelaksana paling panjang 120 huruf. Ringkas namanya."),
    "cooperatives.step.refused:waits_for": _("Pilih dari daftar siapa yang ditunggu, atau kosongkan."),
    "cooperatives.step.refused:note": _("Kabarnya paling panjang 300 huruf. Ringkas tulisannya."),
    "cooperatives.step.refused:future": _(
        "Tanggal mulai belum terbaca atau belum tiba. Tulis paling lambat hari ini, seperti 31-12-2026."
    ),
    "cooperatives.step.refused:target": _(
        "Target belum terbaca atau lebih awal daripada tanggal mulai. Periksa kedua tanggalnya."
    ),
    "cooperatives.step.refused:before_deed": _(
        "Langkah ini dimulai setelah akta ({day}). Periksa tanggal mulainya."
    ),
    "cooperatives.profile.refused:name": _("Tulis nama resmi seperti di akta, paling panjang 160 huruf."),
    "cooperatives.profile.refused:address": _("Alamat paling panjang 200 huruf. Ringkas alamatnya."),
    "cooperatives.profile.refused:postal_code": _("Kode pos lima angka. Periksa, atau kosongkan."),
    "cooperatives.profile.refused:hours": _("Jam buka paling panjang 120 huruf. Ringkas tulisannya."),
    "cooperatives.profile.refused:email": _("Surel kantor belum terbaca. Tulis seperti kantor@contoh.id."),
    "cooperatives.profile.refused:origin": _("Pilih asal koperasi dari daftar, atau kosongkan."),
    "cooperatives.profile.refused:same": _("Tidak ada yang berubah. Ubah dulu isiannya, lalu simpan."),
    "cooperatives.officer.refused:post": _("Jabatan ini tidak dikenal. Pilih dari daftar."),
    "cooperatives.officer.refused:sex": _("Pilih laki-laki atau perempuan, atau biarkan tidak dicatat."),
    "cooperatives.officer.refused:ex_officio": _(
        "Hanya pengawas yang bisa menjabat karena jabatan, seperti lurah. Hapus centangnya."
    ),
    "cooperatives.officer.refused:appointed_by": _(
        "Dasar pengangkatan paling panjang 120 huruf. Ringkas tulisannya."
    ),
    "cooperatives.officer.refused:future": _(
        "Tanggal mulai belum terbaca atau belum tiba. Catat saat orangnya mulai menjabat."
    ),
    "cooperatives.officer.refused:term": _(
        "Akhir masa jabatan belum terbaca atau lebih awal daripada mulainya. Periksa kedua tanggalnya."
    ),
    "cooperatives.officer.refused:term_long": _(
        "Masa jabatan paling lama {years} tahun. Kosongkan akhirnya supaya dihitung sendiri."
    ),
    "cooperatives.officer.refused:person": _(
        "Orang itu tidak dikenal di koperasi ini. Pilih dari daftar, atau kosongkan."
    ),
    "cooperatives.officer.refused:held": _(
        "Jabatan {title} masih dipegang {holder}. Akhiri dulu masa jabatannya."
    ),
    "cooperatives.officer.refused:double": _(
        "{name} masih menjabat sebagai {title}. Satu orang satu jabatan: akhiri dulu yang lama."
    ),
    "cooperatives.officer.refused:both": _(
        "{name} masih menjabat sebagai {title}. Pengurus dan pengawas tidak boleh orang yang sama."
    ),
    "cooperatives.officer.refused:reason": _(
        "Tulis mengapa masa jabatan berakhir, paling panjang 200 huruf. Alasannya ikut tersimpan."
    ),
    "cooperatives.officer.refused:day": _(
        "Tanggal berakhir di antara hari pertama menjabat dan hari ini. Periksa tanggalnya."
    ),
    "cooperatives.officer.refused:gone": _("Orang ini sudah tidak menjabat. Muat ulang halaman."),
    "cooperatives.handover.refused:item": _("Pilih dari daftar apa yang diserahkan."),
    "cooperatives.handover.refused:day": _(
        "Tanggal serah terima belum terbaca, belum tiba, atau sebelum orangnya menjabat. Periksa tanggalnya."
    ),
    "cooperatives.handover.refused:note": _("Catatan paling panjang 200 huruf. Ringkas tulisannya."),
    "cooperatives.handover.refused:gone": _("Barang ini sudah diserahkan. Muat ulang halaman."),
    "cooperatives.kin.refused:relation": _("Pilih hubungan keluarganya dari daftar."),
    "cooperatives.kin.refused:same": _("Pilih dua orang yang berbeda."),
    "cooperatives.kin.refused:gone": _("Pilih dua orang yang masih menjabat di koperasi ini."),
    "cooperatives.kin.refused:taken": _("Hubungan kedua orang ini sudah tercatat. Periksa daftar."),
    "cooperatives.outlet.refused:kind": _("Jenis gerai ini tidak dikenal. Pilih dari daftar."),
    "cooperatives.outlet.refused:ownership": _("Pilih dari daftar milik siapa tempatnya."),
    "cooperatives.outlet.refused:internet": _("Pilih dari daftar bagaimana internetnya."),
    "cooperatives.outlet.refused:name": _("Tulis nama gerai, paling panjang 120 huruf."),
    "cooperatives.outlet.refused:address": _("Alamat paling panjang 200 huruf. Ringkas alamatnya."),
    "cooperatives.outlet.refused:hours": _("Jam buka paling panjang 120 huruf. Ringkas tulisannya."),
    "cooperatives.outlet.refused:number": _(
        "Luas dan daya listrik berupa angka bulat paling besar 1.000.000. Tulis angkanya saja."
    ),
    "cooperatives.outlet.refused:gone": _("Gerai ini tidak ada di koperasi ini. Muat ulang halaman."),
    "cooperatives.outlet.refused:taken": _("Nama gerai ini sudah dipakai. Beri nama lain."),
    "cooperatives.outlet.refused:status": _("Pilih keadaan gerai dari daftar."),
    "cooperatives.outlet.refused:day": _(
        "Tanggalnya belum terbaca atau belum tiba. Tulis paling lambat hari ini."
    ),
    "cooperatives.outlet.refused:same": _("Gerai ini sudah tercatat: {status}. Pilih keadaan lain."),
    "cooperatives.outlet.refused:place": _(
        "Gerai tanpa tempat belum bisa operasional. Isi dulu milik siapa tempatnya."
    ),
    "cooperatives.outlet.refused:permit": _(
        "Klinik dan apotek perlu izin usaha yang berlaku. Catat dulu izin usaha untuk gerai ini di Dokumen."
    ),
    "cooperatives.unit.refused:kind": _("Jenis unit usaha ini tidak dikenal. Pilih dari daftar."),
    "cooperatives.unit.refused:name": _("Tulis nama unit usaha, paling panjang 120 huruf."),
    "cooperatives.unit.refused:day": _(
        "Tanggalnya belum terbaca, belum tiba, atau sebelum unit dibuka. Periksa tanggalnya."
    ),
    "cooperatives.unit.refused:outlet": _("Gerai itu tidak ada di koperasi ini. Pilih dari daftar."),
    "cooperatives.unit.refused:taken": _("Nama unit usaha ini pernah dipakai. Beri nama lain."),
    "cooperatives.unit.refused:gone": _("Unit usaha ini sudah ditutup. Muat ulang halaman."),
}
