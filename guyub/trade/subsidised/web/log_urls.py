"""Addresses beside the official sites: what to type there, ends of days, the log, oddities, unmet, gone devices."""

from django.urls import path

from guyub.trade.subsidised.web.views import day_closes, held, logbook, oddities, officials, unmet

app_name = "rations_log"
_SALE = "jatah/catatan/<uuid:sale_id>"
_DAY = "jatah/harian/<slug:programme>/<str:on>"
urlpatterns = [
    path("jatah/catatan/", officials.queue, name="queue"),
    path(f"{_SALE}/", officials.sale, name="sale"),
    path(f"{_SALE}/nik/", officials.nik, name="nik"),
    path(f"{_SALE}/langkah/", officials.step, name="step"),
    path("jatah/harian/", day_closes.days, name="days"),
    path(f"{_DAY}/", day_closes.day_shown, name="day"),
    path(f"{_DAY}/periksa/", day_closes.check, name="check"),
    path(f"{_DAY}/beres/", day_closes.settle, name="settle"),
    path(f"{_DAY}/cetak/", day_closes.day_paper, name="day_paper"),
    path("jatah/buku/", logbook.book, name="book"),
    path("jatah/buku/cetak/", logbook.book_paper, name="book_paper"),
    path("jatah/buku/kosong/", logbook.blank_paper, name="blank_paper"),
    path("jatah/buku/tabel/", logbook.book_table, name="book_table"),
    path("jatah/buku/lengkap/", logbook.book_full, name="book_full"),
    path("jatah/tak-terlayani/", unmet.unmet, name="unmet"),
    path("jatah/perangkat/", held.held, name="held"),
    path("jatah/perangkat/<uuid:device_id>/lepas/", held.held_back, name="held_back"),
    path("jatah/janggal/", oddities.oddities, name="oddities"),
    path("jatah/janggal/<uuid:oddity_id>/", oddities.decide, name="decide"),
]
