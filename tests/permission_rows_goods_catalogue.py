"""The permission rows of the catalogue."""

from guyub.foundation.identity.domain.roles import Action, Role
from guyub.foundation.kernel.tenancy.scope import scope
from guyub.trade.inventory.domain.products import ProductTyped, UnitTyped
from guyub.trade.inventory.models import Barcode, ProductUnit
from guyub.trade.inventory.services.barcodes import make_label
from guyub.trade.inventory.services.prices import PriceTold, set_prices
from guyub.trade.inventory.services.products import add_product, change_product
from guyub.trade.inventory.services.tags import print_tags
from tests.permission_rows import SOME_ID, Row, made_once, of_place
from tests.pictures import photo
from tests.world import NOW, new_id

A = Action
SOAP = ProductTyped(name="Sabun contoh", category="RUMAH", base_unit="buah")


def _told(world):
    def make():
        given = {"actor": world.actor(Role.PENGELOLA_GERAI), "place": world.bumiayu, "now": NOW}
        units = [UnitTyped(name="buah"), UnitTyped(name="dus", holds="12", is_sold=False)]
        product_id = add_product(typed=SOAP, units=units, request_id=new_id(), **given)
        with scope(world.bumiayu.id):
            rows = ProductUnit.objects.filter(cooperative=world.bumiayu, product_id=product_id)
            piece, box = rows.order_by("factor")
        told = PriceTold(product_id=product_id, unit_id=piece.id, amount_rp=4_000, from_on=NOW.date())
        set_prices(told=[told], today=NOW.date(), request_id=new_id(), **given)
        change_product(
            product_id=product_id,
            typed=SOAP,
            today=NOW.date(),
            photo=("sabun.jpg", photo()),
            request_id=new_id(),
            **given,
        )
        make_label(product_id=product_id, unit_id=piece.id, request_id=new_id(), **given)
        sheet = print_tags(
            unit_ids=[piece.id], outlet_id=None, today=NOW.date(), request_id=new_id(), **given
        )
        with scope(world.bumiayu.id):
            barcode = Barcode.objects.get(cooperative=world.bumiayu, product_id=product_id)
        return {"product_id": product_id, "unit_id": box.id, "barcode_id": barcode.id, "sheet_id": sheet}

    return made_once(world, "goods", make)


def of(*names):
    """Give the arguments of an address of the product."""
    return lambda world: {name: _told(world)[name] if world else SOME_ID for name in names}


of_product, of_unit = of("product_id"), of("product_id", "unit_id")
of_barcode = of("product_id", "barcode_id")

GOODS_CATALOGUE_ROWS: tuple[Row, ...] = (
    Row("api:products", 401, 401, arguments=of_place()),
    Row("api:product", 401, 401, arguments=of_place("product_id")),
    Row("api:barcode", 401, 401, arguments=of_place("scanned", "8991002101104")),
    Row("api:price_keep", 401, 401, method="post", arguments=of_place("product_id")),
    Row("goods:goods", requires=A.VIEW_GOODS),
    Row("goods:goods_export", requires=A.VIEW_GOODS),
    Row("goods:product_new", requires=A.KEEP_GOODS),
    Row("goods:starter", requires=A.KEEP_GOODS),
    Row("goods:prices", requires=A.KEEP_GOODS),
    Row("goods:tags", requires=A.VIEW_GOODS),
    Row("goods:tags_print", requires=A.KEEP_GOODS, method="post"),
    Row("goods:tags_down", requires=A.KEEP_GOODS, method="post"),
    Row("goods:tags_sheet", requires=A.VIEW_GOODS, arguments=of("sheet_id")),
    Row("goods:board", requires=A.VIEW_GOODS),
    Row("goods:board_print", requires=A.VIEW_GOODS),
    Row("goods:product", requires=A.VIEW_GOODS, arguments=of_product),
    Row("goods:product_change", requires=A.KEEP_GOODS, arguments=of_product),
    Row("goods:product_close", requires=A.KEEP_GOODS, method="post", arguments=of_product),
    Row("goods:product_reopen", requires=A.KEEP_GOODS, method="post", arguments=of_product),
    Row("goods:product_photo", requires=A.VIEW_GOODS, arguments=of_product),
    Row("goods:units", requires=A.KEEP_GOODS, arguments=of_product),
    Row("goods:unit_close", requires=A.KEEP_GOODS, method="post", arguments=of_unit),
    Row("goods:barcodes", requires=A.KEEP_GOODS, arguments=of_product),
    Row("goods:label_make", requires=A.KEEP_GOODS, method="post", arguments=of_product),
    Row("goods:weight_code", requires=A.KEEP_GOODS, method="post", arguments=of_product),
    Row("goods:barcode_remove", requires=A.KEEP_GOODS, method="post", arguments=of_barcode),
    Row("goods:stickers", requires=A.VIEW_GOODS, arguments=of_barcode),
    Row("goods:product_prices", requires=A.KEEP_GOODS, arguments=of_product),
    Row("goods:price_withdraw", requires=A.KEEP_GOODS, method="post", arguments=of_product),
)
