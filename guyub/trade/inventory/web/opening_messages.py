"""What the refusals of tables of goods say."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.translation import gettext_noop as _

from guyub.foundation.intake.web.refusals import shared_messages

if TYPE_CHECKING:
    from collections.abc import Mapping

OPENING_MESSAGES: Mapping[str, str] = {
    **shared_messages("inventory.opening.refused"),
    "inventory.opening.refused:empty": _(
        "Berkas ini belum berisi daftar. Unggah tabel dengan judul kolom dan paling sedikit satu barang."
    ),
    "inventory.opening.refused:many": _(
        "Paling banyak {most} barang tiap tabel. Bagi menjadi beberapa berkas, lalu unggah satu per satu."
    ),
    "inventory.opening.refused:place": _("Tempat ini tidak ada atau sudah ditutup. Pilih tempat lain."),
    "inventory.opening.refused:lacking": _(
        "Kolom nama barang belum dipilih. Pilih kolomnya, lalu simpan dan periksa lagi."
    ),
    "inventory.opening.refused:nothing": _(
        "Tidak ada barang di tabel ini. Periksa lembar dan baris judulnya."
    ),
    "inventory.opening.refused:location": _(
        "Belum jelas di mana barangnya. Minta pengelola memilih tempatnya di bawah, lalu masukkan."
    ),
    "inventory.opening.refused:unopened": _(
        "Buku belum dimulai, jadi stok belum bisa masuk. Mulai buku dan catat saldo awal dulu."
    ),
    "inventory.opening.refused:more": _(
        "Nilai stok di tabel {total_rp}, di saldo awal tinggal {left_rp}: lebih {difference_rp}."
        " Cocokkan tabel dengan saldo awal."
    ),
    "inventory.opening.refused:changed": _(
        "Daftar barang atau saldo awal berubah sementara tabel dimasukkan. Belum ada yang masuk; periksa lagi, lalu"
        " ulangi."
    ),
    "inventory.opening.refused:moved": _(
        "{count} barang dari tabel ini sudah bergerak, jadi tidak bisa dibatalkan utuh. Betulkan dengan hitung stok."
    ),
    "inventory.opening.refused:used": _(
        "{count} barang dari tabel ini sudah dipakai di tempat lain, misalnya pesanan, jadi tidak bisa dibatalkan utuh."
        " Betulkan satu per satu di halaman barangnya."
    ),
}
