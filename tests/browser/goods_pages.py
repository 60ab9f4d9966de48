"""An example of each kind of page of goods, by role."""

GOODS_PAGES = {
    "PETUGAS_DINAS": ("/aturan-harga/", "/aturan-harga/MINYAKITA/"),
    "PENGELOLA_GERAI": ("/barang/saldo-awal/",),
}
