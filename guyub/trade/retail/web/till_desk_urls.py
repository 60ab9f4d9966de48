"""Addresses where people set tills up."""

from django.urls import path

from guyub.trade.retail.web.views import till_desk

app_name = "till_desk"
urlpatterns = [
    path("gerai/kasir/", till_desk.tills, name="tills"),
    path("gerai/kasir/pin/", till_desk.till_pin, name="till_pin"),
    path("gerai/kasir/<uuid:device_id>/", till_desk.till_set, name="till_set"),
]
