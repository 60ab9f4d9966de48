"""The place of consignment in the menu."""

from guyub.foundation.identity.domain.roles import Action
from guyub.foundation.kernel.web.menu import Entry

ENTRIES = (
    Entry(
        label="Titip jual",
        short="Titip",
        icon="shopping-basket",
        url_name="consignment:agreements",
        rank=28,
        is_family=True,
        place="KOPERASI",
        requires=Action.VIEW_GOODS,
        keywords="titipan konsinyasi umkm penitip bagi hasil setor produk warga",
    ),
)
