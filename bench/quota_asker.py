"""Outlets that ask for buyers and set aside for sales, and the same rows by one call: prints each round as JSON.

The floor is no use-case: it knows no rule, no category and no reason. It holds the buyer's two rows, sums what the
household bought in the month and the person on the day with what is lent to devices, and writes the use.
"""

from __future__ import annotations

import json
import os
import time
from datetime import UTC, datetime
from itertools import count
from random import Random
from statistics import quantiles
from typing import TYPE_CHECKING, Any
from uuid import UUID

import django
import psycopg

django.setup()

from bench.quota_buyers import BUYERS, CATEGORY, PROGRAMME  # noqa: E402
from guyub.foundation.identity.selectors.keys import index_keys  # noqa: E402
from guyub.foundation.kernel.ids import uuid7  # noqa: E402
from guyub.foundation.kernel.models import Cooperative  # noqa: E402
from guyub.trade.subsidised.selectors.lookups import look_up  # noqa: E402
from guyub.trade.subsidised.services.quota import Wish, reserve  # noqa: E402

if TYPE_CHECKING:
    from collections.abc import Callable

ROUNDS, CALLS, SLICE = 7, 600, 100
FLOOR = """
CREATE FUNCTION bench_quota(p_use uuid, p_consumer uuid, p_place int, p_device uuid, p_day date, p_now timestamptz)
    RETURNS void LANGUAGE plpgsql AS $$
DECLARE
    buyer record;
    left_qty bigint;
    today_qty bigint;
BEGIN
    SELECT c.nik_index, c.kk_index, s.category INTO buyer FROM subsidised_consumer c
        JOIN subsidised_standing s ON s.consumer_id = c.id AND s.programme_id = 'LPG_3KG' WHERE c.id = p_consumer;
    INSERT INTO subsidised_quotakey (scope, key_index) VALUES ('KK', buyer.kk_index), ('NIK', buyer.nik_index)
        ON CONFLICT DO NOTHING;
    PERFORM 1 FROM subsidised_quotakey q WHERE (q.scope, q.key_index) IN
        (('KK', buyer.kk_index), ('NIK', buyer.nik_index)) ORDER BY q.scope, q.key_index FOR NO KEY UPDATE;
    SELECT coalesce(sum(u.qty), 0) INTO left_qty FROM subsidised_quotause u WHERE u.kk_index = buyer.kk_index
        AND u.programme_id = 'LPG_3KG' AND u.day BETWEEN date_trunc('month', p_day)::date AND p_day
        AND u.state <> 'RELEASED';
    SELECT coalesce(sum(u.qty), 0) INTO today_qty FROM subsidised_quotause u WHERE u.nik_index = buyer.nik_index
        AND u.programme_id = 'LPG_3KG' AND u.day = p_day AND u.state <> 'RELEASED';
    left_qty := 10 - left_qty - (SELECT coalesce(sum(s.lent_qty), 0) FROM subsidised_quotaslice s
        WHERE s.kk_index = buyer.kk_index AND s.programme_id = 'LPG_3KG' AND s.lent_qty > 0);
    INSERT INTO subsidised_quotause (id, programme_id, category, consumer_id, nik_index, kk_index, cooperative_id,
            device_id, qty, slice_qty, at, day, state, expires_at, known_by, over_mode, decision, reason, released_why,
            is_firm, recorded_at)
        VALUES (p_use, 'LPG_3KG', buyer.category, p_consumer, buyer.nik_index, buyer.kk_index, p_place, p_device, 1, 0,
            p_now, p_day, 'RESERVED', p_now + interval '15 minutes', 'NETWORK', '',
            jsonb_build_object('decision', CASE WHEN left_qty < 1 OR today_qty > 0 THEN 'warn' ELSE 'ok' END,
                'remaining', left_qty, 'sentence', 'Boleh: 1 tabung.', 'findings', '[]'::jsonb), '', '', false, p_now);
END $$
"""


class Asker:
    """One server that answers all outlets in turn; nobody buys twice."""

    def __init__(self) -> None:
        """Draw who buys where; give the first of them numbers that can be asked for."""
        self.owner = psycopg.connect(os.environ["DATABASE_OWNER_URL"], autocommit=True)
        self.owner.execute(FLOOR)
        self.places = list(Cooperative.objects.filter(name__startswith="Contoh ").order_by("id"))
        self.buyers = Random(13).sample(range(1, BUYERS + 1), ROUNDS * CALLS * 4)
        self.at, self.numbers = count(), {}
        for at, buyer in enumerate(self.buyers[: ROUNDS * CALLS + CALLS]):
            self.numbers[at] = f"35730301019{at:05}"[-16:].rjust(16, "3")
            self.owner.execute(
                "UPDATE subsidised_consumer SET nik_index = %s, index_key_id = %s WHERE id = %s",
                [index_keys().index("NIK", self.numbers[at]), index_keys().current, self.id(buyer)],
            )
        self.owner.execute("ANALYZE subsidised_consumer")
        self.asked = count()

    @staticmethod
    def id(buyer: int) -> UUID:
        """Give the id of a buyer."""
        return UUID(f"00000000-0000-7000-8000-{buyer:012x}")

    def ask(self) -> None:
        """Look somebody up by a NIK."""
        at = next(self.asked)
        found = look_up(
            place=self.places[at % len(self.places)],
            programme=PROGRAMME,
            nik=self.numbers[at % len(self.numbers)],
            now=datetime.now(UTC),
        )
        assert found.buyer

    def reserve(self) -> None:
        """Set one cylinder aside."""
        at = next(self.at)
        wish = Wish(
            use_id=uuid7(),
            programme=PROGRAMME,
            category=CATEGORY,
            consumer_id=self.id(self.buyers[at]),
            qty=1,
            reason="hajatan",
        )
        place = self.places[at % len(self.places)]
        reserve(place=place, device_id=self.id(at % 171), wish=wish, now=datetime.now(UTC))

    def floor(self) -> None:
        """Write the rows of one."""
        at, now = next(self.at), datetime.now(UTC)
        given: list[Any] = [uuid7(), self.id(self.buyers[at]), self.places[at % len(self.places)].id]
        given += [self.id(at % 171), now.date(), now]
        self.owner.execute("SELECT bench_quota(%s, %s, %s, %s, %s, %s)", given)


def timed(call: Callable[[], None], times: int) -> list[float]:
    """Give what each call took, in milliseconds."""
    took = []
    for _ in range(times):
        began = time.perf_counter()
        call()
        took.append((time.perf_counter() - began) * 1000)
    return took


def main() -> None:
    """Print the 95th percentile of each round, and the rates of setting aside beside the floor."""
    asker = Asker()
    told: dict[str, list[Any]] = {"asking by a NIK": [], "setting aside for a sale": [], "rates": []}
    for call in (asker.ask, asker.reserve, asker.floor):
        timed(call, SLICE)
    for _ in range(ROUNDS):
        asked = timed(asker.ask, CALLS)
        ours: list[float] = []
        floor: list[float] = []
        for _ in range(CALLS // SLICE):
            ours += timed(asker.reserve, SLICE)
            floor += timed(asker.floor, SLICE)
        told["asking by a NIK"].append(quantiles(asked, n=20)[-1])
        told["setting aside for a sale"].append(quantiles(ours, n=20)[-1])
        told["rates"].append([CALLS * 1000 / sum(ours), CALLS * 1000 / sum(floor)])
    print(json.dumps(told))


if __name__ == "__main__":
    main()
