"""The permission table's rows of the journal, the statements, closing and verifying."""

from guyub.foundation.identity.domain.roles import Action
from tests.permission_rows import Row, of_books, of_entry, of_place

A = Action
BOOKS_ROWS = (
    Row("closing:books", requires=A.VIEW_STATEMENTS, arguments=of_place()),
    Row("closing:month_close", requires=A.CLOSE_BOOKS, method="post", arguments=of_place()),
    Row("closing:year_close", requires=A.CLOSE_BOOKS, method="post", arguments=of_place()),
    Row("closing:reopen_ask", requires=A.ASK_REOPEN, method="post", arguments=of_place()),
    Row(
        "closing:month_sheet",
        requires=A.VIEW_STATEMENTS,
        arguments={"code": "35.73.03.1003", "year": 2026, "month": 10},
    ),
    Row("closing:verify", requires=A.VERIFY_BOOKS, arguments=of_place()),
    Row("closing:journal_file", requires=A.VIEW_JOURNAL, arguments=of_place()),
    Row("ledger:own", requires=A.VIEW_STATEMENTS),
    Row("ledger:books", requires=A.VIEW_STATEMENTS, arguments=of_place()),
    Row("ledger:statement", requires=A.VIEW_STATEMENTS, arguments=of_books("name", "neraca")),
    Row(
        "ledger:start",
        requires=A.KEEP_ACCOUNTS,
        method="post",
        arguments=of_place(),
        fields={"opened_on": "2026-01-01"},
    ),
    Row("ledger:accounts", requires=A.VIEW_JOURNAL, arguments=of_books()),
    Row(
        "ledger:account_close",
        requires=A.KEEP_ACCOUNTS,
        method="post",
        arguments=of_place("account_id"),
    ),
    Row(
        "ledger:account_reopen",
        requires=A.KEEP_ACCOUNTS,
        method="post",
        arguments=of_place("account_id"),
    ),
    Row("ledger:account", requires=A.VIEW_JOURNAL, arguments=of_books("account", "1.1.02")),
    Row("ledger:cash", requires=A.VIEW_JOURNAL, arguments=of_books()),
    Row("ledger:journal", requires=A.VIEW_JOURNAL, arguments=of_books()),
    Row("ledger:journal_new", requires=A.POST_JOURNAL, arguments=of_books()),
    Row("ledger:waiting_file", requires=A.VIEW_JOURNAL, arguments=of_place("approval_id")),
    Row("ledger:entry", requires=A.VIEW_JOURNAL, arguments=of_entry),
    Row(
        "ledger:entry_reverse",
        requires=A.POST_JOURNAL,
        method="post",
        arguments=of_entry,
        fields={"reason": "dobel"},
    ),
    Row("ledger:entry_correct", requires=A.POST_JOURNAL, arguments=of_entry),
    Row("ledger:entry_file", requires=A.VIEW_JOURNAL, arguments=of_entry),
)
