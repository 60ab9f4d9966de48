"""What the refusals of the shop say."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.translation import gettext_noop as _

from guyub.trade.retail.web.bon_messages import BON_MESSAGES
from guyub.trade.retail.web.qris_messages import QRIS_MESSAGES
from guyub.trade.retail.web.till_messages import TILL_MESSAGES

if TYPE_CHECKING:
    from collections.abc import Mapping

_WHY = _("Tulis alasannya, 5 sampai 200 huruf.")
MESSAGES: Mapping[str, str] = {
    **QRIS_MESSAGES,
    **TILL_MESSAGES,
    "retail.cycle.refused:goods": _("Tulis paling sedikit satu barang, paling banyak 30."),
    "retail.cycle.refused:unknown": _(
        "“{product}” bukan satu barang yang dikenal. Pilih dari daftar, atau tulis kode, nama lengkap, atau barkode."
    ),
    "retail.cycle.refused:twice": _("{product} tertulis dua kali. Hapus satu barisnya."),
    "retail.cycle.refused:unit": _("Satuan {product} tidak dipakai lagi. Pilih satuan lain."),
    "retail.cycle.refused:case": _(
        "Isi kemasan {product} belum benar. Tulis banyaknya dengan satuan pesanan, misalnya “4 karung”."
    ),
    "retail.cycle.refused:price": _(
        "Harga {product} harus lebih dari nol: harga beli, harga anggota, dan harga umum."
    ),
    "retail.cycle.refused:closes": _("Hari terakhir memesan paling cepat hari ini."),
    "retail.cycle.refused:expected": _("Barang tidak bisa datang sebelum hari terakhir memesan."),
    "retail.cycle.refused:note": _("Catatan paling panjang 200 huruf."),
    "retail.cycle.refused:why": _WHY,
    "retail.cycle.refused:partner": _(
        "Pemasok ini tidak ada atau kerja samanya sudah berakhir. Pilih pemasok lain."
    ),
    "retail.cycle.refused:location": _("Tempat ini tidak ada atau sudah ditutup. Pilih tempat lain."),
    "retail.cycle.refused:product": _("Ada barang yang tidak ada atau sudah ditutup. Pilih barang lain."),
    "retail.cycle.refused:gone": _("Putaran ini tidak ada. Muat ulang daftarnya."),
    "retail.cycle.refused:step": _(
        "Putaran ini sudah berubah keadaan. Muat ulang halaman untuk melihat langkah yang ada."
    ),
    "retail.cycle.refused:ordered": _(
        "Sudah ada yang memesan, jadi barang dan harganya tetap. Batalkan putaran bila harus berubah."
    ),
    "retail.cycle.refused:nothing": _(
        "Belum ada kemasan yang penuh. Perpanjang hari tutup, atau batalkan putaran ini."
    ),
    "retail.cycle.refused:changed": _(
        "Pesanan berubah sejak halaman dibuka: sekarang {order_rp}, tadi {shown_rp}. Periksa, lalu tutup lagi."
    ),
    "retail.cycle.refused:come": _(
        "Sebagian barangnya sudah datang. Bagikan dulu; yang tidak datang dikembalikan uangnya."
    ),
    "retail.cycle.refused:waiting": _("Belum ada barang yang diterima. Terima dulu barang pesanannya."),
    "retail.cycle.refused:less": _(
        "{product} sudah diserahkan {handed}, lebih dari yang tercatat datang. Periksa penerimaan barangnya."
    ),
    "retail.buyer_order.refused:buyer": _(
        "Pilih anggota yang masih aktif, atau tulis nama pembeli, paling panjang {most} huruf."
    ),
    "retail.buyer_order.refused:nothing": _("Tulis banyaknya, paling sedikit satu."),
    "retail.buyer_order.refused:number": _("“{said}” bukan bilangan bulat. Tulis banyaknya dengan angka."),
    "retail.buyer_order.refused:qty": _("Banyaknya {product} 0 sampai 10.000."),
    "retail.buyer_order.refused:tolerance": _(
        "Toleransi {product} 0 sampai 10.000, dan hanya bersama banyaknya."
    ),
    "retail.buyer_order.refused:good": _("Ada barang yang bukan bagian putaran ini. Muat ulang halaman."),
    "retail.buyer_order.refused:closed": _(
        "Hari terakhir memesan {closes_on} sudah lewat. Minta pengelola memperpanjang hari tutupnya."
    ),
    "retail.buyer_order.refused:large": _("Jumlahnya terlalu besar untuk satu pesanan. Periksa banyaknya."),
    "retail.buyer_order.refused:changed": _(
        "Jumlahnya sekarang {total_rp}, bukan {shown_rp}. Beri tahu pembeli, lalu simpan lagi."
    ),
    "retail.buyer_order.refused:gone": _("Pesanan ini tidak ada. Muat ulang halaman."),
    "retail.buyer_order.refused:withdrawn": _("Pesanan ini sudah ditarik; uangnya sudah kembali."),
    "retail.buyer_order.refused:granted": _(
        "{product} yang disisihkan untuk pembeli ini tidak sebanyak itu. Serahkan paling banyak bagiannya."
    ),
    "retail.buyer_order.refused:due": _("Tidak ada uang yang perlu dikembalikan untuk pesanan ini."),
    "retail.buyer_order.refused:own": _(
        "Uang pesanan Anda sendiri dikembalikan oleh orang lain. Minta rekan yang memegang kas."
    ),
    "retail.buyer_order.refused:undone": _("Ini sudah dibatalkan."),
    "retail.buyer_order.refused:day": _(
        "Penyerahan hanya bisa dibatalkan pada harinya. Catat pengembalian barang di gerai."
    ),
    "retail.buyer_order.refused:refunded": _(
        "Sisa uangnya sudah dikembalikan. Batalkan dulu pengembalian uangnya, baru penyerahannya."
    ),
    "retail.buyer_order.refused:why": _WHY,
    **BON_MESSAGES,
    "retail.sale.refused:nothing": _("Belum ada barang yang dijual. Pilih barangnya dulu."),
    "retail.sale.refused:qty": _("Banyaknya harus lebih dari nol."),
    "retail.sale.refused:price": _("Harga tidak boleh kurang dari nol."),
    "retail.sale.refused:product": _("Ada barang yang tidak dikenal. Muat ulang halaman."),
    "retail.sale.refused:no_ceiling": _("{product}: {said} Sampai itu barang ini tidak dijual."),
    "retail.sale.refused:paid": _("Yang dibayar {paid_rp}, sedangkan barangnya {total_rp}. Cocokkan dulu."),
}
