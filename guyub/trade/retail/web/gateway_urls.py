"""Addresses of payment gateways: where they tell, the cooperative's account, what they told."""

from django.urls import path

from guyub.trade.retail.web.views import gateway, gateway_door

app_name = "gateway"
urlpatterns = [
    path("kabar-bayar/<str:provider>/<str:door>/", gateway_door.told, name="told"),
    path("gerai/qris/gerbang/", gateway.account, name="account"),
    path("gerai/qris/gerbang/ajukan/", gateway.account_propose, name="account_propose"),
    path("gerai/qris/gerbang/berhenti/", gateway.account_withdraw, name="account_withdraw"),
    path("gerai/qris/kabar/", gateway.payments, name="payments"),
    path("gerai/qris/kabar/<uuid:payment_id>/putuskan/", gateway.payment_decide, name="payment_decide"),
]
