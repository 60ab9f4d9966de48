"""The floor of a sale: its rows, written by one call.

It is no use-case: it reads no event, finds no cost and no price, checks, numbers and seals nothing, and asks nobody who
may. It writes what one sale of five lines leaves behind (the event and its device, entry, four lines, their balances,
the line of the trail, the heads of journal and trail, the counters of entries and moves, five moves, their stocks and
months, the receipt with its lines and its tender) and commits. Heads and counters are written as they were: the tills
beside it go on from them.
"""

from __future__ import annotations

import os
from itertools import count, cycle
from typing import TYPE_CHECKING, Any

import psycopg

from bench.till_outbox import COST_RP, PRICE_RP
from guyub.foundation.kernel.ids import uuid7

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date
    from uuid import UUID

    from guyub.foundation.devices.domain.chain import Event

FLOOR = f"""
CREATE FUNCTION bench_sale(p_place int, p_device uuid, p_event uuid, p_seq int, p_body text, p_hash bytea, p_no int,
    p_person uuid, p_today date, p_accounts uuid[], p_unit uuid, p_entry uuid, p_trail uuid, p_till uuid, p_shift uuid,
    p_location uuid, p_ids uuid[], p_moves uuid[], p_stocks uuid[], p_products uuid[], p_units uuid[], p_tender uuid)
    RETURNS void LANGUAGE plpgsql AS $$
DECLARE
    paid CONSTANT bigint := 7 * {PRICE_RP};
    cost CONSTANT bigint := 7 * {COST_RP};
BEGIN
    INSERT INTO devices_deviceevent (id, cooperative_id, device_id, event_id, seq, kind, body, hash, previous,
            is_linked, device_at, happened_at, bound, received_at, is_from_file, answer, code, facts, became_kind,
            became_id, became_number)
        VALUES (p_event, p_place, p_device, p_event, 1000000000::bigint + p_seq, 'sale.made', p_body, p_hash, p_hash,
            true, now(), now(), '', now(), false, 'ACCEPTED', '', '{{}}', 'retail.sale', p_event, 'PJ-2026-0001');
    UPDATE devices_device SET head_at = now(), last_contact_at = now()
        WHERE cooperative_id = p_place AND id = p_device;
    INSERT INTO ledger_journalentry (id, cooperative_id, series, year, number, chain_no, occurred_on, dated_on,
            posted_at, phase, memo, context, actor_id, request_id, part, source_kind, source_id, line_count, total_rp,
            facts_hash, hash)
        VALUES (p_entry, p_place, 'FL', extract(year FROM p_today), p_no, 1000000000::bigint + p_no, p_today, p_today,
            clock_timestamp(), 0, 'Penjualan K1-0001', 'retail', p_person, p_event, 0, 'retail.sale', p_event, 4,
            paid + cost, p_hash, p_hash);
    INSERT INTO ledger_journalline (cooperative_id, entry_id, line_no, account_id, unit_id, amount_rp, flow, note,
            dated_on)
        SELECT p_place, p_entry, t.no, t.account, p_unit, t.amount, t.flow, '', p_today
        FROM unnest(p_accounts, ARRAY[paid, -paid, cost, -cost], ARRAY['PENJUALAN', '', '', ''])
            WITH ORDINALITY AS t(account, amount, flow, no);
    INSERT INTO ledger_accountbalance AS b (cooperative_id, account_id, unit_id, month, phase, flow, posted_month,
            debit_rp, credit_rp)
        SELECT p_place, t.account, p_unit, date_trunc('month', p_today)::date, 0, t.flow,
            date_trunc('month', p_today)::date, greatest(t.amount, 0), greatest(-t.amount, 0)
        FROM unnest(p_accounts, ARRAY[paid, -paid, cost, -cost], ARRAY['PENJUALAN', '', '', ''])
            AS t(account, amount, flow)
        ON CONFLICT (cooperative_id, account_id, unit_id, month, phase, flow, posted_month) DO UPDATE
            SET debit_rp = b.debit_rp + excluded.debit_rp, credit_rp = b.credit_rp + excluded.credit_rp;
    INSERT INTO identity_auditentry (id, cooperative_id, position, at, actor_id, actor_name, actor_role, act, facts,
            seal, facts_hash, hash)
        VALUES (p_trail, p_place, 1000000000::bigint + p_no, now(), p_person, 'Contoh', 'KASIR', 'retail.sale.made',
            '{{"name": "K1-0001", "amount": "Rp 77.000"}}', 2, p_hash, p_hash);
    UPDATE ledger_journalhead SET chain_no = chain_no, hash = hash, last_dated_on = last_dated_on
        WHERE cooperative_id = p_place AND book = 'jurnal';
    UPDATE identity_audithead SET position = position, hash = hash WHERE cooperative_id = p_place AND series = 'audit';
    UPDATE kernel_numbercounter SET last = last WHERE cooperative_id = p_place
        AND (series, year) IN (('ledger.PJ', extract(year FROM p_today)::smallint), ('inventory.move', 0::smallint));
    INSERT INTO inventory_stockmove (id, cooperative_id, stock_id, seq, "on", booked_on, cause, qty, value_rp, counter,
            weight, sold_rp, entry_id, source_kind, source_id, note, person_id, recorded_at)
        SELECT m.id, p_place, m.stock, 2000000000::bigint + p_no::bigint * 5 + m.at, p_today, p_today, 'JUAL', -1,
            -{COST_RP}, '5.2.01', 0, {PRICE_RP}, p_entry, 'retail.sale', p_event, '', p_person, now()
        FROM unnest(p_moves, p_stocks) WITH ORDINALITY AS m(id, stock, at);
    UPDATE inventory_stock SET qty = qty - 1, value_rp = value_rp - {COST_RP}, last_on = p_today, layers = layers,
            shorts = shorts
        WHERE cooperative_id = p_place AND id = ANY(p_stocks);
    INSERT INTO inventory_stockmonth AS m (cooperative_id, stock_id, month, qty, value_rp)
        SELECT p_place, s, date_trunc('month', p_today)::date, -1, -{COST_RP} FROM unnest(p_stocks) AS s
        ON CONFLICT (cooperative_id, stock_id, month) DO UPDATE
            SET qty = m.qty + excluded.qty, value_rp = m.value_rp + excluded.value_rp;
    INSERT INTO retail_sale (id, cooperative_id, kind, till_id, series, till_no, year, no, cashier_id, till_shift,
            sold_at, sold_on, location_id, subtotal_rp, discount_rp, total_rp, rounding_rp, paid_rp, change_rp, reason,
            lacks, entry_id, recorded_at)
        VALUES (p_event, p_place, 'JUAL', p_till, 1000, p_no, 1000, p_no, p_person, p_shift, now(), p_today, p_location,
            paid, 0, paid, 0, paid, 0, '', '', p_entry, now());
    INSERT INTO retail_saleline (id, cooperative_id, sale_id, line_no, product_id, unit_id, qty, price_rp, price_qty,
            audience, listed_rp, gross_rp, discount_rp, own_discount_rp, reason, rounding_rp, net_rp, over_rp, move_id)
        SELECT l.id, p_place, p_event, l.no, l.product, l.unit, 1, {PRICE_RP}, 1, 'UMUM', {PRICE_RP}, {PRICE_RP}, 0, 0,
            '', 0, {PRICE_RP}, 0, l.move
        FROM unnest(p_ids, p_products, p_units, p_moves) WITH ORDINALITY AS l(id, product, unit, move, no);
    INSERT INTO retail_saletender (id, cooperative_id, sale_id, kind, amount_rp, reference, left_rp)
        VALUES (p_tender, p_place, p_event, 'CASH', paid, '', 0);
END $$
"""
_ACCOUNTS = ("1.1.01", "4.2.01", "5.2.01", "1.3.01")
_GOODS = """
    SELECT s.id, s.product_id, u.id FROM inventory_stock s JOIN inventory_productunit u ON u.product_id = s.product_id
    WHERE s.product_id = ANY(%s::uuid[]) ORDER BY s.id
"""


class Floor:
    """One till's rows by the role that owns the tables."""

    def __init__(self, seat: dict[str, Any], worker: int, product_ids: Sequence[str], today: date) -> None:
        """Connect.

        Args:
            seat: Whose till.
            worker: Which of the clients, from 0: floors number their rows apart.
            product_ids: What is sold, in turn; nobody else sells it.
            today: The day of the rows.
        """
        self.seat, self.today = seat, today
        self.owner = psycopg.connect(os.environ["DATABASE_OWNER_URL"], autocommit=True)
        rows = self.owner.execute(
            "SELECT code, id FROM ledger_account WHERE cooperative_id = %s", [seat["place"]]
        )
        codes: dict[str, UUID] = dict(rows.fetchall())
        self.accounts = [codes[code] for code in _ACCOUNTS]
        ((self.unit,),) = self.owner.execute(
            "SELECT common_unit_id FROM ledger_journalhead WHERE cooperative_id = %s", [seat["place"]]
        ).fetchall()
        ((self.till,),) = self.owner.execute(
            "SELECT id FROM retail_till WHERE device_id = %s", [seat["device"]]
        ).fetchall()
        goods = self.owner.execute(_GOODS, [list(product_ids)]).fetchall()
        self.goods = cycle([goods[at : at + 5] for at in range(0, len(goods) - 4, 5)])
        self.numbers = count(worker * 10_000_000 + 1)

    def write(self, event: Event) -> None:
        """Write the rows of one sale; the event gives its text alone."""
        stocks, products, units = zip(*next(self.goods), strict=True)
        no = next(self.numbers)
        values: list[Any] = [
            self.seat["place"], self.seat["device"], uuid7(), no, event.body, b"\0" * 31 + bytes([no % 256]), no,
            self.seat["cashier"], self.today, self.accounts, self.unit, uuid7(), uuid7(), self.till, uuid7(),
            self.seat["location"], [uuid7() for _ in stocks], [uuid7() for _ in stocks], list(stocks), list(products),
            list(units), uuid7(),
        ]  # fmt: skip
        self.owner.execute(f"SELECT bench_sale({', '.join(['%s'] * len(values))})", values)
