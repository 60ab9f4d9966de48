"""The place of supply in the menu."""

from guyub.foundation.identity.domain.roles import Action
from guyub.foundation.kernel.web.menu import Entry

ENTRIES = (
    Entry(label="Barang bersubsidi", icon="flame", url_name="shares:needs", group="Pengawasan",
          requires=Action.VIEW_CITY,
          keywords="lpg elpiji jatah kebutuhan pembagian usul adil rumah tangga pupuk sphp kurang"),
    Entry(label="Pasokan", icon="truck", url_name="supply:supply", rank=29, is_family=True, place="KOPERASI",
          requires=Action.VIEW_GOODS, work=Action.BUY_GOODS,
          keywords="agen lpg elpiji kiriman truk do lo pangkalan kontrak jatah tera apar minta tambahan subsidi"),
)  # fmt: skip
