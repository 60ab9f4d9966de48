"""The public site's place in the menu."""

from guyub.foundation.kernel.web.menu import Entry

ENTRIES = (
    Entry(
        label="Halaman depan",
        rank=90,
        icon="globe",
        url_name="public_site:home",
        keywords="kota malang peta daftar koperasi kelurahan publik",
    ),
)
