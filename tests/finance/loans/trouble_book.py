"""The small world of loans in trouble: asking, deciding, and what must hold after each."""

from datetime import date
from fractions import Fraction

import pytest
from django.contrib.auth.hashers import make_password

from guyub.finance.loans.domain.plans import Change
from guyub.finance.loans.domain.servicing import Component, Penalty, PenaltyPer, Servicing
from guyub.finance.loans.models import (
    BorrowerDeath,
    InsuranceClaim,
    LoanForgiven,
    LoanPause,
    LoanPremium,
    LoanReminder,
    LoanRestructure,
    LoanVisit,
    LoanWriteOff,
    PremiumPayment,
)
from guyub.finance.loans.selectors.histories import history_of
from guyub.finance.loans.selectors.invariants import INVARIANTS, RECONCILIATIONS
from guyub.finance.loans.selectors.pausing import PauseAim
from guyub.finance.loans.services.forgiving import ask_forgive, take_forgiving_back
from guyub.finance.loans.services.mass_pause import PauseTyped, ask_pause
from guyub.finance.loans.services.relief_undoing import (
    take_pause_back,
    take_restructure_back,
    take_waiver_back,
)
from guyub.finance.loans.services.restructuring import RestructureTyped, ask_restructure
from guyub.finance.loans.services.waiving import ask_waive
from guyub.finance.loans.services.writing_off import ask_write_off, take_write_off_back
from guyub.foundation.approvals.models import ApprovalRequest
from guyub.foundation.approvals.services.requests import decide
from guyub.foundation.identity.domain.roles import Role
from guyub.foundation.identity.models import Person
from guyub.foundation.kernel.tenancy.scope import scope
from guyub.foundation.parameters.services.decisions import keep_decision
from tests.finance.loans.loan_book import LoanBook
from tests.pictures import photo
from tests.world import new_id

PIN = "246810"
BY_DAY = Servicing(penalty=Penalty(rate=Fraction(1, 1000), per=PenaltyPer.DAY))
TABLES = (
    BorrowerDeath,
    InsuranceClaim,
    LoanForgiven,
    LoanPause,
    LoanPremium,
    LoanReminder,
    LoanRestructure,
    LoanVisit,
    LoanWriteOff,
    PremiumPayment,
    ApprovalRequest,
)


class TroubleBook(LoanBook):
    """A loan book whose loans get into trouble."""

    def __init__(self, world):
        super().__init__(world)
        self.chair = world.actor(Role.KETUA)
        self.knows_pin(self.chair)

    def knows_pin(self, actor):
        person = Person.objects.get(id=actor.person_id)
        person.pin = make_password(PIN)
        person.save()

    def decides(self, approval_id, *, is_approved=True, actor=None, **more):
        actor = actor or self.chair
        told = {"request_id": new_id(), "now": self.clock, "proof": PIN, "reason": "contoh"} | more
        return decide(actor=actor, approval_id=approval_id, is_approved=is_approved, **told)

    def asks(
        self, loan, change=None, *, waives_penalty=False, waives_jasa=False, reason="panen gagal", **more
    ):
        typed = RestructureTyped(
            change=change or Change(from_on=date(2026, 12, 1), annual_rate=Fraction(6, 100), extend=3),
            waives_penalty=waives_penalty,
            waives_jasa=waives_jasa,
            reason=reason,
        )
        return ask_restructure(**self.told(**{"loan_id": loan.id, "typed": typed} | more))

    def asks_waiver(self, loan, amount_rp, component=Component.PENALTY, reason="sakit lama", **more):
        told = {"loan_id": loan.id, "component": component, "amount_rp": amount_rp, "reason": reason}
        return ask_waive(**self.told(**told | more))

    def undoes_waiver(self, loan, event_id, reason="salah pinjaman", **more):
        told = {"loan_id": loan.id, "event_id": event_id, "reason": reason}
        return take_waiver_back(**self.told(**told | more))

    def asks_write_off(self, loan, decision_id=None, reason="alamat tidak ditemukan", **more):
        told = {"loan_id": loan.id, "decision_id": decision_id or self.decision.id, "reason": reason}
        told = self.told(**told | more)
        told.pop("today")
        return ask_write_off(**told)

    def undoes_write_off(self, loan, reason="salah pinjaman", **more):
        return take_write_off_back(**self.told(**{"loan_id": loan.id, "reason": reason} | more))

    def meets(self, body="RAT", document=("keputusan.jpg", photo()), secretary=Role.SEKRETARIS):  # noqa: B008  frozen
        """Let a body decide, with its document; gives the decision."""
        told = self.told(
            actor=self.world.actor(secretary), number=f"02/{new_id()}", decided_on=self.today, body=body
        )
        told.pop("place")
        return keep_decision(**told, title="Hapus tagih (contoh)", document=document)

    def asks_forgive(self, loan, decision_id=None, reason="pindah tanpa alamat", **more):
        told = {"loan_id": loan.id, "decision_id": decision_id or self.meets(), "reason": reason}
        return ask_forgive(**self.told(**told | more))

    def undoes_forgiving(self, loan, reason="salah pinjaman", **more):
        return take_forgiving_back(**self.told(**{"loan_id": loan.id, "reason": reason} | more))

    def asks_pause(
        self, *, aim=None, from_on=None, months=3, is_free=True, decision_id=None, reason="banjir", **more
    ):
        typed = PauseTyped(
            aim=aim or PauseAim(),
            from_on=from_on or self.today,
            months=months,
            is_free=is_free,
            decision_id=decision_id or self.decision.id,
            reason=reason,
        )
        return ask_pause(**self.told(typed=typed, **more))

    def undoes_change(self, loan, approval_id, reason="salah pinjaman", **more):
        with scope(self.place.id):
            row = LoanRestructure.objects.get(cooperative=self.place, approval_id=approval_id)
        told = {"loan_id": loan.id, "restructure_id": row.id, "reason": reason}
        return take_restructure_back(**self.told(**told | more))

    def undoes_pause(self, pause_id, loan=None, reason="salah RT", **more):
        told = {"pause_id": pause_id, "loan_id": loan.id if loan else None, "reason": reason}
        return take_pause_back(**self.told(**told | more))

    def pause(self, pause_id):
        with scope(self.place.id):
            return LoanPause.objects.get(cooperative=self.place, id=pause_id)

    def pause_lines(self, pause_id):
        with scope(self.place.id):
            rows = LoanPause.objects.get(cooperative=self.place, id=pause_id).lines
            return {line.loan_id: line for line in rows.filter(cooperative=self.place)}

    def state(self, loan, on=None):
        with scope(self.place.id):
            return history_of(cooperative_id=self.place.id, loan_id=loan.id).state_on(on or self.today)

    def counts(self):
        """Count what a refusal must not change."""
        with scope(self.place.id):
            rows = [model.objects.filter(cooperative=self.place).count() for model in TABLES]
        return (*self.wrote(), rows)


def whole(book):
    """Everything holds that must hold."""
    with scope(book.place.id):
        assert [found for rule in (*INVARIANTS, *RECONCILIATIONS) for found in rule(book.place.id)] == []


def wrong(act, refusal):
    """Run what is refused, and tell why."""
    with pytest.raises(refusal) as caught:
        act()
    return caught.value.facts["wrong"]
