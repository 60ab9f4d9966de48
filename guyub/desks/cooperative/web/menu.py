"""The desk's place in the menu."""

from guyub.foundation.identity.domain.roles import Action
from guyub.foundation.kernel.web.menu import Entry

ENTRIES = (
    Entry(label="Beranda", icon="house", url_name="cooperative_desk:home", requires=Action.VIEW_COOPERATIVE,
          place="KOPERASI", rank=0, keywords="hari ini tugas tenggat menunggu"),
)  # fmt: skip
