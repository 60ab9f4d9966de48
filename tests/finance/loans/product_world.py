"""A small world of loan products: the treasurer offers, the chair agrees, Arjosari looks on."""

from dataclasses import replace

from guyub.community.cooperatives.models import BusinessUnit
from guyub.finance.loans.domain.contracts import KIND_ORDER
from guyub.finance.loans.domain.offering import Offered
from guyub.finance.loans.domain.servicing import Servicing
from guyub.finance.loans.domain.terms import Method
from guyub.finance.loans.selectors.offers import offer_of
from guyub.finance.loans.services.offering import LoanProductTyped, ask_terms, close_product, open_product
from guyub.foundation.identity.domain.roles import Role
from guyub.foundation.kernel.tenancy.scope import scope
from guyub.foundation.parameters.models import Decision, ParameterValue
from tests.finance.savings.jasa_world import JANUARY, TODAY
from tests.journal_writing import approve
from tests.world import NOW, new_id

FLAT = Offered(
    from_on=TODAY,
    method=Method.FLAT,
    rate_ppm=120_000,
    rate_from_ppm=108_000,
    rate_to_ppm=132_000,
    least_rp=500_000,
    most_rp=10_000_000,
    least_instalments=3,
    most_instalments=24,
    servicing=Servicing(allocation=KIND_ORDER),
)


class LoanShop:
    """Bumiayu with books and an open savings-and-loan unit; decisions of both bodies."""

    def __init__(self, world):
        self.world, self.place = world, world.bumiayu
        world.cash()
        self.treasurer = world.actor(Role.BENDAHARA)
        with scope(self.place.id):
            self.unit = BusinessUnit.objects.create(
                cooperative=self.place, kind="SIMPAN_PINJAM", name="Simpan pinjam", opened_on=JANUARY
            )
        self.meeting, self.board = self.decides("RAT"), self.decides("PENGURUS")

    def decides(self, body, place=None):
        """Keep a decision of a body; gives its id."""
        place = place or self.place
        with scope(place.id):
            return Decision.objects.create(
                cooperative=place,
                number=f"05/{body}/2026",
                body=body,
                decided_on=JANUARY,
                title="Jasa pinjaman",
                recorded_by=self.world.person(Role.SEKRETARIS),
                recorded_at=NOW,
            ).id

    def given(self, **more):
        told = {"actor": self.treasurer, "place": self.place, "today": TODAY, "request_id": new_id()}
        return told | {"now": NOW} | more

    def opens(self, name="Pinjaman usaha", purpose="Modal dagang", unit_id=None, **more):
        typed = LoanProductTyped(name=name, purpose=purpose, unit_id=unit_id)
        return open_product(**self.given(typed=typed, **more))

    def closes(self, product_id, **more):
        close_product(**self.given(product_id=product_id, **more))

    def asks(self, product_id, offered=FLAT, decision_id="meeting", **more):
        decision_id = self.meeting if decision_id == "meeting" else decision_id
        return ask_terms(
            **self.given(product_id=product_id, offered=offered, decision_id=decision_id, **more)
        )

    def sets(self, product_id, offered=FLAT, **more):
        """Ask for terms and let the chair agree."""
        approve(self.world, self.asks(product_id, offered, **more))

    def offer(self, product_id, on=TODAY, place=None):
        place = place or self.place
        with scope(place.id):
            return offer_of(cooperative_id=place.id, product_id=product_id, on=on)

    def count(self, model):
        with scope(self.place.id):
            return model.objects.filter(cooperative=self.place).count()

    def lowers(self, key, value, valid_from):
        """Let the cooperative set a lower ceiling of its own."""
        with scope(self.place.id):
            ParameterValue.objects.create(
                key=key,
                scope="COOPERATIVE",
                cooperative=self.place,
                value=value,
                valid_from=valid_from,
                legal_basis="RAT",
                source="RAT",
                confidence="OURS",
                decision_id=self.meeting,
                set_by=self.treasurer.name,
                set_at=NOW,
            )


def from_day(on, **more):
    """Give the terms from another day on."""
    return replace(FLAT, from_on=on, **more)
