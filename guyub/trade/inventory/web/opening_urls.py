"""Addresses of goods from a spreadsheet."""

from django.urls import path

from guyub.foundation.intake.web.addresses import table_paths
from guyub.trade.inventory.web.views import openings

app_name = "goods_openings"
urlpatterns = [
    *table_paths(openings.PAGES, "barang/saldo-awal/"),
    path("barang/saldo-awal/<uuid:batch_id>/barang/", openings.goods, name="goods"),
]
