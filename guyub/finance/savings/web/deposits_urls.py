"""Addresses of simpanan berjangka."""

from django.urls import path

from guyub.finance.savings.web.views import deposit_acts, deposits

app_name = "term_deposits"
_ONE = "simpanan/berjangka/<uuid:account_id>"
urlpatterns = [
    path("simpanan/berjangka/", deposits.deposits, name="deposits"),
    path("simpanan/berjangka/unduh/", deposits.deposits_export, name="deposits_export"),
    path("simpanan/berjangka/baru/<uuid:member_id>/", deposit_acts.new, name="new"),
    path("simpanan/berjangka/baru/<uuid:member_id>/hitung/", deposit_acts.quote, name="quote"),
    path(f"{_ONE}/", deposits.deposit, name="deposit"),
    path(f"{_ONE}/cairkan/", deposit_acts.take, name="take"),
    path(f"{_ONE}/perpanjangan/", deposit_acts.roll, name="roll"),
    path(f"{_ONE}/batal/", deposit_acts.take_back, name="take_back"),
    path(f"{_ONE}/bilyet/", deposit_acts.certificate, name="certificate"),
]
