"""Every key that can be set. Values of the nation come with the product: data/national.csv."""

from __future__ import annotations

from typing import TYPE_CHECKING

from guyub.foundation.parameters.domain.definitions import Definition, Direction, Scope, Unit

if TYPE_CHECKING:
    from collections.abc import Mapping

_R, _P, _N, _D, _T = Unit.RUPIAH, Unit.RATE, Unit.NUMBER, Unit.DAY, Unit.TEXT
_CAP, _FLOOR, _FREE = Direction.CAP, Direction.FLOOR, Direction.FREE
_CITY = (Scope.CITY,)
_COOP = (Scope.COOPERATIVE,)
_BOTH = (Scope.CITY, Scope.COOPERATIVE)

# key, title, unit, direction, who may set it
_TABLE = {
    "Kelembagaan": (
        ("pendiri.minimal", "Pendiri paling sedikit, orang", _N, _FLOOR, ()),
        ("pengurus.minimal", "Pengurus paling sedikit, orang (ganjil)", _N, _FLOOR, _BOTH),
        ("pengawas.minimal", "Pengawas paling sedikit, orang (ganjil)", _N, _FLOOR, _BOTH),
        ("pengurus.perempuan", "Bagian perempuan dalam pengurus, di bawahnya diingatkan", _P, _FLOOR, _BOTH),
        ("pengurus.masa_jabatan_tahun", "Masa jabatan pengurus, tahun", _N, _CAP, _COOP),
        ("anggota.cicilan_pokok", "Cicilan simpanan pokok paling banyak, kali", _N, _CAP, _COOP),
        ("anggota.usia_minimal", "Usia calon anggota paling muda, tahun", _N, _FLOOR, _COOP),
        ("anggota.tautan_hari", "Tautan pendaftaran berlaku, hari", _N, _CAP, _COOP),
        ("anggota.pasif_bulan", "Pasif bila simpanan wajib tidak dibayar selama, bulan", _N, _FREE, _COOP),
        ("anggota.pasif_tenggang_hari", "Waktu membayar atau banding sebelum pasif, hari", _N, _FLOOR, _COOP),
        ("anggota.koreksi_hari", "Jawaban permintaan koreksi data, hari", _N, _CAP, _BOTH),
        ("anggota.sanggah_hari", "Jawaban sanggahan anggota, hari", _N, _CAP, _BOTH),
        ("statistik.sel_terkecil", "Angka kelompok orang di bawahnya tidak ditampilkan", _N, _FLOOR, _CITY),
        ("suara.bobot", "Suara tiap anggota", _N, _FREE, ()),
        ("jalur.macet_hari", "Macet bila lebih dari, hari di satu langkah", _N, _CAP, _CITY),
        ("saran.jawab_hari", "Jawaban usul dan keluhan, hari", _N, _CAP, _BOTH),
    ),
    "Rapat anggota": (
        ("rat.target", "RAT, target kementerian", _D, _FREE, _CITY),
        ("rat.batas", "RAT, batas undang-undang", _D, _FREE, ()),
        ("rat.laporan", "Laporan tahunan siap", _D, _FREE, _CITY),
        ("lapor.kkmp_hari", "Laporan triwulan ke dinas, hari setelah triwulan", _N, _CAP, _CITY),
        ("lapor.usp_hari", "Laporan triwulan unit simpan pinjam, hari setelah triwulan", _N, _CAP, _CITY),
        ("lapor.semester_hari", "Laporan semester unit simpan pinjam, hari setelah Juni", _N, _CAP, _CITY),
        ("rat.jarak_laporan_hari", "Laporan siap sebelum RAT, hari", _N, _FLOOR, _COOP),
        ("kuorum.pertama", "Kuorum rapat pertama", _P, _FREE, _COOP),
        ("kuorum.kedua", "Kuorum rapat kedua", _P, _FREE, _COOP),
        ("kuorum.jeda_hari", "Jeda ke rapat kedua, hari", _N, _FREE, _COOP),
        ("kuorum.ubah_ad_hadir", "Hadir untuk mengubah AD", _P, _FLOOR, _COOP),
        ("kuorum.ubah_ad_setuju", "Setuju untuk mengubah AD", _P, _FLOOR, _COOP),
    ),
    "Simpanan": (
        ("simpanan.pokok", "Simpanan pokok", _R, _FREE, _COOP),
        ("simpanan.wajib", "Simpanan wajib tiap bulan", _R, _FREE, _COOP),
        ("simpanan.wajib_tanggal", "Simpanan wajib jatuh tempo tiap tanggal", _N, _FREE, _COOP),
        ("simpanan.di_muka_bulan", "Simpanan wajib dibayar di muka paling jauh, bulan", _N, _CAP, _COOP),
        ("simpanan.tidur_bulan", "Simpanan tidur bila tanpa setor dan ambil selama, bulan", _N, _CAP, _COOP),
        ("simpanan.jasa_maksimal", "Jasa simpanan paling tinggi setahun", _P, _CAP, _BOTH),
    ),
    "Pinjaman": (
        ("usp.modal_minimal", "Modal tetap unit simpan pinjam", _R, _FLOOR, ()),
        ("pinjaman.jasa_maksimal", "Jasa pinjaman paling tinggi setahun", _P, _CAP, _BOTH),
        ("pinjaman.efektif_maksimal", "Jasa efektif pinjaman paling tinggi setahun", _P, _CAP, _BOTH),
        ("pinjaman.denda_maksimal", "Denda paling banyak, dari angsuran yang terlambat", _P, _CAP, _BOTH),
        ("pinjaman.kemampuan", "Angsuran paling banyak, dari sisa penghasilan", _P, _CAP, _BOTH),
        (
            "pinjaman.permohonan_hari",
            "Permohonan pinjaman lewat waktu bila tanpa langkah, hari",
            _N,
            _CAP,
            _BOTH,
        ),
        ("pinjaman.banding_hari", "Banding atas penolakan pinjaman, hari", _N, _FLOOR, _BOTH),
        ("bmpp.terkait", "Batas pinjaman pihak terkait, dari modal", _P, _CAP, _BOTH),
        ("bmpp.tidak_terkait", "Batas pinjaman anggota lain, dari modal", _P, _CAP, _BOTH),
        ("modal.konsentrasi_anggota", "Modal satu anggota paling banyak", _P, _CAP, _COOP),
        (
            "kolektibilitas.kurang_lancar_bulan",
            "Kurang lancar bila menunggak lebih dari, bulan",
            _N,
            _CAP,
            _COOP,
        ),
        ("kolektibilitas.diragukan_bulan", "Diragukan bila menunggak lebih dari, bulan", _N, _CAP, _COOP),
        ("kolektibilitas.macet_bulan", "Macet setelah diragukan selama, bulan", _N, _CAP, _COOP),
        ("penyisihan.lancar", "Penyisihan pinjaman lancar", _P, _FLOOR, _COOP),
        ("penyisihan.kurang_lancar", "Penyisihan pinjaman kurang lancar", _P, _FLOOR, _COOP),
        ("penyisihan.diragukan", "Penyisihan pinjaman diragukan", _P, _FLOOR, _COOP),
        ("penyisihan.macet", "Penyisihan pinjaman macet", _P, _FLOOR, _COOP),
        ("himbara.plafon", "Pinjaman Himbara, plafon", _R, _CAP, _CITY),
        ("himbara.opex", "Pinjaman Himbara, bagian biaya operasi", _R, _CAP, _CITY),
        ("himbara.bunga", "Pinjaman Himbara, bunga setahun", _P, _CAP, _CITY),
        ("himbara.tenor_bulan", "Pinjaman Himbara, tenor paling lama, bulan", _N, _CAP, _CITY),
        ("himbara.tenggang_bulan", "Pinjaman Himbara, masa tenggang paling lama, bulan", _N, _CAP, _CITY),
        ("pinjaman_bank.maksimal", "Pinjaman bank, dari aset", _P, _CAP, _COOP),
        ("penyertaan.maksimal", "Modal penyertaan, dari aset", _P, _CAP, _COOP),
    ),
    "Bon di gerai": (
        ("bon.paling_banyak", "Bon satu anggota paling banyak", _R, _CAP, _COOP),
        ("bon.tempo_hari", "Bon jatuh tempo sesudah, hari", _N, _CAP, _COOP),
        ("bon.lama_hari", "Bon dilihat pengawas sesudah, hari", _N, _CAP, _BOTH),
    ),
    "Pengendalian": (
        ("otorisasi.ambang", "Di atasnya butuh orang kedua", _R, _CAP, _BOTH),
        ("kas.selisih_ambang", "Selisih kas yang butuh orang kedua, di atas", _R, _CAP, _BOTH),
        ("pinjaman.komite_minimal", "Pemutus pinjaman paling sedikit, orang", _N, _FLOOR, _BOTH),
        ("pinjaman.komite_ambang", "Pinjaman yang diputus satu orang lagi, di atas", _R, _CAP, _BOTH),
        ("pmpj.ltkt_tunai", "Tunai sehari yang dilaporkan ke PPATK, di atas", _R, _CAP, ()),
        ("pmpj.perhatian", "Tunai sehari yang diperiksa pengurus", _R, _CAP, _COOP),
        ("pembukuan.sepi_hari", "Pembukuan sepi bila tanpa jurnal selama, hari", _N, _CAP, _CITY),
        ("rapb.lampau", "Anggaran dianggap lampau bila lewat, bagian dari anggaran", _P, _CAP, _COOP),
        ("audit.ambang", "Modal yang mewajibkan audit akuntan publik", _R, _CAP, ()),
        ("pengawasan.mundur_hari", "Pencatatan dianggap terlambat sesudah, hari", _N, _CAP, _BOTH),
        (
            "pengawasan.selisih_bulan",
            "Selisih kas satu kasir sebulan, yang perlu dilihat di atas",
            _R,
            _CAP,
            _BOTH,
        ),
        ("pengawasan.bukti_ambang", "Jurnal mulai jumlah ini butuh foto bukti", _R, _CAP, _BOTH),
        ("pengawasan.tutup_hari", "Bulan ditutup paling lambat, hari sesudah akhir bulan", _N, _CAP, _BOTH),
        ("pengawasan.hitung_hari", "Laci dihitung paling jarang tiap, hari", _N, _CAP, _BOTH),
        ("pengawasan.bank_hari", "Baris bank dicocokkan paling lambat sesudah, hari", _N, _CAP, _BOTH),
        ("pengawasan.tagih_hari", "Daftar tagih kembali paling lambat sesudah, hari", _N, _CAP, _BOTH),
        ("pengawasan.jalan_hari", "Barang kiriman tiba paling lambat sesudah, hari", _N, _CAP, _BOTH),
        (
            "pengawasan.stok_minus_hari",
            "Stok di bawah nol diluruskan paling lambat sesudah, hari",
            _N,
            _CAP,
            _BOTH,
        ),
        ("stok.susut_kemas", "Susut wajar saat kemas ulang, bagian dari isinya", _P, _CAP, _COOP),
        ("pengawasan.wadah_pinjam_hari", "Wadah dipinjam paling lama, hari", _N, _CAP, _BOTH),
        ("pengawasan.wadah_karantina_hari", "Wadah di karantina paling lama, hari", _N, _CAP, _BOTH),
        ("pengawasan.sampel_ambang", "Semua jurnal mulai jumlah ini diperiksa pengawas", _R, _CAP, _BOTH),
        ("pengawasan.sampel_acak", "Jurnal yang diacak pengawas, tiap cara acak", _N, _FLOOR, _BOTH),
        ("belanja.toleransi", "Tagihan pemasok boleh berbeda dari pesanan, bagian", _P, _CAP, _BOTH),
        ("belanja.toleransi_rp", "Tagihan pemasok boleh berbeda dari pesanan, tiap baris", _R, _CAP, _BOTH),
        ("privasi.jawab_jam", "Jawaban permintaan data pribadi, jam", _N, _CAP, _BOTH),
        ("privasi.pelanggaran_jam", "Pemberitahuan kebocoran data, jam", _N, _CAP, _BOTH),
    ),
    "Pajak": (
        ("pajak.simpanan_bebas", "Jasa simpanan sebulan yang bebas PPh", _R, _FREE, ()),
        ("pajak.simpanan_tarif", "PPh final jasa simpanan", _P, _FREE, ()),
        ("pajak.umkm_tarif", "PPh final peredaran bruto", _P, _FREE, ()),
        ("pajak.umkm_batas", "Batas peredaran bruto setahun", _R, _FREE, ()),
        ("pajak.umkm_ingat", "Diingatkan bila peredaran mencapai, bagian dari batas", _P, _CAP, _COOP),
        ("pajak.final_akhir", "PPh final peredaran bruto berlaku sampai tahun pajak", _T, _FREE, _COOP),
        ("pajak.pkp", "Pengusaha kena pajak (0 belum, 1 sudah)", _N, _FREE, _COOP),
        ("pajak.setor_hari", "Pajak sebulan disetor, tanggal bulan berikutnya", _N, _CAP, ()),
        ("pajak.lapor_hari", "Pajak sebulan dilaporkan, tanggal bulan berikutnya", _N, _CAP, ()),
        ("pajak.spt_badan", "SPT tahunan badan", _D, _FREE, ()),
    ),
    "Aset": (("aset.susut_mulai", "Penyusutan mulai sesudah perolehan, bulan", _N, _FREE, ()),),
    "Kasir": (
        ("kasir.potongan_dua", "Potongan yang butuh orang kedua, di atas bagian nota", _P, _CAP, _BOTH),
        ("kasir.retur_pin", "Retur yang butuh PIN kasir, di atas", _R, _CAP, _BOTH),
        ("kasir.retur_dua", "Retur yang butuh orang kedua, di atas", _R, _CAP, _BOTH),
        ("kasir.batal_pin", "Batal nota yang butuh PIN kasir, di atas", _R, _CAP, _BOTH),
        ("kasir.batal_dua", "Batal nota yang butuh orang kedua, di atas", _R, _CAP, _BOTH),
        ("kasir.ganti_bayar_pin", "Ganti cara bayar yang butuh PIN kasir, di atas", _R, _CAP, _BOTH),
        ("kasir.ganti_bayar_dua", "Ganti cara bayar yang butuh orang kedua, di atas", _R, _CAP, _BOTH),
        ("kasir.qris_dua", "QRIS yang dipastikan orang kedua, di atas", _R, _CAP, _BOTH),
        ("kasir.pin_coba", "PIN kasir salah paling banyak, kali", _N, _CAP, _BOTH),
        ("kasir.pin_tunggu_detik", "Jeda sesudah PIN salah berkali-kali, detik", _N, _FLOOR, _BOTH),
        ("kasir.jam_ingat_menit", "Jam HP kasir yang diingatkan, meleset lebih dari, menit", _N, _CAP, _BOTH),
        (
            "kasir.jam_henti_jam",
            "Jam HP kasir yang menghentikan jualan, meleset lebih dari, jam",
            _N,
            _CAP,
            _BOTH,
        ),
        ("kasir.bulat_tertinggi", "Pembulatan tunai paling besar", _R, _CAP, _BOTH),
        ("kasir.label_timbang", "Susunan label timbangan", _T, _FREE, _COOP),
        ("kasir.bon_bersubsidi", "Barang bersubsidi boleh bon (0 tidak, 1 boleh)", _N, _FREE, _COOP),
    ),
    "LPG 3 kg": (
        ("lpg.kk_bulan", "Tabung tiap KK sebulan", _N, _CAP, _BOTH),
        ("lpg.nik_bulan", "Tabung tiap NIK sebulan", _N, _CAP, _BOTH),
        ("lpg.nik_hari_transaksi", "Transaksi tiap NIK sehari", _N, _CAP, _BOTH),
        ("lpg.rumah_tangga_bulan", "Wajarnya rumah tangga, tabung sebulan", _N, _CAP, _BOTH),
        ("lpg.usaha_mikro_bulan", "Wajarnya usaha mikro, tabung sebulan", _N, _CAP, _BOTH),
        ("lpg.awal_rumah_tangga", "Tabung sekali beli yang ditawarkan, rumah tangga", _N, _CAP, _BOTH),
        ("lpg.awal_usaha_mikro", "Tabung sekali beli yang ditawarkan, usaha mikro", _N, _CAP, _BOTH),
        ("lpg.transaksi_tertinggi", "Tabung sekali beli yang tidak pernah dilewati", _N, _CAP, _CITY),
        ("lpg.transaksi_maksimal", "Tabung paling banyak sekali beli", _N, _CAP, _BOTH),
        ("lpg.pengecer_bagian", "Bagian untuk pengecer", _P, _CAP, _CITY),
        ("lpg.luring_jumlah", "Tabung bagi pembeli yang belum dikenal saat luring", _N, _CAP, _BOTH),
        ("lpg.berat_minimal_kg", "Berat tabung isi paling ringan, kg", _N, _FLOOR, _BOTH),
    ),
    "Jatah": (
        ("jatah.kk_pembeli", "Pembeli yang memakai satu nomor KK, dilihat pengawas mulai", _N, _CAP, _BOTH),
    ),
    "Pangan": (
        ("sphp.hari_kg", "Beras SPHP tiap pembeli sehari, kg", _N, _CAP, _BOTH),
        ("sphp.pesan_minggu_kg", "Beras SPHP, pesanan gerai seminggu, kg", _N, _CAP, _CITY),
    ),
    "Pembayaran": (
        ("qris.mikro_bebas", "QRIS usaha mikro, bebas biaya sampai", _R, _FREE, ()),
        ("qris.mikro_tarif", "QRIS usaha mikro, biaya di atasnya", _P, _FREE, ()),
        ("qris.tarif", "QRIS usaha lain, biaya", _P, _FREE, ()),
        ("qris.tunggu_menit", "QRIS ditunggu, menit", _N, _CAP, _BOTH),
        ("qris.tanya_hari", "QRIS belum masuk rekening dilihat pengawas sesudah, hari", _N, _CAP, _BOTH),
        ("stok.z_pokok", "Tingkat layanan bahan pokok, nilai z", _N, _FREE, _COOP),
        ("stok.z_lain", "Tingkat layanan barang lain, nilai z", _N, _FREE, _COOP),
        ("kuota.umur_jam", "Umur catatan kuota saat luring, jam", _N, _CAP, _BOTH),
    ),
}

CATALOGUE: Mapping[str, Definition] = {
    key: Definition(
        key=key, title=title, unit=unit, direction=direction, group=group, settable_by=settable_by
    )
    for group, rows in _TABLE.items()
    for key, title, unit, direction, settable_by in rows
}
