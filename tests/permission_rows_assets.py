"""The permission table's rows of assets and of the opening position."""

from guyub.foundation.identity.domain.roles import Action, Role
from tests.books.assets.holdings import listed
from tests.permission_rows import SOME_ID, Row, made_once, of_books, of_place


def of_asset(world):
    """The address of the show-case that Bumiayu's books hold, listed the first time."""

    def make():
        world.books()
        return listed(world, actor=world.actor(Role.BENDAHARA, name="Bendahara lama"))

    return {"code": "35.73.03.1003", "asset_id": made_once(world, "an_asset", make) if world else SOME_ID}


ASSET_ROWS = (
    Row("asset_deals:buy", requires=Action.KEEP_ASSETS, arguments=of_place()),
    Row("asset_deals:sell", requires=Action.KEEP_ASSETS, arguments=of_asset),
    Row(
        "asset_deals:undo",
        requires=Action.KEEP_ASSETS,
        method="post",
        arguments=of_place("asset_id"),
        fields={"reason": "dobel"},
    ),
    Row("assets:assets", requires=Action.VIEW_JOURNAL, arguments=of_books()),
    Row("assets:register", requires=Action.KEEP_ASSETS, arguments=of_books()),
    Row("assets:register_template", requires=Action.KEEP_ASSETS, arguments=of_place()),
    Row("assets:labels", requires=Action.VIEW_JOURNAL, arguments=of_books()),
    Row("assets:photo", requires=Action.VIEW_JOURNAL, arguments=of_place("file_id")),
    Row("assets:runs", requires=Action.KEEP_ASSETS, arguments=of_books()),
    Row(
        "assets:run_undo",
        requires=Action.KEEP_ASSETS,
        method="post",
        arguments=of_place("entry_id"),
        fields={"reason": "dobel"},
    ),
    Row("assets:spreads", requires=Action.KEEP_ASSETS, arguments=of_books()),
    Row("assets:spread_undo", requires=Action.KEEP_ASSETS, method="post", arguments=of_place("spread_id")),
    Row("assets:lent", requires=Action.KEEP_ASSETS, arguments=of_books()),
    Row(
        "assets:lent_return",
        requires=Action.KEEP_ASSETS,
        method="post",
        arguments=of_place("lent_id"),
        fields={"on": "2026-11-25"},
    ),
    Row("assets:asset", requires=Action.VIEW_JOURNAL, arguments=of_asset),
    Row(
        "assets:asset_change",
        requires=Action.KEEP_ASSETS,
        method="post",
        arguments=of_asset,
        fields={"name": "Etalase", "location": "depan"},
    ),
    Row(
        "assets:asset_undo",
        requires=Action.KEEP_ASSETS,
        method="post",
        arguments=of_asset,
        fields={"reason": "dobel"},
    ),
    Row("opening:opening", requires=Action.KEEP_TREASURY, arguments=of_books()),
    Row("opening:template", requires=Action.KEEP_TREASURY, arguments=of_books()),
    Row(
        "opening:undo",
        requires=Action.KEEP_TREASURY,
        method="post",
        arguments=of_books(),
        fields={"reason": "dobel"},
    ),
)
