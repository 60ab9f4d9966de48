"""The driver: founds the cooperative, then walks the days and lets every subject act."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from typing import TYPE_CHECKING, Protocol

from guyub.journeys.services.examples import BUMIAYU, CITY, seat_people
from guyub.journeys.services.year.buying import Buying, meet_partners
from guyub.journeys.services.year.costs import Costs
from guyub.journeys.services.year.counting import Counting
from guyub.journeys.services.year.founding import OPENED, allow_unit, bring_balances, found
from guyub.journeys.services.year.goods import GOODS_RP, open_store
from guyub.journeys.services.year.joint import SIZE, Joint
from guyub.journeys.services.year.loans import Loans, old_loans, open_loans
from guyub.journeys.services.year.lpg import Lpg
from guyub.journeys.services.year.months import Months
from guyub.journeys.services.year.people import enrol
from guyub.journeys.services.year.savings import Savings
from guyub.journeys.services.year.shop import Shop
from guyub.journeys.services.year.sites import Sites
from guyub.journeys.services.year.stage import Stage
from guyub.journeys.services.year.titip import Titip

if TYPE_CHECKING:
    from collections.abc import Callable


GATE_AGAIN = date(
    2026, 7, 21
)  # the city's word for the unit of savings and loans ends a year after the founding


class Subject(Protocol):
    """What happens in one part of the cooperative's life."""

    def day(self, on: date) -> None:
        """Do what is done on a day."""


def live_year(*, seed: int, until: date, wake: Callable[[date], None], tell: Callable[[date], None]) -> None:
    """Found KKMP Bumiayu, live until a day, itself included, and the morning after, in a demonstration that is empty.

    Args:
        seed: The same seed, the same year.
        until: The last day.
        wake: Called in the morning of each day.
        tell: Called in the evening of each day.
    """
    wake(OPENED)
    stage = Stage(
        place=(places := seat_people(began=datetime(2025, 5, 20, 3, tzinfo=UTC)))[BUMIAYU], seed=seed
    )
    decision_id = found(stage, city=places[CITY])
    old = old_loans(stage.chance("old loans"))
    bank_rp = bring_balances(stage, lent_rp=sum(one.left_rp for one in old), goods_rp=GOODS_RP)
    people = enrol(stage)
    product_id = open_loans(stage, decision_id=decision_id)
    store = open_store(stage)
    buying = Buying(stage, store, meet_partners(stage))
    lpg = Lpg(stage, store, buying, people)
    savings = Savings(stage, people, decision_id=decision_id)
    loans = Loans(stage, people, old, product_id=product_id)
    titip = Titip(stage, store, buying)
    shop = Shop(stage, store, buying, lpg, savings)
    subjects: list[Subject] = [
        savings,
        loans,
        Joint(stage, loans.neighbours(SIZE), product_id=product_id),
        buying,
        lpg,
        titip,
        shop,
        Sites(stage),
        Counting(stage, store, buying),
        Costs(stage, decision_id=decision_id),
        Months(stage, bank_rp=bank_rp),
    ]
    on = OPENED + timedelta(days=1)
    while on <= until:
        wake(on)
        if on == GATE_AGAIN:
            allow_unit(stage, places[CITY], on)
        for subject in subjects:
            subject.day(on)
        tell(on)
        on += timedelta(days=1)
    wake(on)
    shop.morning(on)
