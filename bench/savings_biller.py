"""Two cooperatives with the same members, and their bills of simpanan wajib month after month.

One bills through the service; the other by the floor: one hand-written statement for the bills, and the rows of the
run, the trail, the request and the news beside it. It asks nobody who may, reads no rule, and seals nothing.

Run as a program with a number of members; writes one JSON object. With ``die``, a cooperative and a month it bills that
month alone, and is killed meanwhile by the other.
"""

from __future__ import annotations

import json
import sys
from datetime import date
from functools import partial
from typing import Any
from uuid import uuid4

import django

django.setup()

from bench.savings_rounds import (  # noqa: E402
    JANUARY,
    ROUNDS,
    by_hand,
    killed,
    rounds,
    super_user,
    timed,
)
from bench.savings_sql import MEMBERS  # noqa: E402
from guyub.books.ledger.services.accounts import begin_books  # noqa: E402
from guyub.finance.savings.services.dues import make_bills  # noqa: E402
from guyub.foundation.kernel.dates import add_months, month_end, utc_now  # noqa: E402
from guyub.foundation.kernel.ids import uuid7  # noqa: E402
from guyub.foundation.kernel.models import Cooperative  # noqa: E402
from guyub.foundation.kernel.tenancy.scope import scope  # noqa: E402
from guyub.foundation.parameters.services.values import load_national  # noqa: E402

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


def opened(code: str, members: int) -> Cooperative:
    """Make a cooperative with books and members."""
    place = Cooperative.objects.create(code=code, name=f"KKMP Contoh {code[-1]}", zone="WIB")
    with scope(place.id):
        begin_books(place=place, opened_on=JANUARY)
    with super_user() as making:
        making.execute("SET session_replication_role = replica")
        making.execute(MEMBERS, {"place": place.id, "people": members, "opened": JANUARY})
    return place


def rest(_: date) -> None:
    """Let the database come to rest before a round."""
    with super_user() as making:
        making.execute("VACUUM ANALYZE members_member")
        making.execute("VACUUM ANALYZE savings_duesbill")
        making.execute("CHECKPOINT")


def ours(place: Cooperative, month: date) -> float:
    """Bill a month through the service; seconds."""
    told: dict[str, Any] = {"today": month_end(month), "request_id": uuid4(), "now": utc_now()}
    return timed(lambda: make_bills(actor=None, place=place, month=month, **told))


def floor(place: Cooperative, month: date) -> float:
    """Bill it by hand-written SQL; seconds."""
    given: dict[str, Any] = {
        "place": place.id,
        "month": month,
        "due": month.replace(day=10),
        "run": uuid7(),
        "audit": uuid7(),
        "request": uuid4(),
        "no": month.month,
    }
    return timed(lambda: by_hand(FLOOR, given))


def kill(place: Cooperative, month: date, seconds: float) -> int:
    """Bill a month elsewhere, kill it in the middle, and tell how many rows it left."""
    tables = ("savings_duesbill", "savings_duesrun")
    left = killed("bench.savings_biller", place.id, month, seconds, tables=tables)
    rest(month)
    return left


def main(members: int) -> dict[str, Any]:
    """Bill month after month on both sides."""
    load_national(now=utc_now())
    mine, other = opened("35.73.05.1001", members), opened("35.73.05.1002", members)
    found = rounds(
        partial(ours, mine),
        partial(floor, other),
        months=[add_months(JANUARY, at) for at in range(ROUNDS + 1)],
        prepare=rest,
        kill=partial(kill, mine),
    )
    with super_user() as asking:
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
