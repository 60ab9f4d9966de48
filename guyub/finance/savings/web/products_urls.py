"""Addresses of products of savings, their terms, and the gate of the savings-and-loan unit."""

from django.urls import path

from guyub.finance.savings.web.views import gate, products

app_name = "savings_products"
_CITY = "kota/koperasi/<str:code>/simpan-pinjam"
urlpatterns = [
    path("simpanan/produk/", products.products, name="products"),
    path("simpanan/produk/unduh/", products.products_export, name="products_export"),
    path("simpanan/produk/baru/", products.product_new, name="product_new"),
    path("simpanan/produk/unit/", gate.unit, name="unit"),
    path("simpanan/produk/<uuid:product_id>/", products.product, name="product"),
    path("simpanan/produk/<uuid:product_id>/ketentuan/", products.terms_new, name="terms_new"),
    path("simpanan/produk/<uuid:product_id>/tutup/", products.product_close, name="product_close"),
    path(f"{_CITY}/", gate.city, name="city"),
    path(f"{_CITY}/izinkan/", gate.city_open, name="city_open"),
    path(f"{_CITY}/cabut/", gate.city_close, name="city_close"),
]
