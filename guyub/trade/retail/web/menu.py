"""The place of tills, of what they sold and of their QRIS in the menu."""

from guyub.foundation.identity.domain.roles import Action
from guyub.foundation.kernel.web.menu import Entry

ENTRIES = (
    Entry(
        label="Penjualan gerai",
        icon="receipt-text",
        url_name="shop:sales",
        rank=22,
        is_family=True,
        place="KOPERASI",
        requires=Action.VIEW_DEVICES,
        keywords="nota struk omzet laku jual gerai lembar hari cetak ulang retur batal",
    ),
    Entry(
        label="Kasir",
        icon="wallet",
        url_name="till_desk:tills",
        rank=23,
        is_family=True,
        place="KOPERASI",
        requires=Action.VIEW_DEVICES,
        keywords="jual gerai toko laci pin nota perangkat hp kasir",
    ),
    Entry(
        label="Bon anggota",
        icon="notebook-pen",
        url_name="bon:bon",
        rank=24,
        is_family=True,
        place="KOPERASI",
        requires=Action.VIEW_LOANS,
        keywords="utang gerai belanja kasbon piutang tagih bayar bon anggota jatuh tempo",
    ),
    Entry(
        label="QRIS menunggu",
        icon="qr-code",
        url_name="qris:waiting",
        rank=24,
        is_family=True,
        place="KOPERASI",
        requires=Action.VIEW_JOURNAL,
        keywords="qris masuk rekening potongan mdr pencairan kode stiker",
    ),
)
