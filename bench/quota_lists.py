"""100,000 buyers taken in from official lists of 5,000 lines: prints the seconds of each round as JSON."""

from __future__ import annotations

import json
import time
from datetime import date
from typing import TYPE_CHECKING

import django

django.setup()

from bench.quota_buyers import PROGRAMME  # noqa: E402
from guyub.foundation.identity.domain.roles import Actor, Role  # noqa: E402
from guyub.foundation.identity.models import Membership, Person  # noqa: E402
from guyub.foundation.kernel.dates import utc_now  # noqa: E402
from guyub.foundation.kernel.ids import uuid7  # noqa: E402
from guyub.foundation.kernel.models import Cooperative  # noqa: E402
from guyub.foundation.kernel.tenancy.scope import scope  # noqa: E402
from guyub.trade.subsidised.domain.lists import MOST_ROWS  # noqa: E402
from guyub.trade.subsidised.services.lists import take_list  # noqa: E402

if TYPE_CHECKING:
    from collections.abc import Iterator

ROUNDS, BUYERS, TODAY = 5, 100_000, date(2026, 11, 28)


def lists(turn: int) -> Iterator[bytes]:
    """Write the lists of a round; nobody stands on two of them."""
    for first in range(turn * BUYERS, (turn + 1) * BUYERS, MOST_ROWS):
        rows = (f"{nik(at)},Contoh Petani,35730301{at // 2:08}" for at in range(first, first + MOST_ROWS))
        yield "\n".join(("NIK,Nama,KK", *rows)).encode()


def nik(at: int) -> str:
    """Number people by ward, birthday and turn."""
    return f"357303{at // 9_999 % 28 + 1:02}{at // 279_972 % 12 + 1:02}80{at % 9_999 + 1:04}"


def main() -> None:
    """Take them in as an officer of the city, one list after the other."""
    place = Cooperative.objects.order_by("id").last()
    person = Person.objects.get(name="Contoh")
    assert place
    role, now = Role.PETUGAS_DINAS, utc_now()
    with scope(place.id):
        seat = Membership.objects.create(person=person, cooperative=place, role=role.value, starts_at=now)
    actor = Actor(person.id, person.name, role, place.id, seat.id, has_second_factor=True)
    rounds = []
    for turn in range(ROUNDS):
        tables = list(lists(turn))
        began = time.perf_counter()
        for table in tables:
            done = take_list(
                actor=actor,
                programme=PROGRAMME,
                category="PETANI",
                table=table,
                basis="Daftar contoh",
                today=TODAY,
                request_id=uuid7(),
                now=utc_now(),
            )
            assert done.new == MOST_ROWS, done
        rounds.append(time.perf_counter() - began)
    print(json.dumps(rounds))


if __name__ == "__main__":
    main()
