"""The permission rows of debts from a spreadsheet: who buys brings a table, the treasurer takes it in."""

from guyub.foundation.identity.domain.roles import Action, Role
from guyub.foundation.intake.services.bringing import bring_table
from guyub.foundation.parameters.services.values import load_national
from guyub.trade.procurement.services.openings import DEBTS_BEFORE
from tests.permission_rows import Row, made_once
from tests.trade.procurement.opening_desk import clean
from tests.world import NOW, new_id

A = Action
READS = {"requires": A.BUY_GOODS, "also": A.KEEP_TREASURY}


def of_table(world):
    """The address of a table of debts that Bumiayu brought."""

    def make():
        load_national(now=NOW)
        return bring_table(
            intake=DEBTS_BEFORE,
            actor=world.actor(Role.PENGELOLA_GERAI, name="Pengelola lama"),
            name="utang (contoh).csv",
            content=clean(),
            request_id=new_id(),
            now=NOW,
        )

    return {"batch_id": made_once(world, "debt_opening_id", make)}


GOODS_DEBT_OPENINGS_ROWS = (
    Row("debt_openings:openings", **READS),
    Row("debt_openings:bring", requires=A.BUY_GOODS, method="post"),
    Row("debt_openings:template", **READS),
    Row("debt_openings:table", arguments=of_table, **READS),
    Row("debt_openings:progress", arguments=of_table, **READS),
    Row("debt_openings:notes", arguments=of_table, **READS),
    Row("debt_openings:columns", requires=A.BUY_GOODS, method="post", arguments=of_table),
    Row("debt_openings:take", requires=A.KEEP_TREASURY, method="post", arguments=of_table),
    Row("debt_openings:undo", requires=A.KEEP_TREASURY, method="post", arguments=of_table),
    Row("debt_openings:drop", requires=A.BUY_GOODS, method="post", arguments=of_table),
)
