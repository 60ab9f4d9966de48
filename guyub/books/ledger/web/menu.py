"""The books' place in the menu."""

from guyub.foundation.identity.domain.roles import Action
from guyub.foundation.kernel.web.menu import Entry

ENTRIES = (
    Entry(label="Buku & laporan", short="Buku", icon="book-open", url_name="ledger:own", group="Pembukuan",
          requires=Action.VIEW_STATEMENTS, place="KOPERASI", rank=15, is_family=True,
          keywords="neraca hasil usaha shu arus kas jurnal buku besar akun laporan keuangan"),
)  # fmt: skip
