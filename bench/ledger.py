"""The ledger: posting beside the floor that the tables themselves set, alone and with eight at once."""

from __future__ import annotations

import json
import subprocess
import sys
import time
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

import psycopg

from bench.database import migrated_database
from bench.figures import Figure

if TYPE_CHECKING:
    from collections.abc import Iterator

CLIENTS, ROUNDS, SLICES, SECONDS, WARM = 8, 5, 8, 0.12, 4

SETUP = f"""
import django; django.setup()
import json
from datetime import date
from guyub.books.ledger.services.accounts import begin_books
from guyub.foundation.identity.models import Membership, Person
from guyub.foundation.kernel.dates import utc_now
from guyub.foundation.kernel.models import Cooperative
from guyub.foundation.kernel.tenancy.scope import scope
seats = []
for n in range({CLIENTS}):
    place = Cooperative.objects.create(code=f"35.73.03.10{{n:02}}", name=f"KKMP Contoh {{n}}", zone="WIB")
    person = Person.objects.create(name="Contoh", password="!", created_at=utc_now())
    seat = Membership.objects.create(person=person, cooperative=place, role="BENDAHARA", starts_at=utc_now())
    with scope(place.id):
        begin_books(place=place, opened_on=date(2026, 1, 1))
    seats.append((place.id, str(person.id), str(seat.id)))
print(json.dumps(seats))
"""


# The same rows in the same tables, in one call: no counter, no chain, no check, no policy.
FLOOR = """
CREATE FUNCTION bench_floor(p_place int, p_id uuid, p_request uuid, p_actor uuid, p_no int, p_accounts uuid[],
    p_unit uuid, p_amounts bigint[], p_flows text[], p_trail uuid, p_hash bytea) RETURNS void LANGUAGE plpgsql AS $$
BEGIN
    INSERT INTO ledger_journalentry (id, cooperative_id, series, year, number, chain_no, occurred_on, dated_on,
            posted_at, phase, memo, context, actor_id, request_id, part, source_kind, line_count, total_rp, facts_hash,
            hash)
        VALUES (p_id, p_place, 'FL', 2026, p_no, 1000000000 + p_no, '2026-11-25', '2026-11-25', clock_timestamp(), 0,
            'Bayar listrik dan telepon', 'ledger', p_actor, p_request, 0, '', 4, 350000, p_hash, p_hash);
    INSERT INTO ledger_journalline (cooperative_id, entry_id, line_no, account_id, unit_id, amount_rp, flow, note,
            dated_on)
        SELECT p_place, p_id, t.no, t.account, p_unit, t.amount, t.flow, '', '2026-11-25'
        FROM unnest(p_accounts, p_amounts, p_flows) WITH ORDINALITY AS t(account, amount, flow, no);
    INSERT INTO ledger_accountbalance AS b (cooperative_id, account_id, unit_id, month, phase, flow, posted_month,
            debit_rp, credit_rp)
        SELECT p_place, t.account, p_unit, '2026-11-01', 0, t.flow, '2026-11-01', greatest(t.amount, 0),
            greatest(-t.amount, 0)
        FROM unnest(p_accounts, p_amounts, p_flows) AS t(account, amount, flow)
        ON CONFLICT (cooperative_id, account_id, unit_id, month, phase, flow, posted_month) DO UPDATE
            SET debit_rp = b.debit_rp + excluded.debit_rp, credit_rp = b.credit_rp + excluded.credit_rp;
    INSERT INTO identity_auditentry (id, cooperative_id, position, at, actor_id, actor_name, actor_role, act, facts,
            seal, facts_hash, hash)
        VALUES (p_trail, p_place, 1000000000 + p_no, now(), p_actor, 'Contoh', 'BENDAHARA', 'ledger.entry.posted',
            '{"memo": "Bayar listrik"}', 2, p_hash, p_hash);
END $$
"""


class Clients:
    """Programs, each a process and a connection of its own, that work in the same slices of time."""

    def __init__(
        self,
        seats: list[list[Any]],
        environment: dict[str, str],
        first: int,
        program: str = "bench.ledger_poster",
    ) -> None:
        """Start one for each seat, numbered from ``first``; a seat is what the program is given."""
        self.processes = [
            subprocess.Popen(
                [sys.executable, "-m", program, *map(str, seat), str(worker)],
                env=environment,
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                text=True,
            )
            for worker, seat in enumerate(seats, first)
        ]

    def work(self, what: str, *, seconds: float, warm: int = WARM) -> tuple[float, list[float]]:
        """Let all of them work for a slice.

        Returns:
            Entries a second of all together, and the milliseconds of each call.
        """
        order = {
            "what": what,
            "at": time.monotonic() + 0.03 * len(self.processes),
            "seconds": seconds,
            "warm": warm,
        }
        for process in self.processes:
            assert process.stdin
            process.stdin.write(json.dumps(order) + "\n")
            process.stdin.flush()
        answers = [json.loads(process.stdout.readline()) for process in self.processes if process.stdout]
        return sum(answer["rate"] for answer in answers), [ms for answer in answers for ms in answer["ms"]]

    def stop(self) -> None:
        """End them."""
        for process in self.processes:
            assert process.stdin
            process.stdin.close()
            process.wait()


@contextmanager
def clients(
    seats: list[list[Any]], environment: dict[str, str], first: int, program: str = "bench.ledger_poster"
) -> Iterator[Clients]:
    """Start clients and end them."""
    started = Clients(seats, environment, first, program)
    try:
        yield started
    finally:
        started.stop()


def measure() -> Iterator[Figure]:
    """Post into one database, slice by slice."""
    with migrated_database(mode="test") as environment:
        done = subprocess.run(
            [sys.executable, "-c", SETUP], env=environment, check=True, capture_output=True, text=True
        )
        seats = json.loads(done.stdout)
        with psycopg.connect(environment["DATABASE_OWNER_URL"], autocommit=True) as owner:
            owner.execute(FLOOR)
            with clients(seats[:1], environment, 0) as one:
                one.work("single", seconds=0.5)
                owner.execute("ANALYZE")
                yield _beside_floor("posting, 1 client", one, owner, limit=0.40)
                yield _beside("100 entries a commit, to single", one, "batch", "single", limit=3)
                yield _beside_copy(one, owner)
                with clients([seats[0]] * CLIENTS, environment, 1) as same:
                    yield from _on_one_cooperative(one, same)
            with clients(seats, environment, 1) as eight:
                yield _beside_floor("posting, 8 clients on 8 cooperatives", eight, owner, limit=0.35)


def _beside_floor(name: str, posters: Clients, owner: psycopg.Connection[Any], *, limit: float) -> Figure:
    """Take slices of both in turn; the floor's without our triggers."""
    ours, floors = [], []
    for _ in range(ROUNDS):
        ours_rate = floor_rate = 0.0
        for _ in range(SLICES):
            with triggers_off(owner):
                floor_rate += posters.work("floor", seconds=SECONDS)[0] / SLICES
            ours_rate += posters.work("single", seconds=SECONDS)[0] / SLICES
        ours.append(ours_rate)
        floors.append(floor_rate)
    return Figure(name, "entries/s", tuple(ours), limit=limit, is_at_least=True, floors=tuple(floors))


def _beside(name: str, posters: Clients, what: str, beside: str, *, limit: float) -> Figure:
    rounds = [
        [
            sum(posters.work(kind, seconds=SECONDS)[0] for _ in range(SLICES)) / SLICES
            for kind in (what, beside)
        ]
        for _ in range(ROUNDS)
    ]
    values, floors = zip(*rounds, strict=True)
    return Figure(name, "entries/s", values, limit=limit, is_at_least=True, floors=floors)


def _beside_copy(poster: Clients, owner: psycopg.Connection[Any]) -> Figure:
    ours, floors = [], []
    for _ in range(ROUNDS):
        with triggers_off(owner):
            floors.append(poster.work("copy", seconds=1, warm=1)[0])
        ours.append(poster.work("bulk", seconds=1, warm=1)[0])
    return Figure(
        "bulk of 1,000 beside COPY", "entries/s", tuple(ours), 0.30, is_at_least=True, floors=tuple(floors)
    )


def _on_one_cooperative(one: Clients, same: Clients) -> Iterator[Figure]:
    """Let eight post into the books of one cooperative, beside one who has them for himself; a deadlock would raise."""
    alone, together, slowest = [], [], []
    for _ in range(ROUNDS):
        alone.append(one.work("single", seconds=1)[0])
        rate, times = same.work("single", seconds=1)
        together.append(rate)
        slowest.append(sorted(times)[int(len(times) * 0.99)])
    yield Figure(
        "8 clients on one cooperative, to 1",
        "entries/s",
        tuple(together),
        0.5,
        is_at_least=True,
        floors=tuple(alone),
    )
    yield Figure("the slowest of a hundred among them", "ms", tuple(slowest), 100, is_at_least=False)


@contextmanager
def triggers_off(owner: psycopg.Connection[Any]) -> Iterator[None]:
    """Let entries go unchecked for a while, as the floor's are."""
    owner.execute("ALTER TABLE ledger_journalline DISABLE TRIGGER line_entry_balances")
    try:
        yield
    finally:
        owner.execute("ALTER TABLE ledger_journalline ENABLE TRIGGER line_entry_balances")
