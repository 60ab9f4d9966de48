"""Addresses of QRIS: the cooperative's own code, what waits for the bank account, what never came."""

from django.urls import path

from guyub.trade.retail.web.views import qris, qris_code

app_name = "qris"
urlpatterns = [
    path("gerai/qris/", qris.waiting, name="waiting"),
    path("gerai/qris/nota/<uuid:sale_id>/", qris.missing, name="missing"),
    path("gerai/qris/masuk/<uuid:settlement_id>/batal/", qris.settlement_undo, name="settlement_undo"),
    path("gerai/qris/kode/", qris_code.code, name="code"),
    path("gerai/qris/kode/ajukan/", qris_code.code_propose, name="code_propose"),
    path("gerai/qris/kode/berhenti/", qris_code.code_withdraw, name="code_withdraw"),
]
