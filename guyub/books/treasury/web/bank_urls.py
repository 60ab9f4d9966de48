"""Addresses of bank statements and their matching: each names the ward by its code."""

from django.urls import path

from guyub.books.treasury.web.views import bank_files, banks

app_name = "banks"
_ROOT = "bank/<ward:code>"
_ONE = f"{_ROOT}/<uuid:bank_id>"
_FILE = f"{_ROOT}/koran/<uuid:statement_id>"
urlpatterns = [
    path(f"{_ROOT}/", banks.banks, name="banks"),
    path(f"{_ONE}/", banks.bank, name="bank"),
    path(f"{_ONE}/otomatis/", banks.match_sure, name="match_sure"),
    path(f"{_ONE}/cocokkan/", banks.match, name="match"),
    path(f"{_ONE}/cocok/", banks.matches, name="matches"),
    path(f"{_ROOT}/cocok/<uuid:match_id>/lepas/", banks.match_let_go, name="match_let_go"),
    path(f"{_ONE}/baris/<uuid:line_id>/catat/", banks.line_record, name="line_record"),
    path(f"{_ONE}/rekonsiliasi/<int:year>-<int:month>/", banks.sheet, name="sheet"),
    path(f"{_ONE}/impor/", bank_files.bring, name="bring"),
    path(f"{_FILE}/", bank_files.statement, name="statement"),
    path(f"{_FILE}/kolom/", bank_files.statement_map, name="statement_map"),
    path(f"{_FILE}/masukkan/", bank_files.statement_take, name="statement_take"),
    path(f"{_FILE}/buang/", bank_files.statement_drop, name="statement_drop"),
    path(f"{_FILE}/batalkan/", bank_files.statement_undo, name="statement_undo"),
]
