"""What must hold of receipts: lines, payments, entry and stock say the same, and the books hold what is open."""

from __future__ import annotations

from itertools import islice
from typing import TYPE_CHECKING

from django.db import connection
from django.db.models import Sum

from guyub.books.ledger.selectors.moments import balances_by_unit
from guyub.books.ledger.selectors.sources import sums_by_source
from guyub.foundation.kernel.selectors.invariants import Broken
from guyub.trade.consignment.domain.accounts import OWED, SHARE_OF_MEMBERS, SHARE_OF_OTHERS
from guyub.trade.retail.domain.accounts import (
    BON,
    QRIS,
    SALE_SOURCE,
    SOLD_TO_MEMBERS,
    SOLD_TO_OTHERS,
    till_name,
)
from guyub.trade.retail.domain.baskets import TenderKind
from guyub.trade.retail.models import Sale, SaleKind, SaleTender

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator
    from uuid import UUID

MOST_TOLD = 5
_EARNED = (SOLD_TO_MEMBERS, SOLD_TO_OTHERS, OWED, SHARE_OF_MEMBERS, SHARE_OF_OTHERS)
_LINES = """
    SELECT s.series, s.till_no, s.paid_rp, sum(l.net_rp)::bigint FROM retail_sale s
    JOIN retail_saleline l ON l.cooperative_id = %(place)s AND l.sale_id = s.id
    WHERE s.cooperative_id = %(place)s
    GROUP BY s.id, s.series, s.till_no, s.paid_rp HAVING sum(l.net_rp) <> s.paid_rp ORDER BY s.id LIMIT %(most)s
"""
_TENDERS = """
    SELECT s.series, coalesce(s.till_no, s.no), s.paid_rp, coalesce(t.rp, 0)::bigint FROM retail_sale s
    LEFT JOIN (SELECT v.sale_id, sum(v.amount_rp) AS rp FROM retail_saletender v
               WHERE v.cooperative_id = %(place)s GROUP BY v.sale_id) t ON t.sale_id = s.id
    WHERE s.cooperative_id = %(place)s AND s.paid_rp <> coalesce(t.rp, 0) ORDER BY s.id LIMIT %(most)s
"""
_MOVES = """
    SELECT s.series, s.till_no, l.qty, m.qty FROM retail_saleline l
    JOIN retail_sale s ON s.cooperative_id = %(place)s AND s.id = l.sale_id
    JOIN inventory_stockmove m ON m.cooperative_id = %(place)s AND m.id = l.move_id
    LEFT JOIN consignment_consignedmove c ON c.cooperative_id = %(place)s AND c.move_id = l.move_id
    WHERE l.cooperative_id = %(place)s
        AND (m.qty <> -l.qty OR m.sold_rp IS DISTINCT FROM l.net_rp - coalesce(c.due_rp, 0))
    ORDER BY l.id LIMIT %(most)s
"""
# A receipt and those that took of it back stand together: what is open of their bon is what was bought so, and neither
# taken back nor paid.
_OWED = """
    SELECT s.series, s.till_no, sum(t.left_rp)::bigint, sum(t.amount_rp - coalesce(p.rp, 0))::bigint
    FROM retail_saletender t
    JOIN retail_sale b ON b.cooperative_id = %(place)s AND b.id = t.sale_id
    JOIN retail_sale s ON s.cooperative_id = %(place)s AND s.id = coalesce(b.of_id, b.id)
    LEFT JOIN (SELECT l.tender_id, sum(l.amount_rp) AS rp FROM retail_bonpaymentline l
               JOIN retail_bonpayment m ON m.cooperative_id = %(place)s AND m.id = l.payment_id
               WHERE l.cooperative_id = %(place)s AND m.undone_on IS NULL GROUP BY l.tender_id) p ON p.tender_id = t.id
    WHERE t.cooperative_id = %(place)s AND t.kind = 'CREDIT'
    GROUP BY s.id, s.series, s.till_no HAVING sum(t.left_rp) <> sum(t.amount_rp - coalesce(p.rp, 0))
    ORDER BY s.id LIMIT %(most)s
"""
_PAID = """
    SELECT m.id, m.amount_rp, coalesce(l.rp, 0)::bigint FROM retail_bonpayment m
    LEFT JOIN (SELECT v.payment_id, sum(v.amount_rp) AS rp FROM retail_bonpaymentline v
               WHERE v.cooperative_id = %(place)s GROUP BY v.payment_id) l ON l.payment_id = m.id
    WHERE m.cooperative_id = %(place)s AND m.amount_rp <> coalesce(l.rp, 0) ORDER BY m.id LIMIT %(most)s
"""

_AWAITED = """
    SELECT s.series, s.till_no, sum(t.left_rp)::bigint, sum(t.amount_rp - coalesce(p.rp, 0))::bigint
    FROM retail_saletender t
    JOIN retail_sale b ON b.cooperative_id = %(place)s AND b.id = t.sale_id
    JOIN retail_sale s ON s.cooperative_id = %(place)s AND s.id = coalesce(b.of_id, b.id)
    LEFT JOIN (SELECT c.tender_id, sum(c.amount_rp) AS rp FROM retail_qrissettled c
               JOIN retail_qrissettlement m ON m.cooperative_id = %(place)s AND m.id = c.settlement_id
               WHERE c.cooperative_id = %(place)s AND m.undone_on IS NULL GROUP BY c.tender_id) p ON p.tender_id = t.id
    WHERE t.cooperative_id = %(place)s AND t.kind = 'QRIS'
    GROUP BY s.id, s.series, s.till_no HAVING sum(t.left_rp) <> sum(t.amount_rp - coalesce(p.rp, 0))
    ORDER BY s.id LIMIT %(most)s
"""
_TOLD_PAYMENTS = """
    SELECT p.reference, p.state, p.amount_rp FROM retail_gatewaypayment p
    WHERE p.cooperative_id = %(place)s AND NOT EXISTS (
        SELECT 1 FROM retail_gatewaynotice n WHERE n.cooperative_id = %(place)s AND n.payment_id = p.id
            AND n.outcome = 'MOVED' AND n.state = p.state AND n.amount_rp = p.amount_rp
            AND n.payment_key = p.payment_key)
    ORDER BY p.id LIMIT %(most)s
"""


def lines_are_what_was_paid(cooperative_id: int) -> Iterator[Broken]:
    """The lines of a receipt come to what was paid."""
    for name, told, other in _told(_LINES, cooperative_id):
        yield Broken("retail.sale.lines", f"{name}: paid {told}, lines {other}")


def payments_are_what_was_paid(cooperative_id: int) -> Iterator[Broken]:
    """The ways in which a receipt was paid come to what was paid."""
    for name, told, other in _told(_TENDERS, cooperative_id):
        yield Broken("retail.sale.tenders", f"{name}: paid {told}, tenders {other}")


def lines_follow_their_moves(cooperative_id: int) -> Iterator[Broken]:
    """What a line sold or took back is what its move took out of the stock or brought back, at the same money; of
    goods of others at the share alone.
    """
    for name, told, other in _told(_MOVES, cooperative_id):
        yield Broken("retail.sale.moves", f"{name}: line {told}, move {other}")


def entries_earn_what_was_paid(cooperative_id: int) -> Iterator[Broken]:
    """What the entry of a sale earns, or owes for goods of others, is what was paid for it."""
    earned = sums_by_source(cooperative_id=cooperative_id, source_kind=SALE_SOURCE, codes=_EARNED)
    rows = Sale.objects.filter(cooperative_id=cooperative_id, kind=SaleKind.JUAL.value).order_by("id")
    paid = rows.values_list("id", "series", "till_no", "paid_rp")
    wrong = (
        (series, no or 0, rp, -earned.get(id_, 0))
        for id_, series, no, rp in paid
        if rp != -earned.get(id_, 0)
    )
    for series, no, rp, booked_rp in islice(wrong, MOST_TOLD):
        yield Broken("retail.sale.entry", f"{till_name(series, no)}: paid {rp}, earned {booked_rp}")


def owed_bon_is_the_control(cooperative_id: int) -> Iterator[Broken]:
    """Once a till has sold, what members owe on bon in each unit of business is what the books hold there on 1.2.01."""
    for told in _open_apart(cooperative_id, TenderKind.CREDIT, BON):
        yield Broken("retail.bon", told)


def awaited_qris_is_the_control(cooperative_id: int) -> Iterator[Broken]:
    """What buyers paid a till by QRIS and no bank account has shown yet is what the books hold on 1.1.06."""
    for told in _open_apart(cooperative_id, TenderKind.QRIS, QRIS):
        yield Broken("retail.qris", told)


def _open_apart(cooperative_id: int, kind: TenderKind, code: str) -> Iterator[str]:
    """Say where what is open of one way of paying parts from its account."""
    if not Sale.objects.filter(cooperative_id=cooperative_id).exists():
        return
    rows = SaleTender.objects.filter(cooperative_id=cooperative_id, kind=kind.value)
    left: dict[UUID | None, int] = {
        row["sale__unit_id"]: row["rp"]
        for row in rows.values("sale__unit_id").annotate(rp=Sum("left_rp")).order_by()
    }
    books = balances_by_unit(cooperative_id=cooperative_id, code=code)
    for unit_id in {*left, *books}:
        listed_rp, booked_rp = left.get(unit_id, 0), books.get(unit_id, 0)
        if listed_rp != booked_rp:
            yield f"{code}: {listed_rp}, books {booked_rp}, unit {unit_id}"


def open_bon_is_what_was_not_paid(cooperative_id: int) -> Iterator[Broken]:
    """What is open of the bon of a receipt is what was bought on it, less what was taken back and paid."""
    for name, left, due in _told(_OWED, cooperative_id):
        yield Broken("retail.bon.open", f"{name}: open {left}, not paid {due}")


def bon_payments_settle_what_they_are(cooperative_id: int) -> Iterator[Broken]:
    """What a payment of bon settled of receipts is what was paid."""
    with connection.cursor() as cursor:
        cursor.execute(_PAID, {"place": cooperative_id, "most": MOST_TOLD})
        for id_, paid_rp, settled_rp in cursor.fetchall():
            yield Broken("retail.bon.payment", f"{id_}: paid {paid_rp}, settled {settled_rp}")


def awaited_qris_is_what_was_not_settled(cooperative_id: int) -> Iterator[Broken]:
    """What is open of the QRIS of a receipt is what was paid so, less what was taken back and settled."""
    for name, left, due in _told(_AWAITED, cooperative_id):
        yield Broken("retail.qris.open", f"{name}: open {left}, not settled {due}")


def gateway_payments_are_as_told(cooperative_id: int) -> Iterator[Broken]:
    """A payment is as far as the notifications that moved it say, of the amount that the first told."""
    with connection.cursor() as cursor:
        cursor.execute(_TOLD_PAYMENTS, {"place": cooperative_id, "most": MOST_TOLD})
        for reference, state, amount_rp in cursor.fetchall():
            yield Broken("retail.gateway", f"{reference}: {state} {amount_rp}, its notifications say another")


def _told(statement: str, cooperative_id: int) -> list[tuple[str, int, int]]:
    with connection.cursor() as cursor:
        cursor.execute(statement, {"place": cooperative_id, "most": MOST_TOLD})
        return [(till_name(series, no), told, other) for series, no, told, other in cursor.fetchall()]


SALE_INVARIANTS: Iterable[Callable[[int], Iterator[Broken]]] = (
    lines_are_what_was_paid,
    payments_are_what_was_paid,
    lines_follow_their_moves,
    open_bon_is_what_was_not_paid,
    awaited_qris_is_what_was_not_settled,
    bon_payments_settle_what_they_are,
    gateway_payments_are_as_told,
)
SALE_RECONCILIATIONS: Iterable[Callable[[int], Iterator[Broken]]] = (
    entries_earn_what_was_paid,
    owed_bon_is_the_control,
    awaited_qris_is_the_control,
)
