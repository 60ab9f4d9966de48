"""Addresses of imports, under the names of cooperatives."""

from django.urls import path

from guyub.community.cooperatives.web.views import imports

IMPORT_PATTERNS = [
    path("impor/", imports.imports, name="imports"),
    path("impor/contoh/<str:kind>/", imports.import_template, name="import_template"),
    path("impor/<uuid:batch_id>/", imports.import_batch, name="import_batch"),
    path("impor/<uuid:batch_id>/kesalahan/", imports.import_faults, name="import_faults"),
    path("impor/<uuid:batch_id>/kolom/", imports.import_map, name="import_map"),
    path("impor/<uuid:batch_id>/masukkan/", imports.import_take, name="import_take"),
    path("impor/<uuid:batch_id>/batalkan/", imports.import_undo, name="import_undo"),
    path("impor/<uuid:batch_id>/buang/", imports.import_drop, name="import_drop"),
]
