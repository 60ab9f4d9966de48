"""The network of 57 in three sizes, made by the database itself, and what its people then wait for.

S: 130 members each, as Bumiayu has. M: 1,000 members each. L: the same people with ten million lines of the journal.
Of every member two savings accounts with a deposit in each second month, of every second member a loan of seven
instalments. Run as a program with the name of a size; writes one JSON object of times in milliseconds.
"""

from __future__ import annotations

import json
import sys
import time
from datetime import date
from typing import TYPE_CHECKING, Any, NamedTuple

import django

django.setup()

from django.core.management import call_command  # noqa: E402
from django.test import Client  # noqa: E402

from bench import ledger_books, loan_days_books, savings_books  # noqa: E402
from bench.people_sql import members_sql  # noqa: E402
from bench.savings_rounds import super_user, timed  # noqa: E402
from guyub.city.supervision.services.summaries import sum_all  # noqa: E402
from guyub.foundation.identity.models import Membership, Person  # noqa: E402
from guyub.foundation.kernel.dates import utc_now  # noqa: E402
from guyub.foundation.kernel.models import Cooperative  # noqa: E402
from guyub.foundation.parameters.services.values import load_national  # noqa: E402

if TYPE_CHECKING:
    from collections.abc import Iterable


class Size(NamedTuple):
    """How much each cooperative of a network has."""

    members: int
    lines: int  # of its journal


SIZES = {"S": Size(130, 6_500), "M": Size(1_000, 50_000), "L": Size(1_000, 10_000_000 // 57 // 4 * 4)}
ROUNDS, MONTHS = 7, [date(2026, month, 1) for month in range(1, 11)]
ASKED = {
    "PETUGAS_DINAS": ("/kota/", "/kota/laporan-gabungan/"),
    "SEKRETARIS": ("/anggota/", "/anggota/?cari=siti"),
    "BENDAHARA": (
        "/simpanan/",
        "/pinjaman/",
        "/buku/{code}/neraca/",
        "/buku/{code}/hasil-usaha/",
        "/buku/{code}/jurnal/",
    ),
    "": ("/", "/koperasi/{code}/"),
}
# A loan belongs to a member.
LENT = """
UPDATE loans_loan AS o SET member_id = m.id FROM members_member AS m
    WHERE o.cooperative_id = %(place)s AND m.cooperative_id = %(place)s AND m.number = o.no * 2 - 1
"""


def fill(size: Size) -> list[Cooperative]:
    """Make the 57 real wards' cooperatives with people, savings, loans and books."""
    now = utc_now()
    call_command("load_network")
    load_national(now=now)
    places = list(Cooperative.objects.filter(kind="KOPERASI").order_by("code"))
    with super_user() as maker:
        maker.execute("SET session_replication_role = replica; SET synchronous_commit = off")
        for at, place in enumerate(places):
            first, last = at * size.members + 1, (at + 1) * size.members
            rows, number = f"generate_series({first}, {last}) n", f"n - {first - 1}"
            for statement in members_sql(rows=rows, place=str(place.id), number=number):
                maker.execute(statement)
    for place in places:
        products = savings_books.open_books(place, opened_on=ledger_books.OPENED)
        savings_books.open_accounts(place, products)
        loan_days_books.fill(place, loan_days_books.open_product(place), size.members // 2)
    with super_user() as maker:
        for place in places:
            maker.execute(LENT, {"place": place.id})
    for month in MONTHS:
        for place in places:
            savings_books.move(place, month)
    ledger_books.fill(places, size.lines)
    with super_user() as maker:
        maker.execute("VACUUM ANALYZE")
    sum_all(now=now)
    return places


def visitors(place: Cooperative) -> dict[str, Client]:
    """Let somebody in for each role; nobody is who has none."""
    found, now = {"": Client(SERVER_NAME="localhost")}, utc_now()
    for role in filter(None, ASKED):
        seat = Cooperative.objects.get(code="35.73") if role == "PETUGAS_DINAS" else place
        person = Person.objects.create(name=f"Contoh {role}", password="!", created_at=now)
        Membership.objects.create(person=person, cooperative=seat, role=role, starts_at=now)
        found[role] = Client(SERVER_NAME="localhost")
        found[role].force_login(person)
    return found


def asked(pages: Iterable[tuple[Client, str]]) -> dict[str, list[float]]:
    """Ask for pages in turn; the first time of each warms up."""
    found: dict[str, list[float]] = {}
    for at in range(ROUNDS + 1):
        for client, address in pages:
            began = time.perf_counter()
            answer = client.get(address)
            took = (time.perf_counter() - began) * 1000
            assert answer.status_code == 200, (address, answer.status_code)
            if at:
                found.setdefault(address, []).append(took)
    return found


def main(size: Size) -> dict[str, Any]:
    """Fill and ask."""
    places: list[Cooperative] = []
    seconds = timed(lambda: places.extend(fill(size)))
    place = places[20]
    clients = visitors(place)
    pages = [(clients[role], page.format(code=place.code)) for role, named in ASKED.items() for page in named]
    with super_user() as reader:
        counts = {
            table: (reader.execute(f"SELECT count(*) FROM {table}").fetchone() or (0,))[0]
            for table in ("members_member", "savings_savingsmovement", "loans_loan", "ledger_journalline")
        }
        (held,) = reader.execute("SELECT pg_database_size(current_database())").fetchone() or (0,)
    named = {page.replace(place.code, "KODE"): rounds for page, rounds in asked(pages).items()}
    return {"pages": named, "counts": counts, "bytes": held, "seconds": seconds}


if __name__ == "__main__":
    print(json.dumps(main(SIZES[sys.argv[1]])))
