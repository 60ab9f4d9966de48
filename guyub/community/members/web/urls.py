"""Addresses of letters of residents, for officers."""

from django.urls import path

from guyub.community.members.web.views import downloads, letters

app_name = "members"
urlpatterns = [
    path("surat/", letters.letters, name="letters"),
    path("surat/unduh/<str:what>/", downloads.letters_export, name="letters_export"),
    path("surat/gabung/<uuid:letter_id>/", letters.join_request, name="join_request"),
    path("surat/gabung/<uuid:letter_id>/nomor/", letters.join_phone, name="join_phone"),
    path("surat/saran/<uuid:letter_id>/", letters.suggestion_answer, name="suggestion_answer"),
]
