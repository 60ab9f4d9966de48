"""Addresses of QRIS: the cooperative's own code."""

from django.urls import path

from guyub.trade.retail.web.views import qris_code

app_name = "qris"
urlpatterns = [
    path("gerai/qris/kode/", qris_code.code, name="code"),
    path("gerai/qris/kode/ajukan/", qris_code.code_propose, name="code_propose"),
    path("gerai/qris/kode/berhenti/", qris_code.code_withdraw, name="code_withdraw"),
]
