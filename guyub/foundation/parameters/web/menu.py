"""The places of parameters in the menu."""

from guyub.foundation.identity.domain.roles import Action
from guyub.foundation.kernel.web.menu import Entry

ENTRIES = (
    Entry(label="Parameter", icon="scale", url_name="parameters:list", group="Aturan",
          requires=Action.VIEW_PARAMETERS, keywords="aturan batas harga jasa het hukum"),
    Entry(label="Keputusan", icon="file-check", url_name="parameters:decisions", group="Aturan",
          requires=Action.VIEW_PARAMETERS, keywords="rat pengurus nomor dokumen"),
)  # fmt: skip
