"""Addresses of what the tills sold: receipts, a day, a span of days."""

from django.urls import path

from guyub.trade.retail.web.views import sales, shop_days, shop_figures

app_name = "shop"
_SALE = "gerai/penjualan/<uuid:sale_id>"
urlpatterns = [
    path("gerai/penjualan/", sales.sales, name="sales"),
    path("gerai/penjualan/unduh/", sales.sales_export, name="sales_export"),
    path("gerai/penjualan/hari/", shop_days.day_shown, name="day"),
    path("gerai/penjualan/hari/lembar/", shop_days.day_paper, name="day_paper"),
    path("gerai/penjualan/angka/", shop_figures.figures, name="figures"),
    path("gerai/penjualan/angka/unduh/", shop_figures.figures_export, name="figures_export"),
    path(f"{_SALE}/", sales.sale, name="sale"),
    path(f"{_SALE}/salin/", sales.receipt_copy, name="receipt_copy"),
    path(f"{_SALE}/salinan/<int:copy_no>/", sales.receipt, name="receipt"),
    path(f"{_SALE}/salinan/<int:copy_no>/lembar/", sales.receipt_paper, name="receipt_paper"),
    path(f"{_SALE}/salinan/<int:copy_no>/printer/", sales.receipt_bytes_sent, name="receipt_bytes"),
]
