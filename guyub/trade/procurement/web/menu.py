"""Places of buying in the menu."""

from guyub.foundation.identity.domain.roles import Action
from guyub.foundation.kernel.web.menu import Entry

ENTRIES = (
    Entry(label="Belanja barang", short="Belanja", icon="truck", url_name="buying:orders", rank=27, is_family=True,
          place="KOPERASI", requires=Action.VIEW_GOODS, work=Action.BUY_GOODS,
          keywords="pesan pesanan po kulak terima barang datang surat jalan tagihan faktur utang pemasok bayar retur"),
)  # fmt: skip
