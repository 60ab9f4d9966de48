"""What must hold of buying: lists are the sums of what made them, and the debts of the books are their lists."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import connection

from guyub.books.ledger.selectors.moments import balances_now
from guyub.foundation.kernel.selectors.invariants import Broken
from guyub.trade.procurement.domain.accounts import DEBTS, UNBILLED
from guyub.trade.procurement.selectors.invariants_openings import OPENING_INVARIANTS

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

MOST_TOLD = 5
_ORDERS = """
    SELECT o.year, o.no, l.line_no, l.received_qty, coalesce(r.qty, 0) FROM procurement_purchaseline l
    JOIN procurement_purchaseorder o ON o.cooperative_id = %(place)s AND o.id = l.order_id
    LEFT JOIN (SELECT v.order_line_id, sum(v.qty) AS qty FROM procurement_receiptline v
               JOIN procurement_goodsreceipt g ON g.cooperative_id = %(place)s AND g.id = v.receipt_id
               WHERE v.cooperative_id = %(place)s AND g.undone_on IS NULL GROUP BY v.order_line_id) r
        ON r.order_line_id = l.id
    WHERE l.cooperative_id = %(place)s AND l.received_qty <> coalesce(r.qty, 0) ORDER BY l.id LIMIT %(most)s
"""
_GOODS = """
    SELECT g.year, g.no, l.line_no, l.settled_qty, l.settled_rp, coalesce(b.qty, 0), coalesce(b.rp, 0)
    FROM procurement_receiptline l
    JOIN procurement_goodsreceipt g ON g.cooperative_id = %(place)s AND g.id = l.receipt_id
    LEFT JOIN (SELECT t.receipt_line_id, sum(t.qty) AS qty, sum(t.rp) AS rp FROM (
            SELECT v.receipt_line_id, v.taken_qty AS qty, v.taken_rp AS rp FROM procurement_billline v
            JOIN procurement_bill p ON p.cooperative_id = %(place)s AND p.id = v.bill_id
            WHERE v.cooperative_id = %(place)s AND p.undone_on IS NULL
            UNION ALL
            SELECT v.receipt_line_id, v.qty, v.amount_rp FROM procurement_returnline v
            JOIN procurement_goodsreturn g ON g.cooperative_id = %(place)s AND g.id = v.goods_return_id
            WHERE v.cooperative_id = %(place)s AND v.is_unbilled AND g.undone_on IS NULL
        ) t GROUP BY t.receipt_line_id) b ON b.receipt_line_id = l.id
    WHERE l.cooperative_id = %(place)s AND (l.settled_qty <> coalesce(b.qty, 0) OR l.settled_rp <> coalesce(b.rp, 0))
    ORDER BY l.id LIMIT %(most)s
"""
_BILLS = """
    SELECT b.year, b.no, b.settled_rp, coalesce(s.rp, 0), b.total_rp, coalesce(l.rp, 0) FROM procurement_bill b
    LEFT JOIN (SELECT v.bill_id, sum(v.amount_rp) AS rp FROM procurement_settlement v
               WHERE v.cooperative_id = %(place)s AND v.undone_on IS NULL GROUP BY v.bill_id) s ON s.bill_id = b.id
    LEFT JOIN (SELECT v.bill_id, sum(v.share_rp) AS rp FROM procurement_billline v
               WHERE v.cooperative_id = %(place)s GROUP BY v.bill_id) l ON l.bill_id = b.id
    WHERE b.cooperative_id = %(place)s AND (b.settled_rp <> coalesce(s.rp, 0)
        OR b.opening_id IS NULL AND b.total_rp <> coalesce(l.rp, 0))
    ORDER BY b.id LIMIT %(most)s
"""
_PAYMENTS = """
    SELECT p.paid_on, p.amount_rp, coalesce(s.rp, 0) FROM procurement_supplierpayment p
    LEFT JOIN (SELECT v.payment_id, sum(v.amount_rp) AS rp FROM procurement_settlement v
               WHERE v.cooperative_id = %(place)s AND v.undone_on IS NULL GROUP BY v.payment_id) s
        ON s.payment_id = p.id
    WHERE p.cooperative_id = %(place)s
        AND coalesce(s.rp, 0) <> CASE WHEN p.undone_on IS NULL THEN p.amount_rp ELSE 0 END
    ORDER BY p.id LIMIT %(most)s
"""
_CREDITS = """
    SELECT c.given_on, c.used_rp, coalesce(s.rp, 0) FROM procurement_suppliercredit c
    LEFT JOIN (SELECT v.credit_id, sum(v.amount_rp) AS rp FROM procurement_settlement v
               WHERE v.cooperative_id = %(place)s AND v.undone_on IS NULL GROUP BY v.credit_id) s ON s.credit_id = c.id
    WHERE c.cooperative_id = %(place)s AND c.used_rp <> coalesce(s.rp, 0) ORDER BY c.id LIMIT %(most)s
"""
_OWED = """
    SELECT (SELECT coalesce(sum(b.total_rp - b.settled_rp), 0) FROM procurement_bill b
            WHERE b.cooperative_id = %(place)s AND b.undone_on IS NULL)
        - (SELECT coalesce(sum(c.amount_rp - c.used_rp), 0) FROM procurement_suppliercredit c
           WHERE c.cooperative_id = %(place)s AND c.undone_on IS NULL AND c.kind <> 'MUKA')
"""
_UNBILLED = """
    SELECT coalesce(sum(l.amount_rp - l.settled_rp), 0) FROM procurement_receiptline l
    JOIN procurement_goodsreceipt g ON g.cooperative_id = %(place)s AND g.id = l.receipt_id
    WHERE l.cooperative_id = %(place)s AND g.undone_on IS NULL
"""


def orders_follow_receipts(cooperative_id: int) -> Iterator[Broken]:
    """What came of each line of an order is what its receipts say."""
    for year, no, line_no, kept, summed in _rows(_ORDERS, cooperative_id):
        yield Broken("procurement.order", f"PB-{year}-{no:04} line {line_no}: {kept}, receipts {summed}")


def receipts_follow_bills(cooperative_id: int) -> Iterator[Broken]:
    """What of each receipt is billed or gone back is what bills and returns took of it."""
    for year, no, line_no, qty, rp, summed, summed_rp in _rows(_GOODS, cooperative_id):
        said = f"TB-{year}-{no:04} line {line_no}: {qty} ({rp}), bills {summed} ({summed_rp})"
        yield Broken("procurement.receipt", said)


def bills_follow_settlements(cooperative_id: int) -> Iterator[Broken]:
    """What of each bill is settled is what payments and credits took of it; of its lines it is the sum."""
    for year, no, kept, summed, total, lines in _rows(_BILLS, cooperative_id):
        said = f"TG-{year}-{no:04}: settled {kept}, settlements {summed}; asks {total}, lines {lines}"
        yield Broken("procurement.bill", said)


def payments_follow_settlements(cooperative_id: int) -> Iterator[Broken]:
    """A payment is what it settled, a credit is used by what it settled."""
    for on, amount, summed in _rows(_PAYMENTS, cooperative_id):
        yield Broken("procurement.payment", f"{on}: {amount}, settlements {summed}")
    for on, used, summed in _rows(_CREDITS, cooperative_id):
        yield Broken("procurement.credit", f"{on}: used {used}, settlements {summed}")


def debts_are_the_control(cooperative_id: int) -> Iterator[Broken]:
    """What is owed to suppliers, and what came without a bill, is what the books hold."""
    books = balances_now(cooperative_id=cooperative_id, codes=[DEBTS, UNBILLED])
    for account, statement in ((DEBTS, _OWED), (UNBILLED, _UNBILLED)):
        ((listed_rp,),) = _rows(statement, cooperative_id)
        if -books[account] != listed_rp:
            yield Broken("procurement.control", f"{account}: {listed_rp}, books {-books[account]}")


def _rows(statement: str, cooperative_id: int) -> list[tuple[object, ...]]:
    with connection.cursor() as cursor:
        cursor.execute(statement, {"place": cooperative_id, "most": MOST_TOLD})
        rows: list[tuple[object, ...]] = cursor.fetchall()
    return rows


INVARIANTS: Iterable[Callable[[int], Iterator[Broken]]] = (
    orders_follow_receipts,
    receipts_follow_bills,
    bills_follow_settlements,
    payments_follow_settlements,
    *OPENING_INVARIANTS,
)
RECONCILIATIONS: Iterable[Callable[[int], Iterator[Broken]]] = (debts_are_the_control,)
