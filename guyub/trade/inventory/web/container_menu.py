"""The place of containers in the menu."""

from guyub.foundation.identity.domain.roles import Action
from guyub.foundation.kernel.web.menu import Entry

CONTAINER_ENTRIES = (
    Entry(
        label="Tabung dan galon",
        short="Tabung",
        icon="flame",
        url_name="containers:kinds",
        requires=Action.VIEW_GOODS,
        place="KOPERASI",
        rank=22,
        is_family=True,
        keywords="lpg elpiji gas melon 3 kg galon air wadah kosong isi pinjam jaminan deposit karantina tabung",
    ),
)
