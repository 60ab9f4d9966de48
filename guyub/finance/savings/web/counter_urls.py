"""Addresses of the counter: paying in, taking out, holds, what is taken back."""

from django.urls import path

from guyub.finance.savings.web.views import counter

app_name = "savings"
urlpatterns = [
    path("simpanan/", counter.counter, name="counter"),
    path("simpanan/loket/<uuid:member_id>/", counter.member, name="member"),
    path("simpanan/loket/<uuid:member_id>/setor/", counter.pay_in, name="pay_in"),
    path("simpanan/loket/<uuid:member_id>/ambil/", counter.take_out, name="take_out"),
    path("simpanan/loket/<uuid:member_id>/tutup/", counter.close, name="close"),
    path("simpanan/loket/<uuid:member_id>/batal/", counter.take_back, name="take_back"),
    path("simpanan/loket/<uuid:member_id>/tahan/", counter.hold, name="hold"),
    path("simpanan/loket/<uuid:member_id>/lepas/", counter.release, name="release"),
]
