"""Assets for tests: Bumiayu's books of 2026 with one show-case in them, and people who list, run and sell."""

import datetime as dt

from guyub.books.assets.domain.registers import AssetTyped
from guyub.books.assets.selectors import invariants
from guyub.books.assets.selectors.register import register_of, standing
from guyub.books.assets.services.months import run_month
from guyub.books.assets.services.registering import register_assets
from guyub.books.treasury.services.asset_deals import Deal, buy_asset
from guyub.foundation.identity.domain.roles import Role
from guyub.foundation.kernel.tenancy.scope import scope
from tests.world import NOW, new_id

TODAY = NOW.date()
DECEMBER_31 = dt.date(2026, 12, 31)


def common(world, role=Role.BENDAHARA, **more):
    """What every use-case of assets takes."""
    return {"actor": world.actor(role), "place": world.bumiayu, "request_id": new_id(), "now": NOW} | more


def showcase(**more):
    """The show-case that the test books bought on 5 November, as the list tells it."""
    return AssetTyped(
        **{
            "name": "Etalase kaca",
            "asset_class": "PERALATAN",
            "acquired_on": dt.date(2026, 11, 5),
            "cost_rp": 4_500_000,
            "months": 45,
        }
        | more
    )


def listed(world, *rows, source="TERDAFTAR", today=TODAY, **more):
    """List assets; the show-case where none are given. Gives the id of the first."""
    rows = rows or (showcase(),)
    return register_assets(rows=list(rows), source=source, today=today, **common(world, **more))[0]


def bought(world, way="TUNAI", *, today=TODAY, photo=None, **more):
    """Buy a laptop for 6,000,000 from the bank."""
    typed = showcase(
        **{"name": "Laptop kasir", "asset_class": "PERABOT", "cost_rp": 6_000_000, "months": 48} | more
    )
    return buy_asset(
        typed=typed,
        deal=Deal(way=way, cash_place_id=world.cash()["BANK"], who="Toko contoh"),
        today=today,
        photo=photo,
        **common(world),
    )


def run(world, month=dt.date(2026, 12, 1), *, today=DECEMBER_31, role=Role.BENDAHARA, request_id=None):
    """Run a month."""
    return run_month(month=month, today=today, **common(world, role, request_id=request_id or new_id()))


def balances(world, *codes):
    """What stands on accounts, as their kind is read."""
    with scope(world.bumiayu.id):
        stood = standing(cooperative_id=world.bumiayu.id)
    return tuple(stood[code][1] for code in codes)


def one(world, asset_id):
    """One row of the list."""
    with scope(world.bumiayu.id):
        (row,) = register_of(cooperative_id=world.bumiayu.id, asset_id=asset_id)
    return row


def broken(world):
    """What does not hold."""
    with scope(world.bumiayu.id):
        rules = (*invariants.INVARIANTS, *invariants.RECONCILIATIONS)
        return [found for rule in rules for found in rule(world.bumiayu.id)]
