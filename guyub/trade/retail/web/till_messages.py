"""What the rules of the till say when they refuse; a part of ``web/messages.py``."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.translation import gettext_noop as _

if TYPE_CHECKING:
    from collections.abc import Mapping

TILL_MESSAGES: Mapping[str, str] = {
    "retail.receipt.refused:gone": _("Nota ini tidak ada. Muat ulang halaman."),
    "retail.receipt.refused:goods": _("Nota ganti cara bayar tidak punya kertas. Cetak nota aslinya."),
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
    "retail.basket.refused:service": _(
        "Barang ber-HET tidak boleh kena biaya tambahan. Keluarkan {name} dari keranjang."
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
    "retail.till_event.unread:field": _(
        "Isian {name} di catatan ini tidak bisa dibaca. Catat dengan tangan, lalu pilih tidak dimasukkan."
    ),
    "retail.till_event.unread:ties": _(
        "Hitungan {name} di catatan ini tidak cocok. Tanyakan kepada kasir, lalu catat dengan tangan."
    ),
    "retail.correction.refused:line": _("Nota ini tidak punya baris {line}. Periksa nomor barisnya."),
    "retail.correction.refused:product": _("Tidak ada barang berkode {code}. Cari kodenya di daftar barang."),
    "retail.correction.refused:unit": _(
        "Jumlah di baris {line} tidak pas dihitung dengan satuan barang itu. Pilih barang lain, atau catat sendiri."
    ),
    "retail.till_event.refused:till": _(
        "Perangkat ini belum punya tempat barang dan laci. Atur kasirnya dahulu, lalu masukkan lagi."
    ),
    "retail.till_event.refused:cashier": _(
        "Petugas di catatan ini belum punya peran kasir waktu itu. Periksa perannya, lalu putuskan."
    ),
    "retail.till_event.refused:member": _(
        "Anggota di catatan ini tidak ada di koperasi Anda. Tanyakan kepada kasir, lalu putuskan."
    ),
    "retail.till_event.refused:product": _(
        "Barang di baris {line} tidak ada di koperasi Anda. Catat penjualannya dengan tangan."
    ),
    "retail.till_event.refused:unit": _(
        "Satuan di baris {line} bukan satuan barang itu. Catat penjualannya dengan tangan."
    ),
    "retail.till_event.refused:terms": _(
        "Barang titipan di baris {line} belum punya perjanjian. Tulis perjanjiannya di Titip jual, lalu masukkan lagi."
    ),
    "retail.till_event.refused:bank": _(
        "Kasir ini belum punya rekening untuk transfer. Pilih rekeningnya di pengaturan kasir, lalu masukkan lagi."
    ),
    "retail.till_event.refused:safe": _(
        "Kasir ini belum punya brankas untuk setoran. Pilih brankasnya di pengaturan kasir, lalu masukkan lagi."
    ),
    "retail.till_event.refused:sale": _(
        "Nota yang dimaksud belum masuk ke buku. Putuskan dahulu catatan penjualannya, lalu masukkan lagi."
    ),
    "retail.till_event.refused:shift": _(
        "Nota ini dari giliran kasir yang lain. Terima barangnya sebagai retur."
    ),
    "retail.till_event.refused:voided": _("Nota ini sudah dibatalkan. Pilih tidak dimasukkan."),
    "retail.till_event.refused:returned": _(
        "Sebagian barang nota ini sudah kembali. Terima sisanya sebagai retur."
    ),
    "retail.till_event.refused:settled": _(
        "Bon atau QRIS nota ini sudah diselesaikan. Batalkan penyelesaiannya dahulu, lalu masukkan lagi."
    ),
    "retail.till_event.refused:way": _(
        "Uang anggota diterima tunai atau transfer. Catat di loket, lalu pilih tidak dimasukkan."
    ),
    "retail.till_event.refused:kept": _(
        "Nota ini di buku dibayar dengan cara lain dari yang dicatat kasir. Lihat notanya, lalu putuskan."
    ),
    "retail.till_event.refused:number": _(
        "Nomor kasir {number} bukan dari perangkat ini, atau sudah dipakai. Tanyakan kepada kasir, lalu putuskan."
    ),
    "retail.till_event.refused:qty": _(
        "Dari baris {line} nota itu tidak tersisa sebanyak ini. Tanyakan kepada kasir, lalu putuskan."
    ),
    "retail.till_event.refused:amount": _(
        "Uang yang dikembalikan lebih dari yang dibayar untuk nota itu. Tanyakan kepada kasir, lalu putuskan."
    ),
    "retail.till.refused:device": _("Perangkat ini tidak ada atau sudah dicabut. Pilih perangkat lain."),
    "retail.till.refused:location": _("Tempat barang ini tidak ada atau sudah ditutup. Pilih tempat lain."),
    "retail.till.refused:drawer": _(
        "Laci ini tidak ada, sudah ditutup, atau dipakai kasir lain. Pilih laci lain."
    ),
    "retail.till.refused:bank": _("Rekening ini tidak ada atau sudah ditutup. Pilih rekening lain."),
    "retail.till.refused:safe": _("Brankas ini tidak ada atau sudah ditutup. Pilih brankas lain."),
    "retail.till.refused:step": _(
        "Pembulatan tunai paling sedikit Rp 1 dan paling banyak {most}. Misalnya 100."
    ),
    "retail.till_pin.refused:digits": _("PIN kasir terdiri dari 6 angka. Tulis lagi."),
    "retail.till_pin.refused:simple": _("PIN ini mudah ditebak. Pilih 6 angka lain, jangan berurutan."),
    "retail.qris.refused": _("{message} Periksa, lalu coba lagi."),
}
