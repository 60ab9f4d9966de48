"""Addresses of the city: what it needs of rationed goods, and proposals of how they are shared."""

from django.urls import path

from guyub.trade.subsidised.web.views import households, shares

app_name = "shares"
urlpatterns = [
    path("kota/lpg/", shares.needs, name="needs"),
    path("kota/lpg/unduh/", shares.needs_export, name="needs_export"),
    path("kota/lpg/rumah-tangga/", households.households, name="households"),
    path("kota/lpg/pembagian/usulkan/", shares.round_new, name="round_new"),
    path("kota/lpg/pembagian/<uuid:round_id>/", shares.round_, name="round"),
    path("kota/lpg/pembagian/<uuid:round_id>/unduh/", shares.round_export, name="round_export"),
]
