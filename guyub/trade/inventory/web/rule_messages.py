"""What the rules of prices, units and barcodes say when they refuse."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.translation import gettext_noop as _

from guyub.trade.inventory.domain.price_rules import Channel

if TYPE_CHECKING:
    from collections.abc import Mapping

CHANNEL_WORDS: Mapping[Channel, str] = {
    Channel.ANY: "semua penjual",
    Channel.PENGECER: "pengecer",
    Channel.PANGKALAN: "pangkalan",
    Channel.SUB_PANGKALAN: "sub pangkalan",
    Channel.PPTS: "kios pupuk (PPTS)",
    Channel.AGEN: "agen",
    Channel.BULOG: "gudang Bulog",
    Channel.D1: "distributor 1",
    Channel.D2: "distributor 2",
    Channel.PRODUSEN: "produsen",
}
RULE_MESSAGES: Mapping[str, str] = {
    "inventory.price_rule.refused:overlap": _(
        "Aturan {kind} untuk {good} yang mulai {other_on} bertumpuk dengan aturan yang mulai {first_on}. "
        "Akhiri aturan yang lama dulu, atau ubah tanggalnya."
    ),
    "inventory.price_rule.refused:row": _(
        "Baris {line} kolom {column} tidak bisa dibaca sebagai aturan harga. Perbaiki isi sel itu, lalu kirim lagi."
    ),
    "inventory.price_rule.refused:bundle": _(
        "Harga paket ini {over_rp} di atas yang boleh dibagi ke isinya menurut HET. Turunkan harga paketnya."
    ),
    "inventory.rule.refused:good": _("Barang itu tidak punya aturan harga. Pilih dari daftar aturan harga."),
    "inventory.rule.refused:kind": _(
        "Aturan seperti itu tidak ditetapkan di sini: kota menetapkan HET dan harga acuan, koperasi harga kontraknya."
    ),
    "inventory.rule.refused:amount": _(
        "Harganya harus lebih dari nol dan masuk akal. Tulis rupiah per satuannya."
    ),
    "inventory.rule.refused:basis": _(
        "Tulis dasar hukumnya atau nomor kontraknya, dan di mana itu bisa dibaca."
    ),
    "inventory.rule.refused:past": _(
        "Aturan mulai hari ini atau sesudahnya. Pilih tanggal mulai yang belum lewat."
    ),
    "inventory.rule.refused:ends": _("Tanggal akhirnya sebelum tanggal mulai. Perbaiki satu di antaranya."),
    "inventory.rule.refused:looser": _(
        "Batas wilayah yang lebih luas {limit_rp}. Kota hanya boleh menetapkan yang sama atau lebih rendah."
    ),
    "inventory.rule.refused:overlaps": _(
        "Sudah ada aturan yang mulai di dalam masa itu. Pilih tanggal lain, atau akhiri yang itu dulu."
    ),
    "inventory.rule.refused:reason": _("Tulis alasannya; dibaca orang kedua yang memutus."),
    "inventory.barcode.refused:form": _(
        "“{scanned}” bukan nomor barang. Nomor barang terdiri dari 8, 12, 13, atau 14 angka; pindai sekali lagi."
    ),
    "inventory.barcode.refused:check": _(
        "Angka terakhir {scanned} tidak cocok; seharusnya {expected}. Pindai sekali lagi, atau ketik ulang nomornya."
    ),
    "inventory.barcode.refused:prefix": _(
        "Belum ada pola timbangan untuk nomor yang berawalan {prefix}. Atur pola timbangan dulu, lalu pindai lagi."
    ),
    "inventory.barcode.refused:pattern": _(
        "“{pattern}” bukan pola timbangan. Tulis 13 huruf dan angka, misalnya 21PPPPPWWWWWC."
    ),
    "inventory.barcode.refused:taken": _(
        "Awalan pola {pattern} sudah dipakai. Pilih awalan lain dari 21 sampai 29."
    ),
    "inventory.barcode.refused:number": _(
        "Nomor barang pada label ini nol atau terlalu panjang. Periksa nomornya, lalu cetak atau pindai lagi."
    ),
    "inventory.barcode.refused:amount": _(
        "Berat atau harga pada label ini nol atau terlalu besar. Timbang sekali lagi, lalu cetak label baru."
    ),
    "inventory.unit.refused:name": _(
        "“{unit}” bukan nama satuan. Tulis paling panjang 20 huruf tanpa angka, misalnya karton."
    ),
    "inventory.unit.refused:twice": _(
        "Satuan {unit} sudah ada. Hapus satu di antaranya, atau beri nama lain."
    ),
    "inventory.unit.refused:unknown": _(
        "Satuan {unit} dipakai untuk menjelaskan satuan lain, tetapi belum dijelaskan. Tambahkan isinya dulu."
    ),
    "inventory.unit.refused:loop": _(
        "Satuan {unit} dijelaskan dengan dirinya sendiri. Jelaskan satu di antaranya dengan satuan terkecil."
    ),
    "inventory.unit.refused:count": _("Isi satuan {unit} harus lebih dari nol. Tulis berapa isinya."),
    "inventory.unit.refused:fraction": _(
        "Isi satuan {unit} tidak bulat dalam satuan terkecil. Ubah isinya, atau pilih satuan terkecil yang lebih kecil."
    ),
    "inventory.unit.refused:large": _("Jumlah ini terlalu besar. Periksa angkanya, lalu simpan lagi."),
    "inventory.unit.refused:written": _(
        "“{written}” tidak bisa dibaca sebagai jumlah. Tulis misalnya 12, 0,5, 2 1/2 kg, atau 2 karton 3 pak."
    ),
    "inventory.unit.refused:unit": _(
        "Barang ini tidak punya satuan {unit}. Pakai satuan yang ada pada barang itu."
    ),
    "inventory.unit.refused:again": _(
        "Satuan {unit} ditulis dua kali dalam satu jumlah. Gabungkan dulu, lalu tulis sekali saja."
    ),
    "inventory.unit.refused:part": _(
        "“{written}” memecah satuan terkecil barang ini. Tulis jumlah yang bulat dalam satuan terkecil."
    ),
}
