"""A drawer with money, people who count it, and what their counts come to."""

from datetime import timedelta

from guyub.books.treasury.domain.shifts import ShiftRefusedError
from guyub.books.treasury.selectors.denominations import denominations
from guyub.books.treasury.selectors.places import places_of
from guyub.books.treasury.services.handing_over import (
    count_together,
    finish_hand_over,
    offer_shift,
    take_shift,
)
from guyub.books.treasury.services.shifts import close_shift, drop_cash, open_shift, top_up
from guyub.foundation.identity.domain.roles import Role
from guyub.foundation.kernel.tenancy.scope import scope
from tests.world import NOW, new_id

TODAY = NOW.date()
BEFORE = NOW - timedelta(hours=9)


def pieces(amount_rp):
    """Lay an amount out in the fewest pieces."""
    counted = {}
    for one in denominations(on=TODAY):
        if one.code != "L1000":
            counted[one.code], amount_rp = divmod(amount_rp, one.value_rp)
    assert amount_rp == 0
    return counted


class Till:
    """Bumiayu's drawer (0 rupiah), box (550,000) and bank, and whoever works at it."""

    def __init__(self, world):
        self.world, self.place, self.ids = world, world.bumiayu, world.cash()
        self.now = BEFORE

    def shared(self, role, name="", request_id=None):
        self.now += timedelta(minutes=1)
        return {
            "actor": self.world.actor(role, name=name),
            "place": self.place,
            "today": TODAY,
            "request_id": request_id or new_id(),
            "now": self.now,
        }

    def opens(self, role=Role.KASIR, counted=0, *, name="", **more):
        if "count_id" not in more:
            more["pieces"] = pieces(counted)
        return open_shift(drawer_id=self.ids["LACI"], **self.shared(role, name), **more)

    def tops_up(self, amount_rp, role=Role.KASIR, giver="Bu Bendahara", **more):
        return top_up(
            amount_rp=amount_rp, from_place_id=self.ids["BRANKAS"], giver=giver, **self.shared(role), **more
        )

    def drops(self, amount_rp, role=Role.KASIR, receiver="Bu Bendahara", to="BRANKAS"):
        return drop_cash(
            amount_rp=amount_rp, to_place_id=self.ids.get(to, to), receiver=receiver, **self.shared(role)
        )

    def closes(self, shift_id, counted=0, role=Role.KASIR, *, name="", request_id=None, **more):
        if "count_id" not in more:
            more["pieces"] = pieces(counted)
        return close_shift(shift_id=shift_id, **self.shared(role, name, request_id), **more)

    def offers(self, shift_id, to_person_id, counted, role=Role.KASIR):
        return offer_shift(
            shift_id=shift_id, to_person_id=to_person_id, pieces=pieces(counted), **self.shared(role)
        )

    def takes(self, shift_id, counted, role=Role.PENGELOLA_GERAI):
        return take_shift(shift_id=shift_id, pieces=pieces(counted), **self.shared(role))

    def together(self, shift_id, counted, proof, role=Role.PENGELOLA_GERAI):
        return count_together(shift_id=shift_id, pieces=pieces(counted), proof=proof, **self.shared(role))

    def finishes(self, shift_id, reason="kembalian", role=Role.KASIR):
        return finish_hand_over(shift_id=shift_id, reason=reason, **self.shared(role))

    def balances(self):
        with scope(self.place.id):
            return {row.kind.value: row.balance_rp for row in places_of(cooperative_id=self.place.id)}


def wrong(refused):
    """Give what a refusal says is wrong."""
    assert isinstance(refused.value, ShiftRefusedError)
    return refused.value.facts["wrong"]
