"""The permission rows of goods: containers and who has them."""

from guyub.foundation.identity.domain.roles import Action
from tests.permission_rows import SOME_ID, Row, made_once
from tests.trade.inventory.depot import Depot

A = Action


def _lent(world):
    """Give Bumiayu's depot with two cylinders on loan, made the first time."""

    def make():
        depot = Depot(world)
        depot.lent = depot.hands(2).holding_id
        depot.moved = depot.last_move().id
        return depot

    return made_once(world, "container_depot", make)


def of_kind(world):
    """The address of the kind."""
    return {"kind_id": _lent(world).lpg if world else SOME_ID}


def of_move(world):
    """The address of a move of it."""
    return of_kind(world) | {"move_id": _lent(world).moved if world else SOME_ID}


def of_holding(world):
    """The address of what is on loan."""
    return {"holding_id": _lent(world).lent if world else SOME_ID}


GOODS_CONTAINERS_ROWS: tuple[Row, ...] = (
    Row("containers:kinds", requires=A.VIEW_GOODS),
    Row("containers:kinds_table", requires=A.VIEW_GOODS),
    Row("containers:kind_add", requires=A.KEEP_GOODS, method="post"),
    Row("containers:kind", requires=A.VIEW_GOODS, arguments=of_kind),
    Row("containers:moves_table", requires=A.VIEW_GOODS, arguments=of_kind),
    Row("containers:rate", requires=A.KEEP_GOODS, method="post", arguments=of_kind),
    Row("containers:product", requires=A.KEEP_GOODS, method="post", arguments=of_kind),
    Row("containers:move", requires=A.MOVE_STOCK, method="post", arguments=of_kind),
    Row("containers:count", requires=A.MOVE_STOCK, method="post", arguments=of_kind),
    Row("containers:undo", requires=A.MOVE_STOCK, also=A.HANDLE_CASH, method="post", arguments=of_move),
    Row("containers:holders", requires=A.VIEW_GOODS),
    Row("containers:holders_table", requires=A.VIEW_GOODS),
    Row("containers:reminders", requires=A.REACH_MEMBERS),
    Row("containers:holding", requires=A.VIEW_GOODS, arguments=of_holding),
    Row("containers:bring", requires=A.MOVE_STOCK, also=A.HANDLE_CASH, method="post", arguments=of_holding),
    Row("containers:deposit", requires=A.HANDLE_CASH, method="post", arguments=of_holding),
    Row("containers:write_off", requires=A.MOVE_STOCK, method="post", arguments=of_holding),
    Row("containers:hand", requires=A.MOVE_STOCK, also=A.HANDLE_CASH),
    Row("containers:list_old", requires=A.KEEP_GOODS),
)
