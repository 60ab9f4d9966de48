"""A shop with many products and a year of moves, written past the use-cases: what they would have written."""

from __future__ import annotations

import json
import os
import random
from datetime import date, timedelta
from itertools import count
from typing import TYPE_CHECKING, Any

import django

django.setup()

import psycopg  # noqa: E402

from guyub.books.ledger.services.accounts import begin_books  # noqa: E402
from guyub.foundation.identity.domain.roles import Actor, Role  # noqa: E402
from guyub.foundation.identity.models import Membership, Person  # noqa: E402
from guyub.foundation.kernel.dates import utc_now  # noqa: E402
from guyub.foundation.kernel.ids import uuid7  # noqa: E402
from guyub.foundation.kernel.models import Cooperative  # noqa: E402
from guyub.foundation.kernel.services.numbering import next_numbers  # noqa: E402
from guyub.foundation.kernel.tenancy.scope import scope  # noqa: E402
from guyub.foundation.parameters.services.values import load_national  # noqa: E402
from guyub.trade.inventory.domain.costing import CostMethod, Shelf  # noqa: E402
from guyub.trade.inventory.domain.moves import Cause, Told, walk  # noqa: E402
from guyub.trade.inventory.models import Location  # noqa: E402
from guyub.trade.inventory.services.writing import SERIES  # noqa: E402

if TYPE_CHECKING:
    from collections.abc import Iterator
    from uuid import UUID

JANUARY, TODAY = date(2026, 1, 1), date(2026, 11, 25)
DEBT, SOLD = "2.1.14", "5.1.01"
_PRODUCTS = (
    "COPY inventory_product (id, cooperative_id, code, name, category, account, base_unit, content, content_unit, good,"
    " cost_method, allows_negative, has_batches, is_consigned, least_qty, changed_at) FROM STDIN"
)
_STOCKS = (
    "COPY inventory_stock (id, cooperative_id, product_id, location_id, account, allows_negative, qty, value_rp,"
    " layers, shorts, last_qty, last_rp, last_on) FROM STDIN"
)
_MOVES = (
    'COPY inventory_stockmove (id, cooperative_id, stock_id, seq, "on", booked_on, cause, qty, value_rp, counter,'
    " weight, source_kind, note, recorded_at) FROM STDIN"
)
_MONTHS = """
    INSERT INTO inventory_stockmonth (cooperative_id, stock_id, month, qty, value_rp)
    SELECT cooperative_id, stock_id, date_trunc('month', booked_on)::date, sum(qty), sum(value_rp)
    FROM inventory_stockmove GROUP BY 1, 2, 3
"""


class BigShop:
    """One cooperative with one storeroom; each product has as many moves, one in ten a receipt.

    Its moves stand in no entry: what is measured here does not read the books.
    """

    def __init__(
        self, *, products: int, moves: int, since: date = JANUARY, received: range = range(90, 200)
    ) -> None:
        """Write it all, by COPY; the moves happen from a day on, and a receipt brings so much."""
        self.since, self.received = since, received
        load_national(now=utc_now())
        self.place = Cooperative.objects.create(code="35.73.03.1003", name="KKMP Contoh", zone="WIB")
        person = Person.objects.create(name="Contoh", password="!", created_at=utc_now())
        seat = Membership.objects.create(
            person=person, cooperative=self.place, role=Role.PENGELOLA_GERAI.value, starts_at=utc_now()
        )
        self.actor = Actor(person.id, "Contoh", Role.PENGELOLA_GERAI, self.place.id, seat.id)
        with scope(self.place.id):
            begin_books(place=self.place, opened_on=JANUARY)
            self.location = Location.objects.create(
                cooperative=self.place, kind="GUDANG", name="Gudang", opened_on=JANUARY
            )
        self.owner = psycopg.connect(os.environ["DATABASE_SUPER_URL"], autocommit=True)
        self.chance, self.seqs = random.Random(1), count(1)
        self.product_ids = [uuid7() for _ in range(products)]
        each = moves // products
        self._copy(_PRODUCTS, (self._product(at, id_) for at, id_ in enumerate(self.product_ids)))
        rows = [self._stock(at, id_, each) for at, id_ in enumerate(self.product_ids)]
        self._copy(_STOCKS, (stock for stock, _ in rows))
        self._copy(_MOVES, (move for _, told in rows for move in told))
        self.owner.execute(_MONTHS)
        self.owner.execute("VACUUM ANALYZE")  # as the server does by itself
        with scope(self.place.id):
            next_numbers(cooperative_id=self.place.id, series=SERIES, count=moves)

    def busy(self, moves: int) -> None:
        """Let the last product move all day: its history is written anew, with so many moves."""
        product_id = self.product_ids[-1]
        for table in ("inventory_stockmove", "inventory_stockmonth"):
            self.owner.execute(
                f"DELETE FROM {table} m USING inventory_stock s WHERE s.id = m.stock_id AND s.product_id = %s",
                [product_id],
            )
        self.owner.execute("DELETE FROM inventory_stock WHERE product_id = %s", [product_id])
        self.seqs = count(10**9)
        stock, told = self._stock(1, product_id, moves)
        self._copy(_STOCKS, iter([stock]))
        self._copy(_MOVES, iter(told))
        self.owner.execute(f"{_MONTHS} HAVING stock_id = %s", [stock[0]])
        self.owner.execute("ANALYZE")

    def _product(self, at: int, id_: UUID) -> tuple[Any, ...]:
        method = CostMethod.FIFO if at % 2 else CostMethod.AVERAGE
        return (
            id_, self.place.id, f"B{at:05}", f"Barang contoh {at}", "SEMBAKO", "1.3.01", "buah", 1, "BUAH", "",
            method.value, False, False, False, 10, utc_now(),
        )  # fmt: skip

    def _stock(self, at: int, product_id: UUID, moves: int) -> tuple[tuple[Any, ...], list[tuple[Any, ...]]]:
        stock_id = uuid7()
        method = CostMethod.FIFO if at % 2 else CostMethod.AVERAGE
        shelf, told = Shelf(method), [*self._told(stock_id, moves)]
        walked = walk(told, {stock_id: shelf}, since=TODAY)
        now = utc_now()
        written = [
            (
                one.move_id, self.place.id, stock_id, one.seq, one.on, one.on, one.cause.value, one.qty,
                walked.values[one.move_id], one.counter, 0, "", "", now,
            )
            for one in told
        ]  # fmt: skip
        stock = (
            stock_id, self.place.id, product_id, self.location.id, "1.3.01", False, shelf.qty, shelf.value_rp,
            json.dumps(shelf.layers), "[]", shelf.last_qty, shelf.last_rp, told[-1].on,
        )  # fmt: skip
        return stock, written

    def _told(self, stock_id: UUID, moves: int) -> Iterator[Told]:
        days, there = (TODAY - self.since).days, 0
        for at in range(moves):
            on = self.since + timedelta(days=at * days // moves)
            if at % 10 == 0 or not there:
                qty = self.chance.choice(self.received)
                value_rp = qty * self.chance.randrange(9_000, 11_000)
                yield Told(uuid7(), stock_id, on, next(self.seqs), Cause.TERIMA, qty, value_rp, DEBT)
                there += qty
            else:
                qty = min(self.chance.randrange(1, 10), there)
                there -= qty
                yield Told(uuid7(), stock_id, on, next(self.seqs), Cause.JUAL, -qty, 0, SOLD)

    def _copy(self, statement: str, rows: Iterator[tuple[Any, ...]]) -> None:
        with self.owner.cursor() as cursor, cursor.copy(statement) as copy:
            for row in rows:
                copy.write_row(row)
