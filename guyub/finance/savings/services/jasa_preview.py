"""What booking the next month of jasa would do, before anybody books it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING, Any

from django.db import connection

from guyub.books.ledger.selectors.periods import periods_of
from guyub.finance.savings.domain.kinds import UNIT_KINDS
from guyub.finance.savings.domain.terms import ONE
from guyub.finance.savings.models import SavingsAccount, SavingsProduct
from guyub.finance.savings.selectors.jasa import first_month, last_month
from guyub.finance.savings.selectors.products import terms_by_product
from guyub.finance.savings.services.jasa_run import FREE, TAX
from guyub.finance.savings.services.jasa_sql import count_month
from guyub.foundation.kernel.dates import add_months, month_end
from guyub.foundation.kernel.rows import Row
from guyub.foundation.parameters.selectors.values import values_of

if TYPE_CHECKING:
    from decimal import Decimal

_ACCOUNT, _PRODUCT = SavingsAccount._meta.db_table, SavingsProduct._meta.db_table
_SUMS = f"""
    SELECT p.name, count(*), sum(n.earned_rp)::bigint, sum(n.credit_rp)::bigint
    FROM jasa_now AS n JOIN {_PRODUCT} AS p ON p.cooperative_id = %(place)s AND p.id = n.product_id
    GROUP BY p.id, p.name ORDER BY p.name, p.id
"""  # noqa: S608  table names of our own
_TAXED = f"""
    SELECT count(*), coalesce(sum(div(w.rp::numeric * %(ppm)s, {ONE})), 0)::bigint
    FROM (SELECT n.member_id, sum(n.credit_rp) AS rp FROM jasa_now AS n GROUP BY n.member_id) AS w
    WHERE w.rp > %(free)s
"""  # noqa: S608  table names of our own
_WITHOUT = f"""
    SELECT p.name, p.id FROM {_PRODUCT} AS p WHERE p.cooperative_id = %(place)s AND p.kind = ANY(%(kinds)s)
        AND EXISTS (SELECT FROM {_ACCOUNT} AS a
            WHERE a.cooperative_id = p.cooperative_id AND a.product_id = p.id AND a.balance_rp > 0)
    ORDER BY p.name, p.id
"""  # noqa: S608  table names of our own


@dataclass(frozen=True, slots=True)
class ProductAhead(Row):
    """What one product would earn: accounts, jasa, what comes to the accounts now; rupiah."""

    name: str
    accounts: int
    jasa_rp: int
    credited_rp: int


@dataclass(frozen=True, slots=True)
class Ahead(Row):
    """What booking a month would do.

    Args:
        month: Its first day.
        on: Its day in the books: later than the month's last day, where that is closed.
        is_over: The month is over.
        products: By name.
        taxed: How many members are above the threshold.
        tax_rp: Their tax, as far as jasa that came before in the month leaves it.
        free_rp: The threshold.
        without: Names of products that hold savings and have no terms.
    """

    month: date
    on: date
    is_over: bool
    products: tuple[ProductAhead, ...]
    taxed: int
    tax_rp: int
    free_rp: int
    without: tuple[str, ...]

    @property
    def is_late(self) -> bool:
        """The month is closed in the books."""
        return self.on > month_end(self.month)

    @property
    def accounts(self) -> int:
        """How many accounts."""
        return sum(one.accounts for one in self.products)

    @property
    def jasa_rp(self) -> int:
        """What they earn."""
        return sum(one.jasa_rp for one in self.products)

    @property
    def credited_rp(self) -> int:
        """What comes to the accounts now."""
        return sum(one.credited_rp for one in self.products)


def next_month(*, cooperative_id: int) -> date | None:
    """Give the month that is booked next; None where no product pays jasa or there are no books. Two queries."""
    last = last_month(cooperative_id=cooperative_id)
    return add_months(last, 1) if last else first_month(cooperative_id=cooperative_id)


def look_ahead(*, cooperative_id: int, month: date, today: date) -> Ahead | None:
    """Count a month as it would be booked, and write nothing. Step: temporary tables of the transaction alone.

    Args:
        cooperative_id: Whose.
        month: Its first day.
        today: The business date.

    Returns:
        None without books.
    """
    periods = periods_of(cooperative_id=cooperative_id)
    if periods is None:
        return None
    terms = terms_by_product(cooperative_id=cooperative_id)
    is_over = month_end(month) < today
    products, taxed, tax_rp = tuple[ProductAhead, ...](), 0, 0
    rule: dict[str, Decimal] = values_of(FREE, TAX, cooperative_id=cooperative_id, on=month_end(month))
    given: dict[str, Any] = {
        "place": cooperative_id,
        "free": int(rule[FREE]),
        "ppm": int(rule[TAX] * ONE),
        "kinds": [kind.value for kind in UNIT_KINDS],
    }
    if is_over:
        count_month(cooperative_id=cooperative_id, month=month, terms=terms, accounts=None)
    with connection.cursor() as cursor:
        if is_over:
            cursor.execute(_SUMS, given)
            products = tuple(ProductAhead(*row) for row in cursor.fetchall())
            cursor.execute(_TAXED, given)
            taxed, tax_rp = cursor.fetchone() or (0, 0)
        cursor.execute(_WITHOUT, given)
        without = tuple(name for name, id_ in cursor.fetchall() if id_ not in terms)
    return Ahead(
        month,
        max(month_end(month), periods.closed_through + timedelta(days=1)),
        is_over,
        products,
        taxed,
        tax_rp,
        int(rule[FREE]),
        without,
    )
