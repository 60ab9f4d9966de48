"""What must hold of containers: the book of a kind is what lies and what people have, and all of that is its moves."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import connection

from guyub.books.ledger.selectors.moments import balances_now
from guyub.foundation.kernel.formats import rupiah
from guyub.foundation.kernel.selectors.invariants import Broken
from guyub.trade.inventory.selectors.containers import ACCOUNT, deposits_held, has_kinds

if TYPE_CHECKING:
    from collections.abc import Iterator

_BOOKS = """
    SELECT k.name, b.full_qty, b.empty_qty, b.quarantine_qty, b.loan_qty, b.deposit_qty, b.deposit_rp,
        coalesce(s.full_, 0), coalesce(s.empty_, 0), coalesce(s.apart, 0), coalesce(h.loan, 0),
        coalesce(h.deposit, 0), coalesce(h.rp, 0)
    FROM inventory_containerbook b
    JOIN inventory_containerkind k ON k.cooperative_id = %(place)s AND k.id = b.kind_id
    LEFT JOIN (SELECT v.kind_id, sum(v.full_qty) AS full_, sum(v.empty_qty) AS empty_, sum(v.quarantine_qty) AS apart
               FROM inventory_containerstock v WHERE v.cooperative_id = %(place)s GROUP BY v.kind_id) s
        ON s.kind_id = b.kind_id
    LEFT JOIN (SELECT w.kind_id, sum(w.loan_qty) AS loan, sum(w.deposit_qty) AS deposit, sum(w.deposit_rp) AS rp
               FROM inventory_containerholding w WHERE w.cooperative_id = %(place)s GROUP BY w.kind_id) h
        ON h.kind_id = b.kind_id
    WHERE b.cooperative_id = %(place)s
"""
# What moves say of every spot: a state with its location or its holding.
_MOVED = """
    WITH moved AS (
        SELECT a.kind_id, a.before AS state, coalesce(a.from_location_id, a.from_holding_id) AS spot, -a.qty AS qty,
            least(a.amount_rp, 0) AS rp FROM inventory_containermove a WHERE a.cooperative_id = %(place)s
        UNION ALL
        SELECT b.kind_id, b.after, coalesce(b.to_location_id, b.to_holding_id), b.qty, greatest(b.amount_rp, 0)
            FROM inventory_containermove b WHERE b.cooperative_id = %(place)s
    ), told AS (
        SELECT kind_id, state, spot, sum(qty) AS qty, sum(rp) AS rp FROM moved WHERE state <> 'LUAR'
            GROUP BY kind_id, state, spot
    ), held AS (
        SELECT s.kind_id, v.state, s.location_id AS spot, v.qty, 0 AS rp FROM inventory_containerstock s
            CROSS JOIN LATERAL (VALUES ('ISI', s.full_qty), ('KOSONG', s.empty_qty), ('KARANTINA', s.quarantine_qty))
                AS v(state, qty)
            WHERE s.cooperative_id = %(place)s
        UNION ALL
        SELECT h.kind_id, v.state, h.id, v.qty, v.rp FROM inventory_containerholding h
            CROSS JOIN LATERAL (VALUES ('PINJAM', h.loan_qty, 0), ('TITIP', h.deposit_qty, h.deposit_rp))
                AS v(state, qty, rp)
            WHERE h.cooperative_id = %(place)s
    )
    SELECT k.name, coalesce(t.state, h.state), coalesce(h.qty, 0), coalesce(t.qty, 0), coalesce(h.rp, 0),
        coalesce(t.rp, 0)
    FROM told t FULL JOIN held h USING (kind_id, state, spot)
    JOIN inventory_containerkind k ON k.cooperative_id = %(place)s AND k.id = kind_id
    WHERE coalesce(h.qty, 0) <> coalesce(t.qty, 0) OR coalesce(h.rp, 0) <> coalesce(t.rp, 0)
    ORDER BY k.name, 2 LIMIT 5
"""


def books_are_their_rows(cooperative_id: int) -> Iterator[Broken]:
    """The book of each kind is the sum of what lies in locations and of what people have."""
    for name, *told in _rows(_BOOKS, cooperative_id):
        said, summed = told[:6], told[6:]
        if said != [int(one) for one in summed]:  # type: ignore[call-overload]  # numbers of the database
            yield Broken(
                "inventory.container_book", f"{name}: {said}, rows {[int(str(one)) for one in summed]}"
            )


def rows_are_their_moves(cooperative_id: int) -> Iterator[Broken]:
    """What is in each state at each place, and what is held for it, is what all moves to and from it say."""
    for name, state, qty, moved, rp, moved_rp in _rows(_MOVED, cooperative_id):
        said = f"{name} {state}: {qty} ({rp}), moves {moved} ({moved_rp})"
        yield Broken("inventory.container_moves", said)


def deposits_are_the_account(cooperative_id: int) -> Iterator[Broken]:
    """What is held as deposits is what the books hold on 2.1.13, once containers are counted here."""
    if not has_kinds(cooperative_id=cooperative_id):
        return
    books_rp = -balances_now(cooperative_id=cooperative_id, codes=[ACCOUNT]).get(ACCOUNT, 0)
    listed_rp = deposits_held(cooperative_id=cooperative_id)
    if books_rp != listed_rp:
        what = f"{ACCOUNT}, buku {rupiah(books_rp)}, daftar {rupiah(listed_rp)}"
        yield Broken("inventory.container_deposits", what)


def _rows(statement: str, cooperative_id: int) -> list[tuple[object, ...]]:
    with connection.cursor() as cursor:
        cursor.execute(statement, {"place": cooperative_id})
        rows: list[tuple[object, ...]] = cursor.fetchall()
    return rows


CONTAINER_INVARIANTS = (books_are_their_rows, rows_are_their_moves)
CONTAINER_RECONCILIATIONS = (deposits_are_the_account,)
