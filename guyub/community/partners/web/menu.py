"""Places of partners in the menu."""

from guyub.foundation.identity.domain.roles import Action
from guyub.foundation.kernel.web.menu import Entry

ENTRIES = (
    Entry(label="Mitra", icon="truck", url_name="partners:partners", rank=30, is_family=True, place="KOPERASI",
          requires=Action.VIEW_PARTNERS,
          keywords="pemasok supplier produsen umkm agen bulog grosir bank lembaga rekening kontak"),
)  # fmt: skip
