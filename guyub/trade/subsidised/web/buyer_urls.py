"""Addresses of buyers of rationed goods."""

from django.urls import path

from guyub.trade.subsidised.web.views import buyers, lists

app_name = "buyers"
_BUYER = "jatah/pembeli/<uuid:consumer_id>"
urlpatterns = [
    path("jatah/pembeli/", buyers.buyers, name="buyers"),
    path("jatah/pembeli/cari/", buyers.buyer_find, name="buyer_find"),
    path("jatah/pembeli/baru/", buyers.buyer_new, name="buyer_new"),
    path(f"{_BUYER}/", buyers.buyer, name="buyer"),
    path(f"{_BUYER}/ubah/", buyers.buyer_change, name="buyer_change"),
    path(f"{_BUYER}/golongan/<uuid:standing_id>/akhiri/", buyers.standing_end, name="standing_end"),
    path(f"{_BUYER}/lupa/", buyers.buyer_forget, name="buyer_forget"),
    path("jatah/daftar-resmi/", lists.buyer_list, name="buyer_list"),
    path("jatah/nik-saya/", buyers.uses, name="uses"),
]
