"""An example of each kind of page of goods, and of those from whom they come, by role."""

GOODS_PAGES = {
    "PENGELOLA_GERAI": (
        "/mitra/",
        "/mitra/?cari=tidak-ada",
        "/mitra/?jenis=PRODUSEN",
        "/mitra/baru/",
        "/barang/laku/",
        "/barang/",
        "/barang/?keadaan=tanpa-harga",
        "/barang/?cari=tidak-ada",
        "/barang/baru/",
        "/barang/contoh/",
        "/barang/harga/?jenis=SEMBAKO",
        "/barang/label/",
        "/barang/saldo-awal/",
        "/barang/papan-harga/?jenis=DIATUR",
        "/wadah/",
        "/wadah/pemegang/",
        "/wadah/serahkan/",
        "/wadah/serahkan/?pembeli=1",
        "/wadah/daftarkan/?pembeli=1",
    ),
    "PETUGAS_DINAS": (
        "/aturan-harga/",
        "/aturan-harga/MINYAKITA/",
        "/kota/bahan-pokok/",
    ),
    "WAKIL_KETUA_ANGGOTA": ("/wadah/pemegang/ingatkan/",),
}
