"""Addresses of what sold."""

from django.urls import path

from guyub.trade.inventory.web.views import sales

app_name = "goods_sales"
urlpatterns = [
    path("barang/laku/", sales.sales, name="sales"),
    path("barang/laku/unduh/", sales.sales_export, name="sales_export"),
]
