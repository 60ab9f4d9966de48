"""The permission rows of members: imports."""

from guyub.foundation.identity.domain.roles import Action, Role
from guyub.foundation.intake.services.bringing import bring_table
from guyub.foundation.parameters.services.values import load_national
from guyub.journeys.services.member_imports import MEMBERS
from tests.member_tables import clean
from tests.permission_rows import Row, made_once
from tests.world import NOW, new_id

A = Action


def of_table(world):
    """The address of a table of members that Bumiayu brought."""

    def make():
        load_national(now=NOW)
        return bring_table(
            intake=MEMBERS,
            actor=world.actor(Role.SEKRETARIS, name="Sekretaris lama"),
            name="anggota (contoh).csv",
            content=clean(3, with_savings=False),
            request_id=new_id(),
            now=NOW,
        )

    return {"batch_id": made_once(world, "batch_id", make)}


MEMBER_IMPORTS_ROWS = (
    Row("member_imports:imports", requires=A.IMPORT_MEMBERS),
    Row("member_imports:template", requires=A.IMPORT_MEMBERS),
    Row("member_imports:table", requires=A.IMPORT_MEMBERS, arguments=of_table),
    Row("member_imports:progress", requires=A.IMPORT_MEMBERS, arguments=of_table),
    Row("member_imports:notes", requires=A.IMPORT_MEMBERS, arguments=of_table),
    Row("member_imports:columns", requires=A.IMPORT_MEMBERS, method="post", arguments=of_table),
    Row("member_imports:take", requires=A.IMPORT_MEMBERS, method="post", arguments=of_table),
    Row("member_imports:undo", requires=A.IMPORT_MEMBERS, method="post", arguments=of_table),
    Row("member_imports:drop", requires=A.IMPORT_MEMBERS, method="post", arguments=of_table),
)
