"""The inbox's place in the menu."""

from guyub.foundation.identity.domain.roles import Action
from guyub.foundation.kernel.web.menu import Entry

ENTRIES = (
    Entry(label="Persetujuan", icon="inbox", url_name="approvals:inbox", requires=Action.VIEW_APPROVALS, rank=10,
          keywords="kotak orang kedua setuju tolak"),
)  # fmt: skip
