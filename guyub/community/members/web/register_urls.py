"""Addresses of the register of members and their cards."""

from django.urls import path

from guyub.community.members.web.views import cards, register

app_name = "register"
urlpatterns = [
    path("anggota/", register.members, name="members"),
    path("anggota/cari/", register.member_find, name="member_find"),
    path("anggota/unduh/", register.members_export, name="members_export"),
    path("anggota/kartu/", cards.cards, name="cards"),
    path("anggota/<uuid:member_id>/kartu/", cards.card, name="card"),
    path("anggota/<uuid:member_id>/kartu/cetak/", cards.card_pdf, name="card_pdf"),
]
