"""Addresses of running loans from a spreadsheet."""

from django.urls import path

from guyub.finance.loans.web.views import openings

app_name = "loan_openings"
urlpatterns = [
    path("pinjaman/saldo-awal/", openings.openings, name="openings"),
    path("pinjaman/saldo-awal/contoh/", openings.template, name="template"),
    path("pinjaman/saldo-awal/<uuid:batch_id>/", openings.table, name="table"),
    path("pinjaman/saldo-awal/<uuid:batch_id>/kemajuan/", openings.progress, name="progress"),
    path("pinjaman/saldo-awal/<uuid:batch_id>/catatan/", openings.notes, name="notes"),
    path("pinjaman/saldo-awal/<uuid:batch_id>/pinjaman/", openings.loans, name="loans"),
    path("pinjaman/saldo-awal/<uuid:batch_id>/kolom/", openings.columns, name="columns"),
    path("pinjaman/saldo-awal/<uuid:batch_id>/masukkan/", openings.take, name="take"),
    path("pinjaman/saldo-awal/<uuid:batch_id>/batalkan/", openings.undo, name="undo"),
    path("pinjaman/saldo-awal/<uuid:batch_id>/buang/", openings.drop, name="drop"),
]
