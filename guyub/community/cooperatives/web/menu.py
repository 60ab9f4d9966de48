"""Places of cooperatives in the menu."""

from guyub.foundation.identity.domain.roles import Action
from guyub.foundation.kernel.web.menu import Entry

ENTRIES = (
    Entry(label="Lembaga", icon="building-2", url_name="cooperatives:own", group="Kelembagaan",
          requires=Action.VIEW_COOPERATIVE, place="KOPERASI", rank=25,
          keywords="akta ahu npwp nib nik dokumen surat izin kbli rekening"),
    Entry(label="Pengurus", icon="users", url_name="cooperatives:own_officers", group="Kelembagaan",
          requires=Action.VIEW_COOPERATIVE, place="KOPERASI", rank=25,
          keywords="pengawas ketua masa jabatan serah terima lurah"),
    Entry(label="Gerai", icon="shopping-basket", url_name="cooperatives:own_outlets", group="Kelembagaan",
          requires=Action.VIEW_COOPERATIVE, place="KOPERASI", rank=25,
          keywords="unit usaha sembako lpg klinik apotek gudang kantor"),
    Entry(label="Impor", icon="upload", url_name="cooperatives:imports", group="Pembinaan",
          requires=Action.IMPORT_NETWORK, keywords="unggah tabel excel csv simkopdes daftar pengurus laporan"),
)  # fmt: skip
