"""An example of each kind of page of goods, by role."""

GOODS_PAGES = {
    "PENGELOLA_GERAI": (
        "/stok/",
        "/stok/?keadaan=kurang",
        "/stok/nilai/",
        "/stok/umur/",
        "/stok/gerak/",
        "/stok/tempat/",
        "/stok/pindah/",
        "/stok/pindah/baru/",
        "/stok/kemas/",
        "/stok/kemas/baru/",
        "/stok/rusak/",
        "/stok/rusak/baru/",
        "/stok/hitung/",
        "/stok/hitung/baru/",
    ),
}
