"""Two cooperatives with the same loans, made by the database itself, and the ends of their days.

One counts through the service; the other by the floor: hand-written SQL for the very loans of this benchmark, which
writes the same rows (loans, their history, the day, journal, trail) into the same tables under the same keys. It asks
for no parameters, knows no collateral, no rhythm but the monthly one and no arrears of jasa alone, writes every loan
without looking whether it changed, numbers and seals nothing.

Run as a program with a number of loans; writes one JSON object. With ``die``, a cooperative and a day it counts that
day alone, and is killed meanwhile by the other.
"""

from __future__ import annotations

import json
import sys
from datetime import date, timedelta
from fractions import Fraction
from functools import partial
from typing import TYPE_CHECKING, Any
from uuid import uuid4

import django

django.setup()

from bench.loan_days_sql import CHECK, FILL, FLOOR, PAY, READ  # noqa: E402
from bench.savings_rounds import (  # noqa: E402
    JANUARY,
    ROUNDS,
    by_hand,
    killed,
    rounds,
    super_user,
    timed,
)
from guyub.books.ledger.services.accounts import begin_books  # noqa: E402
from guyub.finance.loans.domain.contracts import Contract, written  # noqa: E402
from guyub.finance.loans.domain.servicing import Servicing  # noqa: E402
from guyub.finance.loans.domain.terms import Method, Terms  # noqa: E402
from guyub.finance.loans.models import LoanProduct  # noqa: E402
from guyub.finance.loans.services.book_day import count_loan_book  # noqa: E402
from guyub.foundation.kernel.dates import add_months, month_end, utc_now  # noqa: E402
from guyub.foundation.kernel.ids import uuid7  # noqa: E402
from guyub.foundation.kernel.models import Cooperative  # noqa: E402
from guyub.foundation.kernel.tenancy.scope import scope  # noqa: E402
from guyub.foundation.parameters.services.values import load_national  # noqa: E402

if TYPE_CHECKING:
    from uuid import UUID

TABLES = ("loans_loan", "loans_loanline", "loans_loanday")
TERMS = Terms(
    method=Method.FLAT,
    annual_rate=Fraction(12, 100),
    principal=700_000,
    instalments=7,
    disbursed_on=JANUARY,
)


def opened(code: str) -> tuple[Cooperative, UUID]:
    """Make a cooperative with books and a product."""
    place = Cooperative.objects.create(code=code, name=f"KKMP Contoh {code[-1]}", zone="WIB")
    with scope(place.id):
        begin_books(place=place, opened_on=JANUARY)
    return place, open_product(place)


def open_product(place: Cooperative) -> UUID:
    """Let a cooperative with books lend."""
    with scope(place.id):
        product: LoanProduct = LoanProduct.objects.create(
            cooperative=place, code="usaha", name="Pinjaman usaha", opened_on=JANUARY
        )
    return product.id


def fill(place: Cooperative, product_id: UUID, loans: int) -> None:
    """Make loans of seven instalments, none of them paid."""
    given = {
        "place": place.id,
        "product": product_id,
        "loans": loans,
        "contract": json.dumps(written(Contract(TERMS, Servicing()))),
    }
    with super_user() as maker:
        maker.execute("SET session_replication_role = replica")
        for statement in FILL:
            maker.execute(statement, given)


def pay(place: Cooperative, month: date) -> None:
    """Let every second loan pay what is due by the end of a month."""
    with super_user() as maker:
        maker.execute("SET session_replication_role = replica")
        maker.execute(PAY, {"place": place.id, "on": month_end(month), "at": month.month % 2})
        for table in TABLES:
            maker.execute(f"VACUUM ANALYZE {table}")
        maker.execute("CHECKPOINT")


def count(place: Cooperative, on: date) -> float:
    """Count a day through the service; seconds."""
    told: dict[str, Any] = {"request_id": uuid4(), "now": utc_now()}
    return timed(lambda: count_loan_book(place=place, on=on, **told))


def floor(place: Cooperative, on: date) -> float:
    """Count it by hand-written SQL; seconds."""
    given: dict[str, Any] = {
        "place": place.id,
        "on": on,
        "entry": uuid7(),
        "audit": uuid7(),
        "request": uuid4(),
        "no": on.month,
    }
    return timed(lambda: by_hand(FLOOR, given))


def kill(place: Cooperative, month: date, seconds: float) -> int:
    """Count a day elsewhere, kill it in the middle, and tell how many rows it left."""
    on = month_end(month)
    tables = ("loans_loanbookday", "loans_loanday")
    left = killed("bench.loan_days_books", place.id, on, seconds, tables=tables, column='"on"')
    with super_user() as asking:
        for table in TABLES:
            asking.execute(f"VACUUM ANALYZE {table}")
    return left


def quiet(mine: Cooperative, other: Cooperative, last: date) -> dict[str, list[float]]:
    """Count the nights after the last one, in which nothing falls due, beside reading all loans and writing none."""
    found: dict[str, list[float]] = {"quiet": [], "reads": []}
    for at in range(1, ROUNDS + 1):
        on = last + timedelta(days=at)
        given = {"place": other.id, "on": on}
        first = timed(lambda given=given: by_hand(READ, given)) if at % 2 else 0.0  # type: ignore[misc]
        found["quiet"].append(count(mine, on))
        found["reads"].append(first or timed(lambda given=given: by_hand(READ, given)))  # type: ignore[misc]
    return found


def main(loans: int) -> dict[str, Any]:
    """Count month after month on both sides, then a few quiet nights."""
    load_national(now=utc_now())
    (mine, product_id), (other, their_id) = opened("35.73.05.1001"), opened("35.73.05.1002")
    fill(mine, product_id, loans)
    fill(other, their_id, loans)

    def prepare(month: date) -> None:
        pay(mine, month)
        pay(other, month)

    months = [add_months(JANUARY, at) for at in range(ROUNDS + 1)]
    found = rounds(
        lambda month: count(mine, month_end(month)),
        lambda month: floor(other, month_end(month)),
        months=months,
        prepare=prepare,
        kill=partial(kill, mine),
    )
    with super_user() as asking:
        (different,) = asking.execute(CHECK, {"mine": mine.id, "other": other.id}).fetchone() or (-1,)
    return found | {"different": int(different)} | quiet(mine, other, month_end(months[-1]))


if __name__ == "__main__":
    if sys.argv[1] == "die":
        dying = Cooperative.objects.get(id=int(sys.argv[2]))
        print("begun", flush=True)
        count(dying, date.fromisoformat(sys.argv[3]))
    else:
        print(json.dumps(main(int(sys.argv[1]))))
