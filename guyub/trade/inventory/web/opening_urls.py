"""Addresses of products and stock from a spreadsheet."""

from django.urls import path

from guyub.trade.inventory.web.views import openings

app_name = "goods_openings"
urlpatterns = [
    path("barang/saldo-awal/", openings.openings, name="openings"),
    path("barang/saldo-awal/unggah/", openings.bring, name="bring"),
    path("barang/saldo-awal/contoh/", openings.template, name="template"),
    path("barang/saldo-awal/<uuid:batch_id>/", openings.table, name="table"),
    path("barang/saldo-awal/<uuid:batch_id>/kemajuan/", openings.progress, name="progress"),
    path("barang/saldo-awal/<uuid:batch_id>/catatan/", openings.notes, name="notes"),
    path("barang/saldo-awal/<uuid:batch_id>/barang/", openings.goods, name="goods"),
    path("barang/saldo-awal/<uuid:batch_id>/kolom/", openings.columns, name="columns"),
    path("barang/saldo-awal/<uuid:batch_id>/masukkan/", openings.take, name="take"),
    path("barang/saldo-awal/<uuid:batch_id>/batalkan/", openings.undo, name="undo"),
    path("barang/saldo-awal/<uuid:batch_id>/buang/", openings.drop, name="drop"),
]
