"""Addresses of applications for membership: the officers' pages, and the link for a resident's phone."""

from django.urls import path

from guyub.community.members.web.views import application_links, applications

app_name = "applications"
urlpatterns = [
    path("anggota/pendaftaran/", applications.applications, name="applications"),
    path("anggota/pendaftaran/baru/", applications.application_new, name="application_new"),
    path("anggota/pendaftaran/tautan/", application_links.application_invite, name="application_invite"),
    path("anggota/pendaftaran/<uuid:application_id>/", applications.application, name="application"),
    path(
        "anggota/pendaftaran/<uuid:application_id>/periksa/",
        applications.application_check,
        name="application_check",
    ),
    path(
        "anggota/pendaftaran/<uuid:application_id>/tautan/", application_links.link_renew, name="link_renew"
    ),
    path(
        "anggota/pendaftaran/<uuid:application_id>/ulang/",
        applications.application_ask,
        name="application_ask",
    ),
    path(
        "anggota/pendaftaran/<uuid:application_id>/tutup/",
        applications.application_close,
        name="application_close",
    ),
    path("gabung/<ward:code>/<str:token>/", application_links.apply, name="apply"),
]
