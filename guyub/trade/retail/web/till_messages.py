"""What the rules of the till say when they refuse; a part of ``web/messages.py``."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.translation import gettext_noop as _

if TYPE_CHECKING:
    from collections.abc import Mapping

TILL_MESSAGES: Mapping[str, str] = {
    "retail.basket.refused:lines": _("Keranjang berisi 1 sampai 200 baris. Periksa isinya, lalu bayar lagi."),
    "retail.basket.refused:qty": _(
        "Jumlah di baris {line} harus di atas nol dan masuk akal. Perbaiki jumlahnya."
    ),
    "retail.basket.refused:price": _(
        "Harga di baris {line} harus di atas nol. Catat harga barang itu dahulu."
    ),
    "retail.basket.refused:discount": _("Potongan harus antara nol dan {most_rp}. Perbaiki potongannya."),
    "retail.basket.refused:reason": _("Potongan perlu alasan, 3 sampai 80 huruf. Tulis alasannya."),
    "retail.basket.refused:charge": _("Biaya tambahan tidak bisa dipakai di keranjang ini. Hapus biayanya."),
    "retail.basket.refused:ceiling": _(
        "Keranjang ini berisi barang dengan HET, jadi tidak boleh ada biaya tambahan. Hapus biaya {charge_rp}."
    ),
    "retail.basket.refused:tenders": _("Satu nota dibayar dengan paling banyak 5 cara. Gabungkan sebagian."),
    "retail.basket.refused:tender": _(
        "Jumlah tiap cara bayar harus di atas nol. Hapus cara bayar yang kosong."
    ),
    "retail.basket.refused:credit": _(
        "Bon hanya untuk anggota. Pilih anggotanya, atau pakai cara bayar lain."
    ),
    "retail.basket.refused:over": _(
        "Pembayaran lebih {over_rp} dari yang perlu dibayar. Kembalian hanya ada untuk tunai; perbaiki jumlahnya."
    ),
    "retail.basket.refused:short": _("Pembayaran kurang {missing_rp}. Tambah pembayaran, lalu coba lagi."),
    "retail.basket.refused:above": _("Baris {line}: {message} Turunkan harganya, atau keluarkan barang ini."),
    "retail.basket.refused:stopped": _("{message} Keluarkan dahulu baris {line}."),
    "retail.return.refused:lines": _("Belum ada barang yang dipilih. Pilih barang yang kembali."),
    "retail.return.refused:line": _(
        "Nota ini tidak punya baris {line}. Buka notanya lagi, lalu pilih barangnya."
    ),
    "retail.return.refused:qty": _(
        "Dari baris {line} paling banyak {most_qty} yang bisa kembali. Perbaiki jumlahnya."
    ),
    "retail.return.refused:reason": _("Tulis alasannya, 3 sampai 80 huruf."),
    "retail.return.refused:voided": _("Nota ini sudah dibatalkan. Tidak ada lagi yang bisa kembali."),
    "retail.return.refused:returned": _(
        "Sebagian barang nota ini sudah kembali. Terima sisanya sebagai retur, bukan pembatalan."
    ),
    "retail.return.refused:shift": _(
        "Nota ini dari giliran kasir yang sudah ditutup. Terima barangnya sebagai retur."
    ),
    "retail.return.refused:same": _(
        "Cara bayar ini sama dengan yang tercatat. Pilih cara bayar yang sebenarnya."
    ),
    "retail.return.refused:sum": _(
        "Jumlah cara bayar berselisih {difference_rp} dari nota. Samakan jumlahnya."
    ),
    "retail.return.refused:tender": _(
        "Tiap cara bayar disebut sekali, dengan jumlah di atas nol. Perbaiki isiannya."
    ),
    "retail.return.refused:credit": _(
        "Nota ini bukan nota anggota, jadi tidak bisa menjadi bon. Pilih cara lain."
    ),
    "retail.return.refused:own": _("Orang kedua harus orang lain. Minta rekan memasukkan PIN-nya."),
    "retail.qris.refused": _("{message} Periksa, lalu coba lagi."),
}
