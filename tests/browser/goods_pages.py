"""An example of each kind of page of goods, and of those from whom they come, by role."""

GOODS_PAGES = {
    "PENGELOLA_GERAI": (
        "/barang/laku/",
        "/barang/",
        "/barang/?keadaan=tanpa-harga",
        "/barang/?cari=tidak-ada",
        "/barang/baru/",
        "/barang/contoh/",
        "/barang/harga/?jenis=SEMBAKO",
        "/barang/label/",
        "/barang/papan-harga/?jenis=DIATUR",
        "/belanja/",
        "/belanja/?keadaan=LUNAS",
        "/belanja/pesanan/baru/",
        "/belanja/datang/",
        "/belanja/datang/baru/",
        "/belanja/tagihan/",
        "/belanja/tagihan/baru/",
        "/belanja/utang/",
        "/mitra/",
        "/mitra/?cari=tidak-ada",
        "/mitra/?jenis=PRODUSEN",
        "/mitra/baru/",
    ),
    "PETUGAS_DINAS": ("/aturan-harga/", "/aturan-harga/MINYAKITA/", "/kota/bahan-pokok/"),
}
