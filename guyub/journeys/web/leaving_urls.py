"""Addresses of leaving: one case with what is owed both ways, its settlement, the sheet."""

from django.urls import path

from guyub.journeys.web.views import leaving

app_name = "leaving"
urlpatterns = [
    path("anggota/keluar/<uuid:case_id>/", leaving.case, name="case"),
    path("anggota/keluar/<uuid:case_id>/bayar/", leaving.settle, name="settle"),
    path("anggota/keluar/<uuid:case_id>/batal/", leaving.call_off, name="call_off"),
    path("anggota/keluar/<uuid:case_id>/lembar/", leaving.sheet, name="sheet"),
    path("anggota/keluar/<uuid:case_id>/tanda-tangan/", leaving.sign, name="sign"),
]
