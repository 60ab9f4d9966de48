"""Addresses of reports on loans: a month, and the sheet of a quarter."""

from django.urls import path

from guyub.finance.loans.web.views import reports

app_name = "loan_reports"
urlpatterns = [
    path("pinjaman/laporan/", reports.reports, name="reports"),
    path("pinjaman/laporan/tabel/", reports.table, name="table"),
    path("pinjaman/laporan/triwulan/", reports.quarter, name="quarter"),
    path("pinjaman/laporan/triwulan/tabel/", reports.quarter_as_table, name="quarter_table"),
]
