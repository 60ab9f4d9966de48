"""Addresses of pay-first orders: cycles, buyers' orders, handing over, money that goes back."""

from django.urls import path

from guyub.trade.retail.web.views import buyers, cycles, papers

app_name = "buyer_orders"
_CYCLE = "belanja/setor-beli/<uuid:cycle_id>"
_ORDER = "belanja/setor-beli/pesanan/<uuid:order_id>"
urlpatterns = [
    path("belanja/setor-beli/", cycles.cycles, name="cycles"),
    path("belanja/setor-beli/baru/", cycles.cycle_new, name="cycle_new"),
    path("belanja/setor-beli/uang-kembali/", buyers.dues, name="dues"),
    path(f"{_CYCLE}/", cycles.cycle, name="cycle"),
    path(f"{_CYCLE}/ubah/", cycles.cycle_change, name="cycle_change"),
    path(f"{_CYCLE}/tanggal/", cycles.cycle_extend, name="cycle_extend"),
    path(f"{_CYCLE}/tutup/", cycles.cycle_close, name="cycle_close"),
    path(f"{_CYCLE}/batal/", cycles.cycle_cancel, name="cycle_cancel"),
    path(f"{_CYCLE}/bagikan/", cycles.cycle_share, name="cycle_share"),
    path(f"{_CYCLE}/pesan/", buyers.order_new, name="order_new"),
    path(f"{_CYCLE}/daftar/", papers.buyers_pdf, name="buyers_pdf"),
    path(f"{_CYCLE}/unduh/", papers.buyers_export, name="buyers_export"),
    path(f"{_ORDER}/", buyers.order, name="order"),
    path(f"{_ORDER}/bukti/", papers.order_receipt, name="order_receipt"),
    path(f"{_ORDER}/tarik/", buyers.order_withdraw, name="order_withdraw"),
    path(f"{_ORDER}/serahkan/", buyers.order_hand, name="order_hand"),
    path(f"{_ORDER}/kembalikan/", buyers.order_refund, name="order_refund"),
    path(f"{_ORDER}/serahan/<uuid:handing_id>/batal/", buyers.handing_back, name="handing_back"),
    path(f"{_ORDER}/pengembalian/<uuid:refund_id>/batal/", buyers.refund_back, name="refund_back"),
]
