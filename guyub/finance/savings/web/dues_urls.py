"""Addresses of simpanan wajib: bills, arrears, payments, waivers."""

from django.urls import path

from guyub.finance.savings.web.views import dues, dues_member

app_name = "dues"
_MEMBER = "simpanan/wajib/<uuid:member_id>"
urlpatterns = [
    path("simpanan/tagihan/", dues.bills, name="bills"),
    path("simpanan/tagihan/buat/", dues.make, name="make"),
    path("simpanan/tagihan/tabel/", dues.table, name="table"),
    path(f"{_MEMBER}/", dues_member.member, name="member"),
    path(f"{_MEMBER}/terima/", dues_member.take, name="take"),
    path(f"{_MEMBER}/keringanan/", dues_member.waive, name="waive"),
    path(f"{_MEMBER}/rutin/", dues_member.standing, name="standing"),
]
