"""Addresses of passbooks and statements, and of what members ask to take out."""

from django.urls import path

from guyub.finance.savings.web.views import passbooks, statements, withdrawal_requests

app_name = "passbooks"
_BOOK = "simpanan/buku/<uuid:account_id>"
_OF = "simpanan/rekening/<uuid:member_id>"
urlpatterns = [
    path(f"{_BOOK}/", passbooks.book, name="book"),
    path(f"{_BOOK}/slip/", passbooks.slip, name="slip"),
    path(f"{_BOOK}/baru/", passbooks.book_new, name="book_new"),
    path(f"{_BOOK}/<uuid:book_id>/cetak/", passbooks.book_print, name="book_print"),
    path(f"{_BOOK}/<uuid:book_id>/ulang/", passbooks.book_again, name="book_again"),
    path("simpanan/cetakan/<uuid:print_id>/", passbooks.printing, name="printing"),
    path(f"{_OF}/", statements.statement, name="statement"),
    path(f"{_OF}/terbit/", statements.statement_issue, name="statement_issue"),
    path(f"{_OF}/<int:year>/", statements.statement_year, name="statement_year"),
    path("simpanan/permintaan/", withdrawal_requests.requests, name="requests"),
    path(
        "simpanan/permintaan/<uuid:withdrawal_id>/jawab/",
        withdrawal_requests.request_answer,
        name="request_answer",
    ),
]
