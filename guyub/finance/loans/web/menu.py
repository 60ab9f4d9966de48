"""The places of loans in the menu."""

from guyub.foundation.identity.domain.roles import Action
from guyub.foundation.kernel.web.menu import Entry

ENTRIES = (
    Entry(
        label="Pinjaman",
        rank=17,
        icon="hand-coins",
        url_name="loans:book",
        is_family=True,
        place="KOPERASI",
        requires=Action.VIEW_LOANS,
        keywords="angsuran cair lunas penjamin agunan akad tunggakan produk ketentuan jasa bunga denda provisi",
    ),
    Entry(
        label="Kelompok tanggung renteng",
        short="Kelompok",
        rank=18,
        icon="users",
        url_name="joint_groups:groups",
        is_family=True,
        place="KOPERASI",
        requires=Action.COLLECT_LOANS,
        keywords="renteng pertemuan lembar talangan dana kelompok angsuran kolektor",
    ),
    Entry(
        label="Daftar tagih angsuran",
        short="Angsuran",
        rank=19,
        icon="clipboard-check",
        url_name="instalment_lists:lists",
        is_family=True,
        place="KOPERASI",
        requires=Action.COLLECT_LOANS,
        keywords="kolektor angsuran pinjaman keliling jemput daftar tagih",
    ),
    Entry(
        label="Tunggakan",
        rank=19,
        icon="hand-coins",
        url_name="loan_arrears:arrears",
        is_family=True,
        place="KOPERASI",
        requires=Action.COLLECT_LOANS,
        keywords="kolektor pinjaman menunggak kunjungan janji angsuran terlambat tagih",
    ),
    Entry(
        label="Simulasi pinjaman",
        rank=91,
        icon="scale",
        url_name="loans:simulator",
        keywords="biaya bunga jasa efektif flat rentenir titil paylater cicilan hitung banding",
    ),
)
