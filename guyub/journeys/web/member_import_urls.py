"""Addresses of members from a spreadsheet."""

from __future__ import annotations

from django.urls import path

from guyub.journeys.web.views import member_imports

app_name = "member_imports"
urlpatterns = [
    path("anggota/impor/", member_imports.imports, name="imports"),
    path("anggota/impor/contoh/", member_imports.template, name="template"),
    path("anggota/impor/<uuid:batch_id>/", member_imports.table, name="table"),
    path("anggota/impor/<uuid:batch_id>/kemajuan/", member_imports.progress, name="progress"),
    path("anggota/impor/<uuid:batch_id>/catatan/", member_imports.notes, name="notes"),
    path("anggota/impor/<uuid:batch_id>/kolom/", member_imports.columns, name="columns"),
    path("anggota/impor/<uuid:batch_id>/masukkan/", member_imports.take, name="take"),
    path("anggota/impor/<uuid:batch_id>/batalkan/", member_imports.undo, name="undo"),
    path("anggota/impor/<uuid:batch_id>/buang/", member_imports.drop, name="drop"),
]
