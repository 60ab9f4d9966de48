"""The permission rows beside the official sites of rationed goods."""

from guyub.foundation.identity.domain.roles import Action
from tests.permission_rows import SOME_ID, Row, made_once, of
from tests.trade.subsidised.log_world import made_in

A = Action


def of_log(world):
    """Give a sale that waits to be told, a day of which something differs, and a pattern."""

    return made_once(world, "rations_log", lambda: made_in(world))


def sale(world):
    return {"sale_id": of_log(world)["sale_id"] if world else SOME_ID}


def odd(world):
    return {"oddity_id": of_log(world)["oddity_id"] if world else SOME_ID}


def day(world):
    return {"programme": "lpg_3kg", "on": of_log(world)["on"] if world else "2026-11-25"}


WHY = {"why": "diketik sore hari"}
GOODS_RATIONS_LOG_ROWS: tuple[Row, ...] = (
    Row("rations_log:queue", requires=A.VIEW_GOODS),
    Row("rations_log:sale", requires=A.VIEW_GOODS, arguments=sale),
    Row("rations_log:nik", requires=A.HANDLE_CASH, method="post", arguments=sale),
    Row("rations_log:step", requires=A.HANDLE_CASH, also=A.RESOLVE_EVENTS, method="post", arguments=sale),
    Row("rations_log:days", requires=A.VIEW_GOODS),
    Row("rations_log:day", requires=A.VIEW_GOODS, arguments={"programme": "lpg_3kg", "on": "2026-11-25"}),
    Row("rations_log:check", requires=A.HANDLE_CASH, method="post", arguments=day),
    Row("rations_log:settle", requires=A.RESOLVE_EVENTS, method="post", arguments=day, fields=WHY),
    Row("rations_log:day_paper", requires=A.VIEW_GOODS, arguments=day),
    Row("rations_log:book", requires=A.VIEW_GOODS),
    Row("rations_log:book_paper", requires=A.VIEW_GOODS),
    Row("rations_log:blank_paper", requires=A.VIEW_GOODS),
    Row("rations_log:book_table", requires=A.VIEW_GOODS),
    Row("rations_log:book_full", requires=A.UNMASK_IDENTITY, method="post"),
    Row("rations_log:unmet", requires=A.VIEW_GOODS),
    Row("rations_log:held", requires=A.VIEW_DEVICES),
    Row(
        "rations_log:held_back",
        requires=A.RESOLVE_EVENTS,
        method="post",
        arguments=of("device_id"),
        fields=WHY,
    ),
    Row("rations_log:oddities", requires=A.JUDGE_RATIONS),
    Row("rations_log:decide", requires=A.JUDGE_RATIONS, method="post", arguments=odd),
)
