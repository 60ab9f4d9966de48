"""What lies where now: the list of stocks, fifty at a time, and what needs a look first."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING, Any

from guyub.foundation.kernel.rows import Row
from guyub.foundation.kernel.tenancy.postgresql.calls import prepared
from guyub.trade.inventory.domain.counting import OPEN_COUNTS
from guyub.trade.inventory.models import StockCountLine
from guyub.trade.inventory.selectors.unit_words import product_words

if TYPE_CHECKING:
    from datetime import date
    from uuid import UUID

PAGE = 50
SOON = timedelta(days=30)  # what expires by then is told
LOW, NEGATIVE, EXPIRING = "kurang", "minus", "kedaluwarsa"
_STOCKS = """
    WITH held AS (
        SELECT p.id, p.code, p.name, p.category, p.least_qty,
            coalesce(sum(s.qty), 0)::bigint AS qty, coalesce(sum(s.value_rp), 0)::bigint AS rp,
            coalesce(bool_or(s.qty < 0), false) AS is_negative, max(s.last_on) AS last_on,
            (SELECT min(b.expires_on) FROM inventory_stockbatch b
                JOIN inventory_stock t ON t.cooperative_id = %(place)s AND t.id = b.stock_id
                WHERE b.cooperative_id = %(place)s AND p.has_batches AND b.qty > 0 AND b.expires_on IS NOT NULL
                    AND t.product_id = p.id AND (%(location)s::uuid IS NULL OR t.location_id = %(location)s::uuid)
            ) AS expires_on
        FROM inventory_product p
        LEFT JOIN inventory_stock s ON s.cooperative_id = %(place)s AND s.product_id = p.id
            AND (%(location)s::uuid IS NULL OR s.location_id = %(location)s::uuid)
        WHERE p.cooperative_id = %(place)s
            AND (%(category)s = '' OR p.category = %(category)s)
            AND (%(words)s = '' OR p.name ILIKE %(like)s OR p.code ILIKE %(like)s OR EXISTS (
                SELECT 1 FROM inventory_barcode c
                WHERE c.cooperative_id = %(place)s AND c.product_id = p.id AND c.code = %(words)s))
        GROUP BY p.cooperative_id, p.id
        HAVING coalesce(bool_or(s.qty <> 0), false)
            OR p.closed_on IS NULL AND (bool_or(s.id IS NOT NULL) OR p.least_qty > 0)
    ), judged AS (
        SELECT held.*, least_qty > 0 AND qty < least_qty AS is_low,
            coalesce(expires_on <= %(soon)s::date, false) AS is_expiring
        FROM held
    ), sums AS (
        SELECT count(*) AS all_of, count(*) FILTER (WHERE is_low) AS low,
            count(*) FILTER (WHERE is_negative) AS negative, count(*) FILTER (WHERE is_expiring) AS expiring,
            coalesce(sum(rp), 0)::bigint AS rp
        FROM judged
    )
    SELECT sums.*, page.* FROM sums LEFT JOIN (
        SELECT id, code, name, category, least_qty, qty, rp, is_negative, last_on, expires_on, is_low, is_expiring
        FROM judged
        WHERE %(state)s = '' OR (%(state)s = 'kurang' AND is_low) OR (%(state)s = 'minus' AND is_negative)
            OR (%(state)s = 'kedaluwarsa' AND is_expiring)
        ORDER BY lower(name), id LIMIT %(most)s OFFSET %(first)s
    ) page ON true
    ORDER BY lower(page.name), page.id
"""


@dataclass(frozen=True, slots=True)
class StocksAsked:
    """What of the list is asked for; empty: all of it."""

    words: str = ""
    location_id: UUID | None = None
    category: str = ""
    state: str = ""


@dataclass(frozen=True, slots=True)
class StockRow(Row):
    """One product: quantity in base units and in words, value in whole rupiah, what needs a look.

    ``is_counted``: it is being counted now, and who counts should not see how much there is.
    """

    product_id: UUID
    code: str
    name: str
    category: str
    qty: int
    words: str
    least_words: str
    value_rp: int
    is_negative: bool
    is_low: bool
    is_expiring: bool
    expires_on: date | None
    last_on: date | None
    is_counted: bool


@dataclass(frozen=True, slots=True)
class StocksPage(Row):
    """A page of the list, and what all of it comes to before a state was chosen."""

    rows: list[StockRow]
    total: int
    low: int
    negative: int
    expiring: int
    value_rp: int


def stocks_page(*, cooperative_id: int, asked: StocksAsked, today: date, first: int = 0) -> StocksPage:
    """List products with what lies there now. Four queries.

    Args:
        cooperative_id: Whose.
        asked: Which.
        today: The business date, from which expiry is looked at.
        first: How many to pass over.
    """
    given: dict[str, Any] = {
        "place": cooperative_id,
        "location": asked.location_id,
        "category": asked.category,
        "words": asked.words,
        "like": f"%{_plain(asked.words)}%",
        "soon": today + SOON,
        "state": asked.state,
        "most": PAGE,
        "first": first,
    }
    (found,) = prepared((_STOCKS, given))
    total, low, negative, expiring, value_rp = found[0][:5]
    shown = [row[5:] for row in found if row[5] is not None]
    words = product_words(cooperative_id=cooperative_id, product_ids=[row[0] for row in shown])
    counted = products_counted(cooperative_id=cooperative_id)
    rows = [
        StockRow(
            product_id=id_,
            code=code,
            name=name,
            category=category,
            qty=qty,
            words=words[id_].words(qty),
            least_words=words[id_].words(least_qty) if least_qty else "",
            value_rp=rp,
            is_negative=is_negative,
            is_low=is_low,
            is_expiring=is_expiring,
            expires_on=expires_on,
            last_on=last_on,
            is_counted=id_ in counted,
        )
        for id_, code, name, category, least_qty, qty, rp, is_negative, last_on, expires_on, is_low, is_expiring
        in shown
    ]  # fmt: skip
    states = {LOW: low, NEGATIVE: negative, EXPIRING: expiring}
    return StocksPage(rows, states.get(asked.state, total), low, negative, expiring, value_rp)


def products_counted(*, cooperative_id: int) -> set[UUID]:
    """Name the products that are being counted somewhere. One query."""
    lines = StockCountLine.objects.filter(
        cooperative_id=cooperative_id, count__state__in=[state.value for state in OPEN_COUNTS[:2]]
    )
    return set(lines.values_list("product_id", flat=True))


def _plain(words: str) -> str:
    return words.replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_")
