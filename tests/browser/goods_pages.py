"""An example of each kind of page of goods, by role."""

GOODS_PAGES = {
    "PENGELOLA_GERAI": (
        "/wadah/",
        "/wadah/pemegang/",
        "/wadah/serahkan/",
        "/wadah/serahkan/?pembeli=1",
        "/wadah/daftarkan/?pembeli=1",
    ),
    "WAKIL_KETUA_ANGGOTA": ("/wadah/pemegang/ingatkan/",),
}
