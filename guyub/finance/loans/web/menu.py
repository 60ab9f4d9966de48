"""The place of loans in the menu."""

from guyub.foundation.kernel.web.menu import Entry

ENTRIES = (
    Entry(
        label="Simulasi pinjaman",
        rank=91,
        icon="scale",
        url_name="loans:simulator",
        keywords="biaya bunga jasa efektif flat rentenir titil paylater cicilan hitung banding",
    ),
)
