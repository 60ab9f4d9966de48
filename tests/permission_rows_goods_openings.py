"""The permission rows of goods from a spreadsheet: who keeps the goods brings a table, the treasurer takes it in."""

from guyub.foundation.identity.domain.roles import Action, Role
from guyub.foundation.intake.services.bringing import bring_table
from guyub.foundation.parameters.services.values import load_national
from guyub.trade.inventory.services.openings import GOODS
from tests.permission_rows import Row, made_once
from tests.trade.inventory.opening_tables import clean
from tests.world import NOW, new_id

A = Action
READS = {"requires": A.KEEP_GOODS, "also": A.KEEP_TREASURY}


def of_table(world):
    """The address of a table of goods that Bumiayu brought."""

    def make():
        load_national(now=NOW)
        return bring_table(
            intake=GOODS,
            actor=world.actor(Role.PENGELOLA_GERAI, name="Pengelola lama"),
            name="barang (contoh).csv",
            content=clean(),
            request_id=new_id(),
            now=NOW,
        )

    return {"batch_id": made_once(world, "goods_opening_id", make)}


GOODS_OPENINGS_ROWS = (
    Row("goods_openings:openings", **READS),
    Row("goods_openings:bring", requires=A.KEEP_GOODS, method="post"),
    Row("goods_openings:template", **READS),
    Row("goods_openings:table", arguments=of_table, **READS),
    Row("goods_openings:progress", arguments=of_table, **READS),
    Row("goods_openings:notes", arguments=of_table, **READS),
    Row("goods_openings:goods", arguments=of_table, **READS),
    Row("goods_openings:columns", requires=A.KEEP_GOODS, method="post", arguments=of_table),
    Row("goods_openings:take", requires=A.KEEP_TREASURY, method="post", arguments=of_table),
    Row("goods_openings:undo", requires=A.KEEP_TREASURY, method="post", arguments=of_table),
    Row("goods_openings:drop", requires=A.KEEP_GOODS, method="post", arguments=of_table),
)
