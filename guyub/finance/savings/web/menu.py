"""Places of savings in the menu."""

from guyub.foundation.identity.domain.roles import Action
from guyub.foundation.kernel.web.menu import Entry

ENTRIES = (
    Entry(label="Simpanan", icon="piggy-bank", url_name="savings:counter", rank=15, is_family=True, place="KOPERASI",
          requires=Action.VIEW_SAVINGS, keywords="loket setor ambil tabungan tagihan wajib jasa pajak bilyet produk"),
    Entry(label="Daftar tagih", short="Tagih", icon="clipboard-check", url_name="collections:lists", rank=16,
          requires=Action.COLLECT_SAVINGS, place="KOPERASI", is_family=True,
          keywords="kolektor tagihan simpanan wajib keliling jemput setoran slip"),
)  # fmt: skip
