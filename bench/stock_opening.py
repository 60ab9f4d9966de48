"""Goods from a table of 20,000 rows: read with a thousand errors, checked dry, taken in whole, undone whole."""

from __future__ import annotations

import json
import subprocess
import sys
from typing import TYPE_CHECKING

from bench.database import migrated_database
from bench.figures import Figure

if TYPE_CHECKING:
    from collections.abc import Iterator

ROWS, FAULTY, ROUNDS = 20_000, 1_000, 5

PROGRAM = f"""
import django; django.setup()
import csv, io, json, resource, time, uuid
from datetime import date
from guyub.books.treasury.domain.opening import OpeningLine
from guyub.books.treasury.services.opening import bring_opening
from guyub.books.ledger.services.accounts import begin_books
from guyub.foundation.identity.domain.roles import Actor, Role
from guyub.foundation.identity.models import Membership, Person
from guyub.foundation.kernel.dates import utc_now
from guyub.foundation.kernel.documents.spreadsheets import Column, Sheet, render_xlsx
from guyub.foundation.kernel.models import Cooperative
from guyub.foundation.kernel.tenancy.scope import scope
from guyub.foundation.parameters.services.values import load_national
from guyub.trade.inventory.domain.ean13 import check_digit
from guyub.trade.inventory.models import Location
from guyub.foundation.intake.services.taking import check_table, take_table, undo_table
from guyub.foundation.intake.services.bringing import bring_table, drop_table
from guyub.trade.inventory.services.openings import GOODS

now, today = utc_now(), date(2026, 11, 25)
load_national(now=now)
place = Cooperative.objects.create(code="35.73.03.1003", name="KKMP Contoh", zone="WIB")
person = Person.objects.create(name="Contoh", password="!", created_at=now)
actors = []
for role in (Role.PENGELOLA_GERAI, Role.BENDAHARA):
    seat = Membership.objects.create(person=person, cooperative=place, role=role.value, starts_at=now)
    actors.append(Actor(person.id, person.name, role, place.id, seat.id))
keeper, treasurer = actors
with scope(place.id):
    begin_books(place=place, opened_on=date(2026, 1, 1))
    Location.objects.create(cooperative=place, kind="GUDANG", name="Gudang", opened_on=date(2026, 1, 1))
told = dict(actor=treasurer, place=place, today=today, now=now)
bring_opening(lines=[OpeningLine("1.3.01", 10**11), OpeningLine("3.5.02", -10**11)], is_midyear=False,
    rest_to_last_year=True, request_id=uuid.uuid4(), **told)

titles = ["Kode", "Nama barang", "Kategori", "Satuan", "Satuan lain", "Barcode", "Stok", "Harga beli", "Harga jual",
    "Harga anggota", "Stok minimum", "Kedaluwarsa"]
def line(at, wrong):
    digits = f"899{{at:09}}"
    last = check_digit(digits)
    return [f"C{{at:05}}", f"Barang contoh {{at}}", "Sembako" if at % 3 else "Sabun", "pcs",
        "1 karton = 24", digits + (str((int(last) + 1) % 10) if wrong else last), f"{{at % 90 + 1}}",
        f"{{at % 200 * 50 + 1000}}", f"{{at % 200 * 60 + 1500}}", f"{{at % 200 * 60 + 1400}}", "1 karton",
        "31/08/2027" if at % 4 == 0 else ""]
def book(faulty):
    sheet = Sheet(name="Barang", title="Contoh", source="contoh", columns=[Column(title) for title in titles],
        rows=[line(at, at % ({ROWS} // {FAULTY}) == 0 if faulty else False) for at in range({ROWS})])
    return render_xlsx([sheet])
def brought(content):
    return bring_table(intake=GOODS, actor=keeper, name="contoh.xlsx", content=content,
        request_id=uuid.uuid4(), now=now)

faulty, clean = book(True), book(False)
read, checked, taken, undone = [], [], [], []
for _ in range({ROUNDS}):
    batch = brought(faulty)
    began = time.perf_counter()
    _, plan = check_table(intake=GOODS, place=place, batch_id=batch, today=today, now=now)
    read.append(time.perf_counter() - began)
    assert plan.reading.errors_count == {FAULTY}, plan.reading.kinds
    drop_table(intake=GOODS, actor=keeper, batch_id=batch, request_id=uuid.uuid4(), now=now)
    batch = brought(clean)
    began = time.perf_counter()
    _, plan = check_table(intake=GOODS, place=place, batch_id=batch, today=today, now=now)
    checked.append(time.perf_counter() - began)
    assert not plan.reading.errors_count and not plan.wrong, (plan.wrong, plan.reading.kinds)
    began = time.perf_counter()
    assert take_table(intake=GOODS, batch_id=batch, request_id=uuid.uuid4(), **told) == {ROWS}
    taken.append(time.perf_counter() - began)
    began = time.perf_counter()
    undo_table(intake=GOODS, batch_id=batch, request_id=uuid.uuid4(), **told)
    undone.append(time.perf_counter() - began)
peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
print(json.dumps([read, checked, taken, undone, [peak]]))
"""


def measure() -> Iterator[Figure]:
    """Bring the same table several times; each time it is undone again."""
    with migrated_database(mode="test") as environment:
        done = subprocess.run(
            [sys.executable, "-c", PROGRAM], env=environment, check=True, stdout=subprocess.PIPE, text=True
        )
    read, checked, taken, undone, peak = json.loads(done.stdout)
    yield Figure(f"{ROWS:,} goods with {FAULTY:,} errors read", "s", tuple(read), limit=30, is_at_least=False)
    yield Figure(f"{ROWS:,} goods checked dry", "s", tuple(checked), limit=30, is_at_least=False)
    yield Figure(f"{ROWS:,} goods taken in", "s", tuple(taken), limit=60, is_at_least=False)
    rates = tuple(ROWS / seconds for seconds in taken)
    yield Figure("goods taken in", "rows/s", rates, limit=ROWS / 60, is_at_least=True)
    yield Figure(f"{ROWS:,} goods undone", "s", tuple(undone), limit=60, is_at_least=False)
    yield Figure("memory of the whole program", "MB", tuple(peak), limit=1_000, is_at_least=False)
