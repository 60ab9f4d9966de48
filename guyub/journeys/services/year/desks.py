"""What lies on the desks when the year is over and a visitor comes in: things lent, favourites, a wish to the agent."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Any
from uuid import UUID, uuid5

from guyub.books.assets.selectors.register import lent_of
from guyub.books.assets.services.lending import list_lent
from guyub.books.treasury.domain.places import CashKind
from guyub.books.treasury.domain.recurring import Every
from guyub.books.treasury.models import Event
from guyub.books.treasury.selectors.places import places_of
from guyub.books.treasury.services.favourites import keep_favourite
from guyub.books.treasury.services.recurring import keep_recurring
from guyub.community.cooperatives.selectors.profiles import outlets_of
from guyub.community.members.models import Member
from guyub.foundation.identity.domain.roles import Role
from guyub.foundation.identity.selectors.guiding import place_by_code
from guyub.foundation.kernel.dates import Zone, business_date
from guyub.foundation.kernel.tenancy.scope import scope
from guyub.journeys.services.examples import BUMIAYU, SPACE
from guyub.journeys.services.ledger_examples import actor_in
from guyub.journeys.services.rationed_examples import GAS
from guyub.journeys.services.treasury_examples_assets import lent_by_the_city
from guyub.journeys.services.treasury_examples_events import FAVOURITES
from guyub.journeys.services.year.goods import SHELF
from guyub.trade.inventory.domain.containers import ContainerState
from guyub.trade.inventory.selectors.containers import kinds_page
from guyub.trade.inventory.selectors.locations import open_names
from guyub.trade.inventory.services.container_holders import hand_out
from guyub.trade.subsidised.selectors.supply import contracts_of, goods_of_programme
from guyub.trade.subsidised.services.supply import ask_for_more, keep_answer

if TYPE_CHECKING:
    from datetime import datetime

    from guyub.foundation.kernel.models import Cooperative

COMES_AGAIN = (("beban.internet", 0), ("beban.listrik", 7))  # which event, due in how many days
# Days ago, the member's number, how many, with a deposit.
OUT = ((44, 3, 2, False), (21, 7, 1, False), (2, 25, 2, True), (1, 41, 1, True))


def leave_on_desks(*, now: datetime) -> None:
    """Leave what a day's work leaves. Only for a demonstration, after the year; repeating it changes nothing."""
    place = place_by_code(BUMIAYU)
    if place is None:
        return
    with scope(place.id):
        if lent_of(cooperative_id=place.id):
            return
    desk = _Desk(place, now)
    desk.remembers()
    desk.lists_lent()
    desk.lends_cylinders()
    desk.asks_the_agent()


class _Desk:
    """Who acts when."""

    def __init__(self, place: Cooperative, now: datetime) -> None:
        self.place, self.now = place, now
        self.today = business_date(now, Zone(place.zone))

    def act(self, label: str, role: Role, ago: int = 0) -> dict[str, Any]:
        """Give who acts, when, and under which request."""
        with scope(self.place.id):
            actor = actor_in(self.place, role)
        return {
            "actor": actor,
            "place": self.place,
            "today": self.today - timedelta(days=ago),
            "request_id": uuid5(SPACE, f"desks/{label}"),
            "now": self.now - timedelta(days=ago),
        }

    def remembers(self) -> None:
        """Keep what the treasurer records most, and what comes again each month."""
        for kind in FAVOURITES:
            act = self.act(f"favourite/{kind}", Role.BENDAHARA)
            keep_favourite(kind=kind, is_favourite=True, **{k: v for k, v in act.items() if k != "today"})
        for kind, in_days in COMES_AGAIN:
            with scope(self.place.id):
                newest = Event.objects.filter(cooperative=self.place, kind=kind).latest("recorded_at")
            keep_recurring(
                event_id=newest.id,
                every=Every.BULAN,
                first_on=self.today + timedelta(days=in_days),
                until=None,
                **self.act(f"again/{kind}", Role.BENDAHARA),
            )

    def lists_lent(self) -> None:
        """List what the city lent."""
        with scope(self.place.id):
            outlet = next(iter(outlets_of(cooperative_id=self.place.id)), None)
        for at, typed in enumerate(lent_by_the_city(outlet.outlet_id if outlet else None)):
            list_lent(typed=typed, **self.act(f"lent/{at}", Role.BENDAHARA))

    def lends_cylinders(self) -> None:
        """Lend some cylinders, let some go for a deposit."""
        with scope(self.place.id):
            kind = kinds_page(cooperative_id=self.place.id, today=self.today).kinds[0]
            names = {name: UUID(id_) for id_, name in open_names(cooperative_id=self.place.id).items()}
            box = next(
                row.id for row in places_of(cooperative_id=self.place.id) if row.kind is CashKind.BRANKAS
            )
            members = dict(Member.objects.filter(cooperative=self.place).values_list("number", "id"))
        for ago, number, qty, has_deposit in OUT:
            role = Role.BENDAHARA if has_deposit else Role.PENGELOLA_GERAI
            hand_out(
                kind_id=kind.kind_id,
                location_id=names[SHELF],
                before=ContainerState.KOSONG,
                qty=qty,
                member_id=members[number],
                buyer="",
                has_deposit=has_deposit,
                cash_place_id=box if has_deposit else None,
                **self.act(f"out/{number}", role, ago),
            )

    def asks_the_agent(self) -> None:
        """Ask for more LPG after a short week; a part of it is promised."""
        with scope(self.place.id):
            contract = contracts_of(cooperative_id=self.place.id)[0]
            goods = goods_of_programme(cooperative_id=self.place.id, programme=GAS.programme)
        asked = ask_for_more(
            contract_id=contract.contract_id,
            product_id=next(iter(goods)),
            qty=40,
            wanted_on=self.today,
            words="Minggu ini datang kurang (contoh).",
            **self.act("more", Role.PENGELOLA_GERAI, 6),
        )
        keep_answer(
            supply_request_id=asked,
            qty=10,
            words="10 ikut kiriman berikutnya (contoh)",
            **self.act("more answered", Role.PENGELOLA_GERAI),
        )
