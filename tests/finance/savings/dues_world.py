"""A small world of members who owe simpanan wajib."""

from datetime import date

from guyub.finance.savings.selectors.bills import dues_of
from guyub.finance.savings.selectors.invariants import INVARIANTS, RECONCILIATIONS
from guyub.finance.savings.services.dues import make_bills, take_dues
from guyub.foundation.kernel.tenancy.scope import scope
from guyub.foundation.parameters.models import ParameterValue
from tests.finance.savings.jasa_world import TODAY, JasaWorld
from tests.world import NOW, new_id

SEP, OCT, NOV, DEC = (date(2026, month, 1) for month in (9, 10, 11, 12))


class DuesWorld(JasaWorld):
    """Members with simpanan wajib of 10,000 a month, due on the 10th; the world's members joined on 5 November."""

    def bill(self, month, actor="treasurer"):
        who = self.treasurer if actor == "treasurer" else actor
        return make_bills(actor=who, place=self.place, month=month, today=TODAY, request_id=new_id(), now=NOW)

    def take(self, member, months, amount_rp, actor=None, request_id=None, **more):
        told = {"cash_place_id": self.cash, "on": TODAY, "who": "", "today": TODAY, "now": NOW} | more
        return take_dues(
            actor=actor or self.treasurer,
            place=self.place,
            member_id=member.id,
            months=months,
            amount_rp=amount_rp,
            request_id=request_id or new_id(),
            **told,
        )

    def months(self, member, ahead=0):
        with scope(self.place.id):
            found = dues_of(cooperative_id=self.place.id, member_id=member.id, today=TODAY, ahead=ahead)
        return [
            (one.month.month, one.amount_rp, one.paid_rp, one.waived_rp, one.state.value) for one in found
        ]

    def raise_dues(self, amount_rp, since):
        ParameterValue.objects.create(
            key="simpanan.wajib",
            scope="COOPERATIVE",
            cooperative=self.place,
            value=str(amount_rp),
            valid_from=since,
            legal_basis="RAT",
            source="RAT",
            confidence="OURS",
            decision_id=self.decision.id,
            set_by=self.treasurer.name,
            set_at=NOW,
        )

    def whole(self):
        with scope(self.place.id):
            rules = (*INVARIANTS, *RECONCILIATIONS)
            assert [found for rule in rules for found in rule(self.place.id)] == []
