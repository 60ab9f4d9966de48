"""A city that shares LPG as tests do it: three outlets with what they need, and who proposes and agrees."""

from datetime import date

from guyub.foundation.identity.domain.roles import Role
from guyub.foundation.kernel.tenancy.scope import scope
from guyub.trade.subsidised.domain.household_estimates import HouseholdLine, HouseholdsTyped
from guyub.trade.subsidised.domain.rounds import RoundTyped
from guyub.trade.subsidised.models import AllocationRound, AllocationShare, OutletFigures, Programme
from guyub.trade.subsidised.selectors.household_estimates import estimates_of
from guyub.trade.subsidised.services.household_estimates import tell_households
from guyub.trade.subsidised.services.rounds import propose_round
from tests.journal_writing import approve
from tests.world import NOW, new_id

LPG = "LPG_3KG"
# By the code of the ward: registered, a month's need, sold and refused in 28 days.
NEEDS = {"35.73.03.1003": (40, 160, 90, 30), "35.73.05.1008": (10, 45, 20, 0)}


class City:
    """Bumiayu needs 38 for a week, Arjosari 11; 25 are there."""

    def __init__(self, world):
        self.world, self.place = world, world.city
        self.officer, self.head = world.actor(Role.PETUGAS_DINAS), world.actor(Role.KEPALA_DINAS)
        Programme.objects.get_or_create(key=LPG, defaults={"title": "LPG 3 kg", "unit": "TABUNG"})
        for place in (world.bumiayu, world.arjosari):
            registered, monthly, sold, unmet = NEEDS.get(place.code, (10, 45, 20, 0))
            OutletFigures.objects.get_or_create(
                cooperative=place,
                programme_id=LPG,
                defaults={
                    "code": place.code, "name": place.name, "registered": registered, "monthly_qty": monthly,
                    "sold_qty": sold, "unmet_qty": unmet, "came_qty": 80, "stock_qty": 3, "price_rp": 18_500,
                    "weekly_qty": 25,
                },
            )  # fmt: skip

    def typed(self, **more):
        fields = {
            "programme": LPG,
            "from_on": date(2026, 11, 30),
            "to_on": date(2026, 12, 6),
            "supply_qty": 25,
            "method": "max_min",
            "basis": "TERBESAR",
        }
        return RoundTyped(**fields | more)

    def tells(self, *lines, actor=None, seen=None, **more):
        """Tell of households: lines of code, households, what one needs; as who has the page of now before them."""
        fields = {
            "programme": LPG,
            "of_on": date(2026, 11, 1),
            "source": "contoh, bukan angka BPS",
            "lines": tuple(HouseholdLine(code=code, households=n, each_qty=each) for code, n, each in lines),
        }
        return tell_households(
            actor=actor or self.officer,
            typed=HouseholdsTyped(**fields | more),
            seen=self.seen() if seen is None else seen,
            request_id=new_id(),
            now=NOW,
        )

    def tells_anew(self, code):
        """Tell of one ward's households, and again: two rows, of which one replaces the other."""
        self.tells((code, 2_310, 3))
        self.tells((code, 2_250, 3), reason="kelurahan mengirim angka baru")

    def told(self):
        with scope(self.place.id):
            return estimates_of(city_id=self.place.id, programme=LPG)

    def seen(self):
        return {one.estimate_id for one in self.told().values()}

    def proposes(self, **more):
        return propose_round(
            actor=self.officer,
            typed=self.typed(**more),
            reason="agen membawa kurang minggu ini",
            request_id=new_id(),
            now=NOW,
        )

    def decides(self, round_id, *, is_approved=True):
        row = self.round(round_id)
        more = {} if is_approved else {"is_approved": False, "reason": "angkanya lama"}
        return approve(self.world, row.approval_id, Role.KEPALA_DINAS, **more)

    def round(self, round_id):
        with scope(self.place.id):
            return AllocationRound.objects.get(cooperative=self.place, id=round_id)

    def amounts(self, round_id):
        with scope(self.place.id):
            rows = AllocationShare.objects.filter(cooperative=self.place, round_id=round_id)
            return {row.code: (row.demand_qty, row.credit_qty, row.amount_qty) for row in rows}
