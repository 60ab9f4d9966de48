"""Addresses of the register of members and their cards."""

from django.urls import path

from guyub.community.members.web.views import register

app_name = "register"
urlpatterns = [
    path("anggota/", register.members, name="members"),
    path("anggota/cari/", register.member_find, name="member_find"),
    path("anggota/unduh/", register.members_export, name="members_export"),
]
