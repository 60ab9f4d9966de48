"""The permission rows of goods: stock and what people do with it."""

from guyub.books.ledger.services.posting import Act
from guyub.foundation.identity.domain.roles import Action, Role
from guyub.foundation.kernel.tenancy.scope import scope
from guyub.trade.inventory.domain.documents import GoodsTyped
from guyub.trade.inventory.domain.moves import Cause
from guyub.trade.inventory.models import Location, Product, ProductUnit
from guyub.trade.inventory.services.counting import begin_count
from guyub.trade.inventory.services.losses import write_off
from guyub.trade.inventory.services.moving import book_moves, plan_moves
from guyub.trade.inventory.services.plans import Movement
from guyub.trade.inventory.services.repacking import repack
from guyub.trade.inventory.services.transfers import send_goods
from tests.permission_rows import Row, made_once
from tests.pictures import photo
from tests.world import NOW, new_id

A = Action


def shop_of(world):
    """Give Bumiayu's storeroom, shelf and rice, made the first time: 1,000 grams and no pack."""
    if not hasattr(world, "stock_shop"):
        world.books()
        place = world.bumiayu
        with scope(place.id):
            places = [
                Location.objects.create(
                    cooperative=place, kind="GUDANG", name=name, opened_on=NOW.date().replace(month=1)
                )
                for name in ("Gudang contoh", "Rak contoh")
            ]
            products = []
            for code, name, unit in (
                ("Z001", "Beras contoh", "gram"),
                ("Z002", "Beras 1 kg contoh", "bungkus"),
            ):
                product = Product.objects.create(
                    cooperative=place,
                    code=code,
                    name=name,
                    category="SEMBAKO",
                    account="1.3.01",
                    base_unit=unit,
                    content=1 if unit == "gram" else 1000,
                    content_unit="G",
                    changed_at=NOW,
                )
                ProductUnit.objects.create(cooperative=place, product=product, name=unit, factor=1)
                products.append(product)
            come = Movement(
                product_id=products[0].id,
                location_id=places[0].id,
                cause=Cause.TERIMA,
                qty=10_000,
                value_rp=120_000,
                counter="2.1.14",
            )
            book_moves(
                plan=plan_moves(place=place, movements=[come], on=NOW.date(), today=NOW.date()),
                memo="Contoh",
                today=NOW.date(),
                actor=world.actor(Role.BENDAHARA, name="Bendahara lama"),
                request_id=new_id(),
                now=NOW,
                act=Act("inventory.location.opened", {"name": "contoh"}, NOW),
            )
        world.stock_shop = (*places, *products)
    return world.stock_shop


def done(world):
    """Give what every use-case takes."""
    return {
        "actor": world.actor(Role.PENGELOLA_GERAI, name="Pengelola lama"),
        "place": world.bumiayu,
        "today": NOW.date(),
        "request_id": new_id(),
        "now": NOW,
    }


def of_product(world):
    """The address of a product."""
    return {"product_id": made_once(world, "stock_product_id", lambda: shop_of(world)[2].id)}


def of_location(world):
    """The address of a place."""
    return {"location_id": made_once(world, "stock_location_id", lambda: shop_of(world)[1].id)}


def of_transfer(world):
    """The address of a transfer that is on its way."""

    def make():
        store, shelf, rice, _ = shop_of(world)
        goods = [GoodsTyped(rice.id, 100)]
        return send_goods(
            giver_id=store.id, taker_id=shelf.id, goods=goods, on=NOW.date(), is_direct=False, **done(world)
        )

    return {"transfer_id": made_once(world, "stock_transfer_id", make)}


def of_repack(world):
    """The address of a repacking."""

    def make():
        store, _, rice, kilo = shop_of(world)
        return repack(
            location_id=store.id,
            given=[GoodsTyped(rice.id, 1_000)],
            made=[GoodsTyped(kilo.id, 1)],
            on=NOW.date(),
            **done(world),
        )

    return {"repack_id": made_once(world, "stock_repack_id", make)}


def of_loss(world):
    """The address of a loss with its picture."""

    def make():
        store, _, rice, _ = shop_of(world)
        return write_off(
            kind="RUSAK",
            location_id=store.id,
            goods=[GoodsTyped(rice.id, 100)],
            reason="Basah",
            on=NOW.date(),
            photo=("beras.jpg", photo()),
            **done(world),
        )

    return {"loss_id": made_once(world, "stock_loss_id", make)}


def of_count(world):
    """The address of a count under way."""

    def make():
        return begin_count(location_id=shop_of(world)[0].id, scope="SEMUA", **done(world))

    return {"count_id": made_once(world, "stock_count_id", make)}


WHY, PACK = {"reason": "keliru"}, {"product": "Z002"}
GOODS_STOCK_ROWS: tuple[Row, ...] = (
    Row("stock:stocks", requires=A.VIEW_GOODS),
    Row("stock:card", requires=A.VIEW_GOODS, arguments=of_product),
    Row("stock:valuation", requires=A.VIEW_GOODS),
    Row("stock:ageing", requires=A.VIEW_GOODS),
    Row("stock:moves", requires=A.VIEW_GOODS),
    Row("stock:locations", requires=A.VIEW_GOODS),
    Row("stock:location_close", requires=A.KEEP_GOODS, method="post", arguments=of_location),
    Row("stock_transfers:transfers", requires=A.VIEW_GOODS),
    Row("stock_transfers:transfer_new", requires=A.MOVE_STOCK),
    Row("stock_transfers:transfer", requires=A.VIEW_GOODS, arguments=of_transfer),
    Row("stock_transfers:transfer_receive", requires=A.MOVE_STOCK, arguments=of_transfer),
    Row(
        "stock_transfers:transfer_call_back",
        requires=A.MOVE_STOCK,
        method="post",
        arguments=of_transfer,
        fields=WHY,
    ),
    Row(
        "stock_transfers:transfer_undo",
        requires=A.MOVE_STOCK,
        method="post",
        arguments=of_transfer,
        fields=WHY,
    ),
    Row("stock_repacks:repacks", requires=A.VIEW_GOODS),
    Row("stock_repacks:repack_new", requires=A.MOVE_STOCK),
    Row("stock_repacks:repack", requires=A.VIEW_GOODS, arguments=of_repack),
    Row("stock_repacks:repack_undo", requires=A.MOVE_STOCK, method="post", arguments=of_repack, fields=WHY),
    Row("stock_losses:losses", requires=A.VIEW_GOODS),
    Row("stock_losses:loss_new", requires=A.MOVE_STOCK),
    Row("stock_losses:loss", requires=A.VIEW_GOODS, arguments=of_loss),
    Row("stock_losses:loss_photo", requires=A.VIEW_GOODS, arguments=of_loss),
    Row("stock_losses:loss_undo", requires=A.MOVE_STOCK, method="post", arguments=of_loss, fields=WHY),
    Row("stock_counts:counts", requires=A.VIEW_GOODS, also=A.COUNT_STOCK),
    Row("stock_counts:count_new", requires=A.COUNT_STOCK),
    Row("stock_counts:count", requires=A.VIEW_GOODS, also=A.COUNT_STOCK, arguments=of_count),
    Row("stock_counts:count_fill", requires=A.COUNT_STOCK, arguments=of_count),
    Row(
        "stock_counts:count_add",
        requires=A.COUNT_STOCK,
        method="post",
        arguments=of_count,
        fields={"product": "Z002"},
    ),
    Row("stock_counts:count_compare", requires=A.COUNT_STOCK, method="post", arguments=of_count),
    Row("stock_counts:count_decide", requires=A.COUNT_STOCK, method="post", arguments=of_count, fields=WHY),
    Row("stock_counts:count_call_off", requires=A.COUNT_STOCK, method="post", arguments=of_count, fields=WHY),
)
