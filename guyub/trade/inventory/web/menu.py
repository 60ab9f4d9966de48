"""The places of goods in the menu."""

from guyub.foundation.identity.domain.roles import Action
from guyub.foundation.kernel.web.menu import Entry

ENTRIES = (
    Entry(
        label="Saldo awal barang",
        short="Stok awal",
        rank=60,
        icon="package",
        url_name="goods_openings:openings",
        is_family=True,
        place="KOPERASI",
        requires=Action.KEEP_GOODS,
        keywords="stok awal persediaan daftar barang impor unggah excel tabel barcode",
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
