"""Addresses of mass work: wa.me lists, letters, labels, attendance."""

from django.urls import path

from guyub.community.members.web.views import reach, sheets

app_name = "reach"
urlpatterns = [
    path("anggota/hubungi/", reach.reach, name="reach"),
    path("anggota/hubungi/tulis/<str:way>/", reach.mailing_new, name="mailing_new"),
    path("anggota/hubungi/label/", sheets.labels, name="labels"),
    path("anggota/hubungi/daftar-hadir/", sheets.attendance, name="attendance"),
    path("anggota/hubungi/<uuid:mailing_id>/", reach.mailing, name="mailing"),
    path("anggota/hubungi/<uuid:mailing_id>/terkirim/", reach.mailing_sent, name="mailing_sent"),
    path("anggota/hubungi/<uuid:mailing_id>/surat/", sheets.letters, name="letters"),
]
