"""Development's places in the menu."""

from guyub.foundation.identity.domain.roles import Action
from guyub.foundation.kernel.web.menu import Entry

ENTRIES = (
    Entry(label="Jalur usaha", icon="route", url_name="development:own_path", group="Kelembagaan",
          requires=Action.VIEW_COOPERATIVE, place="KOPERASI", rank=20, keywords="langkah akta nib berikutnya panduan"),
    Entry(label="Koperasi dampingan", icon="route", url_name="development:mentor_desk", group="Pembinaan",
          requires=Action.VIEW_MENTORED, rank=0, keywords="pendamping meja laporan bulanan"),
    Entry(label="Kebutuhan", icon="package", url_name="development:needs", group="Pembinaan",
          requires=Action.VIEW_COOPERATIVE, rank=30, keywords="usul alat rak dana serah terima"),
    Entry(label="Bantuan", icon="life-buoy", url_name="development:help", group="Pembinaan",
          requires=Action.VIEW_COOPERATIVE, rank=30, keywords="minta tolong pendamping jawab"),
    Entry(label="Kunjungan", icon="map-pin", url_name="development:visits", group="Pembinaan",
          requires=Action.VIEW_COOPERATIVE, rank=30, keywords="rencana tindak lanjut pendamping"),
)  # fmt: skip
