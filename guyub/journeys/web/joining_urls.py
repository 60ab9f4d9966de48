"""Addresses of joining: the simpanan pokok of a candidate, the welcome slip, a way in from the own phone."""

from django.urls import path

from guyub.journeys.web.views import joining, portal

app_name = "joining"
urlpatterns = [
    path("anggota/calon/", joining.candidates, name="candidates"),
    path("anggota/calon/<uuid:member_id>/", joining.candidate, name="candidate"),
    path("anggota/calon/<uuid:member_id>/batal/", joining.payment_back, name="payment_back"),
    path("anggota/calon/<uuid:member_id>/selamat-datang/", joining.welcome, name="welcome"),
    path("anggota/<uuid:member_id>/akses/", portal.access, name="portal"),
]
