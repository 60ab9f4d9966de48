"""The treasury's places in the menu."""

from guyub.foundation.identity.domain.roles import Action
from guyub.foundation.kernel.web.menu import Entry

ENTRIES = (
    Entry(label="Catat kejadian", short="Catat", icon="notebook-pen", url_name="events:own", group="Pembukuan",
          requires=Action.RECORD_EVENT, place="KOPERASI", rank=14,
          keywords="bayar terima beli jual setor uang keluar masuk nota kas harian peristiwa transaksi"),
)  # fmt: skip
