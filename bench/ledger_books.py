"""Books of many lines, made by the database itself, and how long their statements take.

Run as a program with the name of a scene (``one``, ``network`` or ``verify``); writes one JSON object of times in
milliseconds. ``DATABASE_SUPER_URL`` switches triggers off while the rows are made.
"""

from __future__ import annotations

import json
import os
import sys
import time
from dataclasses import replace
from datetime import UTC, date, datetime
from typing import TYPE_CHECKING, Any
from uuid import uuid4

import django

django.setup()

import psycopg  # noqa: E402

from guyub.books.ledger.domain.entries import EntryDraft, LineDraft  # noqa: E402
from guyub.books.ledger.domain.statements import StatementName  # noqa: E402
from guyub.books.ledger.selectors.statements import Question, consolidated, statement_of  # noqa: E402
from guyub.books.ledger.selectors.verify import verify_books  # noqa: E402
from guyub.books.ledger.services.accounts import begin_books  # noqa: E402
from guyub.books.ledger.services.posting import post_entries  # noqa: E402
from guyub.community.cooperatives.models import BusinessUnit  # noqa: E402
from guyub.foundation.kernel.models import Cooperative  # noqa: E402
from guyub.foundation.kernel.tenancy.scope import all_cooperatives, scope  # noqa: E402

if TYPE_CHECKING:
    from collections.abc import Callable

OPENED, TODAY = date(2024, 12, 1), date(2026, 11, 25)  # 24 months
PLACES, UNITS, LINES, ROUNDS = 57, 3, 4, 7

# One cooperative's entries of four lines, each entry in one unit: two non-cash accounts against a third and cash.
ENTRIES = """
INSERT INTO ledger_journalentry (id, cooperative_id, series, year, number, chain_no, occurred_on, dated_on, posted_at,
        phase, memo, context, request_id, part, source_kind, line_count, total_rp, facts_hash, hash)
    SELECT uuidv7(), %(place)s, 'JU', extract(year FROM d.day), n, n, d.day, d.day, d.day + interval '10 hours', 0,
        'Contoh', 'ledger', gen_random_uuid(), 0, '', 4, 2000 + n %% 7, sha256(''), sha256('')
    FROM generate_series(%(first)s::int, %(last)s::int) n
    CROSS JOIN LATERAL (SELECT %(opened)s::date + (n::bigint * 724 / %(last)s)::int AS day) d
"""
BOOKED = """
WITH cash AS (SELECT array_agg(id ORDER BY code) AS ids FROM ledger_account
              WHERE cooperative_id = %(place)s AND is_cash),
     other AS (SELECT array_agg(id) AS ids, array_agg(flow) AS flows FROM (
                   SELECT id, flow FROM ledger_account WHERE cooperative_id = %(place)s AND NOT is_cash
                       AND mark NOT IN ('antar_unit', 'shu') ORDER BY code LIMIT 55) a),
     unit AS (SELECT array_agg(id ORDER BY name) AS ids FROM cooperatives_businessunit WHERE cooperative_id = %(place)s)
INSERT INTO ledger_journalline (cooperative_id, entry_id, line_no, account_id, unit_id, amount_rp, flow, note, dated_on)
    SELECT %(place)s, e.id, l.no,
        CASE WHEN l.no = 4 THEN cash.ids[1 + e.number %% cardinality(cash.ids)]
             ELSE other.ids[1 + (e.number * 7 + l.no * 19) %% cardinality(other.ids)] END,
        unit.ids[1 + e.number %% cardinality(unit.ids)],
        CASE l.no WHEN 1 THEN 1000 WHEN 2 THEN 1000 + e.number %% 7 WHEN 3 THEN -500 ELSE -1500 - e.number %% 7 END,
        CASE WHEN l.no = 4 THEN other.flows[1 + (e.number * 7 + 19) %% cardinality(other.ids)] ELSE '' END, '',
        e.dated_on
    FROM ledger_journalentry e CROSS JOIN generate_series(1, 4) AS l(no) CROSS JOIN cash CROSS JOIN other
        CROSS JOIN unit
    WHERE e.cooperative_id = %(place)s AND e.number BETWEEN %(first)s AND %(last)s
"""
SUMMED = """
INSERT INTO ledger_accountbalance (cooperative_id, account_id, unit_id, month, phase, flow, posted_month, debit_rp,
        credit_rp)
    SELECT l.cooperative_id, l.account_id, l.unit_id, date_trunc('month', l.dated_on)::date, 0, l.flow,
        date_trunc('month', e.posted_at AT TIME ZONE 'UTC')::date,
        sum(greatest(l.amount_rp, 0)), sum(greatest(-l.amount_rp, 0))
    FROM ledger_journalline l JOIN ledger_journalentry e ON e.cooperative_id = l.cooperative_id AND e.id = l.entry_id
    WHERE l.cooperative_id = %(place)s GROUP BY 1, 2, 3, 4, 6, 7
"""
HEAD = """
UPDATE ledger_journalhead SET chain_no = %(last)s, last_dated_on = (SELECT max(dated_on) FROM ledger_journalentry
    WHERE cooperative_id = %(place)s), hash = sha256('') WHERE cooperative_id = %(place)s
"""
TOTALS = """
SELECT account_id, unit_id, sum(debit_rp), sum(credit_rp) FROM ledger_accountbalance WHERE cooperative_id = %s
    GROUP BY account_id, unit_id
"""
QUESTION = Question(name=StatementName.NERACA_SALDO, since=OPENED, until=TODAY)
YEAR = Question(
    name=StatementName.NERACA,
    since=date(2026, 1, 1),
    until=TODAY,
    compare_since=date(2025, 1, 1),
    compare_until=date(2025, 12, 31),
)


def opened(count: int) -> list[Cooperative]:
    """Make cooperatives with open books and three units."""
    places = []
    for n in range(count):
        place = Cooperative.objects.create(code=f"35.73.04.1{n:03}", name=f"KKMP Contoh {n}", zone="WIB")
        with scope(place.id):
            begin_books(place=place, opened_on=OPENED)
            for name in ("Gerai", "Simpan pinjam")[: UNITS - 1]:
                BusinessUnit.objects.create(
                    cooperative=place, kind="SEMBAKO", name=f"{name} contoh", opened_on=OPENED
                )
        places.append(place)
    return places


def fill(places: list[Cooperative], lines: int) -> None:
    """Bring each cooperative to so many lines, and its balances and head with them."""
    with psycopg.connect(os.environ["DATABASE_SUPER_URL"], autocommit=True) as maker:
        # The server knows nothing of a cooperative just filled, and would seek each line among all of them.
        maker.execute("SET session_replication_role = replica; SET enable_nestloop = off")
        for place in places:
            (held,) = maker.execute(
                "SELECT chain_no FROM ledger_journalhead WHERE cooperative_id = %s", [place.id]
            ).fetchone() or (0,)
            values = {"place": place.id, "first": held + 1, "last": lines // LINES, "opened": OPENED}
            maker.execute("DELETE FROM ledger_accountbalance WHERE cooperative_id = %(place)s", values)
            for statement in (ENTRIES, BOOKED, SUMMED, HEAD):
                maker.execute(statement, values)
        for table in ("journalentry", "journalline", "accountbalance", "account", "journalhead"):
            maker.execute(f"VACUUM ANALYZE ledger_{table}")


def asked(place: Cooperative, question: Question) -> Callable[[], Any]:
    """Ask one cooperative for a statement."""

    def ask() -> None:
        with scope(place.id):
            statement_of(cooperative_id=place.id, question=question)

    return ask


def one() -> dict[str, list[float]]:
    """Two books side by side, of 100,000 lines and of a million: rounds of one beside the other."""
    small, large = opened(2)
    fill([small], 100_000)
    fill([large], 1_000_000)
    found: dict[str, list[float]] = {"small": [], "large": [], "totals": []}
    with psycopg.connect(os.environ["DATABASE_OWNER_URL"], autocommit=True) as owner:
        for _ in range(ROUNDS):
            found["small"].append(once(asked(small, QUESTION)))
            found["large"].append(once(asked(large, QUESTION)))
            found["totals"].append(once(lambda: owner.execute(TOTALS, [large.id]).fetchall()))
    return found


def network() -> dict[str, list[float]]:
    """57 books of three million lines together, and beside them 57 of ten, asked in turn."""
    places = opened(2 * PLACES)
    sides = {"3": places[:PLACES], "10": places[PLACES:]}
    for millions, side in sides.items():
        fill(side, int(millions) * 1_000_000 // PLACES)
    questions = {name.value: replace(YEAR, name=name) for name in StatementName}
    alone = questions | {
        "neraca by unit": replace(YEAR, name=StatementName.NERACA, by_unit=True),
        "hasil-usaha by unit": replace(YEAR, name=StatementName.HASIL_USAHA, by_unit=True),
        "arus-kas indirect": replace(YEAR, name=StatementName.ARUS_KAS, is_indirect=True),
    }
    found: dict[str, list[float]] = {}
    for _ in range(ROUNDS):
        for millions, side in sides.items():
            for name, question in alone.items():
                known = replace(question, known_at=datetime(2026, 1, 15, tzinfo=UTC))
                found.setdefault(f"{millions} one {name}", []).append(once(asked(side[20], question)))
                found.setdefault(f"{millions} known {name}", []).append(once(asked(side[20], known)))
            for name, question in questions.items():
                found.setdefault(f"{millions} together {name}", []).append(once(together(side, question)))
    return found


def together(side: list[Cooperative], question: Question) -> Callable[[], Any]:
    """Ask for a statement of many cooperatives."""

    def ask() -> None:
        with all_cooperatives("consolidated statement of the benchmark"):
            consolidated(cooperative_ids=[place.id for place in side], questions=[question])

    return ask


def once(ask: Callable[[], Any]) -> float:
    """Ask twice, the first time to warm up; milliseconds of the second."""
    ask()
    began = time.perf_counter()
    ask()
    return (time.perf_counter() - began) * 1000


def verify() -> dict[str, list[float]]:
    """Verify 100,000 lines that the service posted: lines a second."""
    (place,) = opened(1)
    for _ in range(25):
        drafts = [
            EntryDraft(
                occurred_on=TODAY,
                memo="Bayar listrik",
                request_id=uuid4(),
                lines=[
                    LineDraft("6.1.02", 2_000),
                    LineDraft("6.1.03", 1_000),
                    LineDraft("6.1.05", 500),
                    LineDraft("1.1.02", -3_500),
                ],
            )
            for _ in range(1_000)
        ]
        with scope(place.id):
            post_entries(place=place, context="ledger", drafts=drafts, today=TODAY)
    rates = []
    for _ in range(5):
        with scope(place.id):
            began = time.perf_counter()
            result = verify_books(place=place)
        assert result is not None
        assert not result.findings
        rates.append(result.lines / (time.perf_counter() - began))
    return {"rate": rates}


if __name__ == "__main__":
    print(json.dumps({"one": one, "network": network, "verify": verify}[sys.argv[1]]()))
