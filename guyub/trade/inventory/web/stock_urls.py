"""Addresses of stock: what lies where, and what people do with it."""

from django.urls import include, path

from guyub.trade.inventory.web.views import (
    stock_count_acts,
    stock_counts,
    stock_locations,
    stock_losses,
    stock_repacks,
    stock_transfers,
    stocks,
)

STOCK = [
    path("", stocks.stocks, name="stocks"),
    path("kartu/<uuid:product_id>/", stocks.card, name="card"),
    path("nilai/", stocks.valuation, name="valuation"),
    path("umur/", stocks.ageing, name="ageing"),
    path("gerak/", stocks.moves, name="moves"),
    path("tempat/", stock_locations.locations, name="locations"),
    path("tempat/<uuid:location_id>/tutup/", stock_locations.location_close, name="location_close"),
]
TRANSFERS = [
    path("", stock_transfers.transfers, name="transfers"),
    path("baru/", stock_transfers.transfer_new, name="transfer_new"),
    path("<uuid:transfer_id>/", stock_transfers.transfer, name="transfer"),
    path("<uuid:transfer_id>/terima/", stock_transfers.transfer_receive, name="transfer_receive"),
    path("<uuid:transfer_id>/tarik/", stock_transfers.transfer_call_back, name="transfer_call_back"),
    path("<uuid:transfer_id>/batal/", stock_transfers.transfer_undo, name="transfer_undo"),
]
REPACKS = [
    path("", stock_repacks.repacks, name="repacks"),
    path("baru/", stock_repacks.repack_new, name="repack_new"),
    path("<uuid:repack_id>/", stock_repacks.repack, name="repack"),
    path("<uuid:repack_id>/batal/", stock_repacks.repack_undo, name="repack_undo"),
]
LOSSES = [
    path("", stock_losses.losses, name="losses"),
    path("baru/", stock_losses.loss_new, name="loss_new"),
    path("<uuid:loss_id>/", stock_losses.loss, name="loss"),
    path("<uuid:loss_id>/foto/", stock_losses.loss_photo, name="loss_photo"),
    path("<uuid:loss_id>/batal/", stock_losses.loss_undo, name="loss_undo"),
]
COUNTS = [
    path("", stock_counts.counts, name="counts"),
    path("baru/", stock_counts.count_new, name="count_new"),
    path("<uuid:count_id>/", stock_counts.count, name="count"),
    path("<uuid:count_id>/isi/", stock_counts.count_fill, name="count_fill"),
    path("<uuid:count_id>/tambah/", stock_count_acts.count_add, name="count_add"),
    path("<uuid:count_id>/bandingkan/", stock_count_acts.count_compare, name="count_compare"),
    path("<uuid:count_id>/putus/", stock_count_acts.count_decide, name="count_decide"),
    path("<uuid:count_id>/batal/", stock_count_acts.count_call_off, name="count_call_off"),
]
urlpatterns = [
    path("stok/", include((STOCK, "stock"))),
    path("stok/pindah/", include((TRANSFERS, "stock_transfers"))),
    path("stok/kemas/", include((REPACKS, "stock_repacks"))),
    path("stok/rusak/", include((LOSSES, "stock_losses"))),
    path("stok/hitung/", include((COUNTS, "stock_counts"))),
]
