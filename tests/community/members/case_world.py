"""Members of Bumiayu who joined long ago, what they pay, and how their leaving is asked and agreed to."""

from datetime import date

from django.contrib.auth.hashers import make_password

from guyub.community.members.models import Heir, Member
from guyub.community.members.services.files import FileTyped, open_file
from guyub.community.members.services.leaving import ExitTyped, ask_exit
from guyub.community.members.services.register import accept_candidate, admit
from guyub.community.members.services.standing import give_notice
from guyub.finance.savings.domain.kinds import SavingsKind
from guyub.finance.savings.services.moving import MoveTyped, pay_in
from guyub.foundation.approvals.models import ApprovalRequest
from guyub.foundation.approvals.services.requests import decide
from guyub.foundation.identity.domain.roles import Actor, Role
from guyub.foundation.identity.models import Membership, Person
from guyub.foundation.kernel.tenancy.scope import scope
from guyub.journeys.selectors.owed import Leaver, owed_both_ways
from tests.pictures import photo
from tests.world import BEGAN, NOW, new_id

D = date
TODAY = NOW.date()  # 25 November 2026
PIN = "270817"
FEBRUARY = D(2026, 2, 1)
LETTER = ("surat.jpg", photo())
REASON = "Pindah ke luar kota"


def joined(world, name="Budi Contoh", on=FEBRUARY, place=None, **file):
    """Give a member who joined on a day."""
    place = place or world.bumiayu
    with scope(place.id):
        person = Person.objects.create(name=name, password="!", created_at=BEGAN)
        typed = FileTyped(name=name, **{"sex": "L", "born_on": D(1980, 5, 1), **file})
        opened = open_file(cooperative_id=place.id, person=person, typed=typed, today=TODAY, now=NOW)
        member = accept_candidate(file=opened, pokok_rp=100_000, instalments=1, on=on, now=NOW)
        admit(member=member, on=on, now=NOW)
    return member


def saved(world, member, kind, amount_rp, on=TODAY, place="BRANKAS"):
    """Take savings of a member in."""
    cash = world.cash()[place]
    with scope(world.bumiayu.id):
        typed = MoveTyped(
            member_id=member.id, kind=SavingsKind(kind), amount_rp=amount_rp, cash_place_id=cash, on=on
        )
        return pay_in(
            place=world.bumiayu,
            typed=typed,
            today=TODAY,
            actor=world.actor(Role.BENDAHARA),
            request_id=new_id(),
            now=NOW,
        )


def as_member(world, member):
    """Give the member who acts for the own part."""
    with scope(world.bumiayu.id):
        seat = Membership.objects.get(person=member.person, cooperative=world.bumiayu, role="ANGGOTA")
    return Actor(member.person_id, member.file.name, Role.ANGGOTA, world.bumiayu.id, seat.id)


def given_notice(world, *members, role=Role.SEKRETARIS, today=TODAY, request_id=None):
    """Give notice to members, or to everybody who missed enough."""
    return give_notice(
        actor=world.actor(role),
        member_ids=[member.id for member in members] or None,
        today=today,
        request_id=request_id or new_id(),
        now=NOW,
    )


def asked_exit(world, member, kind="MUNDUR", *, role=Role.SEKRETARIS, paper=LETTER, request_id=None, **typed):
    """Ask to let a member go; give the id of the case."""
    told = {"happened_on": TODAY, "reason": REASON, **typed}
    return ask_exit(
        actor=world.actor(role),
        typed=ExitTyped(member_id=member.id, kind=kind, **told),
        today=TODAY,
        request_id=request_id or new_id(),
        now=NOW,
        paper=paper,
    )


def decided(world, approval_id, role=Role.KETUA, *, is_approved=True, actor=None):
    """Decide what waits for a second person."""
    actor = actor or world.actor(role)
    person = Person.objects.get(id=actor.person_id)
    person.pin = make_password(PIN)
    person.save()
    return decide(
        actor=actor,
        approval_id=approval_id,
        is_approved=is_approved,
        proof=PIN,
        request_id=new_id(),
        now=NOW,
        reason="" if is_approved else "belum jelas",
    )


def agreed_exit(world, member, kind="MUNDUR", **typed):
    """Ask to let a member go and agree to it; give the id of the case."""
    asked = new_id()
    case_id = asked_exit(world, member, kind, request_id=asked, **typed)
    decided(world, asked)
    return case_id


def heirs(world, member, *shares):
    """Name the heirs of a member with their percent."""
    with scope(world.bumiayu.id):
        for name, percent in shares:
            Heir.objects.create(
                cooperative=world.bumiayu,
                file=member.file,
                name=name,
                relation="Anak",
                share_percent=percent,
                from_on=D(2026, 3, 1),
            )


def seen(world, member):
    """Read what is owed both ways, as the page of a leaving shows it."""
    with scope(world.bumiayu.id):
        leaver = Leaver(
            cooperative_id=world.bumiayu.id,
            member_id=member.id,
            person_id=member.person_id,
            today=TODAY,
            now=NOW,
        )
        return owed_both_ways(leaver)


def again(world, member):
    """Read a member anew."""
    with scope(world.bumiayu.id):
        return Member.objects.get(id=member.id, cooperative=world.bumiayu)


def waiting(world):
    """Count the questions that wait for a second person."""
    with scope(world.bumiayu.id):
        return ApprovalRequest.objects.filter(cooperative=world.bumiayu, state="PENDING").count()
