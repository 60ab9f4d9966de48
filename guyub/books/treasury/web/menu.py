"""The treasury's places in the menu."""

from guyub.foundation.identity.domain.roles import Action
from guyub.foundation.kernel.web.menu import Entry

ENTRIES = (
    Entry(label="Catat kejadian", short="Catat", icon="notebook-pen", url_name="events:own", group="Pembukuan",
          requires=Action.RECORD_EVENT, place="KOPERASI", rank=14, is_family=True,
          keywords="bayar terima beli jual setor uang keluar masuk nota kas harian peristiwa transaksi"),
    Entry(label="Kas", icon="wallet", url_name="cash:own", group="Pembukuan",
          requires=Action.HANDLE_CASH, place="KOPERASI", rank=16, is_family=True,
          keywords="laci brankas giliran hitung uang setor serah terima selisih kasir bukti kas kwitansi"),
    Entry(label="Klaim nota", short="Klaim", icon="receipt-text", url_name="claims:own", group="Pembukuan",
          requires=Action.CLAIM, place="KOPERASI", rank=16, is_family=True,
          keywords="klaim nota reimburse ganti uang talangan pribadi fotokopi bensin meterai"),
)  # fmt: skip
