"""A collector's list of Bumiayu: members who owe, who goes, who counts."""

from datetime import date, timedelta

from guyub.books.treasury.services.shifts import open_shift
from guyub.finance.savings.models import CollectionLine, CollectionList, DuesBill
from guyub.finance.savings.selectors.collecting import lines_of, one_list
from guyub.finance.savings.selectors.owing import Aim
from guyub.finance.savings.services.collecting import Noted, make_list, note_list
from guyub.finance.savings.services.collection_returns import Got, book_list, count_collected
from guyub.finance.savings.services.dues_paying import pay_months
from guyub.foundation.identity.domain.roles import Role
from guyub.foundation.kernel.tenancy.scope import scope
from tests.world import NOW, new_id

TODAY = NOW.date()  # in November 2026
SEP, OCT, NOV, DEC = (date(2026, month, 1) for month in (9, 10, 11, 12))
NAMES = ("Ani Contoh", "Budi Contoh", "Citra Contoh")


class Round:
    """Three members of RT 003/001: Ani owes October and November, Budi and Citra November; 15,000 a month."""

    def __init__(self, world):
        self.world, self.place = world, world.bumiayu
        self.cash = world.cash()
        self.collector = world.person(Role.KOLEKTOR)
        self.now = NOW
        self.members = {name: world.member(name, rt="003", rw="001") for name in NAMES}
        for name, months in zip(NAMES, ((OCT, NOV), (NOV,), (NOV,)), strict=True):
            for month in months:
                self.owes(self.members[name], month)

    def owes(self, member, month, amount_rp=15_000):
        with scope(self.place.id):
            DuesBill.objects.create(
                cooperative=self.place,
                member=member,
                month=month,
                amount_rp=amount_rp,
                due_on=month.replace(day=10),
            )

    def done(self, role=Role.KASIR, name="", request_id=None):
        self.now += timedelta(seconds=30)
        return {
            "actor": self.world.actor(role, name=name),
            "request_id": request_id or new_id(),
            "now": self.now,
        }

    def opens_drawer(self, role=Role.KASIR, name=""):
        done = self.done(role, name)
        open_shift(place=self.place, drawer_id=self.cash["LACI"], today=TODAY, pieces={}, **done)

    def goes_out(self, aim=Aim(rt="003/001"), collector=None, **more):  # noqa: B008  frozen
        return make_list(
            aim=aim, collector_id=(collector or self.collector).id, today=TODAY, **self.done(**more)
        )

    def lines(self, list_id):
        with scope(self.place.id):
            return {line.name: line for line in lines_of(cooperative_id=self.place.id, list_id=list_id)}

    def notes(self, list_id, request_id=None, **amounts):
        """Note by first name: rupiah, or why there are none."""
        lines = {name.split()[0].lower(): line for name, line in self.lines(list_id).items()}
        told = {
            lines[name].line_id: Noted(None, one) if isinstance(one, str) else Noted(one)
            for name, one in amounts.items()
        }
        return note_list(list_id=list_id, notes=told, **self.done(Role.KOLEKTOR, request_id=request_id))

    def counts(self, list_id, total_rp, **more):
        return count_collected(list_id=list_id, today=TODAY, total_rp=total_rp, **self.done(**more))

    def books(
        self, list_id, counted_rp, reason="", to="LACI", request_id=None, role=Role.KASIR, name="", **got
    ):
        """Book by first name: rupiah, or a Got."""
        lines = {name.split()[0].lower(): line for name, line in self.lines(list_id).items()}
        told = {lines[first].line_id: one if isinstance(one, Got) else Got(one) for first, one in got.items()}
        return book_list(
            place=self.place,
            list_id=list_id,
            got=told,
            counted_rp=counted_rp,
            cash_place_id=self.cash[to],
            reason=reason,
            today=TODAY,
            **self.done(role, name, request_id),
        )

    def pays_at_the_counter(self, name, month):
        with scope(self.place.id, durable=True):
            self.pays(name, month)

    def pays(self, name, month):
        pay_months(
            place=self.place,
            member_id=self.members[name].id,
            months=[month],
            amount_rp=15_000,
            cash_place_id=self.cash["BRANKAS"],
            on=TODAY,
            who=name,
            today=TODAY,
            actor=self.world.actor(Role.BENDAHARA),
            request_id=new_id(),
            now=NOW,
        )

    def row(self, list_id):
        with scope(self.place.id):
            return one_list(cooperative_id=self.place.id, list_id=list_id)

    def state(self):
        """Everything that a refusal must leave as it was."""
        with scope(self.place.id):
            lists = CollectionList.objects.filter(cooperative=self.place).order_by("id").values()
            lines = CollectionLine.objects.filter(cooperative=self.place).order_by("id").values()
            bills = DuesBill.objects.filter(cooperative=self.place).order_by("id").values()
            return list(lists), list(lines), list(bills)
