"""Addresses of consignment: agreements, papers, statements, payouts."""

from django.urls import path

from guyub.trade.consignment.web.views import agreements, slips, statements

app_name = "consignment"
_AGREEMENT = "titip-jual/<uuid:agreement_id>"
_STATEMENT = "titip-jual/perhitungan/<uuid:statement_id>"
urlpatterns = [
    path("titip-jual/", agreements.agreements, name="agreements"),
    path("titip-jual/baru/", agreements.agreement_new, name="agreement_new"),
    path(f"{_AGREEMENT}/", agreements.agreement, name="agreement"),
    path(f"{_AGREEMENT}/syarat/", agreements.terms, name="terms"),
    path(f"{_AGREEMENT}/nama/", agreements.name, name="name"),
    path(f"{_AGREEMENT}/akhiri/", agreements.end, name="end"),
    path(f"{_AGREEMENT}/surat/<str:kind>/", slips.slip_new, name="slip_new"),
    path(f"{_AGREEMENT}/surat/<uuid:slip_id>/batal/", slips.slip_back, name="slip_back"),
    path(f"{_AGREEMENT}/hitung/", statements.draw, name="draw"),
    path(f"{_STATEMENT}/", statements.statement, name="statement"),
    path(f"{_STATEMENT}/cetak/", statements.statement_pdf, name="statement_pdf"),
    path(f"{_STATEMENT}/bayar/", statements.pay, name="pay"),
    path(f"{_STATEMENT}/batal/", statements.statement_back, name="statement_back"),
    path(f"{_STATEMENT}/bayaran/<uuid:payout_id>/batal/", statements.payout_back, name="payout_back"),
]
