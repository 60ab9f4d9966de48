"""Addresses of cases: missed dues, leaving. One leaving with what is owed is shown by journeys (``leaving:case``)."""

from django.urls import path

from guyub.community.members.web.views import leaving, standing

app_name = "member_cases"
urlpatterns = [
    path("anggota/keluar/", leaving.cases, name="cases"),
    path("anggota/keluar/<uuid:case_id>/berkas/<str:which>/", leaving.exit_file, name="exit_file"),
    path("anggota/<uuid:member_id>/keluar/", leaving.exit_new, name="exit_new"),
    path("anggota/<uuid:member_id>/aktifkan/", standing.member_active, name="member_active"),
    path("anggota/pasif/", standing.passive, name="passive"),
    path("anggota/pasif/beri-tahu/", standing.passive_notice, name="passive_notice"),
    path("anggota/pasif/sudah-bayar/", standing.passive_paid, name="passive_paid"),
    path("anggota/pasif/surat/", standing.passive_letters, name="passive_letters"),
    path("anggota/pasif/<uuid:case_id>/", standing.passive_case_page, name="passive_case"),
    path("anggota/pasif/<uuid:case_id>/banding/", standing.passive_appeal, name="passive_appeal"),
    path("anggota/pasif/<uuid:case_id>/putus/", standing.passive_decide, name="passive_decide"),
    path("anggota/pasif/<uuid:case_id>/nomor/", standing.passive_phone, name="passive_phone"),
]
