"""One cashier who takes deposits, and the same rows written by one call: prints the rates of each round as JSON.

The floor is no use-case: it checks nothing, numbers and seals nothing, and asks nobody who may. It writes the rows of
one deposit (entry, two lines, their balances, the line of the trail, the request, the event, the account, its movement)
and commits.
"""

from __future__ import annotations

import json
import os
from datetime import date
from itertools import count, cycle
from typing import Any
from uuid import UUID, uuid4

import django

django.setup()

import psycopg  # noqa: E402

from bench.slices import rates  # noqa: E402
from guyub.books.ledger.services.accounts import begin_books  # noqa: E402
from guyub.books.treasury.services.places import open_place  # noqa: E402
from guyub.books.treasury.services.shifts import open_shift  # noqa: E402
from guyub.community.cooperatives.models import BusinessUnit  # noqa: E402
from guyub.community.members.services.files import FileTyped, open_file  # noqa: E402
from guyub.community.members.services.register import accept_candidate, admit  # noqa: E402
from guyub.finance.savings.domain.kinds import SavingsKind  # noqa: E402
from guyub.finance.savings.models import SavingsTerms, UnitOverride  # noqa: E402
from guyub.finance.savings.services.counter import deposit  # noqa: E402
from guyub.finance.savings.services.products import ensure_products  # noqa: E402
from guyub.foundation.identity.domain.roles import Actor, Role  # noqa: E402
from guyub.foundation.identity.models import Membership, Person  # noqa: E402
from guyub.foundation.kernel.dates import utc_now  # noqa: E402
from guyub.foundation.kernel.ids import uuid7  # noqa: E402
from guyub.foundation.kernel.models import Cooperative  # noqa: E402
from guyub.foundation.kernel.tenancy.scope import scope  # noqa: E402
from guyub.foundation.parameters.models import Decision  # noqa: E402
from guyub.foundation.parameters.services.values import load_national  # noqa: E402

JANUARY, TODAY = date(2026, 1, 1), date(2026, 11, 25)
MEMBERS, AMOUNT_RP = 200, 150_000
FLOOR = """
CREATE FUNCTION bench_deposit(p_place int, p_id uuid, p_request uuid, p_actor uuid, p_no int, p_accounts uuid[],
    p_unit uuid, p_trail uuid, p_event uuid, p_cash uuid, p_hash bytea, p_account uuid, p_movement uuid, p_member uuid,
    p_product uuid) RETURNS void LANGUAGE plpgsql AS $$
BEGIN
    INSERT INTO kernel_request (id, cooperative_id, use_case, facts_hash, result, asked_at)
        VALUES (p_request, p_place, 'savings.deposit', p_hash, '{}', now());
    INSERT INTO ledger_journalentry (id, cooperative_id, series, year, number, chain_no, occurred_on, dated_on,
            posted_at, phase, memo, context, actor_id, request_id, part, source_kind, source_id, line_count, total_rp,
            facts_hash, hash)
        VALUES (p_id, p_place, 'FL', 2026, p_no, 1000000000 + p_no, '2026-11-25', '2026-11-25', clock_timestamp(), 0,
            'Setoran simpanan sukarela', 'savings', p_actor, p_request, 0, 'savings.movement', p_movement, 2, 150000,
            p_hash, p_hash);
    INSERT INTO ledger_journalline (cooperative_id, entry_id, line_no, account_id, unit_id, amount_rp, flow, note,
            member_id, dated_on)
        VALUES (p_place, p_id, 1, p_accounts[1], p_unit, 150000, 'SIMPANAN', '', p_member, '2026-11-25'),
            (p_place, p_id, 2, p_accounts[2], p_unit, -150000, '', '', p_member, '2026-11-25');
    INSERT INTO ledger_accountbalance AS b (cooperative_id, account_id, unit_id, month, phase, flow, posted_month,
            debit_rp, credit_rp)
        VALUES (p_place, p_accounts[1], p_unit, '2026-11-01', 0, 'SIMPANAN', '2026-11-01', 150000, 0),
            (p_place, p_accounts[2], p_unit, '2026-11-01', 0, '', '2026-11-01', 0, 150000)
        ON CONFLICT (cooperative_id, account_id, unit_id, month, phase, flow, posted_month) DO UPDATE
            SET debit_rp = b.debit_rp + excluded.debit_rp, credit_rp = b.credit_rp + excluded.credit_rp;
    INSERT INTO identity_auditentry (id, cooperative_id, position, at, actor_id, actor_name, actor_role, act, facts,
            seal, facts_hash, hash)
        VALUES (p_trail, p_place, 1000000000 + p_no, now(), p_actor, 'Contoh', 'KASIR', 'savings.deposit.taken',
            '{"product": "Simpanan sukarela"}', 2, p_hash, p_hash);
    INSERT INTO treasury_event (id, cooperative_id, kind, happened_on, direction, amount_rp, amounts, cash_place_id,
            choice, who, note, entry_id, person_id, recorded_at)
        VALUES (p_event, p_place, 'simpanan.sukarela.setor', '2026-11-25', 'MASUK', 150000, '{"jumlah": 150000}',
            p_cash, '', 'Contoh', '', p_id, p_actor, now());
    WITH account AS (
        INSERT INTO savings_savingsaccount AS a (id, cooperative_id, member_id, kind, product_id, serial, opened_on,
                opening_rp, balance_rp, held_rp, last_no)
            VALUES (p_account, p_place, p_member, 'SUKARELA', p_product, 1, '2026-11-25', 0, 150000, 0, 1)
        ON CONFLICT (cooperative_id, member_id, product_id, serial) DO UPDATE
            SET balance_rp = a.balance_rp + excluded.balance_rp, last_no = a.last_no + 1
        RETURNING id, balance_rp, last_no
    )
    INSERT INTO savings_savingsmovement (id, cooperative_id, account_id, no, amount_rp, balance_rp, "on", value_on,
            cause, entry_id, note, person_id, recorded_at)
        SELECT p_movement, p_place, id, last_no, 150000, balance_rp, '2026-11-25', '2026-11-25', 'SETOR', p_id, '',
            p_actor, now() FROM account;
END $$
"""


class Counter:
    """A cooperative whose savings-and-loan unit is open, its members, its cashier with a drawer; the owner's role."""

    def __init__(self) -> None:
        """Make them; one half of the members pays in here, the other by the floor."""
        load_national(now=utc_now())
        self.place = Cooperative.objects.create(code="35.73.03.1003", name="KKMP Contoh", zone="WIB")
        self.actor = self.seated(Role.KASIR)
        treasurer = self.seated(Role.BENDAHARA)
        with scope(self.place.id):
            begin_books(place=self.place, opened_on=JANUARY)
            products = ensure_products(cooperative_id=self.place.id)
            self.product_id: UUID = products[SavingsKind.SUKARELA]
            self.open_unit(treasurer)
            self.made = [self.member(at) for at in range(MEMBERS)]
        self.members, self.theirs = cycle(self.made[::2]), cycle(self.made[1::2])
        self.drawer_id = self.drawer(treasurer)
        self.owner = psycopg.connect(os.environ["DATABASE_OWNER_URL"], autocommit=True)
        self.owner.execute(FLOOR)
        rows = self.owner.execute(
            "SELECT code, id FROM ledger_account WHERE cooperative_id = %s", [self.place.id]
        )
        codes: dict[str, UUID] = dict(rows.fetchall())
        self.accounts = [codes["1.1.01"], codes["2.2.01"]]
        (self.unit_id,) = self.owner.execute(
            "SELECT common_unit_id FROM ledger_journalhead WHERE cooperative_id = %s", [self.place.id]
        ).fetchone() or (None,)
        self.numbers = count(1)

    def seated(self, role: Role) -> Actor:
        """Make a person in a role."""
        person = Person.objects.create(name="Contoh", password="!", created_at=utc_now())
        seat = Membership.objects.create(
            person=person, cooperative=self.place, role=role.value, starts_at=utc_now()
        )
        return Actor(person.id, "Contoh", role, self.place.id, seat.id)

    def open_unit(self, treasurer: Actor) -> None:
        """Open the unit by the city's word, and promise jasa."""
        now, whose = utc_now(), {"cooperative": self.place}
        BusinessUnit.objects.create(
            **whose, kind="SIMPAN_PINJAM", name="Unit simpan pinjam", opened_on=JANUARY
        )
        UnitOverride.objects.create(
            **whose,
            no=1,
            event="BUKA",
            on=JANUARY,
            until_on=date(2026, 12, 31),
            reason="Contoh: modal dipenuhi bertahap.",
            person_id=treasurer.person_id,
            person_name="Kepala dinas (contoh)",
            recorded_at=now,
        )
        decision = Decision.objects.create(
            **whose,
            number="01/RAT/2026",
            decided_on=JANUARY,
            body="RAT",
            title="Jasa simpanan",
            recorded_by_id=treasurer.person_id,
            recorded_at=now,
        )
        SavingsTerms.objects.create(
            **whose,
            product_id=self.product_id,
            no=1,
            from_on=JANUARY,
            decision=decision,
            method="HARIAN",
            day_count="actual/365",
            tiers=[[0, 40_000]],
            least_rp=5_000,
            recorded_at=now,
        )

    def member(self, at: int) -> UUID:
        """Make a member."""
        now = utc_now()
        person = Person.objects.create(name=f"Contoh {at}", password="!", created_at=now)
        file = open_file(
            cooperative_id=self.place.id,
            person=person,
            typed=FileTyped(name="Contoh Anggota"),
            today=TODAY,
            now=now,
        )
        member = accept_candidate(file=file, pokok_rp=100_000, instalments=1, on=JANUARY, now=now)
        admit(member=member, on=JANUARY, now=now)
        return member.id

    def drawer(self, treasurer: Actor) -> UUID:
        """Open a drawer, and let the cashier answer for it."""
        told: dict[str, Any] = {"place": self.place, "today": TODAY, "now": utc_now()}
        drawer_id = open_place(actor=treasurer, kind="LACI", name="Laci 1", request_id=uuid4(), **told)
        open_shift(actor=self.actor, drawer_id=drawer_id, pieces={}, request_id=uuid4(), **told)
        return drawer_id

    def bank(self, treasurer: Actor) -> UUID:
        """Open a bank account."""
        told: dict[str, Any] = {"place": self.place, "today": TODAY, "now": utc_now()}
        return open_place(
            actor=treasurer, kind="BANK", name="BRI", bank_name="BRI", request_id=uuid4(), **told
        )

    def take(self) -> None:
        """Take one deposit, as a door does."""
        deposit(
            actor=self.actor,
            place=self.place,
            member_id=next(self.members),
            product_id=self.product_id,
            amount_rp=AMOUNT_RP,
            cash_place_id=self.drawer_id,
            on=TODAY,
            today=TODAY,
            request_id=uuid4(),
            now=utc_now(),
        )

    def floor(self) -> None:
        """Insert one deposit's rows."""
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
            self.drawer_id,
            b"x" * 32,
            uuid7(),
            uuid7(),
            next(self.theirs),
            self.product_id,
        ]
        self.owner.execute(f"SELECT bench_deposit({', '.join(['%s'] * len(values))})", values)


def main() -> None:
    """Print the rates of both, a pair for each round."""
    counter = Counter()
    print(json.dumps(rates(counter.take, counter.floor, owner=counter.owner)))


if __name__ == "__main__":
    main()
