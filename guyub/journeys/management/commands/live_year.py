"""Live a year of KKMP Bumiayu in an empty demonstration."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db.models import Q

from guyub.books.ledger.domain.entries import Phase
from guyub.books.ledger.selectors.account_days import balance_on, movements_on
from guyub.books.ledger.selectors.chart import chart
from guyub.foundation.identity.selectors.guiding import place_by_code
from guyub.foundation.kernel.dates import Zone
from guyub.foundation.kernel.formats import rupiah
from guyub.foundation.kernel.tenancy.postgresql.calls import called
from guyub.foundation.kernel.tenancy.scope import scope
from guyub.journeys.services.examples import BUMIAYU
from guyub.journeys.services.year.driving import live_year
from guyub.journeys.services.year.founding import OPENED

TOLD_ON = 5  # of the next month: the month is closed


class Command(BaseCommand):
    """Behind `guyub make-demo`; in a database that nobody has written in yet."""

    help = "Jalani setahun KKMP Bumiayu (contoh)."

    def add_arguments(self, parser: CommandParser) -> None:
        """Take the seed and the last day."""
        parser.add_argument("--seed", type=int, default=1)
        parser.add_argument("--until", type=date.fromisoformat, required=True)

    def handle(self, *args: Any, **options: Any) -> None:
        """Live it, and print what each month came to once it is closed."""
        if not settings.IS_DEMO:
            raise CommandError("Setahun contoh hanya untuk guyub make-demo.")
        live_year(seed=options["seed"], until=options["until"], wake=_wakes, tell=self._told)

    def _told(self, on: date) -> None:
        last = on.replace(day=1) - timedelta(days=1)
        place = place_by_code(BUMIAYU)
        if on.day != TOLD_ON or last <= OPENED or place is None:
            return
        results = [account.code for account in chart().accounts.values() if account.code[0] in "4567"]
        with scope(place.id):
            moved = movements_on(
                cooperative_id=place.id,
                codes=results,
                since=last.replace(day=1),
                until=last,
                only=~Q(entry__phase=Phase.CLOSING),  # which takes the year's result to equity
            )
            box_rp, bank_rp, lent_rp = (
                balance_on(cooperative_id=place.id, code=code, until=last)
                for code in ("1.1.02", "1.1.03", "1.2.03")
            )
        gained_rp = -sum(one.amount_rp for one in moved if one.code.startswith("4."))
        result_rp = -sum(one.amount_rp for one in moved)
        self.stdout.write(
            f"{last:%Y-%m}  pendapatan {rupiah(gained_rp)}  hasil {rupiah(result_rp)}  "
            f"kas {rupiah(box_rp)}  bank {rupiah(bank_rp)}  pinjaman {rupiah(lent_rp)}"
        )


def _wakes(on: date) -> None:
    """Let the journal's clock show seven in the morning of a day, where it asks (`config.demonstration`)."""
    morning = datetime.combine(on, time(7), Zone.WIB.info)
    called(
        "SELECT set_config('guyub.clock_s', ceil(extract(epoch FROM %s - clock_timestamp()))::text, false)",
        [morning],
    )
