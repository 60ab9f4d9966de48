"""Places of goods in the menu."""

from guyub.foundation.identity.domain.roles import Action
from guyub.foundation.kernel.web.menu import Entry

ENTRIES = (
    Entry(label="Stok", icon="package", url_name="stock:stocks", rank=17, is_family=True, place="KOPERASI",
          requires=Action.VIEW_GOODS,
          keywords="barang gudang kartu stok opname hitung pindah kemas rusak kedaluwarsa persediaan nilai"),
)  # fmt: skip
