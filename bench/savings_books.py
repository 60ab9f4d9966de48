"""Two cooperatives with the same accounts, made by the database itself, and the jasa of their months.

One books through the service; the other by the floor: hand-written SQL for the very rates of this benchmark, set-based,
which writes the same rows (jasa and tax of accounts, movements, balances, journal, trail, run) into the same tables
under the same keys. It asks nobody who may, numbers and seals nothing, knows no tiers, no corrections and no deposits.

Run as a program with a number of accounts; writes one JSON object. With ``die``, a cooperative and a month it books
that month alone, and is killed meanwhile by the other.
"""

from __future__ import annotations

import json
import sys
from datetime import date
from functools import partial
from typing import TYPE_CHECKING, Any
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
from bench.savings_sql import ACCOUNTS, CHECK, FLOOR, MEMBERS, MOVES  # noqa: E402
from guyub.books.ledger.services.accounts import begin_books  # noqa: E402
from guyub.finance.savings.domain.kinds import SavingsKind  # noqa: E402
from guyub.finance.savings.models import SavingsTerms  # noqa: E402
from guyub.finance.savings.services.jasa import post_jasa  # noqa: E402
from guyub.finance.savings.services.products import ensure_products  # noqa: E402
from guyub.foundation.identity.models import Person  # noqa: E402
from guyub.foundation.kernel.dates import add_months, month_end, utc_now  # noqa: E402
from guyub.foundation.kernel.ids import uuid7  # noqa: E402
from guyub.foundation.kernel.models import Cooperative  # noqa: E402
from guyub.foundation.kernel.tenancy.scope import scope  # noqa: E402
from guyub.foundation.parameters.models import Decision  # noqa: E402
from guyub.foundation.parameters.services.values import load_national  # noqa: E402

if TYPE_CHECKING:
    from uuid import UUID

RATES = {SavingsKind.SUKARELA: 40_000, SavingsKind.BERTUJUAN: 60_000}
TABLES = (
    "members_member",
    "savings_savingsaccount",
    "savings_savingsmovement",
    "savings_accountjasa",
    "savings_membertax",
)


def opened(code: str) -> tuple[Cooperative, dict[SavingsKind, UUID]]:
    """Make a cooperative with books and two products that pay jasa by the daily balance."""
    place = Cooperative.objects.create(code=code, name=f"KKMP Contoh {code[-1]}", zone="WIB")
    return place, open_books(place)


def open_books(place: Cooperative, *, opened_on: date = JANUARY) -> dict[SavingsKind, UUID]:
    """Begin the books of a cooperative, with two products that pay jasa by the daily balance."""
    person = Person.objects.create(name="Contoh", password="!", created_at=utc_now())
    with scope(place.id):
        begin_books(place=place, opened_on=opened_on)
        products = ensure_products(cooperative_id=place.id)
        decision = Decision.objects.create(
            cooperative=place,
            number="01/RAT/2026",
            decided_on=JANUARY,
            body="RAT",
            title="Jasa simpanan",
            recorded_by=person,
            recorded_at=utc_now(),
        )
        for kind, ppm in RATES.items():
            SavingsTerms.objects.create(
                cooperative=place,
                product_id=products[kind],
                no=1,
                from_on=JANUARY,
                decision=decision,
                method="HARIAN",
                day_count="actual/365",
                tiers=[[0, ppm]],
                recorded_at=utc_now(),
            )
    return {kind: products[kind] for kind in RATES}


def fill(place: Cooperative, products: dict[SavingsKind, UUID], accounts: int) -> None:
    """Make members with an account of each product."""
    with super_user() as maker:
        maker.execute("SET session_replication_role = replica")
        given = {"place": place.id, "people": accounts // len(products), "opened": JANUARY}
        maker.execute(MEMBERS, given)
    open_accounts(place, products)


def open_accounts(place: Cooperative, products: dict[SavingsKind, UUID]) -> None:
    """Give each member an account of each product."""
    with super_user() as maker:
        maker.execute("SET session_replication_role = replica")
        for kind, product_id in products.items():
            given = {"place": place.id, "kind": kind.value, "product": product_id, "opened": JANUARY}
            maker.execute(ACCOUNTS, given)


def save(place: Cooperative, month: date) -> None:
    """Let accounts take deposits, and the disk come to rest."""
    move(place, month)
    with super_user() as maker:
        for table in TABLES:
            maker.execute(f"VACUUM ANALYZE {table}")
        maker.execute("CHECKPOINT")


def move(place: Cooperative, month: date) -> None:
    """Let every second account take a deposit on some day of a month; in the first month all."""
    with super_user() as maker:
        maker.execute("SET session_replication_role = replica")
        given = {
            "place": place.id,
            "month": month,
            "each": 1 if month == JANUARY else 2,
            "at": month.month % 2,
        }
        maker.execute(MOVES, given)


def ours(place: Cooperative, month: date) -> float:
    """Book a month through the service; seconds."""
    told: dict[str, Any] = {"today": add_months(month, 1), "request_id": uuid4(), "now": utc_now()}
    return timed(lambda: post_jasa(actor=None, place=place, month=month, **told))


def floor(place: Cooperative, month: date) -> float:
    """Book it by hand-written SQL; seconds."""
    given: dict[str, Any] = {
        "place": place.id,
        "month": month,
        "before": add_months(month, -1),
        "last": month_end(month),
        "next": add_months(month, 1),
        "days": month_end(month).day,
        "entry": uuid7(),
        "run": uuid7(),
        "audit": uuid7(),
        "request": uuid4(),
        "no": month.month,
    }
    return timed(lambda: by_hand(FLOOR, given))


def kill(place: Cooperative, month: date, seconds: float) -> int:
    """Book a month elsewhere, kill it in the middle, and tell how many rows it left."""
    tables = ("savings_jasarun", "savings_accountjasa")
    left = killed("bench.savings_books", place.id, month, seconds, tables=tables)
    with super_user() as asking:
        asking.execute("VACUUM ANALYZE savings_savingsaccount")
    return left


def differences(mine: Cooperative, other: Cooperative) -> int:
    """Count accounts that are not the same on both sides."""
    with super_user() as asking:
        (count,) = asking.execute(CHECK, {"mine": mine.id, "other": other.id}).fetchone() or (-1,)
    return int(count)


def main(accounts: int) -> dict[str, Any]:
    """Book month after month on both sides."""
    load_national(now=utc_now())
    (mine, products), (other, theirs) = opened("35.73.05.1001"), opened("35.73.05.1002")
    fill(mine, products, accounts)
    fill(other, theirs, accounts)

    def prepare(month: date) -> None:
        save(mine, month)
        save(other, month)

    found = rounds(
        partial(ours, mine),
        partial(floor, other),
        months=[add_months(JANUARY, at) for at in range(ROUNDS + 1)],
        prepare=prepare,
        kill=partial(kill, mine),
    )
    return found | {"different": differences(mine, other)}


if __name__ == "__main__":
    if sys.argv[1] == "die":
        dying = Cooperative.objects.get(id=int(sys.argv[2]))
        print("begun", flush=True)
        ours(dying, date.fromisoformat(sys.argv[3]))
    else:
        print(json.dumps(main(int(sys.argv[1]))))
