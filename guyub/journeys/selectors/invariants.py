"""What must hold in every context, from each one's ``selectors/invariants.py``: the list behind three commands.

*verify* asks the ledger for its ``INVARIANTS``; *reconcile* asks every context that has a ``RECONCILIATIONS`` tuple,
which compares a sub-ledger with its control account; *audit* asks for everything. Closing a month is an audit too.
"""

from __future__ import annotations

from contextlib import contextmanager
from enum import StrEnum
from functools import cache
from importlib import import_module
from importlib.util import find_spec
from typing import TYPE_CHECKING

from django.apps import apps
from django.db import connection, transaction

from guyub.foundation.kernel.tenancy.scope import scope

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

    from guyub.foundation.kernel.selectors.invariants import Broken

    Rule = Callable[[int], Iterator[Broken]]

LEDGER = "ledger"
# What a rule of the house says when it does not hold, in plain words. The ledger's findings speak for themselves.
RULE_WORDS: Mapping[str, str] = {
    "approvals.two_people": "Ada yang disetujui tanpa cukup orang kedua",
    "assets.month": "Penyusutan satu bulan berbeda dari jadwalnya",
    "assets.register": "Daftar aset berbeda dari buku",
    "assets.spread": "Sisa yang disebar lebih besar daripada akunnya",
    "subsidised.delivery": "Kiriman agen berbeda dari penerimaan barangnya atau dari tabung yang ditukar",
    "subsidised.households.replaced": "Perkiraan rumah tangga mengganti angka barang atau kelurahan lain",
    "subsidised.households.share": "Kebutuhan rumah tangga pada pembagian berbeda dari yang ditulis kota",
    "subsidised.quota.blocked": "Lebih banyak terjual atau disisihkan daripada yang dibolehkan batas",
    "subsidised.quota.entered": "Jatah terpakai oleh penjualan yang tidak mencatat pembelinya",
    "subsidised.quota.sale": "Penjualan dan jatah yang dipakainya berbeda",
    "subsidised.quota.slice": "Jatah disisihkan untuk perangkat yang tidak dapat menjualnya lagi",
    "subsidised.quota.use": "Catatan pemakaian jatah tidak utuh",
    "subsidised.queue.order": "Urutan antrean barang berjatah berbeda dari hitungannya",
    "subsidised.official.state": "Keadaan di situs resmi berbeda dari langkah terakhir yang dicatat orang",
    "subsidised.official.taken_back": "Penjualan berjatah yang dibatalkan tidak cocok dengan keadaannya di situs resmi",
    "subsidised.day_close.differs": "Tanda selisih lembar harian berbeda dari angkanya",
    "consignment.control": "Utang kepada penitip berbeda dari akunnya di buku besar",
    "consignment.moves": "Gerak barang titipan berbeda dari gerak stoknya",
    "consignment.statement": "Perhitungan titip jual berbeda dari geraknya atau bayarannya",
    "consignment.stock": "Barang titipan berbeda dari geraknya, atau punya nilai di buku",
    "cooperatives.officer.double": "Satu orang memegang dua jabatan",
    "cooperatives.officer.handover": "Serah terima tidak cocok dengan jabatannya",
    "cooperatives.outlet.permit": "Gerai berjalan tanpa izin usaha yang berlaku",
    "cooperatives.paper.replaces": "Dokumen mengganti dokumen dari jenis lain",
    "cooperatives.paper.scan": "Pindaian dokumen tidak cocok dengan dokumennya",
    "cooperatives.paper.single": "Dokumen yang hanya boleh satu berlaku lebih dari satu",
    "devices.chain": "Urutan catatan perangkat kasir tidak bersambung",
    "devices.resolution": "Catatan perangkat yang sudah masuk diputuskan lagi",
    "development.need.gapless": "Nomor kebutuhan tidak urut",
    "development.need.history": "Riwayat kebutuhan melompati langkah",
    "development.need.state": "Keadaan kebutuhan berbeda dari riwayatnya",
    "identity.audit.chain": "Jejak tindakan tidak bersambung",
    "identity.audit.name": "Ada tindakan tanpa nama pelakunya",
    "inventory.batches": "Isi kemasan bernomor berbeda dari stoknya",
    "inventory.container_book": "Jumlah wadah berbeda dari yang ada di tempat dan di tangan orang",
    "inventory.container_deposits": "Jaminan wadah berbeda dari buku",
    "inventory.container_moves": "Wadah di satu tempat atau orang berbeda dari geraknya",
    "inventory.control": "Nilai stok berbeda dari akun persediaan",
    "inventory.layers": "Stok berbeda dari lapisan harga belinya",
    "inventory.months": "Stok berbeda dari jumlah bulanannya",
    "inventory.paper.gapless": "Nomor kertas kerja stok tidak urut",
    "inventory.paper.moves": "Kertas kerja stok berbeda dari gerak barangnya",
    "inventory.transfer.way": "Barang dalam perjalanan berbeda dari kirimannya",
    "inventory.opening.move": "Barang dari tabel saldo awal berbeda dari gerak stoknya",
    "inventory.opening.totals": "Jumlah tabel barang berbeda dari barangnya",
    "inventory.stock": "Stok berbeda dari geraknya",
    "kernel.file.version": "Versi berkas tidak urut",
    "kernel.outbox.gapless": "Nomor kabar antarbagian tidak urut",
    "loans.application.gapless": "Nomor permohonan pinjaman tidak urut",
    "loans.application.loan": "Pinjaman berbeda dari yang diputus komite",
    "loans.application.score": "Nilai analisis berbeda dari rinciannya",
    "loans.book.changed": "Hari buku pinjaman tidak cocok dengan barisnya",
    "loans.book.classes": "Jumlah buku pinjaman berbeda dari kelas-kelasnya",
    "loans.book.history": "Pinjaman berbeda dari riwayat hariannya",
    "loans.book.receivable": "Pinjaman tidak lancar memiliki piutang jasa, atau penyisihan melebihi pinjamannya",
    "loans.collection": "Daftar tagih angsuran berbeda dari pembayarannya",
    "loans.collection.difference": "Selisih daftar tagih angsuran berbeda dari buku",
    "loans.control": "Buku pinjaman berbeda dari akun piutang, jasa, atau penyisihannya",
    "loans.group.control": "Jumlah dana kelompok berbeda dari buku",
    "loans.group.cover": "Talangan kelompok berbeda dari pembayarannya",
    "loans.group.fund": "Dana kelompok berbeda dari geraknya",
    "loans.group.sheet": "Lembar pertemuan kelompok berbeda dari pembayarannya",
    "loans.guarantee.ended": "Pinjaman yang selesai masih punya penjamin",
    "loans.guarantee.hold": "Simpanan penjamin yang ditahan berbeda dari jaminannya",
    "loans.guarantee.repaid": "Penggantian kepada penjamin berbeda dari yang dibayar atau dari simpanannya",
    "loans.loan.ended": "Pinjaman yang lunas masih punya angsuran",
    "loans.loan.instalments": "Sisa angsuran pinjaman berbeda dari sisa pokoknya",
    "loans.loan.principal": "Sisa pokok pinjaman berbeda dari pembayarannya",
    "loans.opening.loan": "Pinjaman dari tabel saldo awal tidak mulai dengan sisa pokok yang ditulis",
    "loans.opening.totals": "Jumlah tabel pinjaman berjalan berbeda dari pinjamannya",
    "loans.premiums": "Premi asuransi yang menunggu disetor berbeda dari buku",
    "loans.relief": "Keringanan pinjaman menunjuk peristiwa pinjaman lain",
    "loans.forgiven": "Pinjaman dihapus tagih tanpa keputusannya, atau jumlahnya berbeda",
    "loans.write_off": "Pinjaman dihapus buku tanpa keputusannya, atau sebaliknya",
    "members.application.gapless": "Nomor pendaftaran anggota tidak urut",
    "members.book.corrections": "Koreksi buku koperasi menunjuk baris lain",
    "members.book.gapless": "Nomor buku koperasi tidak urut",
    "members.exit.gapless": "Nomor perkara keluar tidak urut",
    "members.card.gapless": "Kartu anggota tidak urut",
    "members.card.standing": "Kartu berlaku di tangan yang bukan anggota",
    "members.file.history": "Berkas anggota berbeda dari riwayatnya",
    "members.group.renteng": "Anggota di dua kelompok tanggung renteng",
    "members.heirs.whole": "Bagian ahli waris tidak genap 100 persen",
    "members.letter.gapless": "Nomor surat warga tidak urut",
    "members.register.events": "Keadaan anggota berbeda dari riwayatnya",
    "members.register.numbers": "Nomor anggota tidak sesuai urutannya",
    "members.suggestion.whole": "Jawaban surat warga tidak lengkap",
    "oversight.review.anchor": "Segel yang disahkan pengawas tidak ada di jurnal",
    "oversight.sample.again": "Sampel pengawas berbeda bila diacak lagi",
    "parameters.decision": "Parameter menunjuk keputusan yang tidak ada",
    "parameters.key": "Ada parameter yang tidak dikenal",
    "partners.account.agreed": "Rekening mitra berbeda dari yang disetujui dua orang",
    "partners.account.history": "Riwayat rekening mitra tidak urut",
    "partners.partner.name": "Nama mitra berbeda dari nama pembandingnya",
    "procurement.bill": "Tagihan pemasok berbeda dari baris dan pembayarannya",
    "procurement.control": "Utang pemasok berbeda dari akunnya di buku besar",
    "procurement.credit": "Potongan pemasok berbeda dari pemakaiannya",
    "procurement.opening.bill": "Utang dari tabel saldo awal berbeda dari jurnalnya",
    "procurement.opening.totals": "Jumlah tabel utang pemasok berbeda dari notanya",
    "procurement.order": "Barang pesanan yang datang berbeda dari penerimaannya",
    "procurement.payment": "Bayaran kepada pemasok berbeda dari tagihan yang dilunasinya",
    "procurement.receipt": "Barang datang yang ditagih berbeda dari tagihannya",
    "retail.control": "Uang pesanan pembeli berbeda dari akunnya di buku besar",
    "retail.granted": "Barang setor beli yang dibagikan lebih dari yang datang",
    "retail.handed": "Barang setor beli yang diserahkan berbeda dari penyerahannya",
    "retail.sale.lines": "Jumlah baris satu nota berbeda dari yang dibayar",
    "retail.sale.tenders": "Cara bayar satu nota berbeda dari yang dibayar",
    "retail.sale.entry": "Satu nota berbeda dari jurnalnya",
    "retail.sale.moves": "Barang satu nota berbeda dari mutasi stoknya",
    "retail.bon": "Bon anggota yang belum dibayar berbeda dari akunnya di buku besar",
    "retail.gateway": "Satu kabar pembayaran berbeda dari yang dikirim gerbangnya",
    "retail.qris.open": "QRIS satu nota yang belum masuk berbeda dari penyelesaiannya",
    "retail.qris": "QRIS kasir yang belum masuk rekening berbeda dari akunnya di buku besar",
    "retail.bon.open": "Bon satu nota yang belum dibayar berbeda dari pembayarannya",
    "retail.bon.payment": "Satu pembayaran bon berbeda dari nota yang dilunasinya",
    "retail.order": "Uang satu pesanan setor beli berbeda dari barang dan pengembaliannya",
    "savings.account.balance": "Saldo simpanan berbeda dari geraknya",
    "savings.bill": "Tagihan simpanan wajib berbeda dari pembayaran dan keringanannya",
    "savings.collection": "Daftar tagih berbeda dari bukti pembayarannya",
    "savings.collection.difference": "Selisih daftar tagih berbeda dari buku",
    "savings.candidate": "Calon anggota sudah lunas tetapi belum bernomor",
    "savings.control": "Jumlah simpanan anggota berbeda dari buku",
    "savings.hold": "Simpanan yang ditahan berbeda dari penahanannya",
    "savings.jasa.accrued": "Jasa simpanan yang tercatat berbeda dari yang sudah dihitung",
    "savings.jasa.chain": "Hitungan jasa simpanan tidak bersambung dari bulan ke bulan",
    "savings.jasa.control": "Jumlah jasa simpanan berbeda dari buku",
    "savings.jasa.moved": "Jasa yang masuk simpanan berbeda dari geraknya",
    "savings.jasa.tax": "Pajak jasa simpanan berbeda dari jasanya",
    "treasury.place.account": "Ada uang di akun kas yang bukan laci, brankas, atau bank",
    "treasury.place.below_nothing": "Laci atau brankas kurang dari nol",
    "treasury.shift.counted": "Hasil hitung saat giliran ditutup tidak sama dengan buku",
    "treasury.claims": "Daftar klaim nota berbeda dari akunnya",
    "treasury.funds": "Gerak dana berbeda dari akunnya",
    "treasury.bank.match": "Baris bank dan catatan buku yang dicocokkan berbeda jumlah",
    "treasury.bank.sheet": "Rekonsiliasi bank yang tersimpan tidak cocok lagi",
}


class Examination(StrEnum):
    """How much is looked at."""

    VERIFY = "verify"
    RECONCILE = "reconcile"
    AUDIT = "audit"


@cache
def listed(name: str) -> Mapping[str, tuple[Rule, ...]]:
    """Collect a tuple of rules, ``INVARIANTS`` or ``RECONCILIATIONS``, by the label of its context."""
    found: dict[str, tuple[Rule, ...]] = {}
    for config in apps.get_app_configs():
        module = f"{config.name}.selectors.invariants"
        if config.name.startswith("guyub.") and find_spec(f"{config.name}.selectors") and find_spec(module):
            rules = getattr(import_module(module), name, ())
            if rules:
                found[config.label] = tuple(rules)
    return found


def broken_rules(*, cooperative_id: int, examination: Examination) -> Iterator[Broken]:
    """Give everything that does not hold in a cooperative. Needs its scope."""
    if examination is Examination.VERIFY:
        rules = [*listed("INVARIANTS").get(LEDGER, ())]
    else:
        rules = [rule for of_context in listed("RECONCILIATIONS").values() for rule in of_context]
    if examination is Examination.AUDIT:
        rules = [rule for of_context in listed("INVARIANTS").values() for rule in of_context] + rules
    for rule in rules:
        yield from rule(cooperative_id)


def said(broken: Broken) -> str:
    """Say in plain words what does not hold, and what differs."""
    words = RULE_WORDS.get(broken.rule)
    return f"{words}: {broken.what}." if words else broken.what


@contextmanager
def one_moment(cooperative_id: int) -> Iterator[None]:
    """Open the scope of a cooperative as it stands at one moment: whoever writes meanwhile is not seen."""
    is_outermost = not connection.in_atomic_block
    with transaction.atomic():
        if is_outermost:
            with connection.cursor() as cursor:
                cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ")
        with scope(cooperative_id):
            yield
