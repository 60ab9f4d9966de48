"""What acts of journeys are called in the trail."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

SENTENCES: Mapping[str, str] = {
    "ledger.month.closed": "menutup buku bulan {month}",
    "ledger.year.closed": "menutup buku tahun {year} ({number})",
    "ledger.reopened": "membuka kembali buku sejak {since}: {reason}",
    "ledger.books.verified": "memeriksa buku: {entries} jurnal, {found} temuan",
    "members.pokok.paid": "menerima simpanan pokok seorang calon anggota, bayar ke-{part}",
    "members.pokok.taken_back": "membatalkan pembayaran simpanan pokok seorang calon anggota: {reason}",
    "members.member.admitted": "mencatat anggota baru {number} di buku daftar anggota",
    "members.welcome.printed": "mencetak slip selamat datang anggota {number}",
}
