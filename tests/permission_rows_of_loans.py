"""All pages of loans."""

from tests.permission_rows_loan_groups import LOAN_GROUPS_ROWS
from tests.permission_rows_loans import LOANS_ROWS
from tests.permission_rows_loans_arrears import LOANS_ARREARS_ROWS
from tests.permission_rows_loans_collections import LOANS_COLLECTIONS_ROWS
from tests.permission_rows_loans_openings import LOANS_OPENINGS_ROWS
from tests.permission_rows_loans_products import LOANS_PRODUCTS_ROWS
from tests.permission_rows_loans_reports import LOANS_REPORTS_ROWS
from tests.permission_rows_loans_requests import LOANS_REQUESTS_ROWS

ALL_LOANS_ROWS = (
    *LOAN_GROUPS_ROWS,
    *LOANS_ROWS,
    *LOANS_ARREARS_ROWS,
    *LOANS_COLLECTIONS_ROWS,
    *LOANS_OPENINGS_ROWS,
    *LOANS_PRODUCTS_ROWS,
    *LOANS_REPORTS_ROWS,
    *LOANS_REQUESTS_ROWS,
)
