"""Addresses of closing and verifying the books of a cooperative."""

from django.urls import path

from guyub.journeys.web.views import closing, verifying

app_name = "closing"
urlpatterns = [
    path("buku/<ward:code>/tutup/", closing.books, name="books"),
    path("buku/<ward:code>/tutup/bulan/", closing.month_close, name="month_close"),
    path("buku/<ward:code>/tutup/tahun/", closing.year_close, name="year_close"),
    path("buku/<ward:code>/tutup/buka/", closing.reopen_ask, name="reopen_ask"),
    path("buku/<ward:code>/tutup/lembar/<int:year>/<int:month>/", closing.month_sheet, name="month_sheet"),
    path("buku/<ward:code>/periksa/", verifying.verify, name="verify"),
    path("buku/<ward:code>/periksa/jurnal.jsonl", verifying.journal_file, name="journal_file"),
]
