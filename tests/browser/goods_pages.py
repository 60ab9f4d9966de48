"""An example of each kind of page of goods, and of those from whom they come, by role."""

GOODS_PAGES = {
    "PENGELOLA_GERAI": ("/barang/laku/",),
    "PETUGAS_DINAS": ("/aturan-harga/", "/aturan-harga/MINYAKITA/", "/kota/bahan-pokok/"),
    "PENGELOLA_GERAI": (
        "/mitra/",
        "/mitra/?cari=tidak-ada",
        "/mitra/?jenis=PRODUSEN",
        "/mitra/baru/",
    ),
}
