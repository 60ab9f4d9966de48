"""Addresses of running loans from a spreadsheet."""

from django.urls import path

from guyub.finance.loans.web.views import openings
from guyub.foundation.intake.web.addresses import table_paths

app_name = "loan_openings"
urlpatterns = [
    *table_paths(openings.PAGES, "pinjaman/saldo-awal/"),
    path("pinjaman/saldo-awal/<uuid:batch_id>/pinjaman/", openings.loans, name="loans"),
]
