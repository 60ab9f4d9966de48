"""Who asks for several people and who decides, for tests: a kind that stands nowhere else."""

from django.contrib.auth.hashers import make_password

from guyub.foundation.approvals.domain.bodies import Body
from guyub.foundation.approvals.domain.kinds import Kind
from guyub.foundation.approvals.selectors.invariants import INVARIANTS
from guyub.foundation.approvals.selectors.kinds import kinds
from guyub.foundation.approvals.selectors.requests import one_request
from guyub.foundation.approvals.services.requests import DecisionRefusedError, ask, decide
from guyub.foundation.identity.domain.roles import Action, Role
from guyub.foundation.identity.services.acting import act_once
from guyub.foundation.kernel.models import OutboxLine
from guyub.foundation.kernel.services.outbox import write_news
from guyub.foundation.kernel.tenancy.scope import scope
from tests.world import NOW, new_id

PIN = "270817"
KIND, LOOSE = "test.lend", "test.loose"
BOARD = (Role.KETUA, Role.SEKRETARIS, Role.WAKIL_KETUA_USAHA, Role.WAKIL_KETUA_ANGGOTA)


def _carry_out(*, request, actor, now):
    write_news(cooperative_id=request.cooperative_id, topic=KIND, payload={"by": actor.name}, now=now)


_COMMON = {
    "title": "Pinjaman",
    "ask": Action.KEEP_LOANS,
    "approve": Action.APPROVE_LOANS,
    "sentence": "pinjaman {name}",
    "carry_out": _carry_out,
}
# A kind that the board decides, two of them, as loans will; and one of the older sort.
KINDS = (
    Kind(code=KIND, approvals=2, bodies=frozenset({Body.PENGURUS}), **_COMMON),
    Kind(code=LOOSE, **_COMMON),
)


class Lending:
    """Who asks, who decides, and what came of it."""

    def __init__(self, world, monkeypatch):
        for kind in KINDS:
            monkeypatch.setitem(kinds(), kind.code, kind)
        self.world = world
        self.place = world.bumiayu
        self.pin = make_password(PIN)

    def asks(self, kind=KIND, **more):
        """The treasurer asks; give the id of the request."""
        actor, made = self.world.actor(Role.BENDAHARA), new_id()
        act_once(
            actor=actor,
            action=Action.KEEP_LOANS,
            request_id=made,
            use_case="test.ask",
            facts={},
            now=NOW,
            work=lambda: (
                ask(
                    actor=actor,
                    kind=kind,
                    facts={"name": "Siti"},
                    reason="modal warung",
                    now=NOW,
                    request_id=made,
                    **more,
                )
                and None
            ),
        )
        return made

    def voter(self, role, name=""):
        """Somebody who decides, with a PIN."""
        person = self.world.person(role, name=name)
        person.pin = self.pin
        person.save()
        return self.world.actor(role, name=name)

    def votes(self, asked, role, name="", *, yes=True):
        """One decides; give where the request stands then, or why it was refused."""
        return self.cast(asked, self.voter(role, name), yes=yes)

    def cast(self, asked, actor, *, yes=True):
        """As ``votes``, of somebody who is known."""
        try:
            return decide(
                actor=actor,
                approval_id=asked,
                is_approved=yes,
                proof=PIN,
                reason="" if yes else "belum layak",
                request_id=new_id(),
                now=NOW,
            )
        except DecisionRefusedError as refusal:
            return refusal.facts["wrong"]

    def done(self):
        """How often it was carried out."""
        with scope(self.place.id):
            return OutboxLine.objects.filter(cooperative=self.place, topic=KIND).count()

    def broken(self):
        """What does not hold of approvals."""
        with scope(self.place.id):
            return [broken for rule in INVARIANTS for broken in rule(self.place.id)]

    def row(self, asked, role=Role.KETUA):
        """The request as somebody's inbox shows it."""
        with scope(self.place.id):
            return one_request(actor=self.world.actor(role), request_id=asked, now=NOW)
