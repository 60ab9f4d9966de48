"""The places of goods in the menu."""

from guyub.foundation.identity.domain.roles import Action
from guyub.foundation.kernel.web.menu import Entry
from guyub.trade.inventory.web.container_menu import CONTAINER_ENTRIES

ENTRIES = (
    *CONTAINER_ENTRIES,
    Entry(
        label="Barang",
        icon="package",
        url_name="goods:goods",
        rank=20,
        is_family=True,
        place="KOPERASI",
        requires=Action.VIEW_GOODS,
        work=Action.KEEP_GOODS,
        keywords="produk katalog harga label rak papan harga barcode satuan sembako",
    ),
    Entry(
        label="Stok",
        icon="package",
        url_name="stock:stocks",
        rank=21,
        is_family=True,
        place="KOPERASI",
        requires=Action.VIEW_GOODS,
        work=Action.MOVE_STOCK,
        keywords="gudang kartu stok opname hitung pindah kemas rusak kedaluwarsa persediaan nilai tempat",
    ),
    Entry(
        label="Barang laku",
        short="Laku",
        rank=24,
        icon="package",
        url_name="goods_sales:sales",
        place="KOPERASI",
        requires=Action.VIEW_GOODS,
        keywords="terlaris penjualan margin keuntungan tidak bergerak lambat",
    ),
    Entry(
        label="Aturan harga",
        icon="scale",
        url_name="price_rules:rules",
        group="Aturan",
        requires=Action.VIEW_PARAMETERS,
        keywords="het hap harga eceran tertinggi acuan batas beli lpg minyakita beras sphp gula pupuk",
    ),
)
