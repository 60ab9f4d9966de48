"""The city's places in the menu."""

from guyub.foundation.identity.domain.roles import Action
from guyub.foundation.kernel.web.menu import Entry

ENTRIES = (
    Entry(label="Keadaan kota", short="Kota", icon="map", url_name="supervision:city",
          requires=Action.VIEW_CITY, rank=0, keywords="macet kota langkah segar nib laporan wali kota"),
    Entry(label="Laporan gabungan", icon="scale", url_name="supervision:consolidated", group="Pengawasan",
          requires=Action.VIEW_CONSOLIDATED, keywords="konsolidasi neraca hasil usaha shu buku"),
    Entry(label="Anggota koperasi", icon="users", url_name="supervision:members", group="Pengawasan",
          requires=Action.VIEW_CITY, keywords="jumlah perempuan umur keluarga pertumbuhan calon kota"),
    Entry(label="Bahan pokok", icon="shopping-basket", url_name="supervision:staples", group="Pengawasan",
          requires=Action.VIEW_CITY, keywords="harga sembako het stok habis lpg minyakita beras telur cabai"),
    Entry(label="Gerai", icon="shopping-basket", url_name="supervision:shops", group="Pengawasan",
          requires=Action.VIEW_CITY, keywords="penjualan omzet toko kasir hari berjualan nota"),
    Entry(label="Kalender", icon="calendar", url_name="supervision:calendar", group="Pengawasan",
          requires=Action.VIEW_CITY, keywords="tenggat rat triwulan tahunan terlambat"),
    Entry(label="Kontak ketua", icon="message-circle", url_name="supervision:contacts", group="Pengawasan",
          requires=Action.OPEN_CONTACTS, keywords="hp telepon whatsapp ketua"),
    Entry(label="Wilayah", icon="globe", url_name="supervision:nation", group="Pengawasan",
          requires=Action.VIEW_CITY, keywords="provinsi nasional kabupaten"),
)  # fmt: skip
