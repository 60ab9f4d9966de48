"""The secretary of Bumiayu at an import: acts, what stands in the database, what was refused."""

from guyub.books.treasury.domain.opening import OpeningLine
from guyub.books.treasury.selectors.opening import undetailed
from guyub.books.treasury.services.opening import bring_opening
from guyub.community.members.models import (
    ImportedMember,
    Member,
    MemberFile,
)
from guyub.finance.savings.models import SavingsAccount
from guyub.foundation.identity.domain.roles import Role
from guyub.foundation.identity.models import Membership, Person, VaultEntry
from guyub.foundation.kernel.models import NumberCounter
from guyub.foundation.kernel.tenancy.scope import all_cooperatives, scope
from guyub.journeys.services.member_imports import MEMBERS
from tests.foundation.intake.table_desk import TableDesk
from tests.member_tables import TODAY
from tests.world import NOW, new_id

TABLES = (Person, VaultEntry, Membership, MemberFile, Member, ImportedMember, SavingsAccount)


class Desk(TableDesk):
    """The secretary of Bumiayu and the acts of an import."""

    intake, today, file_name = MEMBERS, TODAY, "anggota (contoh).xlsx"

    def __init__(self, world):
        self.world, self.place = world, world.bumiayu
        self.actor = self.bringer = self.taker = world.actor(Role.SEKRETARIS)

    def bring_again(self, batch_id, content):
        self.drops(batch_id)
        return self.brings(content)

    def open_books(self, pokok, wajib, sukarela):
        self.world.open_books(self.place)
        lines = [
            OpeningLine("1.1.03", pokok + wajib + sukarela),
            OpeningLine("3.1.01", -pokok),
            OpeningLine("3.1.02", -wajib),
            OpeningLine("2.2.01", -sukarela),
        ]
        bring_opening(
            actor=self.world.actor(Role.BENDAHARA),
            place=self.place,
            lines=[line for line in lines if line.amount_rp],
            is_midyear=False,
            rest_to_last_year=False,
            today=TODAY,
            request_id=new_id(),
            now=NOW,
        )


def dump():
    """Write down every row of every table that an import touches."""
    with all_cooperatives("a test compares all rows before and after"):
        rows = {model.__name__: sorted(map(str, model.objects.values())) for model in TABLES}
        # The pair of entries and the news have numbers of their own, which stay.
        counters = NumberCounter.objects.filter(series__startswith="members.").values()
        return rows | {"NumberCounter": sorted(map(str, counters))}


def left(desk):
    with scope(desk.place.id):
        return {one.account: -one.amount_rp for one in undetailed(cooperative_id=desk.place.id)}


def numbers(desk):
    """Give the number of each member by name."""
    with scope(desk.place.id):
        return dict(Member.objects.filter(cooperative=desk.place).values_list("file__name", "number"))
