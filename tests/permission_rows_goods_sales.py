"""The permission rows of what the tills sold."""

from guyub.foundation.identity.domain.roles import Action, Role
from guyub.trade.retail.services.copies import copy_receipt
from tests.permission_rows import Row, made_once, of_place
from tests.permission_rows_goods_buying import desk_of
from tests.world import NOW, new_id

A = Action


def of_sale(world):
    """The address of a receipt with one copy."""

    def make():
        counter, sale_id = desk_of(world), new_id()
        counter.tells("sale.made", counter.basket(), id_=sale_id)
        copy_receipt(actor=world.actor(Role.KASIR), sale_id=sale_id, request_id=new_id(), now=NOW)
        return sale_id

    return {"sale_id": made_once(world, "sale_id", make)}


def of_copy(world):
    """The address of that copy."""
    return of_sale(world) | {"copy_no": 2}


GOODS_SALES_ROWS: tuple[Row, ...] = (
    Row("api:shop_sales", 401, 401, arguments=of_place()),
    Row("shop:sales", requires=A.VIEW_DEVICES),
    Row("shop:sales_export", requires=A.VIEW_DEVICES),
    Row("shop:day", requires=A.VIEW_DEVICES),
    Row("shop:day_paper", requires=A.VIEW_DEVICES),
    Row("shop:figures", requires=A.VIEW_DEVICES),
    Row("shop:figures_export", requires=A.VIEW_DEVICES),
    Row("shop:sale", requires=A.VIEW_DEVICES, arguments=of_sale),
    Row("shop:receipt_copy", requires=A.VIEW_DEVICES, method="post", arguments=of_sale),
    Row("shop:receipt", requires=A.VIEW_DEVICES, arguments=of_copy),
    Row("shop:receipt_paper", requires=A.VIEW_DEVICES, arguments=of_copy),
    Row("shop:receipt_bytes", requires=A.VIEW_DEVICES, arguments=of_copy),
)
