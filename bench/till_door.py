"""A server as `guyub serve` starts it, and tills that send it what they sold; no Django on their side."""

from __future__ import annotations

import http.client
import json
import random
import socket
import subprocess
import sys
import time
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

import psycopg

from bench.till_outbox import Outbox
from guyub.foundation.devices.domain.wire import written

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from bench.till_outbox import Good
    from guyub.foundation.devices.domain.chain import Event

LINES, BATCH, RESTS_S = 5, 50, 1
_SERVE = (
    "import sys, django; django.setup();"
    " from guyub.config.web_server import serve;"
    " serve(host='127.0.0.1', port=int(sys.argv[1]), workers=2, threads=4)"
)
_GOODS = (
    "SELECT u.product_id::text, u.id::text FROM inventory_productunit u WHERE u.cooperative_id = %s LIMIT 500"
)


class Line:
    """One till's way to the server; a connection that rested for long is made anew, as a browser does."""

    def __init__(self, port: int, seat: dict[str, Any], goods: Sequence[Good]) -> None:
        """Take a till that the server has just bound, and open its shift."""
        self.outbox, self.goods = Outbox(seat), goods
        self.http = http.client.HTTPConnection("127.0.0.1", port, timeout=60)
        self.headers = {
            "Authorization": f"Device {seat['device']}:{seat['key']}",
            "Content-Type": "application/json",
        }
        self.last_at = 0.0
        self.chance = random.Random(seat["device"])
        self.send([self.outbox.opening()])

    def sale(self) -> Event:
        """Sell five of the goods."""
        return self.outbox.sale(self.chance.sample(self.goods, LINES))

    def send(self, events: Sequence[Event]) -> float:
        """Send events, of which each must be accepted; milliseconds until the answer was read."""
        body = json.dumps(
            {
                "device_id": str(self.outbox.device_id),
                "at": time.time_ns() // 1_000_000,
                "written": self.outbox.seq,
                "waiting": len(events),
                "events": [written(event) for event in events],
            }
        )
        began = time.perf_counter()
        if began - self.last_at > RESTS_S:
            self.http.close()
        self.http.request("POST", "/api/v1/till/events", body, self.headers)
        response = self.http.getresponse()
        answer = response.read()
        self.last_at = time.perf_counter()
        spent = (self.last_at - began) * 1000
        if response.status != 200:
            raise SystemExit(f"{response.status}: {answer[:500]!r}")
        refused = [one for one in json.loads(answer)["answers"] if one["answer"] != "ACCEPTED"]
        if refused:
            raise SystemExit(str(refused[0]))
        return spent


@contextmanager
def server(environment: dict[str, str]) -> Iterator[int]:
    """Start the web server and give its port."""
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        port: int = listener.getsockname()[1]
    process = subprocess.Popen(
        [sys.executable, "-c", _SERVE, str(port)], env=environment, stderr=subprocess.DEVNULL
    )
    try:
        for _ in range(600):
            with socket.socket() as asking:
                asking.settimeout(0.2)
                if asking.connect_ex(("127.0.0.1", port)) == 0:
                    break
            time.sleep(0.1)
        yield port
    finally:
        process.terminate()
        process.wait()


def lines(environment: dict[str, str], seats: Sequence[dict[str, Any]], port: int) -> list[Line]:
    """Give each till its line."""
    with psycopg.connect(environment["DATABASE_SUPER_URL"], autocommit=True) as asking:
        goods: dict[int, list[Good]] = {
            seat["place"]: asking.execute(_GOODS, [seat["place"]]).fetchall() for seat in seats
        }
    return [Line(port, seat, goods[seat["place"]]) for seat in seats]


def sell_on(tills: Sequence[Line], *, each_minute: int, minutes: int) -> list[list[float]]:
    """Let each till sell so often a minute, when it happens to, and wait for the answer.

    Returns:
        By minute, the milliseconds from when a sale was due until it was answered.
    """
    began = time.monotonic() + 1
    waits: list[list[float]] = [[] for _ in range(minutes)]

    def work(till: Line) -> None:
        due = began + till.chance.expovariate(each_minute / 60)
        while due < began + 60 * minutes:
            event = till.sale()
            time.sleep(max(0.0, due - time.monotonic()))
            late = max(0.0, time.monotonic() - due) * 1000  # a till whose last sale is not answered yet
            waits[min(int((due - began) / 60), minutes - 1)].append(till.send([event]) + late)
            due += till.chance.expovariate(each_minute / 60)

    with ThreadPoolExecutor(len(tills)) as pool:
        list(pool.map(work, tills))  # raises what one of them met
    return waits


def drain(till: Line, sales: int) -> float:
    """Let a till send what it sold without a network, fifty at once; seconds."""
    batches = [[till.sale() for _ in range(BATCH)] for _ in range(sales // BATCH)]
    began = time.perf_counter()
    for batch in batches:
        till.send(batch)
    return time.perf_counter() - began


def close(till: Line) -> float:
    """Count a shift and close it, and begin the next; seconds until it was closed."""
    spent = till.send([till.outbox.closing(1_000_000)])
    till.send([till.outbox.opening()])
    return spent / 1000
