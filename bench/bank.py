"""A bank's file of 5,000 lines: taken in and matched with 5,000 entries, beside writing as many bare rows."""

from __future__ import annotations

import json
import subprocess
import sys
from typing import TYPE_CHECKING

from bench.database import migrated_database
from bench.figures import Figure

if TYPE_CHECKING:
    from collections.abc import Iterator

ROUNDS = 5

PROGRAM = f"""
import django; django.setup()
import json, time, uuid
from datetime import timedelta
from guyub.books.ledger.domain.entries import EntryDraft, LineDraft
from guyub.books.ledger.services.accounts import begin_books
from guyub.books.ledger.services.posting import post_entries
from guyub.books.treasury.models import BankLine
from guyub.books.treasury.services.bank_statements import bring_statement
from guyub.books.treasury.services.bank_taking import take_statement
from guyub.books.treasury.services.places import open_place
from guyub.foundation.identity.domain.roles import Actor, Role
from guyub.foundation.identity.models import Membership, Person
from guyub.foundation.kernel.dates import utc_now
from guyub.foundation.kernel.models import Cooperative
from guyub.foundation.kernel.tenancy.scope import scope

LINES = 5_000
now = utc_now()
today = now.date()
first = today.replace(month=1, day=1)
times, floors = [], []
for number in range({ROUNDS}):
    place = Cooperative.objects.create(code=f"35.73.03.100{{number}}", name="KKMP contoh", zone="WIB", kind="KOPERASI")
    person = Person.objects.create(name="Bendahara contoh", password="!", created_at=now)
    seat = Membership.objects.create(person=person, cooperative=place, role="BENDAHARA", starts_at=now)
    actor = Actor(person.id, person.name, Role.BENDAHARA, place.id, seat.id)
    with scope(place.id):
        begin_books(place=place, opened_on=first)
    bank = open_place(actor=actor, place=place, kind="BANK", name="BRI", bank_name="BRI", today=today,
                      request_id=uuid.uuid4(), now=now)
    span = max(1, (today - first).days)
    # Amounts come back after 4,000 entries: most pairs are sure, some are not.
    told = [(first + timedelta(days=at * span // LINES), (at % 4_000 + 1) * 1_000) for at in range(LINES)]
    for start in range(0, LINES, 500):
        request_id = uuid.uuid4()
        drafts = [
            EntryDraft(occurred_on=day, memo=f"Setoran {{start + at}}", request_id=request_id, part=at,
                       lines=[LineDraft("1.1.03", rp), LineDraft("4.3.01", -rp)])
            for at, (day, rp) in enumerate(told[start:start + 500])
        ]
        with scope(place.id):
            post_entries(place=place, context="ledger", drafts=drafts, today=today, actor=actor)
    balance_rp, rows = 0, []
    for at, (day, rp) in enumerate(told):
        balance_rp += rp
        rows.append(f"{{day}};TRANSFER MASUK {{at}};0;{{rp}};{{balance_rp}}")
    content = "\\n".join(["Tanggal;Keterangan;Debet;Kredit;Saldo", *rows]).encode()
    began = time.perf_counter()
    statement = bring_statement(actor=actor, place=place, bank_id=bank, name="contoh.csv", content=content,
                                request_id=uuid.uuid4(), now=now)
    done = take_statement(actor=actor, place=place, statement_id=statement, today=today,
                          request_id=uuid.uuid4(), now=now)
    times.append(time.perf_counter() - began)
    assert done.lines == LINES and done.matched > LINES // 2, done
    with scope(place.id):
        bare = list(BankLine.objects.filter(cooperative_id=place.id))
        for row in bare:
            row.id, row.rank, row.occurrence = uuid.uuid4(), row.rank + LINES, row.occurrence + LINES
        began = time.perf_counter()
        BankLine.objects.bulk_create(bare, batch_size=2_000)
        floors.append(time.perf_counter() - began)
print(json.dumps([times, floors]))
"""


def measure() -> Iterator[Figure]:
    """Take a file of 5,000 lines in, in a new cooperative each round."""
    with migrated_database(mode="test") as environment:
        done = subprocess.run(
            [sys.executable, "-c", PROGRAM], env=environment, check=True, stdout=subprocess.PIPE, text=True
        )
    times, floors = json.loads(done.stdout)
    yield Figure("5,000 lines of a bank taken in and matched", "s", tuple(times), limit=5, is_at_least=False)
    yield Figure(
        "5,000 lines of a bank taken in and matched, beside its bare lines",
        "s",
        tuple(times),
        limit=6,
        is_at_least=False,
        floors=tuple(floors),
    )
