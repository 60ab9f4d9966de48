"""Addresses of bon: who owes, one member's bon, paying, reminders."""

from django.urls import path

from guyub.trade.retail.web.views import bon, bon_member

app_name = "bon"
urlpatterns = [
    path("gerai/bon/", bon.bon, name="bon"),
    path("gerai/bon/unduh/", bon.table, name="table"),
    path("gerai/bon/ingatkan/", bon.reminders, name="reminders"),
    path("gerai/bon/ingatkan/terkirim/", bon.reminders_sent, name="reminders_sent"),
    path("gerai/bon/kasir/<uuid:till_id>/lepas/", bon.release, name="release"),
    path("gerai/bon/bukti/<uuid:payment_id>/", bon_member.receipt, name="receipt"),
    path("gerai/bon/bukti/<uuid:payment_id>/batal/", bon_member.payment_back, name="payment_back"),
    path("gerai/bon/<uuid:member_id>/", bon_member.member, name="member"),
    path("gerai/bon/<uuid:member_id>/bayar/", bon_member.pay, name="pay"),
]
