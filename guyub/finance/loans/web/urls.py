"""Addresses of loans: the simulator, which anybody may open; the list; one loan with its acts and papers."""

from django.urls import path

from guyub.finance.loans.web.views import book, loans, papers, securities, simulator

app_name = "loans"
_ONE = "pinjaman/<uuid:loan_id>"
urlpatterns = [
    path("simulasi-pinjaman/", simulator.simulator, name="simulator"),
    path("pinjaman/", book.book, name="book"),
    path(f"{_ONE}/", loans.loan, name="loan"),
    path(f"{_ONE}/cair/", loans.pay_out, name="pay_out"),
    path(f"{_ONE}/cair/batal/", loans.take_out_back, name="take_out_back"),
    path(f"{_ONE}/bayar/", loans.payment, name="payment"),
    path(f"{_ONE}/lunas/", loans.settle, name="settle"),
    path(f"{_ONE}/potong/", loans.order, name="order"),
    path(f"{_ONE}/batal/", loans.take_back, name="take_back"),
    path(f"{_ONE}/penjamin/", securities.guarantor_new, name="guarantor_new"),
    path(f"{_ONE}/penjamin/lepas/", securities.guarantor_release, name="guarantor_release"),
    path(f"{_ONE}/penjamin/tagih/", securities.guarantee_call, name="guarantee_call"),
    path(f"{_ONE}/penjamin/ganti/", securities.guarantor_repaid, name="guarantor_repaid"),
    path(f"{_ONE}/penjamin/ganti/batal/", securities.repayment_back, name="repayment_back"),
    path(f"{_ONE}/agunan/", securities.collateral_new, name="collateral_new"),
    path(f"{_ONE}/agunan/kembali/", securities.collateral_return, name="collateral_return"),
    path(f"{_ONE}/agunan/<uuid:collateral_id>/", securities.collateral_picture, name="collateral_picture"),
    path(f"{_ONE}/akad/", papers.contract, name="contract"),
    path(f"{_ONE}/kartu/", papers.card, name="card"),
    path(f"{_ONE}/bukti-cair/", papers.paid_out, name="paid_out"),
    path(f"{_ONE}/kuitansi/<uuid:event_id>/", papers.receipt, name="receipt"),
]
