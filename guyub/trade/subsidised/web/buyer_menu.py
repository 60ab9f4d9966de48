"""The places of buyers and of limits in the menu."""

from guyub.foundation.identity.domain.roles import Action
from guyub.foundation.kernel.web.menu import Entry

ENTRIES = (
    Entry(
        label="Pembeli berjatah",
        short="Pembeli",
        icon="id-card",
        url_name="buyers:buyers",
        rank=25,
        is_family=True,
        place="KOPERASI",
        requires=Action.VIEW_BUYERS,
        keywords="lpg tabung nik kk subsidi jatah konsumen daftar usaha mikro rumah tangga",
    ),
    Entry(
        label="Daftar resmi pembeli",
        icon="clipboard-check",
        url_name="buyers:buyer_list",
        group="Aturan",
        place="KOTA",
        requires=Action.LIST_BUYERS,
        keywords="tani nelayan sasaran lpg pupuk erdkk impor nik jatah",
    ),
    Entry(
        label="Aturan jatah",
        icon="scale",
        url_name="limits:rules",
        group="Aturan",
        requires=Action.VIEW_PARAMETERS,
        keywords="batas pembelian lpg 3 kg beras sphp pupuk minyakita nik kk per bulan per hari",
    ),
)
