"""Addresses of the till's own program."""

from django.urls import path

from guyub.trade.retail.web.views import till

app_name = "till"
urlpatterns = [
    path("kasir/", till.till, name="till"),
    path("kasir/pekerja.js", till.till_worker, name="worker"),
    path("kasir/manifest.json", till.till_manifest, name="manifest"),
]
