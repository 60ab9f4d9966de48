"""Joining: parts of the simpanan pokok, the number with the last of them, taking back, two at once."""

import threading

import pytest
from django.db import connection

from guyub.books.treasury.domain.shifts import ShiftRefusedError
from guyub.books.treasury.services.shifts import open_shift
from guyub.community.members.models import Member
from guyub.community.members.services.register import StandingRefusedError
from guyub.finance.savings.domain.kinds import SavingsKind
from guyub.finance.savings.selectors.invariants import INVARIANTS, RECONCILIATIONS
from guyub.finance.savings.selectors.payments import payments_of
from guyub.finance.savings.services.moving import SavingsRefusedError
from guyub.finance.savings.services.till import TillRefusedError
from guyub.foundation.identity.domain.roles import Role
from guyub.foundation.identity.models import AuditEntry, Membership
from guyub.foundation.identity.services.acting import NotAllowedError
from guyub.foundation.kernel.tenancy.scope import scope
from guyub.journeys.services.joining import JoiningRefusedError, note_welcome, pay_pokok, take_back_pokok
from tests.world import BEGAN, NOW, World, new_id

pytestmark = pytest.mark.django_db
TODAY = NOW.date()


class JoiningWorld(World):
    """Bumiayu with cash places and one candidate: 100,000 in two parts."""

    def __init__(self):
        super().__init__()
        self.places = self.cash()
        self.treasurer = self.actor(Role.BENDAHARA)
        self.member = self.candidate()

    def pays(self, amount_rp, *, actor=None, to="BRANKAS", member=None, request_id=None):
        """Take a payment."""
        return pay_pokok(
            actor=actor or self.treasurer,
            place=self.bumiayu,
            member_id=(member or self.member).id,
            amount_rp=amount_rp,
            cash_place_id=self.places[to],
            today=TODAY,
            request_id=request_id or new_id(),
            now=NOW,
        )

    def back(self, movement_id, *, actor=None, reason="keliru"):
        """Take one back."""
        take_back_pokok(
            actor=actor or self.treasurer,
            place=self.bumiayu,
            member_id=self.member.id,
            movement_id=movement_id,
            reason=reason,
            today=TODAY,
            request_id=new_id(),
            now=NOW,
        )

    def now(self):
        """Give state, number and what was paid."""
        with scope(self.bumiayu.id):
            member = Member.objects.get(cooperative=self.bumiayu, id=self.member.id)
            paid_rp = sum(row.amount_rp for row in self.payments())
            return member.state, member.number, paid_rp

    def payments(self):
        """List the payments."""
        with scope(self.bumiayu.id):
            return payments_of(
                cooperative_id=self.bumiayu.id, member_id=self.member.id, kind=SavingsKind.POKOK
            )

    def broken(self):
        """What does not hold."""
        with scope(self.bumiayu.id):
            rules = [*INVARIANTS, *RECONCILIATIONS]
            return [found for rule in rules for found in rule(self.bumiayu.id)]


@pytest.fixture
def world():
    return JoiningWorld()


def wrong(act, error=JoiningRefusedError):
    with pytest.raises(error) as refused:
        act()
    return refused.value.facts.get("wrong")


def test_two_parts_make_a_member(world):
    first = world.pays(50_000)
    assert (first.member_number, world.now()) == ("", ("CALON", None, 50_000))

    second = world.pays(50_000)

    assert second.member_number == "A-0001"
    assert world.now() == ("AKTIF", 1, 100_000)
    assert [row.number for row in world.payments()] == [first.voucher, second.voucher]
    assert world.payments()[1].event_id == second.event_id
    seats = Membership.objects.filter(person_id=world.member.person_id, role="ANGGOTA", ends_at__isnull=True)
    assert seats.count() == 1
    assert world.broken() == []
    with scope(world.bumiayu.id):
        entries = AuditEntry.objects.filter(cooperative=world.bumiayu).order_by("position")
        trail = [(one.act, one.facts) for one in entries]
    assert trail[-3:] == [
        ("members.pokok.paid", {"part": "1 dari 2"} | _entry(trail[-3])),
        ("members.pokok.paid", {"part": "2 dari 2"} | _entry(trail[-2])),
        ("members.member.admitted", {"number": "A-0001"}),
    ]


def _entry(line):
    """What a posting adds to its line of the trail."""
    return {name: value for name, value in line[1].items() if name != "part"}


def test_all_at_once_and_numbers_in_order(world):
    other = world.candidate("Wagiman", sex="L")

    assert world.pays(100_000, member=other).member_number == "A-0001"
    assert world.pays(100_000).member_number == "A-0002"


@pytest.mark.parametrize(
    ("amount_rp", "said"), [(100_001, "above"), (49_999, "below"), (0, "below"), (-5, "below")]
)
def test_amounts_that_are_refused(world, amount_rp, said):
    assert wrong(lambda: world.pays(amount_rp)) == said
    assert world.now() == ("CALON", None, 0)


def test_who_paid_more_owes_less_next(world):
    world.pays(70_000)

    assert wrong(lambda: world.pays(30_001)) == "above"
    assert wrong(lambda: world.pays(29_999)) == "below"
    assert world.pays(30_000).member_number == "A-0001"
    assert wrong(lambda: world.pays(50_000)) == "standing"


def test_nobody_takes_the_own_payment(world):
    seat = Membership.objects.create(
        person_id=world.member.person_id, cooperative=world.bumiayu, role="BENDAHARA", starts_at=BEGAN
    )
    world.seats[(Role.BENDAHARA, world.bumiayu.id, "calon")] = seat
    own = world.actor(Role.BENDAHARA, name="calon")

    assert wrong(lambda: world.pays(50_000, actor=own)) == "own"
    world.pays(50_000)
    assert wrong(lambda: world.back(world.payments()[0].movement_id, actor=own)) == "own"
    assert world.now() == ("CALON", None, 50_000)


def test_cash_goes_where_one_answers_for_it(world):
    cashier = world.actor(Role.KASIR)
    assert wrong(lambda: world.pays(50_000, actor=cashier, to="LACI"), ShiftRefusedError) == "none"
    assert wrong(lambda: world.pays(50_000, actor=cashier), TillRefusedError) == "place"

    open_shift(
        actor=cashier,
        place=world.bumiayu,
        drawer_id=world.places["LACI"],
        pieces={},
        today=TODAY,
        request_id=new_id(),
        now=NOW,
    )
    world.pays(50_000, actor=cashier, to="LACI")
    assert world.now() == ("CALON", None, 50_000)
    assert world.payments()[0].taken_by == cashier.name


def test_a_cashier_whose_drawer_is_another_one(world):
    """The drawer is open, but another person answers for it."""
    manager, cashier = world.actor(Role.PENGELOLA_GERAI), world.actor(Role.KASIR)
    open_shift(
        actor=manager,
        place=world.bumiayu,
        drawer_id=world.places["LACI"],
        pieces={},
        today=TODAY,
        request_id=new_id(),
        now=NOW,
    )
    assert wrong(lambda: world.pays(50_000, actor=cashier, to="LACI"), ShiftRefusedError) == "none"
    assert world.now() == ("CALON", None, 0)


def test_who_may_not_take_savings(world):
    with pytest.raises(NotAllowedError):
        world.pays(50_000, actor=world.actor(Role.SEKRETARIS))
    stranger = world.actor(Role.BENDAHARA, world.arjosari)
    assert (
        wrong(
            lambda: pay_pokok(
                actor=stranger,
                place=world.arjosari,
                member_id=world.member.id,
                amount_rp=50_000,
                cash_place_id=world.places["BRANKAS"],
                today=TODAY,
                request_id=new_id(),
                now=NOW,
            ),
            StandingRefusedError,
        )
        == "gone"
    )
    assert world.now() == ("CALON", None, 0)


def test_a_retry_is_one_payment(world):
    request_id = new_id()

    assert world.pays(50_000, request_id=request_id) == world.pays(50_000, request_id=request_id)
    assert world.now() == ("CALON", None, 50_000)


@pytest.mark.django_db(transaction=True)
def test_two_who_take_the_last_part_at_once(world):
    world.pays(50_000)
    said, gate = [], threading.Barrier(2)
    others = [world.treasurer, world.actor(Role.BENDAHARA, name="Bendahara lain")]

    def take(actor):
        gate.wait()
        try:
            said.append(world.pays(50_000, actor=actor).member_number)
        except JoiningRefusedError as refused:
            said.append(refused.facts["wrong"])
        finally:
            connection.close()

    threads = [threading.Thread(target=take, args=(actor,)) for actor in others]
    for one in threads:
        one.start()
    for one in threads:
        one.join()

    assert sorted(said) == ["A-0001", "standing"]
    assert world.now() == ("AKTIF", 1, 100_000)
    assert world.broken() == []


def test_a_payment_is_taken_back_while_a_candidate(world):
    world.pays(50_000)
    (paid,) = world.payments()

    world.back(paid.movement_id)

    assert world.now() == ("CALON", None, 0)
    assert [(row.amount_rp, row.is_undone, row.takes_back) for row in world.payments()] == [
        (50_000, True, False),
        (-50_000, False, True),
    ]
    assert world.broken() == []
    assert wrong(lambda: world.back(paid.movement_id), SavingsRefusedError) == "undone"
    assert wrong(lambda: world.back(world.payments()[1].movement_id), SavingsRefusedError) == "gone"
    assert wrong(lambda: world.back(new_id()), SavingsRefusedError) == "gone"
    assert world.pays(100_000).member_number == "A-0001"


def test_a_members_payment_is_not_taken_back(world):
    world.pays(100_000)
    (paid,) = world.payments()

    assert wrong(lambda: world.back(paid.movement_id)) == "admitted"
    assert wrong(lambda: world.back(paid.movement_id, reason=" ")) == "reason"
    assert wrong(lambda: world.back(paid.movement_id, reason="x" * 61)) == "reason"
    assert world.now() == ("AKTIF", 1, 100_000)


def test_a_candidate_who_paid_whole_and_has_no_number_is_found(world):
    world.pays(50_000)
    with scope(world.bumiayu.id):
        Member.objects.filter(cooperative=world.bumiayu).update(pokok_rp=50_000)

    assert [found.rule for found in world.broken()] == ["savings.candidate"]


def test_the_welcome_slip_leaves_a_line_in_the_trail(world):
    def prints(member_id):
        note_welcome(
            actor=world.treasurer, place=world.bumiayu, member_id=member_id, request_id=new_id(), now=NOW
        )

    assert wrong(lambda: prints(world.member.id)) == "standing"
    assert wrong(lambda: prints(new_id())) == "gone"
    world.pays(100_000)
    prints(world.member.id)
    with scope(world.bumiayu.id):
        last = AuditEntry.objects.filter(cooperative=world.bumiayu).order_by("-position").first()
    assert (last.act, last.facts) == ("members.welcome.printed", {"number": "A-0001"})
