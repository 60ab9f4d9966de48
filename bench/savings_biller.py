"""Two cooperatives with the same members, and their bills of simpanan wajib month after month.

One bills through the service; the other by the floor: one hand-written statement for the bills, and the rows of the
run, the trail, the request and the news beside it. It asks nobody who may, reads no rule, and seals nothing.

Run as a program with a number of members; writes one JSON object. With ``die``, a cooperative and a month it bills that
month alone, and is killed meanwhile by the other.
"""

from __future__ import annotations

import json
import os
import resource
import subprocess
import sys
import time
from datetime import date
from typing import TYPE_CHECKING, Any
from uuid import uuid4

import django

django.setup()

import psycopg  # noqa: E402

from bench.savings_sql import FILL  # noqa: E402
from guyub.books.ledger.services.accounts import begin_books  # noqa: E402
from guyub.finance.savings.services.dues import make_bills  # noqa: E402
from guyub.foundation.kernel.dates import add_months, month_end, utc_now  # noqa: E402
from guyub.foundation.kernel.ids import uuid7  # noqa: E402
from guyub.foundation.kernel.models import Cooperative  # noqa: E402
from guyub.foundation.kernel.tenancy.scope import scope  # noqa: E402
from guyub.foundation.parameters.services.values import load_national  # noqa: E402

if TYPE_CHECKING:
    from psycopg import Connection

ROUNDS, JANUARY = 5, date(2026, 1, 1)
FLOOR = (
    """
INSERT INTO savings_duesbill (id, cooperative_id, member_id, month, amount_rp, paid_rp, waived_rp, due_on,
        is_in_advance)
    SELECT uuidv7(), m.cooperative_id, m.id, %(month)s, 10000, 0, 0, %(due)s, false
    FROM members_member AS m WHERE m.cooperative_id = %(place)s AND m.number IS NOT NULL
""",
    """
INSERT INTO savings_duesrun (id, cooperative_id, month, amount_rp, bills, recorded_at)
    SELECT %(run)s, %(place)s, %(month)s, 10000, count(*), now() FROM savings_duesbill
    WHERE cooperative_id = %(place)s AND month = %(month)s
""",
    """
INSERT INTO identity_auditentry (id, cooperative_id, position, at, actor_name, actor_role, act, facts, seal, facts_hash,
        hash)
    VALUES (%(audit)s, %(place)s, 1000000000 + %(no)s, now(), '', '', 'savings.dues.billed', '{"month": "Contoh"}', 2,
        sha256(''), sha256(''))
""",
    """
INSERT INTO kernel_request (id, cooperative_id, use_case, facts_hash, result, asked_at)
    VALUES (%(request)s, %(place)s, 'savings.make_bills', sha256(''), '1', now())
""",
)
CHECK = """
SELECT count(*) FROM (
    SELECT m.number, b.month, b.amount_rp, b.paid_rp, b.waived_rp, b.due_on, b.is_in_advance FROM savings_duesbill AS b
    JOIN members_member AS m ON m.id = b.member_id WHERE b.cooperative_id = %(one)s
    EXCEPT
    SELECT m.number, b.month, b.amount_rp, b.paid_rp, b.waived_rp, b.due_on, b.is_in_advance FROM savings_duesbill AS b
    JOIN members_member AS m ON m.id = b.member_id WHERE b.cooperative_id = %(two)s
) AS one
"""


def maker() -> Connection[Any]:
    """Connect as who owns the database."""
    return psycopg.connect(os.environ["DATABASE_SUPER_URL"], autocommit=True)


def opened(code: str, members: int) -> Cooperative:
    """Make a cooperative with books and members."""
    place = Cooperative.objects.create(code=code, name=f"KKMP Contoh {code[-1]}", zone="WIB")
    with scope(place.id):
        begin_books(place=place, opened_on=JANUARY)
    with maker() as making:
        making.execute("SET session_replication_role = replica")
        making.execute(FILL[0], {"place": place.id, "people": members, "opened": JANUARY})
    return place


def rest() -> None:
    """Let the database come to rest before a round."""
    with maker() as making:
        making.execute("VACUUM ANALYZE members_member")
        making.execute("VACUUM ANALYZE savings_duesbill")
        making.execute("CHECKPOINT")


def ours(place: Cooperative, month: date) -> float:
    """Bill a month through the service; seconds."""
    began = time.perf_counter()
    make_bills(
        actor=None, place=place, month=month, today=month_end(month), request_id=uuid4(), now=utc_now()
    )
    return time.perf_counter() - began


def floor(place: Cooperative, month: date) -> float:
    """Bill it by hand-written SQL, in one transaction; seconds."""
    given: dict[str, Any] = {
        "place": place.id,
        "month": month,
        "due": month.replace(day=10),
        "run": uuid7(),
        "audit": uuid7(),
        "request": uuid4(),
        "no": month.month,
    }
    began = time.perf_counter()
    with psycopg.connect(os.environ["DATABASE_SUPER_URL"]) as writer:
        for statement in FLOOR:
            writer.execute(statement, given)
    return time.perf_counter() - began


def killed(place: Cooperative, month: date, seconds: float) -> int:
    """Bill a month in another program, kill it in the middle, and tell how many rows it left."""
    program = [sys.executable, "-m", "bench.savings_biller", "die", str(place.id), month.isoformat()]
    with subprocess.Popen(program, stdout=subprocess.PIPE) as process:
        assert process.stdout
        process.stdout.readline()  # it is about to bill
        time.sleep(seconds)
        process.kill()
    with maker() as asking:
        while asking.execute(
            "SELECT 1 FROM pg_stat_activity WHERE usename = 'guyub_app' AND state <> 'idle'"
        ).fetchone():
            time.sleep(0.2)
        (left,) = asking.execute(
            "SELECT (SELECT count(*) FROM savings_duesbill WHERE cooperative_id = %(place)s AND month = %(month)s)"
            " + (SELECT count(*) FROM savings_duesrun WHERE cooperative_id = %(place)s AND month = %(month)s)",
            {"place": place.id, "month": month},
        ).fetchone() or (0,)
    return int(left)


def main(members: int, rounds: int = ROUNDS) -> dict[str, Any]:
    """Bill month after month on both sides."""
    load_national(now=utc_now())
    mine, other = opened("35.73.05.1001", members), opened("35.73.05.1002", members)
    found: dict[str, Any] = {"ours": [], "floor": [], "left": 0}
    spent = (0.0, 0.0)
    for at in range(rounds + 1):  # the first warms up
        month = add_months(JANUARY, at)
        if at == 1:
            found["left"] = killed(mine, month, spent[0] / 2)
        rest()
        first = floor(other, month) if at % 2 == 0 else 0.0  # they take turns in going first
        spent = ours(mine, month), first or floor(other, month)
        print(month, *(f"{one:.1f}" for one in spent), file=sys.stderr, flush=True)
        if at:
            found["ours"].append(spent[0])
            found["floor"].append(spent[1])
    found["memory"] = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    with maker() as asking:
        pairs = ({"one": mine.id, "two": other.id}, {"one": other.id, "two": mine.id})
        found["different"] = sum((asking.execute(CHECK, pair).fetchone() or (-1,))[0] for pair in pairs)
    return found


if __name__ == "__main__":
    if sys.argv[1] == "die":
        dying = Cooperative.objects.get(id=int(sys.argv[2]))
        print("begun", flush=True)
        ours(dying, date.fromisoformat(sys.argv[3]))
    else:
        print(json.dumps(main(int(sys.argv[1]))))
