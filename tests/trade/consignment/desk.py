"""Consignment of Bumiayu as tests do it: tempe for a fifth of its price, chips at a price to the producer, a till."""

from dataclasses import replace
from decimal import Decimal

from guyub.foundation.identity.domain.roles import Role
from guyub.foundation.kernel.tenancy.scope import scope
from guyub.trade.consignment.domain.agreements import AgreementTyped, GoodTerms
from guyub.trade.consignment.domain.slips import SlipTyped
from guyub.trade.consignment.models import ConsignedMove, Statement
from guyub.trade.consignment.selectors.balances import owed_by_agreement
from guyub.trade.consignment.selectors.invariants import INVARIANTS, RECONCILIATIONS
from guyub.trade.consignment.services.agreements import end_agreement, set_terms, write_agreement
from guyub.trade.consignment.services.paying import pay_out, take_payout_back
from guyub.trade.consignment.services.settling import draw_up, take_statement_back
from guyub.trade.consignment.services.slips import take_slip_back, write_slip
from guyub.trade.inventory.models import Price
from tests.community.partners.partner_world import GADANG
from tests.trade.procurement.market import WHY
from tests.trade.retail.counter import Counter
from tests.world import NOW

TEMPE_RP, CHIPS_RP, CHIPS_SETOR_RP = 5_000, 10_000, 8_000
OWED, MEMBERS_SHARE, OTHERS_SHARE = "2.1.02", "4.1.05", "4.2.02"


class Desk(Counter):
    """Tempe sells at 5,000 of which a fifth is the cooperative's; chips at 10,000 of which 8,000 are the producer's."""

    def __init__(self, world):
        super().__init__(world)
        with scope(self.place.id):
            self.tempe = self.shop.product("Tempe Bu Wiwik", category="UMKM", account="1.3.05")
            self.chips = self.shop.product("Keripik tempe", category="UMKM", account="1.3.05")
            for product, amount_rp in ((self.tempe, TEMPE_RP), (self.chips, CHIPS_RP)):
                Price.objects.create(
                    cooperative=self.place,
                    product=product,
                    unit=product.units.get(factor=1),
                    audience="UMUM",
                    amount_rp=amount_rp,
                    from_on=self.today,
                    recorded_at=NOW,
                )
        self.keeper = self.buyer
        self.producer_id = self.desk.adds(
            replace(GADANG, name="Tempe Bu Wiwik", code="TEMPE", npwp="", nib="")
        )

    def good(self, product, **more):
        with scope(self.place.id):
            unit = product.units.get(factor=1)
        fields = {
            "product_id": product.id,
            "unit_id": unit.id,
            "basis": "PERSEN",
            "share_rate": Decimal("0.2"),
        }
        return GoodTerms(**fields | more)

    def goods(self):
        return self.good(self.tempe), self.good(
            self.chips, basis="SETOR", share_rate=Decimal(0), setor_rp=CHIPS_SETOR_RP
        )

    def agrees(self, *goods, member=None, **more):
        fields = {
            "partner_id": self.producer_id,
            "member_id": member.id if member else None,
            "location_id": self.store.id,
            "from_on": self.today,
            "goods": goods or self.goods(),
        }
        return write_agreement(**self.here(typed=AgreementTyped(**fields | more)))

    def sets_terms(self, agreement_id, good, **more):
        return set_terms(**self.here(agreement_id=agreement_id, typed=good, **more))

    def ends(self, agreement_id, why=WHY, **more):
        end_agreement(**self.here(agreement_id=agreement_id, why=why, **more))

    def slip(
        self, agreement_id, kind="BAWA", *, tempe=None, chips=None, on=None, fetch_by=None, note="", **more
    ):
        told = {self.tempe.id: tempe, self.chips.id: chips}
        typed = SlipTyped(
            agreement_id=agreement_id,
            kind=kind,
            on=on or self.today,
            quantities={id_: qty for id_, qty in told.items() if qty is not None},
            fetch_by=fetch_by,
            note=note,
        )
        return write_slip(**self.here(typed=typed, **more))

    def slip_back(self, slip_id, why=WHY, **more):
        take_slip_back(**self.here(slip_id=slip_id, why=why, **more))

    def draws(self, agreement_id, until=None, **more):
        return draw_up(**self.here(agreement_id=agreement_id, until_on=until or self.today, **more))

    def draws_back(self, statement_id, why=WHY, **more):
        take_statement_back(**self.here(statement_id=statement_id, why=why, **more))

    def pays(self, statement_id, amount_rp, kind="BRANKAS", **more):
        told = {"statement_id": statement_id, "amount_rp": amount_rp, "cash_place_id": self.cash[kind]}
        return pay_out(**self.here(**told | {"actor": self.treasurer} | more))

    def pays_back(self, payout_id, why=WHY, **more):
        take_payout_back(**self.here(**{"payout_id": payout_id, "why": why, "actor": self.treasurer} | more))

    def tempe_line(self, qty, **more):
        return self.told_line(self.tempe, self.unit_of(self.tempe), qty, TEMPE_RP, **more)

    def chips_line(self, qty, **more):
        return self.told_line(self.chips, self.unit_of(self.chips), qty, CHIPS_RP, **more)

    def unit_of(self, product):
        with scope(self.place.id):
            return product.units.get(factor=1)

    def moved(self, agreement_id):
        """Give all that moved: why, how much, what buyers paid, the producer's and the cooperative's part."""
        with scope(self.place.id):
            rows = ConsignedMove.objects.filter(cooperative=self.place, agreement=agreement_id)
            return list(rows.order_by("id").values_list("why", "qty", "sold_rp", "due_rp", "share_rp"))

    def owed(self, agreement_id):
        with scope(self.place.id):
            return owed_by_agreement(cooperative_id=self.place.id).get(agreement_id, 0)

    def statement(self, statement_id):
        with scope(self.place.id):
            return Statement.objects.get(cooperative=self.place, id=statement_id)

    def chair(self):
        return self.world.actor(Role.KETUA)

    def broken(self):
        with scope(self.place.id):
            found = [one for rule in [*INVARIANTS, *RECONCILIATIONS] for one in rule(self.place.id)]
        return found + super().broken()

    def statements(self, agreement_id):
        with scope(self.place.id):
            rows = Statement.objects.filter(cooperative=self.place, agreement=agreement_id, undone_on=None)
            return list(rows.values_list("id", flat=True))
