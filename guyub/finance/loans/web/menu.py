"""The places of loans in the menu."""

from guyub.foundation.identity.domain.roles import Action
from guyub.foundation.kernel.web.menu import Entry

ENTRIES = (
    Entry(
        label="Pinjaman",
        rank=17,
        icon="hand-coins",
        url_name="loan_products:products",
        is_family=True,
        place="KOPERASI",
        requires=Action.VIEW_LOANS,
        keywords="produk ketentuan jasa bunga suku angsuran denda provisi penjamin agunan",
    ),
    Entry(
        label="Simulasi pinjaman",
        rank=91,
        icon="scale",
        url_name="loans:simulator",
        keywords="biaya bunga jasa efektif flat rentenir titil paylater cicilan hitung banding",
    ),
)
