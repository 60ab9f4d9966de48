"""What an outlet told the official sites of its rationed sales, how a day ended, who went without, what looks odd."""

from __future__ import annotations

from datetime import datetime, time, timedelta
from typing import TYPE_CHECKING, Any
from uuid import uuid5

from guyub.foundation.identity.domain.roles import Role
from guyub.foundation.identity.selectors.guiding import place_by_code
from guyub.foundation.kernel.dates import Zone, business_date
from guyub.foundation.kernel.tenancy.scope import scope
from guyub.journeys.services.examples import BUMIAYU, SPACE
from guyub.journeys.services.ledger_examples import actor_in
from guyub.trade.subsidised.domain.day_closes import Told
from guyub.trade.subsidised.domain.officials import OfficialStep
from guyub.trade.subsidised.domain.programmes import OfficialState
from guyub.trade.subsidised.selectors.day_closes import close_of, ours_of
from guyub.trade.subsidised.selectors.officials import queue_of
from guyub.trade.subsidised.services.day_closes import check_close, write_close
from guyub.trade.subsidised.services.oddities import look_for_oddities
from guyub.trade.subsidised.services.officials import take_step
from guyub.trade.subsidised.services.unmet import note_unmet

if TYPE_CHECKING:
    from datetime import date
    from uuid import UUID

    from guyub.foundation.identity.domain.roles import Actor
    from guyub.foundation.kernel.models import Cooperative

LPG, RICE = "LPG_3KG", "BERAS_SPHP"
LEFT = {LPG: 4, RICE: 1}  # sales that still wait, for who looks at the queue
# Days before today, hour, what kind of buyer, why.
WITHOUT = (
    (-6, 10, "RT", "EMPTY"),
    (-6, 11, "RT", "EMPTY"),
    (-5, 9, "UM", "EMPTY"),
    (-3, 16, "RT", "NO_ID"),
    (-2, 17, "UM", "QUOTA"),
    (-1, 18, "RT", "SITE_DOWN"),
)


def make_rationing_log_examples(*, now: datetime) -> None:
    """Tell the sites, close a day, note who went without. Only for a demonstration; repeating it changes nothing."""
    place = place_by_code(BUMIAYU)
    if place is None:
        return
    log = _Log(place, now)
    for at, (back, hour, category, reason) in enumerate(WITHOUT):
        qty = 2 if category == "UM" else 1
        note_unmet(
            programme=LPG,
            category=category,
            qty=qty,
            reason=reason,
            **log.act(log.cashier, f"unmet/{at}", back, hour),
        )
    for programme in LEFT:
        log.tells_the_site(programme)
    log.closes(log.today - timedelta(days=1))
    look_for_oddities(now=now)


class _Log:
    """Bumiayu's log of rationed goods, its cashier and treasurer, and the moment of the demonstration."""

    def __init__(self, place: Cooperative, now: datetime) -> None:
        self.place, self.now, self.zone = place, now, Zone(place.zone)
        self.today = business_date(now, self.zone)
        with scope(place.id):
            self.cashier, self.treasurer = (actor_in(place, role) for role in (Role.KASIR, Role.BENDAHARA))

    def act(self, actor: Actor, label: str, back: int = 0, hour: int = 0) -> dict[str, Any]:
        """Give what a use-case takes, each once by what it is called."""
        on = self.today + timedelta(days=back)
        moment = datetime.combine(on, time(hour), self.zone.info) if back else self.now
        return {"actor": actor, "request_id": uuid5(SPACE, f"rations-log/{label}"), "now": moment}

    def tells_the_site(self, programme: str) -> None:
        """Tell the site of all but the last few sales; of the first of these that of LPG wants no more."""
        with scope(self.place.id):
            found = queue_of(
                cooperative_id=self.place.id, programme=programme, today=self.today, now=self.now
            )
        if found.done:
            return
        waiting = [row for row in found.rows if row.state is OfficialState.WAITING]
        left = LEFT[programme]
        for row in waiting[:-left]:
            self._step(row.id, OfficialStep.DONE, ref=f"contoh {row.number[-4:]}")
        for row in waiting[-left:][:1] if programme == LPG else ():
            self._step(row.id, OfficialStep.REFUSED, refused="KK", seen_nik="2", seen_kk="0")

    def closes(self, on: date) -> None:
        """Close a day on which something was sold, by two people, with nothing that differs."""
        with scope(self.place.id):
            ours, _ = ours_of(cooperative_id=self.place.id, programme=LPG, on=on)
            is_closed = close_of(cooperative_id=self.place.id, programme=LPG, on=on) is not None
        if not ours.count or is_closed:
            return
        told = Told(official=ours.qty, cash_rp=ours.paid_rp, cashless_rp=0, full=ours.full, empty=ours.empty)
        close_id = write_close(
            programme=LPG, on=on, told=told, today=self.today, **self.act(self.cashier, f"close/{on}")
        )
        check_close(close_id=close_id, **self.act(self.treasurer, f"check/{on}"))

    def _step(self, sale_id: UUID, step: OfficialStep, **more: str) -> None:
        act = self.act(self.cashier, f"{step.value}/{sale_id}")
        take_step(sale_id=sale_id, step=step.value, **act | more)
