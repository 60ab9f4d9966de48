"""One till that sells: its events admitted by the product, or their rows written by the floor, as the benchmark orders.

Reads one order a line from stdin (JSON: what, from when, for how long), answers with one line: how many sales a second,
and the milliseconds of each.
"""

from __future__ import annotations

import json
import os
import sys
import time
from itertools import cycle
from typing import TYPE_CHECKING, Any

import django

django.setup()

import psycopg  # noqa: E402

from bench.till_floor import Floor  # noqa: E402
from bench.till_outbox import Good, Outbox  # noqa: E402
from guyub.foundation.devices.models import Device  # noqa: E402
from guyub.foundation.kernel.dates import utc_now  # noqa: E402
from guyub.foundation.kernel.tenancy.scope import scope  # noqa: E402
from guyub.journeys.services.device_events import take_events  # noqa: E402
from guyub.trade.retail.models import Sale  # noqa: E402

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from guyub.foundation.devices.domain.chain import Event

LINES = 5
_GOODS = """
    SELECT u.product_id::text, u.id::text FROM inventory_productunit u WHERE u.cooperative_id = %s ORDER BY u.product_id
"""


class Seller:
    """One till, the server's part of it, and the floor beside it."""

    def __init__(self, seat: dict[str, Any], worker: int, tills: int) -> None:
        """Take the till up where the server knows it to be.

        Args:
            seat: As ``bench.till_books`` prints it.
            worker: Which of the clients, from 0.
            tills: How many sell in one shop: each has goods of its own, and all of them the first.
        """
        with psycopg.connect(os.environ["DATABASE_SUPER_URL"], autocommit=True) as asking:
            goods: list[Good] = asking.execute(_GOODS, [seat["place"]]).fetchall()
        with scope(seat["place"]):
            self.device = Device.objects.select_related("cooperative").get(
                cooperative_id=seat["place"], id=seat["device"]
            )
            sold = Sale.objects.filter(cooperative_id=seat["place"], till__device_id=seat["device"])
            number = sold.exclude(series=1000).order_by("-till_no").values_list("till_no", flat=True).first()
        head = bytes(self.device.head_hash)
        self.outbox = Outbox(seat, seq=self.device.head_seq, head=head, number=number or 0)
        hot, *others = goods[: len(goods) // 2]
        own = others[seat["no"] - 1 :: tills]
        self.baskets = {
            "sale": _baskets(own, LINES),
            "apart": _baskets(own, 1),
            "hot": cycle([[hot]]),
            "apart_5": _baskets(own, LINES),
            "hot_5": cycle([[hot, *four] for four in _each(own, LINES - 1)]),
        }
        theirs = [product for product, _ in goods[len(goods) // 2 :][seat["no"] - 1 :: tills]]
        self.floor = Floor(seat, worker, theirs, utc_now().date())

    def admit(self, batch: list[Event]) -> None:
        """Let the server take events in; it must accept them all."""
        for one in take_events(device=self.device, batch=batch, now=utc_now()).answers:
            if one.answer.value != "ACCEPTED":
                raise SystemExit(f"event {one.seq}: {one.answer} {one.code} {one.facts}")

    def calls(self, what: str) -> tuple[Callable[[], Any], Callable[[Any], None], int]:
        """Tell what is made ready outside the measured time, what is measured, and how many sales that makes."""
        if what == "floor":
            body = self.outbox.sale(next(self.baskets["sale"]))  # not sent: the outbox goes back by one
            self.outbox.seq, self.outbox.head = self.outbox.seq - 1, body.previous
            self.outbox.number -= 1
            return (lambda: body), self.floor.write, 1
        return (lambda: [self.outbox.sale(next(self.baskets[what]))]), self.admit, 1


def _each(goods: list[Good], lines: int) -> list[list[Good]]:
    return [goods[at : at + lines] for at in range(0, len(goods) - lines + 1, lines)]


def _baskets(goods: list[Good], lines: int) -> Iterator[list[Good]]:
    return cycle(_each(goods, lines))


def main() -> None:
    """Answer orders until there are none."""
    seller = Seller(json.loads(sys.argv[1]), int(sys.argv[3]), int(sys.argv[2]))
    for order in map(json.loads, sys.stdin):
        ready, call, sales = seller.calls(order["what"])
        for _ in range(order["warm"]):
            call(ready())
        time.sleep(max(0.0, order["at"] - time.monotonic()))
        spent, times, cpu = 0.0, [], time.process_time()
        while spent < order["seconds"]:
            given = ready()
            began = time.perf_counter()
            call(given)
            times.append((time.perf_counter() - began) * 1000)
            spent += times[-1] / 1000
        answer = {"rate": sales * len(times) / spent, "ms": times, "cpu": time.process_time() - cpu}
        sys.stdout.write(json.dumps(answer) + "\n")
        sys.stdout.flush()


if __name__ == "__main__":
    main()
