"""What the refusals of tables of debts say."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.translation import gettext_noop as _

from guyub.foundation.intake.web.refusals import shared_messages

if TYPE_CHECKING:
    from collections.abc import Mapping

OPENING_MESSAGES: Mapping[str, str] = {
    **shared_messages("procurement.opening.refused"),
    "procurement.opening.refused:empty": _(
        "Berkas ini belum berisi daftar. Unggah tabel dengan judul kolom dan paling sedikit satu nota."
    ),
    "procurement.opening.refused:many": _(
        "Paling banyak {most} nota tiap tabel. Bagi menjadi beberapa berkas, lalu unggah satu per satu."
    ),
    "procurement.opening.refused:lacking": _(
        "Kolom pemasok, nomor nota, tanggal, atau sisa utang belum dipilih. Pilih kolomnya, lalu simpan dan periksa"
        " lagi."
    ),
    "procurement.opening.refused:nothing": _(
        "Tidak ada utang di tabel ini. Periksa lembar dan baris judulnya."
    ),
    "procurement.opening.refused:unopened": _(
        "Buku belum dimulai, jadi utang belum bisa masuk. Mulai buku dan catat saldo awal dulu."
    ),
    "procurement.opening.refused:more": _(
        "Utang di tabel {total_rp}, di saldo awal tinggal {left_rp}: lebih {difference_rp}."
        " Cocokkan tabel dengan saldo awal."
    ),
    "procurement.opening.refused:changed": _(
        "Daftar pemasok, tagihan, atau saldo awal berubah sementara tabel dimasukkan. Belum ada yang masuk; periksa"
        " lagi, lalu ulangi."
    ),
    "procurement.opening.refused:paid": _(
        "{count} nota dari tabel ini sudah dibayar atau dipotong, jadi tidak bisa dibatalkan utuh. Batalkan bayarannya"
        " dulu, atau catat nota kredit."
    ),
}
