"""Addresses of jasa and its tax: the monthly run, the registers, slips."""

from django.urls import path

from guyub.finance.savings.web.views import jasa, jasa_tax

app_name = "jasa"
urlpatterns = [
    path("simpanan/jasa/", jasa.months, name="months"),
    path("simpanan/jasa/bukukan/", jasa.ahead, name="ahead"),
    path("simpanan/jasa/<str:period>/", jasa.month, name="month"),
    path("simpanan/jasa/<str:period>/tabel/", jasa.month_table, name="month_table"),
    path("simpanan/jasa/<str:period>/<uuid:account_id>/", jasa.account, name="account"),
    path("simpanan/pajak-jasa/", jasa_tax.tax, name="tax"),
    path("simpanan/pajak-jasa/<str:period>/", jasa_tax.month, name="tax_month"),
    path("simpanan/pajak-jasa/<str:period>/tabel/", jasa_tax.month_table, name="tax_table"),
    path("simpanan/pajak-jasa/<str:period>/terbitkan/", jasa_tax.issue, name="issue"),
    path("simpanan/pajak-jasa/<str:period>/bayar/", jasa_tax.pay, name="pay_tax"),
    path(
        "simpanan/pajak-jasa/<str:period>/batal/<uuid:payment_id>/", jasa_tax.take_back, name="take_back_tax"
    ),
    path("simpanan/pajak-jasa/<str:period>/bukti/", jasa_tax.slips, name="slips"),
    path("simpanan/pajak-jasa/<str:period>/bukti/<uuid:member_id>/", jasa_tax.slip, name="slip"),
]
