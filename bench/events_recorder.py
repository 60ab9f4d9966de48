"""One treasurer who records events, and the same rows written by one call: prints the rates of each round as JSON.

The floor is no use-case: it checks nothing, numbers and seals nothing, and asks nobody who may. It writes the rows of
one event (entry, two lines, their balances, the line of the trail, the request, the event itself) and commits.
"""

from __future__ import annotations

import json
import os
from datetime import date
from itertools import count
from typing import TYPE_CHECKING, Any
from uuid import uuid4

import django

django.setup()

import psycopg  # noqa: E402

from bench.slices import rates  # noqa: E402
from guyub.books.ledger.services.accounts import begin_books  # noqa: E402
from guyub.books.treasury.services.booking import EventTyped  # noqa: E402
from guyub.books.treasury.services.events import record_event  # noqa: E402
from guyub.books.treasury.services.places import open_place  # noqa: E402
from guyub.foundation.identity.domain.roles import Actor, Role  # noqa: E402
from guyub.foundation.identity.models import Membership, Person  # noqa: E402
from guyub.foundation.kernel.dates import utc_now  # noqa: E402
from guyub.foundation.kernel.ids import uuid7  # noqa: E402
from guyub.foundation.kernel.models import Cooperative  # noqa: E402
from guyub.foundation.kernel.tenancy.scope import scope  # noqa: E402
from guyub.foundation.parameters.services.values import load_national  # noqa: E402

if TYPE_CHECKING:
    from uuid import UUID

TODAY = date(2026, 11, 25)
AMOUNT_RP = 150_000
FLOOR = """
CREATE FUNCTION bench_event(p_place int, p_id uuid, p_request uuid, p_actor uuid, p_no int, p_accounts uuid[],
    p_unit uuid, p_trail uuid, p_event uuid, p_cash uuid, p_hash bytea) RETURNS void LANGUAGE plpgsql AS $$
BEGIN
    INSERT INTO kernel_request (id, cooperative_id, use_case, facts_hash, result, asked_at)
        VALUES (p_request, p_place, 'treasury.record_event', p_hash, '{}', now());
    INSERT INTO ledger_journalentry (id, cooperative_id, series, year, number, chain_no, occurred_on, dated_on,
            posted_at, phase, memo, context, actor_id, request_id, part, source_kind, line_count, total_rp, facts_hash,
            hash)
        VALUES (p_id, p_place, 'FL', 2026, p_no, 1000000000 + p_no, '2026-11-25', '2026-11-25', clock_timestamp(), 0,
            'Bayar listrik dan air', 'treasury', p_actor, p_request, 0, '', 2, 150000, p_hash, p_hash);
    INSERT INTO ledger_journalline (cooperative_id, entry_id, line_no, account_id, unit_id, amount_rp, flow, note,
            dated_on)
        VALUES (p_place, p_id, 1, p_accounts[1], p_unit, 150000, '', '', '2026-11-25'),
            (p_place, p_id, 2, p_accounts[2], p_unit, -150000, 'BEBAN', '', '2026-11-25');
    INSERT INTO ledger_accountbalance AS b (cooperative_id, account_id, unit_id, month, phase, flow, posted_month,
            debit_rp, credit_rp)
        VALUES (p_place, p_accounts[1], p_unit, '2026-11-01', 0, '', '2026-11-01', 150000, 0),
            (p_place, p_accounts[2], p_unit, '2026-11-01', 0, 'BEBAN', '2026-11-01', 0, 150000)
        ON CONFLICT (cooperative_id, account_id, unit_id, month, phase, flow, posted_month) DO UPDATE
            SET debit_rp = b.debit_rp + excluded.debit_rp, credit_rp = b.credit_rp + excluded.credit_rp;
    INSERT INTO identity_auditentry (id, cooperative_id, position, at, actor_id, actor_name, actor_role, act, facts,
            seal, facts_hash, hash)
        VALUES (p_trail, p_place, 1000000000 + p_no, now(), p_actor, 'Contoh', 'BENDAHARA', 'treasury.event.recorded',
            '{"what": "Bayar listrik"}', 2, p_hash, p_hash);
    INSERT INTO treasury_event (id, cooperative_id, kind, happened_on, direction, amount_rp, amounts, cash_place_id,
            choice, who, note, entry_id, person_id, recorded_at)
        VALUES (p_event, p_place, 'beban.listrik', '2026-11-25', 'KELUAR', 150000, '{"jumlah": 150000}', p_cash, '',
            'PLN', '', p_id, p_actor, now());
END $$
"""


class Recorder:
    """A cooperative with books, a bank account and its treasurer; and the owner's role beside him."""

    def __init__(self) -> None:
        """Make them."""
        load_national(now=utc_now())
        self.place = Cooperative.objects.create(code="35.73.03.1003", name="KKMP Contoh", zone="WIB")
        person = Person.objects.create(name="Contoh", password="!", created_at=utc_now())
        seat = Membership.objects.create(
            person=person, cooperative=self.place, role="BENDAHARA", starts_at=utc_now()
        )
        self.actor = Actor(person.id, "Contoh", Role.BENDAHARA, self.place.id, seat.id)
        with scope(self.place.id):
            begin_books(place=self.place, opened_on=date(2026, 1, 1))
        self.bank_id: UUID = open_place(
            actor=self.actor,
            place=self.place,
            kind="BANK",
            name="BRI",
            bank_name="BRI",
            today=TODAY,
            request_id=uuid4(),
            now=utc_now(),
        )
        self.owner = psycopg.connect(os.environ["DATABASE_OWNER_URL"], autocommit=True)
        self.owner.execute(FLOOR)
        rows = self.owner.execute(
            "SELECT code, id FROM ledger_account WHERE cooperative_id = %s", [self.place.id]
        )
        codes: dict[str, UUID] = dict(rows.fetchall())
        self.accounts = [codes["6.1.02"], codes["1.1.03"]]
        (self.unit_id,) = self.owner.execute(
            "SELECT common_unit_id FROM ledger_journalhead WHERE cooperative_id = %s", [self.place.id]
        ).fetchone() or (None,)
        self.numbers = count(1)

    def record(self) -> None:
        """Record one event, as a door does."""
        record_event(
            actor=self.actor,
            place=self.place,
            typed=EventTyped(
                kind="beban.listrik",
                happened_on=TODAY,
                amounts={"jumlah": AMOUNT_RP},
                cash_place_id=self.bank_id,
                who="PLN",
            ),
            today=TODAY,
            request_id=uuid4(),
            now=utc_now(),
        )

    def floor(self) -> None:
        """Insert one event's rows."""
        values: list[Any] = [
            self.place.id,
            uuid7(),
            uuid4(),
            self.actor.person_id,
            next(self.numbers),
            self.accounts,
            self.unit_id,
            uuid7(),
            uuid7(),
            self.bank_id,
            b"x" * 32,
        ]
        self.owner.execute(f"SELECT bench_event({', '.join(['%s'] * len(values))})", values)


def main() -> None:
    """Print the rates of both, a pair for each round."""
    recorder = Recorder()
    print(json.dumps(rates(recorder.record, recorder.floor, owner=recorder.owner)))


if __name__ == "__main__":
    main()
