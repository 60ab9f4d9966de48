"""The permission rows of supply."""

from guyub.foundation.identity.domain.roles import Action
from tests.permission_rows import Row, made_once
from tests.permission_rows_goods_buying import desk_of
from tests.trade.subsidised.agent import Agent

A = Action


def of_supply(world):
    """Give a contract with an agent, a delivery that is planned, and a request."""

    def make():
        agent = Agent(desk_of(world))
        return {
            "contract_id": agent.contract_id,
            "delivery_id": agent.plans(),
            "supply_request_id": agent.asks(),
        }

    return made_once(world, "supply", make)


def of(name):
    """Give the parts of an address of supply."""

    def arguments(world):
        made = of_supply(world)
        return {name: made[name] if isinstance(made, dict) else made}

    return arguments


CONTRACT, DELIVERY, REQUEST = of("contract_id"), of("delivery_id"), of("supply_request_id")
WHY = {"why": "salah menulis"}

GOODS_SUPPLY_ROWS: tuple[Row, ...] = (
    Row("supply:supply", requires=A.VIEW_GOODS),
    Row("supply:deliveries_export", requires=A.VIEW_GOODS),
    Row("supply:contract_write", requires=A.BUY_GOODS),
    Row("supply:contract_end", requires=A.BUY_GOODS, method="post", arguments=CONTRACT, fields=WHY),
    Row("supply:delivery_plan", requires=A.BUY_GOODS),
    Row("supply:delivery", requires=A.VIEW_GOODS, arguments=DELIVERY),
    Row("supply:delivery_arrive", requires=A.MOVE_STOCK, method="post", arguments=DELIVERY),
    Row("supply:delivery_back", requires=A.MOVE_STOCK, method="post", arguments=DELIVERY, fields=WHY),
    Row("supply:request_write", requires=A.BUY_GOODS),
    Row("supply:request", requires=A.VIEW_GOODS, arguments=REQUEST),
    Row("supply:request_pdf", requires=A.VIEW_GOODS, arguments=REQUEST),
    Row("supply:request_answer", requires=A.BUY_GOODS, method="post", arguments=REQUEST),
)
