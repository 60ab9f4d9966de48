"""The permission rows of limits and buyers of rationed goods."""

from guyub.foundation.identity.domain.roles import Action
from guyub.trade.subsidised.models import Standing
from tests.permission_rows import Row, made_once

A = Action
LPG = {"programme": "LPG_3KG"}


def of_buyer(world):
    """Give a buyer who is registered at Bumiayu, and the category."""

    def make():
        from tests.trade.subsidised.buyers import rationed, registered

        rationed()
        consumer_id = registered(world).consumer_id
        return {
            "consumer_id": consumer_id,
            "standing_id": Standing.objects.get(consumer_id=consumer_id).id,
        }

    return made_once(world, "rationed", make)


def of(*names):
    """Give the parts of an address of a buyer."""

    def arguments(world):
        made = of_buyer(world)
        return {name: made[name] if isinstance(made, dict) else made for name in names}

    return arguments


BUYER, STANDING = of("consumer_id"), of("consumer_id", "standing_id")

GOODS_RATIONED_ROWS: tuple[Row, ...] = (
    Row("member_desk:own_rations", requires=A.OWN_MEMBERSHIP),
    Row("buyers:buyers", requires=A.VIEW_BUYERS),
    Row("buyers:buyer_find", requires=A.SERVE_BUYERS, method="post"),
    Row("buyers:buyer_new", requires=A.SERVE_BUYERS),
    Row("buyers:buyer", requires=A.VIEW_BUYERS, arguments=BUYER),
    Row("buyers:buyer_change", requires=A.KEEP_BUYERS, method="post", arguments=BUYER),
    Row("buyers:standing_end", requires=A.KEEP_BUYERS, method="post", arguments=STANDING),
    Row("buyers:buyer_forget", requires=A.SERVE_BUYERS, method="post", arguments=BUYER),
    Row("buyers:buyer_list", requires=A.LIST_BUYERS),
    Row("buyers:uses", requires=A.SERVE_BUYERS),
    Row("limits:rules", requires=A.VIEW_PARAMETERS),
    Row("limits:rules_export", requires=A.VIEW_PARAMETERS),
    Row("limits:rule", requires=A.VIEW_PARAMETERS, arguments=LPG),
    Row("limits:rule_propose", requires=A.ASK_PARAMETER, method="post", arguments=LPG),
)
