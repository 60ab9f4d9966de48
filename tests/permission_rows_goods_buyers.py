"""The permission rows of pay-first orders."""

from guyub.foundation.identity.domain.roles import Action
from tests.permission_rows import Row, made_once, of_place
from tests.permission_rows_goods_buying import desk_of

A = Action


def of_buyers(world):
    """Give a cycle that is shared, and an order of it that was handed over and given back."""

    def make():
        buyers = desk_of(world)
        cycle_id, (_, other) = buyers.shared(2, 2, sacks=3)
        handing_id = buyers.hands(other, refund=True)
        return {
            "cycle_id": cycle_id,
            "order_id": other,
            "handing_id": handing_id,
            "refund_id": buyers.refund_of(other).id,
        }

    return made_once(world, "buyers", make)


def of(*names):
    """Give the parts of an address of pay-first orders."""

    def arguments(world):
        made = of_buyers(world)
        return {name: made[name] if isinstance(made, dict) else made for name in names}

    return arguments


CYCLE, ORDER = of("cycle_id"), of("order_id")
WHY = {"why": "salah menulis"}

GOODS_BUYERS_ROWS: tuple[Row, ...] = (
    Row("api:buyer_cycles", 401, 401, arguments=of_place()),
    Row("member_desk:own_orders", requires=A.OWN_MEMBERSHIP),
    Row("member_desk:own_bon", requires=A.OWN_MEMBERSHIP),
    Row("buyer_orders:cycles", requires=A.VIEW_GOODS),
    Row("buyer_orders:cycle_new", requires=A.BUY_GOODS),
    Row("buyer_orders:dues", requires=A.VIEW_GOODS),
    Row("buyer_orders:cycle", requires=A.VIEW_GOODS, arguments=CYCLE),
    Row("buyer_orders:cycle_change", requires=A.BUY_GOODS, arguments=CYCLE),
    Row("buyer_orders:cycle_extend", requires=A.BUY_GOODS, method="post", arguments=CYCLE),
    Row("buyer_orders:cycle_close", requires=A.BUY_GOODS, method="post", arguments=CYCLE),
    Row("buyer_orders:cycle_cancel", requires=A.BUY_GOODS, method="post", arguments=CYCLE, fields=WHY),
    Row("buyer_orders:cycle_share", requires=A.BUY_GOODS, method="post", arguments=CYCLE),
    Row("buyer_orders:order_new", requires=A.HANDLE_CASH, arguments=CYCLE),
    Row("buyer_orders:buyers_pdf", requires=A.VIEW_GOODS, arguments=CYCLE),
    Row("buyer_orders:buyers_export", requires=A.VIEW_GOODS, arguments=CYCLE),
    Row("buyer_orders:order", requires=A.VIEW_GOODS, arguments=ORDER),
    Row("buyer_orders:order_receipt", requires=A.VIEW_GOODS, arguments=ORDER),
    Row("buyer_orders:order_withdraw", requires=A.HANDLE_CASH, method="post", arguments=ORDER),
    Row("buyer_orders:order_hand", requires=A.HANDLE_CASH, method="post", arguments=ORDER),
    Row("buyer_orders:order_refund", requires=A.HANDLE_CASH, method="post", arguments=ORDER),
    Row(
        "buyer_orders:handing_back",
        requires=A.HANDLE_CASH,
        method="post",
        arguments=of("order_id", "handing_id"),
        fields=WHY,
    ),
    Row(
        "buyer_orders:refund_back",
        requires=A.HANDLE_CASH,
        method="post",
        arguments=of("order_id", "refund_id"),
        fields=WHY,
    ),
)
