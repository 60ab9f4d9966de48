"""Addresses of the books: each names the ward by its code."""

from django.urls import path, register_converter

from guyub.books.ledger.domain.statements import StatementName
from guyub.books.ledger.web.views import accounts, books, journal, own, statements


class StatementInAddress:
    """The name of a statement: ``neraca``, ``arus-kas``."""

    regex = "|".join(StatementName)

    def to_python(self, value: str) -> StatementName:
        """Read it."""
        return StatementName(value)

    def to_url(self, value: str) -> str:
        """Write it."""
        return str(value)


register_converter(StatementInAddress, "statement")
app_name = "ledger"
urlpatterns = [
    path("buku/", own.own, name="own"),
    path("buku/<ward:code>/", own.books, name="books"),
    path("buku/<ward:code>/mulai/", accounts.start, name="start"),
    path("buku/<ward:code>/jurnal/", journal.journal, name="journal"),
    path("buku/<ward:code>/jurnal/baru/", journal.journal_new, name="journal_new"),
    path(
        "buku/<ward:code>/jurnal/menunggu/<uuid:approval_id>/bukti/",
        journal.waiting_file,
        name="waiting_file",
    ),
    path("buku/<ward:code>/jurnal/<uuid:entry_id>/", journal.entry, name="entry"),
    path("buku/<ward:code>/jurnal/<uuid:entry_id>/balik/", journal.entry_reverse, name="entry_reverse"),
    path("buku/<ward:code>/jurnal/<uuid:entry_id>/perbaiki/", journal.entry_correct, name="entry_correct"),
    path("buku/<ward:code>/jurnal/<uuid:entry_id>/bukti/", journal.entry_file, name="entry_file"),
    path("buku/<ward:code>/buku-besar/", accounts.accounts, name="accounts"),
    path(
        "buku/<ward:code>/buku-besar/<uuid:account_id>/tutup/", accounts.account_close, name="account_close"
    ),
    path(
        "buku/<ward:code>/buku-besar/<uuid:account_id>/buka/", accounts.account_reopen, name="account_reopen"
    ),
    path("buku/<ward:code>/buku-besar/<str:account>/", books.account, name="account"),
    path("buku/<ward:code>/kas/", books.cash, name="cash"),
    path("buku/<ward:code>/<statement:name>/", statements.statement, name="statement"),
]
