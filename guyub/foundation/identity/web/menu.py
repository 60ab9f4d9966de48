"""Identity's places in the menu."""

from guyub.foundation.identity.domain.roles import Action
from guyub.foundation.kernel.web.menu import Entry

ENTRIES = (
    Entry(label="Peran saya", icon="id-card", url_name="identity:own", group="Anda", requires=Action.VIEW_OWN,
          keywords="saya kursi ganti"),
    Entry(label="Orang & peran", icon="users", url_name="identity:people", group="Kelembagaan",
          requires=Action.VIEW_PEOPLE, keywords="pengurus undang jabatan"),
    Entry(label="Tabel peran", icon="shield-check", url_name="identity:roles", group="Kelembagaan",
          requires=Action.VIEW_ROLES, keywords="hak wewenang siapa boleh apa"),
    Entry(label="Jejak", icon="clipboard-check", url_name="identity:audit", group="Kelembagaan",
          requires=Action.VIEW_AUDIT, keywords="audit riwayat catatan siapa"),
    Entry(label="Data pribadi", icon="lock", url_name="identity:privacy", group="Kelembagaan",
          requires=Action.VIEW_PEOPLE, keywords="privasi permintaan kebocoran persetujuan"),
    Entry(label="Kunci API", icon="qr-code", url_name="identity:tokens", group="Kelembagaan",
          requires=Action.MANAGE_TOKENS, keywords="token program sambungan"),
    Entry(label="Akun saya", icon="lock", url_name="identity:account", group="Anda",
          requires=Action.VIEW_OWN, keywords="kata sandi pin pengaman kunci sandi aplikasi"),
)  # fmt: skip
