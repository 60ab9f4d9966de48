"""Addresses of debts to suppliers from a spreadsheet."""

from django.urls import path

from guyub.trade.procurement.web.views import openings

app_name = "debt_openings"
urlpatterns = [
    path("belanja/saldo-awal/", openings.openings, name="openings"),
    path("belanja/saldo-awal/unggah/", openings.bring, name="bring"),
    path("belanja/saldo-awal/contoh/", openings.template, name="template"),
    path("belanja/saldo-awal/<uuid:batch_id>/", openings.table, name="table"),
    path("belanja/saldo-awal/<uuid:batch_id>/kemajuan/", openings.progress, name="progress"),
    path("belanja/saldo-awal/<uuid:batch_id>/catatan/", openings.notes, name="notes"),
    path("belanja/saldo-awal/<uuid:batch_id>/kolom/", openings.columns, name="columns"),
    path("belanja/saldo-awal/<uuid:batch_id>/masukkan/", openings.take, name="take"),
    path("belanja/saldo-awal/<uuid:batch_id>/batalkan/", openings.undo, name="undo"),
    path("belanja/saldo-awal/<uuid:batch_id>/buang/", openings.drop, name="drop"),
]
