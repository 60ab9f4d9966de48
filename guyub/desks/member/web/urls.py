"""Addresses of the member's own pages, the kiosk, and the page of one member."""

from __future__ import annotations

from django.urls import path

from guyub.desks.member.web.views import (
    kiosk,
    members,
    own,
    own_bon,
    own_consigned,
    own_data,
    own_lent,
    own_loans,
    own_orders,
    own_rations,
    own_requests,
    own_savings,
)

app_name = "member_desk"
_OWN_LOAN = "saya/pinjaman/<uuid:loan_id>"
_LOAN = "saya/pinjaman/permohonan/<uuid:application_id>"
urlpatterns = [
    path("saya/ringkasan/", own.home, name="home"),
    path("saya/banding/<uuid:case_id>/", own.own_appeal, name="own_appeal"),
    path("saya/simpanan/", own_savings.savings, name="savings"),
    path("saya/simpanan/buku/<str:mark>/", own_savings.own_book, name="own_book"),
    path("saya/simpanan/rekening/", own_savings.own_statement, name="own_statement"),
    path("saya/simpanan/rekening/terbit/", own_savings.own_statement_issue, name="own_statement_issue"),
    path("saya/simpanan/rekening/<int:year>/", own_savings.own_year, name="own_year"),
    path("saya/simpanan/wajib/", own_savings.own_dues, name="own_dues"),
    path("saya/simpanan/ambil/", own_savings.own_withdrawal, name="own_withdrawal"),
    path(
        "saya/simpanan/ambil/<uuid:withdrawal_id>/batal/",
        own_savings.own_withdrawal_off,
        name="own_withdrawal_off",
    ),
    path("saya/pinjaman/", own_lent.loans, name="loans"),
    path(f"{_OWN_LOAN}/", own_lent.own_loan_page, name="loan"),
    path(f"{_OWN_LOAN}/potongan/", own_lent.own_loan_order, name="loan_order"),
    path(f"{_OWN_LOAN}/kuitansi/<uuid:event_id>/", own_lent.own_loan_receipt, name="loan_receipt"),
    path("saya/pinjaman/permohonan/", own_loans.loan_requests, name="loan_requests"),
    path("saya/pinjaman/permohonan/baru/", own_loans.loan_request_new, name="loan_request_new"),
    path(
        "saya/pinjaman/permohonan/berkas/<uuid:paper_id>/",
        own_loans.loan_request_file,
        name="loan_request_file",
    ),
    path(f"{_LOAN}/", own_loans.loan_request, name="loan_request"),
    path(f"{_LOAN}/tarik/", own_loans.loan_request_withdraw, name="loan_request_withdraw"),
    path(f"{_LOAN}/banding/", own_loans.loan_request_appeal, name="loan_request_appeal"),
    path(f"{_LOAN}/persetujuan/", own_loans.loan_request_consent, name="loan_request_consent"),
    path(f"{_LOAN}/berkas/", own_loans.loan_request_paper, name="loan_request_paper"),
    path("saya/bon/", own_bon.own_bon, name="own_bon"),
    path("saya/pesanan/", own_orders.own_orders, name="own_orders"),
    path("saya/titipan/", own_consigned.own_consigned, name="own_consigned"),
    path("saya/jatah/", own_rations.own_rations, name="own_rations"),
    path("saya/jatah/antrean/<uuid:queue_id>/", own_rations.own_queue_enter, name="own_queue_enter"),
    path("saya/lembar/", own.own_sheet, name="own_sheet"),
    path("saya/saran/", own.suggest, name="suggest"),
    path("saya/data/", own_data.own_data, name="own_data"),
    path("saya/data/nomor/", own_data.own_numbers, name="own_numbers"),
    path("saya/data/persetujuan/", own_data.own_consent, name="own_consent"),
    path("saya/data/salinan/", own_data.own_copy_file, name="own_copy"),
    path("saya/permintaan/", own_requests.own_requests, name="requests"),
    path("saya/permintaan/koreksi/", own_requests.correction, name="correction"),
    path("saya/permintaan/sanggah/<str:what>/", own_requests.dispute_new, name="dispute"),
    path(
        "saya/permintaan/<uuid:own_request_id>/tarik/", own_requests.request_withdraw, name="request_withdraw"
    ),
    path("anggota/<uuid:member_id>/", members.member, name="member"),
    path("anggota/<uuid:member_id>/buka/", members.member_unmask, name="member_unmask"),
    path("anggota/<uuid:member_id>/berkas/", members.member_pdf, name="member_pdf"),
    path("anggota/<uuid:member_id>/lembar/", own.member_sheet, name="member_sheet"),
    path("kios/", kiosk.kiosk, name="kiosk"),
    path("kios/mulai/", kiosk.kiosk_begin, name="kiosk_begin"),
    path("kios/saya/", kiosk.kiosk_summary, name="kiosk_summary"),
    path("kios/pin/", kiosk.kiosk_know, name="kiosk_know"),
    path("kios/pin/baru/", kiosk.kiosk_pin, name="kiosk_pin"),
    path("kios/tutup/", kiosk.kiosk_end, name="kiosk_end"),
]
