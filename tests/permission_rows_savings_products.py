"""The permission rows of savings: products and the gate."""

from guyub.finance.savings.domain.kinds import SavingsKind
from guyub.finance.savings.services.products import ensure_products
from guyub.foundation.identity.domain.roles import Action
from guyub.foundation.kernel.tenancy.scope import scope
from tests.permission_rows import SOME_ID, Row, made_once, of_place

A = Action


def of_product(world):
    """The address of Bumiayu's simpanan sukarela."""
    if world is None:
        return {"product_id": SOME_ID}

    def make():
        world.cash()
        with scope(world.bumiayu.id):
            return ensure_products(cooperative_id=world.bumiayu.id)[SavingsKind.SUKARELA]

    return {"product_id": made_once(world, "product_id", make)}


SAVINGS_PRODUCTS_ROWS: tuple[Row, ...] = (
    Row("savings_products:products", requires=A.VIEW_SAVINGS),
    Row("savings_products:products_export", requires=A.VIEW_SAVINGS),
    Row("savings_products:product_new", requires=A.KEEP_SAVINGS),
    Row("savings_products:unit", requires=A.VIEW_SAVINGS),
    Row("savings_products:product", requires=A.VIEW_SAVINGS, arguments=of_product),
    Row("savings_products:terms_new", requires=A.KEEP_SAVINGS, arguments=of_product),
    Row("savings_products:product_close", requires=A.KEEP_SAVINGS, method="post", arguments=of_product),
    Row("savings_products:city", requires=A.VIEW_CITY, arguments=of_place()),
    Row("savings_products:city_open", requires=A.OVERRIDE_UNIT_GATE, method="post", arguments=of_place()),
    Row("savings_products:city_close", requires=A.OVERRIDE_UNIT_GATE, method="post", arguments=of_place()),
)
