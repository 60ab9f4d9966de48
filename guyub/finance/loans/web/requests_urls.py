"""Addresses of applications for loans."""

from django.urls import path

from guyub.finance.loans.web.views import request_acts, requests

app_name = "loan_requests"
_ONE = "pinjaman/permohonan/<uuid:application_id>"
urlpatterns = [
    path("pinjaman/permohonan/", requests.requests, name="requests"),
    path("pinjaman/permohonan/unduh/", requests.requests_export, name="requests_export"),
    path("pinjaman/permohonan/baru/", requests.request_whose, name="request_whose"),
    path("pinjaman/permohonan/baru/<uuid:member_id>/", request_acts.request_new, name="request_new"),
    path(f"{_ONE}/", requests.request, name="request"),
    path(f"{_ONE}/analisis/", request_acts.request_analyse, name="request_analyse"),
    path(f"{_ONE}/komite/", request_acts.request_submit, name="request_submit"),
    path(f"{_ONE}/tarik/", request_acts.request_withdraw, name="request_withdraw"),
    path(f"{_ONE}/banding/", request_acts.request_appeal, name="request_appeal"),
    path(f"{_ONE}/persetujuan/", request_acts.request_consent, name="request_consent"),
    path(f"{_ONE}/berkas/", request_acts.request_paper, name="request_paper"),
    path(f"{_ONE}/batal/", request_acts.agreed_cancel, name="agreed_cancel"),
    path("pinjaman/permohonan/berkas/<uuid:paper_id>/", requests.paper, name="paper"),
]
