"""Seven stops through the demonstration: who, what that person does there, and on which pages.

The pages are those of invented Bumiayu; whoever goes in at a stop is an invented person in that role.
"""

from __future__ import annotations

from typing import NamedTuple

BUMIAYU = "35.73.03.1003"


class Task(NamedTuple):
    """One thing to do at a stop, and the page where it is done."""

    words: str
    path: str


class Stop(NamedTuple):
    """One person's work.

    Args:
        role: Who goes in, as ``identity`` names roles; empty: nobody, a resident.
        who: As people call that person.
        why: What the person wants from the day.
        tasks: In order; the first is where the stop begins.
    """

    role: str
    who: str
    why: str
    tasks: tuple[Task, ...]


STOPS = (
    Stop(
        "KASIR",
        "Kasir",
        "Menjual cepat, juga tanpa sinyal, dan laci cocok di malam hari.",
        (
            Task(
                "Tekan Ikat peramban ini lalu Ikat, masuk sebagai Dewi, dan jual dua barang tunai.",
                "/gerai/kasir/",
            ),
            Task("Lihat nota yang baru masuk ke buku.", "/gerai/penjualan/"),
        ),
    ),
    Stop(
        "BENDAHARA",
        "Bendahara",
        "Sekali catat untuk satu kejadian, dan laporan yang diterima bank.",
        (
            Task("Catat bayar listrik Rp 350.000.", f"/catat/{BUMIAYU}/"),
            Task("Buka neraca: semua sudah ikut berubah.", f"/buku/{BUMIAYU}/neraca/"),
        ),
    ),
    Stop(
        "KETUA",
        "Ketua",
        "Menyetujui yang besar, dan tahu keadaan koperasinya.",
        (
            Task("Buka satu permintaan, baca sebabnya, lalu setujui dengan PIN 246802.", "/persetujuan/"),
            Task("Lihat langkah berikutnya dari akta ke usaha.", f"/jalur/{BUMIAYU}/"),
        ),
    ),
    Stop(
        "PENGAWAS",
        "Pengawas",
        "Melihat bahwa bukunya benar, dan bertanya kalau ada yang janggal.",
        (
            Task("Baca yang janggal bulan ini.", f"/pengawas/{BUMIAYU}/"),
            Task("Baca tanya jawab dengan pengurus.", f"/pengawas/{BUMIAYU}/tanya/"),
        ),
    ),
    Stop(
        "ANGGOTA",
        "Anggota",
        "Tahu simpanan, pinjaman, dan belanjanya sendiri.",
        (
            Task("Lihat ringkasan Anda.", "/saya/ringkasan/"),
            Task("Buka simpanan dan geraknya.", "/saya/simpanan/"),
        ),
    ),
    Stop(
        "PETUGAS_DINAS",
        "Diskopindag",
        "Tahu siapa yang macet di langkah apa sejak kapan, dan siapa butuh apa.",
        (
            Task("Lihat seluruh kota dalam satu menit.", "/kota/"),
            Task("Buka pembagian dan kebutuhan LPG 57 kelurahan.", "/kota/lpg/"),
        ),
    ),
    Stop(
        "",
        "Warga",
        "Tahu di mana ada LPG hari ini, berapa harganya, dan apa kerja koperasinya.",
        (
            Task("Cari LPG 3 kg hari ini.", "/lpg/"),
            Task("Buka halaman koperasi Bumiayu.", f"/koperasi/{BUMIAYU}/"),
        ),
    ),
)


def stop_at(number: int) -> Stop | None:
    """Give a stop by its number from 1; None where there is none."""
    return STOPS[number - 1] if 1 <= number <= len(STOPS) else None
