"""Addresses of loans in trouble: arrears, reminders, visits, other terms, pauses, writing off, insurance, a death."""

from django.urls import path

from guyub.finance.loans.web.views import arrears, bereavement, pauses, premiums, relief, trouble

app_name = "loan_arrears"
_LIST = "pinjaman/tunggakan"
_ONE = f"{_LIST}/<uuid:loan_id>"
urlpatterns = [
    path(f"{_LIST}/", arrears.arrears, name="arrears"),
    path(f"{_LIST}/tabel/", arrears.table, name="table"),
    path(f"{_LIST}/pengingat/", arrears.reminders, name="reminders"),
    path(f"{_LIST}/pengingat/terkirim/", arrears.reminders_sent, name="reminders_sent"),
    path(f"{_LIST}/surat/<uuid:reminder_id>/", trouble.letter, name="letter"),
    path(f"{_LIST}/jeda/", pauses.pauses, name="pauses"),
    path(f"{_LIST}/jeda/<uuid:pause_id>/", pauses.pause, name="pause"),
    path(f"{_LIST}/jeda/<uuid:pause_id>/batal/", pauses.pause_back, name="pause_back"),
    path(f"{_LIST}/premi/", premiums.premiums, name="premiums"),
    path(f"{_LIST}/premi/<uuid:payment_id>/batal/", premiums.premiums_back, name="premiums_back"),
    path(f"{_LIST}/duka/<uuid:member_id>/", bereavement.death, name="death"),
    path(f"{_LIST}/duka/<uuid:member_id>/batal/", bereavement.death_back, name="death_back"),
    path(f"{_LIST}/klaim/<uuid:claim_id>/", bereavement.claim_answer, name="claim_answer"),
    path(f"{_ONE}/", trouble.trouble, name="trouble"),
    path(f"{_ONE}/kunjungan/", trouble.visit, name="visit"),
    path(f"{_ONE}/surat/", trouble.letter_issue, name="letter_issue"),
    path(f"{_ONE}/restrukturisasi/", relief.restructure, name="restructure"),
    path(
        f"{_ONE}/restrukturisasi/<uuid:restructure_id>/", relief.restructure_sheet, name="restructure_sheet"
    ),
    path(
        f"{_ONE}/restrukturisasi/<uuid:restructure_id>/batal/",
        relief.restructure_back,
        name="restructure_back",
    ),
    path(f"{_ONE}/keringanan/", relief.waive, name="waive"),
    path(f"{_ONE}/keringanan/<uuid:event_id>/batal/", relief.waive_back, name="waive_back"),
    path(f"{_ONE}/hapus-buku/", relief.write_off, name="write_off"),
    path(f"{_ONE}/hapus-buku/batal/", relief.write_off_back, name="write_off_back"),
    path(f"{_ONE}/hapus-tagih/", relief.forgive, name="forgive"),
    path(f"{_ONE}/hapus-tagih/batal/", relief.forgive_back, name="forgive_back"),
    path(f"{_ONE}/klaim/", bereavement.claim, name="claim"),
]
