"""Addresses of the lists of instalments that collectors take along."""

from django.urls import path

from guyub.finance.loans.web.views import collection_returns, collections

app_name = "instalment_lists"
_LIST = "pinjaman/daftar-tagih/<uuid:list_id>"
urlpatterns = [
    path("pinjaman/daftar-tagih/", collections.lists, name="lists"),
    path("pinjaman/daftar-tagih/baru/", collections.list_new, name="list_new"),
    path(f"{_LIST}/", collections.one, name="one"),
    path(f"{_LIST}/batal/", collections.call_off, name="call_off"),
    path(f"{_LIST}/catat/", collections.field, name="field"),
    path(f"{_LIST}/hitung/", collection_returns.count, name="count"),
    path(f"{_LIST}/terima/", collection_returns.book, name="book"),
    path(f"{_LIST}/lembar/", collections.sheet, name="sheet"),
    path(f"{_LIST}/kwitansi/", collection_returns.receipts, name="receipts"),
]
