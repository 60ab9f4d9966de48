"""An example of each kind of page of goods, by role."""

GOODS_PAGES = {
    "PENGELOLA_GERAI": ("/barang/laku/",),
    "PETUGAS_DINAS": ("/aturan-harga/", "/aturan-harga/MINYAKITA/", "/kota/bahan-pokok/"),
}
