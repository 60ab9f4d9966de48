"""A member who borrows, a lender that stands nowhere else, and the capital that limits are parts of."""

from datetime import date

from guyub.community.cooperatives.models import Kinship, Officer
from guyub.finance.credit.domain.exposures import GUARANTEE, Exposure
from guyub.finance.credit.selectors import exposures
from guyub.finance.credit.services.limits import hold_limits
from guyub.finance.savings.models import SavingsAccount, UnitCapital
from guyub.finance.savings.selectors.holds import held_for_inquiry
from guyub.finance.savings.services.holds import put_hold
from guyub.foundation.identity.domain.roles import Role
from guyub.foundation.identity.models import Membership
from guyub.foundation.kernel.selectors.together import joined
from guyub.foundation.kernel.tenancy.scope import scope
from guyub.foundation.parameters.models import Decision
from tests.world import NOW, new_id

TODAY = NOW.date()
JANUARY = date(2026, 1, 1)
LENT = "test.lent"


def lent_inquiry(*, cooperative_id, member_id, on):
    """A lender of tests: it keeps what it lent as holds of savings, for want of a table of its own."""
    return joined(
        held_for_inquiry(cooperative_id=cooperative_id, member_id=member_id, source_kind=LENT),
        read=lambda rows: [Exposure(row.reason, row.amount_rp) for row in rows if row.since <= on],
    )


class CreditWorld:
    """Bumiayu with 25 million of own capital by its books, and Siti, who borrows."""

    def __init__(self, world, monkeypatch):
        monkeypatch.setattr(exposures, "lenders", lambda: (lent_inquiry,))
        world.books()
        self.world, self.place = world, world.bumiayu
        world.saved_before("SUKARELA", 500_000_000, JANUARY)
        self.siti = world.member()
        with scope(self.place.id):
            account = SavingsAccount.objects.get(cooperative=self.place, member=self.siti, kind="SUKARELA")
            self.account_id = account.id

    def sets_apart(self, amount_rp, on=JANUARY):
        """A decision sets capital apart for the unit."""
        with scope(self.place.id):
            decision, _ = Decision.objects.get_or_create(
                cooperative=self.place,
                number="02/RAT/2026",
                body="RAT",
                defaults={
                    "decided_on": JANUARY,
                    "title": "Modal unit",
                    "recorded_by": self.world.person(Role.SEKRETARIS),
                    "recorded_at": NOW,
                },
            )
            UnitCapital.objects.create(
                cooperative=self.place,
                no=UnitCapital.objects.filter(cooperative=self.place).count() + 1,
                on=on,
                amount_rp=amount_rp,
                decision=decision,
                recorded_at=NOW,
            )

    def holds(self, amount_rp, reason="Pinjaman PJ-2026-0001", kind=LENT, on=TODAY):
        """Keep a hold on Siti's savings. Needs the scope."""
        put_hold(
            cooperative_id=self.place.id,
            account_id=self.account_id,
            amount_rp=amount_rp,
            reason=reason,
            person_id=self.world.person(Role.BENDAHARA).id,
            on=on,
            source_kind=kind,
            source_id=new_id(),
        )

    def owes(self, amount_rp, reason="Pinjaman PJ-2026-0001", **more):
        """Siti owes something already."""
        with scope(self.place.id):
            self.holds(amount_rp, reason, **more)

    def answers(self, amount_rp, reason="Jaminan PJ-2026-0009"):
        """Siti answers for somebody else."""
        self.owes(amount_rp, reason, kind=GUARANTEE)

    def borrows(self, amount_rp, on=TODAY, **more):
        """Lend to Siti in a transaction of its own, as a lender would; give the sheet."""
        with scope(self.place.id, durable=False):
            sheet = hold_limits(
                cooperative_id=self.place.id, member_id=self.siti.id, amount_rp=amount_rp, on=on, **more
            )
            if amount_rp:
                self.holds(amount_rp)
            return sheet

    def debts(self):
        """What Siti owes as the lender keeps it."""
        with scope(self.place.id):
            return SavingsAccount.objects.get(cooperative=self.place, id=self.account_id).held_rp

    def officer(self, name, post, person=None, *, until=None):
        """Somebody in office since January."""
        with scope(self.place.id):
            return Officer.objects.create(
                cooperative=self.place,
                name=name,
                person=person,
                post=post,
                term_from=JANUARY,
                term_to=date(2030, 12, 31),
                ended_on=until,
                recorded_at=NOW,
            )

    def kin(self, one, other, relation="PASANGAN"):
        """Two officers declare that they are kin."""
        with scope(self.place.id):
            Kinship.objects.create(
                cooperative=self.place, one=one, other=other, relation=relation, declared_on=JANUARY
            )

    def seat(self, person, role, starts_at, ends_at=None):
        """Somebody works in a role for a while."""
        return Membership.objects.create(
            cooperative=self.place, person=person, role=role.value, starts_at=starts_at, ends_at=ends_at
        )
