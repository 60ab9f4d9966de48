"""The place of devices in the menu."""

from guyub.foundation.identity.domain.roles import Action
from guyub.foundation.kernel.web.menu import Entry

ENTRIES = (
    Entry(label="Perangkat", icon="qr-code", url_name="devices:devices", group="Kelembagaan", place="KOPERASI",
          is_family=True, requires=Action.VIEW_DEVICES, keywords="kasir hp laptop ikat cabut kode hilang kiriman"),
)  # fmt: skip
