"""Addresses of assets bought, given and sold: money moves with the list."""

from django.urls import path

from guyub.books.treasury.web.views import asset_deals

app_name = "asset_deals"
urlpatterns = [
    path("aset/<ward:code>/baru/", asset_deals.buy, name="buy"),
    path("aset/<ward:code>/<uuid:asset_id>/lepas/", asset_deals.sell, name="sell"),
    path("aset/<ward:code>/<uuid:asset_id>/urung/", asset_deals.undo, name="undo"),
]
