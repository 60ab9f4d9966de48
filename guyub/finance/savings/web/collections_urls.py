"""Addresses of collecting: lists that go out and come back, bills as messages and slips."""

from django.urls import path

from guyub.finance.savings.web.views import (
    bill_messages,
    collection_papers,
    collection_returns,
    collections,
)

app_name = "collections"
_LIST = "simpanan/daftar-tagih/<uuid:list_id>"
urlpatterns = [
    path("simpanan/daftar-tagih/", collections.lists, name="lists"),
    path("simpanan/daftar-tagih/baru/", collections.list_new, name="list_new"),
    path(f"{_LIST}/", collections.one, name="one"),
    path(f"{_LIST}/batal/", collections.call_off, name="call_off"),
    path(f"{_LIST}/catat/", collections.field, name="field"),
    path(f"{_LIST}/hitung/", collection_returns.count, name="count"),
    path(f"{_LIST}/terima/", collection_returns.book, name="book"),
    path(f"{_LIST}/lembar/", collection_papers.sheet, name="sheet"),
    path(f"{_LIST}/slip/", collection_papers.slips, name="slips"),
    path(f"{_LIST}/kwitansi/", collection_papers.receipts, name="receipts"),
    path("simpanan/tagihan-pesan/", bill_messages.messages, name="messages"),
    path("simpanan/tagihan-pesan/terkirim/", bill_messages.sent, name="messages_sent"),
    path("simpanan/tagihan-pesan/slip/", collection_papers.bill_slips, name="bill_slips"),
]
