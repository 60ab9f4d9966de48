"""Places of the member's own pages in the menu."""

from guyub.foundation.identity.domain.roles import Action
from guyub.foundation.kernel.web.menu import Entry

ENTRIES = (
    Entry(label="Ringkasan saya", short="Saya", icon="wallet", url_name="member_desk:home",
          requires=Action.OWN_MEMBERSHIP, rank=0, keywords="beranda saldo anggota"),
    Entry(label="Simpanan", icon="piggy-bank", url_name="member_desk:savings",
          requires=Action.OWN_MEMBERSHIP, rank=1, keywords="buku tabungan pokok wajib sukarela"),
    Entry(label="Pinjaman saya", short="Pinjaman", icon="hand-coins", url_name="member_desk:loans",
          requires=Action.OWN_MEMBERSHIP, rank=2, is_family=True, keywords="ajukan permohonan banding utang"),
    Entry(label="Pesanan saya", short="Pesanan", icon="shopping-basket", url_name="member_desk:own_orders",
          requires=Action.OWN_MEMBERSHIP, rank=6, keywords="setor beli barang ambil uang kembali"),
    Entry(label="Titipan saya", short="Titipan", icon="shopping-basket", url_name="member_desk:own_consigned",
          requires=Action.OWN_MEMBERSHIP, rank=7, keywords="titip jual produk sendiri umkm hasil terjual"),
    Entry(label="Jatah saya", short="Jatah", icon="id-card", url_name="member_desk:own_rations",
          requires=Action.OWN_MEMBERSHIP, rank=9, keywords="lpg tabung subsidi nik siapa memakai pembelian"),
    Entry(label="Belanja & bon", short="Belanja", icon="notebook-pen", url_name="member_desk:own_bon",
          requires=Action.OWN_MEMBERSHIP, rank=8, keywords="belanja gerai bon utang nota setahun shu"),
    Entry(label="Data saya", short="Data", icon="id-card", url_name="member_desk:own_data",
          requires=Action.OWN_MEMBERSHIP, rank=3, keywords="nik persetujuan salinan siapa melihat"),
    Entry(label="Permintaan saya", short="Permintaan", icon="message-circle", url_name="member_desk:requests",
          requires=Action.OWN_MEMBERSHIP, rank=4, is_family=True, keywords="koreksi sanggah jawaban"),
    Entry(label="Saran & keluhan", short="Saran", icon="inbox", url_name="member_desk:suggest",
          requires=Action.OWN_MEMBERSHIP, rank=5, keywords="usul keluhan kotak"),
)  # fmt: skip
