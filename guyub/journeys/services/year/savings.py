"""Dues and savings: bills on the first, four of five paid in time, one RT behind; sukarela in and out; jasa."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from typing import TYPE_CHECKING

from guyub.finance.savings.domain.kinds import SavingsKind
from guyub.finance.savings.domain.terms import DayCount, JasaMethod, Terms
from guyub.finance.savings.models import SavingsAccount
from guyub.finance.savings.services.counter import deposit
from guyub.finance.savings.services.dues import make_bills, take_dues
from guyub.finance.savings.services.jasa import post_jasa
from guyub.finance.savings.services.offering import ProductTyped, ask_terms, open_product
from guyub.finance.savings.services.products import ensure_products
from guyub.finance.savings.services.withdrawals import withdraw
from guyub.foundation.kernel.tenancy.scope import scope
from guyub.journeys.services.year.founding import BOX, DUE_RP, OPENED

if TYPE_CHECKING:
    from collections.abc import Sequence
    from uuid import UUID

    from guyub.journeys.services.year.people import Neighbour
    from guyub.journeys.services.year.stage import Stage

RATE_PPM, LEAST_KEPT_RP = 40_000, 10_000
TERMS_PPM = {6: 60_000, 12: 65_000}  # months and rate a year
BEHIND_RT, BEHIND_SINCE = 4, date(2026, 3, 1)
IN_TIME, A_MONTH_LATER = (
    80,
    92,
)  # of a hundred: paid by the tenth, paid later in the month; the rest next month


class Savings:
    """The counter of savings, and who comes to it when."""

    def __init__(self, stage: Stage, people: Sequence[Neighbour], *, decision_id: UUID) -> None:
        """Let sukarela bear jasa; nobody has come yet."""
        self.stage, self.people = stage, people
        self.chance = stage.chance("savings")
        self.owed = dict.fromkeys((one.at for one in people), 0)
        self.at_till: list[tuple[Neighbour, int]] = []
        self.coming: dict[int, list[Neighbour]] = {}
        self.moving: dict[int, list[tuple[Neighbour, int]]] = {}
        with scope(stage.place.id, durable=True):
            self.sukarela = ensure_products(cooperative_id=stage.place.id)[SavingsKind.SUKARELA]
        terms = Terms(
            from_on=OPENED + timedelta(days=1),
            method=JasaMethod.HARIAN,
            day_count=DayCount.ACTUAL_365,
            tiers=((0, RATE_PPM),),
            minimum_rp=LEAST_KEPT_RP,
            least_rp=5_000,
        )
        given = stage.by("sukarela terms", OPENED)
        ask_terms(product_id=self.sukarela, terms=terms, decision_id=decision_id, **given)
        stage.agreed(OPENED)
        self._offers_terms(terms, decision_id)

    def _offers_terms(self, terms: Terms, decision_id: UUID) -> None:
        """Offer deposits for a term, which pay more."""
        for months, rate_ppm in TERMS_PPM.items():
            typed = ProductTyped(
                kind=SavingsKind.BERJANGKA, name=f"Simpanan berjangka {months} bulan", term_months=months
            )
            product_id = open_product(typed=typed, **self.stage.by(f"term {months}", OPENED))
            promised = replace(terms, tiers=((0, rate_ppm),), early_ppm=10_000)
            given = self.stage.by(f"term {months} terms", OPENED)
            ask_terms(product_id=product_id, terms=promised, decision_id=decision_id, **given)
            self.stage.agreed(OPENED)

    def day(self, on: date) -> None:
        """Bill, take dues, pay in and out, credit jasa."""
        if on.day == 1:
            make_bills(month=on, **self.stage.by(f"bills {on}", on, hour=8))
            self._plan(on)
        if on.day == 2 and on > OPENED + timedelta(days=2):
            month = (on.replace(day=1) - timedelta(days=1)).replace(day=1)
            post_jasa(month=month, **self.stage.by(f"jasa {month}", on, hour=8))
        for one in self.coming.get(on.day, ()):
            self._pays_dues(one, on)
        for at, (one, amount_rp) in enumerate(self.moving.get(on.day, ())):
            self._moves(one, amount_rp, on, at)

    def _plan(self, month: date) -> None:
        """Throw who comes on which day of the month."""
        self.coming, self.moving = {}, {}
        for one in self.people:
            self.owed[one.at] += 1
            thrown = self.chance.randrange(100)
            is_behind = one.rt == BEHIND_RT and one.at % 3 and month >= BEHIND_SINCE
            if is_behind or thrown >= A_MONTH_LATER:
                continue
            by_tenth = thrown < IN_TIME
            day = self.chance.randint(2, 10) if by_tenth else self.chance.randint(11, 27)
            self.coming.setdefault(day, []).append(one)
        for _ in range(self.chance.randint(10, 15)):
            amount_rp = self.chance.choice((50_000, 100_000, 100_000, 150_000, 200_000, 300_000, 500_000))
            self._comes(amount_rp)
        for _ in range(self.chance.randint(7, 11)):
            self._comes(-self.chance.choice((50_000, 100_000, 200_000, 300_000)))

    def _comes(self, amount_rp: int) -> None:
        who = self.chance.choice(self.people)
        self.moving.setdefault(self.chance.randint(3, 27), []).append((who, amount_rp))

    def _pays_dues(self, one: Neighbour, on: date) -> None:
        """Take what is owed; the treasurer, who may not serve herself, pays at the till."""
        amount_rp, self.owed[one.at] = self.owed[one.at] * DUE_RP, 0
        given = self.stage.by(f"dues {one.at} {on}", on)
        if one.person_id == given["actor"].person_id:
            self.at_till.append((one, amount_rp))
            return
        take_dues(
            member_id=one.member_id,
            months=None,
            amount_rp=amount_rp,
            cash_place_id=self.stage.cash[BOX],
            on=on,
            who="",
            **given,
        )

    def _moves(self, one: Neighbour, amount_rp: int, on: date, at: int) -> None:
        """Pay in, or take out what is there; who has too little takes nothing."""
        given = self.stage.by(f"sukarela {on} {at}", on, hour=11) | {"member_id": one.member_id}
        given["cash_place_id"] = self.stage.cash[BOX]
        if one.person_id == given["actor"].person_id:
            return
        if amount_rp > 0:
            deposit(product_id=self.sukarela, amount_rp=amount_rp, on=on, **given)
            return
        with scope(self.stage.place.id):
            held = SavingsAccount.objects.filter(
                cooperative=self.stage.place, member_id=one.member_id, kind=SavingsKind.SUKARELA.value
            ).first()
        if held is not None and held.balance_rp + amount_rp >= LEAST_KEPT_RP:
            withdraw(account_id=held.id, amount_rp=-amount_rp, **given)
