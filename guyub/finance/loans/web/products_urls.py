"""Addresses of products of loans and their terms."""

from django.urls import path

from guyub.finance.loans.web.views import products

app_name = "loan_products"
urlpatterns = [
    path("pinjaman/produk/", products.products, name="products"),
    path("pinjaman/produk/unduh/", products.products_export, name="products_export"),
    path("pinjaman/produk/baru/", products.product_new, name="product_new"),
    path("pinjaman/produk/<uuid:product_id>/", products.product, name="product"),
    path("pinjaman/produk/<uuid:product_id>/ketentuan/", products.terms_new, name="terms_new"),
    path("pinjaman/produk/<uuid:product_id>/tutup/", products.product_close, name="product_close"),
]
