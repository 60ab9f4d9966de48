"""The secretary of Bumiayu at an import: acts, what stands in the database, what was refused."""

import pytest

from guyub.books.treasury.domain.opening import OpeningLine
from guyub.books.treasury.selectors.opening import undetailed
from guyub.books.treasury.services.opening import bring_opening
from guyub.community.members.models import (
    ImportedMember,
    Member,
    MemberFile,
    MemberImport,
)
from guyub.community.members.services.imports import (
    MemberImportRefusedError,
    TableTyped,
    bring_table,
    drop_table,
    tell_columns,
)
from guyub.finance.savings.models import SavingsAccount
from guyub.foundation.identity.domain.roles import Role
from guyub.foundation.identity.models import Membership, Person, VaultEntry
from guyub.foundation.kernel.models import NumberCounter
from guyub.foundation.kernel.tenancy.scope import all_cooperatives, scope
from guyub.journeys.services.member_import_taking import check_table, take_table
from guyub.journeys.services.member_import_undoing import undo_table
from tests.member_tables import TODAY
from tests.world import NOW, new_id

TABLES = (Person, VaultEntry, Membership, MemberFile, Member, ImportedMember, SavingsAccount)


class Desk:
    """The secretary of Bumiayu and the acts of an import."""

    def __init__(self, world):
        self.world, self.place = world, world.bumiayu
        self.actor = world.actor(Role.SEKRETARIS)

    def bring(self, content, **typed):
        batch_id = bring_table(
            actor=self.actor, name="anggota (contoh).xlsx", content=content, request_id=new_id(), now=NOW
        )
        if typed:
            self.tell(batch_id, **typed)
        return batch_id

    def tell(self, batch_id, **typed):
        with scope(self.place.id):
            batch = MemberImport.objects.get(cooperative=self.place, id=batch_id)
        said = {"sheet": batch.sheet, "header_line": batch.header_line, "mapping": batch.mapping}
        tell_columns(
            actor=self.actor,
            batch_id=batch_id,
            typed=TableTyped(**(said | typed)),
            request_id=new_id(),
            now=NOW,
        )

    def bring_again(self, batch_id, content):
        drop_table(actor=self.actor, batch_id=batch_id, request_id=new_id(), now=NOW)
        return self.bring(content)

    def check(self, batch_id):
        return check_table(cooperative_id=self.place.id, batch_id=batch_id, today=TODAY, now=NOW)[1]

    def take(self, batch_id, **more):
        shared = {"actor": self.actor, "place": self.place, "batch_id": batch_id, "today": TODAY, "now": NOW}
        take_table(**shared, request_id=new_id(), **more)

    def undo(self, batch_id):
        undo_table(
            actor=self.actor,
            place=self.place,
            batch_id=batch_id,
            today=TODAY,
            request_id=new_id(),
            now=NOW,
        )

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


def refused(act, *args, **kwargs):
    """Tell which case a refusal was, and its facts."""
    with pytest.raises(MemberImportRefusedError) as error:
        act(*args, **kwargs)
    return error.value.facts


def left(desk):
    with scope(desk.place.id):
        return {one.account: -one.amount_rp for one in undetailed(cooperative_id=desk.place.id)}


def numbers(desk):
    """Give the number of each member by name."""
    with scope(desk.place.id):
        return dict(Member.objects.filter(cooperative=desk.place).values_list("file__name", "number"))
