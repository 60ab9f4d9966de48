"""What invented Bumiayu gets of its LPG agent, a week of it short; what its city estimates of households and shares."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING, Any
from uuid import UUID, uuid5

from guyub.community.partners.selectors.partners import partners_inquiry
from guyub.foundation.approvals.services.requests import decide
from guyub.foundation.identity.domain.roles import Role
from guyub.foundation.identity.selectors.guiding import city_of, place_by_code
from guyub.foundation.kernel.dates import Zone, business_date
from guyub.foundation.kernel.selectors.together import asked
from guyub.foundation.kernel.tenancy.scope import scope
from guyub.journeys.services.container_examples import YARD
from guyub.journeys.services.examples import BUMIAYU, EXAMPLE_PIN, MERGOSONO, SPACE
from guyub.journeys.services.ledger_examples import actor_in
from guyub.journeys.services.partner_examples import LPG as AGENT
from guyub.trade.inventory.selectors.bought import location_options
from guyub.trade.subsidised.domain.allocating import Method
from guyub.trade.subsidised.domain.household_estimates import HouseholdLine, HouseholdsTyped
from guyub.trade.subsidised.domain.rounds import Basis, RoundTyped
from guyub.trade.subsidised.domain.supply import ArrivalTyped, ContractTyped, SupplyRole
from guyub.trade.subsidised.selectors.household_estimates import estimates_of
from guyub.trade.subsidised.selectors.outlets import outlets_of
from guyub.trade.subsidised.selectors.rounds import approval_of, rounds_of
from guyub.trade.subsidised.selectors.supply import contracts_of, goods_of_programme, programme_titles
from guyub.trade.subsidised.services.deliveries import plan_delivery, receive_delivery
from guyub.trade.subsidised.services.figures import count_outlets
from guyub.trade.subsidised.services.household_estimates import tell_households
from guyub.trade.subsidised.services.rounds import propose_round
from guyub.trade.subsidised.services.supply import ask_for_more, keep_answer, write_contract

if TYPE_CHECKING:
    from datetime import date, datetime

    from guyub.foundation.kernel.models import Cooperative

LPG = "LPG_3KG"
WEEKLY, CAP, PRICE_RP = 25, 100, 16_000
# Days ago, unloaded, leaking, given back, weights in grams.
_CAME = ((14, 25, 0, 0, (8_020, 8_050, 8_010)), (7, 15, 1, 0, (8_000, 7_940, 8_030)))


def make_supply_examples(*, now: datetime) -> None:
    """Let Bumiayu's agent deliver. Only for a demonstration; repeating it changes nothing.

    After the partners, the catalogue and the containers of the demonstration; without them nothing is made.
    """
    place = place_by_code(BUMIAYU)
    if place is None or LPG not in programme_titles():
        return
    today = business_date(now, Zone(place.zone))
    with scope(place.id):
        has_contract = bool(contracts_of(cooperative_id=place.id))
        (partners,) = asked(partners_inquiry(cooperative_id=place.id))
        goods = goods_of_programme(cooperative_id=place.id, programme=LPG)
        floors = {name: UUID(id_) for id_, name in location_options(cooperative_id=place.id).items()}
    partner_id = next((row.partner_id for row in partners if row.name == AGENT), None)
    if has_contract or partner_id is None or not goods or YARD not in floors:
        return
    agent = _Agent(place, now, today, next(iter(goods)), floors[YARD])
    under = agent.agrees(partner_id)
    for at in range(len(_CAME)):
        agent.delivers(under, at)
    plan_delivery(planned_on=today + timedelta(days=2), qty=WEEKLY, **under, **agent.act("plan/next"))
    told: dict[str, Any] = {"qty": 40, "wanted_on": today, "words": "Minggu ini datang kurang (contoh)."}
    request_id = ask_for_more(**under, **told, **agent.act("request", 6))
    words = "10 ikut kiriman berikutnya (contoh)"
    keep_answer(supply_request_id=request_id, qty=10, words=words, **agent.act("answer"))


@dataclass
class _Agent:
    """The agent of the example, and where it brings what."""

    place: Cooperative
    now: datetime
    today: date
    product_id: UUID
    yard: UUID

    def agrees(self, partner_id: UUID) -> dict[str, Any]:
        """Write the contract down; give what everything under it names."""
        typed = ContractTyped(
            partner_id=partner_id,
            programme=LPG,
            role=SupplyRole.PANGKALAN.value,
            registration_no="CONTOH-0001",
            contract_no="AG/CONTOH/2026/07",
            from_on=self.today - timedelta(days=120),
            weekly_qty=WEEKLY,
            cap_qty=CAP,
            scale_due_on=self.today + timedelta(days=20),
            apar_due_on=self.today + timedelta(days=200),
            has_sign=True,
            hours="Senin sampai Sabtu, 07.00 sampai 16.00",
            note="Kontrak contoh",
        )
        contract_id = write_contract(typed=typed, **self.act("contract", 30))
        return {"contract_id": contract_id, "product_id": self.product_id}

    def delivers(self, under: dict[str, Any], at: int) -> None:
        """Bring what came at once, as two people counted it."""
        ago, came, leaking, returned, samples_g = _CAME[at]
        on = self.today - timedelta(days=ago)
        planned = self.act(f"plan/{at}", ago)
        delivery_id = plan_delivery(planned_on=on, qty=WEEKLY, do_no=f"DO-{41 + at}", **under, **planned)
        arrival = ArrivalTyped(
            on=on,
            location_id=self.yard,
            came_qty=came,
            leaking_qty=leaking,
            returned_qty=returned,
            empties_qty=came - returned,
            price_rp=PRICE_RP,
            payment_ref=f"TRF-CONTOH-{at + 1}",
            second="Pak Karto (contoh)",
            samples_g=samples_g,
            site_before=0,
            site_after=came,
            note="Agen membawa kurang dari jatah (contoh)" if came < WEEKLY else "",
        )
        receive_delivery(delivery_id=delivery_id, typed=arrival, **self.act(f"came/{at}", ago))

    def act(self, label: str, ago: int = 0) -> dict[str, Any]:
        """Give who acts, when, and under which request."""
        return {
            "actor": actor_in(self.place, Role.PENGELOLA_GERAI),
            "place": self.place,
            "today": self.today - timedelta(days=ago),
            "request_id": uuid5(SPACE, f"supply/{label}"),
            "now": self.now - timedelta(days=ago),
        }


def make_household_examples(*, now: datetime) -> None:
    """Let the city estimate households of two invented wards, one of them anew. Only for a demonstration.

    The numbers are made up and their source says so; all other wards stay as they are, not told. Repeating it changes
    nothing.
    """
    city = city_of(BUMIAYU)
    if city is None or LPG not in programme_titles():
        return
    with scope(city.id):
        if estimates_of(city_id=city.id, programme=LPG):
            return
    today = business_date(now, Zone(city.zone))
    told = (
        (20, "contoh, bukan angka BPS", ((BUMIAYU, 2_400, 3), (MERGOSONO, 3_150, 3)), ""),
        (6, "contoh, pendataan kelurahan", ((BUMIAYU, 2_310, 3),), "kelurahan mengirim angka baru (contoh)"),
    )
    for ago, source, lines, reason in told:
        with scope(city.id):
            seen = {one.estimate_id for one in estimates_of(city_id=city.id, programme=LPG).values()}
        typed = HouseholdsTyped(
            programme=LPG,
            of_on=today - timedelta(days=ago + 10),
            source=source,
            lines=tuple(HouseholdLine(code=code, households=n, each_qty=each) for code, n, each in lines),
            reason=reason,
        )
        tell_households(
            actor=actor_in(city, Role.PETUGAS_DINAS),
            typed=typed,
            seen=seen,
            request_id=uuid5(SPACE, f"shares/households/{ago}"),
            now=now - timedelta(days=ago),
        )


def make_share_examples(*, now: datetime) -> None:
    """Let the city share one week of LPG that came short. Only for a demonstration; repeating it changes nothing.

    After whoever sells and registers; without figures nothing is made.
    """
    count_outlets(now=now)
    city = city_of(BUMIAYU)
    if city is None or not outlets_of(programme=LPG):
        return
    with scope(city.id):
        if rounds_of(city_id=city.id):
            return
    begins = business_date(now, Zone(city.zone)) + timedelta(days=1)
    typed = RoundTyped(
        programme=LPG,
        from_on=begins,
        to_on=begins + timedelta(days=6),
        supply_qty=15,
        method=Method.MAX_MIN.value,
        basis=Basis.KONTRAK.value,
        note="Minggu ini agen membawa 15 dari 25 tabung (contoh)",
    )
    round_id = propose_round(
        actor=actor_in(city, Role.PETUGAS_DINAS),
        typed=typed,
        reason="Kiriman minggu ini kurang (contoh)",
        request_id=uuid5(SPACE, "shares/proposed"),
        now=now - timedelta(hours=3),
    )
    with scope(city.id):
        approval_id = approval_of(city_id=city.id, round_id=round_id)
    assert approval_id is not None  # noqa: S101  it was just asked
    decide(
        actor=actor_in(city, Role.KEPALA_DINAS),
        approval_id=approval_id,
        is_approved=True,
        proof=EXAMPLE_PIN,
        request_id=uuid5(SPACE, "shares/agreed"),
        now=now - timedelta(hours=2),
    )
