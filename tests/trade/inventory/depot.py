"""A depot of cylinders and gallons: a shop and a store, two kinds, a drawer with money, members who take some."""

from functools import partial

from guyub.books.ledger.selectors.moments import balances_now
from guyub.foundation.identity.domain.roles import Role
from guyub.foundation.kernel.tenancy.scope import scope
from guyub.trade.inventory.domain.containers import ContainerState, Why
from guyub.trade.inventory.models import ContainerBook, ContainerHolding, ContainerMove, Location
from guyub.trade.inventory.selectors.containers import ACCOUNT, holdings_of
from guyub.trade.inventory.selectors.invariants import INVARIANTS, RECONCILIATIONS
from guyub.trade.inventory.services import container_holders, container_kinds, containers
from tests.world import NOW, new_id

TODAY = NOW.date()
S = ContainerState
DEPOSIT = 150_000


class Depot:
    """Bumiayu's containers. 120 LPG cylinders, 100 of them full, lie in the shop."""

    def __init__(self, world, *, is_filled=True):
        self.world, self.place = world, world.bumiayu
        self.cash = world.cash()
        self.safe = self.cash["BRANKAS"]
        self.treasurer = world.actor(Role.BENDAHARA)
        self.keeper = world.actor(Role.PENGELOLA_GERAI)
        with scope(self.place.id):
            self.shop, self.store = (
                Location.objects.get_or_create(
                    cooperative=self.place, name=name, defaults={"kind": "GUDANG", "opened_on": TODAY}
                )[0].id
                for name in ("Depan", "Belakang")
            )
        self.lpg = self.kind("LPG 3 kg", DEPOSIT)
        self.member = world.member().id
        if is_filled:
            self.brings(100)
            self.brings(20, after=S.KOSONG)

    def done(self, actor=None):
        return {
            "actor": actor or self.keeper,
            "place": self.place,
            "today": TODAY,
            "request_id": new_id(),
            "now": NOW,
        }

    def kind(self, name, deposit_rp=None):
        return container_kinds.add_kind(name=name, deposit_rp=deposit_rp, **self.done())

    def at_place(self, why, before, after, qty, *, kind=None, location=None, note="contoh", **more):
        containers.move_at_place(
            kind_id=kind or self.lpg,
            why=why,
            before=before,
            after=after,
            location_id=location or self.shop,
            qty=qty,
            note=note,
            **{**self.done(), **more},
        )

    def brings(self, qty, *, after=S.ISI, **more):
        self.at_place(Why.BELI, S.LUAR, after, qty, **more)

    def hands(self, qty, *, deposit=False, actor=None, buyer="", before=S.ISI, **more):
        """Lend some to the member or a buyer, or let them go for a deposit."""
        given = {
            "kind_id": self.lpg,
            "location_id": self.shop,
            "before": before,
            "qty": qty,
            "member_id": None if buyer else self.member,
            "buyer": buyer,
            "has_deposit": deposit,
            "cash_place_id": self.safe if deposit else None,
        }
        return container_holders.hand_out(
            **self.done(actor or (self.treasurer if deposit else self.keeper)) | given | more
        )

    def back(self, holding_id, qty, *, paid=False, after=S.KOSONG, actor=None, **more):
        given = {
            "kind_id": self.lpg,
            "holding_id": holding_id,
            "location_id": self.shop,
            "after": after,
            "qty": qty,
            "cash_place_id": self.safe if paid else None,
        }
        return container_holders.bring_back(
            **self.done(actor or (self.treasurer if paid else self.keeper)) | given | more
        )

    def undo(self, move_id, *, actor=None, **more):
        containers.take_move_back(
            move_id=move_id, reason="salah ketik", **self.done(actor or self.keeper) | more
        )

    def count(self, *, full, empty, apart=0, note="hitungan malam"):
        found = {S.ISI: full, S.KOSONG: empty, S.KARANTINA: apart}
        return containers.count_place(
            kind_id=self.lpg, location_id=self.shop, found=found, note=note, **self.done()
        )

    listed = property(lambda self: partial(container_holders.list_held, kind_id=self.lpg))

    def book(self, kind=None):
        """Give full, empty, quarantine, on loan, on deposit, and the deposits in rupiah."""
        with scope(self.place.id):
            row = ContainerBook.objects.get(cooperative=self.place, kind_id=kind or self.lpg)
            return (
                row.full_qty,
                row.empty_qty,
                row.quarantine_qty,
                row.loan_qty,
                row.deposit_qty,
                row.deposit_rp,
            )

    def held(self):
        with scope(self.place.id):
            return holdings_of(cooperative_id=self.place.id, today=TODAY)

    def last_move(self):
        with scope(self.place.id):
            return ContainerMove.objects.filter(cooperative=self.place).latest("seq")

    def account(self):
        with scope(self.place.id):
            return -balances_now(cooperative_id=self.place.id, codes=[ACCOUNT])[ACCOUNT]

    def rows(self):
        with scope(self.place.id):
            mine = {"cooperative": self.place}
            return (
                ContainerMove.objects.filter(**mine).count(),
                ContainerHolding.objects.filter(**mine).count(),
            )

    def broken(self):
        with scope(self.place.id):
            return [one for rule in [*INVARIANTS, *RECONCILIATIONS] for one in rule(self.place.id)]
