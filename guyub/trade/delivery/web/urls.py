"""Addresses of the city's plans of deliveries."""

from django.urls import path

from guyub.trade.delivery.web.views import plans

app_name = "deliveries"
urlpatterns = [
    path("kota/lpg/kirim/", plans.route_plan, name="route_plan"),
    path("kota/lpg/kirim/unduh/", plans.route_plan_export, name="route_plan_export"),
]
