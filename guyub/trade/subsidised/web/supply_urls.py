"""Addresses of supply: contracts with agents, deliveries, requests for more."""

from django.urls import path

from guyub.trade.subsidised.web.views import supply, supply_requests

app_name = "supply"
_DELIVERY = "pasokan/kiriman/<uuid:delivery_id>"
_REQUEST = "pasokan/permintaan/<uuid:supply_request_id>"
urlpatterns = [
    path("pasokan/", supply.supply, name="supply"),
    path("pasokan/unduh/", supply.deliveries_export, name="deliveries_export"),
    path("pasokan/kontrak/tulis/", supply.contract_write, name="contract_write"),
    path("pasokan/kontrak/<uuid:contract_id>/akhiri/", supply.contract_end, name="contract_end"),
    path("pasokan/kiriman/rencana/", supply.delivery_plan, name="delivery_plan"),
    path(f"{_DELIVERY}/", supply.delivery, name="delivery"),
    path(f"{_DELIVERY}/datang/", supply.delivery_arrive, name="delivery_arrive"),
    path(f"{_DELIVERY}/batal/", supply.delivery_back, name="delivery_back"),
    path("pasokan/permintaan/tulis/", supply_requests.request_write, name="request_write"),
    path(f"{_REQUEST}/", supply_requests.supply_request, name="request"),
    path(f"{_REQUEST}/surat/", supply_requests.request_pdf, name="request_pdf"),
    path(f"{_REQUEST}/jawab/", supply_requests.request_answer, name="request_answer"),
]
