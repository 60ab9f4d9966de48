"""Places of members in the menu."""

from guyub.foundation.identity.domain.roles import Action
from guyub.foundation.kernel.web.menu import Entry

ENTRIES = (
    Entry(label="Anggota", icon="users", url_name="register:members", rank=20, is_family=True, place="KOPERASI",
          requires=Action.VIEW_MEMBERS, keywords="daftar nomor cari nama pendaftaran kartu kelompok impor keluar"),
    Entry(label="Buku koperasi", short="Buku", icon="book-open", url_name="registers:books", group="Kelembagaan",
          requires=Action.VIEW_MEMBER_FILE, place="KOPERASI", is_family=True,
          keywords="16 buku daftar anggota pengurus karyawan tamu agenda surat ekspedisi kejadian anjuran saran"),
    Entry(label="Surat warga", icon="inbox", url_name="members:letters", group="Kelembagaan",
          requires=Action.HANDLE_LETTERS, keywords="bergabung calon anggota usul keluhan saran jawab"),
)  # fmt: skip
