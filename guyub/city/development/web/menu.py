"""Development's places in the menu."""

from guyub.foundation.identity.domain.roles import Action
from guyub.foundation.kernel.web.menu import Entry

ENTRIES = (
    Entry(label="Jalur usaha", icon="route", url_name="development:own_path", group="Kelembagaan",
          requires=Action.VIEW_COOPERATIVE, place="KOPERASI", keywords="langkah akta nib berikutnya panduan"),
)  # fmt: skip
