"""The pengawas' place in the menu."""

from guyub.foundation.identity.domain.roles import Action
from guyub.foundation.kernel.web.menu import Entry

ENTRIES = (
    Entry(label="Pengawasan", icon="shield-check", url_name="oversight:own", group="Pembukuan",
          requires=Action.VIEW_JOURNAL, place="KOPERASI", rank=20, is_family=True,
          keywords="pengawas periksa sampel pertanyaan kejanggalan temuan pengesahan bulan laporan catatan"),
)  # fmt: skip
