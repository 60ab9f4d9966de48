"""Addresses of fixed assets and of what is spread over months."""

from django.urls import path

from guyub.books.assets.web.views import lending, months, register

app_name = "assets"
urlpatterns = [
    path("aset/<ward:code>/", register.assets, name="assets"),
    path("aset/<ward:code>/daftarkan/", register.register, name="register"),
    path("aset/<ward:code>/daftarkan/contoh/", register.register_template, name="register_template"),
    path("aset/<ward:code>/label/", register.labels, name="labels"),
    path("aset/<ward:code>/foto/<uuid:file_id>/", register.asset_photo, name="photo"),
    path("aset/<ward:code>/penyusutan/", months.runs, name="runs"),
    path("aset/<ward:code>/penyusutan/<uuid:entry_id>/batal/", months.run_undo, name="run_undo"),
    path("aset/<ward:code>/sebaran/", months.spreads, name="spreads"),
    path("aset/<ward:code>/sebaran/<uuid:spread_id>/batal/", months.spread_undo, name="spread_undo"),
    path("aset/<ward:code>/pinjam-pakai/", lending.lent, name="lent"),
    path("aset/<ward:code>/pinjam-pakai/<uuid:lent_id>/kembali/", lending.lent_return, name="lent_return"),
    path("aset/<ward:code>/<uuid:asset_id>/", register.asset, name="asset"),
    path("aset/<ward:code>/<uuid:asset_id>/ubah/", register.asset_change, name="asset_change"),
    path("aset/<ward:code>/<uuid:asset_id>/batal/", register.asset_undo, name="asset_undo"),
]
