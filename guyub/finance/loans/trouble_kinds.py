"""What lending asks of a second person when a loan is in trouble."""

from collections.abc import Mapping, Sequence
from datetime import timedelta
from typing import Any

from guyub.finance.loans.services.forgiving import FORGIVE_KIND, carry_out_forgive
from guyub.finance.loans.services.mass_pause import PAUSE_KIND, carry_out_pause
from guyub.finance.loans.services.restructuring import RESTRUCTURE_KIND, carry_out_restructure
from guyub.finance.loans.services.waiving import WAIVE_KIND, carry_out_waive
from guyub.finance.loans.services.writing_off import WRITE_OFF_KIND, carry_out_write_off
from guyub.foundation.approvals.domain.kinds import Kind
from guyub.foundation.identity.domain.roles import Action


def _restructure_details(facts: Mapping[str, Any]) -> Sequence[tuple[str, str]]:
    return (
        ("Peminjam", facts["name"]),
        ("Perubahan", facts["what"]),
        ("Mulai angsuran", facts["from"]),
        ("Dihapus", facts["forgiven"]),
        ("Menunggak", facts["overdue"]),
        ("Sisa yang harus dibayar", facts["total"]),
        ("Angsuran terakhir", facts["ends"]),
        ("Biaya sebenarnya", facts["cost"]),
    )


def _waive_details(facts: Mapping[str, Any]) -> Sequence[tuple[str, str]]:
    return (
        ("Peminjam", facts["name"]),
        ("Dihapus", f"{facts['what']} {facts['amount']}"),
        ("Terbuka saat diminta", facts["open"]),
        ("Sebab", facts["why"]),
    )


def _write_off_details(facts: Mapping[str, Any]) -> Sequence[tuple[str, str]]:
    return (
        ("Peminjam", facts["name"]),
        ("Pokok keluar dari buku", facts["amount"]),
        ("Ditutup penyisihan", facts["used"]),
        ("Menjadi beban sekarang", facts["cost"]),
        ("Piutang jasa yang dibatalkan", facts["jasa"]),
        ("Kolektibilitas", facts["class"]),
        ("Keputusan", facts["decided"]),
        ("Sebab", facts["why"]),
        ("Sesudahnya", "utang anggota tetap ada dan tetap ditagih"),
    )


def _forgive_details(facts: Mapping[str, Any]) -> Sequence[tuple[str, str]]:
    return (
        ("Peminjam", facts["name"]),
        ("Dihapus buku", facts["written_off"]),
        ("Sisa pokok", facts["principal"]),
        ("Seluruh utang hari diminta", facts["amount"]),
        ("Keputusan rapat anggota", facts["decided"]),
        ("Sebab", facts["why"]),
        ("Sesudahnya", "utang anggota berakhir; pembayaran tidak diterima lagi"),
    )


def _pause_details(facts: Mapping[str, Any]) -> Sequence[tuple[str, str]]:
    return (
        ("Pinjaman yang istirahat", facts["count"]),
        ("Tidak ikut, dengan alasannya", facts["left_out"]),
        ("Mulai", facts["from"]),
        ("Jasa selama jeda", facts["jasa"]),
        ("Pokok yang masih dipinjam", facts["left"]),
        ("Jatuh tempo selama jeda", facts["window"]),
        ("Seluruh sisa yang dibayar", facts["total"]),
        ("Angsuran terakhir", facts["last"]),
        ("Keputusan", f"{facts['number']}, {facts['title']}"),
    )


TROUBLE_KINDS = (
    Kind(
        code=RESTRUCTURE_KIND,
        title="Restrukturisasi pinjaman",
        ask=Action.KEEP_LOANS,
        approve=Action.APPROVE_LOANS,
        sentence="pinjaman {number}: {what}",
        carry_out=carry_out_restructure,
        lasts=timedelta(days=30),
        details=_restructure_details,
        view=Action.VIEW_LOANS,
    ),
    Kind(
        code=WAIVE_KIND,
        title="Penghapusan denda, jasa, atau biaya",
        ask=Action.KEEP_LOANS,
        approve=Action.APPROVE_LOANS,
        sentence="{what} {amount} pada pinjaman {number} dihapus",
        carry_out=carry_out_waive,
        lasts=timedelta(days=14),
        details=_waive_details,
        view=Action.VIEW_LOANS,
    ),
    Kind(
        code=WRITE_OFF_KIND,
        title="Hapus buku pinjaman",
        ask=Action.KEEP_LOANS,
        approve=Action.APPROVE_LOANS,
        sentence="pinjaman {number} dihapus buku, {amount}",
        carry_out=carry_out_write_off,
        lasts=timedelta(days=30),
        details=_write_off_details,
        view=Action.VIEW_LOANS,
    ),
    Kind(
        code=FORGIVE_KIND,
        title="Hapus tagih pinjaman",
        ask=Action.KEEP_LOANS,
        approve=Action.APPROVE_LOANS,
        sentence="utang pinjaman {number} dihapus, sisa pokok {principal}",
        carry_out=carry_out_forgive,
        lasts=timedelta(days=30),
        details=_forgive_details,
        view=Action.VIEW_LOANS,
    ),
    Kind(
        code=PAUSE_KIND,
        title="Jeda angsuran setelah bencana",
        ask=Action.KEEP_LOANS,
        approve=Action.APPROVE_LOANS,
        sentence="{count} pinjaman ({aim}) istirahat {months} bulan",
        carry_out=carry_out_pause,
        lasts=timedelta(days=30),
        details=_pause_details,
        view=Action.VIEW_LOANS,
    ),
)
