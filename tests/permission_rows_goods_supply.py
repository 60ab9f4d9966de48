"""The permission rows of supply."""

from guyub.foundation.identity.domain.roles import Action
from tests.permission_rows import Row, made_once
from tests.permission_rows_goods_buying import desk_of
from tests.trade.subsidised.agent import Agent
from tests.trade.subsidised.city import City

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


def of_proposal(world):
    """Give a proposal of the city."""
    return {"round_id": made_once(world, "proposal", lambda: City(world).proposes())}


def of_published(world):
    """Give a proposal that anybody may see."""

    def make():
        city = City(world)
        round_id = city.proposes()
        city.decides(round_id)
        return round_id

    place_id = world.city.id if world else 1
    return {"cooperative_id": place_id, "round_id": made_once(world, "published", make)}


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
    Row("public_site:lpg", 200, 200),
    Row("public_site:shares", 404, 404, arguments=of_published),
    Row("public_site:shares_inputs", 404, 404, arguments=of_published),
    Row("shares:needs", requires=A.VIEW_CITY),
    Row("shares:needs_export", requires=A.VIEW_CITY),
    Row("shares:households", requires=A.SHARE_GOODS),
    Row("shares:round_new", requires=A.SHARE_GOODS),
    Row("shares:round", requires=A.VIEW_CITY, arguments=of_proposal),
    Row("shares:round_export", requires=A.VIEW_CITY, arguments=of_proposal),
    Row("deliveries:route_plan", requires=A.VIEW_CITY),
    Row("deliveries:route_plan_export", requires=A.VIEW_CITY),
)
