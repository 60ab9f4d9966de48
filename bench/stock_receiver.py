"""One storekeeper who takes receipts of fifty lines, and the same rows by one call: prints the rates as JSON.

The floor is no use-case: it finds no cost, checks, numbers and seals nothing, and asks nobody who may. It writes the
rows of one receipt (entry, two lines, their balances, the line of the trail, the request, fifty moves, their stocks and
months) and commits.
"""

from __future__ import annotations

import json
import sys
from itertools import count, cycle
from typing import TYPE_CHECKING, Any

from bench.slices import rates
from bench.stock_books import DEBT, TODAY, BigShop
from guyub.books.ledger.services.posting import Act
from guyub.foundation.identity.domain.roles import Action
from guyub.foundation.identity.services.acting import act_once
from guyub.foundation.kernel.dates import utc_now
from guyub.foundation.kernel.ids import uuid7
from guyub.trade.inventory.domain.moves import Cause
from guyub.trade.inventory.services.moving import book_moves, plan_moves
from guyub.trade.inventory.services.plans import Movement

if TYPE_CHECKING:
    from uuid import UUID

LINES, COST_RP = 50, 123_457
FLOOR = """
CREATE FUNCTION bench_receipt(p_place int, p_id uuid, p_request uuid, p_actor uuid, p_no int, p_accounts uuid[],
    p_unit uuid, p_trail uuid, p_hash bytea, p_moves uuid[], p_stocks uuid[]) RETURNS void LANGUAGE plpgsql AS $$
BEGIN
    INSERT INTO kernel_request (id, cooperative_id, use_case, facts_hash, result, asked_at)
        VALUES (p_request, p_place, 'inventory.receive', p_hash, '{}', now());
    INSERT INTO ledger_journalentry (id, cooperative_id, series, year, number, chain_no, occurred_on, dated_on,
            posted_at, phase, memo, context, actor_id, request_id, part, source_kind, source_id, line_count, total_rp,
            facts_hash, hash)
        VALUES (p_id, p_place, 'FL', 2026, p_no, 1000000000 + p_no, '2026-11-25', '2026-11-25', clock_timestamp(), 0,
            'Terima barang', 'inventory', p_actor, p_request, 0, '', NULL, 2, 6172850, p_hash, p_hash);
    INSERT INTO ledger_journalline (cooperative_id, entry_id, line_no, account_id, unit_id, amount_rp, flow, note,
            member_id, dated_on)
        VALUES (p_place, p_id, 1, p_accounts[1], p_unit, 6172850, '', '', NULL, '2026-11-25'),
            (p_place, p_id, 2, p_accounts[2], p_unit, -6172850, '', '', NULL, '2026-11-25');
    INSERT INTO ledger_accountbalance AS b (cooperative_id, account_id, unit_id, month, phase, flow, posted_month,
            debit_rp, credit_rp)
        VALUES (p_place, p_accounts[1], p_unit, '2026-11-01', 0, '', '2026-11-01', 6172850, 0),
            (p_place, p_accounts[2], p_unit, '2026-11-01', 0, '', '2026-11-01', 0, 6172850)
        ON CONFLICT (cooperative_id, account_id, unit_id, month, phase, flow, posted_month) DO UPDATE
            SET debit_rp = b.debit_rp + excluded.debit_rp, credit_rp = b.credit_rp + excluded.credit_rp;
    INSERT INTO identity_auditentry (id, cooperative_id, position, at, actor_id, actor_name, actor_role, act, facts,
            seal, facts_hash, hash)
        VALUES (p_trail, p_place, 1000000000 + p_no, now(), p_actor, 'Contoh', 'PENGELOLA_GERAI', 'inventory.bench',
            '{"number": "TB-2026-0001"}', 2, p_hash, p_hash);
    INSERT INTO inventory_stockmove (id, cooperative_id, stock_id, seq, "on", booked_on, cause, qty, value_rp, counter,
            weight, entry_id, source_kind, note, person_id, recorded_at)
        SELECT m.id, p_place, m.stock, 2000000000::bigint + p_no * 50 + m.at, '2026-11-25', '2026-11-25', 'TERIMA', 10,
            123457, '2.1.14', 0, p_id, '', '', p_actor, now()
        FROM unnest(p_moves, p_stocks) WITH ORDINALITY AS m(id, stock, at);
    UPDATE inventory_stock SET qty = qty + 10, value_rp = value_rp + 123457, last_qty = 10, last_rp = 123457,
            last_on = '2026-11-25', layers = layers
        WHERE cooperative_id = p_place AND id = ANY(p_stocks);
    INSERT INTO inventory_stockmonth AS m (cooperative_id, stock_id, month, qty, value_rp)
        SELECT p_place, s, '2026-11-01', 10, 123457 FROM unnest(p_stocks) AS s
        ON CONFLICT (cooperative_id, stock_id, month) DO UPDATE
            SET qty = m.qty + excluded.qty, value_rp = m.value_rp + excluded.value_rp;
END $$
"""


class Receiver:
    """The shop; half of its products come by the use-case's steps, the other half by the floor."""

    def __init__(self, shop: BigShop, *, counter: str = DEBT) -> None:
        """Make the floor and deal the products out, fifty at a time; ``counter`` stands against the stock."""
        self.shop, ids = shop, shop.product_ids
        fifties = [ids[at : at + LINES] for at in range(0, len(ids) - LINES + 1, LINES)]
        self.ours = cycle(fifties[::2])
        rows = shop.owner.execute("SELECT product_id, id FROM inventory_stock").fetchall()
        stocks: dict[UUID, UUID] = dict(rows)
        self.theirs = cycle([[stocks[id_] for id_ in fifty] for fifty in fifties[1::2]])
        shop.owner.execute(FLOOR)
        codes: dict[str, UUID] = dict(
            shop.owner.execute(
                "SELECT code, id FROM ledger_account WHERE cooperative_id = %s", [shop.place.id]
            ).fetchall()
        )
        self.accounts = [codes["1.3.01"], codes[counter]]
        (self.unit_id,) = shop.owner.execute(
            "SELECT common_unit_id FROM ledger_journalhead WHERE cooperative_id = %s", [shop.place.id]
        ).fetchone() or (None,)
        self.numbers = count(1)

    def receive(self) -> None:
        """Take a receipt in: one transaction, one request, one line of the trail."""
        movements = [
            Movement(
                product_id=id_,
                location_id=self.shop.location.id,
                cause=Cause.TERIMA,
                qty=10,
                value_rp=COST_RP,
                counter=DEBT,
            )
            for id_ in next(self.ours)
        ]
        request_id, now = uuid7(), utc_now()

        def work() -> str:
            plan = plan_moves(place=self.shop.place, movements=movements, on=TODAY, today=TODAY)
            kept = book_moves(
                plan=plan,
                memo="Terima barang",
                today=TODAY,
                actor=self.shop.actor,
                request_id=request_id,
                now=now,
                act=Act("inventory.bench", {"number": "TB-2026-0001"}, now),
            )
            return kept.entry.name if kept.entry else ""

        act_once(
            actor=self.shop.actor,
            action=Action.MOVE_STOCK,
            request_id=request_id,
            use_case="inventory.bench",
            facts={"lines": [[one.product_id, one.qty, one.value_rp] for one in movements]},
            now=now,
            work=work,
        )

    def floor(self) -> None:
        """Write the same rows by one call."""
        self.shop.owner.execute(
            "SELECT bench_receipt(%s, %s, %s, %s, %s, %s, %s, %s, %s, %s, %s)", self.floor_values()
        )

    def floor_values(self) -> list[Any]:
        """Give what ``bench_receipt`` writes for the next fifty."""
        return [
            self.shop.place.id, uuid7(), uuid7(), self.shop.actor.person_id, next(self.numbers), self.accounts,
            self.unit_id, uuid7(), b"\0" * 32, [uuid7() for _ in range(LINES)], next(self.theirs),
        ]  # fmt: skip


def main() -> None:
    """Receive in turn with the floor."""
    receiver = Receiver(BigShop(products=int(sys.argv[1]), moves=int(sys.argv[2])))
    sys.stdout.write(json.dumps(rates(receiver.receive, receiver.floor, owner=receiver.shop.owner)))


if __name__ == "__main__":
    main()
