"""One client of the ledger: posts through the service or by the floor's one call, in slices that the benchmark orders.

Reads one order a line from stdin (JSON: what, until when to warm up, for how long), answers with one line: how many
entries, in how many seconds, and the milliseconds of each call.
"""

from __future__ import annotations

import json
import os
import sys
import time
from datetime import date
from io import StringIO
from itertools import count
from typing import TYPE_CHECKING, Any
from uuid import UUID, uuid4

import django

django.setup()

import psycopg  # noqa: E402
from django.db import connection  # noqa: E402

from guyub.books.ledger.domain.entries import EntryDraft, LineDraft  # noqa: E402
from guyub.books.ledger.services.posting import Act, post_entries, post_entry  # noqa: E402
from guyub.foundation.identity.domain.roles import Actor, Role  # noqa: E402
from guyub.foundation.kernel.dates import utc_now  # noqa: E402
from guyub.foundation.kernel.ids import uuid7  # noqa: E402
from guyub.foundation.kernel.models import Cooperative  # noqa: E402
from guyub.foundation.kernel.tenancy.scope import scope  # noqa: E402

if TYPE_CHECKING:
    from collections.abc import Callable

TODAY = date(2026, 11, 25)
LINES = (("6.1.02", 200_000), ("6.1.03", 100_000), ("6.1.05", 50_000), ("1.1.02", -350_000))
BULK, BATCH = 1_000, 100
MEMO = "Bayar listrik dan telepon"

ENTRY_COLUMNS = (
    "id, cooperative_id, series, year, number, chain_no, occurred_on, dated_on, posted_at, phase, memo, context,"
    " actor_id, request_id, part, source_kind, line_count, total_rp, facts_hash, hash"
)
LINE_COLUMNS = "cooperative_id, entry_id, line_no, account_id, unit_id, amount_rp, flow, note, dated_on"


class Poster:
    """One cooperative's treasurer, and the owner's role beside him."""

    def __init__(self, place_id: int, person_id: str, membership_id: str, worker: int) -> None:
        """Connect both.

        Args:
            place_id: Whose books.
            person_id: Who posts.
            membership_id: In which seat.
            worker: Which of the clients, from 0: floors number their rows apart.
        """
        self.place = Cooperative.objects.get(id=place_id)
        self.actor = Actor(UUID(person_id), "Contoh", Role.BENDAHARA, place_id, UUID(membership_id))
        self.owner = psycopg.connect(os.environ["DATABASE_OWNER_URL"], autocommit=True)
        rows = self.owner.execute("SELECT code, id FROM ledger_account WHERE cooperative_id = %s", [place_id])
        codes: dict[str, UUID] = dict(rows.fetchall())
        self.accounts = [codes[code] for code, _ in LINES]
        (self.unit,) = self.owner.execute(
            "SELECT common_unit_id FROM ledger_journalhead WHERE cooperative_id = %s", [place_id]
        ).fetchone() or (None,)
        self.numbers = count(worker * 10_000_000 + 1)

    def floor(self) -> None:
        """Insert one entry's rows."""
        self.owner.execute(
            "SELECT bench_floor(%s, %s, %s, %s, %s, %s, %s, %s, %s, %s, %s)",
            [
                self.place.id,
                uuid7(),
                uuid4(),
                self.actor.person_id,
                next(self.numbers),
                self.accounts,
                self.unit,
                [amount for _, amount in LINES],
                ["", "", "", "BEBAN"],
                uuid7(),
                b"x" * 32,
            ],
        )

    def single(self) -> None:
        """Post one entry, as a use-case does."""
        act = Act("ledger.entry.posted", {"memo": "Bayar listrik"}, utc_now())
        with scope(self.place.id, durable=True):
            post_entry(
                place=self.place, context="ledger", draft=_draft(), today=TODAY, actor=self.actor, act=act
            )

    def many(self, drafts: list[EntryDraft]) -> None:
        """Post many in one commit."""
        act = Act("ledger.entry.posted", {"memo": "Bayar listrik"}, utc_now())
        with scope(self.place.id, durable=True):
            post_entries(
                place=self.place, context="ledger", drafts=drafts, today=TODAY, actor=self.actor, act=act
            )

    def copied(self, rows: tuple[str, str]) -> None:
        """Copy the rows of entries and of their lines, in one commit."""
        with self.owner.transaction(), self.owner.cursor() as cursor:
            for table, columns, text in zip(
                ("ledger_journalentry", "ledger_journalline"),
                (ENTRY_COLUMNS, LINE_COLUMNS),
                rows,
                strict=True,
            ):
                with cursor.copy(f"COPY {table} ({columns}) FROM STDIN") as copy:
                    copy.write(text)

    def rows(self, entries: int) -> tuple[str, str]:
        """Write the rows that ``copied`` sends."""
        heads, lines = StringIO(), StringIO()
        seal = "\\\\x" + "78" * 32
        for _ in range(entries):
            entry_id, number = uuid7(), next(self.numbers)
            heads.write(
                f"{entry_id}\t{self.place.id}\tFL\t2026\t{number}\t{1_000_000_000 + number}\t{TODAY}\t{TODAY}\t"
                f"2026-11-25 10:00+07\t0\t{MEMO}\tledger\t{self.actor.person_id}\t{uuid4()}\t0\t\t4\t350000\t"
                f"{seal}\t{seal}\n"
            )
            for no, (account, (_, amount)) in enumerate(zip(self.accounts, LINES, strict=True), 1):
                flow = "BEBAN" if amount < 0 else ""
                lines.write(
                    f"{self.place.id}\t{entry_id}\t{no}\t{account}\t{self.unit}\t{amount}\t{flow}\t\t{TODAY}\n"
                )
        return heads.getvalue(), lines.getvalue()

    def calls(self, what: str) -> tuple[Callable[[], Any], Callable[[Any], None], int]:
        """Tell what is made ready outside the measured time, what is measured, and how many entries that posts."""
        return {
            "floor": (lambda: None, lambda _: self.floor(), 1),
            "single": (lambda: None, lambda _: self.single(), 1),
            "batch": (lambda: [_draft() for _ in range(BATCH)], self.many, BATCH),
            "bulk": (lambda: [_draft() for _ in range(BULK)], self.many, BULK),
            "copy": (lambda: self.rows(BULK), self.copied, BULK),
        }[what]


def _draft() -> EntryDraft:
    lines = [LineDraft(code, amount) for code, amount in LINES]
    return EntryDraft(occurred_on=TODAY, memo=MEMO, lines=lines, request_id=uuid4())


def main() -> None:
    """Answer orders until there are none."""
    poster = Poster(int(sys.argv[1]), sys.argv[2], sys.argv[3], int(sys.argv[4]))
    for order in map(json.loads, sys.stdin):
        ready, call, entries = poster.calls(order["what"])
        # Whatever was altered between the slices is planned anew before the measured time.
        for _ in range(order["warm"]):
            call(ready())
        time.sleep(max(0.0, order["at"] - time.monotonic()))
        spent, times = 0.0, []
        while spent < order["seconds"]:
            drafts = ready()
            began = time.perf_counter()
            call(drafts)
            times.append((time.perf_counter() - began) * 1000)
            spent += times[-1] / 1000
        sys.stdout.write(json.dumps({"rate": entries * len(times) / spent, "ms": times}) + "\n")
        sys.stdout.flush()
    connection.close()


if __name__ == "__main__":
    main()
