"""A world of applications with a group of joint liability."""

from django.contrib.auth.hashers import make_password

from guyub.community.members.services.groups import open_group, seat_member, unseat_member
from guyub.finance.loans.models import Loan
from guyub.foundation.identity.domain.roles import Role
from guyub.foundation.kernel.tenancy.scope import scope
from tests.finance.loans.request_book import PIN, RequestBook
from tests.finance.savings.jasa_world import TODAY
from tests.world import NOW, new_id


class JointBook(RequestBook):
    """Siti sits in Melati with Dewi, who is on the board; nobody of it owes anything."""

    def __init__(self, world):
        super().__init__(world)
        self.dewi = world.member("Dewi Contoh")
        self.group = self.opens("Melati")
        for member in (self.siti, self.dewi):
            self.seats(member)

    def keeping(self):
        return {
            "actor": self.world.actor(Role.SEKRETARIS),
            "today": TODAY,
            "request_id": new_id(),
            "now": NOW,
        }

    def opens(self, name, kind="TANGGUNG_RENTENG"):
        return open_group(kind=kind, name=name, **self.keeping())

    def seats(self, member, group=None):
        seat_member(group_id=group or self.group, member_id=member.id, **self.keeping())

    def leaves(self, member):
        unseat_member(group_id=self.group, member_id=member.id, **self.keeping())

    def joint(self, **more):
        return self.asked(group_id=self.group, **more)

    def sits_on_the_board(self, member, name):
        """The member votes too, as ``name``."""
        self.becomes(Role.WAKIL_KETUA_USAHA, member)
        person = member.person
        with scope(self.place.id):
            person.pin = make_password(PIN)
            person.save()
        self.world.seats[(Role.WAKIL_KETUA_USAHA, self.place.id, name)] = person.memberships.get(
            role=Role.WAKIL_KETUA_USAHA.value
        )

    def owes_late(self, member):
        """A loan of the group of which eight instalments are late."""
        loan = self.lends(member=member)
        with scope(self.place.id):
            Loan.objects.filter(cooperative=self.place, id=loan.id).update(group_id=self.group)
