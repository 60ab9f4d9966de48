"""Months of rationed sales over outlets as they are believed to be, with misuse planted in them: seeded, pure.

What is honest has its own odd habits: queues when cylinders come, two tills, entries typed after an outage, people who
buy at a neighbour's outlet, small restaurants, a boarding house. What is planted is of eleven kinds, weak and strong:
the weakest of each stay below what the house calls odd, so that something can be missed.
"""

from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from random import Random
from uuid import UUID

from guyub.foundation.kernel.dates import Zone
from guyub.trade.subsidised.domain.anomalies import Bought, find
from guyub.trade.subsidised.domain.oddities import KK, NIK, OUTLET, OddKind, Thresholds

LPG = "LPG_3KG"
USUAL = {"RT": 1, "UM": 2, "PENGECER": 1}
LIMITS = Thresholds(
    rush_s=10, rush_run=5, even_s=2, even_run=8, uniform_run=8, packed_s=20, packed_sales=20, night_from=22,
    night_until=5, night_sales=3, nik_sales=3, nik_outlets=3, nik_month_outlets=4, kk_sales=12, kk_buyers=6,
    reseller_share=Decimal("0.10"), still_days=7,
)  # fmt: skip


@dataclass
class Month:
    """One month: what was bought, how many are registered with which KK, what was planted of what."""

    bought: list = field(default_factory=list)
    buyers: dict = field(default_factory=dict)
    planted: list = field(default_factory=list)  # kind of misuse, of, subject, day or None
    traces: list = field(default_factory=list)  # the sales of it


@dataclass
class Person:
    nik: bytes
    kk: bytes
    category: str
    home: int
    every: float


class Network:
    """Outlets of a city, the people around them, and a random month of theirs."""

    def __init__(self, seed, *, outlets=57, households=90, month=date(2026, 10, 1), days=30):
        self.random, self.month, self.days = Random(seed), month, days  # noqa: S311  a seeded world
        self.outlets, self.ids = list(range(1, outlets + 1)), 0
        self.result = Month()
        self.people = [one for outlet in self.outlets for one in self.around(outlet, households)]
        self.by_home = {outlet: [one for one in self.people if one.home == outlet] for outlet in self.outlets}

    def number(self, width=32):
        return self.random.getrandbits(width * 8).to_bytes(width, "big")

    def around(self, outlet, households):
        draw = self.random
        for _ in range(households):
            kk, heads = self.number(), draw.choices((1, 2, 3), (85, 12, 3))[0]
            self.result.buyers[LPG, kk] = heads
            for _ in range(heads):
                category = "UM" if draw.random() < 0.08 else "RT"
                yield Person(
                    self.number(),
                    kk,
                    category,
                    outlet,
                    draw.uniform(6, 14) * (0.6 if category == "UM" else heads),
                )
        boarding = self.number()
        heads = draw.randint(2, 5)
        self.result.buyers[LPG, boarding] = heads
        for _ in range(heads):
            yield Person(self.number(), boarding, "RT", outlet, draw.uniform(20, 40))

    def sell(self, person, outlet, at, *, qty=None, category=None, device=0):
        self.ids += 1
        category = category or person.category
        local = at.astimezone(Zone.WIB.info)
        self.result.bought.append(
            Bought(
                id=UUID(int=self.ids), programme=LPG, outlet=outlet, device=UUID(int=outlet * 10 + device),
                nik=person.nik, kk=person.kk, category=category, qty=qty or USUAL[category],
                usual_qty=USUAL[category], at=at, day=local.date(),
            )
        )  # fmt: skip

    def moment(self, day, hour, minute=0, second=0):
        on = self.month + timedelta(days=day)
        return datetime(on.year, on.month, on.day, tzinfo=Zone.WIB.info).astimezone(UTC) + timedelta(
            hours=hour, minutes=minute, seconds=second
        )

    # -- honest ----------------------------------------------------------------------------------------------------

    def honest(self):
        """Let everybody buy as they do: on drop days in a queue, otherwise when the cylinder is empty."""
        drops = {outlet: self.random.sample(range(7), 2) for outlet in self.outlets}
        for day in range(self.days):
            wants = {outlet: [] for outlet in self.outlets}
            for person in self.people:
                if self.random.random() < 1 / person.every:
                    away = self.random.random() < 0.04
                    outlet = self.neighbour(person.home) if away else person.home
                    wants[outlet].append(person)
            for outlet, people in wants.items():
                self.day_of(outlet, day, people, is_drop=day % 7 in drops[outlet])
                self.reseller(outlet, day)
        return self.result

    def neighbour(self, outlet):
        """An outlet beside: the same one mostly, for nobody crosses the city for a cylinder."""
        step = 1 if self.random.random() < 0.85 else -1
        return (outlet - 1 + step) % len(self.outlets) + 1

    def day_of(self, outlet, day, people, *, is_drop):
        draw = self.random
        draw.shuffle(people)
        devices = 2 if outlet % 9 == 0 else 1
        if draw.random() < 0.01:  # an outage: paper first, typed in the evening
            at = self.moment(day, 18, draw.randint(0, 40))
            for person in people:
                at += timedelta(seconds=draw.uniform(22, 60))
                self.sell(person, outlet, at)
            return
        at = self.moment(day, 8, draw.randint(0, 50))
        for nth, person in enumerate(people):
            if is_drop:
                at += timedelta(seconds=25 + draw.expovariate(1 / 55))
                self.sell(person, outlet, at, device=nth % devices)
            else:
                spread = self.moment(day, 7, draw.randint(0, 13 * 60), draw.randint(0, 59))
                late = draw.random() < 0.004  # somebody knocks at night
                self.sell(person, outlet, self.moment(day, 22, draw.randint(0, 40)) if late else spread)

    def reseller(self, outlet, day):
        """One outlet in three serves a reseller now and then, below its share."""
        if outlet % 3 == 0 and day % 10 == outlet % 10:
            seller = Person(outlet.to_bytes(32, "big"), None, "PENGECER", outlet, 10)
            self.sell(seller, outlet, self.moment(day, 10, 5), qty=self.random.randint(2, 4))

    # -- misuse ----------------------------------------------------------------------------------------------------

    def misuse(self, times):
        """Plant each kind so many times, each at an outlet, day or people of its own."""
        kinds = (
            self.bot, self.paced_bot, self.diverted, self.borrowed, self.at_night, self.typed_fast, self.many_a_day,
            self.round_trip, self.roaming, self.crowded_household, self.shared_number,
        )  # fmt: skip
        spots = [(outlet, day) for outlet in self.outlets for day in range(self.days)]
        self.random.shuffle(spots)
        resold = self.random.sample(self.outlets, min(times, len(self.outlets) // 3))
        before = len(self.result.bought)
        for kind in kinds:
            for nth in range(times):
                outlet, day = spots.pop()
                if kind == self.diverted:
                    if nth >= len(resold):
                        break
                    outlet = resold[nth]
                kind(outlet, day)
        self.result.traces = self.result.bought[before:]
        return self.result

    def plant(self, name, of, subject, day=None):
        on = None if day is None else self.month + timedelta(days=day)
        self.result.planted.append((name, of, subject, on))

    def some(self, outlet, many):
        return self.random.choices(self.by_home[outlet], k=many)

    def run(self, outlet, start, people, wait, **more):
        at = start
        for person in people:
            self.sell(person, outlet, at, **more)
            at += timedelta(seconds=wait())

    def bot(self, outlet, day):
        """A program that zeroes the stock: names from the register, seconds apart."""
        many = self.random.randint(4, 40)
        start = self.moment(day, self.random.randint(8, 20), 30)
        self.run(outlet, start, self.some(outlet, many), lambda: self.random.uniform(1.5, 9.5), device=5)
        self.plant("bot", OUTLET, outlet, day)

    def paced_bot(self, outlet, day):
        """A program that waits as people would, but always the same."""
        many, pace = self.random.randint(7, 30), self.random.uniform(15, 50)
        start = self.moment(day, self.random.randint(8, 18), 15)
        self.run(
            outlet, start, self.some(outlet, many), lambda: pace + self.random.uniform(-0.8, 0.8), device=5
        )
        self.plant("paced_bot", OUTLET, outlet, day)

    def diverted(self, outlet, day):
        """A tenth and far more of the month goes to resellers."""
        whole = sum(one.qty for one in self.result.bought if one.outlet == outlet)
        part, given = self.random.uniform(0.13, 0.5), 0
        seller = Person(self.number(), None, "PENGECER", outlet, 1)
        day = 0
        while given < part * whole / (1 - part):
            qty = self.random.randint(3, 10)
            self.sell(seller, outlet, self.moment(day % self.days, 9, self.random.randint(0, 59)), qty=qty)
            given, day = given + qty, day + 1
        self.plant("diverted", OUTLET, outlet)

    def borrowed(self, outlet, day):
        """A reseller served on the names of households: the same large number each time."""
        many, qty = self.random.randint(6, 20), self.random.randint(3, 5)
        start = self.moment(day, self.random.randint(8, 17), 45)
        self.run(
            outlet, start, self.some(outlet, many), lambda: self.random.uniform(25, 90), qty=qty, device=5
        )
        self.plant("borrowed", OUTLET, outlet, day)

    def at_night(self, outlet, day):
        """Sold when the outlet is closed."""
        many = self.random.randint(2, 15)
        start = self.moment(day, self.random.choice((22.5, 23, 1, 2, 3)))
        self.run(outlet, start, self.some(outlet, many), lambda: self.random.uniform(40, 200), device=5)
        self.plant("at_night", OUTLET, outlet, day)

    def typed_fast(self, outlet, day):
        """A whole drop typed from a list, faster than anybody is served."""
        many = self.random.randint(18, 60)
        start = self.moment(day, self.random.randint(9, 20), 10)
        self.run(outlet, start, self.some(outlet, many), lambda: self.random.triangular(8, 30, 14), device=5)
        self.plant("typed_fast", OUTLET, outlet, day)

    def many_a_day(self, outlet, day):
        """One NIK lent to whoever came without papers."""
        (person,) = self.some(outlet, 1)
        for nth in range(self.random.randint(3, 9)):
            self.sell(person, outlet, self.moment(day, 8 + nth, self.random.randint(0, 59)))
        self.plant("many_a_day", NIK, person.nik, day)

    def round_trip(self, outlet, day):
        """One NIK from outlet to outlet in a day."""
        (person,) = self.some(outlet, 1)
        for nth, other in enumerate(self.random.sample(self.outlets, self.random.randint(3, 7))):
            self.sell(person, other, self.moment(day, 8 + nth, self.random.randint(0, 59)))
        self.plant("round_trip", NIK, person.nik, day)

    def roaming(self, outlet, day):
        """One NIK at another outlet every few days."""
        (person,) = self.some(outlet, 1)
        for other in self.random.sample(self.outlets, self.random.randint(4, 9)):
            self.sell(
                person, other, self.moment(self.random.randrange(self.days), self.random.randint(8, 17))
            )
        self.plant("roaming", NIK, person.nik)

    def crowded_household(self, outlet, day):
        """One household with several NIK, at several outlets, far beyond what it burns."""
        kk, heads = self.number(), self.random.randint(2, 5)
        people = [Person(self.number(), kk, "RT", outlet, 1) for _ in range(heads)]
        for nth in range(self.random.randint(11, 28)):
            other = self.random.choice(self.outlets) if self.random.random() < 0.5 else outlet
            at = self.moment(
                self.random.randrange(self.days), self.random.randint(8, 17), self.random.randint(0, 59)
            )
            self.sell(people[nth % heads], other, at)
        self.result.buyers[LPG, kk] = heads
        self.plant("crowded_household", KK, kk)

    def shared_number(self, outlet, day):
        """One KK under which many strangers were registered."""
        kk = self.number()
        self.result.buyers[LPG, kk] = self.random.randint(5, 40)
        self.plant("shared_number", KK, kk)


@dataclass(frozen=True)
class Score:
    """How much of what was planted was found, and how much of what is honest looked odd."""

    planted: dict
    caught: dict
    honest: int
    false: int
    found: int
    kinds: dict

    @property
    def recall(self):
        return sum(self.caught.values()) / sum(self.planted.values())

    @property
    def false_alarms(self):
        return self.false / self.honest


def scored(seed, *, outlets=57, times=20, limits=LIMITS, **more):
    """Make a month, look for what is odd, and compare with what was planted.

    What is honest is counted in outlets by day, people, households and outlets by month: all that could look odd.
    """
    network = Network(seed, outlets=outlets, **more)
    network.honest()
    month = network.misuse(times)
    until = network.month + timedelta(days=network.days - 1)
    patterns = find(month.bought, limits=limits, month=network.month, until=until, buyers=month.buyers)
    seen = {(one.of, one.subject, one.from_on if one.from_on == one.until_on else None) for one in patterns}
    seen |= {(of, subject, None) for of, subject, _ in seen if of != OUTLET}
    planted, caught = {}, {}
    for name, of, subject, day in month.planted:
        planted[name] = planted.get(name, 0) + 1
        caught[name] = caught.get(name, 0) + ((of, subject, day) in seen)
    guilty = _guilty(month)
    wrong = [one for one in patterns if not _is_planted(one, guilty)]
    kinds = {}
    for one in wrong:
        kinds[one.kind] = kinds.get(one.kind, 0) + 1
    subjects = {(OUTLET, one.outlet, one.day) for one in month.bought} | {
        (NIK, one.nik) for one in month.bought
    }
    subjects |= {(KK, kk) for _, kk in month.buyers} | {(OUTLET, outlet) for outlet in network.outlets}
    return Score(planted, caught, len(subjects - guilty), len(wrong), len(patterns), kinds)


def _guilty(month):
    """Where something was planted, and all those whose names or numbers were used for it: their traces are no error."""
    told = {
        (of, subject) if day is None or of != OUTLET else (of, subject, day)
        for _, of, subject, day in month.planted
    }
    return told | {(NIK, one.nik) for one in month.traces} | {(KK, one.kk) for one in month.traces if one.kk}


def _is_planted(one, guilty):
    if one.of == OUTLET and one.kind is not OddKind.RESELLERS:
        return (OUTLET, one.subject, one.from_on) in guilty
    return (one.of, one.subject) in guilty
