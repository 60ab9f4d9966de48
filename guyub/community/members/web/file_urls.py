"""Addresses of the parts of a person's file, and of groups."""

from django.urls import path

from guyub.community.members.web.views import businesses, file_data, file_parts, groups

app_name = "member_files"
urlpatterns = [
    path("anggota/kelompok/", groups.groups, name="groups"),
    path("anggota/kelompok/baru/", groups.group_new, name="group_new"),
    path("anggota/kelompok/rt/", groups.groups_by_rt, name="groups_by_rt"),
    path("anggota/kelompok/<uuid:group_id>/", groups.group, name="group"),
    path("anggota/kelompok/<uuid:group_id>/masuk/", groups.group_enter, name="group_enter"),
    path("anggota/kelompok/<uuid:group_id>/keluar/", groups.group_leave, name="group_leave"),
    path("anggota/kelompok/<uuid:group_id>/ketua/", groups.group_lead, name="group_lead"),
    path("anggota/kelompok/<uuid:group_id>/tutup/", groups.group_close, name="group_close"),
    path("anggota/usaha/", businesses.businesses, name="businesses"),
    path("anggota/usaha/unduh/", businesses.businesses_export, name="businesses_export"),
    path("anggota/usaha/<uuid:business_id>/", businesses.business, name="business"),
    path("anggota/usaha/<uuid:business_id>/ubah/", businesses.business_change, name="business_change"),
    path("anggota/usaha/<uuid:business_id>/akhiri/", businesses.business_end, name="business_end"),
    path("anggota/usaha/<uuid:business_id>/surat/", businesses.paper_add, name="paper_add"),
    path(
        "anggota/usaha/<uuid:business_id>/surat/<uuid:paper_id>/",
        businesses.paper_picture,
        name="paper_picture",
    ),
    path(
        "anggota/usaha/<uuid:business_id>/surat/<uuid:paper_id>/hapus/",
        businesses.paper_remove,
        name="paper_remove",
    ),
    path("anggota/<uuid:member_id>/data/", file_data.data, name="data"),
    path("anggota/<uuid:member_id>/data/nomor/", file_data.number, name="number"),
    path("anggota/<uuid:member_id>/data/ktp/", file_data.ktp, name="ktp"),
    path("anggota/<uuid:member_id>/data/foto/", file_data.photo_keep, name="photo_keep"),
    path("anggota/<uuid:member_id>/data/foto/hapus/", file_data.photo_remove, name="photo_remove"),
    path("anggota/<uuid:member_id>/foto/", file_parts.photo, name="photo"),
    path("anggota/<uuid:member_id>/persetujuan/", file_parts.consent, name="consent"),
    path("anggota/<uuid:member_id>/ahli-waris/", file_parts.heirs, name="heirs"),
    path("anggota/<uuid:member_id>/usaha/baru/", businesses.business_new, name="business_new"),
]
