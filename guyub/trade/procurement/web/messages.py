"""What the refusals of buying say."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.translation import gettext_noop as _

from guyub.trade.procurement.web.opening_messages import OPENING_MESSAGES
from guyub.trade.procurement.web.rule_messages import RULE_MESSAGES

if TYPE_CHECKING:
    from collections.abc import Mapping

_WHY = _("Tulis alasannya, 5 sampai 200 huruf.")
_PARTNER = _("Pemasok ini tidak ada atau kerja samanya sudah berakhir. Pilih pemasok lain.")
_UNKNOWN = _(
    "“{product}” bukan satu barang yang dikenal. Pilih dari daftar, atau tulis kode, nama lengkap, atau barkode."
)
MESSAGES: Mapping[str, str] = {
    **RULE_MESSAGES,
    **OPENING_MESSAGES,
    "procurement.purchase.refused:lines": _("Tulis paling sedikit satu barang, paling banyak 200."),
    "procurement.purchase.refused:unknown": _UNKNOWN,
    "procurement.purchase.refused:twice": _("{product} tertulis dua kali. Gabungkan menjadi satu baris."),
    "procurement.purchase.refused:qty": _("Banyaknya {product} harus lebih dari nol."),
    "procurement.purchase.refused:price": _("Harga {product} harus lebih dari nol. Tulis harga tiap satuan."),
    "procurement.purchase.refused:tolerance": _("Toleransi {product} 0 sampai 100 persen."),
    "procurement.purchase.refused:case": _(
        "{product} hanya datang per kemasan penuh, {case}. Ubah banyaknya menjadi kelipatannya."
    ),
    "procurement.purchase.refused:least": _(
        "Pemasok ini mengirim {product} paling sedikit {least}. Tambah banyaknya, atau hapus barisnya."
    ),
    "procurement.purchase.refused:note": _("Catatan paling panjang 200 huruf."),
    "procurement.purchase.refused:why": _WHY,
    "procurement.purchase.refused:expected": _("Tanggal datang tidak boleh sebelum hari ini."),
    "procurement.purchase.refused:partner": _PARTNER,
    "procurement.purchase.refused:location": _("Tempat ini tidak ada atau sudah ditutup. Pilih tempat lain."),
    "procurement.purchase.refused:product": _(
        "Ada barang yang sudah ditutup, atau satuannya tidak dipakai lagi. Pilih barang lain."
    ),
    "procurement.purchase.refused:gone": _("Pesanan ini tidak ada. Muat ulang daftar pesanan."),
    "procurement.purchase.refused:step": _(
        "Pesanan ini sudah berubah keadaan. Muat ulang halaman untuk melihat langkah yang ada."
    ),
    "procurement.purchase.refused:supplier": _(
        "Barang {product} belum punya pemasok atau harga. Catat dulu di halaman harga pemasok."
    ),
    "procurement.purchase.refused:received": _(
        "Sebagian barangnya sudah datang. Tutup pesanan ini sebagai ganti membatalkannya."
    ),
    "procurement.receipt.refused:lines": _(
        "Tulis paling sedikit satu barang yang datang, paling banyak 200."
    ),
    "procurement.receipt.refused:unknown": _UNKNOWN,
    "procurement.receipt.refused:day": _("Pilih tanggal barang datang."),
    "procurement.receipt.refused:qty": _("Banyaknya {product} belum benar. Tulis 0 atau lebih."),
    "procurement.receipt.refused:amount": _(
        "Jumlah harga {product} belum benar. Tulis jumlah untuk semua yang diterima; yang tidak datang tanpa harga."
    ),
    "procurement.receipt.refused:free": _(
        "{product} tanpa harga. Tulis jumlah harganya, atau pilih bedanya dan tulis alasannya, misalnya bonus."
    ),
    "procurement.receipt.refused:difference": _(
        "Pilih apa yang berbeda pada {product}, dan tulis alasannya, paling sedikit 5 huruf."
    ),
    "procurement.receipt.refused:photo": _("Ada barang rusak. Sertakan fotonya, lalu kirim lagi."),
    "procurement.receipt.refused:over": _(
        "{product} datang lebih dari yang dipesan. Pilih “Lebih” dan tulis alasannya, atau terima sebanyak pesanan."
    ),
    "procurement.receipt.refused:batch": _(
        "Nomor kemasan {product} paling panjang 30 huruf, dengan tanggal kedaluwarsa yang benar, dan hanya untuk barang"
        " yang dicatat per kemasan."
    ),
    "procurement.receipt.refused:number": _("Nomor surat jalan paling panjang 40 huruf."),
    "procurement.receipt.refused:note": _("Catatan paling panjang 120 huruf."),
    "procurement.receipt.refused:partner": _PARTNER,
    "procurement.receipt.refused:location": _("Tempat ini tidak ada atau sudah ditutup. Pilih tempat lain."),
    "procurement.receipt.refused:product": _(
        "Ada barang yang tidak ada atau sudah ditutup. Pilih barang lain."
    ),
    "procurement.receipt.refused:order": _(
        "Pesanan ini sudah selesai, atau barang ini bukan bagiannya. Catat sebagai barang tanpa pesanan."
    ),
    "procurement.receipt.refused:again": _(
        "Surat jalan ini sudah diterima sebagai {name}. Periksa dulu; barang yang sama jangan dicatat dua kali."
    ),
    "procurement.receipt.refused:gone": _("Penerimaan ini tidak ada. Muat ulang daftar barang datang."),
    "procurement.receipt.refused:undone": _("Penerimaan ini sudah dibatalkan."),
    "procurement.receipt.refused:billed": _("Barang ini sudah ditagih. Batalkan dulu tagihannya."),
    "procurement.receipt.refused:returned": _("Sebagian barang ini sudah diretur. Batalkan dulu returnya."),
    "procurement.receipt.refused:why": _WHY,
    "procurement.bill.refused:number": _("Tulis nomor tagihan menurut kertasnya, paling panjang 40 huruf."),
    "procurement.bill.refused:day": _("Pilih tanggal tagihan, hari ini atau sebelumnya."),
    "procurement.bill.refused:due": _(
        "Jatuh tempo tidak boleh sebelum tanggal tagihan atau lewat setahun sesudahnya."
    ),
    "procurement.bill.refused:lines": _(
        "Centang paling sedikit satu barang yang ditagih, paling banyak 200."
    ),
    "procurement.bill.refused:qty": _("Banyaknya di tagihan harus lebih dari nol."),
    "procurement.bill.refused:amount": _("Jumlah harga tiap baris tidak boleh kurang dari nol."),
    "procurement.bill.refused:twice": _("Satu barang tertulis dua kali. Gabungkan menjadi satu baris."),
    "procurement.bill.refused:extra": _("Ongkos kirim tidak boleh kurang dari nol."),
    "procurement.bill.refused:discount": _("Potongan tidak boleh lebih dari jumlah barangnya."),
    "procurement.bill.refused:total": _(
        "Baris, ongkos, dan potongan berjumlah {sum_rp}, sedangkan tagihannya {total_rp}. Cocokkan dengan kertasnya."
    ),
    "procurement.bill.refused:nothing": _("Tagihan ini tidak menagih apa-apa. Periksa jumlahnya."),
    "procurement.bill.refused:partner": _PARTNER,
    "procurement.bill.refused:goods": _(
        "Ada barang yang sudah ditagih atau penerimaannya dibatalkan. Muat ulang halaman, lalu isi lagi."
    ),
    "procurement.bill.refused:units": _(
        "Barang di tagihan ini milik dua unit usaha. Catat tagihan tiap unit sendiri-sendiri."
    ),
    "procurement.bill.refused:again": _(
        "Nomor tagihan ini sudah dicatat sebagai {name}. Periksa dulu; jangan membayar dua kali."
    ),
    "procurement.bill.refused:moved": _(
        "Barangnya sudah ditagih sebagian sejak diajukan. Tolak usulan ini, lalu catat tagihannya lagi."
    ),
    "procurement.bill.refused:gone": _("Tagihan ini tidak ada. Muat ulang daftar tagihan."),
    "procurement.bill.refused:undone": _("Tagihan ini sudah dibatalkan."),
    "procurement.bill.refused:opening": _(
        "Tagihan ini dari tabel saldo awal. Batalkan tabelnya bila seluruhnya keliru, atau catat nota kredit."
    ),
    "procurement.bill.refused:paid": _("Tagihan ini sudah dibayar sebagian. Batalkan dulu bayarannya."),
    "procurement.bill.refused:why": _WHY,
    "procurement.debt.refused:amount": _(
        "Jumlahnya harus lebih dari nol dan tidak lebih dari {open_rp}. Tulis jumlah lain."
    ),
    "procurement.debt.refused:none": _("Tidak ada tagihan yang bisa dibayar. Muat ulang halaman."),
    "procurement.debt.refused:units": _(
        "Tagihan ini milik dua unit usaha. Bayar tagihan tiap unit sendiri-sendiri."
    ),
    "procurement.debt.refused:day": _("Tanggal bayar tidak boleh sesudah hari ini atau sebelum tagihannya."),
    "procurement.debt.refused:account": _(
        "Pemasok ini belum punya rekening yang disetujui dua orang. Bayar tunai, atau usulkan rekeningnya dulu."
    ),
    "procurement.debt.refused:moved": _(
        "Tagihan ini baru saja dibayar; sisanya {open_rp}. Muat ulang halaman, lalu bayar lagi bila perlu."
    ),
    "procurement.debt.refused:gone": _("Bayaran ini tidak ada. Muat ulang halaman."),
    "procurement.debt.refused:undone": _("Bayaran ini sudah dibatalkan."),
    "procurement.debt.refused:used": _("Sebagian sudah dipakai pada tagihan. Lepaskan dulu dari tagihannya."),
    "procurement.debt.refused:why": _WHY,
    "procurement.debt.refused:partner": _("Pemasok ini tidak ada."),
    "procurement.debt.refused:number": _("Nomornya paling panjang 40 huruf."),
    "procurement.debt.refused:again": _("Nota kredit {name} sudah tercatat. Periksa nomornya."),
    "procurement.debt.refused:credit": _("Potongan ini sudah habis dipakai, atau milik pemasok lain."),
    "procurement.supply.refused:partner": _PARTNER,
    "procurement.supply.refused:product": _("Barang ini tidak ada atau sudah ditutup. Pilih barang lain."),
    "procurement.supply.refused:unknown": _UNKNOWN,
    "procurement.supply.refused:unit": _("Satuan ini bukan satuan barangnya. Pilih satuan lain."),
    "procurement.supply.refused:case": _("Isi satu kemasan paling sedikit 1. Periksa isi kemasannya."),
    "procurement.supply.refused:least": _("Pesanan paling kecil tidak boleh kurang dari nol."),
    "procurement.supply.refused:lead": _("Waktu tunggu 0 sampai 365 hari."),
    "procurement.supply.refused:price": _("Harga harus lebih dari nol. Kosongkan bila belum tahu."),
    "procurement.debt.refused:order": _(
        "Uang muka di atas {open_rp} hanya untuk pesanan yang sudah ditetapkan. Pilih pesanannya."
    ),
    "procurement.return.refused:lines": _(
        "Tulis paling sedikit satu barang yang diretur, paling banyak 200."
    ),
    "procurement.return.refused:unknown": _UNKNOWN,
    "procurement.return.refused:qty": _("Banyaknya {product} harus lebih dari nol."),
    "procurement.return.refused:amount": _("Jumlah untuk {product} tidak boleh kurang dari nol."),
    "procurement.return.refused:product": _("Ada barang yang tidak ada. Pilih barang lain."),
    "procurement.return.refused:reason": _WHY,
    "procurement.return.refused:partner": _PARTNER,
    "procurement.return.refused:location": _("Tempat ini tidak ada atau sudah ditutup. Pilih tempat lain."),
    "procurement.return.refused:day": _("Pilih tanggal retur."),
    "procurement.return.refused:goods": _(
        "Barang {product} yang datang tidak sebanyak itu, atau sudah diretur. Periksa penerimaannya."
    ),
    "procurement.return.refused:split": _(
        "Sebagian {product} sudah ditagih dan sebagian belum. Retur dulu sebanyak yang belum ditagih."
    ),
    "procurement.return.refused:units": _(
        "Tempat ini milik unit usaha lain. Pilih tempat unit yang menerimanya."
    ),
    "procurement.return.refused:gone": _("Retur ini tidak ada. Muat ulang daftarnya."),
    "procurement.return.refused:undone": _("Retur ini sudah dibatalkan."),
    "procurement.return.refused:used": _(
        "Potongan retur ini sudah dipakai pada tagihan, jadi returnya tetap."
    ),
    "procurement.return.refused:why": _WHY,
    "procurement.market.refused:lines": _("Tulis paling sedikit satu barang, paling banyak 200."),
    "procurement.market.refused:unknown": _UNKNOWN,
    "procurement.market.refused:qty": _("Banyaknya {product} harus lebih dari nol."),
    "procurement.market.refused:amount": _("Jumlah harga {product} harus lebih dari nol."),
    "procurement.market.refused:product": _(
        "Ada barang yang tidak ada atau sudah ditutup. Pilih barang lain."
    ),
    "procurement.market.refused:total": _(
        "Baris berjumlah {sum_rp}, sedangkan notanya {total_rp}. Cocokkan dengan notanya."
    ),
    "procurement.market.refused:seller": _("Tulis dibeli dari siapa, paling panjang 80 huruf."),
    "procurement.market.refused:photo": _("Sertakan foto notanya, lalu kirim lagi."),
    "procurement.market.refused:location": _("Tempat ini tidak ada atau sudah ditutup. Pilih tempat lain."),
    "procurement.market.refused:day": _("Pilih tanggal belanja."),
    "procurement.market.refused:large": _(
        "Kulak tunai paling banyak {most_rp}. Di atas itu tulis pesanan, supaya orang kedua ikut melihat."
    ),
    "procurement.market.refused:place": _("Pilih uangnya dari mana."),
    "procurement.market.refused:gone": _("Kulak ini tidak ada. Muat ulang daftarnya."),
    "procurement.market.refused:undone": _("Kulak ini sudah dibatalkan."),
    "procurement.market.refused:why": _WHY,
    "procurement.request.refused:product": _("Barang ini tidak ada. Pilih barang lain."),
    "procurement.request.refused:unknown": _UNKNOWN,
    "procurement.request.refused:qty": _("Banyaknya harus lebih dari nol."),
    "procurement.request.refused:words": _("Tulis apa yang dicari, paling panjang 80 huruf."),
}
